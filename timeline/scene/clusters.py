"""What has no room becomes one mark with a count, on the rail, that opens its own window of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.ordered import place, places
from timeline.scene.curves import Point
from timeline.scene.found import Found
from timeline.scene.index import Index
from timeline.scene.items import Item, Scale, dot_box, item_mark
from timeline.scene.scene import Box, Mark, Side, State, Text, short_count
from timeline.scene.tracks import Ints
from timeline.widths import width

RADIUS: Final = 11.0
COUNT_SIZE: Final = 13
"""The size of a cluster's count, whose mark is as wide as that needs and two radii at least."""
_AROUND: Final = 3.0
STEP: Final = 40.0
MOST_MEMBERS: Final = 40
"""A cluster of up to so many events lists their ids, all of them; of a larger one there is only the count."""
_SAMPLE: Final = 32
"""Rows of a run that are looked at for a cluster's days and names."""
_SPREAD: Final = np.arange(_SAMPLE)
_NONE: Final = np.empty(0, dtype=np.int64)
_OPEN: Final = 15
"""Days of air around a cluster's own days in the window that opens it."""


@dataclass(slots=True)
class Cluster:
    """Events that share one mark at `at`; `only` is the item of a cluster of one. `nodes` as of an Item.

    `rows` are event rows, and so is `run`: those that follow each other in a track, of which some may be drawn
    elsewhere.
    """

    key: str
    side: Side
    rows: Ints
    run: Ints
    count: int
    at: float
    state: State = "rest"
    only: Item | None = None
    nodes: list[float] = field(default_factory=list)

    @property
    def half(self) -> float:
        """Half of its mark's width, in pixels."""
        return max(RADIUS, width(short_count(self.count), COUNT_SIZE, weight=600) / 2 + _AROUND)


