"""Bars, sheets and pills in pixels: what an end or a stub looks like, and what of a mark can be touched."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import dot, interval, words
from timeline.palette_shapes import (
    bar,
    box_path,
    cut_edges,
    ground,
    hatch_boxes,
    hatching,
    hit_boxes,
    pill_path,
    sheet_at_end,
    whisker_path,
)
from timeline.scene.scene import Box, Break, Label


def numbers(d: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", d)]


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


def test_a_cut_is_drawn_on_the_sides_across_which_time_is_missing():
    gap = Break("then", Box(10, 0, 50, 28), words("340 y"), "340 years")
    assert cut_edges(gap, "wide") == "M10 0L10 28M50 0L50 28"
    assert cut_edges(gap, "tall") == "M10 0L50 0M10 28L50 28"
