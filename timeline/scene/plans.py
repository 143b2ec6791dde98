"""Which clocks the two bands run on: each its own (side by side), or one for both from a day 0 (in step)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

import numpy as np

from timeline.catalogue import Catalogue
from timeline.ordered import places
from timeline.scales import PiecewiseScale, Stretch, fit
from timeline.scene.bands import SHOWN, SIDES, window_asked, window_of
from timeline.scene.items import Item
from timeline.scene.scene import Band, Frame, Line, Side, Tag, Text, Thread, Tick
from timeline.scene.selection import Chosen, Selection
from timeline.scene.tracks import clock_of, track_of

Overlay = tuple[list[Line], list[Tick], list[Text]]


class Plan(Protocol):
    """How the two bands run."""

    name: str
    pinned: bool
    reports: bool
    headline: str
    pair: str
    left_out: tuple[str, ...]

    @property
    def windows(self) -> Mapping[Side, tuple[int, int]]:
        """First and last day of each band."""

    @property
    def told(self) -> Mapping[Side, tuple[int, int]]:
        """The windows as they are told: without the air at their ends."""

    def scale(self, side: Side, room: tuple[float, float]) -> PiecewiseScale:
        """The clock of a band on the room along the time axis."""

    def redate(self, items: Mapping[Side, list[Item]]) -> None:
        """Change the dates in words where this plan counts otherwise."""

    def posts(self, side: Side, scale: PiecewiseScale) -> list[float]:
        """Lines across the whole band that no words may cross."""

    def overlay(self, bands: Sequence[Band], threads: Sequence[Thread], tags: Sequence[Tag], frame: Frame) -> Overlay:
        """Lines, ticks and words that only this plan draws."""


_CELLS: Final = 10
"""Only what is longer than a fifth of a window is cut out of it (`scales.fit`), and that covers one of ten cells."""


@dataclass(slots=True)
class OwnClocks:
    """Side by side: each band fits its window, empty time cut out."""

    windows: Mapping[Side, tuple[int, int]]
    told: Mapping[Side, tuple[int, int]]
    catalogue: Catalogue
    chosen: Chosen
    today: int
    name: str = "side-by-side"
    pinned: bool = False
    reports: bool = True
    headline: str = ""
    pair: str = ""
    left_out: tuple[str, ...] = ()

    def scale(self, side: Side, room: tuple[float, float]) -> PiecewiseScale:
        low, high = self.windows[side]
        if _busy(self.catalogue, self.chosen, side, low, high + 1):
            return PiecewiseScale((Stretch(low, high + 1, *room),))
        first, gaps = clock_of(self.catalogue, self.chosen, *SHOWN[side])
        return fit(first, gaps, (low, high + 1), room, gap=40.0 if room[1] > 600 else 32.0)

    def redate(self, items: Mapping[Side, list[Item]]) -> None:
        pass

    def posts(self, side: Side, scale: PiecewiseScale) -> list[float]:
        low, high = self.windows[side]
        return [scale.at(self.today)] if side == "now" and low <= self.today <= high else []

    def overlay(self, bands: Sequence[Band], threads: Sequence[Thread], tags: Sequence[Tag], frame: Frame) -> Overlay:
        return [], [], []


@lru_cache(maxsize=16)
def _busy(catalogue: Catalogue, chosen: Chosen, side: Side, low: int, high: int) -> bool:
    """Whether something begins in every cell of the window: then no empty time is long enough to be cut."""
    edges = np.linspace(low, high, _CELLS + 1)
    tracks = [track_of(catalogue, chosen, kind) for kind in SHOWN[side]]
    begun = [np.diff(places(track.first, edges)) for track in tracks]
    return bool(np.sum(begun, axis=0).all())


def own_clocks(catalogue: Catalogue, selection: Selection, frame: Frame) -> OwnClocks:
    """The plan of side-by-side."""
    chosen = selection.chosen
    windows: dict[Side, tuple[int, int]] = {}
    told: dict[Side, tuple[int, int]] = {}
    for side in SIDES:
        asked = getattr(selection.view, side)
        if asked:
            windows[side] = told[side] = window_asked(asked)
        else:
            tracks = [track_of(catalogue, chosen, kind) for kind in SHOWN[side]]
            windows[side], told[side] = window_of(tracks, frame)
    return OwnClocks(windows, told, catalogue, chosen, frame.today)
