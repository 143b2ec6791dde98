"""Days to positions and back, with cuts, offsets and years ago."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import day_number
from timeline.scales import YEAR, PiecewiseScale, Stretch, YearsAgoScale, empty_time, fit


def fitted(
    first: np.ndarray, last: np.ndarray, window: tuple[float, float], room: tuple[float, float]
) -> PiecewiseScale:
    return fit(first, empty_time(first, last), window, room)


DAYS = st.integers(day_number(-500), day_number(2026))


def test_a_band_without_gaps_is_one_even_stretch() -> None:
    scale = fitted(np.array([0, 10, 20, 30]), np.array([5, 15, 25, 35]), (0, 40), (0, 400))
    assert len(scale.stretches) == 1
    assert scale.place([0, 20, 40]).tolist() == [0, 200, 400]


def test_empty_time_longer_than_a_fifth_of_the_band_is_cut_out() -> None:
    first = np.array([day_number(-430), day_number(1914), day_number(1939)])
    scale = fitted(first, first + 365, (first[0] - 10, first[-1] + 400), (0, 1000))
    assert len(scale.stretches) >= 2
    before, after = scale.cuts[0]
    assert after.at0 - before.at1 == pytest.approx(44)
    assert before.day1 < day_number(1900) < after.day0 + 20 * YEAR


def test_time_at_the_edges_of_a_window_is_never_cut() -> None:
    scale = fitted(np.array([500]), np.array([510]), (0, 1000), (0, 1000))
    assert len(scale.stretches) == 1


@given(st.lists(DAYS, min_size=1, max_size=40), DAYS, DAYS)
def test_later_days_are_never_placed_further_left(days: list[int], a: int, b: int) -> None:
    first = np.sort(np.array(days))
    scale = fitted(first, first, (float(first[0]) - 30, float(first[-1]) + 30), (16, 1024))
    low, high = sorted((a, b))
    left, right = scale.place([low, high])
    assert left <= right + 1e-6


@given(st.lists(DAYS, min_size=1, max_size=40), st.floats(17, 1023))
def test_a_position_read_back_is_the_day_that_is_placed_there(days: list[int], at: float) -> None:
    first = np.sort(np.array(days))
    scale = fitted(first, first, (float(first[0]) - 30, float(first[-1]) + 30), (16, 1024))
    assert scale.place([scale.day(at)])[0] == pytest.approx(at, abs=1e-3)


def test_all_events_lie_within_the_room() -> None:
    first = np.array([day_number(-430), day_number(476), day_number(1347), day_number(1942)])
    placed = fitted(first, first, (first[0] - 10, first[-1] + 10), (16, 1024)).place(first)
    assert placed.min() >= 16
    assert placed.max() <= 1024


def test_years_ago_puts_today_at_the_right_end_and_the_oldest_at_the_left() -> None:
    today = float(day_number(2026, 11, 22))
    scale = YearsAgoScale(today, float(day_number(-430)), (10, 1010))
    assert scale.place([today, scale.oldest]) == pytest.approx([1010, 10])
    assert scale.place([today + 400])[0] == pytest.approx(1010)


def test_each_tenfold_step_of_years_ago_has_about_the_same_width() -> None:
    today = float(day_number(2026))
    scale = YearsAgoScale(today, today - 10_000 * YEAR, (0, 1000))
    x = scale.place([today - n * YEAR for n in (10, 100, 1000, 10_000)])
    assert np.diff(x) == pytest.approx([-250, -250, -250], abs=12)


@given(st.floats(1, 999))
def test_years_ago_and_offsets_read_back(at: float) -> None:
    ago = YearsAgoScale(20_000.0, -800_000.0, (0, 1000))
    assert ago.place([ago.day(at)])[0] == pytest.approx(at, abs=1e-3)
    step = PiecewiseScale((Stretch(-10_030, -9_600, 0, 1000),))
    assert step.place([step.day(at)])[0] == pytest.approx(at, abs=1e-3)


def test_offsets_are_exact_to_the_day_across_1582_and_before_our_era() -> None:
    scale = PiecewiseScale((Stretch(day_number(-44, 3, 15), day_number(-44, 3, 15) + 1000, 0, 1000),))
    assert scale.place([day_number(-44, 3, 15) + 365])[0] == 365
    assert day_number(1582, 10, 15) - day_number(1582, 10, 4) == 11


@given(st.lists(DAYS, min_size=1, max_size=40), st.lists(DAYS | st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_one_day_alone_is_placed_where_it_is_placed_among_others(days: list[int], asked: list[float]) -> None:
    first = np.sort(np.array(days))
    scale = fitted(first, first, (float(first[0]) - 30, float(first[-1]) + 30), (16, 1024))
    # days that begin, end and lie within a cut or a stretch, and days outside of all
    ends = [day for s in scale.stretches for day in (s.day0, s.day1)]
    middles = [(a + b) / 2 for a, b in pairwise(ends)]
    for days_asked in ([*asked, *ends, *middles], [ends[0] - 400, ends[-1] + 400]):
        assert [scale.at(day) for day in days_asked] == pytest.approx(scale.place(days_asked).tolist(), rel=1e-14)


@given(st.floats(1, 12_000), st.lists(DAYS | st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_one_day_alone_is_placed_where_it_is_placed_among_others_on_the_axis_of_years_ago(
    years: float, asked: list[float]
) -> None:
    today = float(day_number(2026))
    scale = YearsAgoScale(today, today - years * YEAR, (28, 1012))
    assert [scale.at(day) for day in asked] == pytest.approx([scale.place([day])[0] for day in asked], rel=1e-14)
