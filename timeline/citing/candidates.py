"""Candidates: a place in the text and an event that it may mean, weighed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from timeline.citing import weighing
from timeline.citing.article import Article, fold
from timeline.citing.automaton import Named, Needles
from timeline.citing.cues import (
    echoed,
    facility,
    invoked_weakly,
    led_by_capital,
    located,
    part_of_brand,
    part_of_longer_name,
    years_after,
)
from timeline.citing.dates_in_text import DateFound
from timeline.citing.knowledge import Knowledge
from timeline.citing.known_events import PERSON_WEIGHT, KnownEvent
from timeline.citing.names import Name
from timeline.citing.slips import nearly
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import DateFit, Support, Weighed, date_fit, date_reason, listed, support
from timeline.citing.word_lists import words
from timeline.dates import Span


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
    needles: Needles = field(init=False)

    def __post_init__(self) -> None:
        self._date_starts = [one.start for one in self.dates]
        self.needles = Needles(self.knowledge.needles, self.article.line)

    def around(self, offset: int) -> Surroundings:
        """The surroundings of a place."""
        number = bisect_right(self.article.sentence_starts, offset)
        kept = self._kept.get(number)
        if kept is None:
            start, end = self.article.sentence(offset)
            kept = Surroundings(self.article, self.needles, start, end, self._dates_near(offset))
            self._kept[number] = kept
        return kept

    def capitalised(self, found: Support, around: Surroundings) -> Support:
        """The support without names that the sentence writes small: a "desert storm" is no Desert Storm."""
        sentence = self.article.text[around.start : around.end]
        kept = tuple(one for one in found.sentence if one.weight < PERSON_WEIGHT or _has_capital(one.word, sentence))
        return found if len(kept) == len(found.sentence) else replace(found, sentence=kept)

    def _dates_near(self, offset: int) -> tuple[DateFound, ...]:
        start, end = self.article.sentence(offset, 1)
        return self.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]

    def by_sentence(self, candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
        """The candidates by the start of the sentence in which they begin."""
        groups: dict[int, list[Candidate]] = defaultdict(list)
        for one in candidates:
            groups[self.around(one.start).start].append(one)
        return groups

    def weigh_name(self, named: Named, name: Name) -> Candidate | None:
        """The candidate that a name makes for its event; None if the name is not really there."""
        article = self.article
        start, end = article.starts[named.first], article.end_of_word(named.last)
        if not _written_so(article, named, name, start, end):
            return None
        event = self.knowledge.events[name.event]
        if event.kind != "history":
            return None
        misspelt = bool(named.slip)
        force = "misspelt" if misspelt and name.force == "clear" else name.force
        weighed = Weighed(weighing.BASE[force] - (0.8 if misspelt and force == "bare" else 0))
        weighed.reasons.append(
            f"names {name.written}" if not misspelt else f"names {name.written}, spelt {article.text[start:end]!r}"
        )
        candidate = Candidate(event, start, end, weighed, force)
        if misspelt:
            candidate.slip = f"the name is spelt {article.text[start:end]!r}: the record has {name.written}"
        lowered = self._lowered(name, named, start, end)
        weighed.add(lowered)
        self._add_date(candidate)
        if lowered and candidate.date is not None:  # a year near a "desert storm" says less than near a Desert Storm
            weighed.add(-weighing.DATE_POINTS[candidate.fit])
        if force in ("clear", "misspelt") and not lowered:
            self._doubt_clear(candidate, named)
        elif not self._support(candidate, named, name):
            return None
        return candidate

    def _lowered(self, name: Name, named: Named, start: int, end: int) -> float:
        """What small letters say of a clear name that has capitals: after an article they may be ordinary words."""
        if name.force != "clear" or name.written == name.written.lower():
            return 0.0
        before = self.article.words[named.first - 1] if named.first else ""
        if self.article.text[start:end].islower():
            return weighing.LOWERED_BARE_POINTS if before in words("no article") else weighing.LOWERED_POINTS
        last = self.article.text[self.article.starts[named.last]]
        capital = re.findall(r"\w+", name.written)[-1][0].isupper()
        return weighing.LOWERED_POINTS if before in ("a", "an") and capital and last.islower() else 0.0

    def _doubt_clear(self, candidate: Candidate, named: Named) -> None:
        if part_of_brand(self.article, named.last):
            candidate.weighed.add(weighing.BRAND_POINTS)
        elif facility(self.article, candidate.end):
            candidate.weighed.add(-1.0)
        candidate.echo = echoed(self.article, candidate.start, candidate.end)

    def _add_near_date(self, candidate: Candidate) -> None:
        """Half of what a date tells counts from the sentence before or after."""
        near = best_date(candidate.event, self.around(candidate.start).near_dates)
        if near is not None and near[0] in ("day", "month", "year"):
            reason = date_reason(candidate.event, near[1].text, near[0])
            candidate.weighed.add(weighing.DATE_POINTS[near[0]] / 2, f"{reason}, a sentence away")

    def _add_date(self, candidate: Candidate) -> None:
        around = self.around(candidate.start)
        dates = [one for one in around.dates if candidate.force not in ("year", "day") or one.start >= candidate.end]
        best = best_date(candidate.event, dates)
        slip = next((one for one in dates if nearly(candidate.event, one.span)), None)
        if best is None and slip is None and candidate.force in ("bare", "common", "derived", "dated", "echo"):
            self._add_near_date(candidate)
        if best is None and slip is not None:
            candidate.weighed.add(weighing.NEARLY_POINTS, f"dates it {slip.text!r}, nearly as the record")
        if best is not None:
            candidate.fit, candidate.date = best
            candidate.weighed.add(
                weighing.DATE_POINTS[candidate.fit], date_reason(candidate.event, candidate.date.text, candidate.fit)
            )

    def _support(self, candidate: Candidate, named: Named, name: Name) -> bool:
        """Weigh what speaks for and against a name that needs support; False if nothing speaks for it at all."""
        article, weighed = self.article, candidate.weighed
        if name.force == "common" and named.last > named.first and len(name.folded) >= 14:
            weighed.add(weighing.LONG_COMMON_POINTS)
        if name.force == "common" and all(
            article.text[article.starts[place]].isupper() for place in (named.first, named.last)
        ):
            weighed.add(weighing.CAPITALS_POINTS)
        around = self.around(candidate.start)
        found = support(candidate.event, around.near, around.far, name.folded)
        if name.force == "dated":
            weighed.add(weighing.LOCATIVE_POINTS * located(article, named.first))
            weighed.add(weighing.LIFE_POINTS * around.of_lives(candidate.event.themes))
        if name.force == "bare" and name.eponym and named.last > named.first:
            weighed.add(weighing.LONG_EPONYM_POINTS)
        years = years_after(article, candidate.start, self.published)
        if years is not None and best_date(candidate.event, [years]) is not None:
            weighed.add(weighing.YEARS_AFTER_POINTS, f"{years.text!r} is the year of the event")
        if name.force == "bare":
            weighed.add(weighing.VOUCHED_POINTS * name.vouched + weighing.EPONYM_POINTS * name.eponym)
            weighed.add(
                weighing.THEME_POINTS * min(2, sum(around.theme_words(theme) for theme in candidate.event.themes))
            )
        if found.words:
            weighed.add(found.points, f"the text also speaks of {listed(found.words)}")
        candidate.echo = echoed(article, candidate.start, candidate.end)
        if weighed.points < -2 and not (found.words or candidate.echo or candidate.date):
            return False
        if candidate.echo:
            weighed.add(weighing.ECHO_POINTS, "is invoked as a parallel")
        elif invoked_weakly(article, candidate.start):
            weighed.add(weighing.WEAK_ECHO_POINTS)
        if weighing.hopeless(weighed.points):
            return False
        if name.force == "bare":
            if part_of_longer_name(article, named.first, named.last):
                weighed.add(weighing.LONGER_NAME_POINTS)
            elif led_by_capital(article, named.first):
                weighed.add(weighing.LONGER_NAME_POINTS if name.eponym else weighing.GIVEN_NAME_POINTS)
        if facility(article, candidate.end):
            weighed.add(weighing.FACILITY_POINTS)
        if around.is_elsewhere(candidate.event.themes):
            weighed.add(weighing.OTHER_SENSE_POINTS)
        return True


def _has_capital(word: str, sentence: str) -> bool:
    """True unless the first word of a name stands in the sentence in small letters only."""
    first = re.findall(r"[^\W_]+", word.removeprefix("the "))[:1]
    return not first or first[0][0].islower() or first[0].lower() not in re.findall(r"[^\W_]+", sentence)


def best_date(event: KnownEvent, dates: Sequence[DateFound]) -> tuple[DateFit, DateFound] | None:
    """The date that fits the event best, with its fit; None if none fits."""
    fits = [(date_fit(event, one.span), one) for one in dates]
    fits = [(fit, one) for fit, one in fits if fit != "none"]
    return max(fits, key=lambda pair: weighing.DATE_POINTS[pair[0]]) if fits else None


def _written_so(article: Article, named: Named, name: Name, start: int, end: int) -> bool:
    """True if capitals and signs are those of a name: "Tet" is not "tet", "9/11" is not "9, 11"."""
    if not any(char.isalpha() for char in name.folded):
        return article.folded[start:end] == fold(name.written).removeprefix("the ")
    if name.force in ("bare", "day") or (name.force in ("derived", "dated") and name.written != name.written.lower()):
        written = [word for word in name.written.replace("-", " ").replace("/", " ").split() if word[0].isalpha()]
        capital = next((place for place, word in enumerate(written) if word[0].isupper()), None)
        if capital is None:
            return True
        letters = [article.text[article.starts[place]] for place in range(named.first, named.last + 1)]
        letters = [letter for letter in letters if letter.isalpha()]
        return capital >= len(letters) or letters[capital].isupper()
    return True
