"""Find every known name in a text in one pass, however many names there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import ahocorasick

from timeline.citing.article import Article
from timeline.citing.names import Name


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

    def __init__(self, finder: NeedleFinder, line: str) -> None:
        self._finder, self._line = finder, line
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
            places = self._finder.places(self._line)
            self._ends, self._found = [end for end, _ in places], [needle for _, needle in places]
        return self._ends, self._found


class NeedleFinder:
    """An automaton over what speaks for events: beginnings of words and whole words in a line of folded words."""

    def __init__(self, needles: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for needle in needles:
            self._automaton.add_word(needle, needle)
        if len(self._automaton):
            self._automaton.make_automaton()

    def places(self, line: str) -> list[tuple[int, str]]:
        """The last letter of every needle in the line, and the needle."""
        return list(self._automaton.iter(line)) if len(self._automaton) else []
