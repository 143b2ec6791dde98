"""What every layout of the two bands needs: windows, clocks, and what a band says that is bare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.scene import Frame, Side, Text
from timeline.scene.selection import Chosen
from timeline.scene.tracks import Track, track_of
from timeline.widths import width

SIDES: Final[tuple[Side, Side]] = ("then", "now")
SHOWN: Final[Mapping[Side, tuple[str, ...]]] = {"then": ("history",), "now": ("today", "report")}
"""What runs on the clock of a band; the present one also holds the reports."""
_BARE: Final[Mapping[Side, str]] = {"then": "No past events here", "now": "No present events here"}
"""What a band says that has nothing to show, beside another that has."""
_BARE_SIZE: Final = 12.5
LEAST_AIR: Final = 5
MOST_AIR: Final = 30
"""Days before the first and after the last event of a band; its margin in pixels gives the rest."""


def window_asked(asked: str) -> tuple[int, int]:
    """The days of a band that the reader asked for, in EDTF with both ends."""
    span = dates.parse(asked)
    assert span.earliest is not None and span.latest is not None
    return span.earliest, span.latest


def window_of(tracks: Sequence[Track], frame: Frame) -> tuple[tuple[int, int], tuple[int, int]]:
    """The days of a band: those of its events with a little room on both sides, and without it.

    On a tall frame the window ends soon after the last event has begun, since labels need the length more than bars do.
    """
    held = [track for track in tracks if len(track.rows)]
    if not held:
        return (frame.today - 365, frame.today), (frame.today - 365, frame.today)
    first, last = min(track.bounds[0] for track in held), max(track.bounds[1] for track in held)
    end = last
    if frame.layout == "tall":
        begun = max(track.begun for track in held)
        end = min(last, begun + max(30, round((begun - first) * 0.3)))
    air = min(MOST_AIR, max(LEAST_AIR, round((end - first) * 0.02)))
    window = max(dates.day_number(-9999), first - air), min(dates.day_number(9999, 12, 31), end + air)
    return window, (first, last)


def bare_bands(catalogue: Catalogue, chosen: Chosen, *, reports: bool) -> dict[Side, bool]:
    """Which bands have nothing to show; the present one shows `reports` as well, or does not.

    Such a band has no time of its own, so it has no ticks either. Where both are bare the picture says why.
    """
    shown = {side: [kind for kind in SHOWN[side] if reports or kind != "report"] for side in SIDES}
    return {side: not any(len(track_of(catalogue, chosen, kind).rows) for kind in shown[side]) for side in SIDES}


def bare_words(side: Side, x: float, y: float) -> Text:
    """What a bare band says, in its middle."""
    words = _BARE[side]
    return Text(words, x, y, width(words, _BARE_SIZE), "note", _BARE_SIZE, anchor="middle")
