"""A Scene pressed flat for the foot of a slide: narrow lanes, the calendar kept, every other word dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from timeline.scene.scene import Band, Box, Mark, Point, Scene, Side, Stem, Thread

WIDTH: Final = 640
HEIGHT: Final = 98
BLEED: Final = 640
"""Units by which the grounds reach beyond the strip, for screens wider than 16:9."""

THEN_RAIL, NOW_RAIL = 37.0, 61.0
LIT: Final = {"then": 26.0, "now": 72.0}
_LANES: Final = {"then": (19.0, 33.0), "now": (65.0, 79.0)}
_BASELINE: Final = {"then": 13.0, "now": 94.0}
MARGIN: Final = 8.0
_THIN, _DOT = 2.4, 2.4


def flat(scene: Scene) -> Scene:
    """The scene with its lanes pressed together and all words dropped but the calendar's."""
    if not scene.bands:
        return replace(scene, height=HEIGHT, texts=(), tags=(), brush=None)
    flatten = _flattening(scene)
    return replace(
        scene,
        height=float(HEIGHT),
        bands=tuple(_band(band) for band in scene.bands),
        ticks=tuple(
            replace(
                tick,
                start=(tick.start[0], _edge(tick.side)[0]),
                end=(tick.end[0], _edge(tick.side)[1]),
                label=tick.label and replace(tick.label, y=_BASELINE[tick.side]),
            )
            for tick in scene.ticks
        ),
        breaks=tuple(
            replace(
                gap,
                box=Box(gap.box.x0, _edge(gap.side)[0], gap.box.x1, _edge(gap.side)[1]),
                label=replace(gap.label, y=_BASELINE[gap.side]),
            )
            for gap in scene.breaks
        ),
        lines=tuple(
            replace(
                line, start=(line.start[0], flatten(line.start[1])), end=(line.end[0], flatten(line.end[1])), label=None
            )
            for line in scene.lines
        ),
        stems=tuple(_moved_stem(stem, flatten) for stem in scene.stems),
        threads=tuple(_moved_thread(thread, flatten) for thread in scene.threads),
        marks=tuple(_thin(mark, flatten) for mark in scene.marks),
        nodes=tuple(replace(node, y=flatten(node.y)) for node in scene.nodes),
        tags=(),
        texts=(),
        brush=None,
    )


def _edge(side: Side) -> tuple[float, float]:
    """Where the lines of the calendar run: from below the words to the rail."""
    return (17.0, THEN_RAIL) if side == "then" else (NOW_RAIL, 81.0)


def _band(band: Band) -> Band:
    top, bottom = (0.0, THEN_RAIL) if band.side == "then" else (NOW_RAIL, float(HEIGHT))
    rail = THEN_RAIL if band.side == "then" else NOW_RAIL
    name = replace(band.name, x=MARGIN + 12, y=_BASELINE[band.side] + 1, size=16.0)
    return replace(band, box=Box(-BLEED, top, WIDTH + BLEED, bottom), rail=rail, name=name)


def _flattening(scene: Scene) -> Callable[[float], float]:
    """Old heights to new ones: lanes into the zone beside each rail in their order, rails to their places."""
    rails = {band.side: band.rail for band in scene.bands}
    knots: dict[float, float] = {rails["then"]: THEN_RAIL, rails["now"]: NOW_RAIL}
    for side in ("then", "now"):
        low, high = _LANES[side]
        centres = sorted({_middle(mark) for mark in scene.marks if mark.side == side} - {rails[side]})
        for centre, to in zip(centres, np.linspace(low, high, len(centres) + 2)[1:-1].tolist(), strict=True):
            knots.setdefault(centre, to)
    old = sorted(knots)
    new = np.maximum.accumulate([knots[at] for at in old])
    return lambda y: float(np.interp(y, old, new))


def _middle(mark: Mark) -> float:
    return (mark.box.y0 + mark.box.y1) / 2


def _moved(points: Iterable[Point], flatten: Callable[[float], float]) -> tuple[Point, ...]:
    return tuple((x, flatten(y)) for x, y in points)


def _moved_stem(stem: Stem, flatten: Callable[[float], float]) -> Stem:
    start, end = _moved((stem.start, stem.end), flatten)
    return replace(stem, start=start, end=end)


def _moved_thread(thread: Thread, flatten: Callable[[float], float]) -> Thread:
    a, b, c, d = _moved(thread.curve, flatten)
    return replace(thread, curve=(a, b, c, d), points=_moved(thread.points, flatten))


def _thin(mark: Mark, flatten: Callable[[float], float]) -> Mark:
    y = flatten(_middle(mark))
    if mark.shape == "bar":
        box = Box(mark.box.x0, y - _THIN / 2, mark.box.x1, y + _THIN / 2)
        return replace(mark, box=box, y=y, label=None, hatch=(), begins="soft", ends="soft")
    x = (mark.box.x0 + mark.box.x1) / 2
    box = Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT)
    return replace(mark, shape="dot", box=box, x=x, y=y, label=None, hatch=(), whisker=None)
