"""Rows without overlap, and positions spread apart."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.packing import Rows, mask, rising, spread, stems_mask


def test_a_mask_has_one_bit_a_pixel_and_is_clipped_to_the_row() -> None:
    assert mask(2, 4, 10) == 0b11100
    assert mask(-5, 1, 10) == 0b11
    assert mask(8, 99, 10) == 0b1100000000
    assert mask(20, 30, 10) == 0


def test_a_mark_takes_the_row_nearest_to_the_rail_that_is_free() -> None:
    rows = Rows(3)
    rows.take(0, mask(0, 10, 50), 0, 0, bar=True)
    assert rows.find(mask(5, 15, 50), 0, 0, bar=True) == 1
    assert rows.find(mask(12, 20, 50), 0, 0, bar=True) == 0


def test_a_stem_passes_behind_a_bar_but_not_through_words_or_a_dot() -> None:
    rows = Rows(2)
    rows.take(0, mask(0, 40, 50), 0, 0, bar=True)
    assert rows.find(mask(10, 12, 50), 0, stems_mask([11], 50), bar=False) == 1
    rows = Rows(2)
    rows.take(0, mask(0, 4, 50), mask(5, 40, 50), 0, bar=False)
    assert rows.find(mask(10, 12, 50), 0, stems_mask([11], 50), bar=False) is None


def test_a_mark_with_words_is_sought_from_the_row_that_was_found_without() -> None:
    rows = Rows(4)
    rows.take(0, mask(0, 20, 90), 0, 0, bar=True)
    rows.take(1, mask(30, 40, 90), 0, 0, bar=True)
    dot, label = mask(10, 20, 90), mask(25, 60, 90)
    bare = rows.find(dot, 0, 0, bar=False)
    assert bare == 1
    assert rows.find(dot, label, 0, bar=False, first=bare) == rows.find(dot, label, 0, bar=False) == 2


def test_words_but_not_marks_keep_off_a_line_that_crosses_all_rows() -> None:
    rows = Rows(1, posts=stems_mask([25], 50))
    assert rows.find(mask(5, 8, 50), mask(10, 30, 50), 0, bar=False) is None
    assert rows.find(mask(20, 30, 50), 0, 0, bar=False) == 0


@given(st.lists(st.floats(0, 500), min_size=1, max_size=30), st.floats(1, 12))
def test_spread_positions_keep_their_order_their_gap_and_their_room(wanted: list[float], gap: float) -> None:
    placed = spread(sorted(wanted), gap, 0, 500)
    assert all(b - a >= gap - 1e-6 for a, b in pairwise(placed))
    assert placed[0] >= -1e-6
    assert placed[-1] <= 500 + 1e-6


def test_spread_leaves_alone_what_is_far_enough_apart() -> None:
    assert spread([10, 50, 90], 8, 0, 100) == [10, 50, 90]


def test_spread_centres_a_crowd_where_it_wanted_to_be() -> None:
    assert spread([50, 50, 50], 10, 0, 100) == [40, 50, 60]


def test_spread_shrinks_the_gap_where_there_is_no_room() -> None:
    assert spread([0, 0, 0], 100, 0, 100) == [0, 50, 100]


def test_spread_keeps_half_of_both_sizes_between_neighbours() -> None:
    assert spread([50, 50], 0, 0, 100, [20, 10]) == [42.5, 57.5]


def test_rising_pools_neighbours_that_fall() -> None:
    assert rising([1, 5, 3, 9]) == [1, 4, 4, 9]
