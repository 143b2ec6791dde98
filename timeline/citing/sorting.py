"""Sort out candidates: no overlaps, the most specific event, one mention a paragraph, nothing that was news when the
text appeared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.citing.article import fold_name
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.known_events import KnownEvent, content_words
from timeline.citing.weighing import SAME_DAYS
from timeline.dates import Span

_NEWS_DAYS: Final = 180
_BROAD_DAYS: Final = 700
_ERA_DAYS: Final = 2500
_SURE: Final = 0.6


def not_yet_past(event: KnownEvent, published: Span | None) -> bool:
    """True if the event was still news, or to come, when the text appeared."""
    if published is None or published.latest is None or event.first is None:
        return False
    last = event.last if event.last is not None else event.first
    return last > published.latest - _NEWS_DAYS


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
    """Of candidates that overlap the surer kind stays, then the longer, then the surer."""
    kept: list[Candidate] = []
    for one in sorted(
        candidates, key=lambda one: (one.force == "described", -(one.end - one.start), -one.weighed.points)
    ):
        rivals = [other for other in kept if other.start < one.end and one.start < other.end]
        if all(
            one.force == "described" and other.event is not one.event and other.force != "described" for other in rivals
        ):
            kept.append(one)
    return kept


def most_specific(reader: Reader, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without events that only stand for a narrower one which the text names too.

    In one sentence a bare "Stalingrad" gives way to the surrender there; in the whole text a war of years gives way to
    its battles, unless the war is what the text invokes.
    """
    return [
        one for one in candidates if not any(_gives_way(reader, one, other) for other in candidates if other is not one)
    ]


def _gives_way(reader: Reader, broad: Candidate, narrow: Candidate) -> bool:
    if broad.event is narrow.event or not _within(narrow.event, broad.event) or narrow.confidence < _SURE:
        return False
    if reader.around(broad.start).start == reader.around(narrow.start).start:
        if broad.force not in ("clear", "misspelt"):
            return _same_place(broad.event, narrow.event) or _is_war(broad.event)
        return _is_war(broad.event) and not broad.echo
    return _is_war(broad.event) and not broad.echo and broad.fit in ("none", "long")


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
    """One mention of an event in a paragraph: the surest, of equals the first."""
    best: dict[tuple[int, int], Candidate] = {}
    for one in candidates:
        key = (one.event.number, reader.article.paragraph(one.start)[0])
        held = best.get(key)
        if held is None or (round(one.confidence, 2), -one.start) > (round(held.confidence, 2), -held.start):
            best[key] = one
    return list(best.values())
