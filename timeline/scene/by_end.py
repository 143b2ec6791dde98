"""The citations in the order of one of their ends, so that those of a slice of time lie side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Groups
from timeline.scene.index import ENDS, Index

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ByEnd:
    """All citations in `groups` by the spot of one end; `spots` are all of their ends and `verdict` their verdicts, in
    the same order. An end that there is not stands at the spot after the last event's."""

    groups: Groups
    spots: dict[str, Ints]
    verdict: npt.NDArray[np.int8]


@lru_cache(maxsize=4 * len(ENDS))
def by_end(index: Index, end: str) -> ByEnd:
    """The citations by that end; a handful of catalogues are kept, as their indexes are."""
    none = len(index.line)
    spots = {name: np.where(at < 0, none, at) for name, at in index.ends.items()}
    groups = Groups(spots[end], none + 1)
    return ByEnd(groups, {name: at[groups.order] for name, at in spots.items()}, index.verdict[groups.order])
