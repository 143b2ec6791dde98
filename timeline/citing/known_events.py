"""The events that are known, and the words that speak for each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log2
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from timeline.citing.article import fold_name
from timeline.citing.gazetteer import GazetteerRow
from timeline.citing.names import force_of_ambiguous
from timeline.citing.word_lists import lands, pattern, words
from timeline.dates import DateError, Span, civil, parse

if TYPE_CHECKING:
    from timeline.catalogue import Catalogue

Source: TypeAlias = Literal["catalogue", "gazetteer"]

_MAX_INDEXED_YEARS: Final = 4
MOST_KNOWN: Final = 50_000
"""Events of a catalogue that texts are searched for: reading that many takes some seconds."""
_COLUMNS: Final = ("id", "kind", "title", "date", "place", "summary", "themes", "aliases", "source", "url")
KIND_WEIGHT: Final = 0.35
"""What "attack" or "crisis" of an event's title says."""
_FEW_EVENTS: Final = 10
_TELLING: Final = 0.5
LAND_WEIGHT: Final = 0.45
"""What the people or the capital of an event's country say."""
PERSON_WEIGHT: Final = 1.5
"""What a bare name of an event (a person, a metonym) says for another one near it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word or phrase that speaks for an event where it is near; `needle` is looked up in a line of folded words."""

    needle: str
    word: str
    weight: float
    place: bool


@dataclass(frozen=True, slots=True, eq=False)
class KnownEvent:
    """One event that texts may cite. `first`, `last`: its first and last possible day."""

    number: int
    id: str
    title: str
    date: str
    span: Span
    source: Source
    kind: str
    place: str
    verified: bool
    core: bool
    evidence: tuple[Evidence, ...]
    row: Mapping[str, str] = field(repr=False)
    themes: tuple[str, ...] = ()  # the lists of theme words that speak for it
    needles: frozenset[str] = field(init=False, repr=False)  # those of the evidence
    first: int | None = field(init=False)
    last: int | None = field(init=False)
    length: int = field(init=False)  # days from the first to the last; very many where one is open

    def __post_init__(self) -> None:
        first, last = self.span.earliest, self.span.latest
        object.__setattr__(self, "needles", frozenset(one.needle for one in self.evidence))
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "last", last)
        object.__setattr__(self, "length", 10**7 if first is None or last is None else last - first)


