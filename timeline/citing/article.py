"""An article made ready for reading: folded letter by letter, cut into words, sentences and paragraphs.

Every place in an `Article` is a character offset into the text that was given, so what is found can be pointed at
exactly.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from timeline.citing.lazily import lazily
from timeline.citing.noise import noise_stretches
from timeline.citing.word_lists import words

WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(  # one set of letters comes first: it is looked for much faster than two alternatives
    r"[.!?\u2026\n](?:(?<=\n)\n*|(?<!\n)[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[A-Z0-9]))"
)
_LAST_WORD = re.compile(r"([\w.]+)\W*$")
_CUT = re.compile(r"([^\W_]+)")
_SAME = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "\u2032": "'", "`": "'"}
_SOMEBODY_MAY = re.compile(r"\b(?:mrs|ms|theresa|minister|brian|james|secretary) may\b")
_LONGEST_SENTENCE = 1500
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "æ": "a", "œ": "o", "ß": "s", "þ": "t", "ð": "d"}


@cache
def _fold_char(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if char in _DASHES:
        return "-"
    if char.isspace():
        return " " if char not in "\n\r" else char
    plain = unicodedata.normalize("NFKD", char)[0] if unicodedata.decomposition(char) else char
    lower = plain.lower()[0]
    return _PLAIN_LETTERS.get(lower, lower)


def fold(text: str) -> str:
    """The text in lower case, without accents, with one kind of dash and apostrophe; as long as it was, so offsets
    stay true.
    """
    lower = text.lower()
    if len(lower) != len(text):  # 'İ' becomes two characters
        lower = "".join(_fold_char(char) for char in text)
    if lower.isascii():
        return lower
    for char in sorted(set(lower)):
        if char > "\x7f":
            lower = lower.replace(char, _fold_char(char))
    return lower


def fold_name(name: str) -> str:
    """A name as the words that are compared: "Order No.227" and "order no. 227" are both "order no 227"."""
    return " ".join(WORD.findall(fold(name)))


def _last_word(text: str) -> str:
    """The last word of a few letters of text, with the full stops in it."""
    last = text.rsplit(None, 1)[-1:]
    if last and last[0].isalnum():
        return last[0]
    found = _LAST_WORD.search(text)
    return found[1] if found else ""


@dataclass(frozen=True, eq=False)
class Article:
    """One text. `words` are folded words, `starts` their offsets; `line` is the words with one space around each."""

    text: str

    @lazily
    def folded(self) -> str:
        return fold(self.text)

    @lazily
    def _cut_up(self) -> list[str]:
        """What is between words, and words, by turns."""
        return _CUT.split(self.folded)

    @lazily
    def words(self) -> list[str]:
        return self._cut_up[1::2]

    @lazily
    def starts(self) -> list[int]:
        return list(accumulate(map(len, self._cut_up)))[:-1:2]

    @lazily
    def line(self) -> str:
        return " " + " ".join(self.words) + " "

    @lazily
    def line_starts(self) -> list[int]:
        """Where each word begins in `line`."""
        return list(accumulate(map((1).__add__, map(len, self.words)), initial=1))[:-1]

    @lazily
    def sentence_starts(self) -> list[int]:
        starts = [0]
        text, abbreviations = self.text, words("abbreviations")
        for found in _SENTENCE_END.finditer(text):
            stop = found.start()
            if text[stop] == ".":
                word = _last_word(text[max(0, stop - 12) : stop]).lower()
                if word in abbreviations or (len(word) == 1 and word != "i"):
                    continue
            starts.append(found.end())
        return _with_breaks(starts, self.text)

    @lazily
    def names_may(self) -> bool:
        """True if somebody called May is named: then "May" alone is no month."""
        return _SOMEBODY_MAY.search(self.folded) is not None

    @lazily
    def paragraph_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\n+", self.text))]

    @lazily
    def noise(self) -> list[tuple[int, int]]:
        """Stretches that are not the story: teasers, sign-ups, advertisements."""
        return noise_stretches(self.text)

    def word_at(self, offset: int) -> int:
        """The number of the word that contains or follows the offset."""
        number = bisect_right(self.starts, offset) - 1
        if number >= 0 and offset < self.starts[number] + len(self.words[number]):
            return number
        return number + 1

    def end_of_word(self, number: int) -> int:
        return self.starts[number] + len(self.words[number])

    def sentence(self, offset: int, around: int = 0) -> tuple[int, int]:
        """Start and end of the sentence at the offset, with so many neighbours on both sides, within the paragraph."""
        return _cut(self.sentence_starts, offset, around, self.paragraph(offset))

    def paragraph(self, offset: int) -> tuple[int, int]:
        return _cut(self.paragraph_starts, offset, 0, (0, len(self.text)))

    def words_between(self, start: int, end: int) -> str:
        """The folded words of a stretch with one space around each, for looking up words in it."""
        first, last = self.word_at(start), self.word_at(end)
        return " " + " ".join(self.words[first:last]) + " "

    def is_noise(self, offset: int) -> bool:
        return (
            any(start <= offset < end for start, end in self.noise) if len(self.noise) < 8 else self._in_noise(offset)
        )

    def _in_noise(self, offset: int) -> bool:
        place = bisect_right(self.noise, (offset, len(self.text) + 1)) - 1
        return place >= 0 and self.noise[place][0] <= offset < self.noise[place][1]


def _with_breaks(starts: list[int], text: str) -> list[int]:
    """The starts of sentences, with breaks where there are no stops for long: in tables, in lists, in shouted text."""
    broken: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        broken.append(start)
        while end - start > _LONGEST_SENTENCE:
            blank = text.find(" ", start + _LONGEST_SENTENCE - 100, start + _LONGEST_SENTENCE)
            start = blank + 1 if blank >= 0 else start + _LONGEST_SENTENCE
            broken.append(start)
    return broken


def _cut(starts: Sequence[int], offset: int, around: int, bounds: tuple[int, int]) -> tuple[int, int]:
    place = bisect_right(starts, offset) - 1
    start = starts[max(0, place - around)]
    end = starts[place + 1 + around] if place + 1 + around < len(starts) else bounds[1]
    return max(start, bounds[0]), min(end, bounds[1])
