"""The catalogue as tables again: CSV that reads back identical, JSON for programs, whole or only a part of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.catalogue import Catalogue
from timeline.schema import TABLES, Table, parts

Rows = npt.NDArray[np.int64]

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_DEFUSED: Final = re.compile(r"'('*[=+\-@\t\r])")
_FREE: Final = ("text", "list", "link")
_LISTS: Final = ("refs", "slugs", "list")


def defuse(text: str) -> str:
    """The cell so that no spreadsheet runs it as a formula: one `'` before `=`, `+`, `-`, `@`, tab or carriage return.

    Apostrophes that already stand there count too, so that `restore` gives every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restore(text: str) -> str:
    """The cell as it was before `defuse`."""
    return text[1:] if _DEFUSED.match(text) else text


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """Rows to hand out: frames of text by table name (`events`, `citations`, `stories`), as in the files.

    `counts` and `totals` say how many rows each table has here and in the whole catalogue.
    """

    tables: Mapping[str, pd.DataFrame]
    totals: Mapping[str, int]
    version: str

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has here."""
        return {name: len(frame) for name, frame in self.tables.items()}

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return self.counts == dict(self.totals)

    def said(self) -> str:
        """`23 of 324 events, 12 of 219 citations, all 12 steps of stories`."""
        words = {"events": "events", "citations": "citations", "stories": "story steps"}
        told = []
        for name, count in self.counts.items():
            total = self.totals[name]
            told.append(f"all {total:,} {words[name]}" if count == total else f"{count:,} of {total:,} {words[name]}")
        return ", ".join(told)


def extract(catalogue: Catalogue, rows: Rows | None = None, citations: Rows | None = None) -> Extract:
    """The whole catalogue (no rows given), or the given event rows with those citations and steps that stay whole.

    What a row refers to is always in the extract, so that `timeline check` passes it: links to what is left out go.
    """
    events, links, steps = catalogue.events, catalogue.citations, catalogue.stories
    bare = links["bare"].to_numpy(bool)
    totals = {"events": len(events), "citations": int((~bare).sum()), "stories": len(steps)}
    if rows is None:
        kept = np.arange(len(events))
        linked = np.flatnonzero(~bare)
        told = np.arange(len(steps))
    else:
        inside = np.zeros(len(events) + 1, dtype=bool)
        inside[rows] = True
        wanted = np.zeros(len(links), dtype=bool)
        wanted[citations if citations is not None else np.arange(len(links))] = True
        ends = [links[f"{end}_row"].to_numpy(np.int64) for end in ("report", "cites", "about")]
        for end in ends:
            inside[end[wanted & (end >= 0)]] = True
        kept = np.flatnonzero(inside[:-1])
        linked = np.flatnonzero(wanted & ~bare)
        told = _whole_steps(catalogue, inside, set(linked.tolist()), bare)
    frames = {
        "events": _texts(events.iloc[kept], TABLES["events"]),
        "citations": _texts(links.iloc[linked], TABLES["citations"]),
        "stories": _texts(steps.iloc[told], TABLES["stories"]),
    }
    if rows is not None:
        ids = set(frames["events"]["id"])
        frames["events"]["cites"] = [_only(cell, ids) for cell in frames["events"]["cites"]]
    return Extract(frames, totals, catalogue.version)


def _whole_steps(
    catalogue: Catalogue, inside: npt.NDArray[np.bool_], linked: set[int], bare: npt.NDArray[np.bool_]
) -> Rows:
    """Places of the steps whose event, or whose citation, is in the extract."""
    steps, cites = catalogue.stories, catalogue.citations["cites_row"].to_numpy(np.int64)
    kept = []
    for place, (report, row) in enumerate(zip(steps["ref_report_row"], steps["ref_row"], strict=True)):
        if report < 0:
            whole = bool(inside[int(row)])
        else:
            of_report = catalogue.citations_of_report(int(report))
            own = of_report[cites[of_report] == int(row)]
            whole = any(int(one) in linked or (bare[one] and inside[int(row)]) for one in own)
        if whole:
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def _only(cell: str, ids: Collection[str]) -> str:
    return ";".join(part for part in parts(cell) if part in ids)


def _texts(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The columns that belong into a file, every cell as text, index from 0."""
    hidden = {*table.derived, "bare"} - set(table.names)
    columns = {name: _column(frame[name]) for name in frame.columns if name not in hidden}
    return pd.DataFrame(columns, dtype=object).reset_index(drop=True)


def _column(cells: pd.Series[Any]) -> list[str]:
    if cells.dtype.kind == "f":
        # repr is the shortest text that reads back as the same number.
        return ["" if np.isnan(value) else repr(value).removesuffix(".0") for value in cells.tolist()]
    return [str(value) for value in cells.tolist()]


def to_csv(frame: pd.DataFrame, table: Table) -> str:
    """The frame as CSV, lines ended as those of data/ are.

    Formulas in free text are defused; columns whose shape is checked hold none.
    """
    checked = {column.name for column in table.columns if column.form not in _FREE}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([defuse(str(name)) for name in frame.columns])
    columns = [
        frame[name].tolist() if name in checked else [defuse(cell) for cell in frame[name].tolist()]
        for name in frame.columns
    ]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def to_objects(frame: pd.DataFrame, table: Table) -> list[dict[str, Any]]:
    """The rows for JSON: lists as arrays, coordinates and steps as numbers (null when unknown), all else as text."""
    forms = {column.name: column.form for column in table.columns}
    objects = []
    for row in frame.to_dict("records"):
        objects.append({str(name): _value(forms.get(str(name), "text"), str(cell)) for name, cell in row.items()})
    return objects


def _value(form: str, cell: str) -> Any:
    if form in _LISTS:
        return parts(cell)
    if form == "number":
        return float(cell) if cell else None
    if form == "step":
        return int(cell)
    return cell


def to_json(extract: Extract, about: Mapping[str, Any]) -> str:
    """All tables in one JSON object, after what `about` says of them."""
    body: dict[str, Any] = {**about, "version": extract.version, "rows": extract.counts}
    body["rows_in_full"] = dict(extract.totals)
    body |= {name: to_objects(frame, TABLES[name]) for name, frame in extract.tables.items()}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"
