"""Archives of articles: a folder, JSONL, CSV or Parquet, cut into chunks of records in a fixed order.

A chunk is small enough to be one task and carries its own text, so that a worker needs no file of ours.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Final

from timeline.citing.texts import TEXT_LIMIT, ArticleText, Unread, decoded, read_texts
from timeline.reading_text import FOREIGN, utf16_without_mark

COLUMNS: Final = ("text", "published", "url", "publisher", "title")
"""What is read of a table; `text` must be there."""
CHUNK_BYTES: Final = 1_000_000
CHUNK_RECORDS: Final = 500
_KINDS: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
}


CP1252: Final = "echoline-cp1252"
"""The name by which Python knows how we read bytes that are not UTF-8."""
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class ArchiveError(Exception):
    """The archive as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line, row or file of the archive, not yet looked at. `raw`: a line of JSON, or the cells, or why it is
    broken.
    """

    number: int
    place: str
    raw: str | Mapping[str, str] | Unread


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records that are scanned together; the same archive always gives the same chunks."""

    number: int
    records: tuple[Record, ...]
    size: int  # bytes of the archive, about


def chunks(path: Path) -> Iterator[Chunk]:
    """The chunks of an archive in its order; ArchiveError if it is none."""
    records: list[Record] = []
    size = number = 0
    for record, weight in _records(path):
        records.append(record)
        size += weight
        if size >= CHUNK_BYTES or len(records) >= CHUNK_RECORDS:
            yield Chunk(number, tuple(records), size)
            records, size, number = [], 0, number + 1
    if records:
        yield Chunk(number, tuple(records), size)


def fingerprint(path: Path) -> str:
    """What tells one state of an archive from another: its files' names, sizes and times."""
    files = sorted(_files(path)) if path.is_dir() else [path]
    state = [
        (str(file.relative_to(path)) if path.is_dir() else file.name, file.stat().st_size, file.stat().st_mtime_ns)
        for file in files
    ]
    return sha256(repr((CHUNK_BYTES, CHUNK_RECORDS, state)).encode()).hexdigest()[:16]


def total_size(path: Path) -> int:
    """Bytes of the archive, to tell how much is done."""
    return sum(file.stat().st_size for file in _files(path)) if path.is_dir() else path.stat().st_size


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))


def _records(path: Path) -> Iterator[tuple[Record, int]]:
    if not path.exists():
        raise ArchiveError(f"{path}: there is no such file or folder.")
    if path.is_dir():
        return _of_folder(path)
    kind = _KINDS.get(path.suffix.lower())
    readers = {"jsonl": _of_jsonl, "csv": _of_csv, "parquet": _of_parquet}
    if kind is None:
        raise ArchiveError(
            f"{path}: an archive is a folder of texts, or a file that ends in {', '.join(sorted(_KINDS))}."
        )
    return readers[kind](path)


def _of_folder(folder: Path) -> Iterator[tuple[Record, int]]:
    tables = sorted(file for file in _files(folder) if file.suffix.lower() in _KINDS)
    number = 0
    for table in tables:
        for record, weight in _records(table):
            yield Record(number, f"{table.relative_to(folder)}:{record.place}", record.raw), weight
            number += 1
    for text in read_texts(str(folder)):
        if isinstance(text, Unread) and text.name == str(folder):
            continue  # said of a folder without texts
        place = text.name.removeprefix(str(folder)).lstrip("/\\") or text.name
        if isinstance(text, Unread):
            yield Record(number, place, text), 0
        else:
            cells = {
                "text": text.text,
                "published": text.published,
                "url": text.url,
                "publisher": text.publisher,
                "title": text.title or place,
            }
            yield Record(number, place, cells), len(text.text)
        number += 1
    if number == 0:
        raise ArchiveError(f"{folder}: holds no texts and no tables.")


