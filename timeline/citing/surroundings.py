"""What is looked up for a sentence when it is first asked for: its dates and words, those of its neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from timeline.citing.article import Article, neighbours
from timeline.citing.automaton import Sightings
from timeline.citing.cues import other_sense
from timeline.citing.dates_in_text import DateFound
from timeline.citing.lazily import lazily
from timeline.citing.word_lists import pattern


class Surroundings:
    """The sentence at a place and what is near it. `near` and `far`: the evidence in the sentence, and in it and two
    sentences before and after it, within the paragraph.
    """

    def __init__(
        self,
        article: Article,
        sightings: Sightings,
        number: int,
        offset: int,
        dates: Sequence[DateFound],
        date_starts: Sequence[int],
    ) -> None:
        self._article, self._sightings = article, sightings
        self._themes: dict[str, int] = {}
        self._number = number
        self._bounds = article.paragraph(offset)
        self.start, self.end = self._with_neighbours(0)
        self.near_dates: Sequence[DateFound] = ()
        """The dates of the sentence and of its neighbours."""
        if dates:
            begin, stop = self._with_neighbours(1)
            self.near_dates = dates[bisect_left(date_starts, begin) : bisect_left(date_starts, stop)]

    def _with_neighbours(self, around: int) -> tuple[int, int]:
        """Start and end of the sentence with so many neighbours on both sides, within the paragraph."""
        return neighbours(self._article.sentence_starts, self._number, around, self._bounds)

    @lazily
    def dates(self) -> tuple[DateFound, ...]:
        """The dates of the sentence."""
        return tuple(one for one in self.near_dates if self.start <= one.start < self.end)

    @lazily
    def line(self) -> str:
        """The folded words of the sentence."""
        return self._line(self.start, self.end)

    @lazily
    def near(self) -> frozenset[str]:
        """The evidence of the sentence."""
        return self._sightings.between(*self._stretch(self.start, self.end))

    @lazily
    def far(self) -> frozenset[str]:
        """The evidence of the sentence and of two before and after it."""
        return self._sightings.between(*self._stretch(*self._with_neighbours(2)))

    @lazily
    def sense(self) -> str | None:
        """The other field of which the sentence, or the next or last one, has words."""
        return other_sense(self._line(*self._with_neighbours(1)))

    @lazily
    def looks_back(self) -> bool:
        """True if the sentence, or the next or last one, has a word with which texts look back."""
        return pattern("looks back", " ", " ").search(self._line(*self._with_neighbours(1))) is not None

    def is_elsewhere(self, themes: Sequence[str]) -> bool:
        """True if the words are of another field than that of an event of these themes."""
        return self.sense is not None and not (self.sense == "market" and "theme money" in themes)

    def of_lives(self, themes: Sequence[str]) -> bool:
        """True if the sentence tells of lives and firms: dates near such words are theirs. Figures are also those of
        events of money.
        """
        return self._of_lives or ("theme money" not in themes and self._of_figures)

    @lazily
    def _of_lives(self) -> bool:
        return pattern("life", " ", " ").search(self.line) is not None

    @lazily
    def _of_figures(self) -> bool:
        return pattern("figures", " ", " ").search(self.line) is not None

    def theme_words(self, theme: str) -> int:
        """How many words of the sentence are of that list."""
        count = self._themes.get(theme)
        if count is None:
            count = self._themes[theme] = len(set(pattern(theme, " ", "(?= )").findall(self.line)))
        return count

    def _line(self, start: int, end: int) -> str:
        begin, stop = self._stretch(start, end)
        return self._article.line[begin:stop]

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text as a stretch of the article's line, with the blanks around its words."""
        article = self._article
        first, last = article.word_at(start), article.word_at(end)
        starts = article.line_starts
        begin = starts[first] - 1 if first < len(starts) else len(article.line) - 1
        return begin, starts[last] if last < len(starts) else len(article.line)
