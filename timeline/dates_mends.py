"""Why a text is not EDTF, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from timeline.dates_calendar import FIRST_YEAR, LAST_YEAR, civil, day_number
from timeline.dates_span import DateError

GENERIC_MEND: Final = "Write it like 1942-07-28, 1942-07, 1942 or 1941/1945, and 2022-02-24/.. for what still goes on."
NOT_EDTF: Final = "it is not EDTF"

_SPREADSHEET_DAY_0: Final = day_number(1899, 12, 30)
_IN_FULL: Final = "both ends of an interval are written in full"

# (pattern, replacement, what is said); each is applied to what the ones before it left, and none undoes another.
_RULES: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str], str], ...]] = tuple(
    (re.compile(pattern, re.ASCII), replacement, message)
    for pattern, replacement, message in (
        (r"(?<!\w)\s+|\s+(?!\w)", "", "EDTF has no spaces"),
        (r"(?<=.)[\u2010-\u2015]|\u2212", "-", "EDTF takes a plain hyphen"),
        (
            r"(?<=/)(?:open|now|present|ongoing|\.{3,}|\u2026)$|^(?:open)(?=/)",
            "..",
            "an open end is written as two dots",
        ),
        (r"(?<=/)(?:unknown|unkn|\?|\*)$|^(?:unknown|unkn|\?|\*)(?=/)", "", "an unknown end is left empty"),
        (r"\((-?[\dX]{1,4}(?:-[\dX]{2}){0,2})\)", r"\1", "EDTF has no brackets around parts any more"),
        (r"\?~|~\?", "%", "uncertain and approximate together are written %"),
        (r"\^\w+$", "", "a season takes no suffix: 25 to 28 are northern, 29 to 32 southern"),
        (
            r"(?<=\d)[uUx]+(?=[-/,\]}.?~%]|$)|(?<=-)(?:uu|xx)(?=[-/,\]}.?~%]|$)|^[uUx]{4}",
            lambda m: "X" * len(m[0]),
            "an unknown digit is written X",
        ),
        (
            r"^\d{2}[\dX]?(?P<digits>\?\?|--|(?<=\d\d\d)[?-])$|(?<=-)\?\?(?=-|$)",
            lambda m: f"{m[0][: -len(m['digits'])] if m['digits'] else ''}{'X' * len(m['digits'] or m[0])}",
            "an unknown digit is written X",
        ),
        (r"^(\d{4}-\d\d-)(\d\d)/(\d\d)$", r"\1\2/\1\3", _IN_FULL),
        (r"^(\d{4}-)(\d\d(?:-\d\d)?)/(\d\d(?:-\d\d)?)$", r"\1\2/\1\3", _IN_FULL),
        (r"(?<![\w])y(?=-?\d)", "Y", "the letters of EDTF are capitals"),
        (r"(?<=\d)([es])(?=\d)", lambda m: m[1].upper(), "the letters of EDTF are capitals"),
        (r"(?<=\d\d)t(?=\d\d:)", "T", "the letters of EDTF are capitals"),
        (r"(?<=:\d\d)z$", "Z", "the letters of EDTF are capitals"),
        (r"(T\d\d:\d\d)(?=Z|[+-]|$)", r"\1:00", "a time takes its seconds"),
        (r"^(-?\d{4})(\d\d)(\d\d)(?=T|[?~%]|$)", r"\1-\2-\3", "year, month and day take hyphens between them"),
        (r"^(-?\d{4})(0[1-9]|1[0-2])$", r"\1-\2", "year and month take a hyphen between them"),
        (r"^(-?\d{4})-(0[1-9]|1[0-2])(\d\d)$", r"\1-\2-\3", "year, month and day take hyphens between them"),
        (r"^([^\[\]{}/]+[^.])\.\.\.?([^.\[\]{}/]+)$", r"\1/\2", "an interval is written with /"),
        (r"(?<![\d-])(-?[\dX]{4}[?~%]?)-([1-9])(?=[-?~%/,\]}.]|$)", r"\1-0\2", "months take two digits"),
        (r"(?<![\d-])(-?[\dX]{4}-[\dX]{2}[?~%]?)-([1-9])(?=[?~%/,\]}.T]|$)", r"\1-0\2", "days take two digits"),
    )
)
_SHORT_YEAR: Final = re.compile(r"(-?)(\d{1,3})(-\d\d(?:-\d\d)?)?([?~%]?)", re.ASCII)
_LONG_YEAR: Final = re.compile(r"-?(\d{5,})(?:-\d\d){0,2}[?~%]?", re.ASCII)


def explain(text: str, fault_of: Callable[[str], DateError | None], part: str | None = None) -> DateError:
    """Return the error for a text that is not EDTF.

    `fault_of` tells what is wrong with a mended text (None: nothing). `part` is the end of an interval or the member
    of a set that is at fault.
    """
    mended, said = text, list[str]()
    for pattern, replacement, message in _RULES:
        changed = pattern.sub(replacement, mended)
        if changed != mended and message not in said:
            said.append(message)
        mended = changed
    if mended != text and mended:
        fault = fault_of(mended)
        if fault is None:
            return DateError("; ".join(said), f"Write {shown(mended)}.")
        if fault.mend != GENERIC_MEND:
            return DateError(fault.message, fault.mend)
    return _other_forms(part or text, whole=part is None)


def _other_forms(text: str, whole: bool) -> DateError:
    if match := _SHORT_YEAR.fullmatch(text):
        return _short_year(match)
    if match := _LONG_YEAR.fullmatch(text):
        if len(match[0]) == 5 and 10_000 <= int(text) < 73_050:
            year, month, day = civil(_SPREADSHEET_DAY_0 + int(text))
            return DateError(
                "five digits are no date; a spreadsheet counts days like this",
                f"Write {year}-{month:02}-{day:02} if that is the day; format the column as text to keep it so.",
            )
        return DateError(f"the year is out of range: years from {FIRST_YEAR} to {LAST_YEAR} can be shown")
    if text.count("/") > 1:
        return DateError("an interval has one / between its two ends", GENERIC_MEND)
    if whole:
        return DateError(NOT_EDTF, GENERIC_MEND)
    return DateError(f"'{text[:40]}' is not EDTF", GENERIC_MEND)


def _short_year(match: re.Match[str]) -> DateError:
    sign, digits, rest, doubt = match.groups(default="")
    year, tail = int(digits), f"{rest}{doubt}"
    if sign and year:
        return DateError(
            "years take four digits, and 0000 is 1 BCE",
            f"Write {edtf_year(1 - year)}{tail} for {year} BCE, {edtf_year(-year)}{tail} for {year + 1} BCE.",
        )
    if not year:
        return DateError("years take four digits", f"Write 0000{tail} for 1 BCE; there is no year 0.")
    recent = f", or 19{digits}{tail}" if len(digits) == 2 else ""
    return DateError(
        "years take four digits",
        f"Write {year:04}{tail} for {year} CE, {edtf_year(1 - year)}{tail} for {year} BCE{recent}.",
    )


def shown(edtf: str) -> str:
    """Return the EDTF as it stands in a sentence: in quotes where its own dots would be taken for the full stop."""
    return f"'{edtf}'" if edtf.endswith(".") else edtf


def edtf_year(year: int) -> str:
    """Return an astronomical year in EDTF: "1942", "-0430"."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"
