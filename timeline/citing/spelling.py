"""Find misspelt names: one letter off in long words, two in very long ones, by deleting letters on both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from timeline.citing.article import Article
from timeline.citing.automaton import Finder, Named
from timeline.citing.names import Name

_SHORT: Final = 5  # letters from which one may be wrong in a name of several words
_LONG: Final = 7  # letters from which one may be wrong in any name
_VERY_LONG: Final = 11  # letters from which two may be wrong
_LONG_NAME: Final = 12  # letters that a name of several words must have for a short word of it to be wrong
_SHORTEST: Final = _SHORT - 2  # letters that too few words have to be a longer one of which one is missing
_AROUND: Final = 6  # words on both sides within which the whole name must stand


class Speller:
    """The words of clear names, to be found again when a text misspells them."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._known: set[str] = set()
        self._near: dict[str, set[str]] = defaultdict(set)
        telling: set[str] = set()
        for name in names:
            words = name.folded.split()
            self._known.update(words)
            shortest = _SHORT if len(words) > 1 and len(name.folded) >= _LONG_NAME else _LONG
            if name.force == "clear" or (name.force == "bare" and len(words) == 1):
                telling.update(word for word in words if len(word) >= shortest and word.isalpha())
        for word in telling:
            for shorter in _shortened(word):
                self._near[shorter].add(word)

    def find(self, article: Article, finder: Finder) -> Iterator[Named]:
        """Names that the article misspells: the place, the names, and the spelling of the record; the article's lexicon
        must tell what its words are `meant` for.
        """
        text, starts = article.text, article.starts
        for place, meant in article.noted.meant:
            if text[starts[place]].isupper():
                for candidate in meant:
                    yield from _named_with(article, finder, place, candidate)

    def meant(self, word: str) -> tuple[str, ...]:
        """The words of names that this one may be, if it is none of them."""
        return self._candidates(word) if len(word) > _SHORTEST and word not in self._known else ()

    def _candidates(self, word: str) -> tuple[str, ...]:
        found = {known for shorter in _shortened(word) for known in self._near.get(shorter, ())}
        return tuple(sorted(known for known in found if known[0] == word[0] and _close(word, known)))


def _named_with(article: Article, finder: Finder, place: int, candidate: str) -> Iterator[Named]:
    first = max(0, place - _AROUND)
    words = article.words[first : place + _AROUND + 1]
    words[place - first] = candidate
    for named in finder.find_among(words, first):
        if named.first <= place <= named.last:
            names = tuple(name for name in named.names if _may_be_misspelt(name, candidate))
            if names:
                yield Named(named.first, named.last, names, candidate)


def _may_be_misspelt(name: Name, word: str) -> bool:
    """A name of several words, long enough, or one long word: short single words are other words too easily."""
    if " " in name.folded:
        return name.force == "clear" and (len(word) >= _LONG or len(name.folded) >= _LONG_NAME)
    return name.force in ("clear", "bare") and len(word) >= _LONG


def _shortened(word: str) -> set[str]:
    """The word, the word without any one letter and, if it is very long, without any two."""
    found = {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
    if len(word) >= _VERY_LONG - 1:
        found.update(
            word[:one] + word[one + 1 : two] + word[two + 1 :] for one, two in combinations(range(1, len(word)), 2)
        )
    return found


def _close(one: str, other: str) -> bool:
    allowed = 2 if len(other) >= _VERY_LONG else 1
    return distance(one, other, allowed) <= allowed


def distance(one: str, other: str, limit: int) -> int:
    """Letters to change, add, drop or swap with the next; `limit + 1` if there are more than the limit."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for column, wanted in enumerate(other, start=1):
            cost = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != wanted))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == wanted:
                cost = min(cost, earlier[column - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
