"""What makes a clear name doubtful: small letters, a longer name around it, a house or a work that goes by it."""

from __future__ import annotations

import re
from typing import Final

from timeline.citing import weighing
from timeline.citing.article import Article
from timeline.citing.automaton import Named
from timeline.citing.candidates import Candidate, Reader, best_date
from timeline.citing.cues import echoed, facility, led_by_capital, runs_on
from timeline.citing.evidence import of_another
from timeline.citing.known_events import PERSON_WEIGHT
from timeline.citing.names import Name
from timeline.citing.namesakes import (
    goes_on_to_tell,
    house,
    idiom,
    of_now,
    part_of_brand,
    speaks,
    title_of_work,
    turns_to_verb,
)
from timeline.citing.rivals import rival_words
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import support
from timeline.citing.word_lists import words

_RARE_LETTERS: Final = 9
_FEW_WORDS: Final = 3
_MUCH: Final = 3.0
"""Evidence with which a name in small letters is meant: less of it is easily part of the play on words."""
_OF_WORDS: Final = ("of ", "over ", "on ", "in the ", "where ")
"""What makes a small name another thing: "a Korean war of nerves", "the French revolution in the kitchen"."""


def doubt_clear(reader: Reader, around: Surroundings, candidate: Candidate, named: Named, name: Name) -> None:
    """Weigh what speaks against a clear name; words that speak for the event, and an echo, make up for it."""
    article, event, doubt = reader.article, candidate.event, 0.0
    if part_of_brand(article, named.first, named.last):
        candidate.weighed.add(weighing.BRAND_POINTS)
    elif name.signs and led_by_capital(article, named.first):
        candidate.weighed.add(weighing.BRAND_POINTS - weighing.DATE_POINTS[candidate.fit])  # "Fahrenheit 9/11"
    elif of_now(article, named.first):
        candidate.weighed.add(weighing.BRAND_POINTS)
    elif idiom(article, candidate.start) or _owned(article, candidate.end, name):
        doubt = weighing.RUNS_ON_POINTS
    elif title_of_work(article, named.first):
        doubt = weighing.BRAND_POINTS
    elif runs_on(article, named.first, named.last):
        doubt = weighing.RUNS_ON_POINTS
    elif _is_plain(name):
        elsewhere = around.is_elsewhere(event.themes)
        meant = candidate.date is not None or _past_is_meant(reader, around, named)
        doubt = weighing.PLAIN_WORDS_POINTS if elsewhere or not meant else 0.0
    elif (
        house(article, candidate.end)
        or turns_to_verb(article, named.last)
        or goes_on_to_tell(article, named.last)
        or speaks(article, named.last)
        or (_partly_lowered(article, named, name) and _of_its_own_place(article, around, named))
    ):
        doubt = weighing.RUNS_ON_POINTS
    elif facility(article, candidate.end):
        candidate.weighed.add(-1.0)
    candidate.echo = echoed(article, candidate.start, candidate.end)
    otherwise = not (candidate.echo or candidate.date) and _written_otherwise(article, named, name)
    if candidate.echo or not (doubt or otherwise or rival_words(name.folded)):
        return
    found = support(event, around.near, around.far, name.folded)
    candidate.weighed.add(min(0.0, doubt + found.points))
    if candidate.date is None and of_another(reader, around, found, name.folded):
        candidate.weighed.add(weighing.BRAND_POINTS)
    told = found.points >= _MUCH or any(one.weight >= PERSON_WEIGHT for one in (*found.sentence, *found.paragraph))
    if otherwise and not told:
        candidate.lone = not (_past_is_meant(reader, around, named) or best_date(event, reader.dates))


def _owned(article: Article, end: int, name: Name) -> bool:
    """True for "the Battle of Britain's bakers": what follows is of the land, not of the battle."""
    return article.folded.startswith("'s ", end) and " of " in name.folded


def _past_is_meant(reader: Reader, around: Surroundings, named: Named) -> bool:
    """True if the words around look back: a date long past, "historians", "worse than"."""
    before = reader.article.words[max(0, named.first - 3) : named.first]
    if before[-1:] == ["the"]:
        before.pop()
    return (
        not words("leads to the past").isdisjoint((*before[-1:], " ".join(before[-2:])))
        or around.looks_back
        or any(reader.long_past(one) for one in around.near_dates)
    )


def _written_otherwise(article: Article, named: Named, name: Name) -> bool:
    """True if the text writes a name of several words otherwise than the record, so that it may be a play on words:
    "Prague spring came late". Capitals that every letter has tell nothing.
    """
    places = range(named.first, named.last + 1)
    if len(places) < 2:
        return False
    written = re.findall(r"[^\W_]+", name.written)
    start, text = article.starts[named.first], article.text
    if text[start : article.end_of_word(named.last)].isupper():
        return True
    follows = " ".join((*article.words[named.last + 1 : named.last + 3], ""))
    grave = not words("grave kinds").isdisjoint(article.words[named.first : named.last + 1])
    definite = _definite(article, named)
    if (grave or definite) and not follows.startswith(_OF_WORDS):
        return False  # "the Arab spring"
    return any(
        word[0].isupper() and word != "The" and text[article.starts[place]].islower()
        for place, word in zip(places, written, strict=False)
    )


def _definite(article: Article, named: Named) -> bool:
    """True after "the", or with it, where the next word keeps its capital: "the Arab spring"."""
    first = named.first + (article.words[named.first] == "the")
    return first > 0 and article.words[first - 1] == "the" and article.text[article.starts[first]].isupper()


def lowered(article: Article, named: Named, name: Name, start: int, end: int) -> float:
    """What small letters say of a clear name that has capitals: after an article they may be ordinary words."""
    if name.written == name.written.lower() or article.text[start].isdigit():
        return 0.0
    before = article.words[named.first - 1] if named.first else ""
    if article.text[start:end].islower():
        return weighing.LOWERED_BARE_POINTS if before in words("no article") else weighing.LOWERED_POINTS
    if before not in ("a", "an") or article.text[article.starts[named.last]].isupper():
        return 0.0
    return weighing.LOWERED_POINTS if re.findall(r"\w+", name.written)[-1][0].isupper() else 0.0


def falls_otherwise(article: Article, named: Named) -> bool:
    """True where "fell" goes on: "France fell behind", "Dhaka fell on more than a thousand people"."""
    words_ = article.words
    return (
        words_[named.last] == "fell"
        and words_[named.last + 1 : named.last + 2] != []
        and (words_[named.last + 1] in words("falls otherwise") or words_[named.last + 1].isdigit())
    )


def _partly_lowered(article: Article, named: Named, name: Name) -> bool:
    """True if a place keeps its capital and what happened there does not: "the London blitz"."""
    last = article.starts[named.last]
    return named.last > named.first and name.written.split()[-1][:1].isupper() and article.text[last].islower()


def _of_its_own_place(article: Article, around: Surroundings, named: Named) -> bool:
    """True where such a name may be of something else there: among words of another field, or where the text is at
    that place today ("Teachers in Dayton ... The Dayton agreement gives them").
    """
    at_home = f" in {article.words[named.first]} "
    return around.sense in ("sport", "stage") or at_home in article.words_between(*article.sentence(around.start, 1))


def _is_plain(name: Name) -> bool:
    """True for names of a few everyday words without a capital: "tulip fever", but not "transatlantic slave trade"."""
    words_ = name.folded.split()
    few = 1 < len(words_) <= _FEW_WORDS and name.folded.replace(" ", "").isalpha()
    return few and name.written == name.written.lower() and max(map(len, words_)) < _RARE_LETTERS
