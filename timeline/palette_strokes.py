"""The lines of the picture as paths in pixels, the same for SVG and Plotly: threads by verdict, bars, sheets, hatching.

Paths hold only absolute M, L, C, Q and Z with numbers separated by spaces, which is what Plotly's shapes read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Final, Literal

from timeline.palette import ColourBy, thread_token, verdict_token
from timeline.scene.scene import Box, Mark, Node, Point, Scene, Text, Thread

HALO: Final = 4.0
HALO_AMONG_MANY: Final = 2.0
MANY: Final = 40
EDGE: Final = 3.0
ARROW: Final = 10.0
SHEET: Final = (11.0, 13.0)
NODE: Final = 4.0
NODE_BIG: Final = 6.5
THIN_STRIP: Final = 1.2
HIT: Final = 24.0
STRONG: Final = ("lit", "selected")
"""States of what belongs to the selection."""

_PAIRS: Final = re.compile(r"[MLCQ]|Z|-?\d+(?:\.\d+)?")


def num(value: float) -> str:
    """A coordinate with at most one decimal, without a trailing or a negative zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def points_path(points: Iterable[Point], close: bool = False) -> str:
    """Straight lines through the points."""
    path = "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f"M{path}{'Z' if close else ''}" if path else ""


def curve_path(curve: tuple[Point, Point, Point, Point]) -> str:
    """A cubic Bézier; a straight line when its controls add nothing."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    if num(x0) == num(x1) == num(x2) == num(x3) or num(y0) == num(y1) == num(y2) == num(y3):
        return f"M{num(x0)} {num(y0)}L{num(x3)} {num(y3)}"
    return f"M{num(x0)} {num(y0)}C{num(x1)} {num(y1)} {num(x2)} {num(y2)} {num(x3)} {num(y3)}"


def box_path(box: Box) -> str:
    """The outline of a box."""
    return points_path(((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)), close=True)


def pill_path(box: Box) -> str:
    """A box whose short sides are half circles."""
    r = box.height / 2
    k = r * 0.448  # 1 - 0.552: how far the controls of a quarter circle stand from its corner
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    right = _cubic(x1 - k, y0, x1, y0 + k, x1, y0 + r) + _cubic(x1, y1 - k, x1 - k, y1, x1 - r, y1)
    left = _cubic(x0 + k, y1, x0, y1 - k, x0, y0 + r) + _cubic(x0, y0 + k, x0 + k, y0, x0 + r, y0)
    return f"M{num(x0 + r)} {num(y0)}L{num(x1 - r)} {num(y0)}{right}L{num(x0 + r)} {num(y1)}{left}Z"


def _cubic(*numbers: float) -> str:
    return "C" + " ".join(map(num, numbers))


def moved(d: str, x: float, y: float, scale: float) -> str:
    """A path of this module, scaled about its origin and then moved by (x, y)."""
    out: list[str] = []
    horizontal = True
    for token in _PAIRS.findall(d):
        if token.isalpha():
            out.append(token)
            horizontal = True
            continue
        value = float(token) * scale + (x if horizontal else y)
        out.append(f"{value:.2f}".rstrip("0").rstrip("."))
        horizontal = not horizontal
    return re.sub(r" ?([MLCQZ]) ?", r"\1", " ".join(out))


def length(points: Sequence[Point]) -> float:
    """The length of the line through the points, in pixels."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def along(points: Sequence[Point], distance: float) -> tuple[Point, Point]:
    """The point `distance` pixels along the line, and the unit vector across it there."""
    left = distance
    last = len(points) - 2
    for at, (a, b) in enumerate(pairwise(points)):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step and (left <= step or at == last):
            share = left / step
            across = (-(b[1] - a[1]) / step, (b[0] - a[0]) / step)
            return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), across
        left -= step
    return points[-1], (1.0, 0.0)


