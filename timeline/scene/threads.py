"""Where threads leave and arrive: one node a point, sliding nodes on bars; and the words in the gutter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from timeline.packing import spread
from timeline.scene.clusters import RADIUS, Cluster
from timeline.scene.curves import SAMPLES, Point, curve
from timeline.scene.items import Item
from timeline.scene.links import (
    APART,
    MOST_THREADS,
    Bundle,
    draw_bundle,
    ribbon,
    span_words,
    strand_thread,
    years_words,
)
from timeline.scene.scene import Box, Side, State, Tag, Text, Thread
from timeline.schema import VERDICTS
from timeline.widths import width

NODE_GAP: Final = 9.0
BAR_NODE_GAP: Final = 14.0
MOST_NUDGE: Final = 12.0
LEAN: Final = 3.0
MOST_LEAN: Final = 13.0
"""Between bundles that share a spot, and how much room they take together."""
STUB: Final = 46.0
SHEET_STEP: Final = 17.0
MOST_SHEETS: Final = 3
TAG_SIZE: Final = 12.5
MANY_THREADS: Final = 40
DRAWN_FIRST: Final[dict[State, int]] = {"receded": 0, "rest": 1, "lit": 2, "selected": 3}


@dataclass(slots=True)
class Spot:
    """A node: the mark it belongs to and its place along the rail."""

    key: str
    side: Side
    x: float


@dataclass(slots=True)
class Join:
    """A bundle with its two spots; `end` is None for stubs. Beside its neighbours it leans off the spots' middle."""

    bundle: Bundle
    start: Spot
    end: Spot | None
    lean_start: float = 0.0
    lean_end: float = 0.0


def join(
    bundled: Sequence[Bundle],
    items: Mapping[Side, list[Item]],
    clusters: Mapping[Side, list[Cluster]],
    wide: int,
    *,
    pinned: bool = False,
    fixed: bool = False,
) -> list[Join]:
    """Spots for all bundles, apart on each rail; sets the `nodes` of items so that stems know where to stand.

    Points move with their node, from where they were first (`home`).
    `pinned`: nodes of bars sit on their first day (in step) and do not slide towards their partner. `fixed`: nodes stay
    where they are wanted even if they touch, as the stems of a crowded picture were placed before its links were known.
    """
    past = _places(items["then"], clusters["then"])
    present = _places(items["now"], clusters["now"])
    for owner in (*past.values(), *present.values()):
        owner.nodes = []
        if isinstance(owner, Item) and owner.dot:
            owner.move(owner.home)
    spots: dict[tuple[str, Side], list[Spot]] = {}
    joins = []
    for bundle in bundled:
        one = past[bundle.past]
        other = present.get(bundle.present)
        start = _spot(spots, one, "then", _toward(one, other, pinned))
        end = _spot(spots, other, "now", _toward(other, one, pinned)) if other is not None else None
        joins.append(Join(bundle, start, end))
    for side, owners in (("then", past), ("now", present)):
        mine = sorted((s for (_, s_side), group in spots.items() if s_side == side for s in group), key=lambda s: s.x)
        sizes = [2 * RADIUS + 2 if _is_crowd(owners[s.key]) else NODE_GAP for s in mine]
        wanted = [s.x for s in mine]
        moved = wanted if fixed else spread(wanted, NODE_GAP, 4, wide - 4, sizes)
        for spot, x in zip(mine, moved, strict=True):
            spot.x = round(min(max(x, spot.x - MOST_NUDGE), spot.x + MOST_NUDGE), 1)
            owner = owners[spot.key]
            owner.nodes.append(spot.x)
            if isinstance(owner, Cluster):
                owner.at = spot.x
            elif owner.dot:
                owner.move(spot.x)  # a point stands on its own stem
    _lean(joins)
    return joins


def _is_crowd(owner: Item | Cluster) -> bool:
    return isinstance(owner, Cluster) and owner.only is None


