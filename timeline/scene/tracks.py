"""The rows of one band in time order, with what a zoom asks of them answered in far fewer steps than there are rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.ordered import place
from timeline.scales import Gap, empty_time
from timeline.scene.index import Days, Index, index_of, picked
from timeline.scene.selection import Chosen
from timeline.schema import KINDS

Ints = npt.NDArray[np.int64]

MOST_MARKS: Final = 240
"""More events than this in a window are binned, except for the heaviest."""
HEAVIEST: Final = 72
_KEPT: Final = 12
_HEAVIEST: Final = np.uint16(65_535)


@dataclass(frozen=True, eq=False)
class Track:
    """Event `rows` sorted by `first`; `first` and `last` are the days on which they are in view, shape (n,) each.

    What was picked from a longer track knows that, and its own places in it, and so its order by weight.
    """

    index: Index
    rows: Ints
    first: Days
    last: Days
    picked_from: tuple[Track, Ints] | None = None

    # These are sought when a picture first needs them: many pictures need few.
    @cached_property
    def reach(self) -> Days:
        """The latest `last` so far, which makes the rows that meet a window one slice plus a filter."""
        latest: Days = np.maximum.accumulate(self.last)
        return latest

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """First and last day to draw (open ends left out), `(0, 0)` for an empty track."""
        return (int(self._begins.min()), int(self._ends.max())) if len(self.rows) else (0, 0)

    @cached_property
    def begun(self) -> int:
        """The day on which the last of them begins, 0 for an empty track."""
        return int(self._begins.max()) if len(self.rows) else 0

    @property
    def _begins(self) -> Days:
        return self.index.first[self.rows]

    @property
    def _ends(self) -> Days:
        return self.index.last[self.rows]

    @cached_property
    def heavy(self) -> Ints:
        """Places in `rows` from the most cited to the least."""
        # Sixteen bits are sorted by radix, in a seventh of the time; beyond so many citations all weigh the same.
        weight = np.minimum(self.index.cited[self.rows], _HEAVIEST).astype(np.uint16)
        order: Ints = np.argsort(_HEAVIEST - weight, kind="stable")
        return order

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The longest empty stretches of time as (length, start, end)."""
        # For cutting, an open end does not fill the time after it: it ends where it begins.
        begins, ends = self._begins, self._ends
        if (begins[1:] < begins[:-1]).any():
            order = np.argsort(begins, kind="stable")
            begins, ends = begins[order], ends[order]
        return empty_time(begins, ends)

    def visible(self, low: int, high: int, most: int) -> tuple[Ints, tuple[int, int]]:
        """Places of the rows to draw singly in days `low..high`, in time order, and the slice that holds all in view.

        All of them up to `most`, else only the heaviest.
        """
        start = place(self.reach, low)
        end = place(self.first, high, "right")
        if end - start <= 2 * most:
            places = np.arange(start, end)
            places = places[self.last[start:end] >= low]
            if len(places) <= most:
                return places, (start, end)
        found = np.empty(0, dtype=np.int64)
        for part in self._by_weight(start, end):
            found = np.concatenate([found, part[self.last[part] >= low]])
            if len(found) >= HEAVIEST:
                break
        return np.sort(found[:HEAVIEST]), (start, end)

    def _by_weight(self, start: int, end: int) -> Iterator[Ints]:
        """The places `start..end` from the most cited to the least, in ever larger parts: the first may be enough."""
        whole, own = self.picked_from or (self, None)
        low, high = (start, end - 1) if own is None else (own[start], own[end - 1])
        begin, step = 0, 4 * HEAVIEST
        while begin < len(whole.rows):
            part = whole.heavy[begin : begin + step]
            part = part[(part >= low) & (part <= high)]
            if own is not None:
                mine = np.searchsorted(own, part)
                part = mine[own[mine] == part]
            yield part
            begin, step = begin + step, 2 * step


@lru_cache(maxsize=_KEPT)
def track_of(catalogue: Catalogue, chosen: Chosen, *kinds: str) -> Track:
    """The track of the chosen rows of these kinds; kept with what was chosen, so that a zoom finds it made."""
    whole = _whole(index_of(catalogue), kinds)
    # Picking from what is in order already reads memory in order, which sorting and looking up by row do not.
    held = chosen.held[whole.rows]
    if held.all():
        return whole
    at = np.flatnonzero(held)
    return Track(whole.index, whole.rows[at], whole.first[at], whole.last[at], (whole, at))


@lru_cache(maxsize=_KEPT)
def _whole(index: Index, kinds: tuple[str, ...]) -> Track:
    """The track of all rows of these kinds."""
    wanted = np.array([kind in kinds for kind in KINDS])
    rows = picked(index.order, wanted[index.kind[index.order]])
    return Track(index, rows, index.seen[rows], index.left[rows])
