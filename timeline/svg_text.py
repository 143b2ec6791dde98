"""Words in the picture: hostile text made safe for XML, and lines of text by role, size and weight."""

from __future__ import annotations

from urllib.parse import urlsplit

from timeline.palette_shapes import box_path, ground
from timeline.palette_strokes import num
from timeline.palette_words import ROLES, clean
from timeline.scene.scene import Text


def escape(text: str) -> str:
    """Safe as the content of an element or of a double-quoted attribute."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def safe_href(address: str | None) -> str:
    """The address escaped for an attribute, or nothing when it is not http, https or a place on this site."""
    plain = clean(address or "").strip()
    if not plain or any(char.isspace() for char in plain):  # browsers read "java script:" with its gap closed
        return ""
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
    look = ROLES[text.role]
    classes = [look.name]
    if text.size != look.size:
        classes.append(f"z{round(text.size * 10)}")
    if text.weight != look.weight:
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
