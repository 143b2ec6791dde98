"""One task of a scan: a chunk of records in, the rows of its findings out. Runs in any process, here or elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa

from timeline.catalogue import Catalogue
from timeline.citing.command import span_of
from timeline.citing.engine import cite
from timeline.citing.knowledge import Knowledge
from timeline.citing.known_events import rows_and_links
from timeline.citing.rows import phrase
from timeline.citing.scan_archive import Chunk, article_of
from timeline.citing.texts import Unread

FIELDS: Final = (
    ("article", "int64"),
    ("place", "string"),
    ("title", "string"),
    ("publisher", "string"),
    ("url", "string"),
    ("published", "string"),
    ("event", "string"),
    ("event_title", "string"),
    ("event_date", "string"),
    ("source", "string"),
    ("kind", "string"),
    ("start", "int64"),
    ("end", "int64"),
    ("text", "string"),
    ("phrase", "string"),
    ("confidence", "float64"),
    ("reasons", "string"),
    ("slip", "string"),
)


def schema() -> pa.Schema:
    """The columns of a scan: one row per finding; `published` is EDTF, "" where unknown, `slip` null where nothing is
    off.
    """
    return pa.schema([pa.field(name, getattr(pa, kind)()) for name, kind in FIELDS])


@dataclass(frozen=True, slots=True)
class Seed:
    """What a worker needs to know what we know: the catalogue's events and comparisons, small enough to travel with
    each task.
    """

    rows: tuple[tuple[tuple[str, str], ...], ...]
    links: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, catalogue: Catalogue | None) -> Seed:
        """The seed of a catalogue; without one, of the gazetteer alone."""
        if catalogue is None:
            return cls((), ())
        rows, links = rows_and_links(catalogue)
        return cls(tuple(tuple(row.items()) for row in rows), tuple(links))


@lru_cache(maxsize=2)
def knowledge_of(seed: Seed) -> Knowledge:
    """The knowledge that grows from a seed, built once in each process."""
    return Knowledge.build([dict(row) for row in seed.rows], seed.links)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What came of a chunk: its findings by column, how much was read, and what could not be."""

    number: int
    columns: Mapping[str, list[Any]]
    articles: int
    characters: int
    unread: tuple[str, ...]

    @property
    def findings(self) -> int:
        """How many rows there are."""
        return len(self.columns["event"])

    def table(self) -> pa.Table:
        """The rows as a table."""
        return pa.table(dict(self.columns), schema=schema())


def scan_chunk(chunk: Chunk, seed: Seed) -> Scanned:
    """Scan the records of a chunk; a broken record is said in `unread`, and the others are scanned."""
    knowledge = knowledge_of(seed)
    columns: dict[str, list[Any]] = {name: [] for name, _ in FIELDS}
    articles = characters = 0
    unread: list[str] = []
    for record in chunk.records:
        article = article_of(record)
        if isinstance(article, Unread):
            unread.append(str(article))
            continue
        articles += 1
        characters += len(article.text)
        published = span_of(article.published)
        if article.published.strip() and published is None:
            unread.append(
                f"{article.name}: scanned, but its date {article.published.strip()[:40]!r} is none that can be read"
            )
        shared = {
            "article": record.number,
            "place": article.name,
            "title": article.title,
            "publisher": article.publisher,
            "url": article.url,
            "published": published.text if published else "",
        }
        for one in cite(article.text, knowledge, published).events:
            own = {
                "event": one.event,
                "event_title": one.title,
                "event_date": one.date,
                "source": one.source,
                "kind": one.kind,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "phrase": phrase(article.text, one.start, one.end),
                "confidence": round(one.confidence, 4),
                "reasons": "; ".join(one.reasons),
                "slip": one.slip,
            }
            for name, value in (shared | own).items():
                columns[name].append(value)
    return Scanned(chunk.number, columns, articles, characters, tuple(unread))
