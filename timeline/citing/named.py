"""Weigh a name at a place of the text: what its letters, its neighbours, its dates and the words around say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from timeline.citing import weighing
from timeline.citing.article import Article, fold
from timeline.citing.automaton import Named
from timeline.citing.candidates import Candidate, Reader, best_date
from timeline.citing.cues import (
    echoed,
    invoked_strongly,
    word_before,
    year_invoked,
)
from timeline.citing.dates_in_text import DateFound
from timeline.citing.doubting import doubt_clear, falls_otherwise, lowered
from timeline.citing.evidence import everyday, standing
from timeline.citing.knowledge import Knowledge
from timeline.citing.names import Name
from timeline.citing.slips import nearly
from timeline.citing.sorting import same_days
from timeline.citing.supporting import in_itself, supported
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import Weighed, date_reason, support
from timeline.citing.word_lists import words

_LONG: Final = 9
"""Letters from which one word misspelt is hardly another name: "Kristalnacht", but not "Plessey"."""
_WEAK: Final = frozenset({"bare", "common", "year", "day"})


def weigh_name(reader: Reader, named: Named, name: Name, help_at_most: float) -> Candidate | None:
    """The candidate that a name makes for its event; None if the name is not really there, or if not even
    `help_at_most`, what the rest of the text may add, makes a finding of it.
    """
    article, event = reader.article, reader.knowledge.events[name.event]
    if event.kind != "history" or not _written_so(article, named, name):
        return None
    if named.slip and article.words[named.first] in words("numbered alike") and article.words[named.last].isdigit():
        return None  # "resolution 48" is another one than Resolution 181
    start, end = article.starts[named.first], article.end_of_word(named.last)
    if name.force in _WEAK and not _promising(reader, named, name, start, end, help_at_most):
        return None
    if name.force == "year" and any(one.start < start < one.end for one in reader.around(start).dates):
        return None  # "October 1984" is no 1984 that stands for its event
    small = lowered(article, named, name, start, end) if name.force == "clear" else 0.0
    candidate = Candidate(event, start, end, Weighed(0.0), name.force, eponym=name.eponym)
    if name.force == "derived" and falls_otherwise(article, named):
        return None
    if named.slip:
        written = article.text[start:end]
        candidate.slip = f"the name is spelt {written!r}: the record has {name.written}"
        candidate.weighed.reasons.append(f"names {name.written}, spelt {written!r}")
        candidate.force = "misspelt" if name.force == "clear" else name.force
        candidate.weighed.points = weighing.MISSPELT_POINTS.get(name.force, 0.0)
    else:
        candidate.weighed.reasons.append(f"names {name.written}")
    candidate.weighed.points += weighing.BASE[name.force] + small
    around = reader.around(start)
    if around.near_dates:
        _add_date(candidate, around, small < 0)
    if candidate.force in ("clear", "misspelt") and not small:
        doubt_clear(reader, around, candidate, named, name)
        short = named.first == named.last and len(named.slip or "") < _LONG
        if named.slip and short and not (candidate.date or candidate.echo):
            found = standing(reader, around, support(event, around.near, around.far, name.folded))
            if all(everyday(one) for one in (*found.sentence, *found.paragraph)):
                candidate.weighed.points += weighing.MISSPELT_ALONE_POINTS
        return candidate
    return candidate if supported(reader, around, candidate, named, name, help_at_most) else None


def _promising(reader: Reader, named: Named, name: Name, start: int, end: int, help_at_most: float) -> bool:
    """False for most weak names: where no date, no evidence and no cue is near, nothing more need be weighed."""
    article, event, around = reader.article, reader.knowledge.events[name.event], reader.around(start)
    if name.force in ("year", "day"):
        dated = any(one.start >= end for one in around.dates)
    else:
        dated = bool(around.near_dates)
    if dated or word_before(article, start) in ("after", "since", "from"):
        return True
    own = f" {name.folded} "
    if not event.needles.isdisjoint(around.far) and any(one not in own for one in event.needles & around.far):
        return True
    points = weighing.BASE[name.force] + in_itself(article, named, name) + help_at_most
    if name.force == "bare" and event.themes:
        points += 2 * weighing.THEME_POINTS
    if not weighing.hopeless(points + weighing.WEAK_ECHO_POINTS):
        return True
    if name.force == "year":
        return year_invoked(article, named.first, named.last)
    most = weighing.STRONG_ECHO_POINTS if name.eponym else weighing.ECHO_POINTS + weighing.KNOWN_FOR_POINTS
    if weighing.hopeless(points + most + weighing.INVOKED_POINTS * name.invoked):
        return False
    return echoed(article, start, end) or (name.eponym and invoked_strongly(article, named.first, named.last))


def _written_so(article: Article, named: Named, name: Name) -> bool:
    """True if capitals and signs are those of a name: "Tet" is not "tet", "9/11" is not "9, 11"."""
    if name.capital is not None:
        return (
            name.capital > named.last - named.first
            or article.text[article.starts[named.first + name.capital]].isupper()
        )
    if name.signs:
        start, end = article.starts[named.first], article.end_of_word(named.last)
        return article.folded[start:end] == fold(name.written).removeprefix("the ")
    return True


def _add_date(candidate: Candidate, around: Surroundings, small: bool) -> None:
    """Weigh the best date of the sentence; without one, half of what a date of its neighbours tells."""
    event, weighed, force = candidate.event, candidate.weighed, candidate.force
    dates: Sequence[DateFound] = around.dates
    if force in ("year", "day"):
        dates = [one for one in dates if one.start >= candidate.end]
    best = best_date(event, dates)
    if best is not None:
        candidate.fit, candidate.date = best
        # a year near a "desert storm" says less than near a Desert Storm
        points = 0.0 if small else weighing.DATE_POINTS[candidate.fit]
        weighed.add(points, date_reason(event, candidate.date.text, candidate.fit))
        return
    slip = next((one for one in dates if nearly(event, one.span)), None)
    if slip is not None:
        weighed.add(weighing.NEARLY_POINTS, f"dates it {slip.text!r}, nearly as the record")
    elif force in ("bare", "common", "derived", "dated", "echo"):
        near = best_date(event, around.near_dates)
        if near is not None and near[0] in ("day", "month", "year"):
            reason = date_reason(event, near[1].text, near[0])
            weighed.add(weighing.DATE_POINTS[near[0]] / 2, f"{reason}, a sentence away")


class Help:
    """What names elsewhere in a text may add at most to its weak names; nothing where it names no event clearly."""

    def __init__(self, knowledge: Knowledge, found: Iterable[Named]) -> None:
        self._knowledge = knowledge
        self._clear = {name.event for named in found for name in named.names if name.force == "clear"}
        self._related = {other for event in self._clear for other in knowledge.related.get(event, ())}
        self._kept: dict[int, float] = {}

    def at_most(self, names: Sequence[Name]) -> float:
        """The most that any of these names may gain: the same for all of them, so that none is left out in favour of
        one that tells less.
        """
        if not self._clear:
            return 0.0
        if len(names) == 1:  # the usual case
            return self._of(names[0].event)
        return max(self._of(name.event) for name in names)

    def _of(self, event: int) -> float:
        kept = self._kept.get(event)
        if kept is None:
            kept = self._kept[event] = self._weighed(event)
        return kept

    def _weighed(self, event: int) -> float:
        if event in self._related:
            return weighing.RELATED_POINTS
        if event in self._clear:
            return weighing.NAMED_ELSEWHERE_POINTS
        events = self._knowledge.events
        near = any(same_days(events[event], events[other]) for other in self._clear)
        return weighing.SAME_DAYS_POINTS if near else 0.0
