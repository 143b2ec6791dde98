"""What is known: the catalogue's past events first, then the gazetteer's, with every name they go by."""

from __future__ import annotations

import gc
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from timeline.citing.article import fold_name
from timeline.citing.automaton import Finder
from timeline.citing.gazetteer import GazetteerRow, read_gazetteer
from timeline.citing.known_events import (
    KnownEvent,
    as_row,
    by_evidence,
    by_year,
    evidence_of,
    overlap,
    rows_and_links,
    span_or_none,
    theme_lists,
)
from timeline.citing.lexicon import Lexicon
from timeline.citing.names import (
    Name,
    force_of_alias,
    force_of_ambiguous,
    numbered_form,
    title_forms,
    unique,
)
from timeline.citing.naming import derived, gazetteer_names, related, with_echoes, with_eponyms
from timeline.citing.spelling import Speller
from timeline.citing.weighing import DateFit, date_fit, shortly_after
from timeline.dates import Span, civil
from timeline.schema import parts

if TYPE_CHECKING:
    from timeline.catalogue import Catalogue

_SHORT_YEAR: Final = re.compile("['\u2019]\\d\\d$")  # "May '68" has no number of its own to slip on
_KEPT_DATES: Final = 50_000


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Events, the names they go by, and the ways to find both. Built once, read by many threads."""

    events: tuple[KnownEvent, ...]
    names: tuple[Name, ...]
    lexicon: Lexicon
    finder: Finder  # of names and of what speaks for events
    speller: Speller
    telling: Mapping[str, tuple[tuple[int, float], ...]]  # evidence of few past events -> those, and what it says
    by_year: Mapping[int, tuple[int, ...]]
    numbered: Mapping[str, tuple[Name, ...]]
    numbered_words: frozenset[str]  # the longest word of each
    related: Mapping[int, frozenset[int]]  # an event -> those that its title or summary names, and those that name it
    compared: Mapping[int, frozenset[int]]  # a past event -> the present ones that the catalogue compares with it
    _dated: dict[str, tuple[tuple[KnownEvent, DateFit], ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def build(
        cls,
        rows: Iterable[Mapping[str, str]] = (),
        links: Iterable[tuple[str, str]] = (),
        gazetteer: Sequence[GazetteerRow] | None = None,
    ) -> Knowledge:
        """Knowledge of the `history` and `today` rows of an events table and of the gazetteer (the bundled one by
        default).

        `links`: pairs of ids (past event, present event compared with it). Where both tables have an event, the row of
        the events table stands for it and takes over the gazetteer's names.
        """
        with _uncollected():
            known = read_gazetteer() if gazetteer is None else tuple(gazetteer)
            return _Builder(tuple(rows), tuple(links), known).build()

    @classmethod
    def of(cls, catalogue: Catalogue | None = None) -> Knowledge:
        """Knowledge of a catalogue's past events, of what it compares them with, and of the bundled gazetteer."""
        return cls.build() if catalogue is None else cls.build(*rows_and_links(catalogue))

    def dated(self, span: Span) -> tuple[tuple[KnownEvent, DateFit], ...]:
        """The past events that a date fits, and how; kept, as texts name the same years over and over."""
        found = self._dated.get(span.text)
        if found is None:
            if len(self._dated) >= _KEPT_DATES:
                self._dated.clear()
            found = self._dated[span.text] = tuple(self._fitting(span))
        return found

    def _fitting(self, span: Span) -> Iterator[tuple[KnownEvent, DateFit]]:
        if span.earliest is None or span.latest is None:
            return
        years = range(civil(span.earliest)[0], civil(span.latest)[0] + 1)
        for number in {number for year in years for number in self.by_year.get(year, ())}:
            event = self.events[number]
            fit = date_fit(event, span)
            if fit not in ("none", "long"):
                yield event, fit
            elif fit == "none" and shortly_after(event, span):
                yield event, "near"

    def event(self, id: str) -> KnownEvent | None:
        """The event of that id."""
        return self._by_id.get(id)

    @cached_property
    def _by_id(self) -> dict[str, KnownEvent]:
        return {event.id: event for event in self.events}


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: all of the hundred thousand objects of knowledge stay, and each search would
    look through them again, a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Builder:
    def __init__(
        self, rows: Sequence[Mapping[str, str]], links: Sequence[tuple[str, str]], gazetteer: Sequence[GazetteerRow]
    ) -> None:
        self._rows = [row for row in rows if row.get("kind") in ("history", "today")]
        self._links = links
        self._gazetteer = gazetteer
        self._frequency = Counter(word for row in gazetteer for word in {fold_name(item) for item in row.context})

    def build(self) -> Knowledge:
        events: list[KnownEvent] = []
        names: list[Name] = []
        merged = self._merged()
        used = {row.id for rows in merged.values() for row in rows}
        for place, row in enumerate(self._rows):
            span = span_or_none(row.get("date", ""))
            if span is not None:
                self._add_row(events, names, row, span, merged.get(place, []))
        owned: dict[str, list[int]] = defaultdict(list)
        for name in names:
            if name.force in ("clear", "bare"):
                owned[name.folded].append(name.event)
        for entry in self._gazetteer:
            span = span_or_none(entry.date)
            if entry.id not in used and span is not None:
                self._add_entry(events, names, entry, span, owned)
        return self._finished(events, names)

    def _merged(self) -> dict[int, list[GazetteerRow]]:
        """Which gazetteer rows each row of the events table stands for: those of the same id, or of the same title and
        years.
        """
        by_id = {str(row["id"]): place for place, row in enumerate(self._rows)}
        by_name: dict[str, int] = {}
        for place, row in enumerate(self._rows):
            if row.get("kind") == "history":
                for written in (row["title"], *parts(row.get("aliases", ""))):
                    by_name.setdefault(fold_name(written), place)
        merged: dict[int, list[GazetteerRow]] = defaultdict(list)
        for entry in self._gazetteer:
            found = by_id.get(entry.id)
            if found is None:
                found = by_name.get(fold_name(entry.title))
                if found is not None and not overlap(span_or_none(entry.date), span_or_none(self._rows[found]["date"])):
                    found = None
            if found is not None:
                merged[found].append(entry)
        return merged

    def _add_row(
        self,
        events: list[KnownEvent],
        names: list[Name],
        row: Mapping[str, str],
        span: Span,
        entries: list[GazetteerRow],
    ) -> None:
        number = len(events)
        title, place = row["title"], row.get("place", "")
        doubtful = {fold_name(written) for entry in entries for written in entry.ambiguous_aliases}
        own: list[Name] = []
        for written in (*title_forms(title), *parts(row.get("aliases", ""))):
            folded = fold_name(written)
            force = force_of_ambiguous(written) if folded in doubtful else force_of_alias(written, place)
            own.append(Name(written, folded, number, force, vouched=True))
        for entry in entries:
            own.extend(gazetteer_names(entry, number))
        own.extend(derived(own, number, title, place, span))
        names.extend(own)
        context = [word for entry in entries for word in entry.context]
        people = [name.written for name in own if name.force in ("bare", "common")]
        evidence = evidence_of(self._frequency, title, place, context, people, row.get("summary", ""))
        past = row["kind"] == "history" or bool(entries)
        verified = bool(row.get("source") or row.get("url") or any(entry.verified for entry in entries))
        events.append(
            KnownEvent(
                number,
                row["id"],
                title,
                row["date"],
                span,
                "catalogue",
                "history" if past else "today",
                place,
                verified,
                True,
                evidence,
                row,
                theme_lists(";".join((row.get("themes", ""), *(";".join(entry.themes) for entry in entries)))),
            )
        )

    def _add_entry(
        self,
        events: list[KnownEvent],
        names: list[Name],
        entry: GazetteerRow,
        span: Span,
        owned: Mapping[str, Sequence[int]],
    ) -> None:
        number = len(events)
        own = [name for name in gazetteer_names(entry, number) if self._free(name, span, events, owned)]
        own.extend(name for name in derived(own, number, entry.title, entry.place, span) if name.folded not in owned)
        names.extend(own)
        people = [name.written for name in own if name.force in ("bare", "common")]
        evidence = evidence_of(self._frequency, entry.title, entry.place, entry.context, people, "")
        events.append(
            KnownEvent(
                number,
                entry.id,
                entry.title,
                entry.date,
                span,
                "gazetteer",
                "history",
                entry.place,
                entry.verified,
                entry.core,
                evidence,
                as_row(entry),
                theme_lists(";".join(entry.themes)),
            )
        )

    @staticmethod
    def _free(name: Name, span: Span, events: Sequence[KnownEvent], owned: Mapping[str, Sequence[int]]) -> bool:
        """True unless a row of the catalogue goes by that name: then it wins, but for a bare name ("the Terror") that
        also stands for an event of other years.
        """
        owners = owned.get(name.folded, ())
        if name.force == "clear":
            return not owners
        return not any(overlap(span, events[owner].span) for owner in owners)

    def _finished(self, events: list[KnownEvent], names: list[Name]) -> Knowledge:
        kept = with_eponyms(with_echoes(unique(names)), events)
        clear = {name.folded for name in kept if name.force == "clear"}
        kept = [name for name in kept if name.force not in ("derived", "dated") or name.folded not in clear]
        numbered: dict[str, list[Name]] = defaultdict(list)
        for name in kept:
            form = numbered_form(name.folded) if name.force in ("clear", "bare") else None
            if form and form.endswith("#") and not _SHORT_YEAR.search(name.written):
                numbered[form].append(name)
        finder = Finder(kept, {one.needle for event in events for one in event.evidence})
        speller = Speller(kept)
        heads = frozenset(form.split()[-2] for form in numbered)  # "no", "order"
        lexicon = Lexicon(speller.meant, heads)
        numbers = {event.id: event.number for event in events}
        compared: dict[int, set[int]] = defaultdict(set)
        for past, present in self._links:
            if past in numbers and present in numbers:
                compared[numbers[past]].add(numbers[present])
        return Knowledge(
            events=tuple(events),
            names=tuple(kept),
            lexicon=lexicon,
            finder=finder,
            speller=speller,
            telling=by_evidence(events),
            by_year=by_year(events),
            numbered={form: tuple(found) for form, found in numbered.items()},
            numbered_words=frozenset(max(form.split(), key=len) for form in numbered),
            related=related(events, finder),
            compared={past: frozenset(present) for past, present in compared.items()},
        )
