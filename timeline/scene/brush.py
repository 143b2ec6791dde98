"""The strip of all years below the chart: a logarithmic scale, a rug of events, and the two windows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scales import YEAR, YearsAgoScale
from timeline.scene.bands import SIDES
from timeline.scene.index import index_of
from timeline.scene.scene import Box, Brush, Frame, Side, Text, Tick, Window
from timeline.scene.wording import years_range
from timeline.schema import KINDS
from timeline.ticks import ago_ticks, year_words
from timeline.widths import width

HEIGHT: Final = 68.0
EDGE: Final = 30.0
_SIZE: Final = 12.0


def make_brush(
    catalogue: Catalogue,
    windows: Mapping[Side, tuple[int, int]],
    told: Mapping[Side, tuple[int, int]],
    top: float,
    frame: Frame,
) -> Brush:
    """The brush below `top`, as wide as the frame."""
    known = index_of(catalogue).oldest
    oldest = float(known) if known is not None else frame.today - 100 * YEAR
    scale = YearsAgoScale(frame.today, min(oldest, *(low for low, _ in windows.values())), (EDGE, frame.width - EDGE))
    line = top + 44.0
    boxes: list[Window] = []
    for side in SIDES:
        low, high = windows[side]
        x0, x1 = scale.at(low), scale.at(high + 1)
        x1 = max(x1, x0 + 10)
        name = f"{'Then' if side == 'then' else 'Now'} {years_range(*told[side])}"
        wide = width(name, _SIZE, weight=600)
        left = min(max((x0 + x1 - wide) / 2, 4), frame.width - wide - 4)
        boxes.append(
            Window(
                side,
                Box(round(x0, 1), line - 26, round(x1, 1), line),
                Text(name, round(left, 1), top + 14, wide, "year", _SIZE, 600),
            )
        )
    if len(boxes) == 2 and boxes[0].label.x + boxes[0].label.width + 10 > boxes[1].label.x:
        first, second = boxes
        moved = max(4.0, second.label.x - 14 - first.label.width)
        boxes[0] = Window(
            first.side, first.box, Text(first.label.text, moved, first.label.y, first.label.width, "year", _SIZE, 600)
        )
    ticks = []
    taken = 0.0
    span = (frame.today - scale.oldest) / YEAR
    for years, _ in reversed(ago_ticks(span, frame.width - 2 * EDGE, room=64)):
        x = round(scale.at(frame.today - years * YEAR), 1)
        words = "today" if years == 0 else year_words(dates.civil(int(frame.today - years * YEAR))[0])
        wide = width(words, _SIZE)
        if x - wide / 2 >= taken and x + wide / 2 <= frame.width:
            ticks.append(
                Tick("now", (x, line), (x, line + 5), Text(words, x, line + 18, wide, "tick", _SIZE, anchor="middle"))
            )
            taken = x + wide / 2 + 8
    knots = np.linspace(EDGE, frame.width - EDGE, 65)
    years_at = tuple((round(float(x), 1), round(scale.day(float(x)))) for x in knots)
    return Brush(
        Box(0, top, frame.width, top + HEIGHT),
        _rug(catalogue, scale),
        tuple(ticks),
        tuple(boxes),
        years_at,
    )


@lru_cache(maxsize=16)
def _rug(catalogue: Catalogue, scale: YearsAgoScale) -> tuple[tuple[Side, float], ...]:
    """One stroke per pixel and side, however many events stand there."""
    index = index_of(catalogue)
    strokes: list[tuple[Side, float]] = []
    for side, code in (("then", KINDS.index("history")), ("now", KINDS.index("today"))):
        xs = np.unique(np.round(scale.place(index.first[index.kind == code])))
        strokes += [("then" if side == "then" else "now", float(x)) for x in xs]
    return tuple(strokes)
