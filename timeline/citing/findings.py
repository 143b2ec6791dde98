"""What `cite` returns: findings and dates, plain values that serialise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from timeline.citing.dates_in_text import DateFound
from timeline.citing.known_events import Source


@dataclass(frozen=True, slots=True)
class Finding:
    """One mention of an event. `start`, `end`: characters of the text; `confidence`: between 0 and 1, calibrated.

    `kind` is `history`, or `today` for the present-day event that the catalogue compares with a past one the text
    names.
    `row`: of a gazetteer finding the row ready for events.csv, else None. `slip`: what differs from the record, else
    None.
    """

    event: str
    title: str
    date: str
    source: Source
    kind: str
    start: int
    end: int
    text: str
    confidence: float
    reasons: tuple[str, ...]
    slip: str | None
    row: Mapping[str, str] | None
    citable: bool = True  # False for what the catalogue itself files under `today`: its citations cannot cite that

    def as_dict(self) -> dict[str, Any]:
        """The finding as `cite --format json` prints it."""
        return {
            "event": self.event,
            "title": self.title,
            "date": self.date,
            "from": self.source,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "confidence": round(self.confidence, 2),
            "reasons": list(self.reasons),
            "slip": self.slip,
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one text, in the order of the text."""

    events: tuple[Finding, ...]
    dates: tuple[DateFound, ...]

    def as_dict(self) -> dict[str, Any]:
        """Findings and dates as `cite --format json` prints them."""
        dates = [{"start": one.start, "end": one.end, "text": one.text, "edtf": one.edtf} for one in self.dates]
        return {"findings": [one.as_dict() for one in self.events], "dates": dates}
