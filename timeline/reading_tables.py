"""Clean CSV bytes -> columns of text, each row with its line; every fault of shape is said, none is swallowed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from timeline.problems import Problem, did_you_mean, nearest, quoted
from timeline.reading_text import DELIMITERS, Layout, Text, decode, lay_out
from timeline.schema import CELL_LIMIT, Table

BLOCK: Final = 1 << 25
"""Bytes that the fast reader takes at a time; a row longer than this is read by the patient one."""
PREFIX: Final = "\x00"


@dataclass(slots=True)
class RawTable:
    """The cells of one file as text, row by row in file order.

    `columns` maps headings to arrow arrays of n strings; `line` (n,) is the line where each row starts; `sound` (n,) is
    False where the row has too many or too few cells, so that its cells may stand under the wrong headings;
    `complete` is False when reading stopped before the end of the file.
    """

    file: str
    table: Table
    columns: dict[str, pa.Array]
    line: npt.NDArray[np.int64]
    sound: npt.NDArray[np.bool_]
    complete: bool = True

    def __len__(self) -> int:
        return len(self.line)

    def cells(self, name: str) -> pa.Array:
        """The column as n strings; empty strings when the file has no such column."""
        column = self.columns.get(name)
        return column if column is not None else pa.nulls(len(self), pa.string()).fill_null("")


def read_table(data: bytes, file: str, table: Table) -> tuple[RawTable | None, list[Problem]]:
    """The table in the bytes and what is wrong with its shape; None when no row of it can be trusted."""
    text, problems = decode(data, file, table)
    if text is None:
        return None, problems
    problems += _check_headings(text, file, table)
    if any(problem.level == "error" for problem in problems):
        return None, problems
    raw, shape = _read_rows(text, file, table)
    problems += shape
    raw = _drop_empty(raw, problems)
    _check_cells(raw, text, problems)
    for column in table.columns:
        if column.name in raw.columns:
            raw.columns[column.name] = pc.utf8_trim_whitespace(raw.columns[column.name])
    return raw, problems


def _check_headings(text: Text, file: str, table: Table) -> list[Problem]:
    line = text.skipped + 1
    headings = [name for name in text.headings if name]
    problems = []
    for name, times in Counter(headings).items():
        if times > 1:
            message = f"{times} columns have the heading {quoted(name)}"
            problems.append(Problem("error", file, line, "", name, message, "Keep one, or rename the others."))
    known = set(table.names)
    unknown = [name for name in headings if name not in known]
    for name in table.required:
        if name in headings:
            continue
        near = [other for other in unknown if other.casefold() == name] or nearest(name, unknown)
        mend = f"Is {quoted(near[0])} meant? Write {name}." if near else _no_column(text, table)
        problems.append(Problem("error", file, line, "", name, f"the column '{name}' is missing", mend))
    missing = {name for name in table.names if name not in headings and not table.column(name).required}
    for name in unknown:
        if name in table.derived:
            message = f"{quoted(name)} is a name that the program uses for itself"
            problems.append(Problem("error", file, line, "", name, message, f"Rename the column, say to my_{name}."))
        elif near := nearest(name, missing):
            message = f"the column {quoted(name)} is not one we know; it is kept as it is"
            problems.append(Problem("warning", file, line, "", name, message, did_you_mean(near)))
    return problems


def _no_column(text: Text, table: Table) -> str:
    if not set(text.headings) & set(table.names):
        return f"The first line should hold the headings: {','.join(table.required)}"
    return "Add it to the first line, and a cell to each row."


def _read_rows(text: Text, file: str, table: Table) -> tuple[RawTable, list[Problem]]:
    """The rows by the fast reader when the file is in order, else by the patient one, which says what is not."""
    layout = lay_out(text)
    if layout is not None:
        columns = _read_fast(text, layout)
        if columns is not None:
            lines = layout.lines[1:]
            problems = []
            if layout.blank:
                problems.append(_blank_note(file, layout.blank))
            raw = RawTable(file, table, columns, lines, np.ones(len(lines), bool))
            _check_nameless(raw, text, problems)
            return raw, problems
    return _read_patiently(text, file, table)


def _blank_note(file: str, count: int) -> Problem:
    rows = "a blank line was" if count == 1 else f"{count:,} blank lines were"
    return Problem("note", file, None, "", "", f"{rows} passed over", "")


def _keys(text: Text) -> list[str]:
    """A distinct name for each cell of a row: its heading, or for a column without one a name no heading can have."""
    return [name or f"{PREFIX}{place}" for place, name in enumerate(text.headings, 1)]


def _read_fast(text: Text, layout: Layout) -> dict[str, pa.Array] | None:
    keys = _keys(text)
    misshapen: list[object] = []

    def note(row: object) -> str:
        misshapen.append(row)
        return "skip"

    try:
        found = pyarrow.csv.read_csv(
            pa.BufferReader(text.data),
            read_options=pyarrow.csv.ReadOptions(column_names=keys, block_size=BLOCK),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=text.delimiter, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(keys, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    if misshapen or len(found) != len(layout.lines):
        return None
    columns = dict(zip(keys, found.slice(1).columns, strict=True))
    del found
    for key in keys:
        # One column at a time, so that the joined cells and their parts are never all held at once.
        columns[key] = _one_array(columns.pop(key))
    return columns


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    # A column of more than 2 GB cannot be one array of strings with 32-bit offsets.
    if column.nbytes >= 1 << 31:
        column = column.cast(pa.large_string())
    joined = column.combine_chunks()
    return joined.chunk(0) if isinstance(joined, pa.ChunkedArray) else joined


def _read_patiently(text: Text, file: str, table: Table) -> tuple[RawTable, list[Problem]]:
    """The rows one by one, with a word for each that has too many or too few cells; stops at a quote left open."""
    keys = _keys(text)
    wide = len(keys)
    problems: list[Problem] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    sound: list[bool] = []
    complete, blank = True, 0
    reader = csv.reader(io.StringIO(text.data.decode(), newline=""), delimiter=text.delimiter, strict=True)
    start = text.skipped + 1
    seen_header = False
    try:
        for cells in reader:
            line, start = start, reader.line_num + text.skipped + 1
            if not cells:
                blank += 1
            elif not seen_header:
                seen_header = True
            else:
                fits = len(cells) == wide
                if not fits:
                    problems.append(_ragged(file, line, cells, wide, text))
                    cells = (cells + [""] * wide)[:wide]
                rows.append(cells)
                lines.append(line)
                sound.append(fits)
    except csv.Error as error:
        complete = False
        problems.append(_quote_problem(file, start, reader.line_num + text.skipped, str(error)))
    if blank:
        problems.append(_blank_note(file, blank))
    columns = {key: pa.array([cells[place] for cells in rows], pa.string()) for place, key in enumerate(keys)}
    raw = RawTable(file, table, columns, np.array(lines, np.int64), np.array(sound, bool), complete)
    _check_nameless(raw, text, problems)
    return raw, problems


def _ragged(file: str, line: int, cells: list[str], wide: int, text: Text) -> Problem:
    delimiter = DELIMITERS[text.delimiter][:-1]
    count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    headings = "1 heading" if wide == 1 else f"{wide} headings"
    if len(cells) > wide:
        mend = f"Is a {delimiter} missing its quotes?"
    else:
        mend = f"Is a {delimiter} missing, or a line break in a cell without quotes?"
    return Problem("error", file, line, "", "", f"{count} under {headings}", mend)


def _quote_problem(file: str, first: int, last: int, reason: str) -> Problem:
    unread = "What follows was not read."
    if "field larger" in reason:
        message = f"a cell that starts on this line is longer than {CELL_LIMIT:,} characters"
        return Problem("error", file, first, "", "", message, f"Is a quote left open? {unread}")
    if "unexpected end" in reason:
        message = "a quote is opened in this row and never closed"
        return Problem(
            "error", file, first, "", "", message, f"Close it; a quote inside a cell is written twice. {unread}"
        )
    if last > first:
        message = f"a quote is opened in this row and not closed before line {last}"
    else:
        message = "a cell goes on after its closing quote"
    return Problem("error", file, first, "", "", message, f'Write a quote inside a quoted cell twice: "". {unread}')


def _check_nameless(raw: RawTable, text: Text, problems: list[Problem]) -> None:
    """Drops columns without heading when they are empty, as spreadsheets leave them; says so when they are not."""
    for key in [key for key in raw.columns if key.startswith(PREFIX)]:
        column = raw.columns.pop(key)
        filled = np.flatnonzero(np.asarray(pc.binary_length(column)) > 0)
        if len(filled):
            cells = "a cell" if len(filled) == 1 else f"{len(filled):,} cells"
            message = f"column {int(key[1:])} has no heading but holds {cells}, the first on line {raw.line[filled[0]]}"
            problems.append(
                Problem("error", raw.file, text.skipped + 1, "", "", message, "Give it a heading, or empty it.")
            )


def _drop_empty(raw: RawTable, problems: list[Problem]) -> RawTable:
    """The table without the rows that hold no text at all, which spreadsheets leave under a table."""
    full = ~raw.sound
    for column in raw.columns.values():
        full |= np.asarray(pc.binary_length(column)) > 0
    if full.all():
        return raw
    count = int(len(raw) - full.sum())
    rows = "a row of empty cells was" if count == 1 else f"{count:,} rows of empty cells were"
    line = int(raw.line[np.flatnonzero(~full)[0]])
    problems.append(Problem("note", raw.file, line, "", "", f"{rows} passed over", ""))
    keep = pa.array(full)
    columns = {name: column.filter(keep) for name, column in raw.columns.items()}
    return RawTable(raw.file, raw.table, columns, raw.line[full], raw.sound[full], raw.complete)


CONTROLS: Final = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))


def _check_cells(raw: RawTable, text: Text, problems: list[Problem]) -> None:
    """Cells that no spreadsheet could hold, control characters, and letters lost on the way."""
    ids = raw.columns.get("id")

    def say(level: Any, row: int, column: str, message: str, mend: str) -> None:
        name = ids[row].as_py().strip() if ids is not None else ""
        problems.append(Problem(level, raw.file, int(raw.line[row]), name[:200], column, message, mend))

    controls = any(
        len(chunk.translate(None, CONTROLS)) != len(chunk)
        for chunk in (text.data[start : start + BLOCK] for start in range(0, len(text.data), BLOCK))
    )
    lost = "\ufffd".encode() in text.data
    for name, column in raw.columns.items():
        sizes = np.asarray(pc.binary_length(column))
        for row in np.flatnonzero(sizes > CELL_LIMIT):
            count = len(column[int(row)].as_py())
            if count > CELL_LIMIT:
                message = f"the cell holds {count:,} characters; a spreadsheet's holds at most {CELL_LIMIT:,}"
                say("error", int(row), name, message, "Is a quote left open? Else shorten it.")
        if controls:
            for row in np.flatnonzero(
                np.asarray(pc.match_substring_regex(column, r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"))
            ):
                message = f"{quoted(column[int(row)].as_py())} holds a control character"
                say("error", int(row), name, message, "Delete it.")
        if lost:
            for row in np.flatnonzero(np.asarray(pc.match_substring(column, "\ufffd"))):
                message = f"{quoted(column[int(row)].as_py())} holds the sign \ufffd, which stands for a lost letter"
                say("warning", int(row), name, message, "Write the letter anew.")
