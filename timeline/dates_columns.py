"""A column of dates at once: the same answers as `read`, row by row, at millions of rows.

Plain days, months, seasons, years, decades, centuries and their intervals, with a sign before and a qualifier behind,
are read by arithmetic on the bytes of the whole column; what is left goes through `read`, each different text once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.dates_calendar import FIRST_YEAR, SEASONS, month_table
from timeline.dates_span import (
    APPROXIMATE,
    END_APPROXIMATE,
    INTERVAL,
    NO_DAY,
    OPEN_END,
    OPEN_START,
    PRECISIONS,
    START_APPROXIMATE,
    UNCERTAIN,
    UNKNOWN_END,
    UNKNOWN_START,
    DateError,
    Span,
)
from timeline.dates_text import read

Bytes: TypeAlias = npt.NDArray[np.uint8]
Ints: TypeAlias = npt.NDArray[np.int64]
Days: TypeAlias = Ints | npt.NDArray[np.int32]
Bools: TypeAlias = npt.NDArray[np.bool_]

_DAY, _MONTH, _SEASON, _YEAR, _DECADE, _CENTURY = (
    PRECISIONS.index(p) for p in ("day", "month", "season", "year", "decade", "century")
)
_HYPHEN, _DOT, _SLASH, _NEWLINE, _ZERO, _X = (ord(c) for c in "-./\n0X")
_BOTH: Final = APPROXIMATE | UNCERTAIN


@dataclass(frozen=True, slots=True, eq=False)
class DateColumn:
    """Dates of n rows as arrays of shape (n,); days since 1970-01-01, NO_DAY = no bound (open, unknown, not read)."""

    text: npt.NDArray[np.object_]  # str: the EDTF; of a row that was not read, the text as given
    earliest: Ints
    latest: Ints
    start_latest: Ints
    end_earliest: Ints
    precision: npt.NDArray[np.uint8]  # index into PRECISIONS
    flags: npt.NDArray[np.uint16]  # APPROXIMATE | UNCERTAIN | ...
    ok: Bools
    errors: dict[int, DateError]  # row -> why it was not read
    read_as: dict[int, str]  # row -> EDTF, for rows that were not EDTF as given

    def __len__(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class _Dates:
    """Single dates of many rows; `ok` is False where the quick way does not know the form or the date is impossible."""

    low: Ints
    high: Ints
    precision: npt.NDArray[np.uint8]
    doubts: npt.NDArray[np.uint8]  # APPROXIMATE | UNCERTAIN
    ok: Bools


def read_column(texts: Sequence[str] | pd.Series | npt.NDArray[np.object_]) -> DateColumn:
    """Return what `read` gives for every row; rows that are no text (None, NaN) count as empty."""
    listed = _listed(texts)
    column = _blank(listed)
    data, first, last = _bytes_of(listed)
    slash = np.flatnonzero(data == _SLASH)
    rows = np.searchsorted(first, slash, side="right") - 1
    slashes = np.bincount(rows, minlength=len(listed))
    single = np.flatnonzero(slashes == 0)
    _read_single(column, single, data, first[single], last[single])
    alone = slashes[rows] == 1
    rows, slash = rows[alone], slash[alone]
    _read_intervals(column, rows, data, first[rows], slash, last[rows])
    _read_the_rest(column)
    return column


def _listed(texts: Sequence[str] | pd.Series | npt.NDArray[np.object_]) -> list[str]:
    listed: list[object] = texts.tolist() if isinstance(texts, pd.Series | np.ndarray) else list(texts)
    return [text if isinstance(text, str) else "" for text in listed]


def _blank(texts: list[str]) -> DateColumn:
    n = len(texts)
    array = np.empty(n, dtype=object)
    array[:] = texts
    low, high, start, end = (np.full(n, NO_DAY, np.int64) for _ in range(4))
    return DateColumn(
        array, low, high, start, end, np.zeros(n, np.uint8), np.zeros(n, np.uint16), np.zeros(n, np.bool_), {}, {}
    )


def _bytes_of(texts: list[str]) -> tuple[Bytes, Ints, Ints]:
    """Return all texts as one array of bytes, and where each begins and ends."""
    joined = "\n".join(texts)
    if joined.count("\n") != max(len(texts) - 1, 0):
        joined = "\n".join(text.replace("\n", "\0") for text in texts)  # no date has either: `read` will say so
    data = np.frombuffer(joined.encode("utf-8", "surrogatepass"), np.uint8)
    if not texts:
        return data, np.empty(0, np.int64), np.empty(0, np.int64)
    breaks = np.flatnonzero(data == _NEWLINE).astype(np.int64)
    return data, np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(data)]))


def _read_single(column: DateColumn, rows: Ints, data: Bytes, first: Ints, last: Ints) -> None:
    dates = _dates(data, first, last, alone=True)
    if not dates.ok.all():
        keep = dates.ok
        rows = rows[keep]
        dates = _Dates(dates.low[keep], dates.high[keep], dates.precision[keep], dates.doubts[keep], dates.ok[keep])
    column.earliest[rows] = column.end_earliest[rows] = dates.low
    column.latest[rows] = column.start_latest[rows] = dates.high
    column.precision[rows] = dates.precision
    soft = (dates.doubts & APPROXIMATE).astype(np.uint16)
    column.flags[rows] = dates.doubts + soft * (START_APPROXIMATE | END_APPROXIMATE)
    column.ok[rows] = True


def _read_intervals(column: DateColumn, rows: Ints, data: Bytes, first: Ints, slash: Ints, last: Ints) -> None:
    left, right = _dates(data, first, slash), _dates(data, slash + 1, last)
    left_open, right_open = _is_open(data, first, slash), _is_open(data, slash + 1, last)
    left_unknown, right_unknown = first == slash, slash + 1 == last
    ok = (left.ok | left_open | left_unknown) & (right.ok | right_open | right_unknown) & (left.ok | right.ok)
    both = left.ok & right.ok
    ok &= ~(both & (right.high < left.low))  # runs backwards: `read` says so
    low, start = np.where(left.ok, left.low, NO_DAY), np.where(left.ok, left.high, NO_DAY)
    end, high = np.where(right.ok, right.low, NO_DAY), np.where(right.ok, right.high, NO_DAY)
    start = np.where(both, np.minimum(start, high), start)
    end = np.where(both, np.maximum(end, low), end)
    left_doubts, right_doubts = left.doubts * left.ok, right.doubts * right.ok
    flags = (left_doubts | right_doubts).astype(np.uint16) | INTERVAL
    for where, bit in (
        (left_open, OPEN_START),
        (right_open, OPEN_END),
        (left_unknown, UNKNOWN_START),
        (right_unknown, UNKNOWN_END),
        (left_doubts & APPROXIMATE > 0, START_APPROXIMATE),
        (right_doubts & APPROXIMATE > 0, END_APPROXIMATE),
    ):
        flags[where] |= bit
    precision = np.maximum(left.precision * left.ok, right.precision * right.ok)
    rows = rows[ok]
    for bounds, days in (
        (column.earliest, low),
        (column.latest, high),
        (column.start_latest, start),
        (column.end_earliest, end),
    ):
        bounds[rows] = days[ok]
    column.precision[rows], column.flags[rows], column.ok[rows] = precision[ok], flags[ok], True


def _is_open(data: Bytes, first: Ints, last: Ints) -> Bools:
    two = np.flatnonzero(last - first == 2)
    is_open = np.zeros(len(first), np.bool_)
    is_open[two] = (data[first[two]] == _DOT) & (data[first[two] + 1] == _DOT)
    return is_open


def _dates(data: Bytes, first: Ints, last: Ints, alone: bool = False) -> _Dates:
    """Read the dates at data[first:last]; `alone` when no "/" stands beside them."""
    n = len(first)
    filled = np.flatnonzero(last > first)
    negative, doubts = np.zeros(n, np.bool_), np.zeros(n, np.uint8)
    negative[filled] = data[first[filled]] == _HYPHEN
    marks = np.zeros(256, np.uint8)
    for mark, bits in (("~", APPROXIMATE), ("?", UNCERTAIN), ("%", _BOTH)):
        marks[ord(mark)] = bits
    doubts[filled] = marks[data[last[filled] - 1]]
    begin = first + negative
    length = last - begin - (doubts > 0)
    dates = _Dates(
        np.full(n, NO_DAY, np.int64), np.full(n, NO_DAY, np.int64), np.zeros(n, np.uint8), doubts, np.zeros(n, np.bool_)
    )
    for size, reader in ((10, _read_days), (7, _read_months), (4, _read_years)):
        chosen = np.flatnonzero(length == size)
        if len(chosen):
            reader(dates, chosen, data, begin[chosen], negative[chosen], alone)
    return dates


def _number(data: Bytes, at: Ints, digits: int) -> tuple[Ints, Bools]:
    """Return the number that stands in so many digits, and whether they are digits."""
    number, ok = np.zeros(len(at), np.int32), np.ones(len(at), np.bool_)
    for place in range(digits):
        digit = data[at + place] - np.uint8(_ZERO)  # a byte below "0" wraps round to a large one
        ok &= digit <= 9
        number = number * 10 + digit
    return number.astype(np.int64), ok


def _months_before(year: Ints, negative: Bools) -> tuple[Ints, Bools]:
    """Return the place of January in the table of months, and whether there is such a year (not -0000)."""
    return (np.where(negative, -year, year) - FIRST_YEAR) * 12, ~(negative & (year == 0))


def _put(dates: _Dates, chosen: Ints, low: Ints, high: Ints, precision: int | npt.NDArray[np.int64]) -> None:
    dates.low[chosen], dates.high[chosen] = low, high
    dates.precision[chosen] = precision
    dates.ok[chosen] = True


def _read_days(dates: _Dates, chosen: Ints, data: Bytes, at: Ints, negative: Bools, alone: bool) -> None:
    """Read 1942-07-28, 1942-07-XX and 1942-XX-XX."""
    table = month_table()
    year, ok = _number(data, at, 4)
    month, month_ok = _number(data, at + 5, 2)
    day, day_ok = _number(data, at + 8, 2)
    january, exists = _months_before(year, negative)
    ok &= exists & (data[at + 4] == _HYPHEN) & (data[at + 7] == _HYPHEN)
    masked_day = (data[at + 8] == _X) & (data[at + 9] == _X)
    masked_month = (data[at + 5] == _X) & (data[at + 6] == _X)
    month_ok &= (month >= 1) & (month <= 12)
    place = np.where(ok & month_ok, january + month - 1, 0)
    begins = table[place]
    plain = ok & month_ok & day_ok & (day >= 1) & (day <= table[place + 1] - begins)
    low = (begins + day - 1)[plain]
    _put(dates, chosen[plain], low, low, _DAY)
    of_month = ok & month_ok & masked_day
    _put(dates, chosen[of_month], begins[of_month], table[place + 1][of_month] - 1, _MONTH)
    _whole_years(dates, chosen, january, ok & masked_month & masked_day, _YEAR)


def _whole_years(dates: _Dates, chosen: Ints, january: Ints, where: Bools, precision: int, years: int = 1) -> None:
    table, january = month_table(), january[where]
    _put(dates, chosen[where], table[january], table[january + 12 * years] - 1, precision)


def _read_months(dates: _Dates, chosen: Ints, data: Bytes, at: Ints, negative: Bools, alone: bool) -> None:
    """Read 1942-07, 1942-XX and the seasons 21-24; when alone, 1936-39 may be years: `read` says so."""
    table = month_table()
    year, ok = _number(data, at, 4)
    month, month_ok = _number(data, at + 5, 2)
    january, exists = _months_before(year, negative)
    ok &= exists & (data[at + 4] == _HYPHEN)
    starts, lengths = np.zeros(100, np.int64), np.zeros(100, np.int64)
    starts[1:13], lengths[1:13] = np.arange(12), 1
    for code, (start, length) in SEASONS.items():
        starts[code], lengths[code] = start, length
    month = np.where(month_ok, month, 0)
    known = ok & (lengths[month] > 0)
    if alone:
        known &= (month < 25) | (month <= year % 100)
    month = month[known]
    place = january[known] + starts[month]
    _put(
        dates, chosen[known], table[place], table[place + lengths[month]] - 1, np.where(month > 12, _SEASON, _MONTH)
    )  # fmt: skip
    _whole_years(dates, chosen, january, ok & (data[at + 5] == _X) & (data[at + 6] == _X), _YEAR)


def _read_years(dates: _Dates, chosen: Ints, data: Bytes, at: Ints, negative: Bools, alone: bool) -> None:
    """Read 1942, 194X and 19XX; masked years before 1 BCE count backwards and are left to `read`."""
    year, ok = _number(data, at, 4)
    january, exists = _months_before(year, negative)
    _whole_years(dates, chosen, january, ok & exists, _YEAR)
    last_masked = (data[at + 3] == _X) & ~negative
    for digits, masked, precision in (
        (3, last_masked, _DECADE),
        (2, last_masked & (data[at + 2] == _X), _CENTURY),
    ):
        known, ok = _number(data, at, digits)
        span = 10 ** (4 - digits)
        january, _ = _months_before(known * span, negative)
        _whole_years(dates, chosen, january, ok & masked, precision, span)


def _read_the_rest(column: DateColumn) -> None:
    """Read what the quick way left, each different text once."""
    known: dict[str, Span | DateError] = {}
    for row in np.flatnonzero(~column.ok).tolist():
        text = column.text[row]
        answer = known.get(text)
        if answer is None:
            try:
                answer = read(text)
            except DateError as error:
                answer = error
            known[text] = answer
        if isinstance(answer, DateError):
            column.errors[row] = answer
            continue
        _put_span(column, row, answer)
        if answer.text != text:
            column.read_as[row] = answer.text


def _put_span(column: DateColumn, row: int, span: Span) -> None:
    column.text[row] = span.text
    for bounds, day in (
        (column.earliest, span.earliest),
        (column.latest, span.latest),
        (column.start_latest, span.start_latest),
        (column.end_earliest, span.end_earliest),
    ):
        bounds[row] = NO_DAY if day is None else day
    column.precision[row] = PRECISIONS.index(span.precision)
    column.flags[row] = span.flags
    column.ok[row] = True


def years_between(earlier: Days, later: Days) -> Ints:
    """Return `completed_years` from each day number to its partner, both of shape (n,)."""
    swapped = later < earlier
    year, *anniversary = civil_column(np.where(swapped, later, earlier))
    other, *then = civil_column(np.where(swapped, earlier, later))
    short = (then[0] < anniversary[0]) | ((then[0] == anniversary[0]) & (then[1] < anniversary[1]))
    years = other - year - short
    apart: Ints = np.where(swapped, -years, years)
    return apart


def civil_column(days: Days) -> tuple[Ints, Ints, Ints]:
    """Return the years, months and days of the month of day numbers, shape (n,) each, as `civil` gives them."""
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    month = months.astype(np.int64)
    return month // 12 + 1970, month % 12 + 1, (moments - months).astype(np.int64) + 1
