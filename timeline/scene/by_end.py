"""The citations in the order of one of their ends, so that those of a slice of time lie side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from timeline.scene.index import ENDS, Index

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ByEnd:
    """`places` of all citations by the spot of one end; those of a spot are `places[starts[spot] : starts[spot + 1]]`.

    `spots` are all of their ends and `verdict` their verdicts, in the same order. An end that there is not stands at
    the spot after the last event's.
    """

    places: Ints
    starts: Ints
    spots: dict[str, Ints]
    verdict: npt.NDArray[np.int8]

    def of(self, spots: Ints) -> tuple[Ints, Ints]:
        """The places of the citations of several spots, one spot's after the other's, and how many each has."""
        starts = self.starts[spots]
        counts = self.starts[spots + 1] - starts
        before = np.cumsum(counts) - counts
        return self.places[np.repeat(starts - before, counts) + np.arange(counts.sum())], counts


@lru_cache(maxsize=4 * len(ENDS))
def by_end(index: Index, end: str) -> ByEnd:
    """The citations by that end; a handful of catalogues are kept, as their indexes are."""
    none = len(index.line)
    spots = {name: np.where(at < 0, none, at) for name, at in index.ends.items()}
    places = np.argsort(spots[end], kind="stable").astype(np.int64)
    starts = np.zeros(none + 2, dtype=np.int64)
    np.cumsum(np.bincount(spots[end], minlength=none + 1), out=starts[1:])
    return ByEnd(places, starts, {name: at[places] for name, at in spots.items()}, index.verdict[places])
