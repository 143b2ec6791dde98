"""Threads as paths in pixels, the same for SVG and Plotly: line patterns by verdict, ribbons, halos.

Paths hold only absolute M, L, C, Q and Z with numbers separated by spaces, which is what Plotly's shapes read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.palette import ColourBy, thread_token, verdict_token
from timeline.scene.curves import Curve, Point
from timeline.scene.scene import Scene, Thread
from timeline.scene.threads import MANY_THREADS
from timeline.values import value

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
HALO: Final = 4.0
END: Final = 12.0
"""Pixels at both ends of a thread without a halo: there lines meet, they do not cross."""
_LEAST_SINE: Final = 0.42
"""Lines that meet under less than 25 degrees run together; a halo would wipe out a long stretch."""
_COARSE: Final = 4
"""Every fourth of a thread's 49 points is enough to find where it crosses others."""
THIN_STRIP: Final = 1.2

_NEGATIVE_ZERO: Final = re.compile(r"-0(?![\d.])")
_PAIRS: Final = re.compile(r"[MLCQ]|Z|-?\d+(?:\.\d+)?")


def num(value: float) -> str:
    """A coordinate with at most one decimal, without a trailing or a negative zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def written(template: str, numbers: Sequence[float]) -> str:
    """A path whose numbers, each a `%.1f` of the template, are written as `num` writes them, all in one call."""
    path = (template % tuple(numbers)).replace(".0", "")
    return _NEGATIVE_ZERO.sub("0", path) if "-0" in path else path


def numbers(*values: float) -> list[str]:
    """The numbers as `num` writes them."""
    return written(" ".join(["%.1f"] * len(values)), values).split()


def points_path(points: Iterable[Point], close: bool = False) -> str:
    """Straight lines through the points."""
    return flat_path([number for point in points for number in point], close)


def flat_path(flat: Sequence[float], close: bool = False) -> str:
    """Straight lines through points whose x and y follow one another."""
    return written("M" + ("L%.1f %.1f" * (len(flat) // 2))[1:] + ("Z" if close else ""), flat) if flat else ""


def segments_path(lines: Iterable[tuple[Point, Point]]) -> str:
    """Straight lines, each by itself from its start to its end."""
    flat = [number for start, end in lines for number in (*start, *end)]
    return written("M%.1f %.1fL%.1f %.1f" * (len(flat) // 4), flat)


def curve_path(curve: Curve) -> str:
    """A cubic Bézier; a straight line when its controls add nothing."""
    x0, y0, x1, y1, x2, y2, x3, y3 = numbers(*[number for point in curve for number in point])
    if x0 == x1 == x2 == x3 or y0 == y1 == y2 == y3:
        return f"M{x0} {y0}L{x3} {y3}"
    return f"M{x0} {y0}C{x1} {y1} {x2} {y2} {x3} {y3}"


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


def steps(points: Sequence[Point]) -> list[float]:
    """How far it is from each point of a line to the next, in pixels."""
    return [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]


def along(points: Sequence[Point], distance: float, walk: Sequence[float]) -> tuple[Point, Point]:
    """The point `distance` pixels along the line, whose `steps` are `walk`, and the unit vector across it there."""
    left = distance
    last = len(walk) - 1
    for at, step in enumerate(walk):
        if step and (left <= step or at == last):
            share, (ax, ay), (bx, by) = left / step, points[at], points[at + 1]
            across = (-(by - ay) / step, (bx - ax) / step)
            return (ax + (bx - ax) * share, ay + (by - ay) * share), across
        left -= step
    return points[-1], (1.0, 0.0)


def share_at(walk: Sequence[float], distance: float) -> float:
    """How far along a curve's parameter (0 to 1) `distance` pixels are; its `steps` are even in the parameter."""
    left = distance
    for at, step in enumerate(walk):
        if step and left <= step:
            return (at + left / step) / len(walk)
        left -= step
    return 1.0


