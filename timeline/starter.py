"""A small folder to start from: two parallels, their reports and a story, which pass `timeline check` as they are."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from timeline.schema import CITATIONS, EVENTS, STORIES, TABLES, Table

Row = Mapping[str, str]

EVENT_ROWS: Final[tuple[Row, ...]] = (
    {
        "id": "apollo-11",
        "kind": "history",
        "title": "First landing on the Moon",
        "date": "1969-07-16/1969-07-24",
        "place": "Sea of Tranquillity, the Moon",
        "summary": "Apollo 11 takes three astronauts to the Moon and back; two of them walk on it on 20 July 1969.",
        "themes": "space-flight;great-power-rivalry",
        "aliases": "Apollo 11;Moon landing;one small step",
        "source": "NASA",
        "url": "https://www.nasa.gov/mission/apollo-11/",
    },
    {
        "id": "influenza-1918",
        "kind": "history",
        "title": "Influenza pandemic of 1918",
        "date": "1918/1920",
        "summary": "A pandemic of influenza reaches most of the world in several waves and kills tens of millions.",
        "themes": "pandemic",
        "aliases": "Spanish flu;1918 flu",
        "source": "Wikipedia, Spanish flu",
        "url": "https://en.wikipedia.org/wiki/Spanish_flu",
    },
    {
        "id": "artemis-1",
        "kind": "today",
        "title": "Artemis I flies around the Moon",
        "date": "2022-11-16/2022-12-11",
        "place": "Kennedy Space Center, Florida",
        "lat": "28.61",
        "lon": "-80.60",
        "summary": "An uncrewed test flight of NASA's Orion spacecraft.",
        "themes": "space-flight",
        "source": "NASA",
        "url": "https://www.nasa.gov/mission/artemis-i/",
    },
    {
        "id": "covid-19",
        "kind": "today",
        "title": "COVID-19 pandemic",
        "date": "2019-12/2023-05-05",
        "date_note": "to the end of the emergency declared by the World Health Organization",
        "summary": "A new coronavirus spreads from late 2019.",
        "themes": "pandemic",
        "source": "World Health Organization",
        "url": "https://www.who.int/",
    },
    {
        "id": "report-moon-again",
        "kind": "report",
        "title": "Back to the Moon, as in 1968 (an example; replace it)",
        "date": "2022-11-17",
        "summary": "An invented article, to show how a report is written down.",
        "themes": "space-flight",
        "source": "Example Times",
        "url": "https://example.org/back-to-the-moon",
        "publisher": "Example Times",
        "author": "A. Writer",
    },
    {
        "id": "report-masks-then",
        "kind": "report",
        "title": "What the masks of 1918 tell us (an example; replace it)",
        "date": "2020-04~",
        "summary": "An invented article with a bare link: the column cites, and no row in citations.csv.",
        "themes": "pandemic",
        "source": "Example Times",
        "url": "https://example.org/masks-of-1918",
        "publisher": "Example Times",
        "cites": "influenza-1918",
    },
)
CITATION_ROWS: Final[tuple[Row, ...]] = (
    {
        "report": "report-moon-again",
        "cites": "apollo-11",
        "about": "artemis-1",
        "relation": "echo",
        "phrase": "as when men first landed in 1968",
        "claim": "The first landing on the Moon was in 1968.",
        "record": "Apollo 11 landed on 20 July 1969; in December 1968 Apollo 8 flew around the Moon without landing.",
        "verdict": "contradicted",
        "record_source": "NASA",
        "record_url": "https://www.nasa.gov/mission/apollo-11/",
        "similar": "A large rocket of the state sends a capsule to the Moon.",
        "differs": "In 1969 with a crew, to land; in 2022 without a crew, to fly around it.",
    },
)
STORY_ROWS: Final[tuple[Row, ...]] = (
    {
        "story": "moon-then-and-now",
        "story_title": "The Moon, then and now",
        "step": "1",
        "ref": "artemis-1",
        "heading": "A flight around the Moon",
        "text": "In November 2022 a spacecraft without a crew flies around the Moon.",
        "question": "Which earlier flight does it remind you of?",
    },
    {
        "story": "moon-then-and-now",
        "step": "2",
        "ref": "report-moon-again>apollo-11",
        "heading": "What the report says, and what the record says",
        "text": "The report puts the first landing in 1968. The record says 20 July 1969.",
        "question": "Which flight of 1968 may the writer have had in mind?",
        "notes": "Apollo 8, in December 1968, flew around the Moon and did not land.",
    },
    {
        "story": "moon-then-and-now",
        "step": "3",
        "ref": "apollo-11",
        "heading": "Where the parallel breaks",
        "text": "In 1969 three people flew, and two of them landed.",
        "question": "What would have to happen for the parallel to hold?",
    },
)
ROWS: Final[tuple[tuple[Table, Sequence[Row]], ...]] = (
    (EVENTS, EVENT_ROWS),
    (CITATIONS, CITATION_ROWS),
    (STORIES, STORY_ROWS),
)
COLUMNS_FILE: Final = "COLUMNS.txt"


def write_starter(folder: Path) -> list[Path]:
    """Writes the starter as `folder` and returns its files; FileExistsError when there is something already.

    The files are written beside the folder and moved into place, so that a failure leaves nothing half done.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise FileExistsError(f"{folder} exists already, and nothing is overwritten")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.resolve().name}-", dir=folder.resolve().parent))
    try:
        for table, text in texts():
            (beside / table.name).write_text(text, encoding="utf-8", newline="")
        (beside / COLUMNS_FILE).write_text(columns_text(), encoding="utf-8")
        names = sorted(path.name for path in beside.iterdir())
        if folder.exists():
            for name in names:
                os.rename(beside / name, folder / name)  # noqa: PTH104  Path.rename would hide that it may overwrite
        else:
            beside.chmod(0o755)
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [folder / name for name in names]


def texts() -> list[tuple[Table, str]]:
    """The files of the starter: each table with its CSV."""
    return [(table, _csv(table, rows)) for table, rows in ROWS]


def _csv(table: Table, rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, table.names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def columns_text() -> str:
    """The columns of the three files in words, for a text file beside them."""
    lines = ["The columns of the three files. UTF-8, one row of headings; an empty cell means unknown.", ""]
    for table in TABLES.values():
        lines += [table.name, "-" * len(table.name)]
        for column in table.columns:
            needed = " (required)" if column.required else ""
            limit = f"; at most {column.limit} characters" if column.limit else ""
            choices = f"; one of {', '.join(column.choices)}" if column.choices else ""
            lines.append(f"{column.name}{needed}: {column.meaning}{limit}{choices}. For instance: {column.example}")
        lines.append("")
    lines += ["events.csv alone is enough. `timeline check FOLDER` says what is wrong, and how to mend it.", ""]
    return "\n".join(lines)
