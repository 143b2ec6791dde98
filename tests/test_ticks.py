"""Calendar ticks from days to millennia."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import civil, day_number
from timeline.ticks import ago_ticks, calendar_ticks, year_words


def words(first: int, last: int, pixels: float) -> list[str]:
    return [tick.text for tick in calendar_ticks(first, last, pixels)]


def test_a_few_years_are_marked_by_half_years_with_january_strong() -> None:
    ticks = calendar_ticks(day_number(1941, 7), day_number(1945, 6), 1000)
    assert [t.text for t in ticks][:4] == ["Jul 1941", "Jan 1942", "Jul", "Jan 1943"]
    assert [t.strong for t in ticks][:4] == [False, True, False, True]


def test_a_month_is_marked_by_days_and_the_first_names_its_year() -> None:
    assert words(day_number(1942, 7, 20), day_number(1942, 8, 20), 400)[0] == "21 Jul 1942"


def test_centuries_before_our_era_are_round_as_people_count_them() -> None:
    assert words(day_number(-499), day_number(-99), 400) == ["500 BCE", "400 BCE", "300 BCE", "200 BCE", "100 BCE"]


def test_no_tick_says_year_zero() -> None:
    assert words(day_number(-5), day_number(6), 900) == [
        *(f"{n} BCE" for n in range(6, 0, -1)),
        *(f"{n} CE" for n in range(1, 7)),
    ]


def test_years_below_1000_say_that_they_are_years() -> None:
    assert [year_words(y) for y in (-430, 0, 1, 476, 1066)] == ["431 BCE", "1 BCE", "1 CE", "476 CE", "1066"]


@given(st.integers(-9000, 9000), st.integers(1, 2_000_000), st.integers(80, 2000))
def test_ticks_rise_lie_inside_and_leave_room(year: int, length: int, pixels: int) -> None:
    first = day_number(year)
    last = min(first + length, day_number(9999, 12, 31))
    ticks = calendar_ticks(first, last, pixels)
    assert all(first <= t.day <= last for t in ticks)
    per_day = pixels / (last - first)
    # Months and round years are not all equally long, hence a little less than the room that was asked for.
    assert all((b.day - a.day) * per_day > 64 * 0.6 for a, b in pairwise(ticks))


def test_a_tick_is_on_the_first_day_of_what_it_names() -> None:
    for tick in calendar_ticks(day_number(1900), day_number(2000), 900):
        assert civil(tick.day)[1:] == (1, 1)


@pytest.mark.parametrize(("oldest", "expected"), [(90, [0, 1, 5, 20]), (2500, [0, 2, 20, 100, 500])])
def test_years_ago_are_thinned_from_today_outwards(oldest: float, expected: list[int]) -> None:
    found = [years for years, _ in ago_ticks(oldest, 400, room=60)]
    assert found[0] == 0
    assert set(expected[:2]) & set(found)
    assert found == sorted(found)
    assert max(found) <= oldest
