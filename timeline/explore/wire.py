"""The numbers of a Scene that the page's own script needs: what can be touched where, and how pixels become days."""

from __future__ import annotations

from typing import Any, Final

from timeline.scene.scene import Band, Box, Brush, Mark, Scene
from timeline.view import View

Wire = dict[str, Any]
TARGET: Final = 24.0
"""Pixels of the smallest thing to touch."""


def wire(scene: Scene, view: View, title: str) -> Wire:
    """A Scene as JSON for assets/explore.js; coordinates are those of the Scene, rounded to tenths of a pixel.

    `marks` are `[kind, key, x0, y0, x1, y1, word, side]` (for a cluster the key is the window it opens), `threads`
    `[key, eight numbers of the curve, word]`, `breaks` `[x0, y0, x1, y1, word]`. `story` is the
    one that the links of this page name.
    """
    return {
        "w": scene.width,
        "h": scene.height,
        "scale": scene.scale,
        "layout": scene.layout,
        "pair": scene.pair,
        "look": view.look,
        "story": view.story,
        "title": title,
        "marks": [_mark(mark) for mark in scene.marks],
        "threads": [
            [thread.key, [round(number, 1) for point in thread.curve for number in point], thread.word]
            for thread in scene.threads
        ],
        "breaks": [
            [*(round(number, 1) for number in (gap.box.x0, gap.box.y0, gap.box.x1, gap.box.y1)), gap.word]
            for gap in scene.breaks
        ],
        "bands": [_band(band) for band in scene.bands],
        "brush": _brush(scene.brush) if scene.brush else None,
    }


def _mark(mark: Mark) -> list[Any]:
    box = _reach(mark)
    kind, key = "event", mark.key
    if mark.shape == "cluster":
        kind, key = "window", mark.window
    elif mark.shape == "sheet" or mark.kind == "report":
        kind = "report"
    corners = [round(number, 1) for number in (box.x0, box.y0, box.x1, box.y1)]
    return [kind, key, *corners, mark.word or f"{mark.title}, {mark.date}", mark.side]


def _band(band: Band) -> Wire:
    box = band.box
    return {
        "side": band.side,
        "box": [round(number, 1) for number in (box.x0, box.y0, box.x1, box.y1)],
        "window": list(band.window),
        "pieces": [[piece.day0, piece.day1, round(piece.at0, 2), round(piece.at1, 2)] for piece in band.pieces],
    }


def _brush(brush: Brush) -> Wire:
    return {
        "box": [brush.box.x0, brush.box.y0, brush.box.x1, brush.box.y1],
        "windows": [
            {"side": one.side, "box": [one.box.x0, one.box.y0, one.box.x1, one.box.y1], "words": one.label.text}
            for one in brush.windows
        ],
        "years": [list(pair) for pair in brush.years],
    }


def _reach(mark: Mark) -> Box:
    """A mark with its label, at least 24 px each way."""
    box, words = mark.box, mark.label.box if mark.label else mark.box
    x0, y0, x1, y1 = min(box.x0, words.x0), min(box.y0, words.y0), max(box.x1, words.x1), max(box.y1, words.y1)
    dx, dy = max(0.0, TARGET - (x1 - x0)) / 2, max(0.0, TARGET - (y1 - y0)) / 2
    return Box(x0 - dx, y0 - dy, x1 + dx, y1 + dy)
