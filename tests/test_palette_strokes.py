"""Lines in pixels: what a verdict, an end or a stub looks like, whichever outlet draws it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import dot, interval, thread, words
from timeline.palette_strokes import (
    along,
    bar,
    beside,
    box_path,
    breadth,
    curve_path,
    ground,
    halo,
    hatch_boxes,
    hatching,
    hit_boxes,
    length,
    moved,
    num,
    pill_path,
    sheet_at_end,
    strokes,
    whisker_path,
)
from timeline.scene.scene import Box, Label


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
    assert line.dash == (pytest.approx((140 - 9.2) / 2), pytest.approx(9.2))
    x0, y0, x1, y1, x2, y2, x3, y3 = numbers(ticks.d)
    assert {y0, y1, y2, y3} == {185.4, 194.6}
    assert sorted((x0, x1, x2, x3)) == [95.2, 95.2, 104.8, 104.8]


def test_a_very_short_contradicted_thread_keeps_more_line_than_gap():
    line, _ = strokes(thread("contradicted", 100, 100, y1=130.0))
    assert line.dash[0] * 2 > line.dash[1]


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


def test_halos_are_thinner_among_many_threads():
    assert halo(thread(), 10) == 6
    assert halo(thread(), 100) == 4


def test_a_straight_thread_is_written_as_a_line():
    assert curve_path(thread("supported", 100, 100).curve) == "M100 120L100 260"


def test_distances_follow_the_line():
    points = [(0.0, 0.0), (0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    assert length(points) == 20
    assert along(points, 15)[0] == (10, 5)
    assert along(points, 15)[1] == (-1, 0)
    assert along(points, 99)[0] == (10, 89)
    assert along([(3.0, 4.0), (3.0, 4.0)], 5)[0] == (3, 4)


def test_a_line_beside_another_keeps_its_distance():
    assert beside([(0.0, 0.0), (10.0, 0.0)], 2) == [(0, 2), (10, 2)]


def test_a_stub_ends_in_a_sheet_that_hangs_from_it():
    assert sheet_at_end([(50, 100), (50, 146)]) == Box(44.5, 146, 55.5, 159)
    assert sheet_at_end([(50, 146), (50, 100)]) == Box(44.5, 87, 55.5, 100)
    assert sheet_at_end([(100, 50), (146, 50)]) == Box(146, 43.5, 157, 56.5)
    assert sheet_at_end([(146, 50), (100, 50)]) == Box(89, 43.5, 100, 56.5)


def test_a_bar_known_to_the_day_has_a_solid_start_edge():
    shape = bar(interval(), "wide")
    assert numbers(shape.edge)[::2] == [100, 103, 103, 100]
    assert shape.dotted == ""


def test_a_bar_that_goes_on_ends_in_an_arrow_head():
    shape = bar(interval(begins="arrow", ends="arrow"), "wide")
    xs = numbers(shape.body)[::2]
    assert min(xs) == 100 and max(xs) == 300
    assert {110.0, 290.0} <= set(xs)
    assert shape.edge == ""


def test_approximate_ends_are_dotted_and_unknown_ends_dissolve():
    assert bar(interval(begins="soft", ends="soft"), "wide").dotted.count("M") == 2
    assert bar(interval(ends="fade", begins="fade"), "wide").body.count("M") == 5


def test_a_bar_too_short_to_dissolve_stays_whole():
    assert bar(interval(x0=100, x1=106, ends="fade"), "wide").body.count("M") == 1


def test_in_the_tall_layout_bars_run_downwards():
    upright = replace(interval(), box=Box(40, 100, 46, 300))
    shape = bar(upright, "tall")
    assert numbers(shape.edge)[1::2] == [100, 100, 103, 103] or set(numbers(shape.edge)[1::2]) == {100, 103}
    assert hatch_boxes(replace(upright, hatch=((100, 120),)), "tall") == (Box(40, 100, 46, 120),)
    assert whisker_path(replace(upright, x=43, whisker=(90, 120)), "tall") == "M43 90L43 120"


@given(st.floats(1, 400), st.floats(1, 60), st.floats(0, 500))
def test_hatching_stays_inside_its_box(wide, high, left):
    box = Box(left, 20, left + wide, 20 + high)
    found = numbers(hatching(box))
    assert all(box.x0 - 0.1 <= x <= box.x1 + 0.1 for x in found[::2])
    assert all(box.y0 - 0.1 <= y <= box.y1 + 0.1 for y in found[1::2])


def test_a_moved_path_is_scaled_and_placed():
    assert moved("M0 0L20 10Z", 100, 50, 0.5) == "M100 50L110 55Z"


@given(st.floats(-1e6, 1e6))
def test_coordinates_have_one_decimal_and_no_negative_zero(value):
    assert float(num(value)) == pytest.approx(value, abs=0.051)
    assert num(value) != "-0" and not num(value).endswith(".0")


def test_outlines_close():
    assert box_path(Box(0, 0, 10, 5)) == "M0 0L10 0L10 5L0 5Z"
    assert pill_path(Box(0, 0, 100, 26)).endswith("Z")


def test_the_ground_of_words_follows_their_anchor():
    start = ground(words("day 0", anchor="start"))
    middle = ground(words("day 0", anchor="middle"))
    end = ground(words("day 0", anchor="end"))
    assert start.x0 > middle.x0 > end.x0
    assert start.width == pytest.approx(end.width)


def test_what_can_be_touched_is_24_pixels_each_way():
    for mark in (dot(), dot(label=None), interval(x1=104, label=None)):
        for box in hit_boxes(mark):
            assert box.width >= 24 and box.height >= 24


def test_a_label_joined_by_a_leader_is_a_target_of_its_own():
    label = Label((words("Siege", 10, 100),), Box(10, 90, 80, 120), leader=((80, 100), (140, 60)))
    bar_box, label_box = hit_boxes(interval(label=label))
    assert bar_box == interval().box
    assert label_box == label.box