def cluster(items: Sequence[Item], side: Side, wide: int, rest: Rest | None = None) -> list[Cluster]:
    """Neighbours within one step of 40 px share a cluster; clusters never overlap each other.

    `rest` are the rows of a crowded window that were never made into items; they are counted step by step.
    """
    steps = int(wide // STEP) + 1
    held: list[list[Item]] = [[] for _ in range(steps)]
    for item in items:
        held[min(max(int(item.at // STEP), 0), steps - 1)].append(item)
    binned = _bins(rest, steps) if rest is not None else [None] * steps
    counts = [len(h) + (b.count if b is not None else 0) for h, b in zip(held, binned, strict=True)]
    for step in range(steps):
        # A lone mark beside a cluster would be covered by it, so it joins the cluster.
        near = [other for other in (step - 1, step + 1) if 0 <= other < steps and counts[other] > 1]
        if counts[step] == 1 and held[step] and near:
            held[near[0]] += held[step]
            held[step] = []
            counts[step], counts[near[0]] = 0, counts[near[0]] + 1
    out = []
    for step, (members, more, count) in enumerate(zip(held, binned, counts, strict=True)):
        if not count:
            continue
        if count == 1 and members:
            one = members[0]
            out.append(Cluster(one.key, side, np.array([one.row]), _NONE, 1, one.at, one.state, one))
            continue
        low, high = step * STEP + RADIUS, (step + 1) * STEP - RADIUS
        middle = sum(i.at for i in members) / len(members) if members and more is None else (low + high) / 2
        at = min(max(middle, low), high)
        rows = np.array([i.row for i in members], dtype=np.int64)
        run = _NONE if more is None else more.run
        rows = rows if more is None else np.concatenate([rows, more.rows])
        state: State = "selected" if any(i.state == "selected" for i in members) else "rest"
        made = Cluster(f"cluster-{side}-{step}", side, rows, run, count, at, state)
        made.at = min(max(at, made.half + 2), wide - made.half - 2)
        out.append(made)
    return out


def count_text(mark: Mark) -> Text:
    """The count in the middle of a cluster's mark."""
    box = mark.box
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2 + 4.5
    return Text(short_count(mark.count), x, y, 0, "count", COUNT_SIZE, 600, "middle")


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """The rows of a crowded window that were not made into items, on the scale that places them."""

    found: Found
    scale: Scale


def rest_of(found: Found, scale: Scale) -> Rest | None:
    """What a window shows besides what was found one by one; None where that is all."""
    return Rest(found, scale) if found.crowded else None


@dataclass(frozen=True, slots=True, eq=False)
class _Bin:
    """The `count` rows of one step of pixels that are not drawn singly: `rows` one by one; or, of many, those that
    began before the window, and a `run` of a track of which some may be drawn singly."""

    rows: Ints
    run: Ints
    count: int


def _bins(rest: Rest, steps: int) -> list[_Bin | None]:
    """What lies in each step of pixels: slices of the track between the days at the steps' edges."""
    found, low_day = rest.found, rest.found.window[0]
    track, (start, end) = found.track, found.within
    edges = np.array([rest.scale.day(step * STEP) for step in range(1, steps)])
    bounds = [start, *np.clip(places(track.first, edges), start, end).tolist(), end]
    begun = place(track.first, low_day)
    out: list[_Bin | None] = []
    drawn = np.diff(np.searchsorted(found.places, bounds)).tolist()
    for low, high, alone in zip(bounds, bounds[1:], drawn, strict=False):
        split = min(max(low, begun), high)
        # Of what began before the window only that which reaches into it is in view.
        early = np.flatnonzero(track.last[low:split] >= low_day) + low
        count = len(early) + high - split - alone
        if count > MOST_MEMBERS:
            out.append(_Bin(track.rows[early], track.rows[split:high], count))
        elif count > 0:
            all_in_view = np.concatenate([early, np.arange(split, high)])
            held = np.setdiff1d(all_in_view, found.places, assume_unique=True)
            out.append(_Bin(track.rows[held], _NONE, count))
        else:
            out.append(None)
    return out


def cluster_marks(
    clusters: Sequence[Cluster],
    rail: float,
    window: tuple[int, int],
    catalogue: Catalogue,
    index: Index,
    noun: str = "events",
    *,
    down: bool = False,
) -> list[Mark]:
    """The marks of clusters on one rail, which runs across the page, or `down` it; a cluster of one is drawn as its
    dot, without words.

    Ids and titles are read for all at once: one by one, that would be most of the cost.
    """
    if not clusters:
        return []
    samples = [_sampled(one) for one in clusters]
    rows, sizes = np.concatenate(samples), [len(sampled) for sampled in samples]
    days, starts = index.first[rows], np.cumsum([0, *sizes[:-1]])
    first = np.maximum(np.minimum.reduceat(days, starts), window[0])
    last = np.minimum(np.maximum.reduceat(days, starts), window[1])
    spans = zip(first.tolist(), last.tolist(), strict=True)
    heavy = rows[np.lexsort((-index.cited[rows], np.repeat(np.arange(len(samples)), sizes)))]
    tops = [heavy[start : start + min(3, size)] for start, size in zip(starts.tolist(), sizes, strict=True)]
    titles = _read(catalogue, "title", tops)
    members = _read(catalogue, "id", [_listed(one) for one in clusters])
    return [
        _mark(one, (rail, one.at) if down else (one.at, rail), noun, span, named, held)
        for one, span, named, held in zip(clusters, spans, titles, members, strict=True)
    ]


def _sampled(one: Cluster) -> Ints:
    """Rows that stand for all of a cluster's: the first of those made into items, and some of a run from end to end."""
    if not len(one.run):
        return one.rows
    spread = one.run if len(one.run) <= _SAMPLE else one.run[_SPREAD * (len(one.run) - 1) // (_SAMPLE - 1)]
    return np.concatenate([one.rows[:_SAMPLE], spread])


def _listed(one: Cluster) -> Ints:
    """The rows whose ids a cluster lists: all of it, or none."""
    return one.rows if one.count <= MOST_MEMBERS else _NONE


def _read(catalogue: Catalogue, column: str, parts: Sequence[Ints]) -> list[list[str]]:
    """The cells of a column for several lots of rows."""
    cells = catalogue.event_texts(column, np.concatenate(parts))
    ends = np.cumsum([len(part) for part in parts]).tolist()
    return [cells[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _mark(one: Cluster, at: Point, noun: str, days: tuple[int, int], named: list[str], held: list[str]) -> Mark:
    """The mark of a cluster whose events begin on the `days` from first to last."""
    (x, y), half = at, one.half
    if one.only is not None:
        return item_mark(one.only, dot_box(x, y), x, y)
    first, last = days
    told = " – ".join(dict.fromkeys(dates.day_words(day, "short") for day in (first, last)))
    title = f"{one.count:,} {noun if one.count > 1 else noun.removesuffix('s')}, {told}"
    names = ", ".join(named[: one.count])
    more = f" and {one.count - 3:,} more" if one.count > 3 else ""
    return Mark(
        key=one.key,
        kind="cluster",
        side=one.side,
        shape="cluster",
        box=Box(x - half, y - RADIUS, x + half, y + RADIUS),
        x=x,
        y=y,
        title=title,
        date=told,
        count=one.count,
        members=tuple(held),
        state=one.state,
        window=f"{dates.day_text(first - _OPEN)}/{dates.day_text(last + _OPEN)}",
        word=f"{title}: {names}{more}. Opens on click",
    )
