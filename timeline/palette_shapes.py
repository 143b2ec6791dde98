"""Bars, sheets of paper, pills and hatching as paths in pixels, and what of a mark can be touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from timeline.palette_strokes import num, numbers, points_path, segments_path, written
from timeline.scene.curves import Point
from timeline.scene.scene import Box, Break, Mark, Node, Scene, Text
from timeline.values import value

EDGE: Final = 3.0
ARROW: Final = 10.0
SHEET: Final = (11.0, 13.0)
NODE: Final = 4.0
NODE_BIG: Final = 6.5
HIT: Final = 24.0
STRONG: Final = ("lit", "selected")
"""States of what belongs to the selection."""


def box_path(box: Box) -> str:
    """The outline of a box."""
    x0, y0, x1, y1 = numbers(box.x0, box.y0, box.x1, box.y1)
    return f"M{x0} {y0}L{x1} {y0}L{x1} {y1}L{x0} {y1}Z"


def pill_path(box: Box) -> str:
    """A box whose short sides are half circles."""
    r = box.height / 2
    k = r * 0.448  # 1 - 0.552: how far the controls of a quarter circle stand from its corner
    # From left to right, and from the top down: each number stands in the path several times.
    a, b, c, d, e, f = numbers(box.x0, box.x0 + k, box.x0 + r, box.x1 - r, box.x1 - k, box.x1)
    u, v, w, x, y = numbers(box.y0, box.y0 + k, box.y0 + r, box.y1 - k, box.y1)
    right = f"C{e} {u} {f} {v} {f} {w}C{f} {x} {e} {y} {d} {y}"
    left = f"C{b} {y} {a} {x} {a} {w}C{a} {v} {b} {u} {c} {u}"
    return f"M{c} {u}L{d} {u}{right}L{c} {y}{left}Z"


def nodes_shown(scene: Scene) -> list[Node]:
    """Nodes to draw over the marks: none on a cluster, whose count stays readable; those of the selection last."""
    clusters = [mark.box for mark in scene.marks if mark.shape == "cluster"]

    def covered(node: Node) -> bool:
        return any(box.x0 <= node.x <= box.x1 and box.y0 <= node.y <= box.y1 for box in clusters)

    return sorted((node for node in scene.nodes if not covered(node)), key=lambda node: node.state in STRONG)


def cut_edges(gap: Break, layout: Literal["wide", "tall"]) -> str:
    """The two sides of a break across which time is missing."""
    (x0, y0, x1, y1) = (gap.box.x0, gap.box.y0, gap.box.x1, gap.box.y1)
    if layout == "wide":
        return segments_path((((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))))
    return segments_path((((x0, y0), (x1, y0)), ((x0, y1), (x1, y1))))


def sheet_at_end(points: Sequence[Point]) -> Box:
    """Where a stub's sheet of paper hangs: its near side on the end of the thread."""
    (ax, ay), (bx, by) = points[-2], points[-1]
    wide, high = SHEET
    if abs(by - ay) >= abs(bx - ax):
        top = by if by >= ay else by - high
        return Box(bx - wide / 2, top, bx + wide / 2, top + high)
    left = bx if bx >= ax else bx - wide
    return Box(left, by - high / 2, left + wide, by + high / 2)


def sheet_lines(box: Box) -> str:
    """The two lines of writing on a sheet of paper."""
    left, right = box.x0 + box.width * 0.25, box.x1 - box.width * 0.25
    upper, lower = box.y0 + box.height * 0.33, box.y0 + box.height * 0.6
    return segments_path((((left, upper), (right, upper)), ((left, lower), (right, lower))))


@value
class Bar:
    """An interval's parts: its `body`, a solid start `edge` (empty: none) and `dotted` ends (empty: none)."""

    body: str
    edge: str
    dotted: str


