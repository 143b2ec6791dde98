"""What each word of a text may be to dates and to names: every word is looked up once for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import compress
from typing import Any, Final, NamedTuple, TypeAlias

from timeline.citing.date_rules import Mark, mark_of

_KEPT_WORDS: Final = 200_000

Found: TypeAlias = tuple[tuple[int, Any], ...]
"""What one word is: the places in `Noted`, and what to note there."""


class Noted(NamedTuple):
    """The words of a text that matter, by their number: to dates, as misspelt words of names, as words before the
    number of a name.
    """

    dates: list[tuple[int, Mark]]
    meant: list[tuple[int, tuple[str, ...]]]
    heads: list[tuple[int, bool]]


class Lexicon(dict[str, "Found | None"]):
    """What words are to what is known, None for most of them; kept for every word that was asked for, as texts repeat
    their words. Without arguments: to dates alone.
    """

    def __init__(
        self,
        meant: Callable[[str], tuple[str, ...]] = lambda word: (),
        heads: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._asked: tuple[Callable[[str], Any], ...] = (mark_of, meant, heads.__contains__)

    def __missing__(self, word: str) -> Found | None:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        found = tuple((kind, told) for kind, ask in enumerate(self._asked) if (told := ask(word)))
        self[word] = kept = found or None
        return kept

    def noted(self, words: Sequence[str]) -> Noted:
        """The words of a text that matter, in their order."""
        found = Noted([], [], [])
        known = list(map(self.__getitem__, words))
        for place in compress(range(len(known)), known):
            for kind, told in known[place] or ():
                found[kind].append((place, told))
        return found


@cache
def dates_alone() -> Lexicon:
    """The lexicon of a text that is read for its dates only."""
    return Lexicon()
