"""What the page needs to know of a catalogue's rows, in words: once per row and only for what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of

VERDICT_MEANINGS: Final = {
    "supported": "The record says the same.",
    "imprecise": "Right in substance, a detail off.",
    "disputed": "Historians or sources differ.",
    "contradicted": "The record says otherwise.",
    "unchecked": "Not yet compared with the record.",
}
RELATION_WORDS: Final = {
    "echo": "Echo",
    "precedent": "Precedent",
    "contrast": "Contrast",
    "background": "Background",
    "anniversary": "Anniversary",
}
RELATION_MEANINGS: Final = {
    "echo": "The report likens the two.",
    "precedent": "The report names it as what came before.",
    "contrast": "The report says that the two are unlike.",
    "background": "The report tells it as background.",
    "anniversary": "The report recalls it on an anniversary.",
}
KIND_WORDS: Final = {"history": "Past events", "today": "Present events", "report": "Reports"}
NO_EVENT: Final = "No present event"
_MOST_KNOWN: Final = 4096
"""Rows of a catalogue whose words are remembered."""
_EVENT_CELLS: Final = (
    "id", "kind", "title", "date", "date_note", "place", "summary", "themes", "source", "url", "publisher", "author",
)  # fmt: skip
_CITATION_CELLS: Final = (
    "relation", "phrase", "claim", "record", "verdict", "record_source", "record_url", "similar", "differs",
)  # fmt: skip

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A row of events.csv in words; `long` and `short` are its date."""

    row: int
    id: str
    kind: str
    title: str
    long: str
    short: str
    note: str
    edtf: str
    place: str
    summary: str
    themes: tuple[str, ...]
    source: str
    url: str
    publisher: str
    author: str

    @property
    def by(self) -> str:
        """Who speaks: the publisher, else the title."""
        return self.publisher or self.title


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    """A row of citations.csv with its three ends; `about` is None when nothing present is compared."""

    place: int
    report: Event
    history: Event
    about: Event | None
    relation: str
    phrase: str
    claim: str
    record: str
    verdict: str
    record_source: str
    record_url: str
    similar: str
    differs: str
    years: int


@dataclass(frozen=True, slots=True)
class _Known:
    """The rows of a catalogue that were put in words lately."""

    events: dict[int, Event] = field(default_factory=dict)
    citations: dict[int, Citation] = field(default_factory=dict)


@lru_cache(maxsize=4)
def _known(catalogue: Catalogue) -> _Known:
    del catalogue  # each has its own
    return _Known()


def events(catalogue: Catalogue, rows: Sequence[int]) -> list[Event]:
    """The events of rows, in their order; reading many at once takes hardly longer than one."""
    return _looked_up(_known(catalogue).events, rows, lambda missing: _events(catalogue, missing))


def event(catalogue: Catalogue, row: int) -> Event:
    """The event of a row."""
    return events(catalogue, [row])[0]


def citations(catalogue: Catalogue, places: Sequence[int]) -> list[Citation]:
    """The citations at positions, in their order."""
    return _looked_up(_known(catalogue).citations, places, lambda missing: _citations(catalogue, missing))


def _looked_up(known: dict[int, Made], rows: Sequence[int], make: Callable[[Sequence[int]], list[Made]]) -> list[Made]:
    """What is known of the rows, and what is not yet, made all at once and remembered."""
    found = {row: known.get(row) for row in rows}
    missing = [row for row, one in found.items() if one is None]
    if missing:
        made = dict(zip(missing, make(missing), strict=True))
        if len(known) + len(made) > _MOST_KNOWN:
            known.clear()
        known |= made
        found |= made
    return [one for row in rows if (one := found[row]) is not None]


def _events(catalogue: Catalogue, rows: Sequence[int]) -> list[Event]:
    at = np.array(rows, dtype=np.int64)
    cells = zip(*(catalogue.event_texts(name, at) for name in _EVENT_CELLS), strict=True)
    return [
        Event(
            row, id, kind, title, dates.text_words(date), dates.text_words(date, "short"), note, date, place, summary,
            tuple(part for part in (one.strip() for one in themes.split(";")) if part), source, url, publisher, author,
        )
        for row, (id, kind, title, date, note, place, summary, themes, source, url, publisher, author)
        in zip(rows, cells, strict=True)
    ]  # fmt: skip


def _citations(catalogue: Catalogue, places: Sequence[int]) -> list[Citation]:
    index, at = index_of(catalogue), np.array(places, dtype=np.int64)
    ends = [index.report[at].tolist(), index.cites[at].tolist(), index.about[at].tolist()]
    named = {one.row: one for one in events(catalogue, [row for end in ends for row in end if row >= 0])}
    cells = zip(*(catalogue.citation_texts(name, at) for name in _CITATION_CELLS), strict=True)
    years = [
        dates.completed_years(int(index.first[history]), int(index.first[report]))
        for report, history in zip(ends[0], ends[1], strict=True)
    ]
    return [
        Citation(
            place, named[report], named[history], named.get(about), relation, phrase, claim, record, verdict, source,
            url, similar, differs, apart,
        )
        for place, report, history, about, apart,
            (relation, phrase, claim, record, verdict, source, url, similar, differs)
        in zip(places, *ends, years, cells, strict=True)
    ]  # fmt: skip


def years_apart(years: int) -> str:
    """`80 years apart`."""
    if years < 1:
        return "less than a year apart"
    return "1 year apart" if years == 1 else f"{years:,} years apart"


def plain(slug: str) -> str:
    """A slug as words: `coercion-of-soldiers` -> `Coercion of soldiers`."""
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """`1 report`, `9 reports`, `2 citations`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
