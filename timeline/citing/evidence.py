"""What the evidence near a place is worth: whether a name really stands there, and what everyday words tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from timeline.citing.article import Article, fold_name
from timeline.citing.candidates import Reader
from timeline.citing.known_events import Evidence, KnownEvent
from timeline.citing.rivals import rival_near, rival_words
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import Support
from timeline.citing.word_lists import pattern, words
from timeline.dates import Span, civil

_EVERYDAY_SHARE: Final = 0.5
STRONG: Final = 0.6
"""The weight from which a piece of evidence is telling by itself."""
_LIVED_SINCE: Final = 1900


def standing(reader: Reader, around: Surroundings, found: Support) -> Support:
    """The support without what only looks like it: names that are written small or are part of longer ones,
    the Contras in "contracts", Menachem Begin in "the beginning".
    """
    if not (found.sentence or found.paragraph):
        return found
    kept = reader.capitalised(found, around)
    return Support(
        tuple(_really(reader, kept.sentence, around.start, around.end)),
        tuple(_really(reader, kept.paragraph, 0, len(reader.article.text))),
    )


def _really(reader: Reader, found: Iterable[Evidence], start: int, end: int) -> Iterator[Evidence]:
    for one in found:
        word = one.needle.strip()
        if word in words("common words"):
            if reader.once(_has_capital, word, start, end):
                yield one
        elif one.place or not _begins(one) or reader.once(_stands, one.needle):
            yield one


def _has_capital(article: Article, word: str, start: int, end: int) -> bool:
    return _capital(word).search(article.text, start, end) is not None


def _begins(one: Evidence) -> bool:
    """True for a name whose needle is also the beginning of other words."""
    return one.word[0].isupper() and not one.needle.endswith(" ")


def _stands(article: Article, needle: str) -> bool:
    """True if the name stands in the text as a word, in the singular or plural."""
    return f"{needle} " in article.line or f"{needle}s " in article.line


@cache
def _capital(word: str) -> re.Pattern[str]:
    """The word with a capital that begins no sentence."""
    return re.compile(rf"(?<![.!?:\"\u201c] )(?<!\n)(?<!^)\b{word.capitalize()}(?:'?s)?\b")


def everyday(one: Evidence, event: KnownEvent | None = None) -> bool:
    """True for words that many news of any day have ("dollar", "strike"), unless the event is called so."""
    common = one.needle.strip() in words("everyday") or one.word.lower() in words("everyday")
    return common and (event is None or one.needle.strip() not in fold_name(event.title))


def is_deed(one: Evidence, sentence: str) -> bool:
    """True for evidence that the sentence writes small, which is no name nor an everyday word: "sweated"."""
    return not everyday(one) and not one.place and one.needle.strip() in sentence.replace("-", " ")


def of_another(reader: Reader, around: Surroundings, found: Support, name: str) -> bool:
    """True where words near a name speak for another bearer of it, a rocket or a theatre, and none for the event."""
    if not rival_words(name) or any(one.weight >= STRONG and not everyday(one) for one in found.sentence):
        return False
    return rival_near(name, reader.article.words_between(*reader.article.sentence(around.start, 1))) != ""


def dampened(found: Support) -> Support:
    """The support with everyday words at half their weight."""
    return Support(tuple(map(_dampened, found.sentence)), tuple(map(_dampened, found.paragraph)))


@lru_cache(maxsize=50_000)
def _dampened(one: Evidence) -> Evidence:
    return replace(one, weight=one.weight * _EVERYDAY_SHARE) if everyday(one) else one


def of_papers(around: Surroundings) -> bool:
    """True where a sentence gives dates of letters, meetings, offices."""
    return pattern("papers", " ", " ").search(around.line) is not None


def day_is_meant(around: Surroundings, day: Span) -> bool:
    """True where a sentence means a day for what happened on it ("where he was on 22 November 1963", or any day that
    nobody now living knew), not for a letter or a life of that day.
    """
    if around.of_lives(()) or of_papers(around) or pattern("other deeds", " ", " ").search(around.line) is not None:
        return False
    if around.looks_back or pattern("day meant", " ", " ").search(around.line) is not None:
        return True
    return day.latest is not None and civil(day.latest)[0] < _LIVED_SINCE
