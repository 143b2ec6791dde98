"""What a text cites, told for people: one entry for each past event, with its mentions, its doubts and the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.citing import DateFound, Finding, Findings, Knowledge
from timeline.documents import facts
from timeline.documents.cite_marking import Mark
from timeline.palette import LEGEND_ORDER
from timeline.schema import VERDICTS

_SURE: Final = ((0.95, "Almost certain"), (0.85, "Very likely"), (0.7, "Likely"), (0.0, "Possible"))
MOST_CLAIMS: Final = 3
"""Earlier claims on the same event that are shown beside it, the gravest first."""
MOST_MENTIONS: Final = 20
"""Mentions of one event that are told with their reasons; the text marks all of them."""
DECISIONS: Final = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of the text that names an event; `id` is its fragment on the page."""

    id: str
    quoted: str
    sure: str
    reasons: tuple[str, ...]
    slip: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A past event that the text cites. `number` counts from 1 in the order of the text, `path` is its own page.

    `first` is the first day it may have begun. `known`: the catalogue has it. `decision` is "accept", "reject" or "".
    `citable` is False for what citations.csv cannot cite, which the catalogue files under the present.
    """

    number: int
    id: str
    title: str
    date: str
    first: int | None
    known: bool
    citable: bool
    path: str
    summary: str
    source: str
    source_url: str
    mentions: tuple[Mention, ...]
    best: Mention
    decision: str
    verdicts: tuple[tuple[str, int], ...]
    claims: tuple[facts.Card, ...]

    @property
    def others(self) -> tuple[Mention, ...]:
        """The mentions beside the best, in the order of the text, as many as are told."""
        return tuple(one for one in self.mentions if one is not self.best)[:MOST_MENTIONS]

    @property
    def slips(self) -> tuple[str, ...]:
        """What differs from the record, each once."""
        return tuple(dict.fromkeys(one.slip for one in self.mentions if one.slip))

    @property
    def field(self) -> str:
        """The name of its decision in the form."""
        return f"d.{self.id}"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the text: its words there, its meaning in words, its EDTF, and whether the text itself settles it."""

    number: int
    id: str
    quoted: str
    words: str
    edtf: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in a text, and where it is to be marked. `present`: present-day events that it names."""

    entries: tuple[Entry, ...]
    present: tuple[facts.Ref, ...]
    dates: tuple[Dated, ...]
    mentions: tuple[Mark, ...]
    date_marks: tuple[Mark, ...]

    @property
    def slips(self) -> int:
        """How many events have something to check."""
        return sum(bool(entry.slips) for entry in self.entries)

    @property
    def accepted(self) -> tuple[Entry, ...]:
        """What the reader has accepted."""
        return tuple(entry for entry in self.entries if entry.decision == "accept")


@lru_cache(maxsize=2)
def knowledge_of(catalogue: Catalogue) -> Knowledge:
    """What is known of past events: the catalogue and the gazetteer; made once for each catalogue."""
    return Knowledge.of(catalogue)


def sure_words(confidence: float) -> str:
    """A calibrated confidence (0 to 1) as people say it."""
    return next(words for least, words in _SURE if confidence >= least)


def found_in(catalogue: Catalogue, findings: Findings, decisions: Mapping[str, str]) -> Found:
    """The findings told for people; `decisions` maps the id of an event to "accept" or "reject"."""
    past: dict[str, list[Finding]] = {}
    for one in findings.events:
        if one.kind == "history":
            past.setdefault(one.event, []).append(one)
    numbers = {event: number for number, event in enumerate(past, 1)}
    places = {id(one): f"m-{at}" for at, one in enumerate(findings.events, 1)}
    entries = tuple(
        _entry(catalogue, numbers[event], [(places[id(one)], one) for one in held], decisions.get(event, ""))
        for event, held in past.items()
    )
    rows = (catalogue.row(one.event) for one in findings.events if one.kind == "today")
    present = dict.fromkeys(row for row in rows if row is not None)
    return Found(
        entries,
        tuple(facts.ref(catalogue, row) for row in present),
        tuple(_dated(number, one) for number, one in enumerate(findings.dates, 1)),
        tuple(Mark(one.start, one.end, places[id(one)], numbers[one.event], bool(one.slip))
              for one in findings.events if one.event in numbers),
        tuple(Mark(one.start, one.end, f"d-{number}", number) for number, one in enumerate(findings.dates, 1)),
    )  # fmt: skip


def _entry(catalogue: Catalogue, number: int, held: Sequence[tuple[str, Finding]], decision: str) -> Entry:
    one = held[0][1]
    mentions = tuple(
        Mention(place, " ".join(found.text.split()), sure_words(found.confidence), found.reasons, found.slip or "")
        for place, found in held
    )
    # What is to be checked comes first, then what is surest: as in the row for citations.csv.
    best = max(range(len(held)), key=lambda at: (bool(held[at][1].slip), held[at][1].confidence))
    row = catalogue.row(one.event) if one.source == "catalogue" else None
    span = dates.parse(one.date)
    cells = catalogue.event(row) if row is not None else dict(one.row or {})
    places = catalogue.citations_of_event(row) if row is not None else np.empty(0, np.int64)
    verdicts = Counter(catalogue.citations["verdict"].iloc[places])
    return Entry(
        number=number,
        id=one.event,
        title=one.title,
        date=dates.words(span),
        first=span.earliest,
        known=row is not None,
        citable=one.citable,
        path=facts.ref(catalogue, row).path if row is not None else "",
        summary=cells.get("summary", ""),
        source=cells.get("source", ""),
        source_url=facts.web_address(cells.get("url", "")),
        mentions=mentions,
        best=mentions[best],
        decision=decision if decision in DECISIONS else "",
        verdicts=tuple((verdict, verdicts[verdict]) for verdict in LEGEND_ORDER if verdicts[verdict]),
        claims=_claims(catalogue, places),
    )


def _claims(catalogue: Catalogue, places: npt.ArrayLike) -> tuple[facts.Card, ...]:
    """Earlier claims on the event that were compared with the record and did not match it, the gravest first."""
    faulty = [card for card in facts.cards(catalogue, places) if card.verdict not in ("supported", "unchecked")]
    return tuple(sorted(faulty, key=lambda card: VERDICTS.index(card.verdict))[:MOST_CLAIMS])


def _dated(number: int, one: DateFound) -> Dated:
    return Dated(number, f"d-{number}", " ".join(one.text.split()), dates.words(one.span), one.edtf, one.settled)
