"""One date as people type it -> a Piece: "28th of July, 1942", "431 BC", "the 1940s", "winter 1942-43", "c. 1930"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from timeline.dates_calendar import MONTHS, day_number, days_in_month, weekday
from timeline.dates_mends import edtf_year
from timeline.dates_pieces import Piece, astronomical, full_year, out_of_range
from timeline.dates_span import APPROXIMATE, UNCERTAIN, DateError

MONTH_NUMBERS: Final = {name.lower(): i for i, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
NUMBER_WORDS: Final = {word: number for number, word in enumerate(_ORDINALS, 1)}
SEASON_NUMBERS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_HALVES: Final = {"quarter": (33, 4), "third": (37, 3), "half": (40, 2)}

_ORDINAL: Final = rf"(?:(\d{{1,2}})(?:st|nd|rd|th)|({'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}))"
_CENTURY: Final = re.compile(rf"{_ORDINAL} (century|centuries|cent\.?|c\.|c|millennium|millennia)")
_BARE_ORDINAL: Final = re.compile(_ORDINAL)
_DECADE: Final = re.compile(r"(\d{2,4})['’]?s")
_SEASON: Final = re.compile(
    r"(northern |southern )?(spring|summer|autumn|fall|winter) (?:of )?(\d{1,4})(?: ?[-–/] ?(\d{1,4}))?"
)
_SEASON_LAST: Final = re.compile(r"(\d{1,4})(?: ?[-–/] ?(\d{2,4}))? (spring|summer|autumn|fall|winter)")
_HALF: Final = re.compile(r"(first|second|third|fourth|1st|2nd|3rd|4th|last) (quarter|third|half) (?:of )?(\d{1,4})")
ERA: Final = re.compile(r"\b(?:(b\. ?c\. ?e\.?|bce|b\. ?c\.?|bc)|(c\. ?e\.|ce|a\. ?d\.?|ad))(?=\W|\d|$)")
# A winter with the era on both its years: winter 431 BCE–430 BCE, winter 1 BCE–1 CE.
_SEASON_OF_ERAS: Final = re.compile(
    rf"((?:northern |southern )?(?:winter|summer)) (\d{{1,4}}) ?({ERA.pattern}) ?[-–/] ?(\d{{1,4}}) ?({ERA.pattern})"
)
_QUARTER: Final = re.compile(r"q([1-4]) (?:of )?(\d{4})|(\d{4}) ?-?q([1-4])")
_NUMERIC: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})")
_MONTH_YEAR: Final = re.compile(r"(0?[1-9]|1[0-2])[./](\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
ISO: Final = re.compile(r"(?:-?\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?|(?<!\w)-\d{4}|-?\d{3}x|-?\d\dxx)(?!\d)")
_LEAD: Final = re.compile(r"^(?:(?:in|on|during|the|year) )+")
_WEEKDAY: Final = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,3}(?:day)?[.,]? (?=\d|[a-z]{3})")

_APPROXIMATELY: Final = re.compile(
    r"^(?:(?:circa|approximately|approx\.?|about|around|roughly|abt\.?) ?|c(?:a\.?|\.)? ?(?=\d)|(?:ca?\.|ca) ?|~ ?)"
)
_PERHAPS: Final = re.compile(r"^(?:perhaps|probably|possibly|maybe|presumably|likely) ")
_TAIL: Final = re.compile(r" ?\(?(\?|~|%|(?<=\()uncertain|(?<=\()approximate|(?<=[ (])circa|(?<=[ (])approx\.?)\)?$")
_UNKNOWN_PARTS: Final = {", month unknown": "-XX", ", day unknown": "-XX", ", month and day unknown": "-XX-XX"}
_VAGUE: Final = re.compile(r"^(early|mid|middle|late|end|beginning|start|turn)\b(?: of)?[ -](?:of |the |in )*")


def read_piece(text: str) -> Piece | None:
    """Return the date in a text already in small letters and single spaces, or None when it is not one."""
    for ending, mask in _UNKNOWN_PARTS.items():
        if text.rstrip(" ,").endswith(ending):
            known = read_piece(text.rstrip(" ,").removesuffix(ending))
            return known and Piece(edtf=known.plain() + mask, bits=known.bits)
    text, bits = _doubts(text)
    piece = _undoubted(text)
    return piece and replace(piece, bits=piece.bits | bits)


def _doubts(text: str) -> tuple[str, int]:
    bits, before = 0, ""
    while text != before:
        before = text
        for pattern, kind in ((_APPROXIMATELY, APPROXIMATE), (_PERHAPS, UNCERTAIN)):
            shorter = pattern.sub("", text)
            bits, text = (bits | kind, shorter) if shorter != text else (bits, text)
        if match := _TAIL.search(text):
            mark = match[1]
            bits |= {"?": UNCERTAIN, "u": UNCERTAIN, "%": APPROXIMATE | UNCERTAIN}.get(mark[0], APPROXIMATE)
            text = text[: match.start()]
    return text, bits


def _undoubted(text: str) -> Piece | None:
    text = _LEAD.sub("", text.strip(" ,"))
    if match := _WEEKDAY.match(text):
        piece = _undoubted(text[match.end() :])
        return piece and _on_weekday(piece, match[1])
    if match := _VAGUE.match(text):
        inner = read_piece(text[match.end() :])
        if inner is not None:
            raise _vague(match[1], inner)
    if ISO.fullmatch(text):
        return Piece(edtf=text.upper())
    eras = list(ERA.finditer(text))
    if len(eras) > 1:
        return _season_of_eras(text)
    if not eras:
        return _without_era(text, "")
    era = "bce" if eras[0][1] else "ce"
    rest = f"{text[: eras[0].start()].rstrip()} {text[eras[0].end() :].lstrip()}".strip(" ,.")
    return _without_era(rest, era)


def _on_weekday(piece: Piece, name: str) -> Piece:
    """Return the piece if that day was such a weekday; BCE and incomplete days are not judged."""
    if piece.year and piece.month and piece.day and piece.era != "bce":
        day = min(piece.day, days_in_month(piece.year, piece.month))
        was = weekday(day_number(piece.year, piece.month, day))
        if day == piece.day and not was.lower().startswith(name):
            date = f"{piece.day} {MONTHS[piece.month - 1]} {piece.year}"
            raise DateError(f"{date} was a {was}", f"Write {piece.plain()} if that is the day.")
    return piece


def _vague(word: str, piece: Piece) -> DateError:
    """Return the error for "early 1942" with the third of the year, decade or century that may be meant."""
    place = 0 if word in ("early", "beginning", "start", "turn") else 1 if word in ("mid", "middle") else 2
    text = piece.plain()
    start = text.rstrip("X")
    if len(text) == 4 and len(start) in (2, 3, 4):
        size = 10 ** (4 - len(start))
        first = int(start) * size
        cuts = (0, size // 3, size * 2 // 3, size)
        part = f"{text}-{37 + place}" if size == 1 else f"[{first + cuts[place]:04}..{first + cuts[place + 1] - 1:04}]"
        return DateError(f"'{word}' has no bounds of its own", f"Write {text} for all of it, or such as {part}.")
    return DateError(f"'{word}' has no bounds of its own", f"Write {text} for all of it, or the days that you mean.")


def _without_era(text: str, era: str) -> Piece | None:
    if match := _CENTURY.fullmatch(text):
        number = int(match[1]) if match[1] else NUMBER_WORDS[match[2]]
        unit = "millennium" if match[3].startswith("mil") else "century"
        return Piece(number=number, unit=unit, era=era) if number else None
    if match := _DECADE.fullmatch(text):
        return _decade(match[1], era)
    return _season(text, era) or _numeric(text, era) or _tokens(text, era)


def _decade(digits: str, era: str) -> Piece | None:
    if digits[-1] != "0":
        return None
    if len(digits) == 2 and not era:
        raise DateError(f"the {digits}s of which century", f"Write 19{digits[0]}X for the 19{digits}s.")
    if digits[-2:] == "00" and len(digits) > 2:
        low, high = int(digits), int(digits) + 99
        if era == "bce":
            raise DateError(
                f"the {digits}s may be ten years or a hundred",
                f"Write [{edtf_year(-low - 8)}..{edtf_year(1 - low)}] or {edtf_year(-low)[:-2]}XX.",
            )
        raise DateError(
            f"the {digits}s may be ten years or a hundred",
            f"Write {low // 10:03}X for {low} to {low + 9}, {low // 100:02}XX for {low} to {high}.",
        )
    year = int(digits)
    if era == "bce":
        # The 430s BCE are -0438..-0429: not a decade of EDTF, so a one-of set.
        return Piece(edtf=f"[{edtf_year(-year - 8)}..{edtf_year(1 - year)}]")
    return Piece(edtf=f"{year // 10:03}X")


def _season(text: str, era: str) -> Piece | None:
    match = _SEASON.fullmatch(text)
    if match:
        where, name, year, tail = match.groups(default="")
    elif match := _SEASON_LAST.fullmatch(text):
        where, (year, tail, name) = "", match.groups(default="")
    elif match := _HALF.fullmatch(text):
        first, count = _HALVES[match[2]]
        place = (
            count - 1
            if match[1] == "last"
            else (["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"].index(match[1])) % 4
        )
        return Piece(edtf=f"{_year_of(match[3], era)}-{first + place}") if place < count else None
    elif match := _QUARTER.fullmatch(text):
        return Piece(edtf=f"{_year_of(match[2] or match[3], era)}-{32 + int(match[1] or match[4])}")
    else:
        return None
    code = SEASON_NUMBERS[name] + {"": 0, "northern ": 4, "southern ": 8}[where]
    if tail:
        step = -1 if era == "bce" else 1
        if full_year(int(year), tail) != int(year) + step or code not in (24, 28, 30):
            raise DateError(f"{name} does not run from {year} to {tail}", f"Write {_year_of(year, era)}-{code}.")
    return Piece(edtf=f"{_year_of(year, era)}-{code}")


def _season_of_eras(text: str) -> Piece | None:
    match = _SEASON_OF_ERAS.fullmatch(text)
    if match is None:
        return None
    first_era, last_era = ("bce" if match[i] else "ce" for i in (4, 8))
    if astronomical(int(match[6]), last_era) != astronomical(int(match[2]), first_era) + 1:
        return None
    return _season(f"{match[1]} {match[2]}", first_era)


def _year_of(digits: str, era: str) -> str:
    if len(digits) < 3 and not era:
        raise DateError("years take four digits", f"Write 19{digits:>02} if that is the year.")
    return edtf_year(astronomical(int(digits), era))


def _numeric(text: str, era: str) -> Piece | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return Piece(int(match[1]), int(match[3]), int(match[4]), era)
    if match := _MONTH_YEAR.fullmatch(text):
        return Piece(int(match[2]), int(match[1]), era=era)
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    a, b, year = int(match[1]), int(match[3]), match[4]
    readings = [(m, d) for d, m in dict.fromkeys(((a, b), (b, a))) if 1 <= m <= 12 and 1 <= d <= 31]
    century = "19" if len(year) == 2 else ""
    shown = [(f"{century}{year}-{m:02}-{d:02}", f"{d} {MONTHS[m - 1]} {century}{year}") for m, d in readings]
    if century and readings:
        choice = ", ".join(f"{edtf} for {name}" for edtf, name in shown)
        raise DateError(f"the year {year} does not say its century", f"Write it in full: {choice}.")
    if len(readings) > 1:
        raise DateError(
            f"it may be {shown[0][1]} or {shown[1][1]}",
            f"Write {shown[0][0]} for {shown[0][1]}, {shown[1][0]} for {shown[1][1]}.",
        )
    if not readings:
        raise DateError(f"neither {a} nor {b} is a month with such a day", "Write it as year-month-day: 1942-07-28.")
    return Piece(int(year), readings[0][0], readings[0][1], era)


def _tokens(text: str, era: str) -> Piece | None:
    """Read day, month name and year in any order in which people put them."""
    month: int | None = None
    numbers: list[str] = []
    shape = ""
    for token in re.sub(r"\bof\b|\bthe\b|,", " ", text).split():
        if token.rstrip(".") in MONTH_NUMBERS and month is None:
            month, shape = MONTH_NUMBERS[token.rstrip(".")], shape + "m"
        elif match := re.fullmatch(r"(\d{1,5})(st|nd|rd|th)?\.?", token):
            numbers.append(match[1])
            long_enough = len(match[1]) > 2 and not match[2]
            shape += "y" if long_enough else "n"
        elif match := re.fullmatch(r"\d{6,}", token):
            raise out_of_range()
        else:
            return None
    values = [int(n) for n in numbers]
    if shape == "y":
        return Piece(values[0], era=era) if era or len(numbers[0]) > 3 else Piece(number=values[0])
    if shape == "n":
        return Piece(values[0], era=era) if era else Piece(number=values[0])
    if shape in ("my", "ym"):
        return Piece(values[0], month, era=era)
    if shape in ("nm", "mn"):
        if era and shape == "mn":
            return Piece(values[0], month, era=era)
        if values[0] > days_in_month(2000, month or 1):
            return _two_digit_year(text, values[0])
        return Piece(None, month, values[0])
    if shape == "m":
        return Piece(None, month)
    if shape in ("nmy", "mny", "nmn", "mnn"):
        if shape[-1] == "n" and not era:
            return _two_digit_year(text, values[1])
        return Piece(values[1], month, values[0], era)
    if shape == "ymn":
        return Piece(values[0], month, values[1], era)
    return Piece(values[1], None, None, era, number=values[0]) if shape == "ny" and not month else None


def _two_digit_year(text: str, year: int) -> Piece | None:
    raise DateError(f"the year {year:02} does not say its century", f"Write all four digits, such as 19{year:02}.")
