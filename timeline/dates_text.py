"""What people type instead of EDTF: "28 July 1942", "c. 1930", "431 BCE", "1941-45", "since 2022"."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from timeline.dates_calendar import MONTHS, civil, days_in_month, julian_to_gregorian
from timeline.dates_edtf import LONGEST, parse
from timeline.dates_mends import GENERIC_MEND, NOT_EDTF, edtf_year
from timeline.dates_pieces import ISO, MONTH_NUMBERS, NUMBER_WORDS, SEASON_NUMBERS, Piece, full_year, read_piece
from timeline.dates_span import PRECISIONS, DateError, Span
from timeline.dates_words import words

_LIKE_YEARS: Final = re.compile(r"(\d\d)(\d\d)-(\d\d)([?~%]?)", re.ASCII)
_DASHES: Final = re.compile(r"[\u2010-\u2015]|--+")
_MIDNIGHT: Final = re.compile(r"(?<=\d)[ T]0{1,2}:00(?::00(?:\.0+)?)?(?: ?Z)?$", re.ASCII)
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_OLD_STYLE: Final = re.compile(r"[ ,(]+(?:o\. ?s\.?|os|old style|julian(?: calendar)?)\)?$")
_SPLIT: Final = re.compile(r" ?– ?| - | (?:to|until|till|through|thru) ")
_HYPHEN: Final = re.compile(r"(?<=[\w.?)])-(?=\w)", re.ASCII)
_NOW: Final = {"present", "now", "today", "ongoing", "the present", "the present day", "date", "this day", ".."}
_UNKNOWN_PARTS: Final = {
    ", month unknown": "-XX", ", day unknown": "-XX", ", month and day unknown": "-XX-XX",
}  # fmt: skip
_YEARISH: Final = PRECISIONS.index("year")


def read(text: str) -> Span:
    """Return the Span of EDTF, else of what people type; its `text` is always EDTF. DateError when neither.

    EDTF wins: `2010-24` is the winter 2010-11 (see `doubt`). One exception: `1936-39` is the last third of 1936 in
    EDTF, but those who type it mean 1936 to 1939, so it is refused with both readings named.
    """
    if len(text) > LONGEST:
        raise DateError(f"{len(text):,} characters are too many for a date", GENERIC_MEND)
    given = text.strip()
    if not given:
        raise DateError("the date is missing", GENERIC_MEND)
    try:
        span = parse(given)
    except DateError as error:
        fault = error
    else:
        if (match := _LIKE_YEARS.fullmatch(given)) and 25 <= int(match[3]) <= 41 and match[3] > match[2]:
            raise _two_readings(span, match)
        return span
    try:
        edtf = _free(given)
        if edtf is not None:
            return parse(edtf)
    except DateError as typed:
        # What EDTF says about 1942-13 or 20050924 is to the point; about words it is not, nor about 03/04/1942.
        raise typed if fault.mend == GENERIC_MEND or "/" in given else fault from None
    if fault.message == NOT_EDTF:
        raise _misspelt(given) or DateError("no date we know is written like this", GENERIC_MEND)
    raise fault


def doubt(text: str) -> str:
    """Return what an author may have meant instead of the EDTF that `read` takes ("1918-22" is a season), or ""."""
    match = _LIKE_YEARS.fullmatch(text.strip())
    if match and 21 <= int(match[3]) <= 24 and match[3] > match[2]:
        return f"Write {match[1]}{match[2]}{match[4]}/{match[1]}{match[3]}{match[4]} if you mean the years."
    return ""


def _two_readings(span: Span, match: re.Match[str]) -> DateError:
    century, first, last, mark = match.groups()
    assert span.earliest is not None and span.latest is not None
    (y1, m1, _), (y2, m2, _) = civil(span.earliest), civil(span.latest)
    season = f"{edtf_year(y1)}-{m1:02}{mark}/{edtf_year(y2)}-{m2:02}{mark}"
    years = f"{century}{first}{mark}/{century}{last}{mark}"
    return DateError(
        f"it may be the years {century}{first} to {century}{last} or the {words(replace(span, text=span.text[:7]))}",
        f"Write {years} for the years, {season} for the part of the year.",
    )


def _free(given: str) -> str | None:
    """Return the EDTF of a typed text, or None when it is not one we know."""
    text = given.replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    text = _MIDNIGHT.sub("", " ".join(text.split()))
    if match := _TIME.fullmatch(text):
        return f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}{match[5] or ''}"
    text = re.sub(r"^(\d{4})\.0$", r"\1", text, flags=re.ASCII)
    if text != given:
        try:
            return parse(text).text
        except DateError:
            pass
    text = _DASHES.sub("–", text.lower())
    if match := _OLD_STYLE.search(text):
        raise _old_style(text[: match.start()])
    if (text[0] == "–" and text[1:2].isdigit()) or text[-1] in "–-":
        raise _half_range(text)
    if re.fullmatch(r"unknown|undated|n\. ?d\.|no date|date unknown", text):
        raise DateError("nothing is known of the date", "Write what is known, such as 19XX for the 20th century.")
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}\.?", text):
        raise DateError("it has no year", "Add the year, and write it as year-month-day: 2001-09-11.")
    return _years(text) or _bounded(text) or _range(text) or _choice(text) or _single(text)


def _single(text: str) -> str | None:
    for ending, mask in _UNKNOWN_PARTS.items():
        if text.endswith(ending):
            piece = read_piece(text.removesuffix(ending))
            return piece and piece.plain() + mask
    piece = read_piece(text)
    return piece and _checked(piece).text()


def _checked(piece: Piece) -> Piece:
    if piece.number is not None and piece.year is not None:
        raise DateError("it has a day but no month", GENERIC_MEND)
    return piece


def _years(text: str) -> str | None:
    """Read 1941-45, 1941–1945, 1942/43: years whose second may drop the digits it shares with the first."""
    match = re.fullmatch(r"(?:(c\. ?|ca\.? ?|circa |about )|)(\d{4})( ?[–-] ?|/)(\d{2}|\d{4})( ?\??)", text, re.ASCII)
    if match is None:
        return None
    first, last = match[2], f"{full_year(int(match[2]), match[4]):04}"
    if len(match[4]) == 4 and " " in match[3] and (match[1] or match[5]):
        return None  # "c. 1941 - 1945": only the date beside it is about
    if last <= first or (match[3] == "/" and int(match[4]) <= 12):
        raise _not_years(first, match[3].strip(), match[4], last)
    if len(match[4]) == 2 and int(match[4]) <= 12 and match[3] == "-":
        return None  # 1901-05 with a qualifier is a month
    mark = ("", "~", "?", "%")[bool(match[1]) + 2 * ("?" in match[5])]
    return f"{first}{mark}/{last}{mark}"


def _not_years(first: str, sign: str, tail: str, last: str) -> DateError:
    if len(tail) == 2 and 1 <= int(tail) <= 12:
        years = f", {first}/{last} for the years" if last > first else ""
        return DateError(
            f"'{first}{sign}{tail}' may be a month or a range of years" if years else f"{tail} does not follow {first}",
            f"Write {first}-{tail} for {MONTHS[int(tail) - 1]} {first}{years}.",
        )
    return DateError(
        f"the years run backwards: from {first} to {last}", f"Write {last}/{first} if you mean both years."
    )


def _half_range(text: str) -> DateError:
    piece = read_piece(text.strip(" –-"))
    if piece is None:
        return DateError("no date we know is written like this", GENERIC_MEND)
    date = piece.text()
    if text[0] == "–":
        return DateError(
            "it has no start", f"Write ../{date} for all time until then, /{date} if the start is unknown."
        )
    return DateError("it has no end", f"Write {date}/.. if it still goes on, {date}/ if its end is unknown.")


def _piece(text: str) -> Piece:
    piece = read_piece(text)
    if piece is None:
        raise DateError(f"'{text[:40]}' is not a date we can read", GENERIC_MEND)
    return _checked(piece)


def _bounded(text: str) -> str | None:
    """Read since, from, until, before, after, "or later", "between .. and ..", and "- present"."""
    if match := re.fullmatch(r"between (.+) and (.+)", text):
        low, high = _ends(match[1], match[2], compact=False)
        return f"[{low}..{high}]"
    if match := re.fullmatch(r"(since|from) (.+?)(?: on| onwards?|(, end unknown))?", text):
        ongoing = match[1] == "since" or (text.endswith((" on", " onward", " onwards")))
        if not _SPLIT.search(match[2]):
            return f"{_piece(match[2]).text()}/{'..' if ongoing else ''}"
        return _bounded(match[2]) or _range(match[2])
    if match := re.fullmatch(r"(?:until|till|up to|to) (.+?)(, start unknown)?", text):
        return f"{'' if match[2] else '..'}/{_piece(match[1]).text()}"
    if match := re.fullmatch(r"(before|after|by|not before|not after|no later than|no earlier than) (.+)", text):
        return _beyond(match[1], _piece(match[2]))
    if match := re.fullmatch(r"(.+?),? (?:or|and) (earlier|before|later|after)", text):
        date = _piece(match[1]).text()
        return f"[..{date}]" if match[2] in ("earlier", "before") else f"[{date}..]"
    if (match := re.fullmatch(r"(.+?)(?: ?– ?| ?- ?| to | until | till )([a-z. ]+|\.\.)", text)) and match[2] in _NOW:
        return f"{_piece(match[1].removeprefix('from ')).text()}/.."
    return None


def _beyond(word: str, piece: Piece) -> str:
    """Return a set without one bound: before 1928 ends in 1927, after 1928 starts in 1929."""
    span = parse(piece.text())
    assert span.earliest is not None and span.latest is not None
    if word in ("by", "not after", "no later than"):
        return f"[..{span.text}]"
    if word in ("not before", "no earlier than"):
        return f"[{span.text}..]"
    year, month, day = civil(span.earliest - 1 if word == "before" else span.latest + 1)
    text = edtf_year(year)
    if PRECISIONS.index(span.precision) < _YEARISH:
        text += f"-{month:02}" + (f"-{day:02}" if span.precision == "day" else "")
    text += ("", "~", "?", "%")[piece.bits]
    return f"[..{text}]" if word == "before" else f"[{text}..]"


def _range(text: str) -> str | None:
    """Read two dates with a dash, "to" or "until" between them; what the first leaves out the second says."""
    cuts = list(_SPLIT.finditer(text))
    compact = len(cuts) == 1 and cuts[0][0] == "–"
    if not cuts:
        # A hyphen divides a range only where it is not inside a date: 28-29 July 1942, 431-404 BCE.
        inside = [match.span() for match in ISO.finditer(text)]
        if read_piece(text) is None:
            cuts = [c for c in _HYPHEN.finditer(text) if not any(a <= c.start() < b for a, b in inside)]
        compact = True
    if len(cuts) != 1:
        return None
    left, right = text[: cuts[0].start()], text[cuts[0].end() :]
    if read_piece(right) is None or read_piece(left) is None:
        return None
    low, high = _ends(left, right, compact)
    return f"{low}/{high}"


def _ends(left: str, right: str, compact: bool) -> tuple[str, str]:
    """Return both ends in EDTF, each completed by the other: (28, 29 July 1942), (July 28, 29 1942), (431, 404 BCE)."""
    first, last = _piece(left), read_piece(right)
    if last is None:
        raise DateError(f"'{right[:40]}' is not a date we can read", GENERIC_MEND)
    if compact and first.bits | last.bits:
        first, last = replace(first, bits=first.bits | last.bits), replace(last, bits=first.bits | last.bits)
    if last.number is not None and last.year is not None and first.month and not last.edtf:
        last = replace(last, day=last.number, month=first.month, number=None)  # July 28-29 1942
    last = _checked(last)
    if last.unit and first.number is not None and not first.edtf:
        first = replace(first, unit=last.unit, era=first.era or last.era)
    elif re.fullmatch(r"(?:the )?\d{1,2}(?:st|nd|rd|th)|" + "|".join(NUMBER_WORDS), left) and last.unit:
        number = NUMBER_WORDS.get(left) or int(re.sub(r"\D", "", left))
        first = Piece(number=number, unit=last.unit, era=last.era, bits=first.bits)
    elif first.number is not None and not first.unit:
        first = _completed(first, last)
    elif first.year is None and not first.edtf and not first.unit:
        first = replace(first, year=last.year, era=last.era)
    elif first.year is not None and last.era == "bce" and not first.era and first.year > (last.year or 0):
        first = replace(first, era="bce")
    elif last.number is not None and first.year is not None and not last.unit and len(str(last.number)) < 3:
        last = replace(last, year=full_year(first.year, f"{last.number:02}"), era=first.era, number=None)
    if first.unit and not first.era and last.era:
        first = replace(first, era=last.era)
    return first.text(), last.text()


def _completed(first: Piece, last: Piece) -> Piece:
    """Return a bare number as the day before `28 July 1942` or the year before `404 BCE`."""
    number = first.number or 0
    if last.day and last.month and number <= 31:
        return replace(first, number=None, day=number, month=last.month, year=last.year, era=last.era)
    if last.year is not None and not last.month:
        return replace(first, number=None, year=number, era=last.era)
    return first


def _choice(text: str) -> str | None:
    """Read 1667, 1668 or 1670 and 18 or 19 August 1942 (one of), 1941 and 1943 (all of)."""
    match = re.fullmatch(r"(.+?),? (or|and) (.+)", text)
    if match is None:
        return None
    parts = [*match[1].split(", "), match[3]]
    if any(read_piece(part) is None for part in parts):
        return None
    last = _piece(parts[-1])
    dates = [*(_ends(part, parts[-1], compact=False)[0] for part in parts[:-1]), last.text()]
    return f"[{','.join(dates)}]" if match[2] == "or" else f"{{{','.join(dates)}}}"


def _old_style(text: str) -> DateError:
    piece = read_piece(text)
    if piece is None or piece.year is None or not piece.month or not piece.day or piece.era == "bce":
        return DateError(
            "Old Style dates are not converted", "Write the Gregorian date; the old one goes in date_note."
        )
    if piece.day > max(days_in_month(piece.year, piece.month), 28 + (piece.month == 2 and piece.year % 4 == 0)):
        return DateError(f"{piece.day} {MONTHS[piece.month - 1]} does not exist", GENERIC_MEND)
    year, month, day = civil(julian_to_gregorian(piece.year, piece.month, piece.day))
    return DateError(
        "dates are kept in the Gregorian calendar, and this is Old Style",
        f"Write {edtf_year(year)}-{month:02}-{day:02}; the old date goes in date_note.",
    )


def _misspelt(given: str) -> DateError | None:
    """Return "Did you mean ...?" when one word is nearly a month, a season or a word that we know."""
    known = [
        *MONTH_NUMBERS,
        *SEASON_NUMBERS,
        "century",
        "millennium",
        "about",
        "circa",
        "since",
        "until",
        "before",
        "after",
    ]
    for word in re.findall(r"[a-z]{3,}", given.lower()):
        close = [] if word in known else get_close_matches(word, [k for k in known if len(k) > 3], 1, 0.7)
        if close:
            mended = re.sub(
                rf"\b{word}\b", close[0].title() if close[0] in MONTH_NUMBERS else close[0], given, flags=re.I
            )
            try:
                edtf = _free(mended)
            except DateError:
                continue
            if edtf is not None:
                return DateError(f"'{word}' is no word we know", f"Did you mean {mended}? Write {edtf}.")
    return None