def _lean(joins: Sequence[Join]) -> None:
    """Set bundles that share a spot side by side, in the order of their far ends, so that no thread hides another."""
    shared: dict[int, list[tuple[float, Join, bool]]] = {}
    for one in joins:
        far = one.end.x if one.end is not None else one.start.x
        shared.setdefault(id(one.start), []).append((far, one, True))
        if one.end is not None:
            shared.setdefault(id(one.end), []).append((one.start.x, one, False))
    for group in shared.values():
        if len(group) < 2:
            continue
        group.sort(key=lambda member: (member[0], member[1].bundle.past, member[1].bundle.present))
        wide = [_across(one.bundle) for _, one, _ in group]
        total = sum(wide) + LEAN * (len(group) - 1)
        squeeze = min(1.0, MOST_LEAN / total)
        at = -total * squeeze / 2
        for (_, one, first), own in zip(group, wide, strict=True):
            middle = at + own * squeeze / 2
            at += (own + LEAN) * squeeze
            if first:
                one.lean_start = round(middle, 1)
            else:
                one.lean_end = round(middle, 1)


def _across(bundle: Bundle) -> float:
    """How wide a bundle is drawn."""
    return 2.0 + APART * (min(bundle.count, MOST_THREADS) - 1)


def _places(items: Iterable[Item], clusters: Iterable[Cluster]) -> dict[str, Item | Cluster]:
    found: dict[str, Item | Cluster] = {item.key: item for item in items}
    return found | {cluster.key: cluster for cluster in clusters}


def _toward(owner: Item | Cluster, other: Item | Cluster | None, pinned: bool) -> float:
    """Where on its own extent a mark is nearest to its partner; a point has no choice."""
    if isinstance(owner, Cluster) or owner.dot:
        return owner.at
    if pinned:
        return owner.start + 1
    low, high = owner.start + 8, max(owner.start + 8, owner.end - 8)
    if other is None:
        return min(low + 6, high)
    if isinstance(other, Cluster) or other.dot:
        return min(max(other.at, low), high)
    if other.start > high or other.end < low:
        return high if other.start > high else low
    return (max(low, other.start + 8) + min(high, max(other.start + 8, other.end - 8))) / 2


def _spot(spots: dict[tuple[str, Side], list[Spot]], owner: Item | Cluster, side: Side, x: float) -> Spot:
    """The owner's node at x, or its nearest one where a second would stand too close."""
    mine = spots.setdefault((owner.key, side), [])
    for spot in mine:
        if abs(spot.x - x) < BAR_NODE_GAP:
            return spot
    mine.append(Spot(owner.key, side, x))
    return mine[-1]


def nodes_of(joins: Iterable[Join]) -> list[Spot]:
    """Every spot once, clusters left out: a cluster is its own node."""
    spots = {id(spot): spot for one in joins for spot in (one.start, one.end) if spot is not None}
    return [spot for spot in spots.values() if not spot.key.startswith("cluster-")]


def draw_threads(joins: Sequence[Join], then_rail: float, now_rail: float, wide: int) -> tuple[list[Thread], list[Tag]]:
    """All threads and their tags, in drawing order."""
    threads: list[Thread] = []
    tags: list[Tag] = []
    for one in joins:
        if one.end is None:
            x = one.start.x + one.lean_start
            drawn = stub_threads(one, (x, then_rail), _sheet_at(x, then_rail + STUB), across=False)
        else:
            drawn = draw_bundle(
                one.bundle,
                (one.start.x + one.lean_start, then_rail),
                (one.end.x + one.lean_end, now_rail),
                across=False,
            )
        threads += drawn
        for thread in drawn:
            if thread.count > 1:
                tags.append(tag_on(thread, f"{thread.count:,} reports", wide, verdict=""))
            elif thread.state == "selected" and not thread.stub:
                years = next(s.years for s in one.bundle.strands if f"{s.report}>{s.history}" == thread.key)
                tags.append(tag_on(thread, years_words(years), wide, verdict=thread.verdict))
    return in_order(threads), apart(tags, wide)


