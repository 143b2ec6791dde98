"""Events that a text tells without their name and without their date: by several words that speak for few others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.citing import weighing
from timeline.citing.article import fold_name
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.date_words import number, year_text
from timeline.citing.dates_in_text import DateFound
from timeline.citing.evidence import STRONG, everyday, is_deed, standing
from timeline.citing.known_events import PERSON_WEIGHT, Evidence, KnownEvent
from timeline.citing.surroundings import Surroundings
from timeline.citing.tense import has_past
from timeline.citing.weighing import Support, Weighed, listed, recent, support
from timeline.citing.word_lists import pattern
from timeline.dates import Span, civil, parse

_NEAR: Final = 400
"""Letters within which two pieces of evidence belong together."""
_LEAST_WEIGHT: Final = 2.6
_LEAST_ALONE: Final = 2.7
_MARGIN: Final = 1.2
_PIECES: Final = 4
_PIECES_WITH_PERSON: Final = 3
_LEAST_POINTS: Final = 3.3
_YEARS_AFTER: Final = re.compile(r"years (?P<day>to the day )?(?:after|since|on from)\b")
_COUNT: Final = re.compile(r"\b(\d{1,4}|[a-z]+(?:[ -][a-z]+)?) $")
_NAME_LETTERS: Final = 26
_LIVING_DAYS: Final = 60 * 365
_SEVERAL: Final = 2
_MUCH: Final = 3.5
_VERY_MUCH: Final = 4.5
_TELLING_DEED: Final = 0.9
"""Two deeds of which few others are told count for a name."""
_LIVING_SINCE: Final = 1950


def told(reader: Reader, named: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates by evidence alone: at least four pieces of it near each other, or three of which one is a person, two
    of them in one sentence that tells what was; one more where nothing else there looks back.

    Events in `named` are not asked about, nor those of the last years, whose people and places are in the news anyway.
    """
    known = {one.event.number for one in named}
    for number_, place in _gathered(reader):
        event = reader.knowledge.events[number_]
        if number_ in known or recent(event, reader.published):
            continue
        around = reader.around(place)
        found = standing(reader, around, support(event, around.near, around.far, "\0"))
        pieces = (*found.sentence, *found.paragraph)
        text = reader.article.text[around.start : around.end]
        names = sum(one.word.title() in text or (one.word[0].isupper() and one.word in text) for one in found.sentence)
        if len(found.sentence) < 2 or not names or not has_past(reader.article.folded[around.start : around.end]):
            continue
        back = around.looks_back or any(reader.long_past(one) for one in around.near_dates)
        living = in_living_memory(event, reader.published)
        deeds = [one for one in found.sentence if one.weight >= STRONG and is_deed(one, text)]
        rare = sum(one.weight >= _TELLING_DEED for one in deeds) > 1
        names += rare
        several = _different(found.sentence, event) >= _SEVERAL
        now = living and pattern("now", " ", " ").search(around.line) is not None
        if not (back or (deeds and not now) or (several and not living)):
            continue
        back = back or not living or (rare and any(one.place and one.weight >= 1 for one in found.sentence))
        alone = _pieces(found.sentence, names, back) and _alone(reader, around, event.number, found)
        if not alone and (not _pieces(pieces, names, back) or found.points < _LEAST_POINTS):
            continue
        weighed = Weighed(weighing.BASE["described"] + weighing.ALONE_POINTS * alone)
        weighed.add(found.points, f"speaks of {listed(found.words)}")
        doubt = _doubt(sum(one.weight for one in pieces))
        weighed.add(doubt * weighing.LIFE_POINTS * around.of_lives(event.themes))
        weighed.add(doubt * weighing.OTHER_SENSE_POINTS * around.is_elsewhere(event.themes))
        known.add(number_)
        yield Candidate(
            event,
            *_stretch(reader, around.start, around.end, [one.needle for one in found.sentence]),
            weighed,
            "described",
        )


def _doubt(total: float) -> float:
    """How much words of another field matter: an exhibition about an event has many words of both."""
    return 0.0 if total >= _VERY_MUCH else 0.5 if total >= _MUCH else 1.0


