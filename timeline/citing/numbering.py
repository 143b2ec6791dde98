"""Names with a wrong number: "Order No. 222" where the record knows Order No. 227."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.citing.automaton import Named
from timeline.citing.candidates import Reader, best_date
from timeline.citing.weighing import support

_HEAD_WORDS = 4
_DIGITS = range(2, 5)


def misnumbered(reader: Reader) -> Iterator[Named]:
    """Names whose number alone differs from the record's, where the sentence's date or words speak for the event."""
    article, numbered = reader.article, reader.knowledge.numbered
    words, heads = article.words, article.noted.heads
    if not heads or reader.knowledge.numbered_words.isdisjoint(words):
        return
    for head, _ in heads:
        place = head + 1
        word = words[place] if place < len(words) else ""
        if not (word.isdecimal() and len(word) in _DIGITS):
            continue
        for length in range(1, min(_HEAD_WORDS, place) + 1):
            form = " ".join((*words[place - length : place], "#"))
            names = [
                name
                for name in numbered.get(form, ())
                if _told_otherwise(reader, article.starts[place], name.event, name.folded, word)
            ]
            if names:
                yield Named(place - length, place, tuple(names), names[0].written)


def _told_otherwise(reader: Reader, offset: int, event: int, folded: str, number: str) -> bool:
    if number in folded.split():
        return False
    around, known = reader.around(offset), reader.knowledge.events[event]
    best = best_date(known, around.dates)
    found = support(known, around.near, around.far, folded)
    points = sum(one.weight for one in (*found.sentence, *found.paragraph))
    return (best is not None and best[0] in ("day", "month", "year") and points >= 0.3) or points >= 2.2