def in_order(threads: Iterable[Thread]) -> list[Thread]:
    """Threads in drawing order: receded first, selected last, long before short.

    Among more than MANY_THREADS the eye follows verdicts, not lines: those of one verdict lie together, gravest on top.
    """
    drawn = list(threads)
    many = len(drawn) > MANY_THREADS

    def place(thread: Thread) -> tuple[int, int, float, str]:
        (x0, y0), (x1, y1) = thread.curve[0], thread.curve[3]
        grave = -VERDICTS.index(thread.verdict) if many else 0
        return DRAWN_FIRST[thread.state], grave, -abs(x1 - x0) - abs(y1 - y0), thread.key

    return sorted(drawn, key=place)


def _sheet_at(x: float, y: float) -> Callable[[float], Point]:
    return lambda offset: (x + offset, y)


def stub_threads(one: Join, start: Point, end: Callable[[float], Point], *, across: bool) -> list[Thread]:
    """Short threads that end in a sheet of paper, side by side; from four on, one with a count.

    `end` gives the far point for an offset along the rail.
    """
    strands = one.bundle.strands
    if one.bundle.count > MOST_SHEETS:
        return [replace(ribbon(one.bundle, curve(start, end(0.0), across=across)), width=12.0)]
    return [
        strand_thread(strand, curve(start, end((k - (len(strands) - 1) / 2) * SHEET_STEP), across=across), stub=True)
        for k, strand in enumerate(strands)
    ]


def tag_on(thread: Thread, words: str, wide: float, *, verdict: str) -> Tag:
    """A pill at the middle of a thread, within the frame."""
    if thread.stub:
        x, y = thread.curve[3][0], thread.curve[3][1] + 18
    else:
        x, y = thread.points[SAMPLES // 2]
    size = width(words, TAG_SIZE, weight=600)
    total = size + (34 if verdict else 20)
    left = min(max(x - total / 2, 2), wide - total - 2)
    text = Text(words, left + (24 if verdict else 10), y + 4.4, size, "tag", TAG_SIZE, 600)
    return Tag(thread.key, text, Box(left, y - 13, left + total, y + 13), verdict, thread.state)


def apart(tags: list[Tag], wide: int) -> list[Tag]:
    """Tags that would meet are moved apart sideways; the selected one keeps its place."""
    kept: list[Tag] = []
    for tag in sorted(tags, key=lambda t: (-DRAWN_FIRST[t.state], t.box.x0)):
        x0, x1 = tag.box.x0, tag.box.x1
        if x0 < 0 or x1 > wide:
            continue
        near = [other.box for other in kept if x0 < other.box.x1 and other.box.x0 < x1]
        for shift in (0, 15, -15, 30, -30, 45, -45):
            box = Box(x0, tag.box.y0 + shift, x1, tag.box.y1 + shift)
            if not any(box.meets(other) for other in near):
                kept.append(replace(tag, box=box, text=replace(tag.text, y=tag.text.y + shift)))
                break
    return kept


def gutter_words(
    years: tuple[int, int] | None, threads: Sequence[Thread], then_rail: float, now_rail: float
) -> list[Text]:
    """`78 to 81 years apart` at the left of the gutter, if no thread passes there."""
    told = span_words(years)
    if not told:
        return []
    head, _, tail = told.rpartition(" years apart")
    lines = [head, "years apart"] if head and not tail else [told]
    wide = max(width(line, 15, "serif") for line in lines)
    if any(min(t.curve[0][0], t.curve[3][0]) < 16 + wide + 12 for t in threads):
        return []
    middle = (then_rail + now_rail) / 2
    return [
        Text(line, 16, middle + 5 + (k - (len(lines) - 1) / 2) * 19, width(line, 15, "serif"), "gutter", 15)
        for k, line in enumerate(lines)
    ]
