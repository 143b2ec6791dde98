"""A Scene pressed flat for the foot of a slide: narrow lanes, the calendar kept, every other word dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from timeline import widths
from timeline.scene.curves import Point
from timeline.scene.scene import Band, Box, Break, Mark, Scene, Side, Stem, Text, Thread

WIDTH: Final = 640
BLEED: Final = 640
"""Units by which the grounds reach beyond the strip, for screens wider than 16:9."""

THEN_RAIL: Final = 37.0
GUTTER: Final = 34.0
"""Between the rails: the length in which a thread shows how it is drawn, broken, double or dashed."""
NOW_RAIL: Final = THEN_RAIL + GUTTER
HEIGHT: Final = int(NOW_RAIL + THEN_RAIL)
LIT: Final[dict[Side, float]] = {"then": 26.0, "now": HEIGHT - 26.0}
_LANES: Final[dict[Side, tuple[float, float]]] = {"then": (19.0, 33.0), "now": (HEIGHT - 33.0, HEIGHT - 19.0)}
_BASELINE: Final[dict[Side, float]] = {"then": 13.0, "now": HEIGHT - 4.0}
MARGIN: Final = 8.0
_UNITS: Final = {"y": "year", "mo": "month", "d": "day"}
_THICK, _THINNEST, _DOT = 4.0, 2.2, 3.0


def flat(scene: Scene) -> Scene:
    """The scene with its lanes pressed together and all words dropped but the calendar's."""
    if not scene.bands:
        return replace(scene, height=HEIGHT, texts=(), tags=(), brush=None)
    flatten, thick = _flattening(scene), {side: _thickness(scene, side) for side in _LANES}
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
                label=_spelt(gap, scene),
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
        marks=tuple(_thin(mark, flatten, thick[mark.side]) for mark in scene.marks),
        nodes=tuple(replace(node, y=flatten(node.y)) for node in scene.nodes),
        tags=(),
        texts=(),
        brush=None,
    )


def _edge(side: Side) -> tuple[float, float]:
    """Where the lines of the calendar run: from below the words to the rail."""
    return (17.0, THEN_RAIL) if side == "then" else (NOW_RAIL, HEIGHT - 17.0)


def _spelt(gap: Break, scene: Scene) -> Text:
    """How much time is cut out, on the calendar's line, its unit in full wherever the neighbours leave room."""
    label = replace(gap.label, y=_BASELINE[gap.side])
    count, _, unit = label.text.partition(" ")
    if unit not in _UNITS:
        return label
    text = f"{count} {_UNITS[unit]}{'' if count == '1' else 's'}"
    width = widths.width(text, label.size, "cond", label.weight)
    middle = (gap.box.x0 + gap.box.x1) / 2
    x0, x1 = middle - width / 2 - 4, middle + width / 2 + 4
    near = [tick.label for tick in scene.ticks if tick.label and tick.side == gap.side]
    near += [one.label for one in scene.breaks if one.side == gap.side and one is not gap and one.label.text]
    near += [_band(band).name for band in scene.bands if band.side == gap.side]
    taken = [reach(one) for one in near]
    free = x0 >= MARGIN and x1 <= WIDTH - MARGIN and all(x1 <= low or x0 >= high for low, high in taken)
    return replace(label, text=text, width=width) if free else label


def reach(label: Text) -> tuple[float, float]:
    """From where to where the words run."""
    left = {"start": 0.0, "middle": label.width / 2, "end": label.width}[label.anchor]
    return label.x - left, label.x - left + label.width


def _band(band: Band) -> Band:
    top, bottom = (0.0, THEN_RAIL) if band.side == "then" else (NOW_RAIL, float(HEIGHT))
    rail = THEN_RAIL if band.side == "then" else NOW_RAIL
    width = band.name.width * 16.0 / band.name.size
    name = replace(band.name, x=MARGIN + 12, y=_BASELINE[band.side] + 1, size=16.0, width=width)
    return replace(band, box=Box(-BLEED, top, WIDTH + BLEED, bottom), rail=rail, name=name)


def _flattening(scene: Scene) -> Callable[[float], float]:
    """Old heights to new ones: lanes into the zone beside each rail in their order, rails to their places."""
    rails = {band.side: band.rail for band in scene.bands}
    knots: dict[float, float] = {rails["then"]: THEN_RAIL, rails["now"]: NOW_RAIL}
    for side in ("then", "now"):
        low, high = _LANES[side]
        centres = _lanes(scene, side)
        for centre, to in zip(centres, np.linspace(low, high, len(centres) + 2)[1:-1].tolist(), strict=True):
            knots.setdefault(centre, to)
    old = sorted(knots)
    new = np.maximum.accumulate([knots[at] for at in old])
    return lambda y: float(np.interp(y, old, new))


def _lanes(scene: Scene, side: Side) -> list[float]:
    """The middles of the lanes of a band, but for the rail's own."""
    rails = {band.side: band.rail for band in scene.bands}
    return sorted({_middle(mark) for mark in scene.marks if mark.side == side} - {rails[side]})


def _thickness(scene: Scene, side: Side) -> float:
    """How thick a bar may be that its neighbours in the pressed lanes still stand apart."""
    low, high = _LANES[side]
    return min(_THICK, max(_THINNEST, 0.7 * (high - low) / (len(_lanes(scene, side)) + 1)))


def _middle(mark: Mark) -> float:
    return (mark.box.y0 + mark.box.y1) / 2


def _moved(points: Iterable[Point], flatten: Callable[[float], float]) -> tuple[Point, ...]:
    return tuple((x, flatten(y)) for x, y in points)


def _moved_stem(stem: Stem, flatten: Callable[[float], float]) -> Stem:
    start, end = _moved((stem.start, stem.end), flatten)
    return replace(stem, start=start, end=end)


def _moved_thread(thread: Thread, flatten: Callable[[float], float]) -> Thread:
    a, b, c, d = _moved(thread.curve, flatten)
    return replace(thread, curve=(a, b, c, d))


def _thin(mark: Mark, flatten: Callable[[float], float], thick: float) -> Mark:
    y = flatten(_middle(mark))
    if mark.shape == "bar":
        box = Box(mark.box.x0, y - thick / 2, mark.box.x1, y + thick / 2)
        return replace(mark, box=box, y=y, label=None, hatch=(), begins="soft", ends="soft")
    x = (mark.box.x0 + mark.box.x1) / 2
    box = Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT)
    return replace(mark, shape="dot", box=box, x=x, y=y, label=None, hatch=(), whisker=None)