def evidence_of(
    frequency: Mapping[str, int],
    title: str,
    place: str,
    context: Sequence[str],
    people: Sequence[str],
    summary: str,
) -> tuple[Evidence, ...]:
    """What speaks for an event, each word once, the rarer (by `frequency` among contexts) the weightier."""
    found: dict[str, Evidence] = {}

    def add(word: str, weight: float, *, place: bool = False) -> None:
        folded = fold_name(word)
        held = found.get(folded)
        if folded and (held is None or held.weight < weight):
            place = place or folded in _peoples() or (held is not None and held.place)
            found[folded] = Evidence(_needle(folded), word, weight, place)

    for word in context:
        folded = fold_name(word)
        add(word, max(0.35, 1.25 - 0.2 * log2(frequency[folded] or 1)))
    for written in people:
        force = force_of_ambiguous(written)
        if force == "bare" or (force == "common" and len(written) > 6):
            add(written, PERSON_WEIGHT if force == "bare" else 1.0 if " " in written else 0.6)
    for word in content_words(place):
        add(word, 1.0, place=True)
        for other in lands().get(word.lower(), ()):
            add(other, LAND_WEIGHT, place=True)
    kinds = pattern("event kinds", "^", "$")
    for word in content_words(title):
        rare = max(0.4, 0.9 - 0.15 * log2(frequency[word.lower()] or 1))
        add(word, KIND_WEIGHT if kinds.match(word.lower()) else rare)
    for word in re.findall(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{3,}", summary):
        if word.lower() not in words("stop"):
            add(word, max(0.35, 0.8 - 0.2 * log2(frequency[fold_name(word)] or 1)))
    return tuple(found.values())


@cache
def _peoples() -> frozenset[str]:
    """The lands, their peoples and capitals."""
    return frozenset(word for land, others in lands().items() for word in (land, *others))


def lands_of(title: str) -> set[str]:
    """The lands in which a title says it happened, or whose people it names: "Iranian Revolution" is of Iran."""
    folded = f" {fold_name(title)} "
    names = {word.lower() for word in content_words(title)}
    return {
        land.title() for land, others in lands().items() if f" in {land} " in folded or not names.isdisjoint(others)
    }


def _needle(folded: str) -> str:
    """What is looked up: the beginning of a word of some length (tank, tanks), the whole of a short one (who, may)."""
    if len(folded) < 5 or folded[-1].isdigit():
        return f" {folded} "
    return f" {folded.removesuffix('s')}" if len(folded) > 5 else f" {folded}"


def theme_lists(themes: str) -> tuple[str, ...]:
    """The lists of words that speak for events of these themes (slugs, separated by ;)."""
    told = themes.replace("-", ";").split(";")
    lists = {
        "theme war": (
            "battle",
            "siege",
            "invasion",
            "massacre",
            "genocide",
            "attack",
            "bombing",
            "killing",
            "war",
            "attrition",
        ),
        "theme state": (
            "peace",
            "treaty",
            "coup",
            "revolution",
            "scandal",
            "annexation",
            "appeasement",
            "empire",
            "terms",
        ),
        "theme money": ("economic", "trade", "famine"),
    }
    return tuple(name for name, slugs in lists.items() if any(slug in told for slug in slugs))


def content_words(text: str) -> list[str]:
    """The words that tell something."""
    return [word for word in re.findall(r"[^\W\d_]{3,}", text) if word.lower() not in words("stop")]


def by_year(events: Sequence[KnownEvent]) -> dict[int, tuple[int, ...]]:
    """The numbers of the past events that began, ended or (if they were short) went on in each year."""
    years: dict[int, set[int]] = defaultdict(set)
    for event in events:
        if event.kind != "history" or event.first is None or event.last is None:
            continue
        first, last = civil(event.first)[0], civil(event.last)[0]
        for year in range(first, last + 1) if last - first < _MAX_INDEXED_YEARS else (first, last):
            years[year].add(event.number)
    return {year: tuple(sorted(found)) for year, found in years.items()}


def by_evidence(events: Sequence[KnownEvent]) -> dict[str, tuple[tuple[int, float], ...]]:
    """The numbers of the past events for which a piece of evidence speaks, and how much, of evidence that speaks for
    few.
    """
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for event in events:
        if event.kind == "history":
            for one in event.evidence:
                if one.weight >= _TELLING:
                    found[one.needle].append((event.number, one.weight))
    return {needle: tuple(numbers) for needle, numbers in found.items() if len(numbers) <= _FEW_EVENTS}


def as_row(entry: GazetteerRow) -> dict[str, str]:
    """A gazetteer row as a row of events.csv, ready to be added."""
    return {
        "id": entry.id,
        "kind": "history",
        "title": entry.title,
        "date": entry.date,
        "date_note": "",
        "place": entry.place,
        "lat": entry.lat,
        "lon": entry.lon,
        "summary": "",
        "themes": ";".join(entry.themes),
        "aliases": ";".join(entry.aliases),
        "source": "Wikipedia",
        "url": entry.url,
    }


def overlap(one: Span | None, other: Span | None) -> bool:
    """True if two dates, give or take a year, share a day."""
    if one is None or other is None or None in (one.earliest, one.latest, other.earliest, other.latest):
        return False
    assert (
        one.earliest is not None and one.latest is not None and other.earliest is not None and other.latest is not None
    )
    return one.earliest <= other.latest + 366 and other.earliest <= one.latest + 366


def span_or_none(date: str) -> Span | None:
    """The date, or None for what is no EDTF."""
    try:
        return parse(date)
    except DateError:
        return None


def rows_and_links(catalogue: Catalogue) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """What of a catalogue makes knowledge: its past and present events, and which the citations compare.

    Of more than MOST_KNOWN events those that are cited most: a text must not wait for minutes.
    """
    events, citations = catalogue.events, catalogue.citations
    known = events[events["kind"] != "report"]
    if len(known) > MOST_KNOWN:
        cited = catalogue.cited_counts[known.index]
        known = known.iloc[np.sort(np.argsort(-cited, kind="stable")[:MOST_KNOWN])]
    columns = [name for name in _COLUMNS if name in known]
    rows = [dict(zip(columns, cells, strict=True)) for cells in known[columns].itertuples(index=False, name=None)]
    links = zip(citations["cites"].tolist(), citations["about"].tolist(), strict=True)
    return rows, sorted({(past, present) for past, present in links if present})
