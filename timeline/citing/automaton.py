"""Find every known name, and all that speaks for events, in one pass over a text, however much is known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress
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


class Finder:
    """An Aho-Corasick automaton over the folded names and over what speaks for events (needles: " tank" is the
    beginning of a word, " who " a whole one, some are of several); its time grows with the text, not with them.
    """

    def __init__(self, names: Iterable[Name], needles: Iterable[str] = ()) -> None:
        forms: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            forms[f" {name.folded} "].append(name)
        sought = {form: (tuple(found), form.count(" ") - 2, "") for form, found in forms.items()}
        for needle in needles:
            found, blanks, _ = sought.get(needle, ((), 0, ""))
            sought[needle] = (found, blanks, needle)
        self._automaton = ahocorasick.Automaton()
        for form, told in sought.items():
            self._automaton.add_word(form, told)
        self._empty = not sought
        if sought:
            self._automaton.make_automaton()

    def read(self, article: Article) -> Sightings:
        """Every name, in the order in which they end, those within longer ones too; and all evidence."""
        return self._read(article.line, article.line_starts, 0)

    def find_among(self, words: Sequence[str], offset: int) -> Iterable[Named]:
        """Every name in a few words of a text; `offset` is the number of the first of them."""
        starts, place = [], 1
        for word in words:
            starts.append(place)
            place += len(word) + 1
        return self._read(f" {' '.join(words)} ", starts, offset).names

    def _read(self, line: str, starts: Sequence[int], offset: int) -> Sightings:
        named: list[Named] = []
        evidence: list[tuple[int, str]] = []
        if not self._empty:
            for end, (names, blanks, needle) in self._automaton.iter(line):
                if needle:
                    evidence.append((end, needle))
                if names:
                    last = bisect_right(starts, end - 1) - 1 + offset
                    named.append(Named(last - blanks, last, names))
            evidence.sort()
        return Sightings(named, evidence)


class Sightings:
    """What an article holds of what is known. `names`; `ends` and `needles`: the evidence in its order, where in the
    article's line it ends, and what it is.
    """

    def __init__(self, names: list[Named], evidence: Sequence[tuple[int, str]]) -> None:
        self.names = names
        self.ends = [end for end, _ in evidence]
        self.needles = [needle for _, needle in evidence]
        self._begins = [end - len(needle) + 1 for end, needle in evidence]

    def between(self, begin: int, stop: int) -> frozenset[str]:
        """The evidence that lies within that stretch of the line."""
        first, last = bisect_left(self.ends, begin), bisect_left(self.ends, stop)
        return frozenset(compress(self.needles[first:last], map(begin.__le__, self._begins[first:last])))
