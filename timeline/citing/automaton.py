"""Find every known name in a text in one pass, however many names there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Final, NamedTuple, TypeAlias

import ahocorasick

from timeline.citing.article import Article
from timeline.citing.names import Name

_KEPT_WORDS: Final = 200_000


class Named(NamedTuple):
    """Names found at one place: the first and last word (inclusive), every name that is written so, and how the text
    slips.
    """

    first: int
    last: int
    names: tuple[Name, ...]
    slip: str = ""


class NameFinder:
    """An Aho-Corasick automaton over the folded names; its time grows with the text, not with the names."""

    def __init__(self, names: Iterable[Name]) -> None:
        forms: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            forms[name.folded].append(name)
        self._forms = [tuple(found) for found in forms.values()]
        self._automaton = ahocorasick.Automaton()
        for number, form in enumerate(forms):
            self._automaton.add_word(f" {form} ", (number, form.count(" ")))
        if forms:
            self._automaton.make_automaton()

    def find(self, article: Article) -> Iterator[Named]:
        """Every name in the order in which they end, those within longer ones too."""
        return self._find(article.line, article.line_starts, 0)

    def find_among(self, words: Sequence[str], offset: int) -> Iterator[Named]:
        """The same for a few words of a text; `offset` is the number of the first of them."""
        starts, place = [], 1
        for word in words:
            starts.append(place)
            place += len(word) + 1
        return self._find(" " + " ".join(words) + " ", starts, offset)

    def _find(self, line: str, starts: Sequence[int], offset: int) -> Iterator[Named]:
        if not self._forms:
            return
        for end, (number, blanks) in self._automaton.iter(line):
            last = bisect_right(starts, end - 1) - 1
            yield Named(last - blanks + offset, last + offset, self._forms[number])


class Needles:
    """Where the evidence of an article stands, found in one pass when it is first asked for."""

    def __init__(self, finder: NeedleFinder, article: Article) -> None:
        self._finder, self._article = finder, article
        self._ends: list[int] | None = None
        self._found: list[str] = []

    def between(self, begin: int, stop: int) -> frozenset[str]:
        """The evidence that lies within that stretch of the line."""
        ends, _ = self.all()
        first, last = bisect_left(ends, begin), bisect_left(ends, stop)
        return frozenset(
            needle
            for place, needle in enumerate(self._found[first:last], start=first)
            if ends[place] - len(needle) + 1 >= begin
        )

    def all(self) -> tuple[list[int], list[str]]:
        """All evidence in its order: where in the line it ends, and what it is."""
        if self._ends is None:
            article = self._article
            places = self._finder.places(article.words, article.line, article.line_starts)
            self._ends, self._found = [end for end, _ in places], [needle for _, needle in places]
        return self._ends, self._found


class NeedleFinder:
    """What speaks for events, by words: " tank" is the beginning of a word, " who " a whole one, some are of several.

    Looked up by the words of a text, not by its letters: which words begin what is kept, as texts repeat their words.
    """

    def __init__(self, needles: Iterable[str]) -> None:
        self._starts = _NeedleStarts(needles)

    def places(self, words: Sequence[str], line: str, starts: Sequence[int]) -> list[tuple[int, str]]:
        """The last letter of every needle in the line of these words, and the needle."""
        found: list[tuple[int, str]] = []
        kept = list(map(self._starts.__getitem__, words))
        for place in compress(range(len(kept)), kept):
            start = starts[place] - 1
            single, several = kept[place] or ((), ())
            for width, one in single:
                found.append((start + width, one))
            for before, one in several:
                if start >= before and line.startswith(one, start - before):
                    found.append((start - before + len(one) - 1, one))
        found.sort()
        return found


_Kept: TypeAlias = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]


class _NeedleStarts(dict[str, "_Kept | None"]):
    """For a word the needles that it is or begins, with the letters from their first to their last, and those of
    several words of which it is the longest, with the letters before it; kept for every word that was asked for.
    """

    def __init__(self, needles: Iterable[str]) -> None:
        super().__init__()
        self._single: dict[str, list[str]] = defaultdict(list)
        self._several: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for needle in needles:
            words = needle.split()
            longest = max(words, key=len)
            if len(words) == 1:
                self._single[longest].append(needle)
            else:
                self._several[longest].append((f"{needle} ".index(f" {longest}"), needle))

    def __missing__(self, word: str) -> _Kept | None:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        beginnings = [word[:length] for length in range(1, len(word) + 1)]
        single = tuple(
            (len(one) - 1, one)
            for start in beginnings
            for one in self._single.get(start, ())
            if f" {word} ".startswith(one)
        )
        several = tuple(one for start in beginnings for one in self._several.get(start, ()))
        found = self[word] = (single, several) if single or several else None
        return found
