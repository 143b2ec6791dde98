"""What the page needs to know of a catalogue's rows, in words: once per row and only for what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final, TypeVar

import numpy as np

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.schema import parts

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

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Event:
    """A row of events.csv in words: what a line of the list says at once, the rest when a card asks for it."""

    catalogue: Catalogue
    row: int
    id: str
    kind: str
    title: str
    edtf: str
    publisher: str

    @property
    def short(self) -> str:
        """Its date in few words."""
        return dates.text_words(self.edtf, "short")

    @property
    def long(self) -> str:
        """Its date in words."""
        return dates.text_words(self.edtf)

    @property
    def by(self) -> str:
        """Who speaks: the publisher, else the title."""
        return self.publisher or self.title

    @cached_property
    def cells(self) -> dict[str, str]:
        """Every text column by name."""
        return self.catalogue.event(self.row)

    @property
    def themes(self) -> tuple[str, ...]:
        """The slugs of its themes."""
        return tuple(parts(self.cells["themes"]))


@dataclass(frozen=True, eq=False)
class Citation:
    """A row of citations.csv with its three ends; `about` is None when nothing present is compared."""

    catalogue: Catalogue
    place: int
    report: Event
    history: Event
    about: Event | None
    verdict: str
    years: int

    @property
    def relation(self) -> str:
        """Its relation in words."""
        relation: str = self.cells["relation"]
        return RELATION_WORDS.get(relation, relation)

    @cached_property
    def cells(self) -> dict[str, Any]:
        """Every column by name."""
        return self.catalogue.citation(self.place)


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
    columns = [catalogue.event_texts(name, at) for name in ("id", "kind", "title", "date", "publisher")]
    return [Event(catalogue, *told) for told in zip(rows, *columns, strict=True)]


def _citations(catalogue: Catalogue, places: Sequence[int]) -> list[Citation]:
    index, at = index_of(catalogue), np.array(places, dtype=np.int64)
    rows = [end[at].tolist() for end in (index.report, index.cites, index.about)]
    named = {one.row: one for one in events(catalogue, [row for end in rows for row in end if row >= 0])}
    verdicts = catalogue.citation_texts("verdict", at)
    return [
        Citation(catalogue, place, named[report], named[history], named.get(about), verdict, apart)
        for place, report, history, about, verdict, apart in zip(
            places, *rows, verdicts, index.years(at).tolist(), strict=True
        )
    ]


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
