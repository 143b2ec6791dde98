"""An article made ready for reading: folded letter by letter, cut into words, sentences and paragraphs.

Every place in an `Article` is a character offset into the text that was given, so what is found can be pointed at
exactly.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from timeline.citing.lazily import lazily
from timeline.citing.lexicon import Lexicon, Noted, dates_alone
from timeline.citing.noise import noise_stretches
from timeline.citing.word_lists import words

if TYPE_CHECKING:
    import numpy.typing as npt

WORD = re.compile(r"[^\W_]+")
_STOPS: Final = ".!?\u2026"
_ENDS_SENTENCE: Final = re.compile(r".[\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[A-Z0-9])")
_BREAK: Final = re.compile(r"\n+")
_LAST_WORD: Final = re.compile(r"([\w.]+)\W*$")
_SOMEBODY_MAY: Final = re.compile(r"\b(?:mrs|ms|theresa|minister|brian|james|secretary) may\b")
_LONGEST_SENTENCE: Final = 1500
_SAME: Final = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "\u2032": "'"}
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PLAIN_LETTERS: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "æ": "a", "œ": "o", "ß": "s", "þ": "t", "ð": "d", "ς": "σ",
}  # fmt: skip
_BLANK: Final = ord(" ")
_ASCII: Final = bytes(range(128))
_LOWER: Final = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
_SPACED: Final = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))


@cache
def _fold_char(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    plain = unicodedata.normalize("NFKD", char)[0] if unicodedata.decomposition(char) else char
    if plain in _SAME:
        return _SAME[plain]
    if plain in _DASHES:
        return "-"
    if plain.isspace():
        return " " if plain not in "\n\r" else plain
    lower = plain.lower()[0]
    return _PLAIN_LETTERS.get(lower, lower)


def _foreign(text: str) -> set[str]:
    """The letters and signs that are not ASCII."""
    if text.isascii():
        return set()
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def fold(text: str) -> str:
    """The text in lower case, without accents, with one kind of dash and apostrophe; as long as it was, so offsets
    stay true.
    """
    for char in _foreign(text):
        text = text.replace(char, _fold_char(char))
    return text.lower() if text.isascii() else _translated(text, _LOWER)


def _translated(text: str, table: bytes) -> str:
    """The text with its ASCII letters and signs translated: much faster than `str.translate` and `str.lower` for text
    that has others too.
    """
    return text.encode("utf-8", "surrogatepass").translate(table).decode("utf-8", "surrogatepass")


def _spaced(folded: str) -> str:
    """The folded text with a blank for everything that is not part of a word, as long as it was."""
    for char in _foreign(folded):
        if not char.isalnum():
            folded = folded.replace(char, " ")
    return _translated(folded, _SPACED)


def fold_name(name: str) -> str:
    """A name as the words that are compared: "Order No.227" and "order no. 227" are both "order no 227"."""
    return " ".join(WORD.findall(fold(name)))


def _last_word(text: str) -> str:
    """The last word of a few letters of text, with the full stops in it."""
    last = text[text.rfind(" ") + 1 :]
    if last.isalnum():
        return last
    parts = text.rsplit(None, 1)[-1:]
    if parts and parts[0].isalnum():
        return parts[0]
    found = _LAST_WORD.search(text)
    return found[1] if found else ""


@dataclass(frozen=True, eq=False)
class Article:
    """One text. `words` are folded words, `starts` their offsets; `line` is the words with one space around each.

    `lexicon`: what its words are looked up in.
    """

    text: str
    lexicon: Lexicon = field(default_factory=dates_alone, repr=False)

    @lazily
    def folded(self) -> str:
        return fold(self.text)

    @lazily
    def _spaced(self) -> str:
        return _spaced(self.folded)

    @lazily
    def words(self) -> list[str]:
        return self._spaced.split()

    @lazily
    def noted(self) -> Noted:
        """Those words that matter to what is known."""
        return self.lexicon.noted(self.words)

    @lazily
    def _edges(self) -> npt.NDArray[np.intp]:
        return _edges(self._spaced)

    @lazily
    def starts(self) -> list[int]:
        starts: list[int] = self._edges[::2].tolist()
        return starts

    @lazily
    def _ends(self) -> list[int]:
        ends: list[int] = self._edges[1::2].tolist()
        return ends

    @lazily
    def line(self) -> str:
        return f" {' '.join(self.words)} "

    @lazily
    def line_starts(self) -> list[int]:
        """Where each word begins in `line`."""
        starts: list[int] = _edges(self.line)[::2].tolist()
        return starts

    @lazily
    def sentence_starts(self) -> list[int]:
        starts, done = [0], 0
        text, abbreviations = self.text, words("abbreviations")
        ends_sentence = _ENDS_SENTENCE.match
        for stop in sorted([*_places(text, "\n"), *(place for sign in _STOPS for place in _places(text, sign))]):
            sign = text[stop]
            if stop < done or (sign != "\n" and text[stop + 1 : stop + 2].isalnum()):
                continue
            found = _BREAK.match(text, stop) if sign == "\n" else ends_sentence(text, stop)
            if found is None:
                continue
            done = found.end()
            if sign == ".":
                word = _last_word(text[max(0, stop - 12) : stop]).lower()
                if word in abbreviations or (len(word) == 1 and word != "i"):
                    continue
            starts.append(done)
        return _with_breaks(starts, self.text)

    @lazily
    def names_may(self) -> bool:
        """True if somebody called May is named: then "May" alone is no month."""
        return _SOMEBODY_MAY.search(self.folded) is not None

    @lazily
    def paragraph_starts(self) -> list[int]:
        text = self.text
        return [0, *(place + 1 for place in _places(text, "\n") if text[place + 1 : place + 2] != "\n")]

    @lazily
    def noise(self) -> list[tuple[int, int]]:
        """Stretches that are not the story: teasers, sign-ups, advertisements."""
        return noise_stretches(self.text, self.paragraph_starts)

    def word_at(self, offset: int) -> int:
        """The number of the word that contains or follows the offset."""
        return bisect_right(self._ends, offset)

    def end_of_word(self, number: int) -> int:
        return self._ends[number]

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


def _edges(spaced: str) -> npt.NDArray[np.intp]:
    """Where words begin and end, by turns, in a text in which nothing stands between words but blanks."""
    spaced = f" {spaced} "
    if spaced.isascii():
        letters = np.frombuffer(spaced.encode("ascii"), np.uint8) != _BLANK
    else:
        letters = np.frombuffer(spaced.encode("utf-32-le", "surrogatepass"), np.uint32) != _BLANK
    return np.flatnonzero(letters[1:] != letters[:-1])


def _places(text: str, sign: str) -> Iterator[int]:
    """Where that sign stands: for signs that are rare much faster than a pattern."""
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


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
    return neighbours(starts, bisect_right(starts, offset) - 1, around, bounds)


def neighbours(starts: Sequence[int], number: int, around: int, bounds: tuple[int, int]) -> tuple[int, int]:
    """Start and end of the piece of that number with so many on both sides of it, within bounds."""
    begin, stop = bounds
    first, after = number - around, number + 1 + around
    if first > 0 and starts[first] > begin:
        begin = starts[first]
    if after < len(starts) and starts[after] < stop:
        stop = starts[after]
    return begin, stop
