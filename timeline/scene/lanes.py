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
    worded = [_Slot(item, width, worded=True) for item in heavy[: 2 * roomy]]
    bare = [_Slot(item, width, worded=False) for item in heavy[2 * roomy :]]
    tiers = worded[:roomy], worded[roomy:]
    lines = stems_mask(posts, width)
    many = len(items) > _MANY
    orders = (_ORDERS[0], _ORDERS[-1]) if many else _ORDERS
    best: _Try | None = None
    for order in orders:
        queue: list[Queued] = [pair for tier in tiers for pair in order(tier, width)]
        queue += [(slot, ()) for slot in bare]
        for _ in range(1 if many else _TRIES if len(items) > _FEW else 3 * _TRIES):
            done = _fill(queue, Rows(count, lines))
            if best is None or done.score > best.score + 1e-9:
                best = done
            # What found no room goes first in the next try; where it went first already, nothing would change.
            if all(slot.poor for slot, _ in queue[: done.poor]):
                break
            queue = [pair for pair in queue if pair[0].poor] + [pair for pair in queue if not pair[0].poor]
        if best is not None and not best.left and all(p.where and p.dated for p in best.placed):
            break
    assert best is not None
    return best.placed, best.left


class _Slot:
    """An item with the bits of its mark and its stems, and of its words: every try and order asks for the same."""

    __slots__ = ("_extent", "_width", "_words", "item", "long", "mark", "poor", "stems", "wide")

    def __init__(self, item: Item, width: int, *, worded: bool) -> None:
        self.item = item
        self._extent = _extent(item)
        self.mark, self.stems = mask(*self._extent, width), stems_mask(item.nodes, width)
        self.wide = _label_width(item) if worded else 0.0
        self.long = worded and _is_long(item)
        self.poor = False
        """Whether the last try found no room for its words."""
        self._width = width
        self._words: dict[tuple[Where, bool], int | None] = {}

    def words(self, where: Where, dated: bool) -> int | None:
        """The bits of the words beside the mark, 0 inside it; None where they do not fit."""
        key = where, dated
        if key not in self._words:
            self._words[key] = self._beside(where, self.wide if dated else self.item.title_width)
        return self._words[key]

    def _beside(self, where: Where, wide: float) -> int | None:
        """The bits of so many pixels of words, with air around."""
        if where == "inside":
            return 0 if not self.item.dot and _inside_room(self.item) >= wide + GAP else None
        low, high = self._extent
        if where == "right":
            fits = high + GAP + wide <= self._width - _EDGE
            return mask(high + 1, high + GAP + wide + _AIR, self._width) if fits else None
        fits = low - GAP - wide >= _EDGE
        return mask(low - GAP - wide - _AIR, low - 1, self._width) if fits else None


Queued = tuple[_Slot, tuple[Where, ...]]
"""An item and the sides on which its words may stand, the best first."""


@dataclass(slots=True)
class _Try:
    """What one order made of the items; `poor` counts those without words."""

    placed: list[Placed]
    left: list[Item]
    score: float
    poor: int


def _fill(queue: Sequence[Queued], rows: Rows) -> _Try:
    placed, left = [], []
    score, poor = 0.0, 0
    for slot, sides in queue:
        found = _put(slot, sides, rows)
        slot.poor = found is None or found.where is None
        poor += slot.poor
        if found is None:
            left.append(slot.item)
        else:
            placed.append(found)
            score += (slot.item.weight + 5) * (0.3 if slot.poor else 1.0 if found.dated else 0.9)
    return _Try(placed, left, score, poor)


def _staircase(slots: Sequence[_Slot], width: int) -> Iterator[Queued]:
    """Long bars; then what has no room for a label on its left, from right to left; then the rest, left to right."""
    yield from _long_bars(slots)
    points = sorted((s for s in slots if not s.long), key=lambda s: s.item.at)
    edge = [s for s in points if s.item.start - GAP - s.wide < 0]
    for slot in reversed(edge):
        yield slot, ("right", "left")
    free = [s for s in points if s.item.start - GAP - s.wide >= 0]
    followers = [*(s.item.start for s in free[1:]), float(width)]
    for slot, following in zip(free, followers, strict=False):
        roomy = slot.item.end + GAP + slot.wide + _AIR < following
        yield slot, ("right", "left") if roomy else ("left", "right")


def _mirrored(slots: Sequence[_Slot], width: int) -> Iterator[Queued]:
    """The staircase seen in a mirror: labels to the right, from right to left."""
    yield from _long_bars(slots)
    points = sorted((s for s in slots if not s.long), key=lambda s: -s.item.at)
    edge = [s for s in points if s.item.end + GAP + s.wide > width]
    for slot in reversed(edge):
        yield slot, ("left", "right")
    for slot in points:
        if slot.item.end + GAP + slot.wide <= width:
            yield slot, ("right", "left")


def _rising(slots: Sequence[_Slot], width: int) -> Iterator[Queued]:
    """Left to right, bars and points alike, so that short intervals join the staircase in their own place."""
    del width
    for slot in sorted(slots, key=lambda s: s.item.start):
        yield slot, ("inside", "left", "right")


def _heaviest(slots: Sequence[_Slot], width: int) -> Iterator[Queued]:
    """By weight alone: the last resort that keeps what is selected and what is cited most."""
    del width
    for slot in sorted(slots, key=lambda s: (-s.item.weight, s.item.at)):
        yield slot, ("inside", "right", "left")


Order = Callable[[Sequence[_Slot], int], Iterator[Queued]]
_ORDERS: Final[tuple[Order, ...]] = (_staircase, _mirrored, _rising, _heaviest)


def _long_bars(slots: Sequence[_Slot]) -> Iterator[Queued]:
    for slot in sorted((s for s in slots if s.long), key=lambda s: (s.item.start, -s.item.end)):
        yield slot, ("inside",)


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


def _put(slot: _Slot, sides: tuple[Where, ...], rows: Rows) -> Placed | None:
    item, mark, stems = slot.item, slot.mark, slot.stems
    bar = not item.dot
    # Where the mark alone has no room it has none with words either, and with words it is no nearer to the rail.
    bare = rows.find(mark, 0, stems, bar=bar)
    if bare is None:
        return None
    if sides:
        for dated in (True, False) if item.date else (True,):
            for where in sides:
                label = slot.words(where, dated)
                if label is None:
                    continue
                row = rows.find(mark, label, stems, bar=bar, first=bare) if label else bare
                if row is not None:
                    rows.take(row, mark, label, stems, bar=bar)
                    return Placed(item, row, where, dated)
    rows.take(bare, mark, 0, stems, bar=bar)
    return Placed(item, bare, None, False)


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
