"""A folder, a CSV or an address -> the Catalogue; or every problem at once, so that one round of mending is enough."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from timeline import checking, checking_links, checking_stories, fetching, resources
from timeline.catalogue import Catalogue
from timeline.checking import Ledger, Rows
from timeline.checking_links import Index
from timeline.fetching import Load
from timeline.problems import CatalogueError, Problem
from timeline.reading_tables import RawTable, read_table
from timeline.schema import CITATIONS, DEFAULT_RELATION, DEFAULT_VERDICT, EVENTS, KINDS, STORIES, TABLES, Table

EPOCH: Final = datetime.date(1970, 1, 1)
KEYS: Final = {"events": "id", "citations": "report", "stories": "story"}
"""The column that names a row in messages."""


def default_source() -> Path:
    """`./data` when it holds an events.csv, else the sample that ships with the package."""
    here = Path("data")
    return here if (here / EVENTS.name).is_file() else resources.sample_data_dir()


def read(source: str | Path, *, today: int | None = None) -> Catalogue:
    """The catalogue in a folder, a single CSV or at an http(s) address.

    `today` is a day number (days since 1970-01-01), the real today when None. Raises CatalogueError with every problem
    when there is an error among them; warnings and notes alone are kept in `Catalogue.problems`.
    """
    files = fetching.find(source)
    return _read(files.contents, files.origin, today)


def read_files(contents: Mapping[str, tuple[str, bytes]], *, origin: str = "", today: int | None = None) -> Catalogue:
    """The catalogue in bytes at hand: `contents` maps "events", "citations", "stories" to (name for people, bytes).

    Otherwise like `read`.
    """
    return _read({key: (name, partial(bytes, data)) for key, (name, data) in contents.items()}, origin, today)


def _read(contents: Mapping[str, tuple[str, Load]], origin: str, today: int | None) -> Catalogue:
    day = (datetime.datetime.now().astimezone().date() - EPOCH).days if today is None else today
    raws: dict[str, RawTable] = {}
    problems: dict[str, list[Problem]] = {key: [] for key in TABLES}
    digest = hashlib.sha256()
    for key in TABLES:
        if key in contents:
            file, load = contents[key]
            try:
                data = load()
            except CatalogueError as error:
                problems[key] += error.problems
                continue
            digest.update(f"{key} {len(data)}\n".encode())
            digest.update(data)
            raw, problems[key] = read_table(data, file, TABLES[key])
            del data
            if raw is not None:
                raws[key] = raw
    ledgers = {key: Ledger(raw, KEYS[key]) for key, raw in raws.items()}
    for ledger in ledgers.values():
        checking.check_required(ledger)
        checking.check_columns(ledger)
    frames = _join(ledgers, "citations" in contents, day) if "events" in ledgers else {}
    for key, ledger in ledgers.items():
        problems[key] += ledger.problems
    found = _in_order(problems)
    if any(problem.level == "error" for problem in found):
        raise CatalogueError(found)
    return Catalogue(
        events=frames["events"],
        citations=frames["citations"],
        stories=frames["stories"],
        problems=found,
        version=digest.hexdigest()[:12],
        origin=origin,
    )


def _in_order(problems: Mapping[str, list[Problem]]) -> tuple[Problem, ...]:
    """File by file, then by line; what concerns a whole file comes first."""
    ordered: list[Problem] = []
    for found in problems.values():
        ordered += sorted(found, key=lambda problem: problem.line or 0)
    return tuple(ordered)


def _join(ledgers: Mapping[str, Ledger], has_citations: bool, today: int) -> dict[str, pd.DataFrame]:
    """The frames of the three tables, with their derived columns; each ledger says what is wrong across rows."""
    events = ledgers["events"]
    raw = events.raw
    if not len(raw) and raw.complete:
        events.problems.append(
            Problem(
                "warning", raw.file, None, "", "", "there is no event under the headings", "Add a row for each event"
            )
        )
    checking.check_unique(events, "id")
    lat, lon = checking.check_places(events)
    days = checking_links.check_dates(events)
    kind = checking.index_in(raw.cells("kind"), pa.array(KINDS))
    index = Index(raw.cells("id"), kind, days, raw.line, raw.complete, checking.Suggester(raw.cells("id")))
    checking_links.check_times(events, index, today)
    bare = checking_links.split_cites(events, index)
    checking_stories.check_shared_names(events, ledgers.get("stories"))
    frames = {"events": _events_frame(raw, index, lat, lon)}
    citations = ledgers.get("citations")
    rows = checking_links.check_citations(citations, index) if citations else _no_rows()
    frames["citations"] = _citations_frame(citations.raw if citations else None, rows, raw, bare)
    stories = ledgers.get("stories")
    pairs = (
        set(zip(frames["citations"]["report_row"].tolist(), frames["citations"]["cites_row"].tolist(), strict=True))
        if stories
        else set()
    )
    whole = citations.raw.complete if citations else not has_citations
    frames["stories"] = _stories_frame(stories, index, pairs, whole)
    return frames


def _no_rows() -> dict[str, Rows]:
    return {name: np.zeros(0, np.int64) for name in ("report_row", "cites_row", "about_row")}


def _text(cells: pa.Array) -> pd.Series[str]:
    """The cells as a pandas column of text that shares their memory."""
    return pd.Series(pd.array(cells, dtype="str"), copy=False)


def _text_columns(raw: RawTable | None, table: Table) -> dict[str, pa.Array]:
    """Every column of the schema and then those that are not in it, in the order of the file."""
    if raw is None:
        return {name: pa.array([], pa.string()) for name in table.names}
    known = {name: raw.cells(name) for name in table.names}
    return known | {name: cells for name, cells in raw.columns.items() if name not in known}


def _events_frame(
    raw: RawTable, index: Index, lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]
) -> pd.DataFrame:
    columns: dict[str, object] = {name: _text(cells) for name, cells in _text_columns(raw, EVENTS).items()}
    columns["lat"], columns["lon"] = lat, lon
    days = index.days
    columns["date"] = _text(pa.array(days.text, pa.string()))
    for name in ("earliest", "latest", "start_latest", "end_earliest", "precision", "flags"):
        columns[name] = np.asarray(getattr(days, name))
    columns["line"] = raw.line
    return pd.DataFrame(columns, copy=False)


def _citations_frame(
    raw: RawTable | None, rows: Mapping[str, Rows], events: RawTable, bare: tuple[Rows, Rows]
) -> pd.DataFrame:
    """The rows of citations.csv, then the bare links of events.csv that it does not have."""
    reports, cited = bare
    size = len(events) + 1
    known = rows["report_row"] * size + rows["cites_row"]
    _, firsts = np.unique(reports * size + cited, return_index=True)
    firsts = np.sort(firsts[~np.isin((reports * size + cited)[firsts], known)])
    reports, cited = reports[firsts], cited[firsts]
    fill = {
        "report": events.cells("id").take(pa.array(reports)),
        "cites": events.cells("id").take(pa.array(cited)),
        "relation": pa.array([DEFAULT_RELATION] * len(reports), pa.string()),
        "verdict": pa.array([DEFAULT_VERDICT] * len(reports), pa.string()),
    }
    blank = pa.nulls(len(reports), pa.string()).fill_null("")
    columns: dict[str, object] = {}
    for name, cells in _text_columns(raw, CITATIONS).items():
        cells = checking_links.with_defaults(name, cells)
        columns[name] = _text(
            pa.concat_arrays([cells, fill.get(name, blank).cast(cells.type)]) if len(reports) else cells
        )
    columns["report_row"] = np.concatenate((rows["report_row"], reports))
    columns["cites_row"] = np.concatenate((rows["cites_row"], cited))
    columns["about_row"] = np.concatenate((rows["about_row"], np.full(len(reports), -1, np.int64)))
    first = len(raw) if raw is not None else 0
    columns["bare"] = np.arange(first + len(reports)) >= first
    columns["line"] = np.concatenate((raw.line if raw is not None else np.zeros(0, np.int64), events.line[reports]))
    return pd.DataFrame(columns, copy=False)


def _stories_frame(ledger: Ledger | None, index: Index, pairs: set[tuple[int, int]], whole: bool) -> pd.DataFrame:
    """The steps, story by story as they first appear, each in the order of its numbers."""
    raw = ledger.raw if ledger else None
    rows = (
        checking_stories.check_stories(ledger, index, pairs, whole)
        if ledger
        else {name: np.zeros(0, np.int64) for name in ("step", "ref_row", "ref_report_row")}
    )
    columns: dict[str, object] = {name: _text(cells) for name, cells in _text_columns(raw, STORIES).items()}
    columns.update(rows)
    columns["line"] = raw.line if raw is not None else np.zeros(0, np.int64)
    frame = pd.DataFrame(columns, copy=False)
    order = np.lexsort((frame["step"].to_numpy(), pd.factorize(frame["story"])[0]))
    return frame.iloc[order].reset_index(drop=True)