def beside(points: Sequence[Point], offset: float) -> list[Point]:
    """The line moved sideways by `offset` pixels, square to its direction at every point."""
    moved_points = []
    for at, (x, y) in enumerate(points):
        before, after = points[max(0, at - 1)], points[min(len(points) - 1, at + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        span = hypot(dx, dy) or 1.0
        moved_points.append((x - dy / span * offset, y + dx / span * offset))
    return moved_points


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line to draw: `ink` is a token name; `dash` is in pixels."""

    d: str
    width: float
    ink: str
    dash: tuple[float, ...] = ()
    round: bool = False


def breadth(thread: Thread) -> float:
    """How wide a thread looks, strands and gaps included, in pixels."""
    return thread.width * 2.52 if thread.verdict == "disputed" and not thread.parts else thread.width


def halo(thread: Thread, among: int) -> float:
    """The width of a thread's paper-coloured halo; narrower `among` many threads, where it would eat its neighbours."""
    return breadth(thread) + (HALO_AMONG_MANY if among > MANY else HALO)


def strokes(thread: Thread, by: ColourBy = "verdict") -> tuple[Stroke, ...]:
    """The lines of a thread, bottom first: its verdict's pattern, or the strips of a ribbon."""
    if thread.parts:
        return _ribbon(thread)
    d, w, ink = curve_path(thread.curve), thread.width, thread_token(thread.verdict, thread.relation, by)
    if thread.verdict == "imprecise":
        return (Stroke(d, w, ink, (4.5 * w, 2.5 * w)),)
    if thread.verdict == "disputed":
        # two strands .62 w wide, 1.9 w apart: one wide line whose core is paper is parallel everywhere, at no cost
        return Stroke(d, 2.52 * w, ink), Stroke(d, 1.28 * w, "paper")
    if thread.verdict == "contradicted":
        return _broken(thread, d, ink)
    if thread.verdict == "supported":
        return (Stroke(d, w, ink),)
    return (Stroke(d, 1.15 * w, ink, (0.1, 3 * w), round=True),)


def _broken(thread: Thread, d: str, ink: str) -> tuple[Stroke, ...]:
    """A line with a gap at half way, both of its ends closed by a tick."""
    w, total = thread.width, length(thread.points)
    gap = min(4.6 * w, 0.4 * total)
    half = (total - gap) / 2
    ticks = ""
    for at in (half, half + gap):
        (x, y), (nx, ny) = along(thread.points, at)
        reach = 2.4 * w
        ticks += points_path(((x - nx * reach, y - ny * reach), (x + nx * reach, y + ny * reach)))
    return Stroke(d, w, ink, (half, gap)), Stroke(ticks, w, ink)


def _ribbon(thread: Thread) -> tuple[Stroke, ...]:
    """Strips side by side, one per verdict, as wide as their share; rare verdicts stay visible."""
    total = sum(count for _, count in thread.parts) or 1
    widths = [max(THIN_STRIP, thread.width * count / total) for _, count in thread.parts]
    at = -sum(widths) / 2
    strips = []
    for (verdict, _), wide in zip(thread.parts, widths, strict=True):
        line = points_path(beside(thread.points, -(at + wide / 2)))
        strips.append(Stroke(line, max(THIN_STRIP, wide - 0.8), verdict_token(verdict)))
        at += wide
    return tuple(strips)


def nodes_shown(scene: Scene) -> list[Node]:
    """Nodes to draw over the marks: none on a cluster, whose count stays readable; those of the selection last."""
    clusters = [mark.box for mark in scene.marks if mark.shape == "cluster"]

    def covered(node: Node) -> bool:
        return any(box.x0 <= node.x <= box.x1 and box.y0 <= node.y <= box.y1 for box in clusters)

    return sorted((node for node in scene.nodes if not covered(node)), key=lambda node: node.state in STRONG)


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
    return points_path(((left, upper), (right, upper))) + points_path(((left, lower), (right, lower)))


@dataclass(frozen=True, slots=True)
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
    lines = ""
    offset = box.x0 - box.height + step / 2
    while offset < box.x1:
        # the line runs from (offset, bottom) up to (offset + height, top)
        left, right = max(offset, box.x0), min(offset + box.height, box.x1)
        if right - left > 1:
            lines += points_path(((left, box.y1 - (left - offset)), (right, box.y1 - (right - offset))))
        offset += step
    return lines


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