def bar(mark: Mark, layout: Literal["wide", "tall"]) -> Bar:
    """The shape of an interval: its start edge, and how its ends go on, blur or stay unknown."""
    box = mark.box
    near, far, low, high = (box.x0, box.x1, box.y0, box.y1) if layout == "wide" else (box.y0, box.y1, box.x0, box.x1)
    middle = (low + high) / 2
    depth = min(ARROW, high - low, (far - near) / 2)

    def path(*corners: Point, close: bool = True) -> str:
        return points_path(corners if layout == "wide" else [(y, x) for x, y in corners], close)

    start, stop, slices = near, far, ""
    if far - near > 4 * EDGE:  # a shorter bar has no room to dissolve
        if mark.begins == "fade":
            start = near + 10
            slices += path((near, low), (near + 1, low), (near + 1, high), (near, high))
            slices += path((near + 4, low), (near + 7, low), (near + 7, high), (near + 4, high))
        if mark.ends == "fade":
            stop = far - 10
            slices += path((far - 7, low), (far - 4, low), (far - 4, high), (far - 7, high))
            slices += path((far - 1, low), (far, low), (far, high), (far - 1, high))
    corners: list[Point] = []
    corners += [(start + depth, high), (start, middle), (start + depth, low)] if mark.begins == "arrow" else [
        (start, high), (start, low)
    ]  # fmt: skip
    corners += [(stop - depth, low), (stop, middle), (stop - depth, high)] if mark.ends == "arrow" else [
        (stop, low), (stop, high)
    ]  # fmt: skip
    dotted = ""
    if mark.begins == "soft":
        dotted += path((near + 0.75, low), (near + 0.75, high), close=False)
    if mark.ends == "soft":
        dotted += path((far - 0.75, low), (far - 0.75, high), close=False)
    wide = min(EDGE, far - near)
    edge = path((near, low), (near + wide, low), (near + wide, high), (near, high)) if mark.begins == "edge" else ""
    return Bar(path(*corners) + slices, edge, dotted)


def hatch_boxes(mark: Mark, layout: Literal["wide", "tall"]) -> tuple[Box, ...]:
    """The parts of a bar (or of a dot's lane) where the date is known to the month or year only."""
    box = mark.box
    if layout == "wide":
        return tuple(Box(a, box.y0, b, box.y1) for a, b in mark.hatch)
    return tuple(Box(box.x0, a, box.x1, b) for a, b in mark.hatch)


def whisker_path(mark: Mark, layout: Literal["wide", "tall"]) -> str:
    """The dotted extent of a date that is only about right; empty when the date is exact."""
    if mark.whisker is None:
        return ""
    a, b = mark.whisker
    return points_path(((a, mark.y), (b, mark.y)) if layout == "wide" else ((mark.x, a), (mark.x, b)))


def hatching(box: Box, step: float = 7.1) -> str:
    """Diagonal lines that fill a box, cut at its sides; `step` is their horizontal distance."""
    x0, x1, foot, height = box.x0, box.x1, box.y1, box.height
    # Most lines of a narrow box run from side to side, so that only their heights have to be written.
    from_side_to_side, free = f"M{num(x0)} %.1fL{num(x1)} %.1f", "M%.1f %.1fL%.1f %.1f"
    template: list[str] = []
    flat: list[float] = []
    offset = x0 - height + step / 2
    while offset < x1:
        # the line runs from (offset, bottom) up to (offset + height, top)
        left = offset if offset > x0 else x0
        right = offset + height if offset + height < x1 else x1
        low, high = foot - (left - offset), foot - (right - offset)
        offset += step
        if right - left <= 1:
            continue
        if left == x0 and right == x1:
            template.append(from_side_to_side)
            flat += (low, high)
        else:
            template.append(free)
            flat += (left, low, right, high)
    return written("".join(template), flat)


def ground(text: Text, pad: float = 4.0) -> Box:
    """The box behind one line of text, by its measured width."""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * text.width
    left = text.x - shift
    return Box(left - pad, text.y - text.size * 1.02, left + text.width + pad, text.y + text.size * 0.36)


def hit_boxes(mark: Mark) -> tuple[Box, ...]:
    """What a finger or pointer may touch to choose a mark: it and its label, at least 24 px each way.

    One box where the label stands beside the mark; two where a leader joins them (tall layout), of which the label is
    the target and the bar keeps its own size, since its neighbours are closer than 24 px.
    """
    box, label = mark.box, mark.label.box if mark.label else None
    if label is None:
        return (_at_least(box),)
    if mark.label and mark.label.leader:
        return (box if mark.shape == "bar" else _at_least(box)), _at_least(label)
    return (_at_least(_around(box, label)),)


def _around(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1))


def _at_least(box: Box) -> Box:
    more_x, more_y = max(0.0, HIT - box.width) / 2, max(0.0, HIT - box.height) / 2
    return Box(box.x0 - more_x, box.y0 - more_y, box.x1 + more_x, box.y1 + more_y)
