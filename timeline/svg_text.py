"""Words in the picture: hostile text made safe for XML, and lines of text by role, size and weight."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from timeline.palette_strokes import box_path, ground, num
from timeline.scene.scene import Text

# XML 1.0 cannot hold these at all, not even escaped; line ends and tabs become spaces first
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE: Final = re.compile(r"[\t\n\r]+")

ROLES: Final = {
    "title": ("t", 13.5, 500),
    "date": ("d", 12.5, 400),
    "tick": ("x", 12.0, 400),
    "year": ("y", 12.5, 600),
    "band": ("b", 20.0, 600),
    "gutter": ("g", 16.0, 400),
    "count": ("c", 13.0, 600),
    "tag": ("p", 13.0, 600),
    "lag": ("lg", 12.0, 500),
    "note": ("z", 12.5, 400),
}
"""Role of a text -> its class, and the size (px) and weight that the class stands for."""


def clean(text: str) -> str:
    """The text without what XML cannot hold, on one line."""
    return _ILLEGAL.sub("", _SPACE.sub(" ", text))


def escape(text: str) -> str:
    """Safe as the content of an element or of a double-quoted attribute."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def safe_href(address: str | None) -> str:
    """The address escaped for an attribute, or nothing when it is not http, https or a place on this site."""
    if not address:
        return ""
    plain = clean(address).strip()
    try:
        scheme = urlsplit(plain).scheme.lower()
    except ValueError:
        return ""
    return escape(plain) if scheme in ("", "http", "https") else ""


def text_element(text: Text, *, extra: str = "", fixed: bool = False) -> str:
    """One line of text as an element; `extra` classes follow the role's, `fixed` pins its width for fallback fonts."""
    content = escape(text.text)
    if not content.strip():
        return ""
    name, size, weight = ROLES[text.role]
    classes = [name]
    if text.size != size:
        classes.append(f"z{round(text.size * 10)}")
    if text.weight != weight:
        classes.append(f"w{round(text.weight / 100)}")
    if text.anchor != "start":
        classes.append("m" if text.anchor == "middle" else "e")
    if extra:
        classes.append(extra)
    width = f' textLength="{num(text.width)}" lengthAdjust="spacingAndGlyphs"' if fixed and text.width > 0 else ""
    line = f'<text class="{" ".join(classes)}" x="{num(text.x)}" y="{num(text.y)}"{width}>{content}</text>'
    if text.role == "lag":  # words on a thread stand in a gap of it
        return f'<path class="h" d="{box_path(ground(text))}"/>{line}'
    return line
