"""The links of a picture are those of its marks: counted by slices of time, they are what counting one by one gives."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import catalogue_of, citation, history, report, today
from timeline.catalogue import Catalogue
from timeline.scene.by_end import by_end
from timeline.scene.clusters import Cluster
from timeline.scene.index import ENDS, index_of
from timeline.scene.links import link
from timeline.scene.places import places_of
from timeline.scene.selection import Selection, select
from timeline.view import EVERYTHING, View

PAST, PRESENT, REPORTS = 60, 12, 9


@pytest.fixture(scope="module")
def many() -> Catalogue:
    """Past events a month apart (every fourth a famine), present ones a day apart; some links are about none of those,
    and some reports judge one pair twice."""
    past = [
        history(f"h{n}", f"{1900 + n // 12}-{n % 12 + 1:02}-01", themes="famine" if n % 4 == 0 else "war")
        for n in range(PAST)
    ]
    present = [today(f"t{n}", f"2024-01-{n + 1:02}") for n in range(PRESENT)]
    rng = np.random.default_rng(7)
    links = [
        citation(f"r{n % REPORTS}", f"h{rng.integers(PAST)}", about=f"t{rng.integers(PRESENT)}" if n % 3 else "",
                 verdict=("supported", "disputed", "contradicted")[n % 3])
        for n in range(400)
    ]  # fmt: skip
    return catalogue_of([*past, *present, *(report(f"r{n}") for n in range(REPORTS))], [*links, *links[:20]])


def chosen_of(catalogue: Catalogue, theme: str) -> Selection:
    return select(catalogue, View(theme=(theme,)) if theme else View(story=EVERYTHING))


def marks(catalogue: Catalogue, kind: str, bounds: list[int], alone: list[int]) -> tuple[list[Cluster], dict[int, str]]:
    """Clusters of what lies side by side in time, the rows `alone` in clusters of their own; and the mark of each."""
    index = index_of(catalogue)
    line = index.line[index.kinds[kind]]
    side = "then" if kind == "history" else "now"
    none = np.empty(0, dtype=np.int64)
    clusters, shown = [], {}
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        run = line[start:end]
        key = f"{kind}-{start}"
        if len(run):
            clusters.append(Cluster(key, side, none, run, len(run), 0.0))
            shown |= {int(row): key for row in run}
    for place in alone:
        key = f"{kind}-alone-{place}"
        clusters.append(Cluster(key, side, line[place : place + 1], none, 1, 0.0))
        shown[int(line[place])] = key
    return clusters, shown


@settings(deadline=None, max_examples=120)
@given(
    theme=st.sampled_from(["", "famine", "war"]),
    to_report=st.booleans(),
    past=st.lists(st.integers(0, PAST), max_size=6).map(sorted),
    present=st.lists(st.integers(0, 9), max_size=4).map(sorted),
    alone=st.lists(st.integers(0, PAST - 1), max_size=4, unique=True),
)
def test_links_between_marks_are_those_counted_one_by_one(
    many: Catalogue, theme: str, to_report: bool, past: list[int], present: list[int], alone: list[int]
) -> None:
    index, selection = index_of(many), chosen_of(many, theme)
    then, shown = marks(many, "history", past, alone)
    now, more = marks(many, "report" if to_report else "today", present, [])
    shown |= more
    linked = link(many, selection, places_of(index, [], [*then, *now]), to_report=to_report)
    other = index.report if to_report else index.about
    strands = selection.chosen.strands.tolist()
    pairs = Counter(
        (shown[int(index.cites[at])], shown[int(other[at])] if other[at] >= 0 else "")
        for at in strands
        if int(index.cites[at]) in shown and (other[at] < 0 or int(other[at]) in shown)
    )
    assert linked.dropped == len(strands) - pairs.total()
    assert {(one.past, one.present): one.count for one in linked.bundles} == pairs
    for one in linked.bundles:
        if one.positions is not None:
            assert one.positions.tolist() == sorted(one.positions.tolist())
            assert {shown[int(index.cites[at])] for at in one.positions} == {one.past}
    assert sorted(linked.between.drawn.tolist()) == sorted(
        at for at in strands
        if int(index.cites[at]) in shown and (other[at] < 0 or int(other[at]) in shown)
    )  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_the_citations_of_several_events_are_found_by_their_spots(many: Catalogue, end: str) -> None:
    index = index_of(many)
    groups, rows = by_end(index, end).groups, np.array([3, 3, 0, 65, 80])
    found, counts = groups.of(index.spot[rows])
    ends = getattr(index, end)
    assert counts.tolist() == [int((ends == row).sum()) for row in rows]
    assert found.tolist() == [at for row in rows for at in np.flatnonzero(ends == row).tolist()]


@pytest.mark.parametrize("theme", ["", "famine", "war"])
def test_an_event_takes_part_in_as_many_chosen_citations_as_name_it(many: Catalogue, theme: str) -> None:
    index, chosen = index_of(many), chosen_of(many, theme).chosen
    rows = np.arange(len(index.line))[::-1]
    named = Counter(
        int(end[at]) for at in chosen.citations for end in (index.report, index.cites, index.about) if end[at] >= 0
    )
    assert chosen.times(rows).tolist() == [named[row] for row in rows.tolist()]
