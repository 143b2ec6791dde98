"""The lists of words.txt, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

_TIMES = ("?", "*", "+", "{")
_BRACKETS = re.compile(r"\([^()]*\)")
_OUTER_BLANK = re.compile(r" (?![^(]*\))")


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    text = files("timeline.citing").joinpath("words.txt").read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]").partition(":")[0]
            sections[name] = []
        elif line.strip() and not line.startswith("#"):
            sections[name].extend(part.strip() for part in line.split(" | "))
    return {name: tuple(found) for name, found in sections.items()}


def entries(name: str) -> tuple[str, ...]:
    """The entries of a list in its order."""
    return _sections()[name]


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list; KeyError if there is no such list."""
    return frozenset(_sections()[name])


@cache
def grouped(name: str) -> dict[str, tuple[str, ...]]:
    """The entries `key: word` of a list: each key with all of its words, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries(name):
        key, _, word = entry.partition(": ")
        found[key] = (*found.get(key, ()), word)
    return found


def lands() -> dict[str, tuple[str, ...]]:
    """The countries of the list of lands, each with its people and seat of power."""
    return grouped("lands")


@cache
def pattern(
    name: str, before: str = "", after: str = "", *, ignore_case: bool = False, lines: bool = False
) -> re.Pattern[str]:
    """The alternatives of a list as one pattern, between what must stand before and after; the longest come first."""
    alternatives = alternation(_sections()[name])
    flags = (re.IGNORECASE if ignore_case else 0) | (re.MULTILINE if lines else 0)
    return re.compile(f"{before}(?:{alternatives}){after}", flags)


def alternation(entries: Iterable[str]) -> str:
    """The entries as alternatives of a pattern, the longest first, those of one first letter together: so a letter is
    compared with the alphabet, not with every entry.
    """
    groups: dict[str, list[str]] = {}
    for entry in sorted(entries, key=len, reverse=True):
        plain = entry[0].isalnum() and entry[1:2] not in _TIMES and "|" not in _BRACKETS.sub("", entry)
        groups.setdefault(entry[0] if plain else "", []).append(entry[1:] if plain else entry)
    return "|".join(f"{first}(?:{'|'.join(rest)})" if first else "|".join(rest) for first, rest in groups.items())


@cache
def last_words(*names: str) -> frozenset[str]:
    """The last word of every entry of lists that hold plain words: what follows none of them follows no entry."""
    return frozenset(re.findall(r"\w+", entry)[-1] for name in names for entry in _sections()[name])


@lru_cache(maxsize=200_000)
def may_end(name: str, word: str) -> bool:
    """True if an entry of the list may end with that word: cheaper to ask than the pattern, which is asked after it."""
    return _edges(name)[1].fullmatch(word) is not None


@lru_cache(maxsize=200_000)
def may_begin(name: str, word: str) -> bool:
    """True if an entry of the list may begin with that word."""
    return word[0] <= "9" or _edges(name)[0].fullmatch(word) is not None


@cache
def _edges(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What entries begin with and what they end with, each up to a blank that is in no bracket."""
    entries = [_OUTER_BLANK.split(entry.replace("-", " ")) for entry in _sections()[name]]
    return re.compile("|".join(parts[0] for parts in entries)), re.compile("|".join(parts[-1] for parts in entries))
