"""Months and days of dates whose year is still open, and EDTF made of day numbers."""

from __future__ import annotations

from timeline.citing.date_words import year_text
from timeline.dates import civil, day_number


def days_off(value: str, day: int) -> int:
    """How far "?-02-14" of the year of that day is from it."""
    month, date = month_and_day(value[2:])
    return day_number(civil(day)[0], month, date) - day


def month_and_day(part: str) -> tuple[int, int]:
    """Month and day of "02", "02-14" or of a season ("24": the winter, as if its December)."""
    month, _, day = part.partition("-")
    season = {"21": 3, "22": 6, "23": 9, "24": 12}.get(month)
    number = min(int(day), 28) if day and int(month) == 2 else int(day or 1)
    return season or int(month), number


def months_from(day: int, steps: float) -> str:
    """The EDTF month so many months from that of a day number."""
    year, month, _ = civil(day)
    total = year * 12 + month - 1 + round(steps)
    return f"{year_text(total // 12)}-{total % 12 + 1:02d}"


def day_text(day: int) -> str:
    """The EDTF of a day number."""
    year, month, date = civil(day)
    return f"{year_text(year)}-{month:02d}-{date:02d}"
