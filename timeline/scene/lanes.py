"""Rows and labels for the items of one band: intervals first, then a staircase of points; labels dropped by weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from timeline.packing import Rows, mask, stems_mask
from timeline.scene.items import DATE_SIZE, DOT, TITLE_SIZE, Item, item_mark
from timeline.scene.scene import Box, Label, Mark, Text

Where = Literal["inside", "right", "left"]

LANE: Final = 27.0
BAR: Final = 18.0
GAP: Final = 7.0
"""Between a mark and its label."""
_AIR: Final = 8.0
"""Between one label and the next mark."""
_EDGE: Final = 6.0
_TRIES: Final = 3
_FEW: Final = 18
_MANY: Final = 36
"""From so many items on, fewer orders are tried: what is gained for one label is lost for another."""
_WORDS_GAP: Final = 5.0
"""Between a title and its date."""


@dataclass(slots=True)
class Placed:
    """An item in its row (0 is nearest to the rail), with the side of its label and whether the date is written."""

    item: Item
    row: int
    where: Where | None
    dated: bool


def place(
    items: Sequence[Item], count: int, width: int, posts: Sequence[float] = ()
) -> tuple[list[Placed], list[Item]]:
    """Items in at most `count` rows, and those that have no room at all.

    Several orders are tried (staircase falling to the left, to the right, heaviest first); the one that keeps most
    weight in labels wins. `posts` are lines across all rows (today, day 0). No label meets another label, a mark or a
    stem; a stem passes behind bars only.
    """
    roomy = max(6, int(count * width / 210))
    heavy = sorted(items, key=lambda i: -i.weight)
    worded, bare = heavy[: 2 * roomy], heavy[2 * roomy :]
    tiers = worded[:roomy], worded[roomy:]
    masks = _Masks(width)
    many = len(items) > _MANY
    orders = (_ORDERS[0], _ORDERS[-1]) if many else _ORDERS
    best: tuple[float, list[Placed], list[Item]] | None = None
    for order in orders:
        queue = [pair for tier in tiers for pair in order(tier, width)] + [(item, ()) for item in bare]
        for _ in range(1 if many else _TRIES if len(items) > _FEW else 3 * _TRIES):
            placed, left = _fill(queue, Rows(count, stems_mask(posts, width)), masks)
            score = sum((p.item.weight + 5) * (1.0 if p.where and p.dated else 0.9 if p.where else 0.3) for p in placed)
            if best is None or score > best[0] + 1e-9:
                best = score, placed, left
            poor = {id(item) for item in left} | {id(p.item) for p in placed if p.where is None}
            if not poor:
                break
            # What found no room goes first in the next try.
            queue = [pair for pair in queue if id(pair[0]) in poor] + [
                pair for pair in queue if id(pair[0]) not in poor
            ]
        if best is not None and not best[2] and all(p.where and p.dated for p in best[1]):
            break
    assert best is not None
    return best[1], best[2]


class _Masks:
    """The bits of each item's mark, stems and words; every try and order asks for the same, so they are kept."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._marks: dict[int, tuple[int, int]] = {}
        self._words: dict[tuple[int, Where, bool], int | None] = {}

    def mark(self, item: Item) -> tuple[int, int]:
        """Of the mark, and of its stems."""
        found = self._marks.get(id(item))
        if found is None:
            found = mask(*_extent(item), self._width), stems_mask(item.nodes, self._width)
            self._marks[id(item)] = found
        return found

    def words(self, item: Item, where: Where, dated: bool) -> int | None:
        """Of the words beside the mark, 0 inside it; None where they do not fit."""
        key = id(item), where, dated
        if key not in self._words:
            extent = _words_extent(item, where, dated, self._width)
            self._words[key] = None if extent is None else 0 if where == "inside" else mask(*extent, self._width)
        return self._words[key]


def _fill(
    queue: Sequence[tuple[Item, tuple[Where, ...]]], rows: Rows, masks: _Masks
) -> tuple[list[Placed], list[Item]]:
    placed, left = [], []
    for item, sides in queue:
        found = _put(item, sides, rows, masks)
        if found is None:
            left.append(item)
        else:
            placed.append(found)
    return placed, left


def _staircase(items: Sequence[Item], width: int) -> Iterator[tuple[Item, tuple[Where, ...]]]:
    """Long bars; then what has no room for a label on its left, from right to left; then the rest, left to right."""
    yield from _long_bars(items)
    points = sorted((i for i in items if not _is_long(i)), key=lambda i: i.at)
    edge = [i for i in points if i.start - GAP - _label_width(i) < 0]
    for item in reversed(edge):
        yield item, ("right", "left")
    free = [i for i in points if i.start - GAP - _label_width(i) >= 0]
    for k, item in enumerate(free):
        following = free[k + 1].start if k + 1 < len(free) else float(width)
        roomy = item.end + GAP + _label_width(item) + _AIR < following
        yield item, ("right", "left") if roomy else ("left", "right")


