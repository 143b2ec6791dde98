"""Which clocks the two bands run on: each its own (side by side), or one for both from a day 0 (in step)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from timeline.catalogue import Catalogue
from timeline.scales import PiecewiseScale, fit
from timeline.scene.bands import SIDES, window_of
from timeline.scene.items import Item
from timeline.scene.scene import Band, Frame, Line, Side, Tag, Text, Thread, Tick
from timeline.scene.selection import Selection
from timeline.scene.tracks import Track, track_of

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


@dataclass(slots=True)
class OwnClocks:
    """Side by side: each band fits its window, empty time cut out."""

    windows: Mapping[Side, tuple[int, int]]
    told: Mapping[Side, tuple[int, int]]
    tracks: Mapping[Side, Track]
    today: int
    name: str = "side-by-side"
    pinned: bool = False
    reports: bool = True
    headline: str = ""
    pair: str = ""
    left_out: tuple[str, ...] = ()

    def scale(self, side: Side, room: tuple[float, float]) -> PiecewiseScale:
        low, high = self.windows[side]
        track = self.tracks[side]
        return fit(track.first, track.gaps, (low, high + 1), room, gap=40.0 if room[1] > 600 else 32.0)

    def redate(self, items: Mapping[Side, list[Item]]) -> None:
        pass

    def posts(self, side: Side, scale: PiecewiseScale) -> list[float]:
        low, high = self.windows[side]
        return [float(scale.place([self.today])[0])] if side == "now" and low <= self.today <= high else []

    def overlay(self, bands: Sequence[Band], threads: Sequence[Thread], tags: Sequence[Tag], frame: Frame) -> Overlay:
        return [], [], []


def own_clocks(catalogue: Catalogue, selection: Selection, frame: Frame) -> OwnClocks:
    """The plan of side-by-side; the present band also holds the reports."""
    view, chosen = selection.view, selection.chosen
    tracks: dict[Side, Track] = {
        "then": track_of(catalogue, chosen, "history"),
        "now": track_of(catalogue, chosen, "today", "report"),
    }
    windows = {side: window_of(getattr(view, side), tracks[side], frame) for side in SIDES}
    told = {
        side: windows[side] if getattr(view, side) or not len(tracks[side].rows) else tracks[side].bounds
        for side in SIDES
    }
    return OwnClocks(windows, told, tracks, frame.today)
