"""What the page needs to know of a catalogue's rows, in words: once per row and only for what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@lru_cache(maxsize=4096)
def event(catalogue: Catalogue, row: int) -> Event:
    """The event of a row."""
    cells = catalogue.event(row)
    date = cells["date"]
    return Event(
        row, cells["id"], cells["kind"], cells["title"], dates.text_words(date), dates.text_words(date, "short"),
        cells["date_note"], date, cells["place"], cells["summary"],
        tuple(part for part in (one.strip() for one in cells["themes"].split(";")) if part),
        cells["source"], cells["url"], cells["publisher"], cells["author"],
    )  # fmt: skip


@lru_cache(maxsize=4096)
def citation(catalogue: Catalogue, place: int) -> Citation:
    """The citation at a position."""
    cells = catalogue.citation(place)
    index = index_of(catalogue)
    report, history, about = int(cells["report_row"]), int(cells["cites_row"]), int(cells["about_row"])
    return Citation(
        place, event(catalogue, report), event(catalogue, history), event(catalogue, about) if about >= 0 else None,
        cells["relation"], cells["phrase"], cells["claim"], cells["record"], cells["verdict"], cells["record_source"],
        cells["record_url"], cells["similar"], cells["differs"],
        dates.completed_years(int(index.first[history]), int(index.first[report])),
    )  # fmt: skip


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