def first_part(curve: Curve, share: float) -> str:
    """The path of a cubic Bézier from its start to a share of its parameter, by de Casteljau's division."""
    rows: list[list[Point]] = [list(curve)]
    while len(rows[-1]) > 1:
        rows.append([(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for (x0, y0), (x1, y1) in pairwise(rows[-1])])
    return curve_path((rows[0][0], rows[1][0], rows[2][0], rows[3][0]))


def normals(points: Sequence[Point]) -> list[Point]:
    """The unit vector across the line at every point."""
    ahead, behind = [*points[1:], points[-1]], [points[0], *points[:-1]]
    found = []
    for (x1, y1), (x0, y0) in zip(ahead, behind, strict=True):
        dx, dy = x1 - x0, y1 - y0
        span = hypot(dx, dy) or 1.0
        found.append((-dy / span, dx / span))
    return found


def beside(points: Sequence[Point], offsets: Sequence[float]) -> list[list[float]]:
    """The line moved sideways along its `normals` by each of the offsets (px); x and y follow one another."""
    shifted = np.array(points) + np.array(normals(points)) * np.array(offsets)[:, None, None]
    lines: list[list[float]] = shifted.reshape(len(offsets), -1).tolist()
    return lines


@value
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


def halos(scene: Scene) -> list[Stroke | None]:
    """The paper-coloured halo of each thread of the scene, in the same order: what it crosses ends short of it.

    It is drawn at crossings alone: lines that run together would eat one another. Among more than MANY_THREADS, and for
    a thread that crosses none of those beneath it, there is none.
    """
    threads = scene.threads
    found: list[Stroke | None] = [None] * len(threads)
    if len(threads) > MANY_THREADS:
        return found
    for number, spans in _crossings(threads).items():
        thread = threads[number]
        dash, at = [0.0], 0.0
        for start, stop in spans:
            dash += [start - at, stop - start]
            at = stop
        found[number] = Stroke(curve_path(thread.curve), breadth(thread) + HALO, "paper", (*dash, 1e4))
    return found


def _crossings(threads: Sequence[Thread]) -> dict[int, list[tuple[float, float]]]:
    """For each thread that crosses one beneath it, the stretches along it (px) that a halo clears, in order."""
    if len(threads) < 2:
        return {}
    points = np.array([thread.points[::_COARSE] for thread in threads])  # (threads, points, 2)
    step = np.diff(points, axis=1)
    long = np.hypot(step[..., 0], step[..., 1])
    along_it = np.concatenate([np.zeros((len(threads), 1)), np.cumsum(long, axis=1)], axis=1)
    above, first, below, second = _close(points)
    r, s = step[above, first], step[below, second]  # (pairs of segments, 2)
    apart = points[below, second] - points[above, first]
    turn = _cross(r, s)
    with np.errstate(divide="ignore", invalid="ignore"):
        t, u = _cross(apart, s) / turn, _cross(apart, r) / turn
        sine = np.abs(turn) / (long[above, first] * long[below, second])
    hits = (t >= 0) & (t < 1) & (u >= 0) & (u < 1) & (sine > _LEAST_SINE)
    above, first, below = above[hits], first[hits], below[hits]
    found: dict[int, list[tuple[float, float]]] = {}
    at = along_it[above, first] + t[hits] * long[above, first]
    clear = [(breadth(threads[k]) + HALO) / 2 for k in range(len(threads))]
    for place, over, under, sin in zip(at.tolist(), above.tolist(), below.tolist(), sine[hits].tolist(), strict=True):
        if END < place < along_it[over, -1] - END:
            reach = clear[under] / sin
            found.setdefault(over, []).append((place - reach, place + reach))
    return {number: _joined(spans) for number, spans in found.items()}


def _close(points: Floats) -> tuple[Ints, Ints, Ints, Ints]:
    """Which segments may cross, by the boxes around them: an upper line and its segment, a lower one and its."""
    ends = points[:, :-1].reshape(-1, 2), points[:, 1:].reshape(-1, 2)
    (x0, y0), (x1, y1) = np.minimum(*ends).T.copy(), np.maximum(*ends).T.copy()
    meet = (x0[:, None] <= x1) & (x0 <= x1[:, None]) & (y0[:, None] <= y1) & (y0 <= y1[:, None])
    one, other = np.divmod(np.flatnonzero(meet), len(x0))
    (above, first), (below, second) = (np.divmod(segment, points.shape[1] - 1) for segment in (one, other))
    kept = above > below
    return above[kept], first[kept], below[kept], second[kept]


def _cross(a: Floats, b: Floats) -> Floats:
    found: Floats = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return found


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches in order, those that touch as one."""
    out: list[tuple[float, float]] = []
    for start, stop in sorted(spans):
        start = max(0.0, start)
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(stop, out[-1][1])
        else:
            out.append((start, stop))
    return out


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
        return _broken(thread, ink)
    if thread.verdict == "supported":
        return (Stroke(d, w, ink),)
    return (Stroke(d, 1.15 * w, ink, (0.1, 3 * w), round=True),)


def _broken(thread: Thread, ink: str) -> tuple[Stroke, ...]:
    """A line with a gap at half way, both of its ends closed by a tick."""
    w, points = thread.width, thread.points
    walk = steps(points)
    total = sum(walk)
    gap = min(4.6 * w, 0.4 * total)
    half = (total - gap) / 2
    halves = first_part(thread.curve, share_at(walk, half))
    halves += first_part(thread.curve[::-1], 1 - share_at(walk, half + gap))
    ticks = ""
    for at in (half, half + gap):
        (x, y), (nx, ny) = along(points, at, walk)
        reach = 2.4 * w
        ticks += points_path(((x - nx * reach, y - ny * reach), (x + nx * reach, y + ny * reach)))
    return Stroke(halves, w, ink), Stroke(ticks, w, ink)


_RIBBON_STEP: Final = 3
"""Every third of a ribbon's 49 points is drawn: the strips' edges stay within a third of a pixel of the curve."""
_WIDE: Final = 20.0
"""Of a ribbon as wide as this all points are drawn: the corners of its strips would show."""


def _ribbon(thread: Thread) -> tuple[Stroke, ...]:
    """Strips side by side, one per verdict, as wide as their share; rare verdicts stay visible."""
    total = sum(count for _, count in thread.parts) or 1
    widths = [max(THIN_STRIP, thread.width * count / total) for _, count in thread.parts]
    at = -sum(widths) / 2
    middles = []
    for wide in widths:
        middles.append(-(at + wide / 2))
        at += wide
    if len(middles) == 1:
        lines = [curve_path(thread.curve)]
    else:
        step = 1 if thread.width > _WIDE else _RIBBON_STEP
        lines = [flat_path(line) for line in beside(thread.points[::step], middles)]
    return tuple(
        Stroke(line, max(THIN_STRIP, wide - 0.8), verdict_token(verdict))
        for (verdict, _), wide, line in zip(thread.parts, widths, lines, strict=True)
    )
