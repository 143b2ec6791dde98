"""Why a text is not EDTF, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable

from timeline.dates_span import DateError


def explain(text: str, is_edtf: Callable[[str], bool], part: str | None = None) -> DateError:
    """Return the error for a text that is not EDTF; `part` is the half of an interval or set that is at fault."""
    return DateError(f"'{part or text}' is not EDTF", "Write it like 1942-07-28, 1942-07, 1942 or 1941/1945.")
