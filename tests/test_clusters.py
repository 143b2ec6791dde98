"""The marks of clusters: as wide as their counts, and with the ids of what they hold where those are few."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import catalogue_of, history
from tests.scene_strategies import frame
from timeline.scene import arrange
from timeline.scene.clusters import COUNT_SIZE, MOST_MEMBERS, RADIUS, STEP, Cluster
from timeline.scene.scene import short_count
from timeline.view import EVERYTHING, View
from timeline.widths import width


@pytest.mark.parametrize(
    ("count", "told"),
    [(2, "2"), (674, "674"), (999, "999"), (1_000, "1k"), (1_463, "1.4k"), (9_999, "9.9k"), (44_813, "44k"),
     (999_999, "999k"), (1_000_000, "1M"), (2_150_000, "2.1M"), (31_000_000, "31M")],
)  # fmt: skip
def test_a_count_has_room_for_four_signs(count: int, told: str) -> None:
    assert short_count(count) == told


@pytest.mark.parametrize("count", [2, 99, 674, 8_879, 44_813, 316_278])
def test_the_mark_of_a_cluster_is_as_wide_as_its_count(count: int) -> None:
    none = np.empty(0, dtype=np.int64)
    half = Cluster("cluster-then-1", "then", none, none, count, 100.0).half
    assert 2 * half >= max(2 * RADIUS, width(short_count(count), COUNT_SIZE, weight=600) + 4)
    assert 2 * half < STEP


@pytest.mark.parametrize(("size", "layout"), [(1040, "wide"), (390, "tall")])
@pytest.mark.parametrize("count", [90, 400, 1_500, 6_000])
def test_a_cluster_lists_all_that_it_holds_or_only_counts_it(count: int, size: int, layout: str) -> None:
    catalogue = catalogue_of([history(f"h{n}", f"19{40 + n % 20}-07-{1 + n % 28:02}") for n in range(count)])
    scene = arrange(catalogue, View(story=EVERYTHING), frame(size, layout))
    clusters = [mark for mark in scene.marks if mark.shape == "cluster"]
    assert clusters
    for mark in clusters:
        assert len(mark.members) == (mark.count if mark.count <= MOST_MEMBERS else 0)
    assert sum(mark.count for mark in scene.marks) == count
    told = [key for mark in scene.marks for key in (mark.members if mark.shape == "cluster" else (mark.key,))]
    assert len(set(told)) == len(told)
