"""Labels in a column beside a vertical rail: wrapped, stacked in time order, each joined to its mark by a thin line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from timeline import dates
from timeline.packing import spread
from timeline.scene.curves import Point
from timeline.scene.found import Words
from timeline.scene.items import DATE_SIZE, DOT, TITLE_SIZE, Item
from timeline.scene.lanes import make_label
from timeline.scene.scene import Box, Label, Text
from timeline.widths import wrapped

Lines = tuple[tuple[str, float], ...]
"""Lines of text with their widths."""

LINE: Final = 16.0
DATE_LINE: Final = 15.0
APART: Final = 9.0
COLUMN_LINE: Final = 21.0


@dataclass(slots=True)
class Worded:
    """An item with its wrapped title and date, and the height of its label."""

    item: Item
    lines: Lines
    dated: Lines
    height: float


def worded(item: Item, column: float) -> Worded:
    """The item's words wrapped to a column of that many pixels."""
    lines, dated = _wrapped(item.whole, item.date, column)
    return Worded(item, lines, dated, _height(lines, dated))


def label_height(words: Words, column: float) -> float:
    """How high the label of a row will be in a column of that many pixels."""
    return _height(*_wrapped(words.title, dates.text_words(words.date, "short"), column))


def _wrapped(title: str, date: str, column: float) -> tuple[Lines, Lines]:
    return wrapped(title, column, 3, TITLE_SIZE, "cond", 500), wrapped(date, column, 2, DATE_SIZE, "cond", 400)


def _height(lines: Lines, dated: Lines) -> float:
    return len(lines) * LINE + len(dated) * DATE_LINE


def column_labels(items: Sequence[Item], edge: float, top: float, bottom: float, axis: float) -> dict[str, Label]:
    """One-line labels by key for points on a vertical axis, stacked from `edge`; items in order of `at`."""
    middles = spread(
        [item.at for item in items], COLUMN_LINE, top + COLUMN_LINE / 2, max(top, bottom - COLUMN_LINE / 2)
    )
    labels = {}
    for item, y in zip(items, middles, strict=True):
        label = make_label(item, edge, y + 4.6, dated=True, inside=False)
        labels[item.key] = replace(label, leader=((edge - 3, y), (edge - 7, y), (axis + DOT, item.at)))
    return labels


def label_in_column(one: Worded, y0: float, edge: float, out: float, meet: Point) -> Label:
    """The label from `y0` down, its lines ending (`out` -1, left of the rail) or starting (1) at `edge`.

    Its leader ends at `meet`, the mark.
    """
    anchor: Literal["start", "end"] = "end" if out < 0 else "start"
    texts = [
        Text(line, edge, y0 + 13 + k * LINE, wide, "title", TITLE_SIZE, 500, anchor)
        for k, (line, wide) in enumerate(one.lines)
    ]
    below = y0 + len(one.lines) * LINE + 12
    texts += [
        Text(line, edge, below + k * DATE_LINE, wide, "date", DATE_SIZE, 400, anchor)
        for k, (line, wide) in enumerate(one.dated)
    ]
    wide = max(t.width for t in texts)
    box = (
        Box(edge - wide, y0, edge, y0 + one.height) if anchor == "end" else Box(edge, y0, edge + wide, y0 + one.height)
    )
    near = edge - out * 3
    return Label(tuple(texts), box, False, ((near, y0 + 8), (near - out * 4, y0 + 8), meet))


def stack(told: Sequence[Worded], top: float, bottom: float) -> list[float]:
    """Tops of labels in order, none overlapping."""
    if not told:
        return []
    heights = [w.height for w in told]
    middles = [(w.item.at if w.item.dot else w.item.start) - 9 + w.height / 2 for w in told]
    sizes = [height + APART for height in heights]
    placed = spread(middles, 0.0, top + heights[0] / 2, max(top, bottom - heights[-1] / 2), sizes)
    return [at - height / 2 for at, height in zip(placed, heights, strict=True)]
