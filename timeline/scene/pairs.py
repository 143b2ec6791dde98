"""Which past and present events a selection compares, how often, and which two of them lie best side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.index import Index, index_of, picked
from timeline.scene.selection import Chosen, Selection

Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]
"""The rows of a past and a present event."""

MOST_LISTED: Final = 30
_LASTING: Final = 14
"""Days from which on an event lasts long enough to be laid beside another."""
_MANY: Final = np.uint16(65_535)


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs that a selection links: the `best` to lay side by side, and those with most links, most first."""

    best: Pair | None
    most: tuple[Pair, ...]


def pair_of(catalogue: Catalogue, selection: Selection) -> Pair | None:
    """The rows of day 0: the pair asked for, else that of the selected citation or event, else the pair
    whose events last most alike, the most linked of those."""
    view, chosen = selection.view, selection.chosen
    if view.pair_ids:
        rows = [catalogue.row(one) for one in view.pair_ids]
        if rows[0] is not None and rows[1] is not None:
            return rows[0], rows[1]
    event, report = (catalogue.row(one) if one else None for one in (view.event, view.report))
    mine = np.empty(0, dtype=np.int64)
    if event is not None:
        of_event = np.concatenate([catalogue.citations_of_event(event), catalogue.citations_about(event)])
        mine = _comparing(chosen, of_event)
    if report is not None:
        of_report = _comparing(chosen, catalogue.citations_of_report(report))
        both = of_report[np.isin(of_report, mine)] if len(mine) else of_report
        mine = both if len(both) else mine
    return _best(chosen.index, *_tallied(chosen.index, mine)) if len(mine) else compared(catalogue, chosen).best


@lru_cache(maxsize=8)
def compared(catalogue: Catalogue, chosen: Chosen) -> Compared:
    """The pairs of a selection: asked for at every zoom, and always the same."""
    index = index_of(catalogue)
    found = picked(chosen.citations, index.about[chosen.citations] >= 0)
    if not len(found):
        return Compared(None, ())
    pairs, counts = _tallied(index, found)
    # Sixteen bits are sorted by radix, in a fraction of the time; beyond so many links all weigh the same.
    first = np.argsort(_MANY - np.minimum(counts, _MANY).astype(np.uint16), kind="stable")[:MOST_LISTED]
    most = tuple((int(past), int(present)) for past, present in zip(*_rows(index, pairs[first]), strict=True))
    return Compared(_best(index, pairs, counts), most)


def _comparing(chosen: Chosen, places: Ints) -> Ints:
    """Of these citations those that are chosen and compare the past with a present event."""
    return places[chosen.cited[places] & (chosen.index.about[places] >= 0)]


def _tallied(index: Index, citations: Ints) -> tuple[Ints, Ints]:
    """The pairs that the citations compare, in order, as one number each (see `_rows`), and how often."""
    # numpy's `unique` hashes plain numbers, which is slow for a million; it sorts when counts are asked for.
    return np.unique(index.cites[citations] * len(index.kind) + index.about[citations], return_counts=True)


def _rows(index: Index, pairs: Ints) -> tuple[Ints, Ints]:
    return pairs // len(index.kind), pairs % len(index.kind)


def _best(index: Index, pairs: Ints, counts: Ints) -> Pair:
    """The pair that lies best side by side (both last for weeks, and about equally long), the most linked of those."""
    past, present = _rows(index, pairs)
    one, other = (index.last[rows] - index.first[rows] + 1 for rows in (past, present))
    shorter = np.minimum(one, other)
    alike = np.where(shorter >= _LASTING, np.round(shorter / np.maximum(one, other), 1), 0.0)
    best = int(np.lexsort((counts, alike))[-1])
    return int(past[best]), int(present[best])
