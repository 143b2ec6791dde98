"""Find events that a text describes without naming them: by a date together with places and people, or by a date
alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timeline.citing import weighing
from timeline.citing.article import fold_name
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.dates_in_text import DateFound
from timeline.citing.evidence import STRONG, dampened, day_is_meant, everyday, is_deed, of_papers, standing
from timeline.citing.known_events import PERSON_WEIGHT, Evidence, KnownEvent
from timeline.citing.slips import nearly
from timeline.citing.telling import anniversaries, in_living_memory
from timeline.citing.weighing import DateFit, Support, Weighed, date_reason, listed, support
from timeline.citing.word_lists import words
from timeline.dates import Span, civil

_RECENT_DAYS: Final = 20 * 365
_LONG_AGO_DAYS: Final = 3 * 365
_LONGEST: Final = 140
_YEAR: Final = 366
_ENOUGH: Final = 1.2
"""Evidence with which a year long ago needs no place nor person."""
_OFFICIAL_DAYS: Final = ("-01-01", "-12-31")
_MUCH: Final = 2.0
"""Evidence in a sentence with which a word of lives and firms ("opened", "founded") does not matter."""


def described(reader: Reader, named: Sequence[Candidate], published: Span | None) -> Iterator[Candidate]:
    """For each historical date the event that fits it best together with the words around, if any fits well enough.

    `named`: candidates by name, so that a date which belongs to a named event describes no other.
    """
    by_sentence = reader.by_sentence(named)
    for date in (*reader.dates, *anniversaries(reader, named, published)):
        if (
            date.span.earliest is None
            or date.span.latest is None
            or date.span.precision not in ("day", "month", "season", "year")
        ):
            continue
        if date.settled and date.span.precision != "day" and not _long_ago(date.span, published):
            continue
        around = reader.around(date.start)
        near = by_sentence.get(around.start, [])
        taken = {one.event.number for one in near}
        slipped = any(nearly(one.event, date.span) for one in near)
        claims = [one for one in near if one.date is date or one.start <= date.start < one.end]
        best: Candidate | None = None
        for event, fit in reader.knowledge.dated(date.span):
            if event.number in taken or (slipped and fit != "day"):
                continue
            told = around.far if fit == "month" else around.near
            if (slipped or fit != "day") and event.needles.isdisjoint(told):
                continue
            if any(_no_better(fit, event, claim) for claim in claims):
                continue
            one = _weigh(reader, date, event, fit, published)
            if one is not None and (best is None or _rank(one) > _rank(best)):
                best = one
        if best is not None:
            yield best


def _rank(one: Candidate) -> tuple[float, int, int]:
    return (round(one.weighed.points, 3), one.event.source == "catalogue", -one.event.length)


def _no_better(fit: DateFit, event: KnownEvent, claim: Candidate) -> bool:
    """A date that a named event explains describes another only if it fits that one better, to the day."""
    return weighing.DATE_POINTS[fit] <= weighing.DATE_POINTS[claim.fit] or (fit != "day" and claim.clear)


def _weigh(
    reader: Reader, date: DateFound, event: KnownEvent, fit: DateFit, published: Span | None
) -> Candidate | None:
    around = reader.around(date.start)
    found = standing(reader, around, support(event, around.near, around.far, fold_name(date.text)))
    if not _enough(reader, date, found, fit, event):
        return None
    found = dampened(found)
    weighed = Weighed(weighing.BASE["described"])
    weighed.add(weighing.DATE_POINTS[fit], date_reason(event, date.text, fit))
    if found.words:
        weighed.add(found.points, f"speaks of {listed(found.words)}")
    else:
        weighed.reasons.append("nothing but the date says so")
    if date.span.precision == "day" and _recent(date.span, published) and not found.sentence:
        weighed.add(-2.0)
    if around.of_lives(event.themes) and sum(one.weight for one in found.sentence) < _MUCH:
        weighed.add(weighing.LIFE_POINTS)
    if around.is_elsewhere(event.themes):
        sure = fit in ("day", "month") and any(one.place or one.weight >= PERSON_WEIGHT for one in found.sentence)
        weighed.add(weighing.OTHER_SENSE_POINTS / 2 if sure else weighing.OTHER_SENSE_POINTS)
    start, end = _place(reader, date, found.sentence)
    return Candidate(event, start, end, weighed, "described", fit, date)


def _enough(reader: Reader, date: DateFound, found: Support, fit: DateFit, event: KnownEvent) -> bool:
    """A day may stand alone where the sentence means what happened on it; a month needs one telling word or two of
    less weight; a year two of which one is a place or a person, and a deed. Everyday words tell none of it.
    """
    telling = [one for one in found.sentence if not everyday(one, event)]
    strong = [one for one in telling if one.weight >= STRONG]
    papers = of_papers(reader.around(date.start))
    if fit == "day" and (papers or date.span.text.endswith(_OFFICIAL_DAYS)):
        return len(telling) > papers and any(not one.place for one in strong)
    if fit == "day":
        told = bool(found.sentence) or any(not everyday(one) for one in found.paragraph)
        short = event.length < _YEAR
        return bool(strong) or (short and (told or day_is_meant(reader.around(date.start), date.span)))
    if fit == "month":
        several = sum(one.weight >= STRONG for one in found.sentence) > 1
        around = [one for one in found.paragraph if one.weight >= 1 and not (everyday(one) or one.place)]
        if not found.sentence:
            return len(around) > 1
        return several or bool(around) or any(one.place or one.weight >= 1 for one in strong)
    if fit == "near":
        return len(found.sentence) > 1 and bool(strong)
    around = [one for one in found.paragraph if one.weight >= 1 and not everyday(one)]
    long_ago = not in_living_memory(event, reader.published)
    several = len(telling) + long_ago * len(around) > 1
    much = long_ago and sum(one.weight for one in telling) > _ENOUGH
    whose = several and (much or any(one.place or one.weight >= 1 for one in strong))
    return whose and _deed(reader, date, telling, event)


def _deed(reader: Reader, date: DateFound, telling: Sequence[Evidence], event: KnownEvent) -> bool:
    """True if the sentence tells what was done, by a word that is no name, by the event's own kind ("war") or by one
    of its field ("bombs").
    """
    around = reader.around(date.start)
    sentence = reader.article.text[around.start : around.end]
    kinds = words("grave kinds").intersection(fold_name(event.title).split())
    if around.looks_back or any(is_deed(one, sentence) for one in telling) or not kinds.isdisjoint(around.line.split()):
        return True
    return any(around.theme_words(theme) for theme in event.themes)


def _long_ago(date: Span, published: Span | None) -> bool:
    """True for "eighty years ago", not for "last year" or "in February"."""
    if published is None or published.earliest is None or date.latest is None:
        return False
    return published.earliest - date.latest > _LONG_AGO_DAYS


def _recent(date: Span, published: Span | None) -> bool:
    if date.earliest is None:
        return False
    if published is None or published.earliest is None:
        return civil(date.earliest)[0] >= 2000
    return published.earliest - date.earliest < _RECENT_DAYS


def _place(reader: Reader, date: DateFound, evidence: Sequence[Evidence]) -> tuple[int, int]:
    """From the first telling word of the sentence to the date, or from the date to the last; the date alone if that is
    far.
    """
    article, around = reader.article, reader.around(date.start)
    first, last = article.word_at(around.start), article.word_at(around.end)
    line = around.line
    start, end = date.start, date.end
    for one in evidence:
        place = line.find(one.needle)
        if place < 0 or one.weight < 0.5:
            continue
        number = first + line.count(" ", 0, place + 1) - 1
        if number >= last:
            continue
        begin = article.starts[number]
        stop = article.end_of_word(min(last - 1, number + one.needle.strip().count(" ")))
        if max(end, stop) - min(start, begin) <= _LONGEST:
            start, end = min(start, begin), max(end, stop)
    return start, end
