"""What was accepted, as files: rows for citations.csv and events.csv, and a catalogue of its own that opens."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from timeline.catalogue import Catalogue
from timeline.citing import Finding, Findings
from timeline.citing.rows import citation_rows, new_event_rows, report_id, report_row
from timeline.citing.texts import ArticleText
from timeline.documents.cite_reading import Asked
from timeline.exchange.tables import to_csv
from timeline.schema import EVENTS, TABLES

Row = Mapping[str, str]
READ_ME: Final = """# What one text cites

Made by Echoline from one text: the text as a report, the past events that a reader accepted, and a link to each. No
claim has been compared with the record yet: every verdict is `unchecked`. Fill in `claim`, `record`, `similar` and
`differs`, then:

    timeline check .
    timeline serve .
"""


def article(asked: Asked) -> ArticleText:
    """The text as `citing` knows it."""
    return ArticleText("text", asked.text, asked.published, asked.url, asked.title, asked.publisher)


def accepted_only(findings: Findings, accepted: Collection[str]) -> Findings:
    """The findings without the past events that were not accepted."""
    kept = tuple(one for one in findings.events if one.kind == "today" or one.event in accepted)
    return replace(findings, events=kept)


def report_name(catalogue: Catalogue, asked: Asked) -> str:
    """An id for the text that the catalogue does not have yet, so that its rows can be put below the others."""
    name = wanted = report_id(article(asked))
    number = 2
    while catalogue.row(name) is not None:
        name = f"{wanted}-{number}"
        number += 1
    return name


def citations(catalogue: Catalogue, asked: Asked, kept: Findings) -> list[Row]:
    """One row for each accepted event, every one unchecked."""
    return list(citation_rows(article(asked), kept, report_name(catalogue, asked)))


def new_events(catalogue: Catalogue, asked: Asked, kept: Findings) -> list[Row]:
    """The text itself, when its date is known, and the accepted events that the catalogue does not have."""
    own = report_row(article(asked), report_name(catalogue, asked))
    return [*([own] if own else []), *new_event_rows(kept.events)]


def table(name: str, rows: Sequence[Row]) -> str:
    """The rows as a CSV file of the catalogue; what a spreadsheet could run is defused."""
    # The links are in citations.csv: without `cites` the rows have the headings that an events.csv beside it has.
    columns = [column for column in TABLES[name].names if (name, column) != ("events", "cites")]
    cells = {column: [row.get(column, "") for row in rows] for column in columns}
    return to_csv(pd.DataFrame(cells, columns=list(columns), dtype=str), TABLES[name])


def catalogue_zip(catalogue: Catalogue, asked: Asked, kept: Findings, today: datetime.date) -> bytes:
    """A folder that opens by itself: the text, the accepted events and what they are compared with, and the links."""
    links = citations(catalogue, asked, kept)
    dated = asked if asked.published else replace(asked, published=today.isoformat())
    own = report_row(article(dated), report_name(catalogue, asked)) or {}
    if not asked.published:
        own = {**own, "date_note": "the day on which the text was checked; its own date is not known"}
    held = _known(catalogue, kept.events, {row["about"] for row in links})
    events = [own, *held, *new_event_rows(kept.events)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.md", READ_ME)
        archive.writestr(TABLES["events"].name, table("events", events))
        archive.writestr(TABLES["citations"].name, table("citations", links))
    return packed.getvalue()


def _known(catalogue: Catalogue, found: Sequence[Finding], about: Collection[str]) -> list[Row]:
    """The rows of the catalogue's own events among the accepted, and of those that they are compared with."""
    ids = dict.fromkeys(one.event for one in found if one.source == "catalogue" and one.citable)
    ids.update(dict.fromkeys(sorted(one for one in about if one)))
    rows: list[Row] = []
    for id in ids:
        row = catalogue.row(id)
        if row is not None:
            cells = catalogue.event(row)
            rows.append({name: cells.get(name, "") for name in EVENTS.names} | {"cites": ""})
    return rows
