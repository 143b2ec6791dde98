"""What people type instead of EDTF: "28 July 1942", "c. 1930", "431 BCE", "1941-45", "since 2022"."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from timeline.dates_calendar import MONTHS, SEASONS, civil, days_in_month, julian_to_gregorian
from timeline.dates_edtf import LONGEST, fault_of, parse
from timeline.dates_mends import GENERIC_MEND, NOT_EDTF, edtf_year
from timeline.dates_phrases import MONTH_NUMBERS, SEASON_NUMBERS, read_piece
from timeline.dates_pieces import full_year
from timeline.dates_ranges import checked, read_bounded, read_choice, read_range
from timeline.dates_span import DateError, Span
from timeline.dates_words import words

_LIKE_YEARS: Final = re.compile(r"(\d\d)(\d\d)-(\d\d)([?~%]?)", re.ASCII)
_NEVER_EDTF: Final = re.compile(r"[^0-9XTZYSE?~%./,:+\[\]{}-]")
# What most people type, read without trying everything else: 28 July 1942, July 28, 1942.
_COMMON: Final = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Za-z]{3,9})\.?(?: (\d{1,2}),)? (\d{4})", re.ASCII)
_DASHES: Final = re.compile(r"[\u2010-\u2015]|--+")
_MIDNIGHT: Final = re.compile(r"(?<=\d)[ T]0{1,2}:00(?::00(?:\.0+)?)?(?: ?Z)?$", re.ASCII)
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_SPACED: Final = re.compile(r" *([/,]|\.\.) *")
_OLD_STYLE: Final = re.compile(r"[ ,(]+(?:o\. ?s\.?|os|old style|julian(?: calendar)?)\)?$")


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
    fault: DateError | None = None
    if not _NEVER_EDTF.search(given):
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
        raise _to_the_point(given, typed, fault or fault_of(given) or typed) from None
    fault = fault or fault_of(given)
    if fault is None or fault.message == NOT_EDTF:
        raise _misspelt(given) or DateError("no date we know is written like this", GENERIC_MEND)
    raise fault


def _to_the_point(given: str, typed: DateError, fault: DateError) -> DateError:
    """What EDTF says about 1942-13 or 20050924 is to the point; about words it is not, nor about 03/04/1942."""
    return typed if fault.mend == GENERIC_MEND or "/" in given else fault


def doubt(text: str) -> str:
    """Return what an author may have meant instead of the EDTF that `read` takes ("1918-22" is a season), or ""."""
    match = _LIKE_YEARS.fullmatch(text.strip())
    if match and 21 <= int(match[3]) <= 24 and match[3] > match[2]:
        return f"Write {match[1]}{match[2]}{match[4]}/{match[1]}{match[3]}{match[4]} if you mean the years."
    return ""


def _two_readings(span: Span, match: re.Match[str]) -> DateError:
    century, first, last, mark = match.groups()
    start, length = SEASONS[int(last)]
    year, end = int(century + first), (start + length - 1) % 12 + 1
    season = f"{year:04}-{start + 1:02}{mark}/{year + (start + length > 12):04}-{end:02}{mark}"
    years = f"{century}{first}{mark}/{century}{last}{mark}"
    return DateError(
        f"it may be the years {century}{first} to {century}{last} or the {words(replace(span, text=span.text[:7]))}",
        f"Write {years} for the years, {season} for the part of the year.",
    )


def _free(given: str) -> str | None:
    """Return the EDTF of a typed text, or None when it is not one we know."""
    if (match := _COMMON.fullmatch(given)) and (match[1] is None) != (match[3] is None):
        month = MONTH_NUMBERS.get(match[2].lower())
        if month and match[4] != "0000":
            return f"{match[4]}-{month:02}-{int(match[1] or match[3]):02}"
    text = given.replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    text = _MIDNIGHT.sub("", " ".join(text.split()))
    if match := _TIME.fullmatch(text):
        return f"{match[1]}T{match[2]}:{match[3]}:{match[4] or '00'}{match[5] or ''}"
    text = re.sub(r"^(\d{4})\.0$", r"\1", text.strip("\"'“”‘’"), flags=re.ASCII)
    for changed in (text, _SPACED.sub(r"\1", text)):
        if changed != given and fault_of(changed) is None:
            return read(changed).text
    if not text:
        return None
    text = _DASHES.sub("–", text.lower())
    if match := _OLD_STYLE.search(text):
        raise _old_style(text[: match.start()])
    if (text[0] == "–" and text[1:2].isdigit()) or text[-1] in "–-":
        raise _half_range(text)
    if re.fullmatch(r"unknown|undated|n\. ?d\.|no date|date unknown", text):
        raise DateError("nothing is known of the date", "Write what is known, such as 19XX for the 20th century.")
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}\.?", text):
        raise DateError("it has no year", "Add the year, and write it as year-month-day: 2001-09-11.")
    return _years(text) or read_bounded(text) or read_range(text) or read_choice(text) or _single(text)


def _single(text: str) -> str | None:
    piece = read_piece(text)
    return checked(piece).text() if piece else None


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
