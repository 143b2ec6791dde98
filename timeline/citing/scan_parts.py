"""Where a scan keeps what is done: one file per chunk beside the output, joined at the end. A killed scan goes on from
them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from timeline.citing.scan_work import Scanned, schema


@dataclass(frozen=True, slots=True)
class Done:
    """What all chunks so far come to."""

    articles: int = 0
    characters: int = 0
    findings: int = 0
    unread: tuple[str, ...] = ()

    def plus(self, other: Done) -> Done:
        """Both together."""
        return Done(
            self.articles + other.articles,
            self.characters + other.characters,
            self.findings + other.findings,
            self.unread + other.unread,
        )


class Parts:
    """The folder of finished chunks of one scan. A part appears whole or not at all."""

    def __init__(self, out: Path, key: str) -> None:
        """`key` names archive, catalogue and program; parts made under another key are thrown away."""
        self.out = out
        self.folder = out.with_name(f".{out.name}.parts")
        self.begun_anew = False
        self._key = key
        self._mark = self.folder / "scan.json"
        if self.folder.exists() and _key_of(self._mark) != key:
            shutil.rmtree(self.folder)
            self.begun_anew = True

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:07d}.parquet"

    def has(self, number: int) -> bool:
        """True if that chunk is done."""
        return self._path(number).exists()

    def numbers(self) -> list[int]:
        """The chunks that are done, in order."""
        return sorted(int(path.stem.removeprefix("part-")) for path in self.folder.glob("part-*.parquet"))

    def _begin(self) -> None:
        """Make the folder: not before there is something to keep, so that a scan that is refused leaves nothing."""
        self.folder.mkdir(exist_ok=True)
        if not self._mark.exists():
            _write(self._mark, json.dumps({"key": self._key}).encode())

    def keep(self, scanned: Scanned) -> Done:
        """Keep what came of a chunk; it is safe once this returns."""
        self._begin()
        done = Done(scanned.articles, scanned.characters, scanned.findings, scanned.unread)
        told = {"articles": done.articles, "characters": done.characters, "unread": list(done.unread)}
        table = scanned.table().replace_schema_metadata({"scan": json.dumps(told)})
        path = self._path(scanned.number)
        passing = path.with_suffix(".passing")
        pq.write_table(table, passing)
        passing.replace(path)
        return done

    def done(self, number: int) -> Done:
        """What an earlier run found in a chunk."""
        part = pq.ParquetFile(self._path(number))
        told = json.loads(part.schema_arrow.metadata[b"scan"])
        return Done(told["articles"], told["characters"], part.metadata.num_rows, tuple(told["unread"]))

    def found(self) -> set[str]:
        """The ids of all events found so far."""
        names: set[str] = set()
        for number in self.numbers():
            names.update(pq.read_table(self._path(number), columns=["event"])["event"].unique().to_pylist())
        return names

    def join(self, told: Mapping[str, Any]) -> None:
        """Write the output from all parts in their order, put it in its place whole, and remove the parts.

        `told` is what the scan says of itself; it is kept with the table.
        """
        passing = self.out.with_name(f".{self.out.name}.passing")
        columns = schema().with_metadata({"echoline": json.dumps(told, ensure_ascii=False)})
        try:
            with pq.ParquetWriter(passing, columns) as writer:
                for number in self.numbers():
                    table = pq.read_table(self._path(number))
                    if table.num_rows:
                        writer.write_table(pa.table(table.columns, schema=columns))
            passing.replace(self.out)
        finally:
            passing.unlink(missing_ok=True)
        if self.folder.exists():
            shutil.rmtree(self.folder)


def _key_of(mark: Path) -> str:
    try:
        return str(json.loads(mark.read_text("utf-8"))["key"])
    except (OSError, ValueError, KeyError):
        return ""


def _write(path: Path, data: bytes) -> None:
    passing = path.with_suffix(".passing")
    with passing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(path)
