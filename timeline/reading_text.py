"""Bytes of a CSV -> clean UTF-8 bytes: the encoding, the delimiter, and where each row starts; or what is wrong."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from timeline.problems import Problem, quoted
from timeline.schema import Table

Positions = npt.NDArray[np.signedinteger[Any]]

CHUNK: Final = 1 << 24
UTF8: Final = "Save it as CSV in UTF-8"
# What people hand over in place of a CSV, by the first bytes of the file.
FOREIGN: Final[tuple[tuple[bytes, str, str], ...]] = (
    (
        b"PK\x03\x04",
        "a zip archive or a workbook (.xlsx, .ods)",
        "Open it in a spreadsheet and save the sheet as CSV in UTF-8.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls)",
        "Open it in a spreadsheet and save the sheet as CSV in UTF-8.",
    ),
    (b"%PDF", "a PDF", "Give the table itself, saved as CSV in UTF-8."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"\x89PNG", "a picture", "Give the table itself, saved as CSV in UTF-8."),
    (b"\xff\xd8\xff", "a picture", "Give the table itself, saved as CSV in UTF-8."),
    (b"SQLite format 3\x00", "an SQLite database", "Export the table as CSV in UTF-8."),
    (b"PAR1", "a Parquet file", "Export the table as CSV in UTF-8."),
)
UTF16: Final = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
SOMETHING: Final = re.compile(rb"[^ \t\r\n\xef\xbb\xbf]")
SEP_LINE: Final = re.compile(rb'\A"?sep=([,;\t])"?\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A CSV as UTF-8 without a byte order mark; `skipped` lines were taken off its start."""

    data: bytes
    delimiter: str
    headings: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where rows start, when every quote stands where it should: the line of each row that is not blank."""

    lines: npt.NDArray[np.int64]
    blank: int


def decode(data: bytes, file: str, table: Table) -> tuple[Text | None, list[Problem]]:
    """The file as `Text`, and what is worth saying about it; None when it cannot be read as a table at all."""
    problems: list[Problem] = []

    def say(level: str, line: int | None, message: str, mend: str = "") -> None:
        problems.append(Problem(level, file, line, "", "", message, mend))  # type: ignore[arg-type]

    if not SOMETHING.search(data):
        say("error", None, "the file is empty", f"Its first line should be {','.join(table.required)}")
        return None, problems
    for start, what, mend in FOREIGN:
        if data.startswith(start):
            say("error", None, f"this is {what}, not a CSV", mend)
            return None, problems
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml)", data[:200], re.IGNORECASE):
        say("error", None, "this is a web page, not a CSV", "Give the address or file of the CSV itself.")
        return None, problems
    said: list[str] = []
    data, encoding, failure = _as_utf8(data)
    if failure is not None:
        offset, message, mend = failure
        say("error", _line_at(data, offset), message, mend)
        return None, problems
    if encoding == "cp1252":
        say(
            "warning",
            None,
            "the file is not UTF-8; it was read as Windows-1252",
            "Look at its accented letters, then save it as CSV in UTF-8.",
        )
    elif encoding:
        said.append(encoding)
    if name := utf16_without_mark(data):
        mend = f"{UTF8}; or: iconv -f {name} -t UTF-8 {quoted(file)}"
        say("error", None, f"the file is {name} without the mark that says so at its start", mend)
        return None, problems
    if (nul := data.find(b"\0")) >= 0:
        say("error", _line_at(data, nul), "the line holds a NUL byte, so this is not plain text", f"{UTF8}.")
        return None, problems
    skipped = 0
    match = SEP_LINE.match(data)
    if match:
        said.append(f"starts with the line {quoted(match[0].decode().strip())}")
        data, skipped = data[match.end() :], 1
    delimiter, headings = _delimiter(data, table)
    if b"\r" in data[: data.find(b"\n") + 1 or None]:
        said.append("has Windows line ends" if b"\n" in data else "has old Macintosh line ends")
    if delimiter != ",":
        said.append(f"has {DELIMITERS[delimiter]} between cells")
    if said:
        say("note", None, f"the file {_listed(said)}; it is read all the same")
    return Text(data, delimiter, headings, skipped), problems


def utf16_without_mark(data: bytes) -> str:
    """ "UTF-16LE" or "UTF-16BE" for text that is so without saying it, else "".

    Of Western text in it every other byte is NUL; a binary file has them anywhere.
    """
    start = data[: 1 << 12]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    least = len(start) // 4
    return "UTF-16LE" if odd > least > 8 * even else "UTF-16BE" if even > least > 8 * odd else ""


def _as_utf8(data: bytes) -> tuple[bytes, str, tuple[int, str, str] | None]:
    """(UTF-8 without a mark, what to say of the encoding, failure as (offset, message, mend))."""
    for mark, name in UTF16:
        if data.startswith(mark):
            try:
                return data[2:].decode(name).encode(), "is UTF-16", None
            except UnicodeDecodeError as error:
                return data, "", (0, f"the file says that it is UTF-16, and is not ({error.reason})", f"{UTF8}.")
    said = ""
    if data.startswith(codecs.BOM_UTF8):
        data, said = data[3:], "starts with a byte order mark"
    bad = _first_invalid(data)
    if bad is None:
        return data, said, None
    byte = f"the byte 0x{data[bad]:02X}"
    loose = data.decode("utf-8", "surrogateescape")
    wrong = sum(1 for char in loose if "\udc80" <= char <= "\udcff")
    if said or sum(1 for char in loose if char > "\x7f") > 2 * wrong:
        # Most of its accented letters are UTF-8: reading the rest as Windows-1252 would spoil them all.
        return (
            data,
            "",
            (
                bad,
                f"{byte} is not UTF-8, though other letters of the file are",
                "Write the letter on this line anew, and save the file as UTF-8.",
            ),
        )
    try:
        return data.decode("cp1252").encode(), "cp1252", None
    except UnicodeDecodeError as error:
        return (
            data,
            "",
            (error.start, f"the byte 0x{data[error.start]:02X} is neither UTF-8 nor Windows-1252", f"{UTF8}."),
        )


def _first_invalid(data: bytes) -> int | None:
    """Offset of the first byte that is not UTF-8; in chunks, so that a large file is not held twice."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    for start in range(0, len(data), CHUNK):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + CHUNK], final=start + CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return done - held + error.start
        done = start + CHUNK
    return None


