"""One date of EDTF, without intervals and sets: its parts, its bounds, and why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from timeline.dates_calendar import FIRST_YEAR, LAST_YEAR, MONTHS, SEASONS, day_number, days_in_month, month_first
from timeline.dates_span import APPROXIMATE, UNCERTAIN, DateError, Span

QUALIFIERS: Final = {"": 0, "?": UNCERTAIN, "~": APPROXIMATE, "%": APPROXIMATE | UNCERTAIN}

_DATE: Final = re.compile(
    r"([?~%]?)(-?)([0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?", re.ASCII
)
_TIMED: Final = re.compile(r"(-?\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(Z|[+-]\d\d(?::\d\d)?)?", re.ASCII)
_LONG_YEAR: Final = re.compile(r"Y(-?)(\d+)(?:E(\d+))?(?:S(\d+))?([?~%]?)", re.ASCII)
_SIGNIFICANT: Final = re.compile(r"(-?)(\d{4})S(\d+)([?~%]?)", re.ASCII)

_YEAR_PRECISION: Final = {-1: "year", 0: "millennium", 1: "millennium", 2: "century", 3: "decade"}


@dataclass(frozen=True, slots=True)
class Atom:
    """A single date taken apart: texts of its parts (X = digit unknown), the doubts on each, its bounds."""

    text: str
    negative: bool
    year: str  # four digits, X among them perhaps
    month: str  # "" when not given
    day: str
    doubts: tuple[int, int, int]  # bits APPROXIMATE | UNCERTAIN on year, month, day
    time: str  # "23:20:30Z" of a date-time, else ""
    significant: int  # digits that are meant in 1950S2; 0 = all
    earliest: int
    latest: int
    precision: str

    def span(self) -> Span:
        """Return the Span of this date standing alone."""
        bits = self.doubts[0] | self.doubts[1] | self.doubts[2]
        return Span(
            self.text, self.earliest, self.latest, self.latest, self.earliest, self.precision,
            bool(bits & APPROXIMATE), bool(bits & UNCERTAIN), False, "known", "known", (None, None),
        )  # fmt: skip

    @property
    def astronomical(self) -> int:
        """The year as a number, X read as 0; 0 = 1 BCE."""
        year = int(self.year.replace("X", "0"))
        return -year if self.negative else year


def parse_atom(text: str) -> Atom | None:
    """Return the date, or None when the text has not the form of one; DateError when it has, but cannot be."""
    if match := _DATE.fullmatch(text):
        return _plain(text, match)
    if match := _TIMED.fullmatch(text):
        return _timed(text, match)
    if match := _LONG_YEAR.fullmatch(text):
        return _long_year(text, match)
    if match := _SIGNIFICANT.fullmatch(text):
        sign, year, digits, doubt = match.groups()
        return _year_atom(text, -int(year) if sign else int(year), int(digits), doubt)
    return None


def _plain(text: str, match: re.Match[str]) -> Atom:
    left_y, sign, year, right_y, left_m, month, right_m, left_d, day, right_d = match.groups(default="")
    for left, right in ((left_y, right_y), (left_m, right_m), (left_d, right_d)):
        if left and right:
            raise DateError("a part takes one qualifier, before it or after it", "Keep one of ? ~ %, where % is both.")
    # A sign before a part is about that part; one after it is about that part and all to its left.
    whole, upto_month = QUALIFIERS[right_d], QUALIFIERS[right_m]
    doubts = (
        QUALIFIERS[left_y] | QUALIFIERS[right_y] | upto_month | whole,
        QUALIFIERS[left_m] | upto_month | whole,
        QUALIFIERS[left_d] | whole,
    )
    earliest, latest = _bounds(bool(sign), year, month, day)
    return Atom(
        text, bool(sign), year, month, day, doubts, "", 0, earliest, latest, _precision(year, month, day)
    )  # fmt: skip


def _precision(year: str, month: str, day: str) -> str:
    if "X" in year:
        return _YEAR_PRECISION[year.find("X")]
    if not month or "X" in month:
        return "year"
    if not day or "X" in day:
        return "season" if int(month) > 12 else "month"
    return "day"


def _years(negative: bool, year: str) -> list[int]:
    """Return the first and the last year that fit; -0000 is no year."""
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not negative:
        return [low, high]
    if high == 0:
        raise DateError("there is no year -0000", "Write 0000 for 1 BCE, -0001 for 2 BCE.")
    return [-high, -max(low, 1)]


def _fitting(pattern: str, numbers: range) -> list[int]:
    """Return the numbers that a pattern of two digits allows; X is any digit."""
    if "X" not in pattern:
        return [int(pattern)] if int(pattern) in numbers else []
    return [n for n in numbers if all(p in ("X", d) for p, d in zip(pattern, f"{n:02}", strict=True))]


def _each_year(negative: bool, year: str, backwards: bool) -> Iterator[int]:
    """Yield the years that fit a pattern in order of time."""
    digits = "9876543210" if backwards != negative else "0123456789"
    for picked in product(*(digits if c == "X" else c for c in year)):
        number = int("".join(picked))
        if number or not negative:
            yield -number if negative else number


def _bounds(negative: bool, year: str, month: str, day: str) -> tuple[int, int]:
    first_year, last_year = _years(negative, year)
    if not month:
        return day_number(first_year), day_number(last_year, 12, 31)
    if "X" not in month and 21 <= int(month) <= 41:
        if day:
            raise _season_with_day(year, month, day, negative)
        start, length = SEASONS[int(month)]
        return month_first(first_year, start), month_first(last_year, start + length) - 1
    months = _fitting(month, range(1, 13))
    if not months:
        raise _no_month(negative, year, month, day)
    if not day:
        return day_number(first_year, months[0]), month_first(last_year, months[-1]) - 1
    days = _fitting(day, range(1, 32))
    if "X" not in year + month + day:
        if not days or days[0] > days_in_month(first_year, months[0]):
            raise _no_day(negative, year, month, day)
        number = day_number(first_year, months[0], days[0])
        return number, number
    found = [
        next(
            (
                day_number(y, m, d)
                for y in _each_year(negative, year, backwards)
                for m in months[:: -1 if backwards else 1]
                for d in days[:: -1 if backwards else 1]
                if d <= days_in_month(y, m)
            ),
            None,
        )
        for backwards in (False, True)
    ]
    if found[0] is None or found[1] is None:
        raise _no_day(negative, year, month, day)
    return found[0], found[1]


def _season_with_day(year: str, month: str, day: str, negative: bool) -> DateError:
    mend = _swapped(negative, year, month, day)
    return DateError(f"{month} is a season in EDTF, and a season has no days", mend)


def _swapped(negative: bool, year: str, month: str, day: str) -> str:
    """Return the mend for 1942-28-07, where day and month changed places."""
    if day and "X" not in year + month + day and 1 <= int(day) <= 12:
        number = -int(year) if negative else int(year)
        if 1 <= int(month) <= days_in_month(number, int(day)):
            return f"Write {'-' * negative}{year}-{day}-{month}."
    return ""


def _no_month(negative: bool, year: str, month: str, day: str) -> DateError:
    if month == "00":
        mend = f"Write {'-' * negative}{year}, or {'-' * negative}{year}-XX to say that the month is unknown."
        return DateError("month 00 does not exist", mend)
    what = f"no month reads {month}" if "X" in month else f"month {month} does not exist"
    mend = _swapped(negative, year, month, day)
    short = int(year[2:]) if "X" not in year[2:] else 100
    if not (mend or day or negative or "X" in month) and int(month) > short:
        mend = f"Write {year}/{year[:2]}{month} if you mean the years {year} to {year[:2]}{month}."
    return DateError(f"{what}: months run from 01 to 12, seasons from 21 to 41", mend)


def _no_day(negative: bool, year: str, month: str, day: str) -> DateError:
    if day == "00":
        mend = f"Write {'-' * negative}{year}-{month}, or {'-' * negative}{year}-{month}-XX for an unknown day."
        return DateError("day 00 does not exist", mend)
    if "X" in month:
        return DateError(f"no month has a day {day}")
    name = MONTHS[int(month) - 1]
    if "X" in day:
        return DateError(f"no day of {name} reads {day}")
    if "X" in year:
        if (month, day) == ("02", "29"):
            return DateError(f"29 February does not exist in any year that reads {'-' * negative}{year}")
        return DateError(f"{int(day)} {name} does not exist in any year")
    number = -int(year) if negative else int(year)
    length = days_in_month(number, int(month))
    shown = f"{number}" if number > 999 else f"{number} CE" if number > 0 else f"{1 - number} BCE"
    if int(day) > 31:
        return DateError(f"day {day} does not exist: {name} {shown} has {length} days")
    return DateError(f"{int(day)} {name} does not exist: {name} {shown} has {length} days")


def _timed(text: str, match: re.Match[str]) -> Atom:
    date, hour, minute, second, zone = match.groups(default="")
    leap_second = second == "60" and minute == "59"
    if int(hour) > 23 or int(minute) > 59 or (int(second) > 59 and not leap_second):
        raise DateError(
            f"{hour}:{minute}:{second} is not a time of day: hours run to 23, minutes and seconds to 59",
            "Leave the time out, or write midnight as 00:00:00 of the next day.",
        )
    if zone not in ("", "Z") and (int(zone[1:3]) > 23 or int(zone[4:] or 0) > 59):
        raise DateError(f"{zone} is not a time zone", "Write Z, or an offset such as +04:30.")
    plain = parse_atom(date)
    assert plain is not None
    time = text[len(date) + 1 :]
    return Atom(
        text, plain.negative, plain.year, plain.month, plain.day, (0, 0, 0), time, 0,
        plain.earliest, plain.latest, "day",
    )  # fmt: skip


def _long_year(text: str, match: re.Match[str]) -> Atom:
    sign, digits, exponent, significant, doubt = match.groups(default="")
    zeros = int(exponent[:6] or 0)
    # Years that long are never computed: 1E999999 would fill the memory.
    size = len(digits.lstrip("0")) + zeros
    year = int(digits + "0" * zeros) if size <= 5 else LAST_YEAR + 1
    if digits.strip("0") and (size > 5 or year > LAST_YEAR):
        raise DateError(f"the year is out of range: years from {FIRST_YEAR} to {LAST_YEAR} can be shown")
    if not digits.strip("0"):
        year = 0
    if sign and not year:
        raise DateError("there is no year -0000", "Write 0000 for 1 BCE, -0001 for 2 BCE.")
    if not exponent:
        tail = f"S{significant}" if significant else ""
        raise DateError("Y is for years of more than four digits", f"Write {sign}{year:04}{tail}{doubt}.")
    return _year_atom(text, -year if sign else year, int(significant) if significant else None, doubt)


def _year_atom(text: str, year: int, significant: int | None, doubt: str) -> Atom:
    """Return a year of which only the first `significant` digits of four are meant (None: all)."""
    if year == 0 and text.lstrip("Y").startswith("-"):
        raise DateError("there is no year -0000", "Write 0000 for 1 BCE, -0001 for 2 BCE.")
    number = f"{abs(year):04}"
    known = 4 if significant is None else significant + 4 - len(str(abs(year)))
    if significant is not None and not 1 <= significant <= len(str(abs(year))):
        raise DateError(
            f"S{significant} does not fit the year {number}, which has {len(str(abs(year)))} digits",
            "Write S2 for the century, S3 for the decade.",
        )
    first, last = _years(year < 0, number[:known] + "X" * (4 - known))
    bits = QUALIFIERS[doubt] | (APPROXIMATE if known < 4 else 0)
    precision = _YEAR_PRECISION[known if known < 4 else -1]
    return Atom(
        text, year < 0, number, "", "", (bits, 0, 0), "", known if known < 4 else 0,
        day_number(first), day_number(last, 12, 31), precision,
    )  # fmt: skip
