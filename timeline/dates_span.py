"""What a date is once read: two bounds, a precision and its doubts. And what is said when it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

NO_DAY: Final = int(np.iinfo(np.int64).min)  # "no bound" in columns of day numbers

PRECISIONS: Final = ("day", "month", "season", "year", "decade", "century", "millennium")  # finest first

APPROXIMATE: Final = 1
UNCERTAIN: Final = 2
INTERVAL: Final = 4
OPEN_START: Final = 8
OPEN_END: Final = 16
UNKNOWN_START: Final = 32
UNKNOWN_END: Final = 64
START_APPROXIMATE: Final = 128
END_APPROXIMATE: Final = 256
SET: Final = 512

Edge: TypeAlias = Literal["known", "open", "unknown"]


class DateError(ValueError):
    """A text that is not a date we can read.

    `message` is a clause that says why ("30 February does not exist: February 1943 has 28 days"), without a full stop;
    `mend` is one or more whole sentences that say what to write instead ("Write 1942-07-28."), or "".
    """

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}. {self.mend}".rstrip()


@dataclass(frozen=True, slots=True)
class Span:
    """A date as two bounds in day numbers (days since 1970-01-01), inclusive.

    A single date happened some time within earliest..latest, so `start_latest == latest` and
    `end_earliest == earliest`. An interval began within earliest..start_latest and ended within
    end_earliest..latest. A one-of set `[a,b]` is a single date; an all-of set `{a,b}` lasts from its first member to
    its last. A bound is None where that side is open or unknown.
    """

    text: str  # the EDTF, exactly as accepted
    earliest: int | None
    latest: int | None
    start_latest: int | None
    end_earliest: int | None
    precision: str  # one of PRECISIONS; for intervals and sets the coarsest of their dates
    approximate: bool
    uncertain: bool
    interval: bool  # written a/b
    start: Edge  # "open": has always been so, or the reader need not ask; "unknown": it has a start, nobody knows when
    end: Edge
    ends: tuple[Span | None, Span | None]  # the spans of an interval's two ends; (None, None) otherwise

    def __str__(self) -> str:
        return self.text

    @property
    def flags(self) -> int:
        """The same facts as bits (APPROXIMATE .. SET), as they stand in `DateColumn.flags`."""
        first, last = self.ends
        soft_start = (first is not None and first.approximate) if self.interval else self.approximate
        soft_end = (last is not None and last.approximate) if self.interval else self.approximate
        return (
            APPROXIMATE * self.approximate
            | UNCERTAIN * self.uncertain
            | INTERVAL * self.interval
            | OPEN_START * (self.start == "open")
            | OPEN_END * (self.end == "open")
            | UNKNOWN_START * (self.start == "unknown")
            | UNKNOWN_END * (self.end == "unknown")
            | START_APPROXIMATE * soft_start
            | END_APPROXIMATE * soft_end
            | SET * (self.text[0] in "[{")
        )


def coarser(a: str, b: str) -> str:
    """Return the coarser of two precisions."""
    return PRECISIONS[max(PRECISIONS.index(a), PRECISIONS.index(b))]
