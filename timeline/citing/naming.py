"""Which names an event goes by: those of the data, and those that are made of them by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from timeline.citing.article import Article, fold_name
from timeline.citing.automaton import Finder
from timeline.citing.gazetteer import GazetteerRow
from timeline.citing.known_events import KnownEvent, content_words, lands_of
from timeline.citing.names import (
    Name,
    dated_forms,
    derived_forms,
    echo_of,
    force_of_ambiguous,
    kindred_forms,
    respelt_forms,
    title_forms,
    told_forms,
)
from timeline.dates import Span, civil

_DATED_YEARS: Final = 2  # an event that a place with a year may stand for is shorter
_DATED_SINCE: Final = 1000


def gazetteer_names(entry: GazetteerRow, number: int) -> list[Name]:
    clear = [
        Name(written, fold_name(written), number, "clear") for written in (*title_forms(entry.title), *entry.aliases)
    ]
    return clear + [
        Name(written, fold_name(written), number, force_of_ambiguous(written)) for written in entry.ambiguous_aliases
    ]


def derived(names: Sequence[Name], number: int, title: str, place: str, span: Span) -> Iterator[Name]:
    """Other orders of an event's own clear names, of those only that hold its place ("crisis of confidence" is no
    place's crisis); the same told with verbs; the place with the year.
    """
    places = {word.lower() for word in content_words(place)}
    for name in [name for name in names if name.force == "clear"]:
        if places & set(name.folded.split()):
            for written in derived_forms(name.written):
                yield Name(written, fold_name(written), number, "derived")
        kindred = kindred_forms(name.written) if " " in name.folded else ()
        for written in (*told_forms(name.written), *respelt_forms(name.written), *kindred):
            yield Name(written, fold_name(written), number, "derived")
    if span.earliest is not None and span.latest is not None:
        years = sorted({civil(span.earliest)[0], civil(span.latest)[0]})
        if years[-1] - years[0] < _DATED_YEARS and years[0] > _DATED_SINCE:
            for written in dated_forms(place, sorted(lands_of(title)), years):
                yield Name(written, fold_name(written), number, "dated")


def with_echoes(names: Sequence[Name]) -> list[Name]:
    """Clear names that only add "another" or "moment" to a bare one are as good as an echo of it, no better; the bare
    one is what such words invoke.
    """
    bare = {(name.folded, name.event) for name in names if name.force == "bare"}
    invoked = {(echo_of(name.folded), name.event) for name in names} & bare
    found = []
    for name in names:
        if name.force == "clear" and (echo_of(name.folded), name.event) in bare:
            found.append(replace(name, force="echo"))
        else:
            found.append(replace(name, invoked=True) if (name.folded, name.event) in invoked else name)
    return found


def with_eponyms(names: Sequence[Name], events: Sequence[KnownEvent]) -> list[Name]:
    """Bare names that stand in their event's title are marked: the event is called after them."""
    titles = [f" {fold_name(event.title)} " for event in events]
    return [
        replace(name, eponym=True) if name.force == "bare" and f" {name.folded} " in titles[name.event] else name
        for name in names
    ]


def related(events: Sequence[KnownEvent], finder: Finder) -> dict[int, frozenset[int]]:
    """Which events name each other in their titles and summaries: the blocking detachments "under Order No. 227"."""
    found: dict[int, set[int]] = defaultdict(set)
    for event in events:
        article = Article(f"{event.title}. {event.row.get('summary', '')}")
        for named in finder.read(article).names:
            for name in named.names:
                if name.force == "clear" and name.event != event.number:
                    found[event.number].add(name.event)
                    found[name.event].add(event.number)
    return {number: frozenset(others) for number, others in found.items()}
