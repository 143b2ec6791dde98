"""Clean CSV bytes -> columns of text, each row with its line; every fault of shape is said, none is swallowed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from timeline.problems import Problem, did_you_mean, nearest, quoted
from timeline.reading_tables_cells import PREFIX, RawTable, check_cells, check_nameless, drop_empty
from timeline.reading_text import DELIMITERS, Layout, Text, decode, lay_out
from timeline.schema import CELL_LIMIT, TABLES, Table

__all__ = ["RawTable", "read_table"]

BLOCK: Final = 1 << 25
"""Bytes that the fast reader takes at a time; a row longer than this is read by the patient one."""
BATCH: Final = 20_000
"""Rows that the patient reader holds as Python strings."""
DEFUSED: Final = r"^'('*[=+\-@\t\r])"
"""A cell that a download made harmless to spreadsheets by an apostrophe; it is taken off again."""


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
    raw = drop_empty(raw, problems)
    check_cells(raw, text, problems)
    known = set(table.names)
    for name, cells in raw.columns.items():
        trimmed = pc.utf8_trim_whitespace(cells) if name in known else cells
        if pc.any(pc.starts_with(trimmed, "'")).as_py():
            trimmed = pc.replace_substring_regex(trimmed, DEFUSED, r"\1")
        raw.columns[name] = trimmed
    return raw, problems


def _check_headings(text: Text, file: str, table: Table) -> list[Problem]:
    line = text.skipped + 1
    headings = [name for name in text.headings if name]
    other = next((one for one in TABLES.values() if one is not table and set(one.required) <= set(headings)), None)
    if other is not None and not set(table.required) <= set(headings):
        message = f"these are the headings of {other.name}, and {table.name} is wanted here"
        return [Problem("error", file, line, "", "", message, f"Give the folder that holds {table.name}.")]
    problems = []
    for name, times in Counter(headings).items():
        if times > 1:
            message = f"{times} columns have the heading {quoted(name)}"
            problems.append(Problem("error", file, line, "", name, message, "Keep one, or rename the others."))
    known = set(table.names)
    unknown = [name for name in headings if name not in known]
    meant: set[str] = set()
    for name in table.required:
        if name in headings:
            continue
        near = [other for other in unknown if other.casefold() == name] or nearest(name, unknown)
        meant.update(near[:1])
        mend = f"Is {quoted(near[0])} meant? Write {name}." if near else _no_column(text, table)
        problems.append(Problem("error", file, line, "", name, f"the column '{name}' is missing", mend))
    missing = {name for name in table.names if name not in headings and not table.column(name).required}
    for name in (one for one in unknown if one not in meant):
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
            check_nameless(raw, text, problems)
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
    parts: list[list[pa.Array]] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    sound: list[bool] = []
    complete, blank = True, 0
    # Decoded as it is read: the whole file as one text would be held beside its bytes.
    stream = io.TextIOWrapper(io.BytesIO(text.data), "utf-8", newline="")
    reader = csv.reader(stream, delimiter=text.delimiter, strict=True)
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
                if len(rows) == BATCH:
                    parts.append(_packed(rows, wide))
                    rows = []
    except csv.Error as error:
        complete = False
        problems.append(_quote_problem(file, start, reader.line_num + text.skipped, str(error)))
    if blank:
        problems.append(_blank_note(file, blank))
    parts.append(_packed(rows, wide))
    columns = {
        key: _one_array(pa.chunked_array([part[place] for part in parts], pa.string()))
        for place, key in enumerate(keys)
    }
    raw = RawTable(file, table, columns, np.array(lines, np.int64), np.array(sound, bool), complete)
    check_nameless(raw, text, problems)
    return raw, problems


def _packed(rows: list[list[str]], wide: int) -> list[pa.Array]:
    """The rows as columns: lists of Python strings take five times the memory."""
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(wide))
    return [pa.array(column, pa.string()) for column in columns]


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
