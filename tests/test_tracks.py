"""What a zoom finds in a track: each row once, the heaviest, and the same in a part of it as in those rows alone."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import catalogue_of, citation, history, report
from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.selection import select
from timeline.scene.tracks import HEAVIEST, Track, track_of
from timeline.schema import KINDS
from timeline.view import EVERYTHING, View

COUNT = 4_000


@pytest.fixture(scope="module")
def many() -> Catalogue:
    """A past event a day, every seventh of them about famine, cited none to four times."""
    first = np.datetime64("1900-01-01")
    past = [history(f"h{n}", str(first + n), themes="famine" if n % 7 == 0 else "war") for n in range(COUNT)]
    reports = [report(f"r{n}") for n in range(4)]
    links = [citation(f"r{k}", f"h{n}") for n in range(COUNT) for k in range(n * 7919 % 5)]
    return catalogue_of([*past, *reports], links)


def window(start: str, end: str) -> tuple[int, int]:
    return dates.day_number(*map(int, start.split("-"))), dates.day_number(*map(int, end.split("-")))


def found(catalogue: Catalogue, view: View, days: tuple[int, int], most: int) -> list[int]:
    track = track_of(catalogue, select(catalogue, view).chosen, "history")
    places, _ = track.visible(*days, most)
    return track.rows[places].tolist()


@pytest.mark.parametrize("view", [View(story=EVERYTHING), View(theme=("famine",))])
@pytest.mark.parametrize(
    "days", [("1900-06-01", "1910-12-01"), ("1903-01-01", "1903-12-30"), ("1909-01-01", "1911-01-01")]
)
def test_a_crowded_window_shows_each_row_once_and_none_that_is_lighter_than_one_left_out(
    many: Catalogue, view: View, days: tuple[str, str]
) -> None:
    low, high = window(*days)
    shown = found(many, view, (low, high), most=10)
    index, chosen = index_of(many), select(many, view).chosen
    past = [r for r in chosen.rows.tolist() if KINDS[index.kind[r]] == "history"]
    inside = [r for r in past if low <= index.first[r] <= high]
    assert len(shown) == len(set(shown)) == min(HEAVIEST, len(inside))
    assert shown == sorted(shown)
    left = set(inside) - set(shown)
    assert not left or max(index.cited[list(left)]) <= min(index.cited[shown])


def test_a_part_of_a_track_finds_what_the_same_rows_find_alone(many: Catalogue) -> None:
    part = track_of(many, select(many, View(theme=("famine",))).chosen, "history")
    alone = Track(part.index, part.rows, part.first, part.last)
    for days in (("1900-01-01", "1911-01-01"), ("1902-01-01", "1904-06-01"), ("1905-05-05", "1905-05-06")):
        for most in (5, 50, 500):
            mine, its = part.visible(*window(*days), most), alone.visible(*window(*days), most)
            assert mine[0].tolist() == its[0].tolist()
            assert mine[1] == its[1]


def test_up_to_the_limit_all_rows_of_a_window_are_shown(many: Catalogue) -> None:
    assert len(found(many, View(story=EVERYTHING), window("1903-01-01", "1903-12-31"), most=400)) == 365
