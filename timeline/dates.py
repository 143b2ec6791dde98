"""Dates of history: EDTF (ISO 8601-2) <-> bounds in day numbers, and words for people.

`parse` takes EDTF alone, `read` also what people type, `read_column` a column of it, `words` says it. We read level 1
whole and, of level 2, X anywhere, sub-year groupings 25-41, sets, qualifiers on parts, exponents, significant digits.
Years run from -9999 to 9999; Y170000002 is well formed and refused as out of range.

Where readers of EDTF differ, this is what we do:

- Year 0000 is 1 BCE, so 431 BCE is -0430. There is no -0000. "Y" needs more than four digits or an exponent: Y17E2.
- A winter belongs to the year in which it begins: 2010-24 is December 2010 to February 2011. 21-24 are northern.
- "About" and "perhaps" never widen the bounds: any width would be made up. They are flags, to be drawn as soft edges.
- An open end (..) still goes on; an unknown end (empty) is over, nobody knows when. Neither has a bound.
- A one-of set without end, [1929..], has an unknown side; an all-of set without end, {1929..}, an open one.
- Decades and centuries are runs of equal digits: 18XX is 1800-1899 and said "19th century"; -04XX is 500-401 BCE, the
  5th century BCE exactly; 190X is said "between 1900 and 1909", as "the 1900s" is a century to many.
- 1950S2 means 1900-1999, most likely about 1950. A time of day is kept in the text and does not change the day.
- Intervals are as coarse as their coarser end; they run backwards when the end is over before the start begins.

What people type is read when it has one meaning, and refused with each meaning named when it has two:

- EDTF wins: 1941-12 is a month, and 1918-22 a summer, though `doubt` says that the years may be meant. But 1936-39,
  the last third of 1936 in EDTF, is refused by `read`: nobody who types it means that.
- 1851-52 and 1914-18 are no months, so years. With an en dash it is always years. 1942/43 too; 1905/06 is refused.
- 28/07/1942 and 28.07.1942 have one order that is possible; 03/04/1942 and 03.04.1942 have two.
- 1942-7-28 is refused and mended: a file with such dates mostly has others that sort or read wrongly.
- "Before 1928" ends in 1927, [..1927]; "until 1945" is ../1945; "from 1942" ends unknown, "since 1942" is open.
- "c. 1941-45" is about both years; "c. 1941 - 1945" about the first, as it is said.
- "Early 1942" is refused, with the first third of 1942 offered: the word has no bounds of its own.
- Old Style days are refused with the Gregorian day named: which calendar a source means is for its author to say.
"""

from timeline.dates_calendar import civil, completed_years, day_number, day_text
from timeline.dates_columns import DateColumn, civil_column, read_column, years_between
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
from timeline.dates_words import Style, day_words, text_words, words

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
    "civil_column",
    "completed_years",
    "day_number",
    "day_text",
    "day_words",
    "doubt",
    "parse",
    "read",
    "read_column",
    "text_words",
    "words",
    "years_between",
]
