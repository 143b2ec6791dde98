"""Calendar ticks on any scale: which days get a mark, and what is written there.

Steps run from a day to a thousand years; the finest whose words have room is taken. Years before our era are stepped in
historical counting (500 BCE, 400 BCE), so that round years stay round although year 0 is 1 BCE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timeline.dates import civil, day_number
from timeline.dates_calendar import FIRST_YEAR, LAST_YEAR, days_in_month
from timeline.scales import YEAR

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS: Final = (
    *(("day", n) for n in (1, 2, 5, 10, 15)),
    *(("month", n) for n in (1, 2, 3, 6)),
    *(("year", n) for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_DAYS: Final = {"day": 1.0, "month": YEAR / 12, "year": YEAR}


@dataclass(frozen=True, slots=True)
class CalendarTick:
    """A day to mark; `strong` ones begin a year (or, among years, a round one)."""

    day: int
    text: str
    strong: bool


def calendar_ticks(day0: float, day1: float, pixels: float, *, room: float = 64.0) -> list[CalendarTick]:
    """Ticks for days `day0..day1` drawn on `pixels`, at least `room` pixels apart; the first names its year."""
    per_day = pixels / max(1.0, day1 - day0)
    unit, step = next((s for s in _STEPS if _DAYS[s[0]] * s[1] * per_day >= room), _STEPS[-1])
    ticks: list[CalendarTick] = []
    for day in _days(day0, day1, unit, step):
        year, month, of_month = civil(day)
        if unit == "year":
            ticks.append(CalendarTick(day, year_words(year), strong=True))
        elif unit == "month":
            begins = month == 1
            named = begins or not ticks
            ticks.append(
                CalendarTick(day, f"{MONTHS[month - 1]} {year_words(year)}" if named else MONTHS[month - 1], begins)
            )
        else:
            words = f"{of_month} {MONTHS[month - 1]}"
            ticks.append(CalendarTick(day, words if ticks else f"{words} {year_words(year)}", of_month == 1))
    return ticks


def year_words(year: int) -> str:
    """`1942`, `431 BCE` for year -430 (year 0 is 1 BCE), `476 CE` below 1000 so that it reads as a year."""
    return f"{1 - year} BCE" if year <= 0 else f"{year} CE" if year < 1000 else str(year)


def ago_ticks(oldest_years: float, pixels: float, *, room: float = 70.0) -> list[tuple[int, str]]:
    """(years ago, words) for a scale of log10(1 + years) on `pixels`, thinned from today outwards to keep `room`."""
    from math import log10

    span = log10(1 + max(1.0, oldest_years))
    kept: list[tuple[int, str]] = [(0, "today")]
    at = 0.0
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000):
        place = log10(1 + years) / span * pixels
        if years <= oldest_years * 1.02 and place - at >= room:
            kept.append((years, f"{years:,} year" + ("" if years == 1 else "s")))
            at = place
    return kept


def _days(day0: float, day1: float, unit: str, step: int) -> Iterator[int]:
    first, last = civil(int(day0)), civil(int(day1))
    if unit == "year":
        starts = (day_number(year) for year in _years(first[0] - step - 1, last[0], step))
    elif unit == "month":
        starts = (day_number(year, month) for year, month in _months(first, last, step))
    else:
        # Days in steps from the first of each month, and none so late that the next month's first would crowd it.
        of_month = [1, *(n + 1 for n in range(step, 29, step) if n + step <= 31)] if step > 1 else range(1, 32)
        starts = (
            day_number(year, month) + day - 1
            for year, month in _months(first, last, 1)
            for day in of_month
            if day <= days_in_month(year, month)
        )
    return (day for day in starts if day0 <= day <= day1)


def _months(first: tuple[int, int, int], last: tuple[int, int, int], step: int) -> Iterator[tuple[int, int]]:
    """Year and month in steps that begin with each January, from the month of one day to that of another."""
    begin = max(first[0] * 12 + first[1] - 1, FIRST_YEAR * 12)
    end = min(last[0] * 12 + last[1] - 1, LAST_YEAR * 12 + 11)
    for at in range(begin - begin % step, end + 1, step):
        yield at // 12, at % 12 + 1


def _years(first: int, last: int, step: int) -> Iterator[int]:
    """Years in steps; before our era the historical number (1 - year) is the round one. Step 1 takes every year."""
    before = range(max(step, -(first // step) * step + step), 0, -step) if step > 1 else range(1 - min(first, 0), 0, -1)
    for historical in before:
        if -9999 <= 1 - historical <= last:
            yield 1 - historical
    start = max(first, 1)
    start += -start % step
    for year in range(max(start, step), min(last, 9999) + 1, step):
        yield year
