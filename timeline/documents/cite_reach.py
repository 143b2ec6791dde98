"""How far back a text reaches: its past events on one line of years, each tenfold step back taking the same width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from timeline.documents.cite_found import Entry
from timeline.problems import plural
from timeline.ticks import ago_ticks

YEAR: Final = 365.2425
GAP: Final = 9.5
"""Percent of the width that a number takes on a phone; nearer ones stand in rows."""
MOST_ROWS: Final = 12
"""Rows beyond which the line says less than the list."""
_PIXELS: Final = 420.0


@dataclass(frozen=True, slots=True)
class Place:
    """An event on the line: its number, its title, how long before, where (percent from the left) and in which row."""

    number: int
    title: str
    ago: str
    left: float
    row: int


@dataclass(frozen=True, slots=True)
class Reach:
    """The line: its events from left to right, its ticks (percent, words) and how many rows it takes."""

    places: tuple[Place, ...]
    ticks: tuple[tuple[float, str], ...]
    rows: int


def reach(entries: Sequence[Entry], day: int) -> Reach | None:
    """The line as of a day number, the day of the text; None when fewer than two events lie before it, or too many."""
    dated = [(max(0.0, (day - one.first) / YEAR), one) for one in entries if one.first is not None and one.first <= day]
    if len(dated) < 2:
        return None
    oldest = max(years for years, _ in dated)
    ends: list[float] = []
    places = []
    for years, one in sorted(dated, key=lambda pair: -pair[0]):
        left = _left(years, oldest)
        row = next((at for at, end in enumerate(ends) if left >= end), len(ends))
        ends[row : row + 1] = [left + GAP]
        ago = f"{plural(int(years), 'year')} before" if years >= 1 else "less than a year before"
        places.append(Place(one.number, one.title, ago, left, row))
    if len(ends) > MOST_ROWS:
        return None
    ticks = tuple(
        (_left(years, oldest), words if years else "the text")
        for years, words in ago_ticks(oldest, _PIXELS)
        if years <= oldest
    )
    return Reach(tuple(places), ticks, len(ends))


def _left(years: float, oldest: float) -> float:
    """Percent from the left; the oldest at the left end, the day of the text at the right one."""
    return round(100 * (1 - log10(1 + years) / log10(1 + max(1.0, oldest))), 2)
