"""The rules across rows: dates read, ids that must exist, kinds at either end, what cannot come before what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timeline import dates
from timeline.checking import Ledger, Mask, Rows, Suggester, empty, index_in, matches
from timeline.problems import quoted
from timeline.schema import DEFAULT_RELATION, DEFAULT_VERDICT, KINDS, VERDICTS

HISTORY, TODAY, REPORT = range(len(KINDS))
JUDGEMENTS: Final = [verdict for verdict in VERDICTS if verdict != DEFAULT_VERDICT]
AN_EVENT: Final = {HISTORY: "a past event (history)", TODAY: "a present-day event (today)", REPORT: "a report"}


@dataclass(slots=True)
class Index:
    """The events as the rules across rows see them: ids, kinds as places in KINDS (-1 unknown), days."""

    ids: pa.Array
    kind: Rows
    days: dates.DateColumn
    line: npt.NDArray[np.int64]
    complete: bool
    suggest: Suggester

    def rows(self, cells: pa.Array) -> Rows:
        """The event row of each id, -1 where there is none: int64, shape (n,)."""
        found = index_in(cells, self.ids)
        found[empty(cells)] = -1
        return found

    def kinds(self, rows: Rows) -> Rows:
        """The kind of each row as a place in KINDS; -1 for row -1 and for a kind that is not one: shape (n,)."""
        return np.append(self.kind, -1)[rows]


def check_dates(ledger: Ledger) -> dates.DateColumn:
    """The dates of the events; says which cannot be read, and as which EDTF free text was read."""
    cells = ledger.raw.cells("date")
    column = dates.read_column(cells.to_pylist())
    filled = ~empty(cells)
    for row, error in sorted(column.errors.items()):
        if filled[row]:
            cell = quoted(cells[row].as_py())
            message = error.message if cell in error.message else f"{cell} is not a date we can read; {error.message}"
            ledger.say_at("error", row, "date", message, error.mend)
    for row, edtf in sorted(column.read_as.items()):
        said = dates.words(dates.parse(edtf))
        ledger.say_at("note", row, "date", f"{quoted(cells[row].as_py())} is read as {edtf} ({said})", "")
    _check_doubts(ledger, cells)
    return column


def _check_doubts(ledger: Ledger, cells: pa.Array) -> None:
    """Says which dates are EDTF and yet seldom what was meant: `1918-22` is a summer."""
    for row in np.flatnonzero(matches(cells, r"^\d{4}-2[1-4]")).tolist():
        cell = cells[row].as_py()
        if mend := dates.doubt(cell):
            ledger.say_at("warning", row, "date", f"{quoted(cell)} is read as {dates.words(dates.read(cell))}", mend)


def check_times(ledger: Ledger, index: Index, today: int) -> None:
    """Says which history, and which report, is dated after today."""
    after = np.asarray(index.days.earliest) > today
    when = dates.day_words(today)
    ledger.add(
        "error",
        after & (index.kind == HISTORY),
        "date",
        lambda cell, _row: (
            f"{quoted(cell)} is in the future, and history has happened (today is {when})",
            "Check the year, or the kind",
        ),
    )
    # One day of grace: it may be tomorrow already where the report appeared.
    later = np.asarray(index.days.earliest) > today + 1
    ledger.add(
        "warning",
        later & (index.kind == REPORT),
        "date",
        lambda cell, _row: (
            f"{quoted(cell)} is in the future, and this is a report (today is {when})",
            "Check the year",
        ),
    )


def split_cites(ledger: Ledger, index: Index) -> tuple[Rows, Rows]:
    """The bare links of the column `cites` that hold: (rows of the reports, rows of the history cited)."""
    none = np.zeros(0, np.int64)
    if "cites" not in ledger.raw.columns:
        return none, none
    cells = ledger.raw.cells("cites")
    source = np.flatnonzero(~empty(cells) & ledger.raw.sound)
    if not len(source):
        return none, none
    parts = pc.split_pattern(cells.take(pa.array(source)), ";")
    owner = source[np.asarray(pc.list_parent_indices(parts))]
    names = pc.utf8_trim_whitespace(pc.list_flatten(parts))
    owner, names = owner[~empty(names)], names.filter(pc.not_equal(names, ""))
    target = index.rows(names)
    bad = _check_targets(ledger, index, "cites", names, owner, target, HISTORY, own=owner)
    not_report = np.unique(owner[(index.kind[owner] != REPORT) & (index.kind[owner] >= 0)])
    for row in not_report.tolist():
        kind = KINDS[index.kind[row]]
        ledger.say_at(
            "error",
            row,
            "cites",
            f"this row is of the kind {kind}, and only a report cites",
            "Empty the cell, or write the kind report",
        )
    good = ~bad & (index.kind[owner] == REPORT)
    owner, target = owner[good], target[good]
    _check_order(ledger, index, owner, target, owner)
    return owner, target


def _check_targets(
    ledger: Ledger,
    index: Index,
    column: str,
    names: pa.Array,
    places: Rows,
    target: Rows,
    kind: int,
    own: Rows | None = None,
) -> Mask:
    """Says which references lead nowhere or to the wrong kind; the mask of those that do. `places` are their rows."""
    filled = ~empty(names)
    found = index.kinds(target)
    itself = np.zeros(len(target), bool)
    if own is not None:
        itself = (target == own) & (found == REPORT)
    dangling = (target < 0) & filled
    wrong = (found >= 0) & (found != kind) & ~itself
    for place in np.flatnonzero(itself).tolist():
        ledger.say_at(
            "error", int(places[place]), column, "a report cannot cite itself", "Name the past event it cites"
        )
    if index.complete:
        for place in np.flatnonzero(dangling).tolist():
            name = names[place].as_py()
            mend = index.suggest(name) or "Add the event to events.csv, or correct the id"
            ledger.say_at("error", int(places[place]), column, f"no event has the id {quoted(name)}", mend)
    for place in np.flatnonzero(wrong).tolist():
        is_kind = AN_EVENT[int(found[place])]
        ledger.say_at(
            "error",
            int(places[place]),
            column,
            f"{quoted(names[place].as_py())} is {is_kind}, and {AN_EVENT[kind]} is wanted here",
            "Check the id, or that event's kind",
        )
    unusable: Mask = itself | dangling | wrong | ~filled
    return unusable


def _check_order(ledger: Ledger, index: Index, reports: Rows, cited: Rows, places: Rows) -> None:
    """Says which reports are certainly older than what they cite; rows are paired one to one."""
    latest, earliest = np.asarray(index.days.latest), np.asarray(index.days.earliest)
    known = (latest[reports] != dates.NO_DAY) & (earliest[cited] != dates.NO_DAY)
    for place in np.flatnonzero(known & (latest[reports] < earliest[cited])).tolist():
        report, history = int(reports[place]), int(cited[place])
        message = (
            f"the report is dated {index.days.text[report]}, before what it cites: "
            f"{quoted(index.ids[history].as_py())}, {index.days.text[history]}"
        )
        ledger.say_at("error", int(places[place]), "cites", message, "Check both dates")


def check_citations(ledger: Ledger, index: Index) -> dict[str, Rows]:
    """The columns report_row, cites_row and about_row (-1 where there is none); says what does not hold."""
    raw = ledger.raw
    places = np.arange(len(raw))
    cells = {name: raw.cells(name) for name in ("report", "cites", "about")}
    rows = {name: index.rows(cells[name]) for name in cells}
    bad = _check_targets(ledger, index, "report", cells["report"], places, rows["report"], REPORT)
    same = np.where(rows["report"] >= 0, rows["report"], -2)
    bad |= _check_targets(ledger, index, "cites", cells["cites"], places, rows["cites"], HISTORY, own=same)
    _check_targets(ledger, index, "about", cells["about"], places, rows["about"], TODAY)
    good = np.flatnonzero(~bad)
    _check_order(ledger, index, rows["report"][good], rows["cites"][good], good)
    _check_repeats(ledger)
    _check_phrases(ledger)
    judged = np.asarray(pc.is_in(raw.cells("verdict"), value_set=pa.array(JUDGEMENTS)))
    ledger.add(
        "warning",
        judged & empty(raw.cells("record")),
        "record",
        lambda _cell, row: (
            f"the verdict is {quoted(raw.cells('verdict')[row].as_py())}, and what the record says is missing",
            f"Say it, or make the verdict {DEFAULT_VERDICT}",
        ),
    )
    return {f"{name}_row": rows[name] for name in rows}


def _check_repeats(ledger: Ledger) -> None:
    raw = ledger.raw
    keys = pc.binary_join_element_wise(*(raw.cells(name) for name in ("report", "cites", "about", "phrase")), "\x1f")
    codes = np.asarray(pc.dictionary_encode(keys).indices)
    if not len(codes) or codes.max() + 1 == len(codes):
        return
    first = np.full(int(codes.max()) + 1, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    lines = raw.line[first[codes]]
    ledger.add(
        "warning",
        first[codes] != np.arange(len(codes)),
        "cites",
        lambda cell, row: (f"{quoted(cell)} is cited with the same phrase on line {lines[row]}", "Delete one of them"),
    )


def _check_phrases(ledger: Ledger) -> None:
    cells = ledger.raw.cells("phrase")
    words = np.asarray(pc.list_value_length(pc.utf8_split_whitespace(cells)))
    ledger.add(
        "warning",
        ((words < 3) | (words > 10)) & ~empty(cells),
        "phrase",
        lambda cell, row: (
            f"{quoted(cell)} has {words[row]} word{'' if words[row] == 1 else 's'}",
            "Take 3 to 10 words, as printed",
        ),
    )


def with_defaults(name: str, cells: pa.Array) -> pa.Array:
    """The column of citations.csv with its default in the empty cells."""
    default = {"relation": DEFAULT_RELATION, "verdict": DEFAULT_VERDICT}.get(name)
    return cells if default is None else pc.if_else(pc.equal(cells, ""), default, cells)
