"""The calendar as arithmetic, against Python's own and numpy's."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import civil, completed_years, day_number, day_text, parse
from timeline.dates_calendar import FIRST_YEAR, days_in_month, julian_to_gregorian, month_table, weekday

EPOCH = datetime.date(1970, 1, 1).toordinal()


@given(st.dates())
def test_day_numbers_are_those_of_python(date: datetime.date) -> None:
    number = day_number(date.year, date.month, date.day)
    assert number == date.toordinal() - EPOCH
    assert civil(number) == (date.year, date.month, date.day)
    assert weekday(number) == date.strftime("%A")


@given(st.integers(-4_400_000, 3_000_000))
def test_day_numbers_are_those_of_numpy_before_our_era_too(number: int) -> None:
    year, month, day = civil(number)
    assert day_number(year, month, day) == number
    assert np.datetime64(number, "D") == np.datetime64(f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}")


@pytest.mark.parametrize(
    ("day", "text"),
    [(0, "1970-01-01"), (day_number(-430, 4, 1), "-0430-04-01"), (day_number(0, 3, 15), "0000-03-15")],
)
def test_a_day_number_is_written_as_an_edtf_day(day: int, text: str) -> None:
    assert day_text(day) == text
    assert (parse(text).earliest, parse(text).latest) == (day, day)


def test_days_beyond_the_years_of_four_digits_are_written_as_the_last_within() -> None:
    assert day_text(day_number(-9999) - 15) == "-9999-01-01"
    assert day_text(day_number(9999, 12, 31) + 15) == "9999-12-31"


@given(st.integers(-9999, 9999), st.integers(1, 12))
def test_the_table_of_months_agrees_with_the_arithmetic(year: int, month: int) -> None:
    place = (year - FIRST_YEAR) * 12 + month - 1
    assert month_table()[place] == day_number(year, month)
    assert month_table()[place + 1] - month_table()[place] == days_in_month(year, month)


def test_year_zero_is_a_leap_year() -> None:
    assert day_number(0, 3) - day_number(0, 2) == 29
    assert civil(day_number(0, 12, 31) + 1) == (1, 1, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "years"),
    [
        ((1942, 7, 28), (2023, 2, 1), 80),
        ((1942, 7, 28), (2022, 7, 28), 80),
        ((1942, 7, 28), (2022, 7, 27), 79),
        ((2020, 2, 29), (2021, 2, 28), 0),
        ((2020, 2, 29), (2021, 3, 1), 1),
        ((-430, 5, 1), (1, 5, 1), 431),
        ((1942, 7, 28), (1942, 7, 28), 0),
        ((2023, 2, 1), (1942, 7, 28), -80),
    ],
)
def test_completed_years_are_counted_as_birthdays(
    earlier: tuple[int, int, int], later: tuple[int, int, int], years: int
) -> None:
    assert completed_years(day_number(*earlier), day_number(*later)) == years


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1917, 10, 25), (1917, 11, 7)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1582, 10, 5), (1582, 10, 15)),
        ((4, 2, 29), (4, 2, 27)),
    ],
)
def test_old_style_days_become_the_gregorian_ones(
    julian: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert civil(julian_to_gregorian(*julian)) == gregorian