def _mirrored(items: Sequence[Item], width: int) -> Iterator[tuple[Item, tuple[Where, ...]]]:
    """The staircase seen in a mirror: labels to the right, from right to left."""
    yield from _long_bars(items)
    points = sorted((i for i in items if not _is_long(i)), key=lambda i: -i.at)
    edge = [i for i in points if i.end + GAP + _label_width(i) > width]
    for item in reversed(edge):
        yield item, ("left", "right")
    for item in points:
        if item.end + GAP + _label_width(item) <= width:
            yield item, ("right", "left")


def _rising(items: Sequence[Item], width: int) -> Iterator[tuple[Item, tuple[Where, ...]]]:
    """Left to right, bars and points alike, so that short intervals join the staircase in their own place."""
    del width
    for item in sorted(items, key=lambda i: i.start):
        yield item, ("inside", "left", "right")


def _heaviest(items: Sequence[Item], width: int) -> Iterator[tuple[Item, tuple[Where, ...]]]:
    """By weight alone: the last resort that keeps what is selected and what is cited most."""
    del width
    for item in sorted(items, key=lambda i: (-i.weight, i.at)):
        yield item, ("inside", "right", "left")


Order = Callable[[Sequence[Item], int], Iterator[tuple[Item, tuple[Where, ...]]]]
_ORDERS: Final[tuple[Order, ...]] = (_staircase, _mirrored, _rising, _heaviest)


def _long_bars(items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Where, ...]]]:
    for item in sorted((i for i in items if _is_long(i)), key=lambda i: (i.start, -i.end)):
        yield item, ("inside",)


def _is_long(item: Item) -> bool:
    return not item.dot and _inside_room(item) >= item.title_width + 2 * GAP


def _inside_room(item: Item) -> float:
    return item.end - _inside_start(item)


def _inside_start(item: Item) -> float:
    """Words inside a bar begin after its hatching, so that they stay legible."""
    hatched = item.hatch[0][1] if item.hatch and item.hatch[0][0] <= item.start + 0.5 else item.start
    return hatched + GAP


def _label_width(item: Item, dated: bool = True) -> float:
    return item.title_width + (_WORDS_GAP + item.date_width if dated and item.date else 0.0)


def _extent(item: Item) -> tuple[float, float]:
    if not item.dot:
        return item.start, item.end
    low, high = item.at - DOT - 1, item.at + DOT + 1
    return (min(low, item.whisker[0]), max(high, item.whisker[1])) if item.whisker else (low, high)


def _put(item: Item, sides: tuple[Where, ...], rows: Rows, masks: _Masks) -> Placed | None:
    bar = not item.dot
    mark, stems = masks.mark(item)
    # Where the mark alone has no room it has none with words either, and with words it is no nearer to the rail.
    bare = rows.find(mark, 0, stems, bar=bar)
    if bare is None:
        return None
    for dated in (True, False) if item.date else (True,):
        for where in sides:
            label = masks.words(item, where, dated)
            if label is None:
                continue
            row = rows.find(mark, label, stems, bar=bar, first=bare) if label else bare
            if row is not None:
                rows.take(row, mark, label, stems, bar=bar)
                return Placed(item, row, where, dated)
    rows.take(bare, mark, 0, stems, bar=bar)
    return Placed(item, bare, None, False)


def _words_extent(item: Item, where: Where, dated: bool, width: int) -> tuple[float, float] | None:
    """Where the words of a label would stand along the axis, with air around; None where they do not fit."""
    wide = _label_width(item, dated)
    if where == "inside":
        fits = not item.dot and _inside_room(item) >= wide + GAP
        return (_inside_start(item), _inside_start(item) + wide) if fits else None
    low, high = _extent(item)
    if where == "right":
        return (high + 1, high + GAP + wide + _AIR) if high + GAP + wide <= width - _EDGE else None
    return (low - GAP - wide - _AIR, low - 1) if low - GAP - wide >= _EDGE else None


def to_mark(placed: Placed, centre: float) -> Mark:
    """The placed item as a Mark whose row has its middle at `centre`."""
    item = placed.item
    low, high = _extent(item)
    box = (
        Box(item.start, centre - BAR / 2, item.end, centre + BAR / 2)
        if not item.dot
        else Box(item.at - DOT, centre - DOT, item.at + DOT, centre + DOT)
    )
    label = None
    if placed.where:
        wide = _label_width(item, placed.dated)
        x = (
            _inside_start(item)
            if placed.where == "inside"
            else high + GAP
            if placed.where == "right"
            else low - GAP - wide
        )
        label = make_label(item, x, centre + 4.6, placed.dated, inside=placed.where == "inside")
    return item_mark(item, box, item.at, centre, label)


def make_label(item: Item, x: float, baseline: float, dated: bool, *, inside: bool) -> Label:
    """Title and date on one line from `x`."""
    lines = [Text(item.title, x, baseline, item.title_width, "title", TITLE_SIZE, 500)]
    if dated and item.date:
        lines.append(Text(item.date, x + item.title_width + _WORDS_GAP, baseline, item.date_width, "date", DATE_SIZE))
    box = Box(x, baseline - 12.5, x + _label_width(item, dated), baseline + 4.5)
    return Label(tuple(lines), box, inside)
