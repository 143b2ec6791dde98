"""The catalogue: events, citations and stories as frames, with the look-ups that every picture and page needs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from timeline import dates
from timeline.problems import Problem
from timeline.schema import EVENTS
from timeline.searching import SearchIndex

Rows = npt.NDArray[np.int64]


def _bare(column: pd.Series) -> Any:
    """The column's own cells, without a copy: reading one of them through the frame costs fifty times as much."""
    cells = column.array
    return cells.__arrow_array__() if isinstance(cells, pd.arrays.ArrowStringArray) else cells


def _taken(cells: Any, places: Rows) -> list[str]:
    if isinstance(cells, pa.ChunkedArray | pa.Array):
        return cells.take(pa.array(places)).to_pylist()  # type: ignore[no-any-return]
    return [str(cell) for cell in cells[places]]


def _as_text(value: object) -> str:
    if isinstance(value, pa.Scalar):
        return str(value.as_py())
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.10g}"
    return str(value)


class Groups:
    """Places of equal numbers: `groups[7]` are the places where the column holds 7, in order; built by one sort.

    `order` are all places by their number; those of 7 are `order[starts[7] : starts[8]]`.
    """

    def __init__(self, column: Rows, count: int) -> None:
        """`column` (n,) holds numbers below `count`; negative ones belong to no group."""
        order = np.argsort(column, kind="stable")
        self.order: Rows = order.astype(np.int64)
        self.starts: Rows = np.searchsorted(column[order], np.arange(count + 1)).astype(np.int64)

    def __getitem__(self, number: int) -> Rows:
        """The places of the number, in order; none for a number that is out of range."""
        if not 0 <= number < len(self.starts) - 1:
            return self.order[:0]
        return self.order[self.starts[number] : self.starts[number + 1]]

    def of(self, numbers: Rows) -> tuple[Rows, Rows]:
        """The places of several numbers, one number's after the other's, and how many each has."""
        starts = self.starts[numbers]
        counts = self.starts[numbers + 1] - starts
        before = np.cumsum(counts) - counts
        return self.order[np.repeat(starts - before, counts) + np.arange(counts.sum())], counts

    @property
    def sizes(self) -> Rows:
        """How many places each number has: shape (count,)."""
        return np.diff(self.starts)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What was read, checked and joined; nothing in it changes, so many threads may read it.

    `events`: one row per event in the order of the file (RangeIndex): every column of the schema as text ("" is
    unknown), then those of the file that are not in it; `date` in EDTF; `lat`, `lon` as float64 in degrees (NaN is
    unknown); and as whole numbers `earliest`, `latest`, `start_latest`, `end_earliest` (days since 1970-01-01, or
    dates.NO_DAY), `precision`, `flags` (see dates) and `line` in the file.

    `citations`: text columns, then `report_row`, `cites_row`, `about_row` (rows of `events`, -1 is none), `bare` (True
    for a link that comes from the column `cites` of events.csv) and `line`.

    `stories`: text columns with `step` as a whole number, then `ref_row`, `ref_report_row` (-1 is none) and `line`;
    sorted by story (as they first appear) and step.

    `problems`: warnings and notes; `version`: 12 hex digits that change with the data; `origin`: where it was read.
    """

    events: pd.DataFrame
    citations: pd.DataFrame
    stories: pd.DataFrame
    problems: tuple[Problem, ...]
    version: str
    origin: str
    _building: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return dict(zip(self.events["id"].tolist(), range(len(self.events)), strict=True))

    def row(self, id: str) -> int | None:
        """The row of the event with that id, None when there is none."""
        return self._rows.get(id)

    def span(self, row: int) -> dates.Span:
        """The date of an event."""
        return dates.parse(str(self.events["date"].iat[row]))

    def event(self, row: int) -> dict[str, str]:
        """Every text column of an event by name, coordinates as written in decimal degrees."""
        return {name: _as_text(cells[row]) for name, cells in self._event_cells.items()}

    def event_texts(self, column: str, rows: Rows) -> list[str]:
        """The cells of a text column of `events` for many rows at once, in their order."""
        return _taken(self._event_cells[column], rows)

    def citation_texts(self, column: str, places: Rows) -> list[str]:
        """The cells of a text column of `citations` for many places at once, in their order."""
        return _taken(self._citation_cells[column], places)

    def citation(self, place: int) -> dict[str, Any]:
        """Every column of a citation by name: texts, and the derived ones as whole numbers."""
        cells = ((name, cells[place]) for name, cells in self._citation_cells.items())
        return {name: cell.as_py() if isinstance(cell, pa.Scalar) else cell for name, cell in cells}

    @cached_property
    def _event_cells(self) -> dict[str, Any]:
        return {name: _bare(self.events[name]) for name in self.events.columns if name not in EVENTS.derived}

    @cached_property
    def _citation_cells(self) -> dict[str, Any]:
        return {name: _bare(self.citations[name]) for name in self.citations.columns}

    @cached_property
    def _by_report(self) -> Groups:
        return Groups(self.citations["report_row"].to_numpy(), len(self.events))

    @cached_property
    def _by_event(self) -> Groups:
        return Groups(self.citations["cites_row"].to_numpy(), len(self.events))

    @cached_property
    def _by_about(self) -> Groups:
        return Groups(self.citations["about_row"].to_numpy(), len(self.events))

    def citations_of_report(self, row: int) -> Rows:
        """Places in `citations` of what the report of that row cites, in order."""
        return self._by_report[row]

    def citations_of_event(self, row: int) -> Rows:
        """Places in `citations` where the history of that row is cited, in order."""
        return self._by_event[row]

    def citations_about(self, row: int) -> Rows:
        """Places in `citations` that compare the present-day event of that row, in order."""
        return self._by_about[row]

    @cached_property
    def cited_counts(self) -> Rows:
        """How often each event is cited, or compared with: int64, shape (events,)."""
        return self._by_event.sizes + self._by_about.sizes

    @property
    def index(self) -> SearchIndex:
        """The index of words, built when first asked for, once for all threads."""
        with self._building:
            return self._index

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self.events)

    def search(self, query: str, limit: int | None = None) -> Rows:
        """Rows of the events that the query finds, best first; any text is a query, and none fails."""
        return self.index.search(query, limit)
