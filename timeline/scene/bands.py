"""What every layout of the two bands needs: windows, clocks, and how often each event is cited in the selection."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.scales import PiecewiseScale, fit
from timeline.scene.index import Index
from timeline.scene.scene import Side
from timeline.scene.selection import Selection

Ints = npt.NDArray[np.int64]

SIDES: Final[tuple[Side, Side]] = ("then", "now")


def window_of(asked: str, index: Index, rows: Ints, today: int) -> tuple[int, int]:
    """The days of a band: those asked for, else those of its events with a little room on both sides."""
    if asked:
        span = dates.parse(asked)
        assert span.earliest is not None and span.latest is not None
        return span.earliest, span.latest
    if not len(rows):
        return today - 365, today
    first, last = int(index.first[rows].min()), int(index.last[rows].max())
    air = max(20, round((last - first) * 0.035))
    lowest, highest = dates.day_number(-9999), dates.day_number(9999, 12, 31)
    return max(lowest, first - air), min(highest, last + air)


def band_scale(index: Index, rows: Ints, window: tuple[int, int], room: tuple[float, float]) -> PiecewiseScale:
    """The clock of a band, with the empty time cut out."""
    return fit(index.first[rows], index.last[rows], (window[0], window[1] + 1), room)


def cited_in(index: Index, selection: Selection) -> Ints:
    """How many citations of the selection each event takes part in, as past, present or report; by event row."""
    kept = selection.citations
    linked = np.concatenate([index.report[kept], index.cites[kept], index.about[kept]])
    counted: Ints = np.bincount(linked[linked >= 0], minlength=len(index.kind))
    return counted