def _of_jsonl(path: Path) -> Iterator[tuple[Record, int]]:
    with path.open("rb") as lines:
        number = 0
        for line_number, line in enumerate(_lines(lines), start=1):
            if not line.strip():
                continue
            yield Record(number, f"line {line_number}", _text_of(line)), len(line)
            number += 1


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Lines, each cut off a little beyond the limit of a text, so that one line never fills the memory."""
    limit = TEXT_LIMIT * 2
    while line := file.readline(limit):
        whole = line
        while not line.endswith(b"\n") and len(line) == limit:
            line = file.readline(limit)
        yield whole


def _text_of(line: bytes) -> str | Unread:
    if len(line) > TEXT_LIMIT:
        return Unread("", "is longer than one article can be")
    try:
        return decoded(line)[0]
    except UnicodeError as error:
        return Unread("", str(error))


def _of_csv(path: Path) -> Iterator[tuple[Record, int]]:
    csv.field_size_limit(TEXT_LIMIT)
    with path.open(encoding=_encoding(path), errors=CP1252, newline="") as file:
        head = file.readline()
        if not head.strip():
            raise ArchiveError(f"{path}: is empty.")
        delimiter = max(",;\t", key=head.count)
        names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter))]
        _need_text(path, names)
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=delimiter)
        number = 0
        while True:
            place = f"line {reader.line_num + 2}"
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(number, place, Unread("", f"is no row of CSV: {error}")), 0
                number += 1
                continue
            if not cells:
                continue
            yield Record(number, place, _row(names, cells)), sum(map(len, cells))
            number += 1


def _encoding(path: Path) -> str:
    """How a table of text is written; ArchiveError for what is none."""
    with path.open("rb") as file:
        start = file.read(1 << 12)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if name := utf16_without_mark(start):
        raise ArchiveError(
            f"{path}: is {name} without the mark that says so. "
            f"Save it as CSV in UTF-8; or: iconv -f {name} -t UTF-8 {path} > utf8.csv"
        )
    if what := next((what for mark, what, _ in FOREIGN if start.startswith(mark)), ""):
        raise ArchiveError(f"{path}: is {what}, not CSV. Save its articles as CSV in UTF-8, JSONL or Parquet.")
    if _BINARY.search(start):
        raise ArchiveError(f"{path}: is a binary file, not CSV. Save its articles as CSV in UTF-8, JSONL or Parquet.")
    codecs.register_error(CP1252, _as_cp1252)
    return "utf-8-sig"


def _as_cp1252(error: UnicodeError) -> tuple[str | bytes, int]:
    """For a byte that is not UTF-8: the letter that it is in Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _row(names: list[str], cells: list[str]) -> Mapping[str, str] | Unread:
    if len(cells) != len(names):
        return Unread("", f"has {len(cells)} cells under {len(names)} headings")
    return {name: cell for name, cell in zip(names, cells, strict=True) if name in COLUMNS}


def _of_parquet(path: Path) -> Iterator[tuple[Record, int]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise ArchiveError(f"{path}: is not a Parquet file that can be read: {error}") from None
    names = [name for name in table.schema_arrow.names if name.lower() in COLUMNS]
    _need_text(path, [name.lower() for name in names])
    number = 0
    for batch in table.iter_batches(batch_size=CHUNK_RECORDS, columns=names):
        for row in batch.to_pylist():
            cells = {name.lower(): "" if value is None else str(value) for name, value in row.items()}
            yield Record(number, f"row {number + 1}", cells), len(cells["text"])
            number += 1


def _need_text(path: Path, names: Iterable[str]) -> None:
    names = list(names)
    if "text" not in names:
        raise ArchiveError(
            f"{path}: has no column text. It has: {', '.join(islice(names, 12)) or 'none that is known'}."
        )


def article_of(record: Record) -> ArticleText | Unread:
    """The record as a text, or why it is none."""
    raw = record.raw
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except (ValueError, RecursionError) as error:
            return Unread(record.place, f"is no JSON: {error}")
        if not isinstance(raw, dict):
            return Unread(record.place, "is JSON, but no object with a text")
    if isinstance(raw, Unread):
        return Unread(record.place, raw.why)
    cells = {name: "" if raw.get(name) is None else str(raw.get(name)) for name in COLUMNS}
    if not cells["text"].strip():
        return Unread(record.place, "has no text")
    if len(cells["text"]) > TEXT_LIMIT:
        return Unread(record.place, f"has a text of {len(cells['text']) / 1e6:.0f} MB, too long for one article")
    return ArticleText(
        record.place, cells["text"], cells["published"], cells["url"], cells["title"], cells["publisher"]
    )
