"""What every layout of the two bands needs: windows, clocks, and how often each event is cited in the selection."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.scene.index import Index
from timeline.scene.scene import Frame, Side
from timeline.scene.selection import Selection

Ints = npt.NDArray[np.int64]

SIDES: Final[tuple[Side, Side]] = ("then", "now")
LEAST_AIR: Final = 5
MOST_AIR: Final = 30
"""Days before the first and after the last event of a band; its margin in pixels gives the rest."""


def window_of(asked: str, index: Index, rows: Ints, frame: Frame) -> tuple[int, int]:
    """The days of a band: those asked for, else those of its events with a little room on both sides.

    On a tall frame the window ends soon after the last event has begun, since labels need the length more than bars do.
    """
    if asked:
        span = dates.parse(asked)
        assert span.earliest is not None and span.latest is not None
        return span.earliest, span.latest
    if not len(rows):
        return frame.today - 365, frame.today
    first, last = int(index.first[rows].min()), int(index.last[rows].max())
    if frame.layout == "tall":
        begun = int(index.first[rows].max())
        last = min(last, begun + max(30, round((begun - first) * 0.3)))
    air = min(MOST_AIR, max(LEAST_AIR, round((last - first) * 0.02)))
    return max(dates.day_number(-9999), first - air), min(dates.day_number(9999, 12, 31), last + air)


def cited_in(index: Index, selection: Selection) -> Ints:
    """How many citations of the selection each event takes part in, as past, present or report; by event row."""
    kept = selection.citations
    linked = np.concatenate([index.report[kept], index.cites[kept], index.about[kept]])
    counted: Ints = np.bincount(linked[linked >= 0], minlength=len(index.kind))
    return counted
