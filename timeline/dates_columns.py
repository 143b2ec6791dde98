"""A column of dates at once: the same answers as `read`, row by row, at millions of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.dates_span import NO_DAY, PRECISIONS, DateError, Span
from timeline.dates_text import read


@dataclass(frozen=True, slots=True, eq=False)
class DateColumn:
    """Dates of n rows as arrays of shape (n,); days since 1970-01-01, NO_DAY = no bound (open, unknown, not read)."""

    text: npt.NDArray[np.object_]  # str: the EDTF; of a row that was not read, the text as given
    earliest: npt.NDArray[np.int64]
    latest: npt.NDArray[np.int64]
    start_latest: npt.NDArray[np.int64]
    end_earliest: npt.NDArray[np.int64]
    precision: npt.NDArray[np.uint8]  # index into PRECISIONS
    flags: npt.NDArray[np.uint16]  # APPROXIMATE | UNCERTAIN | ...
    ok: npt.NDArray[np.bool_]
    errors: dict[int, DateError]  # row -> why it was not read
    read_as: dict[int, str]  # row -> EDTF, for rows that were not EDTF as given

    def __len__(self) -> int:
        return len(self.text)


def empty_column(texts: npt.NDArray[np.object_]) -> DateColumn:
    """Return a column in which no row has been read yet."""
    n = len(texts)
    bounds = [np.full(n, NO_DAY, np.int64) for _ in range(4)]
    return DateColumn(
        texts, bounds[0], bounds[1], bounds[2], bounds[3],
        np.zeros(n, np.uint8), np.zeros(n, np.uint16), np.zeros(n, np.bool_), {}, {},
    )  # fmt: skip


def put(column: DateColumn, row: int, span: Span) -> None:
    """Write a Span into a row."""
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


def read_column(texts: Sequence[str] | pd.Series) -> DateColumn:
    """Return what `read` gives for every row, vectorised."""
    array = np.array(list(texts), dtype=object)
    column = empty_column(array)
    for row, text in enumerate(list(array)):
        try:
            span = read(text)
        except DateError as error:
            column.errors[row] = error
            continue
        put(column, row, span)
        if span.text != text:
            column.read_as[row] = span.text
    return column
