"""The bars of /memory as light SVG: lengths in percent, so that one drawing fits every width and no text is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from timeline.palette import LEGEND_ORDER

_SQUARE: Final = '<rect width="{0}" height="{1}" fill="var(--v-{2})"/>'
_INSIDE: Final = {
    "supported": (8, 8, "", ""),
    "imprecise": (
        7, 7, ' patternTransform="rotate(45)"', '<path d="M0 0V7" stroke="var(--paper)" stroke-width="2.4"/>'
    ),
    "disputed": (8, 7, "", '<path d="M0 3.5H8" stroke="var(--paper)" stroke-width="1.8"/>'),
    "contradicted": (
        9, 9, "", '<path d="M2.5 2.5l4 4M6.5 2.5l-4 4" stroke="var(--paper)" stroke-width="1.3"/>'
    ),
}  # fmt: skip


def patterns() -> Markup:
    """The fills of the verdicts, once for a page: colour never stands alone."""
    found = [
        f'<pattern id="p-{name}" width="{wide}" height="{high}" patternUnits="userSpaceOnUse"{turn}>'
        f"{_SQUARE.format(wide, high, name)}{inside}</pattern>"
        for name, (wide, high, turn, inside) in _INSIDE.items()
    ]
    found.append(
        '<pattern id="p-unchecked" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="var(--paper)"/>'
        '<circle cx="3" cy="3" r="1.5" fill="var(--v-unchecked)"/></pattern>'
    )
    return Markup(
        '<svg class="mem-defs" width="0" height="0" aria-hidden="true" focusable="false">'
        f"<defs>{''.join(found)}</defs></svg>"
    )


def by_verdict(counts: Sequence[int], scale: int) -> Markup:
    """A bar in parts, one for each verdict of LEGEND_ORDER that has any; `scale` citations take the whole width."""
    parts, at = [], 0
    for verdict, count in zip(LEGEND_ORDER, counts, strict=True):
        if count:
            parts.append(_bar(at, count, scale, f"url(#p-{verdict})"))
            at += count
    return _drawing("".join(parts))


def plain(count: float, scale: float) -> Markup:
    """A bar of one kind; `scale` takes the whole width."""
    return _drawing(_bar(0, count, scale, "currentColor"))


def column(count: int, scale: int) -> Markup:
    """A column that stands on the foot of its drawing; `scale` takes the whole height."""
    high = 100 * count / scale if scale else 0
    return _drawing(f'<rect y="{100 - high:.2f}%" width="100%" height="{high:.2f}%" fill="currentColor"/>')


def _bar(start: float, length: float, scale: float, fill: str) -> str:
    left, wide = (100 * start / scale, 100 * length / scale) if scale else (0.0, 0.0)
    return f'<rect x="{left:.2f}%" width="{wide:.2f}%" height="100%" fill="{fill}"/>'


def _drawing(inside: str) -> Markup:
    return Markup(f'<svg width="100%" height="100%" aria-hidden="true" focusable="false">{inside}</svg>')
