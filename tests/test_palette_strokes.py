"""Lines in pixels: what a verdict, an end or a stub looks like, whichever outlet draws it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import scene, thread
from timeline.palette_strokes import (
    along,
    beside,
    breadth,
    curve_path,
    halos,
    moved,
    num,
    steps,
    strokes,
)
from timeline.scene.curves import Point


def length(points: Sequence[Point]) -> float:
    return sum(steps(points))


def numbers(d: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", d)]


def test_a_supported_thread_is_one_unbroken_line():
    (line,) = strokes(thread("supported"))
    assert (line.width, line.dash, line.ink) == (2, (), "v-supported")


def test_an_imprecise_thread_is_dashed_by_its_own_width():
    (line,) = strokes(thread("imprecise", width=4.0))
    assert line.dash == (18, 10)


def test_a_disputed_thread_is_two_strands_with_paper_between():
    outer, core = strokes(thread("disputed"))
    assert (outer.width - core.width) / 2 == pytest.approx(0.62 * 2)
    assert (outer.width + core.width) / 2 == pytest.approx(1.9 * 2)
    assert core.ink == "paper" and breadth(thread("disputed")) == outer.width


def test_a_contradicted_thread_breaks_at_half_way_and_ticks_close_its_ends():
    shown = thread("contradicted", 100, 100)
    line, ticks = strokes(shown)
    assert line.d == "M100 120L100 185.4M100 260L100 194.6"
    x0, y0, x1, y1, x2, y2, x3, y3 = numbers(ticks.d)
    assert {y0, y1, y2, y3} == {185.4, 194.6}
    assert sorted((x0, x1, x2, x3)) == [95.2, 95.2, 104.8, 104.8]


def test_a_very_short_contradicted_thread_keeps_more_line_than_gap():
    line, _ = strokes(thread("contradicted", 100, 100, y1=130.0))
    _, top, _, upper, _, bottom, _, lower = numbers(line.d)
    assert (upper - top) + (bottom - lower) > lower - upper > 0


def test_the_halves_of_a_bent_contradicted_thread_lie_on_its_curve():
    shown = thread("contradicted", 100, 400)
    (x0, y0, *_, x1, y1), (x2, y2, *_, x3, y3) = (numbers(half) for half in strokes(shown)[0].d[1:].split("M"))
    assert (x0, y0, x2, y2) == (*shown.curve[0], *shown.curve[3])
    for point in ((x1, y1), (x3, y3)):
        assert min(length((point, near)) for near in shown.points) < 6


def test_an_unchecked_thread_is_round_dots_and_so_is_a_verdict_nobody_knows():
    (line,) = strokes(thread("unchecked"))
    assert line.round and line.dash == (0.1, 6)
    assert strokes(thread("nonsense"))[0].round


def test_a_ribbon_is_split_by_verdict_and_the_rarest_stays_visible():
    shown = thread(width=30.0, count=1000, parts=(("supported", 999), ("contradicted", 1)))
    wide, thin = strokes(shown)
    assert (wide.ink, thin.ink) == ("v-supported", "v-contradicted")
    assert wide.width > 25 and thin.width >= 1.2


def test_colouring_by_relation_keeps_the_pattern_of_the_verdict():
    (line,) = strokes(thread("imprecise", relation="contrast"), "relation")
    assert line.ink == "r-contrast" and line.dash


def test_the_upper_of_two_threads_has_a_halo_where_they_cross_and_only_there():
    under, over = thread("supported", 100, 300), thread("supported", 300, 100)
    bare, halo = halos(scene(threads=(under, over)))
    assert bare is None
    assert halo is not None and halo.width == 6
    nothing, before, cleared, _ = halo.dash
    total = length(over.points)
    assert nothing == 0 and before + cleared / 2 == pytest.approx(total / 2, abs=1)
    assert 6 <= cleared < 30


def test_threads_that_run_together_leave_one_another_whole():
    beside = (thread("supported", 100, 300), thread("supported", 105.5, 305.5))
    meeting = (thread("supported", 100, 180), thread("supported", 300, 180))
    nearly = (thread("supported", 100, 300), thread("supported", 103, 299))
    for pair in (beside, meeting, nearly):
        assert halos(scene(threads=pair)) == [None, None]


def test_among_many_threads_there_is_no_halo():
    crossing = tuple(thread("supported", 9.0 * at, 400 - 9.0 * at) for at in range(41))
    assert any(halos(scene(threads=crossing[:40])))
    assert not any(halos(scene(threads=crossing)))


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 600)), min_size=2, max_size=12))
def test_a_halo_never_begins_before_its_thread_and_its_stretches_are_in_order(ends: list[tuple[float, float]]):
    threads = tuple(thread("supported", start, end) for start, end in ends)
    for halo, shown in zip(halos(scene(threads=threads)), threads, strict=True):
        if halo:
            assert halo.dash[0] == 0 and all(part >= 0 for part in halo.dash) and len(halo.dash) % 2 == 0
            assert sum(halo.dash[:-1]) < length(shown.points) + 30


def test_a_straight_thread_is_written_as_a_line():
    assert curve_path(thread("supported", 100, 100).curve) == "M100 120L100 260"


def test_distances_follow_the_line():
    points = [(0.0, 0.0), (0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    assert length(points) == 20
    assert along(points, 15, steps(points))[0] == (10, 5)
    assert along(points, 15, steps(points))[1] == (-1, 0)
    assert along(points, 99, steps(points))[0] == (10, 89)
    assert along([(3.0, 4.0), (3.0, 4.0)], 5, [0.0])[0] == (3, 4)


def test_a_line_beside_another_keeps_its_distance():
    line = [(0.0, 0.0), (10.0, 0.0)]
    assert beside(line, [2, -1]) == [[0, 2, 10, 2], [0, -1, 10, -1]]


def test_a_moved_path_is_scaled_and_placed():
    assert moved("M0 0L20 10Z", 100, 50, 0.5) == "M100 50L110 55Z"


@given(st.floats(-1e6, 1e6))
def test_coordinates_have_one_decimal_and_no_negative_zero(value):
    assert float(num(value)) == pytest.approx(value, abs=0.051)
    assert num(value) != "-0" and not num(value).endswith(".0")
