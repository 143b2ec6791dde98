"""Colours, silhouettes and line patterns by theme, verdict and relation: the tokens of the style sheet, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

Theme = Literal["light", "dark", "print"]
ColourBy = Literal["verdict", "relation"]

_LIGHT: Final = {
    "paper": "#FBFAF7", "surface": "#FFFFFF",
    "then-band": "#F5F0E6", "then-bar": "#E1D6C0", "then-ink": "#5A4A33",
    "now-band": "#EAF1F2", "now-bar": "#C7D9DE", "now-ink": "#1F4A5A",
    "rule": "#DDD9CF", "rule-strong": "#8A8F93",
    "ink": "#17212B", "ink-2": "#3F4B57", "ink-3": "#56616C",
    "focus": "#0B57D0", "select": "#FFF3C4",
    "v-supported": "#0A3C86", "v-imprecise": "#8F6000", "v-disputed": "#8746DB",
    "v-contradicted": "#7A1046", "v-unchecked": "#626C77",
    "r-echo": "#0A3C86", "r-precedent": "#8F6000", "r-contrast": "#7A1046",
    "r-background": "#626C77", "r-anniversary": "#8746DB",
}  # fmt: skip
_DARK: Final = {
    "paper": "#10161C", "surface": "#172029",
    "then-band": "#1E1C18", "then-bar": "#4A4233", "then-ink": "#D9C9A8",
    "now-band": "#13222B", "now-bar": "#2C4A57", "now-ink": "#A9D0DD",
    "rule": "#2E3842", "rule-strong": "#74808B",
    "ink": "#F1EDE4", "ink-2": "#CCD0D2", "ink-3": "#A7AFB6",
    "focus": "#8AB8FF", "select": "#4A3F14",
    "v-supported": "#79B6EC", "v-imprecise": "#E8C45C", "v-disputed": "#C274FB",
    "v-contradicted": "#F2688C", "v-unchecked": "#B9C1C8",
    "r-echo": "#79B6EC", "r-precedent": "#E8C45C", "r-contrast": "#F2688C",
    "r-background": "#B9C1C8", "r-anniversary": "#C274FB",
}  # fmt: skip
# In grey the line patterns and silhouettes alone tell the verdicts apart; every ink keeps 4.5:1 on every ground.
_PRINT: Final = {
    "paper": "#FFFFFF", "surface": "#FFFFFF",
    "then-band": "#F3F3F3", "then-bar": "#D6D6D6", "then-ink": "#333333",
    "now-band": "#F3F3F3", "now-bar": "#D6D6D6", "now-ink": "#333333",
    "rule": "#D0D0D0", "rule-strong": "#808080",
    "ink": "#000000", "ink-2": "#2B2B2B", "ink-3": "#474747",
    "focus": "#000000", "select": "#E8E8E8",
    "v-supported": "#141414", "v-imprecise": "#3C3C3C", "v-disputed": "#2A2A2A",
    "v-contradicted": "#000000", "v-unchecked": "#5A5A5A",
    "r-echo": "#141414", "r-precedent": "#3C3C3C", "r-contrast": "#000000",
    "r-background": "#5A5A5A", "r-anniversary": "#2A2A2A",
}  # fmt: skip
THEMES: Final[Mapping[Theme, Mapping[str, str]]] = MappingProxyType(
    {"light": MappingProxyType(_LIGHT), "dark": MappingProxyType(_DARK), "print": MappingProxyType(_PRINT)}
)
"""Token name without its dashes -> `#RRGGBB`. Light and dark are those of assets/tokens.css; a test compares them."""

EMBED_PAPER: Final = "#FFFFFF"
"""The ground of a light embed, so that it sits natively on a news page."""

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cond": '"IBM Plex Sans Condensed","IBM Plex Sans","Arial Narrow",system-ui,sans-serif',
        "sans": '"IBM Plex Sans",system-ui,-apple-system,"Segoe UI",Roboto,sans-serif',
        "serif": '"Source Serif 4 Variable","Source Serif 4",Georgia,"Times New Roman",serif',
    }
)
"""CSS font families by the names that `widths.width` measures."""

LEGEND_ORDER: Final = ("supported", "imprecise", "disputed", "contradicted", "unchecked")
VERDICT_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "supported": "Supported",
        "imprecise": "Imprecise",
        "disputed": "Disputed",
        "contradicted": "Contradicted",
        "unchecked": "Unchecked",
    }
)


def verdict_token(verdict: str) -> str:
    """The token of a verdict's colour; a word that is no verdict is drawn as unchecked, never dropped."""
    return f"v-{verdict}" if verdict in VERDICT_WORDS else "v-unchecked"


