"""How large a text may be set so that it fits its place on a slide, by the shipped fonts' own widths."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from timeline import widths
from timeline.widths import Family

LEAST: Final = 24
"""The smallest type on a slide, in units of 1/720 of its height (pixels at 1280 x 720)."""
SIZES: Final = (96, 88, 80, 72, 64, 58, 52, 48, 44, 40, 36, 34, 32, 30, 28, 26, LEAST)
_CARE: Final = 1.015
"""Browsers round the advance of every letter."""


@lru_cache(maxsize=4096)
def _words(text: str, family: Family, weight: int) -> tuple[tuple[float, ...], float]:
    """The widths in em of each word and of a space; of the small optical size, whose letters are the widest."""

    def em(word: str) -> float:
        return widths.width(word, LEAST, family, weight) / LEAST * _CARE

    return tuple(em(word) for word in text.replace("-", "- ").replace("–", "– ").split()), em(" ")


def lines(text: str, width: float, size: float, family: Family = "serif", weight: int = 400) -> int:
    """How many lines the text takes at that size when it may be `width` wide."""
    words, space = _words(text, family, weight)
    count, used = 1 if words else 0, 0.0
    for word in words:
        wide = word * size
        if used and used + space * size + wide > width:
            count, used = count + 1, 0.0
        count += int(wide // width) if wide > width else 0  # a word longer than a line is broken
        used += (space * size if used else 0.0) + min(wide, width)
    return count


def fit(
    text: str,
    width: float,
    height: float,
    *,
    most: int = 96,
    family: Family = "serif",
    weight: int = 400,
    leading: float = 1.2,
    sizes: Sequence[int] = SIZES,
) -> int:
    """The largest size at which the text fits the box, never less than LEAST (what does not fit then is scrolled)."""
    for size in sizes:
        if size <= most and lines(text, width, size, family, weight) * size * leading <= height:
            return size
    return LEAST
