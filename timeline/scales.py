"""Day numbers to positions and back: one class per scale, all vectorised, positions in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.ordered import place

Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.int32] | npt.NDArray[np.int64]

YEAR: Final = 365.2425
"""Mean length of a Gregorian year in days."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `day0..day1` drawn evenly on `at0..at1`."""

    day0: float
    day1: float
    at0: float
    at1: float


@dataclass(frozen=True, slots=True)
class PiecewiseScale:
    """Even stretches of time with the empty time between them cut out; a single stretch is a plain linear scale."""

    stretches: tuple[Stretch, ...]

    def place(self, days: npt.ArrayLike) -> Floats:
        """Positions of days, same shape; days outside are placed beyond the ends, days in a cut within its gap."""
        xs = np.asarray(days, dtype=np.float64)
        knots = [day for s in self.stretches for day in (s.day0, s.day1)]
        placed: Floats = np.interp(xs, knots, [at for s in self.stretches for at in (s.at0, s.at1)])
        first, last = self.stretches[0], self.stretches[-1]
        placed = np.where(xs < first.day0, first.at0 + (xs - first.day0) * _rate(first), placed)
        return np.where(xs > last.day1, last.at1 + (xs - last.day1) * _rate(last), placed)

    def at(self, day: float) -> float:
        """The position of a single day: what `place` answers, without the cost of an array."""
        first, last = self.stretches[0], self.stretches[-1]
        if day < first.day0:
            return first.at0 + (day - first.day0) * _rate(first)
        if day > last.day1:
            return last.at1 + (day - last.day1) * _rate(last)
        return _between([knot for s in self.stretches for knot in ((s.day0, s.at0), (s.day1, s.at1))], day)

    def day(self, at: float) -> float:
        """The day at a position; within a cut, the day in proportion."""
        first, last = self.stretches[0], self.stretches[-1]
        if at < first.at0:
            return first.day0 + (at - first.at0) / _rate(first)
        if at > last.at1:
            return last.day1 + (at - last.at1) / _rate(last)
        return _between([knot for s in self.stretches for knot in ((s.at0, s.day0), (s.at1, s.day1))], at)

    @property
    def cuts(self) -> tuple[tuple[Stretch, Stretch], ...]:
        """The pairs of neighbouring stretches with a cut between them."""
        return tuple(zip(self.stretches, self.stretches[1:], strict=False))


Gap = tuple[float, float, float]
"""Empty time: its length in days, its first and its last day."""


def fit(
    first: Days,
    gaps: Sequence[Gap],
    window: tuple[float, float],
    room: tuple[float, float],
    *,
    cut: float = 1 / 5,
    gap: float = 44.0,
) -> PiecewiseScale:
    """A scale for a window of days on `room` (two positions), for events that begin on `first` (sorted, shape (n,)).

    Of `gaps`, longest first, those that lie in the window and are longer than `cut` of what is still drawn are cut out,
    each cut taking `gap` pixels, as long as cuts take no more than a third of the room. Every stretch keeps at least
    some pixels, so a lone day can be seen.
    """
    low, high = float(window[0]), float(max(window[1], window[0] + 1))
    at0, at1 = room
    drawn = high - low
    chosen: list[tuple[float, float]] = []
    for length, start, end in gaps:
        if start < low or end > high:
            continue
        if length <= cut * drawn or (len(chosen) + 1) * gap > (at1 - at0) / 3:
            break
        chosen.append((start, end))
        drawn -= length
    edges = [low]
    for start, end in sorted(chosen):
        margin = min((end - start) * 0.04, max(drawn, 1.0) * 0.02)
        edges += [start + margin, end - margin]
    edges.append(high)
    spans = [(edges[k], max(edges[k + 1], edges[k] + 1e-6)) for k in range(0, len(edges), 2)]
    held = [place(first, b, "right") - place(first, a) for a, b in spans]
    share = _shares([b - a for a, b in spans], held, (at1 - at0) - gap * (len(spans) - 1))
    stretches, at = [], at0
    for (start, end), width in zip(spans, share, strict=True):
        stretches.append(Stretch(start, end, at, at + width))
        at += width + gap
    return PiecewiseScale(tuple(stretches))


@dataclass(frozen=True, slots=True)
class YearsAgoScale:
    """Logarithm of the years before `today`: log10(1 + years), today at the right end of `room`."""

    today: float
    oldest: float
    room: tuple[float, float]

    def place(self, days: npt.ArrayLike) -> Floats:
        """Positions of days, same shape; days after today sit at the right end."""
        ago = np.maximum(0.0, (self.today - np.asarray(days, np.float64)) / YEAR)
        left, right = self.room
        placed: Floats = right - np.log10(1 + ago) / self._span * (right - left)
        return placed

    def at(self, day: float) -> float:
        """The position of a single day: what `place` answers, without the cost of an array."""
        ago = max(0.0, (self.today - day) / YEAR)
        left, right = self.room
        # numpy's own logarithm: that of `math` may differ from it in the last digit
        return float(right - np.log10(1 + ago) / self._span * (right - left))

    def day(self, at: float) -> float:
        """The day at a position."""
        left, right = self.room
        return float(self.today - (10 ** ((right - at) / (right - left) * self._span) - 1) * YEAR)

    @property
    def _span(self) -> float:
        """The logarithm at the left end of the room."""
        return float(np.log10(1 + max(1.0, (self.today - self.oldest) / YEAR)))


def _between(knots: Sequence[tuple[float, float]], x: float) -> float:
    """What `np.interp` answers for one number within the knots (of two columns), in the same order of arithmetic."""
    for (x0, y0), (x1, y1) in zip(knots, knots[1:], strict=False):
        if x < x1:
            return (y1 - y0) / (x1 - x0) * (x - x0) + y0
    return float(knots[-1][1])


def _rate(stretch: Stretch) -> float:
    return (stretch.at1 - stretch.at0) / (stretch.day1 - stretch.day0)


def empty_time(first: Days, last: Days, most: int = 64) -> tuple[Gap, ...]:
    """The longest stretches without any event, longest first; `first` and `last` (n,) sorted by `first`."""
    if len(first) < 2:
        return ()
    reach = np.maximum.accumulate(last)[:-1]
    length = np.asarray(first[1:] - reach, dtype=np.float64)
    found = np.flatnonzero(length > 0)
    if len(found) > most:
        found = found[np.argpartition(length[found], -most)[-most:]]
    longest = found[np.argsort(-length[found], kind="stable")]
    return tuple((float(length[k]), float(reach[k]), float(first[k + 1])) for k in longest.tolist())


def _shares(lengths: list[float], held: list[int], room: float) -> list[float]:
    """Room for each stretch: some pixels at least, the rest half by its length and half by what begins in it."""
    least = min(28.0, room / len(lengths))
    spare = room - least * len(lengths)
    total, count = sum(lengths), max(1, sum(held))
    shares = [least + spare * (length / total + n / count) / 2 for length, n in zip(lengths, held, strict=True)]
    return [share * room / sum(shares) for share in shares]
