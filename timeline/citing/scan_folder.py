"""A scan as a catalogue: its findings as reports and citations that the explorer and /memory open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from timeline.catalogue import Catalogue
from timeline.citing.article import fold_name
from timeline.citing.gazetteer import read_gazetteer
from timeline.citing.known_events import as_row
from timeline.citing.rows import csv_text
from timeline.dates import DateError, read
from timeline.reading import read_files
from timeline.schema import CITATIONS, DEFAULT_VERDICT, EVENTS, TITLE_LIMIT

_SLUG_LIMIT = 48


class ScanFileError(Exception):
    """The file is no scan; the message says why."""


def is_scan(path: str | Path) -> bool:
    """True for a Parquet file that `timeline scan` has written."""
    path = Path(path)
    if path.suffix.lower() not in (".parquet", ".pq") or not path.is_file():
        return False
    try:
        return b"echoline" in (pq.read_schema(path).metadata or {})
    except (pa.ArrowInvalid, OSError):
        return False


def tables_of_scan(path: str | Path, catalogue: Catalogue | None = None) -> dict[str, str]:
    """events.csv and citations.csv, as text, of a scan: the events found, and a report for every article with a date.

    Events come from the catalogue if it has them, else from the gazetteer. Articles without a date cannot stand on a
    timeline and are left out. ScanFileError if the file is no scan.
    """
    if not is_scan(path):
        raise ScanFileError(f"{path}: is not a file that timeline scan has written.")
    known = _known(catalogue)
    events: dict[str, Mapping[str, str]] = {}
    citations: dict[tuple[str, str], dict[str, str]] = {}
    compared: dict[str, str] = {}
    for found in pq.read_table(path).to_pylist():
        date = _date(found["published"])
        if not date or found["event"] not in known:
            continue
        report = _report_id(found)
        events.setdefault(report, _report(report, found, date))
        # What an article cites is history to it, whatever the catalogue takes it for.
        events.setdefault(found["event"], {**known[found["event"]], "kind": found["kind"]})
        if found["kind"] == "history":
            _cite(citations, report, found)
        else:
            compared[report] = found["event"]
    for (report, _), row in citations.items():
        row["about"] = compared.get(report, "")
    return {
        "events.csv": csv_text(EVENTS.names, events.values()),
        "citations.csv": csv_text(CITATIONS.names, citations.values()),
    }


def catalogue_of_scan(path: str | Path, catalogue: Catalogue | None = None) -> Catalogue:
    """The scan as a catalogue, read like any other."""
    tables = tables_of_scan(path, catalogue)
    names = {"events.csv": "events", "citations.csv": "citations"}
    return read_files({names[name]: (name, text.encode()) for name, text in tables.items()}, origin=str(path))


def scan_to_folder(path: str | Path, folder: str | Path, catalogue: Catalogue | None = None) -> Path:
    """Write the scan as a folder that every command takes as DATA; the folder is made if there is none."""
    folder = Path(folder)
    tables = tables_of_scan(path, catalogue)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        passing = folder / f".{name}.passing"
        passing.write_text(text, encoding="utf-8")
        passing.replace(folder / name)
    return folder


def _known(catalogue: Catalogue | None) -> dict[str, Mapping[str, str]]:
    known: dict[str, Mapping[str, str]] = {row.id: as_row(row) for row in read_gazetteer()}
    if catalogue is not None:
        for row in range(len(catalogue.events)):
            cells = catalogue.event(row)
            if cells["kind"] != "report":
                known[cells["id"]] = cells
    return known


def _report_id(found: Mapping[str, Any]) -> str:
    slug = "-".join(fold_name(found["title"]).encode("ascii", "ignore").decode().split())[:_SLUG_LIMIT].strip("-")
    return f"scan-{found['article'] + 1}{'-' if slug else ''}{slug}"


def _report(id: str, found: Mapping[str, Any], date: str) -> dict[str, str]:
    url = found["url"] if found["url"].startswith(("http://", "https://")) else ""
    title = (found["title"] or f"Article {found['article'] + 1} ({found['place']})")[:TITLE_LIMIT]
    return {"id": id, "kind": "report", "title": title, "date": date, "publisher": found["publisher"], "url": url}


def _cite(citations: dict[tuple[str, str], dict[str, str]], report: str, found: Mapping[str, Any]) -> None:
    """One citation for each report and event, with the phrase of its surest finding and the slip, if any."""
    held = citations.get((report, found["event"]))
    if held is None or float(held["_confidence"]) < found["confidence"]:
        record = f"{found['slip'][0].upper()}{found['slip'][1:]}." if found["slip"] else (held or {}).get("record", "")
        citations[report, found["event"]] = {
            "report": report,
            "cites": found["event"],
            "relation": "echo" if "parallel" in found["reasons"] else "background",
            "phrase": found["phrase"],
            "record": record,
            "verdict": DEFAULT_VERDICT,
            "_confidence": str(found["confidence"]),
        }


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