def _line_at(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _delimiter(data: bytes, table: Table) -> tuple[str, tuple[str, ...]]:
    """The delimiter under which the first line holds most headings that we know, and those headings."""
    head = data[: 1 << 20].decode("utf-8", "ignore")
    best: tuple[tuple[int, int], str, tuple[str, ...]] = ((-1, -1), ",", ())
    for delimiter in DELIMITERS:
        row: list[str] = []
        try:
            row = next((cells for cells in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if cells), [])
        except csv.Error:
            continue
        names = tuple(re.sub(r"^'('*[=+\-@])", r"\1", cell.strip()) for cell in row)
        score = (len(set(names) & set(table.names)), len(names))
        if score > best[0]:
            best = (score, delimiter, names)
    return best[1], best[2]


def lay_out(text: Text) -> Layout | None:
    """The line of each row that is not blank, header included; None unless quotes and line ends are in order.

    Reads the bytes as arrays: quotes open and close in turn, so the quote at an even place must start a cell and the
    one at an odd place must end it (a doubled quote is an end and a start side by side).
    """
    data = text.data
    if data.count(b"\r") != data.count(b"\r\n"):
        return None
    quotes, newlines = _positions(data, b'"'), _positions(data, b"\n")
    buffer = np.frombuffer(data, np.uint8)
    if not _quotes_fit(quotes, buffer, text.delimiter):
        return None
    ends = newlines[np.searchsorted(quotes, newlines) % 2 == 0] if len(quotes) else newlines
    starts = np.concatenate((np.zeros(1, np.int64), ends + 1))
    starts = starts[starts < len(buffer)]
    if data.endswith(b"\n"):
        stops = ends
    else:
        stops = np.concatenate((ends, np.array([len(buffer)])))
    first = buffer[starts]
    length = stops - starts
    full = (length > 1) | ((length == 1) & (first != 13))
    lines = np.searchsorted(newlines, starts[full]) + 1 + text.skipped
    return Layout(lines.astype(np.int64), int(len(starts) - full.sum()))


def _quotes_fit(quotes: Positions, buffer: npt.NDArray[np.uint8], delimiter: str) -> bool:
    """True when each quote that opens a cell stands at its start, and each that closes one at its end."""
    if len(quotes) % 2:
        return False
    edge = np.zeros(256, bool)
    edge[[ord(delimiter), 10, 13, 34]] = True
    for start in range(0, len(quotes), CHUNK // 8):
        part = quotes[start : start + CHUNK // 8]
        opening, closing = part[::2], part[1::2]
        before = edge[buffer[np.maximum(opening - 1, 0)]] | (opening == 0)
        after = edge[buffer[np.minimum(closing + 1, len(buffer) - 1)]] | (closing == len(buffer) - 1)
        if not (before.all() and after.all()):
            return False
    return True


def _positions(data: bytes, char: bytes) -> Positions:
    """Offsets of a byte in the data, in the smallest fitting numbers; in chunks, so that no long mask is made."""
    number: type[np.signedinteger[Any]] = np.int32 if len(data) < np.iinfo(np.int32).max else np.int64
    found = [
        (np.flatnonzero(np.frombuffer(data, np.uint8, min(CHUNK, len(data) - start), start) == char[0]) + start).astype(
            number
        )
        for start in range(0, len(data), CHUNK)
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int64)
