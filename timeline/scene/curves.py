"""Cubic Bézier curves between two rails, and the points on them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic Bézier: its start, two controls and its end."""

SAMPLES: Final = 49
_T: Final = np.linspace(0.0, 1.0, SAMPLES)
_BASIS: Final = np.stack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3], axis=1)


def curve(start: Point, end: Point, *, across: bool) -> Curve:
    """A cubic that leaves and arrives at right angles to the rails, its controls at half the gutter."""
    if across:
        half = (start[0] + end[0]) / 2
        return start, (half, start[1]), (half, end[1]), end
    half = (start[1] + end[1]) / 2
    return start, (start[0], half), (end[0], half), end


@lru_cache(maxsize=1024)
def sample(bent: Curve) -> tuple[Point, ...]:
    """49 points of a curve, evenly in its parameter, to a hundredth of a pixel."""
    return tuple(map(tuple, np.round(_BASIS @ np.array(bent), 2).tolist()))
