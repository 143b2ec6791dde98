"""A scan as a catalogue: its findings as reports and citations that the explorer and /memory open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from timeline import checking
from timeline.catalogue import Catalogue
from timeline.citing.article import fold_name
from timeline.citing.gazetteer import read_gazetteer
from timeline.citing.known_events import as_row
from timeline.citing.rows import csv_text
from timeline.dates import DateError, Span, read
from timeline.problems import Problem, plural
from timeline.reading import read_files
from timeline.schema import CITATIONS, DEFAULT_VERDICT, EVENTS, TITLE_LIMIT

SUFFIXES: Final = (".parquet", ".pq")
LINK: Final = re.compile(checking.LINK)
_SLUG_LIMIT: Final = 48
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
_READ: Final = (
    "article", "place", "title", "publisher", "url", "published", "event", "event_title", "event_date", "kind",
    "phrase", "confidence", "reasons", "slip",
)  # fmt: skip


class ScanFileError(Exception):
    """The file is no scan; the message says why."""


def is_scan(path: str | Path) -> bool:
    """True for a Parquet file that `timeline scan` has written."""
    path = Path(path)
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    try:
        return b"echoline" in (pq.read_schema(path).metadata or {})
    except (pa.ArrowInvalid, OSError):
        return False


@dataclass(frozen=True, slots=True)
class Opened:
    """A scan as the texts of events.csv and citations.csv; `undated` articles and `older` ones, that appeared before
    what they seem to cite, are left out: findings that no timeline can show.
    """

    tables: dict[str, str]
    undated: int
    older: int


def open_scan(path: str | Path, catalogue: Catalogue | None = None) -> Opened:
    """The events found, and a report for every article with a date.

    The rows of the events are those that the scan carries, those of the catalogue, of the gazetteer, or else made of
    what the finding says. ScanFileError if the file is no scan.
    """
    told = told_of_scan(path)
    known = _known(catalogue, told.get("events", ()))
    events: dict[str, Mapping[str, str]] = {}
    citations: dict[tuple[str, str], dict[str, str]] = {}
    compared: dict[str, str] = {}
    kinds: dict[str, str] = {}
    undated: set[int] = set()
    older: set[int] = set()
    for found in _findings(path):
        date = _date(found["published"])
        if not date:
            undated.add(found["article"])
            continue
        event, report = found["event"], _report_id(found)
        row = known.get(event) or _row(found)
        # What an article cites is history to it, whatever the catalogue takes it for.
        kind = kinds.setdefault(event, found["kind"])
        if kind == "history" and _is_older(date, row["date"]):
            older.add(found["article"])
            continue
        events.setdefault(report, _report(report, found, date))
        events.setdefault(event, {**row, "kind": kind})
        if kind == "history":
            _cite(citations, report, found)
        else:
            compared[report] = event
    for (report, _), cells in citations.items():
        cells["about"] = compared.get(report, "")
    tables = {
        "events.csv": csv_text(EVENTS.names, events.values()),
        "citations.csv": csv_text(CITATIONS.names, citations.values()),
    }
    return Opened(tables, len(undated), len(older))


def catalogue_of_scan(path: str | Path, catalogue: Catalogue | None = None) -> Catalogue:
    """The scan as a catalogue, read like any other; what is left out of it is a warning in its `problems`."""
    opened = open_scan(path, catalogue)
    names = {"events.csv": "events", "citations.csv": "citations"}
    contents = {names[name]: (f"{path}, its {name}", text.encode()) for name, text in opened.tables.items()}
    found = read_files(contents, origin=str(path))
    left = [
        Problem("warning", str(path), None, "", "", f"left out: {plural(count, 'article')} {why}", mend)
        for count, why, mend in (
            (opened.undated, "without a date", "Give the archive a column published"),
            (opened.older, "dated before what each seems to cite", "Are their dates right?"),
        )
        if count
    ]
    return replace(found, problems=(*left, *found.problems))


def scan_to_folder(path: str | Path, folder: str | Path, catalogue: Catalogue | None = None) -> Path:
    """Write the scan as a folder that every command takes as DATA; the folder is made if there is none."""
    folder = Path(folder)
    tables = open_scan(path, catalogue).tables
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        passing = folder / f".{name}.passing"
        passing.write_text(text, encoding="utf-8")
        passing.replace(folder / name)
    return folder


def _known(catalogue: Catalogue | None, carried: Iterable[Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    known: dict[str, Mapping[str, str]] = {row.id: as_row(row) for row in read_gazetteer()}
    known.update((row["id"], row) for row in carried)
    if catalogue is not None:
        for row in range(len(catalogue.events)):
            cells = catalogue.event(row)
            if cells["kind"] != "report":
                known[cells["id"]] = cells
    return known


def _findings(path: str | Path) -> Iterator[Mapping[str, Any]]:
    try:
        table = pq.ParquetFile(path)
        if missing := [name for name in _READ if name not in table.schema_arrow.names]:
            raise ScanFileError(f"{path}: lacks the column {missing[0]}, which timeline scan writes.")
        for batch in table.iter_batches(columns=_READ):
            yield from batch.to_pylist()
    except (pa.ArrowInvalid, OSError) as error:
        raise ScanFileError(f"{path}: is damaged: {error}") from None


def _row(found: Mapping[str, Any]) -> Mapping[str, str]:
    """The row of an event of which only the finding is known."""
    return {"id": found["event"], "title": found["event_title"][:TITLE_LIMIT], "date": found["event_date"]}


def _is_older(published: str, event: str) -> bool:
    """True if the article certainly appeared before the event: then it cites something else, or is misdated."""
    first = _span(event).earliest
    last = _span(published).latest
    return first is not None and last is not None and last < first


@lru_cache(maxsize=10_000)
def _span(date: str) -> Span:
    return read(date)


def _report_id(found: Mapping[str, Any]) -> str:
    slug = "-".join(fold_name(found["title"]).encode("ascii", "ignore").decode().split())[:_SLUG_LIMIT].strip("-")
    return f"scan-{found['article'] + 1}{'-' if slug else ''}{slug}"


def _report(id: str, found: Mapping[str, Any], date: str) -> dict[str, str]:
    url = found["url"].strip() if LINK.match(found["url"].strip()) else ""
    title = _clean(found["title"]) or f"Article {found['article'] + 1} ({_clean(found['place'])})"
    return {
        "id": id,
        "kind": "report",
        "title": title[:TITLE_LIMIT],
        "date": date,
        "publisher": _clean(found["publisher"])[:TITLE_LIMIT],
        "url": url,
    }


def _clean(text: str) -> str:
    """The text on one line without control characters, which an archive may hold and a catalogue may not."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def _cite(citations: dict[tuple[str, str], dict[str, str]], report: str, found: Mapping[str, Any]) -> None:
    """One citation for each report and event, with the phrase of its surest finding and the slip, if any."""
    held = citations.get((report, found["event"]))
    if held is None or float(held["_confidence"]) < found["confidence"]:
        slip = _clean(found["slip"] or "")
        citations[report, found["event"]] = {
            "report": report,
            "cites": found["event"],
            "relation": "echo" if "parallel" in found["reasons"] else "background",
            "phrase": _clean(found["phrase"]),
            "record": f"{slip[0].upper()}{slip[1:]}." if slip else (held or {}).get("record", ""),
            "verdict": DEFAULT_VERDICT,
            "_confidence": str(found["confidence"]),
        }


@lru_cache(maxsize=10_000)
def _date(published: str) -> str:
    try:
        return read(published).text if published else ""
    except DateError:
        return ""


def told_of_scan(path: str | Path) -> dict[str, Any]:
    """What the scan says of itself: articles, characters, and the first thousand records that could not be read."""
    if not is_scan(path):
        raise ScanFileError(f"{path}: is not a file that timeline scan has written.")
    told: dict[str, Any] = json.loads(pq.read_schema(path).metadata[b"echoline"])
    return told
