"""Filters and stories as masks over the rows of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.index import ENDS, Index, Ints
from timeline.view import EVERYTHING, View

Bools = npt.NDArray[np.bool_]

FACETS: Final = ("theme", "verdict", "relation", "publisher", "when", "kind")
"""The filters of a view that offer values."""


@dataclass(frozen=True, slots=True, eq=False)
class Masks:
    """For each filter in use, by name, which citations and which events (by their spots) meet it."""

    citations: dict[str, Bools]
    events: dict[str, Bools]


def masks_of(catalogue: Catalogue, index: Index, view: View) -> Masks:
    """The masks of a view's filters: a citation meets one through any end, an event by itself."""
    of_events: dict[str, Bools] = {}
    of_citations: dict[str, Bools] = {}
    named = {
        "q": catalogue.search(view.q) if view.q else None,
        "only": [row for row in map(catalogue.row, view.only) if row is not None] if view.only else None,
    }
    for name, rows in named.items():
        if rows is not None:
            hit = np.zeros(len(index.line), dtype=bool)
            hit[index.spot[rows]] = True
            of_events[name], of_citations[name] = hit, _through(index, hit)
    for name in FACETS:
        chosen = getattr(view, name)
        if not chosen or name == "kind":
            continue
        of_citations[name] = index.citation_codes[name].any_of(chosen)
        if name in index.event_codes:
            of_events[name] = index.event_codes[name].any_of(chosen)
    return Masks(of_citations, of_events)


def _through(index: Index, hit: Bools) -> Bools:
    """Which citations have any end among those events."""
    ends = index.ends
    through: Bools = hit[ends["report"]] | hit[ends["cites"]] | np.append(hit, False)[ends["about"]]
    return through


def of_kinds(index: Index, wanted: tuple[str, ...]) -> tuple[Bools, Bools]:
    """Which events are of the wanted kinds, and which citations have all of their ends among those."""
    kinds = np.zeros(len(index.line) + 1, dtype=bool)
    for kind in wanted:
        kinds[index.kinds[kind]] = True
    kinds[-1] = True  # an end that there is not
    linked: Bools = np.logical_and.reduce([kinds[at] for at in index.ends.values()])
    return kinds[:-1], linked


def met(start: Bools | None, masks: Iterable[Bools], size: int) -> Bools:
    """Where all of the masks hold, and `start` if it is given: shape (size,)."""
    kept = np.ones(size, dtype=bool) if start is None else start.copy()
    for mask in masks:
        kept &= mask
    return kept


@lru_cache(maxsize=64)
def of_story(catalogue: Catalogue, index: Index, story: str) -> tuple[Bools | None, Bools | None]:
    """The events (by their spots) and citations that a story's steps refer to; `None` stands for all."""
    if story in ("", EVERYTHING) or not len(catalogue.stories):
        return None, None
    steps = catalogue.stories[catalogue.stories["story"] == story]
    held = np.zeros(len(index.line), dtype=bool)
    kept = np.zeros(len(index.report), dtype=bool)
    for report, row in zip(steps["ref_report_row"], steps["ref_row"], strict=True):
        if row < 0:
            continue
        held[index.spot[row]] = True
        of_report = catalogue.citations_of_report(int(report if report >= 0 else row))
        if report >= 0:
            held[index.spot[report]] = True
            kept[of_report[index.cites[of_report] == row]] = True
        else:
            kept[of_report] = True
    report, cites, about = (index.ends[name] for name in ENDS)
    _hold(held, cites[kept], about[kept])
    # A report that a step names also shows its other links to events of the same story.
    between = np.flatnonzero(held[report] & held[cites])
    kept[between] = True
    _hold(held, about[between])
    return held, kept


def _hold(held: Bools, *ends: Ints) -> None:
    for spots in ends:
        held[spots[spots >= 0]] = True