def _different(found: Sequence[Evidence], event: KnownEvent) -> int:
    """How many pieces are no places nor everyday words; those of the title ("Abraham", "Lincoln") are one."""
    title = f" {fold_name(event.title)} "
    pieces = [one.needle in title for one in found if not (one.place or everyday(one))]
    return pieces.count(False) + any(pieces)


def in_living_memory(event: KnownEvent, published: Span | None) -> bool:
    """True for an event whose people may be in the news for what they do today: Arafat, long after Oslo."""
    if event.last is None:
        return True
    if published is None or published.earliest is None:
        return civil(event.last)[0] >= _LIVING_SINCE
    return published.earliest - event.last < _LIVING_DAYS


def _pieces(found: Sequence[Evidence], names: int, back: bool) -> bool:
    """True for enough pieces of evidence, one of them a person or two of them written as names, and one more where
    nothing else looks back; places and peoples are one piece: those of a land stand together anyway.
    """
    count = sum(not one.place for one in found) + any(one.place for one in found)
    person = any(one.weight >= PERSON_WEIGHT for one in found)
    wanted = (_PIECES_WITH_PERSON if person else _PIECES) + (not back)
    return count >= wanted and (person or names > 1)


def _alone(reader: Reader, around: Surroundings, event: int, found: Support) -> bool:
    """True if the sentence's evidence weighs enough and speaks for no other event nearly as well."""
    total = sum(one.weight for one in found.sentence)
    if total < _LEAST_ALONE:
        return False
    others: dict[int, float] = defaultdict(float)
    for needle in around.near:
        for other, weight in reader.knowledge.telling.get(needle, ()):
            others[other] += weight
    others.pop(event, None)
    return max(others.values(), default=0.0) <= total - _MARGIN


def _gathered(reader: Reader) -> Iterator[tuple[int, int]]:
    """Events of which rare evidence of enough weight stands near each other, and where in the text the last does."""
    telling = reader.knowledge.telling
    held: dict[
        int, tuple[int, str, float]
    ] = {}  # an event -> where its last evidence ended, what it was, the sum so far
    for end, needle in zip(reader.sightings.ends, reader.sightings.needles, strict=True):
        for event, weight in telling.get(needle, ()):
            known = held.get(event)
            if known is None or end - known[0] > _NEAR:
                held[event] = (end, needle, weight)
                continue
            if needle == known[1]:
                continue
            total = known[2] + weight
            held[event] = (end, needle, total)
            if total >= _LEAST_WEIGHT:
                word = bisect_right(reader.article.line_starts, end - len(needle) + 2) - 1
                yield event, reader.article.starts[max(0, word)]


def _stretch(reader: Reader, start: int, end: int, needles: Sequence[str]) -> tuple[int, int]:
    """From the first to the last of these words in a sentence."""
    article = reader.article
    first, last = article.word_at(start), article.word_at(end)
    places = []
    for place in range(first, last):
        rest = " " + " ".join(article.words[place : place + 6]) + " "
        places += [(place, place + needle.strip().count(" ")) for needle in needles if rest.startswith(needle)]
    if not places:
        return start, end
    return article.starts[places[0][0]], article.end_of_word(min(last - 1, max(stop for _, stop in places)))


def anniversaries(reader: Reader, named: Sequence[Candidate], published: Span | None) -> Iterator[DateFound]:
    """The dates that "74 years to the day after" and the like give to what follows, unless that is named anyway."""
    if published is None or published.earliest is None:
        return
    starts = sorted(one.start for one in named)
    for found in _YEARS_AFTER.finditer(reader.article.folded):
        counted = _COUNT.search(reader.article.folded, max(0, found.start() - 24), found.start())
        if counted is None:
            continue
        count = number(counted[1]) or number(counted[1].split()[-1])
        follows = bisect_right(starts, found.end())
        if count is None or (follows < len(starts) and starts[follows] - found.end() < _NAME_LETTERS):
            continue
        year, month, day = civil(published.earliest)
        text = year_text(year - round(count))
        if found["day"] and published.precision == "day" and (month, day) != (2, 29):
            text += f"-{month:02d}-{day:02d}"
        start, end = counted.start(), found.end()
        yield DateFound(start, end, reader.article.text[start:end], text, parse(text), True, "years after")
