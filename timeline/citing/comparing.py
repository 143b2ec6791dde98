"""The present-day event with which a text compares the past it names, where the catalogue knows the comparison."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from timeline.citing.article import Article, fold_name
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.known_events import KnownEvent, content_words
from timeline.citing.weighing import Weighed, listed
from timeline.dates import Span

_ENOUGH: Final = 3
_BASE: Final = 0.3


def compared(reader: Reader, found: Sequence[Candidate], published: Span | None) -> Iterator[Candidate]:
    """At most one candidate: of the present events that the catalogue compares with what was found, the one that the
    text tells best. Events later than the text are not asked about.
    """
    past = {one.event.number: one.event for one in found}
    best: Candidate | None = None
    for number in sorted({number for one in past for number in reader.knowledge.compared.get(one, ())}):
        event = reader.knowledge.events[number]
        late = published is not None and (event.first or 0) > (published.latest or 0)
        if event.kind != "today" or late:
            continue
        one = _told(reader, event, _words_of(past.values()))
        if one is not None and (best is None or one.weighed.points > best.weighed.points):
            best = one
    if best is not None:
        yield best


def _words_of(events: Iterable[KnownEvent]) -> set[str]:
    """The words of the past events' own titles: they tell nothing of the present one."""
    return {word for event in events for word in _folded_words(f"{event.title} {event.place}")}


@lru_cache(maxsize=10_000)
def _folded_words(text: str) -> frozenset[str]:
    return frozenset(fold_name(word) for word in content_words(text))


def _told(reader: Reader, event: KnownEvent, known: set[str]) -> Candidate | None:
    """The sentence that holds most of the event's title and other names, if it holds three words of them."""
    article = reader.article
    wanted = _folded_words(f"{event.title} {event.row.get('aliases', '')}") - known
    if sum(f" {_stem(word)}" in article.line for word in wanted) < _ENOUGH:
        return None
    best: tuple[int, int, list[str]] | None = None
    for start in _sentences_with(article, {_stem(word) for word in wanted}):
        begin, end = article.sentence(start)
        if article.is_noise(begin):
            continue
        line = article.words_between(begin, end)
        words = sorted({_stem(word) for word in wanted if f" {_stem(word)}" in line})
        if len(words) >= _ENOUGH and (best is None or len(words) > len(best[2])):
            best = (begin, end, words)
    if best is None:
        return None
    begin, end, words = best
    numbers = range(article.word_at(begin), article.word_at(end))
    told = [number for number in numbers if article.words[number].startswith(tuple(words))]
    reason = f"speaks of {listed(words)}, which the catalogue compares with what the text names"
    weighed = Weighed(_BASE * len(words), [reason])
    return Candidate(event, article.starts[told[0]], article.end_of_word(told[-1]), weighed, "described")


def _sentences_with(article: Article, stems: Iterable[str]) -> list[int]:
    """Where the sentences begin in which enough of these beginnings of words stand, in their order."""
    found: dict[int, set[str]] = defaultdict(set)
    for stem in stems:
        place = article.line.find(f" {stem}")
        while place >= 0:
            offset = article.starts[bisect_left(article.line_starts, place + 1)]
            found[bisect_right(article.sentence_starts, offset) - 1].add(stem)
            place = article.line.find(f" {stem}", place + 1)
    return [article.sentence_starts[number] for number in sorted(found) if len(found[number]) >= _ENOUGH]


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 1)] if word.endswith("s") else word
