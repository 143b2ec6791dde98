"""Which rows of a selection the list shows: all of a small one, of a large one the most cited in the windows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.scene import Scene
from timeline.scene.selection import Chosen, Selection
from timeline.scene.tracks import track_of
from timeline.schema import KINDS

Ints = npt.NDArray[np.int64]

MOST: Final = 20
"""Rows of one column of the list of a large selection; more are counted."""
WHOLE: Final = 200
"""Rows of one column up to which all are listed."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """A selection parted once: `rows` by kind in time order."""

    chosen: Chosen
    rows: dict[str, Ints]

    def of_report(self, catalogue: Catalogue, row: int) -> list[int]:
        """Places of a report's citations that are selected, in order."""
        places = catalogue.citations_of_report(row)
        found: list[int] = places[self.chosen.cited[places]].tolist()
        return found


def parted(catalogue: Catalogue, selection: Selection) -> Columns:
    """The columns of a selection; the last few are kept, since zooming and selecting change none of them."""
    return _parted(catalogue, selection.chosen)


@lru_cache(maxsize=4)
def _parted(catalogue: Catalogue, chosen: Chosen) -> Columns:
    return Columns(chosen, {kind: track_of(catalogue, chosen, kind).rows for kind in KINDS})


def shown(catalogue: Catalogue, columns: Columns, kind: str, scene: Scene | None, chosen: int | None) -> Ints:
    """The rows of a kind to list, in time order; the row `chosen` is always among them.

    Of more than WHOLE rows those count that are in view in the window of their band, as in the picture, so that the
    list of a large selection costs no more than its rows.
    """
    rows = columns.rows[kind]
    if len(rows) <= WHOLE:
        return rows
    side = "then" if kind == "history" else "now"
    window = next((band.window for band in scene.bands if band.side == side), None) if scene else None
    track, index = track_of(catalogue, columns.chosen, kind), index_of(catalogue)
    places = track.visible(*window, MOST)[0] if window is not None else track.heavy[:0]
    if len(places) > MOST:
        places = places[np.sort(np.argsort(-index.cited[track.rows[places]], kind="stable")[:MOST])]
    rows = track.rows[places if len(places) else np.sort(track.heavy[:MOST])]
    if chosen is not None and chosen not in rows:
        rows = np.append(rows, chosen)
        rows = rows[np.argsort(index.first[rows], kind="stable")]
    return rows
