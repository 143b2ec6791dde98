"""Arcs over the axis of years ago: from the past on one side to the reports on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from timeline.scene.curves import Curve
from timeline.scene.links import MOST_THREADS, Bundle, Strand, ribbon, strand_thread, years_words
from timeline.scene.scene import Tag, Thread
from timeline.scene.threads import apart, in_order, tag_on

_APART: Final = 5.5
"""Pixels between the tops of two arcs, where there is room."""
_FAN: Final = 5.0
_FAN_STEP: Final = 3.2
"""Pixels to both sides of a mark, and between the arcs that stand on it."""
_BOWED: Final = 0.62
"""An arc's height grows with its length to this power."""


def arcs(bundled: Sequence[Bundle], at: dict[str, float], axis: float, wide: float) -> tuple[list[Thread], list[Tag]]:
    """An arc for each report, from the past on the left to the report on the right, standing on the axis."""
    threads = bent(bundled, at, axis - 46, lambda x0, x1, height: bow(x0, x1, axis, height))
    tags: list[Tag] = []
    for thread in threads:
        if thread.count > 1:
            tags.append(tag_on(thread, f"{thread.count:,} reports", wide, verdict=""))
        elif thread.state == "selected":
            strand = next(s for b in bundled for s in b.strands if f"{s.report}>{s.history}" == thread.key)
            tags.append(tag_on(thread, years_words(strand.years), wide, verdict=strand.verdict))
    return threads, apart(tags, int(wide))


def bent(
    bundled: Sequence[Bundle], at: Mapping[str, float], most: float, path: Callable[[float, float, float], Curve]
) -> list[Thread]:
    """The arcs of all bundles in drawing order; `path` bends one between two places to a height of at most `most`."""
    told: list[tuple[Bundle, Strand | None, float, float]] = []
    for bundle, x0, x1 in fanned(bundled, at):
        told += [(bundle, strand, x0, x1) for strand in (bundle.strands if bundle.count <= MOST_THREADS else (None,))]
    curves = [
        path(x0, x1, height)
        for (_, _, x0, x1), height in zip(told, heights([abs(x1 - x0) for _, _, x0, x1 in told], most), strict=True)
    ]
    return in_order(
        ribbon(bundle, curve) if strand is None else strand_thread(strand, curve, stub=False)
        for (bundle, strand, _, _), curve in zip(told, curves, strict=True)
    )


def heights(lengths: Sequence[float], most: float) -> list[float]:
    """Heights of arcs of these lengths: short ones stay visible under long ones, and no two are equally high."""
    found = [0.0] * len(lengths)
    longest = max(lengths, default=1.0) or 1.0
    gap, under = min(_APART, 0.4 * most / max(1, len(lengths))), most + _APART
    for number in sorted(range(len(lengths)), key=lambda k: -lengths[k]):
        under = max(gap, min(most * (lengths[number] / longest) ** _BOWED, under - gap))
        found[number] = under
    return found


def fanned(bundled: Sequence[Bundle], at: Mapping[str, float]) -> list[tuple[Bundle, float, float]]:
    """Each bundle with the places of its ends: those that share a mark stand side by side, the longest outside."""
    places = [[at[bundle.past], at[bundle.present]] for bundle in bundled]
    shared: dict[tuple[int, str], list[int]] = {}
    for number, bundle in enumerate(bundled):
        shared.setdefault((0, bundle.past), []).append(number)
        shared.setdefault((1, bundle.present), []).append(number)
    for (end, _), group in shared.items():
        step = min(_FAN_STEP, 2 * _FAN / max(1, len(group) - 1))
        group.sort(key=lambda number: -at[bundled[number].present if end == 0 else bundled[number].past])
        for k, number in enumerate(group):
            places[number][end] += round((k - (len(group) - 1) / 2) * step, 1)
    return [(bundle, x0, x1) for bundle, (x0, x1) in zip(bundled, places, strict=True)]


def bow(x0: float, x1: float, axis: float, height: float) -> Curve:
    """A cubic whose top is `height` above the axis, close to half an ellipse: controls straight above its ends."""
    up = axis - height * 4 / 3
    return (x0, axis), (x0, up), (x1, up), (x1, axis)
