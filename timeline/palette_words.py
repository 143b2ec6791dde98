"""Words in the picture: hostile text made plain, and the look of each role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from timeline.scene.scene import Box, Scene, Text
from timeline.widths import width, wrap

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
    if text.isprintable():  # as nearly every text is: it has no line end, no tab and nothing that is illegal
        return text
    return _ILLEGAL.sub("", _SPACE.sub(" ", text))


_MESSAGE_SIZE: Final = 16.0
_MESSAGE_LEADING: Final = 21.0


def message(scene: Scene) -> tuple[Box, tuple[Text, ...]] | None:
    """What an empty picture says, as a card in its middle and lines of text; None when there is something to see."""
    if not scene.empty:
        return None
    room = max(40.0, min(420.0, scene.width - 56))
    lines = wrap(clean(scene.empty), room, 5, size=_MESSAGE_SIZE, family="serif", weight=400)
    widths = [width(line, _MESSAGE_SIZE, "serif", 400, italic=True) for line in lines]
    x, y = scene.width / 2, min(scene.height / 2, 200.0)
    if scene.layout == "wide" and len(scene.bands) == 2:
        y = (scene.bands[0].rail + scene.bands[1].rail) / 2
    half_wide, half_high = max(widths, default=0.0) / 2 + 20, len(lines) * _MESSAGE_LEADING / 2 + 14
    first = y - (len(lines) - 1) / 2 * _MESSAGE_LEADING + _MESSAGE_SIZE * 0.34
    texts = tuple(
        Text(line, x, first + at * _MESSAGE_LEADING, wide, "gutter", _MESSAGE_SIZE, 400, "middle")
        for at, (line, wide) in enumerate(zip(lines, widths, strict=True))
    )
    return Box(x - half_wide, y - half_high, x + half_wide, y + half_high), texts
