"""What every layout of the two bands needs: windows, clocks, and how often each event is cited in the selection."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.scene import Frame, Side, Text
from timeline.scene.selection import Chosen
from timeline.scene.tracks import Track, track_of
from timeline.widths import width

Ints = npt.NDArray[np.int64]

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


def window_of(track: Track, frame: Frame) -> tuple[int, int]:
    """The days of a band: those of its events with a little room on both sides.

    On a tall frame the window ends soon after the last event has begun, since labels need the length more than bars do.
    """
    if not len(track.rows):
        return frame.today - 365, frame.today
    first, last = track.bounds
    if frame.layout == "tall":
        last = min(last, track.begun + max(30, round((track.begun - first) * 0.3)))
    air = min(MOST_AIR, max(LEAST_AIR, round((last - first) * 0.02)))
    return max(dates.day_number(-9999), first - air), min(dates.day_number(9999, 12, 31), last + air)


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


@lru_cache(maxsize=8)
def cited_in(catalogue: Catalogue, chosen: Chosen) -> Ints:
    """How many of the chosen citations each event takes part in, as past, present or report; by event row."""
    index = index_of(catalogue)
    kept = chosen.citations
    linked = np.concatenate([index.report[kept], index.cites[kept], index.about[kept]])
    # What is about nothing has the row -1: it is counted in a place of its own.
    counted: Ints = np.bincount(linked + 1, minlength=len(index.kind) + 1)[1:]
    return counted
