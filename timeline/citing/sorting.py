"""Sort out candidates: no overlaps, the most specific event, one mention a paragraph, nothing that was news when the
text appeared.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from timeline.citing.article import fold_name
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.known_events import KnownEvent, content_words
from timeline.citing.weighing import DATE_POINTS, SAME_DAYS
from timeline.dates import Span

_NEWS_DAYS: Final = 180
_BROAD_DAYS: Final = 700
_ERA_DAYS: Final = 2500
_SURE: Final = 0.6


def not_yet_past(event: KnownEvent, published: Span | None) -> bool:
    """True if the event was still news, or to come, when the text appeared."""
    if published is None or published.earliest is None or published.latest is None or event.first is None:
        return False
    last = event.last if event.last is not None else event.first
    middle = (published.earliest + published.latest) // 2  # where only the year is known, its own news are no history
    return last > middle - _NEWS_DAYS


def same_days(one: KnownEvent, other: KnownEvent) -> bool:
    """True if two events, neither of them of many years, happened within a year of each other."""
    if (
        one is other
        or None in (one.first, one.last, other.first, other.last)
        or max(one.length, other.length) > _ERA_DAYS
    ):
        return False
    assert one.first is not None and one.last is not None and other.first is not None and other.last is not None
    return one.first <= other.last + SAME_DAYS and other.first <= one.last + SAME_DAYS


def without_overlaps(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of candidates that overlap the named, then the longer, then the surer stays; a description of another event may
    lie over a name.
    """
    named, described = _Places(), _Places()
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda one: (one.force == "described", one.start - one.end, -one.weighed.points)):
        if one.force == "described":
            under = named.over(one.start, one.end)
            if described.over(one.start, one.end) or any(other.event is one.event for other in under):
                continue
            described.add(one)
        elif named.over(one.start, one.end):
            continue
        else:
            named.add(one)
        kept.append(one)
    return kept


class _Places:
    """Candidates that do not overlap, to be asked which of them lie over a stretch."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._held: list[Candidate] = []

    def over(self, start: int, end: int) -> list[Candidate]:
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [one for one in self._held[first:last] if one.end > start]

    def add(self, one: Candidate) -> None:
        place = bisect_left(self._starts, one.start)
        self._starts.insert(place, one.start)
        self._held.insert(place, one)


def most_specific(reader: Reader, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without events that only stand for a narrower one which the text names too.

    In one sentence a bare "Stalingrad" gives way to the surrender there; in the whole text a war of years gives way to
    its battles, unless the war is what the text invokes.
    """
    by_sentence = reader.by_sentence(candidates)
    sure = {one.event.number: one.event for one in candidates if one.confidence >= _SURE}
    settings = {
        one.event.number
        for one in candidates
        if _is_war(one.event) and any(_within(narrow, one.event) for narrow in sure.values())
    }
    kept = []
    for one in candidates:
        near = by_sentence[reader.around(one.start).start]
        setting = one.event.number in settings and not one.echo and one.fit in ("none", "long")
        if not setting and not any(_gives_way(one, other) for other in near):
            kept.append(one)
    return kept


def _better_dated(one: Candidate, other: Candidate) -> bool:
    """True if, in one sentence, the date or the person that speaks for one event is the other's of the same days."""
    if one.force in ("clear", "misspelt", "echo", "derived") or not same_days(one.event, other.event):
        return False
    if other.clear and one.force == "year":
        return True
    if one.echo:
        return False
    if other.clear and one.force == "bare" and not one.eponym and one.date is other.date:
        return True
    dated = other.fit in ("day", "month") and other.confidence >= _SURE
    return dated and one.date in (None, other.date) and DATE_POINTS[other.fit] > DATE_POINTS[one.fit]


def _gives_way(broad: Candidate, narrow: Candidate) -> bool:
    """True if, in one sentence, the broad event is there for the narrow one's sake."""
    if _better_dated(broad, narrow):
        return True
    if narrow.confidence < _SURE or not _within(narrow.event, broad.event):
        return False
    if broad.force not in ("clear", "misspelt"):
        return _same_place(broad.event, narrow.event) or _is_war(broad.event)
    return _is_war(broad.event) and not broad.echo


def _is_war(event: KnownEvent) -> bool:
    """True for wars of years: texts name them as the setting of what they tell."""
    return event.length > _BROAD_DAYS and "war" in fold_name(event.title).split()


def _within(narrow: KnownEvent, broad: KnownEvent) -> bool:
    if None in (narrow.first, narrow.last, broad.first, broad.last) or narrow.length >= broad.length:
        return False
    assert narrow.first is not None and narrow.last is not None and broad.first is not None and broad.last is not None
    return broad.first <= narrow.first and narrow.last <= broad.last


def _same_place(one: KnownEvent, other: KnownEvent) -> bool:
    words = {fold_name(word) for word in content_words(f"{one.place} {one.title}")}
    return bool(words & {fold_name(word) for word in content_words(f"{other.place} {other.title}")})


def one_each(reader: Reader, candidates: Sequence[Candidate]) -> list[Candidate]:
    """One mention of an event in a paragraph: a clear name before others, then the surest, then the first."""
    best: dict[tuple[int, int], Candidate] = {}
    for one in candidates:
        key = (one.event.number, reader.article.paragraph(one.start)[0])
        held = best.get(key)
        if held is None or _telling(one) > _telling(held):
            best[key] = one
    return list(best.values())


def _telling(one: Candidate) -> tuple[bool, bool, float, int]:
    return (one.clear, one.slip is not None, round(one.confidence, 2), -one.start)
