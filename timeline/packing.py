"""Rows for marks and labels without overlap: pure, no state outside a `Rows`.

A row is kept as whole numbers whose bits are its pixels, so "is there room" is one AND of two numbers however many
marks stand there. Rows count outwards from the rail: row 0 is nearest to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate


def mask(start: float, end: float, width: int) -> int:
    """The bits of the pixels from `start` to `end`, clipped to `0..width`."""
    low, high = max(0, int(start)), min(width, int(end) + 1)
    return ((1 << (high - low)) - 1) << low if high > low else 0


def stems_mask(stems: Iterable[float], width: int) -> int:
    """The bits of vertical lines, with two pixels of air on each side."""
    bits = 0
    for x in stems:
        bits |= mask(x - 2, x + 2, width)
    return bits


@dataclass(slots=True)
class Rows:
    """Rows of one band, as bit masks: `bars`; `words` (labels outside bars, and dots); `stems` that pass through.

    `below[r]` joins the words of all rows nearer to the rail than r: what a stem from row r must not cross.
    """

    count: int
    posts: int = 0
    """Lines that cross every row (today, day 0), as a mask: no words stand on them, marks may."""
    bars: list[int] = field(init=False)
    words: list[int] = field(init=False)
    stems: list[int] = field(init=False)
    below: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.bars, self.words, self.stems, self.below = ([0] * self.count for _ in range(4))

    def find(self, mark: int, label: int, stems: int, *, bar: bool, first: int = 0) -> int | None:
        """The first row, from `first` on, with room for a mark, its label (0: none, or inside) and its stems, as masks.

        A bar may cover stems of rows further out (stems run behind bars); a dot and a label outside a bar may not.
        """
        if label & self.posts:
            return None
        for row in range(first, self.count):
            if stems & self.below[row]:
                return None  # what lies nearer to the rail only grows with the row
            taken = self.bars[row] | self.words[row]
            if not (mark & taken or (label | (0 if bar else mark)) & (taken | self.stems[row])):
                return row
        return None

    def take(self, row: int, mark: int, label: int, stems: int, *, bar: bool) -> None:
        """Put it there."""
        if bar:
            self.bars[row] |= mark
        words = label if bar else label | mark
        if words:
            self.words[row] |= words
            for above in range(row + 1, self.count):
                self.below[above] |= words
        if stems:
            for nearer in range(row):
                self.stems[nearer] |= stems


def spread(
    wanted: Sequence[float], gap: float, low: float, high: float, sizes: Sequence[float] | None = None
) -> list[float]:
    """Positions apart, in the order of `wanted` (sorted), as near to it as can be, within `low..high`.

    Neighbours keep `gap` between their middles, or half of both their `sizes` where those are given. Those too close
    form a block centred on its mean, as in isotonic regression; without enough room the distances shrink evenly.
    """
    n = len(wanted)
    if n == 0:
        return []
    steps = [gap if sizes is None else (sizes[k] + sizes[k + 1]) / 2 for k in range(n - 1)]
    offsets = list(accumulate(steps, initial=0.0))
    squeeze = min(1.0, (high - low) / offsets[-1]) if offsets[-1] else 1.0
    offsets = [offset * squeeze for offset in offsets]
    level = rising([at - offset for at, offset in zip(wanted, offsets, strict=True)])
    return [min(max(start, low), high - offsets[-1]) + offset for start, offset in zip(level, offsets, strict=True)]


def rising(wanted: Sequence[float]) -> list[float]:
    """The nearest numbers (least squares) that never fall: pool adjacent violators."""
    blocks: list[tuple[float, int]] = []
    for value in wanted:
        total, count = value, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            total, count = total + blocks[-1][0], count + blocks[-1][1]
            blocks.pop()
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]
