"""Events that a text tells without their name and without their date: by several words that speak for few others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from timeline.citing import weighing
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.date_words import number, year_text
from timeline.citing.dates_in_text import DateFound
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import Support, Weighed, listed, support
from timeline.dates import Span, civil, parse

_NEAR: Final = 400
"""Letters within which two pieces of evidence belong together."""
_LEAST_WEIGHT: Final = 2.6
_LEAST_ALONE: Final = 2.7
_PIECES_ALONE: Final = 3
_MARGIN: Final = 1.2
_PIECES: Final = 4
_LEAST_POINTS: Final = 3.3
_YEARS_AFTER: Final = re.compile(r"years (?P<day>to the day )?(?:after|since|on from)\b")
_COUNT: Final = re.compile(r"\b(\d{1,4}|[a-z]+(?:[ -][a-z]+)?) $")
_NAME_LETTERS: Final = 26


def told(reader: Reader, named: Sequence[Candidate]) -> Iterator[Candidate]:
    """Candidates by evidence alone: at least four pieces of it near each other, two in one sentence, one of them a name
    or a place; or three in a sentence that speaks for nothing else. Events in `named` are not asked about.
    """
    known = {one.event.number for one in named}
    for number_, place in _gathered(reader):
        if number_ in known:
            continue
        event = reader.knowledge.events[number_]
        around = reader.around(place)
        found = reader.capitalised(support(event, around.near, around.far, "\0"), around)
        pieces = (*found.sentence, *found.paragraph)
        text = reader.article.text[around.start : around.end]
        named_one = any(one.place or one.word.title() in text for one in found.sentence)
        if len(found.sentence) < 2 or not named_one:
            continue
        alone = _alone(reader, around, event.number, found)
        if not alone and (len(pieces) < _PIECES or found.points < _LEAST_POINTS):
            continue
        weighed = Weighed(weighing.BASE["described"] + weighing.ALONE_POINTS * alone)
        weighed.add(found.points, f"speaks of {listed(found.words)}")
        weighed.add(weighing.LIFE_POINTS * around.of_lives(event.themes))
        weighed.add(weighing.OTHER_SENSE_POINTS * around.is_elsewhere(event.themes))
        known.add(number_)
        yield Candidate(
            event,
            *_stretch(reader, around.start, around.end, [one.needle for one in found.sentence]),
            weighed,
            "described",
        )


def _alone(reader: Reader, around: Surroundings, event: int, found: Support) -> bool:
    """True if the sentence has three telling pieces of evidence and speaks for no other event nearly as well."""
    total = sum(one.weight for one in found.sentence)
    if total < _LEAST_ALONE or len(found.sentence) < _PIECES_ALONE:
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
    for end, needle in zip(*reader.needles.all(), strict=True):
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
