"""Which mark shows which event, and which citations lead from one mark to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from timeline.scene.by_end import by_end
from timeline.scene.clusters import Cluster
from timeline.scene.index import Index
from timeline.scene.items import Item
from timeline.scene.selection import Chosen

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int16]
End = Literal["report", "cites", "about"]

_KIND: Final[Mapping[End, str]] = {"report": "report", "cites": "history", "about": "today"}


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Which mark shows an event: `code[spot]` is a place in `keys`, or `undrawn`.

    `keys` ends with "", the mark of what there is not: `code[-1]`.
    """

    keys: list[str]
    code: Codes

    @property
    def undrawn(self) -> int:
        """The code of events that no mark shows."""
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """Citations `at` with their `verdict` and the codes of their past and their other end, some of them `undrawn`."""

    at: Ints
    verdict: npt.NDArray[np.int8]
    past: Codes
    other: Codes
    undrawn: int

    @property
    def drawn(self) -> Ints:
        """Those both of whose ends are drawn."""
        held = (self.past != self.undrawn) & (self.other != self.undrawn)
        return self.at if held.all() else self.at.take(np.flatnonzero(held))


def places_of(index: Index, items: Iterable[Item], clusters: Iterable[Cluster]) -> Places:
    """The marks of all events; an item of its own goes before the cluster around it."""
    items, clusters = list(items), list(clusters)
    keys = [*(cluster.key for cluster in clusters), *(item.key for item in items), ""]
    code = np.full(len(index.line) + 1, len(keys), dtype=np.int16)
    for number, cluster in enumerate(clusters):
        if len(cluster.run):
            # What lies between the first and the last of them in the line and is not chosen is not linked either.
            code[index.spot[cluster.run[0]] : index.spot[cluster.run[-1]] + 1] = number
    for number, cluster in enumerate(clusters):
        code[index.spot[cluster.rows]] = number
    code[index.spot[[item.row for item in items]]] = np.arange(len(clusters), len(keys) - 1)
    code[-1] = len(keys) - 1
    return Places(keys, code)


def between(chosen: Chosen, places: Places, other: End) -> Between:
    """The strands that may lead from one mark to another: those at the end of which less is drawn."""
    index = chosen.index
    ends: tuple[End, End] = ("cites", other)
    held = {end: _held(index, places, end) for end in ends}
    counts = {end: int((until - start).sum()) for end, (start, until) in held.items()}
    end = min(ends, key=counts.__getitem__)
    if 4 * len(chosen.strands) < counts[end]:
        at, verdict = chosen.strands, index.verdict.take(chosen.strands)
        past, present = (places.code.take(index.ends[name].take(at)) for name in ends)
    else:
        lined = by_end(index, end)
        part = _part(*held[end]) if chosen.whole else _chosen(_drawn_by(chosen, end), *held[end])
        at, verdict = lined.groups.order[part], lined.verdict[part]
        past, present = (places.code.take(lined.spots[name][part]) for name in ends)
    return Between(at, verdict, past, present, places.undrawn)


def _held(index: Index, places: Places, end: End) -> tuple[Ints, Ints]:
    """Where the citations whose end is drawn stand in the order of that end: where each stretch starts, and its end."""
    kind = index.kinds[_KIND[end]]
    drawn = np.zeros(kind.stop - kind.start + 2, dtype=bool)
    drawn[1:-1] = places.code[kind] != places.undrawn
    edges = np.flatnonzero(drawn[1:] != drawn[:-1]) + kind.start
    none = len(index.line)  # what there is not counts as drawn
    starts = by_end(index, end).groups.starts
    start, until = starts[np.append(edges[::2], none)], starts[np.append(edges[1::2], none + 1)]
    some = until > start
    return start[some], until[some]


def _part(start: Ints, until: Ints) -> slice | Ints:
    """What picks these stretches out of an array."""
    if len(start) == 1:
        return slice(int(start[0]), int(until[0]))
    counts = until - start
    return np.repeat(start - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())


def _chosen(drawn: Bools, start: Ints, until: Ints) -> Ints:
    """The places within the stretches at which `drawn` holds."""
    part = _part(start, until)
    found: Ints = np.flatnonzero(drawn[part]) + part.start if isinstance(part, slice) else part[drawn[part]]
    return found


@lru_cache(maxsize=8)
def _drawn_by(chosen: Chosen, end: End) -> Bools:
    """Whether a citation is drawn, in the order of an end."""
    drawn: Bools = chosen.drawn[by_end(chosen.index, end).groups.order]
    return drawn
