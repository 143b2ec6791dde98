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
    low = int(start) if start > 0 else 0
    high = int(end) + 1 if end < width else width
    return ((1 << (high - low)) - 1) << low if high > low else 0


def stems_mask(stems: Iterable[float], width: int) -> int:
    """The bits of vertical lines, with two pixels of air on each side."""
    bits = 0
    for x in stems:
        bits |= mask(x - 2, x + 2, width)
    return bits


@dataclass(slots=True)
class Rows:
    """Rows of one band, as bit masks: `taken` (bars, labels, dots), `words` (of these all but the bars), and `full`
    (what is taken, and the stems that pass through)."""

    count: int
    posts: int = 0
    """Lines that cross every row (today, day 0), as a mask: no words stand on them, marks may."""
    taken: list[int] = field(init=False)
    words: list[int] = field(init=False)
    full: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.taken, self.words, self.full = ([0] * self.count for _ in range(3))

    def find(self, mark: int, label: int, stems: int, *, bar: bool, first: int = 0) -> int | None:
        """The first row with room for a mark, its label (0: none, or inside) and its stems, as masks.

        A bar may cover stems of rows further out (stems run behind bars); a dot and a label outside a bar may not.
        `first` is the row found for the mark without its label, if that was asked before: it is no nearer with one.
        """
        if label & self.posts:
            return None
        behind, clear = (mark, label) if bar else (0, label | mark)
        taken, words, full = self.taken, self.words, self.full
        for row in range(first, self.count):
            if not (clear & full[row] or behind & taken[row]):
                return row
            if stems & words[row]:
                return None  # the stems would cross these words from every row further out
        return None

    def take(self, row: int, mark: int, label: int, stems: int, *, bar: bool) -> None:
        """Put it there."""
        self.taken[row] |= mark | label
        self.full[row] |= mark | label
        self.words[row] |= label if bar else label | mark
        if stems:
            for nearer in range(row):
                self.full[nearer] |= stems


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
    if offsets[-1] and offsets[-1] > high - low:
        squeeze = (high - low) / offsets[-1]
        offsets = [offset * squeeze for offset in offsets]
    level = rising([at - offset for at, offset in zip(wanted, offsets, strict=True)])
    latest = high - offsets[-1]
    return [min(max(start, low), latest) + offset for start, offset in zip(level, offsets, strict=True)]


def rising(wanted: Sequence[float]) -> list[float]:
    """The nearest numbers (least squares) that never fall: pool adjacent violators."""
    blocks: list[tuple[float, float, int]] = []
    for value in wanted:
        mean, total, count = value, value, 1
        while blocks and blocks[-1][0] > mean:
            _, before, many = blocks.pop()
            total, count = total + before, count + many
            mean = total / count
        blocks.append((mean, total, count))
    return [mean for mean, _, count in blocks for _ in range(count)]
