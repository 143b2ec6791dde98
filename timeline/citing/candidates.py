"""Candidates: a place in the text and an event that it may mean, weighed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from timeline.citing import weighing
from timeline.citing.article import WORD, Article, fold_name
from timeline.citing.automaton import Sightings
from timeline.citing.cues import facility, part_of_longer_name
from timeline.citing.dates_in_text import DateFound
from timeline.citing.knowledge import Knowledge
from timeline.citing.known_events import PERSON_WEIGHT, Evidence, KnownEvent
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import DateFit, Support, Weighed, date_fit
from timeline.dates import Span

LONG_PAST_DAYS: Final = 5 * 365


@dataclass(slots=True)
class Candidate:
    """One mention under consideration. `named`: by a name of that force; `fit`: how well the sentence's best date
    fits.
    """

    event: KnownEvent
    start: int
    end: int
    weighed: Weighed
    force: str
    fit: DateFit = "none"
    date: DateFound | None = None
    slip: str | None = None
    echo: bool = False
    eponym: bool = False  # its event is called after the name
    lone: bool = False  # a clear name written otherwise than the record, of which nothing around speaks

    @property
    def confidence(self) -> float:
        return self.weighed.confidence

    @property
    def clear(self) -> bool:
        return self.force in ("clear", "misspelt") and self.confidence >= 0.7


@dataclass(slots=True)
class Reader:
    """An article being read: its dates, and its surroundings kept by sentence."""

    article: Article
    knowledge: Knowledge
    dates: tuple[DateFound, ...]
    published: Span | None = None
    _kept: dict[int, Surroundings] = field(default_factory=dict)
    _date_starts: list[int] = field(init=False)
    sightings: Sightings = field(init=False)
    _told: dict[Hashable, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._date_starts = [one.start for one in self.dates]
        self.sightings = self.knowledge.finder.read(self.article)

    def around(self, offset: int) -> Surroundings:
        """The surroundings of a place."""
        number = bisect_right(self.article.sentence_starts, offset) - 1
        kept = self._kept.get(number)
        if kept is None:
            kept = Surroundings(self.article, self.sightings, number, offset, self.dates, self._date_starts)
            self._kept[number] = kept
        return kept

    def once(self, ask: Callable[..., bool], *about: Hashable) -> bool:
        """What `ask(article, *about)` answers, asked once: a long text would be searched again for many places."""
        told = self._told.get((ask, about))
        if told is None:
            told = self._told[ask, about] = ask(self.article, *about)
        return told

    def long_past(self, date: DateFound) -> bool:
        """True for a date years before the text appeared; without that day, for a date with a year of its own."""
        if date.span.latest is None:
            return False
        if self.published is None or self.published.earliest is None:
            return not date.settled
        return self.published.earliest - date.span.latest > LONG_PAST_DAYS

    def capitalised(self, found: Support, around: Surroundings) -> Support:
        """The support without names that the sentence writes small (a "desert storm" is no Desert Storm) or that begin
        longer ones (Katrina Doyle, New Orleans Street).
        """
        named = [one for one in found.sentence if one.weight >= PERSON_WEIGHT]
        if not named:
            return found
        sentence = self.article.text[around.start : around.end]
        wrong = [one for one in named if not (_has_capital(one.word, sentence) and self._whole(one, around))]
        if not wrong:
            return found
        return found._replace(sentence=tuple(one for one in found.sentence if one not in wrong))

    def _whole(self, one: Evidence, around: Surroundings) -> bool:
        """True if a name stands somewhere in the sentence without being part of a longer one."""
        article, line, needle = self.article, around.line, f" {fold_name(one.word)} "
        first, place = article.word_at(around.start), line.find(needle)
        if place < 0:
            return True
        while place >= 0:
            begin = first + line.count(" ", 0, place + 1) - 1
            last = begin + needle.count(" ") - 2
            if not part_of_longer_name(article, begin, last) and not facility(article, article.end_of_word(last)):
                return True
            place = line.find(needle, place + 1)
        return False

    def by_sentence(self, candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
        """The candidates by the start of the sentence in which they begin."""
        groups: dict[int, list[Candidate]] = defaultdict(list)
        for one in candidates:
            groups[self.around(one.start).start].append(one)
        return groups


def _has_capital(word: str, sentence: str) -> bool:
    """True unless the first word of a name stands in the sentence in small letters only."""
    first = WORD.search(word.removeprefix("the "))
    if first is None or first[0][0].islower():
        return True
    small = first[0].lower()
    return small not in sentence or small not in WORD.findall(sentence)


def best_date(event: KnownEvent, dates: Sequence[DateFound]) -> tuple[DateFit, DateFound] | None:
    """The date that fits the event best, with its fit; None if none fits."""
    fits = [(date_fit(event, one.span), one) for one in dates]
    fits = [(fit, one) for fit, one in fits if fit != "none"]
    return max(fits, key=lambda pair: weighing.DATE_POINTS[pair[0]]) if fits else None
