"""What people type instead of EDTF: "28 July 1942", "c. 1930", "431 BCE"."""

from __future__ import annotations

from timeline.dates_edtf import parse
from timeline.dates_span import Span


def read(text: str) -> Span:
    """Return the Span of EDTF, else of what people type; its `text` is always EDTF. DateError when neither."""
    return parse(text.strip())


def doubt(text: str) -> str:
    """Return what an author may have meant instead of the valid EDTF ("1918-22" is a season), or ""."""
    return ""
