"""Dates of history: EDTF text <-> bounds in day numbers, and words for people."""

from timeline.dates_calendar import civil, completed_years, day_number
from timeline.dates_columns import DateColumn, read_column
from timeline.dates_edtf import parse
from timeline.dates_span import (
    APPROXIMATE,
    END_APPROXIMATE,
    INTERVAL,
    NO_DAY,
    OPEN_END,
    OPEN_START,
    PRECISIONS,
    SET,
    START_APPROXIMATE,
    UNCERTAIN,
    UNKNOWN_END,
    UNKNOWN_START,
    DateError,
    Edge,
    Span,
)
from timeline.dates_text import doubt, read
from timeline.dates_words import Style, day_words, words

__all__ = [
    "APPROXIMATE",
    "END_APPROXIMATE",
    "INTERVAL",
    "NO_DAY",
    "OPEN_END",
    "OPEN_START",
    "PRECISIONS",
    "SET",
    "START_APPROXIMATE",
    "UNCERTAIN",
    "UNKNOWN_END",
    "UNKNOWN_START",
    "DateColumn",
    "DateError",
    "Edge",
    "Span",
    "Style",
    "civil",
    "completed_years",
    "day_number",
    "day_words",
    "doubt",
    "parse",
    "read",
    "read_column",
    "words",
]
