"""The calendar as arithmetic: day numbers, months, seasons. Proleptic Gregorian, year 0 = 1 BCE."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

FIRST_YEAR: Final = -9999
LAST_YEAR: Final = 9999

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# EDTF's sub-year groupings: code -> (first month counted from 0 = January, length in months). A winter belongs to the
# year in which it begins, so it runs into the next one; 21-24 name no hemisphere and are read as northern.
SEASONS: Final = {
    21: (2, 3), 22: (5, 3), 23: (8, 3), 24: (11, 3),
    25: (2, 3), 26: (5, 3), 27: (8, 3), 28: (11, 3),
    29: (8, 3), 30: (11, 3), 31: (2, 3), 32: (5, 3),
    33: (0, 3), 34: (3, 3), 35: (6, 3), 36: (9, 3),
    37: (0, 4), 38: (4, 4), 39: (8, 4),
    40: (0, 6), 41: (6, 6),
}  # fmt: skip


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """Return the days from 1970-01-01 to this date; the date must exist (see `days_in_month`)."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def civil(day: int) -> tuple[int, int, int]:
    """Return (year, month, day of the month) of a day number; year 0 = 1 BCE."""
    era, day_of_era = divmod(day + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year_of_era + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


_FIRST: Final = day_number(FIRST_YEAR)
_LAST: Final = day_number(LAST_YEAR, 12, 31)


def day_text(day: int) -> str:
    """Return a day number as an EDTF day; outside the years of four digits, their first or last day."""
    year, month, of_month = civil(min(max(day, _FIRST), _LAST))
    return f"{year:04d}-{month:02d}-{of_month:02d}" if year >= 0 else f"-{-year:04d}-{month:02d}-{of_month:02d}"


def is_leap(year: int) -> bool:
    """Tell whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return 28 to 31; month is 1 to 12."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def month_first(year: int, months: int) -> int:
    """Return the day number of the first of the month that lies `months` months after January of `year`."""
    return day_number(year + months // 12, months % 12 + 1)


def completed_years(earlier: int, later: int) -> int:
    """Return the whole years from one day number to another, as birthdays are counted; negative when they are swapped.

    29 February completes its year on 1 March of a year that has no 29 February.
    """
    if later < earlier:
        return -completed_years(later, earlier)
    (year1, *anniversary), (year2, *then) = civil(earlier), civil(later)
    return year2 - year1 - (then < anniversary)


def julian_to_gregorian(year: int, month: int, day: int) -> int:
    """Return the day number of a date of the Julian calendar (Old Style)."""
    year -= month <= 2
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return year * 365 + year // 4 + day_of_year - 719_470


def weekday(day: int) -> str:
    """Return the English name of the weekday of a day number."""
    return WEEKDAYS[(day + 3) % 7]


@cache
def month_table() -> npt.NDArray[np.int64]:
    """Return the day number of the first of every month from January -9999 to December 10000; read-only.

    Month `m` (1-12) of `year` is at `(year - FIRST_YEAR) * 12 + m - 1`; one year more than we accept, because the
    winter of 9999 ends in 10000.
    """
    months = np.arange((FIRST_YEAR - 1970) * 12, (LAST_YEAR + 2 - 1970) * 12)
    table = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    table.flags.writeable = False
    return table