def thread_token(verdict: str, relation: str, by: ColourBy) -> str:
    """The token of a thread's colour; the line pattern always tells the verdict."""
    if by == "relation" and f"r-{relation}" in _LIGHT:
        return f"r-{relation}"
    return verdict_token(verdict)


@dataclass(frozen=True, slots=True)
class Sign:
    """One stroke or surface of a silhouette, in a square of 20: `ink` is `verdict` or `knock` (the ground shows)."""

    d: str
    ink: Literal["verdict", "knock"]
    stroke: float = 0.0
    """Line width; 0 means the path is filled."""
    dash: tuple[float, ...] = ()


_DISC: Final = "M19 10C19 14.97 14.97 19 10 19C5.03 19 1 14.97 1 10C1 5.03 5.03 1 10 1C14.97 1 19 5.03 19 10Z"
_RING: Final = (
    "M18.6 10C18.6 14.75 14.75 18.6 10 18.6C5.25 18.6 1.4 14.75 1.4 10"
    "C1.4 5.25 5.25 1.4 10 1.4C14.75 1.4 18.6 5.25 18.6 10Z"
)
_WAVES: Final = (
    "M5 8.3C6.7 6.4 8.3 6.4 10 8.3C11.7 10.2 13.3 10.2 15 8.3M5 12.9C6.7 11 8.3 11 10 12.9C11.7 14.8 13.3 14.8 15 12.9"
)
_SQUARE: Final = (
    "M2.8 1.4L17.2 1.4Q18.6 1.4 18.6 2.8L18.6 17.2Q18.6 18.6 17.2 18.6"
    "L2.8 18.6Q1.4 18.6 1.4 17.2L1.4 2.8Q1.4 1.4 2.8 1.4Z"
)
_QUESTION: Final = (
    "M7.6 7.9C7.6 6.5 8.7 5.4 10.1 5.4C11.5 5.4 12.6 6.5 12.6 7.9C12.6 8.9 12.1 9.6 11.2 10.1C10.3 10.6 10 11 10 12"
)
_POINT: Final = (
    "M11.15 14.3C11.15 14.94 10.64 15.45 10 15.45C9.36 15.45 8.85 14.94 8.85 14.3"
    "C8.85 13.66 9.36 13.15 10 13.15C10.64 13.15 11.15 13.66 11.15 14.3Z"
)

SILHOUETTES: Final[Mapping[str, tuple[Sign, ...]]] = MappingProxyType(
    {
        "supported": (Sign(_DISC, "verdict"), Sign("M5.6 10.4L8.6 13.4L14.4 6.8", "knock", 2.1)),
        "imprecise": (
            Sign("M5.2 1.7L14.8 1.7L19.6 10L14.8 18.3L5.2 18.3L0.4 10Z", "verdict"),
            Sign(_WAVES, "knock", 1.9),
        ),
        "disputed": (
            Sign("M10 0.6L19.4 10L10 19.4L0.6 10Z", "knock"),
            Sign("M10 0.6L0.6 10L10 19.4Z", "verdict"),
            Sign("M10 1.9L18.1 10L10 18.1L1.9 10Z", "verdict", 1.9),
        ),
        "contradicted": (Sign(_SQUARE, "verdict"), Sign("M6 6L14 14M14 6L6 14", "knock", 2.2)),
        "unchecked": (
            Sign(_RING, "knock"),
            Sign(_RING, "verdict", 1.7, (3.3, 2.1)),
            Sign(_QUESTION, "verdict", 1.7),
            Sign(_POINT, "verdict"),
        ),
    }
)
"""Verdict -> what to draw, bottom first. Paths hold only absolute M, L, C, Q and Z, which Plotly reads as well."""


def luminance(colour: str) -> float:
    """The relative luminance (WCAG 2) of `#RRGGBB`."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio (WCAG 2) of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=256)
def mixed(colour: str, ground: str, share: float) -> str:
    """The colour seen when `share` of `colour` (0 to 1) lies over `ground`: opacity without transparency."""
    parts = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in parts)
