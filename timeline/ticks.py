"""Calendar ticks on any scale: which days get a mark, and what is written there.

Steps run from a day to a thousand years; the finest whose words have room is taken. Years before our era are stepped in
historical counting (500 BCE, 400 BCE), so that round years stay round although year 0 is 1 BCE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timeline.dates import civil, day_number
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
    year = civil(int(day0))[0] - step - 1
    last = civil(int(day1))[0]
    if unit == "year":
        for at in _years(year, last, step):
            day = day_number(at)
            if day0 <= day <= day1:
                yield day
        return
    for at in range(year, last + 1):
        if not -9999 <= at <= 9999:
            continue
        for month in range(1, 13, step if unit == "month" else 1):
            first = day_number(at, month)
            if first > day1 or first + 30 < day0:
                continue  # most months of the years at either end lie outside, and none of their days needs a look
            starts = (
                [1]
                if unit == "month"
                else [1, *(n + 1 for n in range(step, 29, step) if n + step <= 31)]
                if step > 1
                else list(range(1, 32))
            )
            for of_month in starts:
                day = first + of_month - 1
                if day0 <= day <= day1 and civil(day)[1] == month:
                    yield day


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
