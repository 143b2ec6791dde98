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
from timeline.scene.index import NEVER, Days, Index, index_of
from timeline.scene.selection import Chosen

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
        if not len(self.rows):
            return 0, 0
        start = int(self.first[self._open]) if self._open < len(self.first) else NEVER
        end = int(np.max(self.last, where=self.last < NEVER, initial=-NEVER))
        early, late = self.rows[: self._open], self.rows[self.last == NEVER]
        return (
            int(np.min(self.index.first[early], initial=start)),
            int(np.max(self.index.last[late], initial=end)),
        )

    @cached_property
    def begun(self) -> int:
        """The day on which the last of them begins, 0 for an empty track."""
        if not len(self.rows):
            return 0
        return int(np.max(self.index.first[self.rows[: self._open]], initial=int(self.first[-1])))

    @cached_property
    def _open(self) -> int:
        """How many have an open start; they come first, and all others in the order in which they begin."""
        return place(self.first, -NEVER, "right")

    @cached_property
    def heavy(self) -> Ints:
        """Places in `rows` from the most cited to the least."""
        # Sixteen bits are sorted by radix, in a seventh of the time; beyond so many citations all weigh the same.
        weight = np.minimum(self.index.cited[self.rows], _HEAVIEST).astype(np.uint16)
        order: Ints = np.argsort(_HEAVIEST - weight, kind="stable")
        return order

    def visible(self, low: int, high: int, most: int, heaviest: int = HEAVIEST) -> tuple[Ints, tuple[int, int]]:
        """Places of the rows to draw singly in days `low..high`, in time order, and the slice that holds all in view.

        All of them up to `most`, else only so many of the `heaviest`.
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
            if len(found) >= heaviest:
                break
        return np.sort(found[:heaviest]), (start, end)

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
def track_of(catalogue: Catalogue, chosen: Chosen, kind: str) -> Track:
    """The track of the chosen rows of a kind; kept with what was chosen, so that a zoom finds it made."""
    index = index_of(catalogue)
    whole = _whole(index, kind)
    at = np.flatnonzero(chosen.held[index.kinds[kind]])
    if len(at) == len(whole.rows):
        return whole
    return Track(index, whole.rows.take(at), whole.first.take(at), whole.last.take(at), (whole, at))


@lru_cache(maxsize=_KEPT)
def clock_of(catalogue: Catalogue, chosen: Chosen, *kinds: str) -> tuple[Days, tuple[Gap, ...]]:
    """From when on the chosen events of these kinds are in view, in order, and the longest empty stretches of time."""
    tracks = [track_of(catalogue, chosen, kind) for kind in kinds]
    rows = np.concatenate([track.rows for track in tracks])
    # For cutting, an open end does not fill the time after it: it ends where it begins.
    begins, ends = (days[rows] for days in (index_of(catalogue).first, index_of(catalogue).last))
    # What is in order by kind is merged in one pass: a stable sort knows runs when it meets them.
    order = np.argsort(begins, kind="stable")
    first = np.sort(np.concatenate([track.first for track in tracks]), kind="stable")
    return first, empty_time(begins[order], ends[order])


@lru_cache(maxsize=_KEPT)
def _whole(index: Index, kind: str) -> Track:
    """The track of all rows of a kind."""
    rows = index.line[index.kinds[kind]]
    return Track(index, rows, index.seen[rows], index.left[rows])
