"""Short ways to write a catalogue in a test; everything goes through the real reading."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from timeline import reading
from timeline.catalogue import Catalogue
from timeline.schema import TABLES

Row = dict[str, str]
TODAY: Final = (datetime.date(2026, 6, 1) - datetime.date(1970, 1, 1)).days
"""The day on which tests take place, unless they say otherwise."""


def event(id: str, kind: str = "history", date: str = "1942-07-28", **cells: str) -> Row:
    """A row of events.csv; the title is made from the id unless it is given."""
    return {"id": id, "kind": kind, "title": id.replace("-", " ").capitalize(), "date": date, **cells}


def history(id: str, date: str = "1942-07-28", **cells: str) -> Row:
    """A past event."""
    return event(id, "history", date, **cells)


def today(id: str, date: str = "2022-02-24", **cells: str) -> Row:
    """A present-day event."""
    return event(id, "today", date, **cells)


def report(id: str, date: str = "2023-02-01", **cells: str) -> Row:
    """A report."""
    return event(id, "report", date, **cells)


def citation(report: str, cites: str, about: str = "", **cells: str) -> Row:
    """A row of citations.csv: an echo, its claim not checked, unless `cells` say otherwise."""
    return {"report": report, "cites": cites, "about": about, "relation": "echo", "verdict": "unchecked", **cells}


def step(story: str, step: int, ref: str, **cells: str) -> Row:
    """A row of stories.csv."""
    return {"story": story, "story_title": story.replace("-", " ").capitalize(), "step": str(step), "ref": ref, **cells}


def csv_text(rows: Iterable[Mapping[str, str]], table: str = "events") -> str:
    """The rows as CSV under every heading of the table, and under those that only the rows have."""
    rows = list(rows)
    names = dict.fromkeys([*TABLES[table].names, *(name for row in rows for name in row)])
    out = io.StringIO()
    writer = csv.DictWriter(out, list(names), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_folder(
    path: Path,
    events: Iterable[Mapping[str, str]] = (),
    citations: Iterable[Mapping[str, str]] | None = None,
    stories: Iterable[Mapping[str, str]] | None = None,
) -> Path:
    """The folder with the files written into it; a table that is None gets no file."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in (("events", events), ("citations", citations), ("stories", stories)):
        if rows is not None:
            (path / TABLES[name].name).write_text(csv_text(rows, name), encoding="utf-8", newline="")
    return path


def catalogue_of(
    events: Iterable[Mapping[str, str]] = (),
    citations: Iterable[Mapping[str, str]] = (),
    stories: Iterable[Mapping[str, str]] = (),
    today: int = TODAY,
) -> Catalogue:
    """The catalogue of these rows, read and checked like any other; CatalogueError when they break a rule."""
    tables = {"events": events, "citations": citations, "stories": stories}
    contents = {name: (TABLES[name].name, csv_text(rows, name).encode()) for name, rows in tables.items()}
    return reading.read_files(contents, origin="a test", today=today)
