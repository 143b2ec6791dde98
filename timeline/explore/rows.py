"""Which rows of a selection the list shows: all of a small one, of a large one the most cited that the window holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.scene import Scene
from timeline.scene.selection import FACETS, Selection, select
from timeline.schema import KINDS
from timeline.view import View

Ints = npt.NDArray[np.int64]

MOST: Final = 40
"""Rows of one column of the list of a large selection; more are counted."""
WHOLE: Final = 200
"""Rows of one column up to which all are listed."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A selection parted once: `rows` by kind in time order with their first days, and which citations are in it."""

    rows: dict[str, Ints]
    first: dict[str, Ints]
    citations: npt.NDArray[np.bool_]

    def of_report(self, catalogue: Catalogue, row: int) -> list[int]:
        """Places of a report's citations that are selected, in order."""
        places = catalogue.citations_of_report(row)
        found: list[int] = places[self.citations[places]].tolist()
        return found


def parted(catalogue: Catalogue, selection: Selection) -> Columns:
    """The columns of a selection; the last few are kept, since zooming and selecting change none of them."""
    view = selection.view
    return _parted(catalogue, View(story=selection.story, q=view.q, **{name: getattr(view, name) for name in FACETS}))


@lru_cache(maxsize=4)
def _parted(catalogue: Catalogue, view: View) -> Columns:
    selection, index = select(catalogue, view), index_of(catalogue)
    kinds = index.kind[selection.rows]
    rows = {kind: selection.rows[kinds == code] for code, kind in enumerate(KINDS)}
    inside = np.zeros(len(index.report), dtype=bool)
    inside[selection.citations] = True
    return Columns(rows, {kind: index.first[found] for kind, found in rows.items()}, inside)


def shown(catalogue: Catalogue, columns: Columns, kind: str, scene: Scene | None, chosen: int | None) -> Ints:
    """The rows of a kind to list, in time order; the row `chosen` is always among them.

    Of more than WHOLE rows those count that begin in the window of their band; what it costs grows with those alone.
    """
    rows, first = columns.rows[kind], columns.first[kind]
    if len(rows) <= WHOLE:
        return rows
    side = "then" if kind == "history" else "now"
    window = next((band.window for band in scene.bands if band.side == side), None) if scene else None
    if window is not None:
        low, high = np.searchsorted(first, [window[0], window[1] + 1])
        rows = rows[low:high] if high > low else rows
    index = index_of(catalogue)
    if len(rows) > MOST:
        rows = rows[np.sort(np.argpartition(-index.cited[rows], MOST)[:MOST])]
    if chosen is not None and chosen not in rows:
        rows = np.append(rows, chosen)
        rows = rows[np.argsort(index.first[rows], kind="stable")]
    return rows
