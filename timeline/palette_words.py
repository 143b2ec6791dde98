"""Words in the picture: hostile text made plain, and the look of each role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

# XML 1.0 cannot hold these at all, not even escaped; line ends and tabs become spaces first
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE: Final = re.compile(r"[\t\n\r]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How a role is set by default: its class in SVG, size (px), weight, family, and the token of its colour."""

    name: str
    size: float
    weight: int
    ink: str
    family: Literal["cond", "serif"] = "cond"
    italic: bool = False


ROLES: Final[Mapping[str, Look]] = MappingProxyType(
    {
        "title": Look("t", 13.5, 500, "ink"),
        "date": Look("d", 12.5, 400, "ink-3"),
        "tick": Look("x", 12.0, 400, "ink-3"),
        "year": Look("y", 12.5, 600, "ink-2"),
        "band": Look("b", 20.0, 600, "ink", "serif", italic=True),
        "gutter": Look("g", 16.0, 400, "ink-2", "serif", italic=True),
        "count": Look("c", 13.0, 600, "paper"),
        "tag": Look("p", 13.0, 600, "ink"),
        "lag": Look("lg", 12.0, 500, "ink-2"),
        "note": Look("z", 12.5, 400, "ink-3"),
    }
)


def clean(text: str) -> str:
    """The text on one line, without what XML and UTF-8 cannot hold."""
    return _ILLEGAL.sub("", _SPACE.sub(" ", text))
