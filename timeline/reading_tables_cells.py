"""The cells of a file as columns of text, and the faults of single cells that no table should hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timeline.problems import Level, Problem, quoted
from timeline.reading_text import Text
from timeline.schema import CELL_LIMIT, Table

PREFIX: Final = "\x00"
"""Starts the name of a column without heading: no heading can hold it."""
PART: Final = 1 << 25
"""Bytes that are looked through at a time."""


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


def check_nameless(raw: RawTable, text: Text, problems: list[Problem]) -> None:
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


def drop_empty(raw: RawTable, problems: list[Problem]) -> RawTable:
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


# Bidirectional embeddings, overrides and isolates, spaces without width, and marks of direction: nobody sees them.
HIDDEN: Final = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
HIDDEN_BYTES: Final = re.compile(rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4\xa6-\xa9]|\xef\xbb\xbf")
HELPFUL: Final = re.compile("[\u200c-\u200f]")
"""Joiners and marks that Persian, Hindi, Hebrew or an emoji may need; Latin text has no use for them."""
LATIN: Final = re.compile("[\\0-\u024f\u1e00-\u1eff\u2000-\u206f]*")
CONTROLS: Final = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))


def check_cells(raw: RawTable, text: Text, problems: list[Problem]) -> None:
    """Cells that no spreadsheet could hold, control characters, and letters lost on the way."""
    ids = raw.columns.get("id")

    def say(level: Level, row: int, column: str, message: str, mend: str) -> None:
        name = ids[row].as_py().strip() if ids is not None else ""
        problems.append(Problem(level, raw.file, int(raw.line[row]), name[:200], column, message, mend))

    controls = any(
        len(chunk.translate(None, CONTROLS)) != len(chunk)
        for chunk in (text.data[start : start + PART] for start in range(0, len(text.data), PART))
    )
    lost = "\ufffd".encode() in text.data
    hidden = _may_hide(text.data)
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
        if hidden:
            for row in np.flatnonzero(np.asarray(pc.match_substring_regex(column, f"[{HIDDEN}]"))):
                cell = column[int(row)].as_py()
                if char := hidden_in(cell):
                    known = f"U+{ord(char):04X}, {unicodedata.name(char).lower()}"
                    say(
                        "warning",
                        int(row),
                        name,
                        f"{quoted(cell)} holds a sign that nobody sees: {known}",
                        "Delete it.",
                    )


def _may_hide(data: bytes) -> bool:
    # The slow search is worth it only where there are dashes, curly quotes or the like.
    return any(start in data for start in (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb")) and bool(HIDDEN_BYTES.search(data))


def hidden_in(cell: str) -> str:
    """The first character of the cell that nobody sees and no script needs there, "" when there is none."""
    for char in re.findall(f"[{HIDDEN}]", cell):
        if not HELPFUL.match(char) or LATIN.fullmatch(cell):
            return str(char)
    return ""
