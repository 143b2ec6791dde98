"""The table of date rules, read and made ready: which rules may begin at a given word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, reduce
from importlib.resources import files
from operator import or_
from typing import Final

from timeline.citing.date_words import HOLIDAYS, MONTHS, SEASONS, alternatives, cardinals, ordinals

_BLANK: Final = r"(?:[ \t]{1,3}|[ \t]*\n[ \t]*)"
_UNITS: Final = ("day", "week", "month", "year", "decade", "century")
_WORD: Final = re.compile(r"[^\W_]+")
_WINDOW: Final = 13  # words from the first within which the longest date ends
_SIGN: Final = 1 << 40  # the bit of a dash or a slash after the first word
_MARKS: Final = {"'": 1 << 41, "(": 1 << 42}  # those of a sign directly before it
_ALSO: Final = {kind: frozenset({"#4", "#s", "#th"}) for kind in "yzke"}  # "1942's", "'44s": begin a second date only
_OWN: Final = {("{ad}", "a"): "d", ("{k}", "#4"): "s"}  # what must follow that beginning of a rule: "a.d.", "1930's"
_EVERYWHERE: Final = frozenset({"the", "and", "of", "to", "that"})  # to ask for these would leave out hardly any rule
_LOOKS: Final = r"\(\?(?:<=|!|=)(?:[^()]|\([^()]*\))*\)"  # look-behinds and look-aheads
_ATOM: Final = re.compile(
    r"\(\?:(?P<optional>[^()]*)\)\?|\(\?:(?P<choice>[^()]*)\)|\{(?P<kind>[a-z]+)\d?\}(?P<may>\??)|(?P<word>[a-z]{2,})(?!\?)|(?P<sign>\[-/\]|[-/])(?!\?)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to write a date. `value` is EDTF with the names of the pattern's groups in braces."""

    name: str
    pattern: re.Pattern[str]
    value: str
    guards: tuple[str, ...]
    example: str
    edtf: str
    starts: frozenset[str]  # the words, or shapes of digits, that it may begin with
    needs: int  # what must follow within the next words, as bits
    source: str  # the pattern as the table has it


@cache
def _kinds() -> dict[str, tuple[str, frozenset[str]]]:
    """The patterns of the table's groups and the words or shapes with which each may begin."""
    ordinal = alternatives(ordinals())
    month = (
        "jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june|jun\\.?|july|jul\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?"
        "|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?"
    )
    firsts = frozenset(word.split("-")[0] for word in ordinals() if " " not in word)
    months = frozenset((*MONTHS, *(name[:3] for name in MONTHS), "sept"))
    eras = frozenset({"bc", "bce", "c", "ad", "d", "ce"})  # one of these is in "44 B.C." and "A. D. 70" too
    units = frozenset((*_UNITS, *(f"{unit}s" for unit in _UNITS), "centuries"))
    counts = frozenset((*(word.split("-")[0] for word in cardinals()), "a", "an", "half"))
    return {
        "d": (
            rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:{_BLANK}?(?:st|nd|rd|th))?|{ordinal})(?![\da-z]|,\d)",
            firsts | {"#1", "#2", "#th"},
        ),
        "m": (rf"(?:{month})(?![a-z])", months),
        "mm": (r"(?:0[1-9]|1[0-2])", frozenset({"#2"})),
        "dd": (r"(?:0[1-9]|[12]\d|3[01])", frozenset({"#2"})),
        "y": (r"(?:1\d\d\d|2[01]\d\d)(?![\d]|,\d|\.\d)", frozenset({"#4"})),
        "z": (r"\d\d", frozenset({"#2"})),
        "dn": (r"(?:[12]\d|3[01]|0?[1-9])", frozenset({"#1", "#2"})),
        "dl": (r"(?:1[3-9]|2\d|3[01])", frozenset({"#2"})),
        "mn": (r"(?:1[0-2]|0?[1-9])", frozenset({"#1", "#2"})),
        "t": (r"\d{1,2}(?:st|nd|rd|th)", frozenset({"#th"})),
        "e": (r"(?:\d{1,4}|[1-9],\d{3})", frozenset({"#1", "#2", "#3", "#4", "#bc"})),
        "era": (r"(?:b\.?\s?c\.?(?:\s?e\.?)?|a\.?\s?d\.?|c\.?\s?e\.?)(?![a-z])", eras),
        "ad": (r"(?:a\.?\s?d\.?|b\.?\s?c\.?|c\.\s?e\.)", frozenset({"ad", "a", "bc"})),
        "s": (rf"(?:{alternatives(SEASONS)})", frozenset(SEASONS)),
        "k": (r"(?:1\d\d0|20\d0)'?s(?![a-z])", frozenset({"#s", "#4"})),
        "c": (rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ordinal})", firsts | {"#th"}),
        "n": (
            rf"(?:\d,\d{{3}}|\d{{1,4}}|half{_BLANK}an?|(?:an?|{alternatives(tuple(cardinals())[1:20])}){_BLANK}(?:hundred|thousand)"
            rf"(?:{_BLANK}and{_BLANK}(?:{alternatives(cardinals())}))?"
            rf"|{alternatives(cardinals())}|an?)",
            counts | {"#1", "#2", "#3", "#4"},
        ),
        "u": (r"(?:years?|decades?|century|centuries|months?|weeks?|days?)(?![a-z])", units),
        "h": (
            rf"(?:{alternatives(HOLIDAYS)})",
            frozenset({"christmas", "boxing", "new", "may", "armistice", "halloween"}),
        ),
    }


@cache
def _lines() -> tuple[str, ...]:
    text = files("timeline.citing").joinpath("date_rules.tsv").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of date_rules.tsv, in its order."""
    return tuple(_rule(line) for line in _lines())


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """What a word may be to dates: the rules that may begin with it, in the table's order, each with its needs, and
    which needs of other rules it meets, as bits.
    """

    rules: tuple[tuple[Rule, int], ...]
    meets: int
    within: int  # what it meets of its own needs: "44bc" holds the year and the era
    _relevant: int
    _able: dict[int, tuple[Rule, ...]] = field(default_factory=dict)

    def able(self, given: int) -> tuple[Rule, ...]:
        """The rules whose needs the next words meet: most places where a date might begin lack what all dates of that
        beginning need (a month after "29", "ago" after "a").
        """
        given &= self._relevant
        able = self._able.get(given)
        if able is None:
            able = self._able[given] = tuple(rule for rule, needs in self.rules if needs & given == needs)
        return able


@cache
def marks() -> dict[str, Mark]:
    """What every word ("july") or shape of digits ("#4") that occurs in the rules may be to dates."""
    by_start: dict[str, list[tuple[Rule, int]]] = defaultdict(list)
    for rule in rules():
        for start in rule.starts:
            by_start[start].append((rule, rule.needs | _own_needs(rule.source, start)))
    meets: dict[str, int] = defaultdict(int)
    for place, wanted in enumerate(_bits()):
        for word in wanted:
            meets[word] |= 1 << place
    meets["#bc"] = meets["#other"] = (1 << len(_bits())) - 1  # "jan1942": several words in one
    found = {}
    for word in {*by_start, *meets}:
        able = tuple(by_start[word])
        found[word] = Mark(
            able, meets[word], meets[word] if word == "#bc" else 0, reduce(or_, (needs for _, needs in able), 0)
        )
    return found


def mark_of(word: str) -> Mark | None:
    """What a word may be to dates, if anything."""
    return marks().get(shape(word))


def beginnings(
    marked: Sequence[tuple[int, Mark]], words: Sequence[str], starts: Sequence[int], text: str
) -> Iterator[tuple[int, tuple[Rule, ...]]]:
    """The number of every word with which a date may begin, and the rules that it and the next words allow.

    `marked`: the words with a mark, by number; `text`: the folded text in which the words start at `starts`.
    """
    for at, (place, mark) in enumerate(marked, start=1):
        if not mark.rules:
            continue
        start, last = starts[place], place + _WINDOW
        given = mark.within
        for later, other in marked[at : at + _WINDOW]:
            if later >= last:
                break
            given |= other.meets
        end = start + len(words[place])
        near = text[end : end + 4]
        if "-" in near or "/" in near:
            given |= _SIGN
        able = mark.able(given | _MARKS.get(text[start - 1 : start], 0))
        if able:
            yield place, able


def shape(word: str) -> str:
    """The word itself, or for words with digits their shape: "#2" two digits, "#th" an ordinal, "#s" a decade, "#bc" a
    year with its era.
    """
    if word[0] > "9":
        return word if word[-1] > "9" else "#other"
    if word.isdigit():
        return f"#{len(word)}"
    if word.endswith(("bc", "bce", "ad", "ce")):
        return "#bc"
    return "#s" if word[-1] == "s" else "#th" if word[-2:] in ("st", "nd", "rd", "th") else "#other"


def _rule(line: str) -> Rule:
    name, pattern, value, guards, example, edtf = line.split("\t")
    needs = reduce(or_, (1 << _bits().index(wanted) if wanted else _SIGN for wanted in _needed(pattern)), 0)
    needs |= next((bit for sign, bit in _MARKS.items() if pattern.startswith((f"(?<={sign})", f"(?<=\\{sign})"))), 0)
    return Rule(name, _compiled(pattern), value, _guards(guards), example, edtf, _starts(pattern), needs, pattern)


def _own_needs(pattern: str, start: str) -> int:
    """What a rule needs only where it begins with that word, as a bit."""
    follows = next((word for (kind, begin), word in _OWN.items() if pattern.startswith(kind) and begin == start), None)
    return 0 if follows is None else 1 << _bits().index(frozenset({follows}))


def _guards(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def _compiled(pattern: str) -> re.Pattern[str]:
    look_behind = re.match(r"(?:\(\?<=.*?\)(?=\W|\w))?", pattern)
    head = look_behind.group() if look_behind else ""
    body = pattern[len(head) :].replace(" ?", "\0").replace(" ", _BLANK).replace("\0", f"{_BLANK}?")
    if body[-1].isalpha() or body.endswith(")"):
        body += "(?![a-z])"  # "this years" is not "this year"
    kinds = _kinds()
    return re.compile(head + re.sub(r"\{([a-z]+)(\d?)\}", lambda m: f"(?P<{m[1]}{m[2]}>{kinds[m[1]][0]})", body))


@cache
def _bits() -> tuple[frozenset[str], ...]:
    """The sets of words of which rules need one, each standing for the bit of its place."""
    wanted = {wanted for line in _lines() for wanted in _needed(line.split("\t")[1])}
    wanted |= {frozenset({word}) for word in _OWN.values()}
    return tuple(sorted(wanted - {frozenset()}, key=sorted))


@cache
def _needed(pattern: str) -> frozenset[frozenset[str]]:
    """For each part of a pattern after its first that a date must have, the words of which it has one; the empty set
    stands for a dash or slash.
    """
    kinds = _kinds()
    needed: set[frozenset[str]] = set()
    atoms = list(_ATOM.finditer(re.sub(_LOOKS, "", pattern)))
    first = atoms[0]["choice"] if atoms else None
    if first is not None and all(re.search("[-/]", part) for part in first.split("|")):
        needed.add(frozenset())  # "9/11"
    for place, atom in enumerate(atoms[1:]):
        if atom["kind"] is not None and not atom["may"]:
            needed.add(kinds[atom["kind"]][1] | _ALSO.get(atom["kind"], frozenset()))
        elif atom["word"] is not None:
            needed.add(frozenset({atom["word"]}))
        elif atom["sign"] is not None and place == 0:
            needed.add(frozenset())
        elif atom["choice"] is not None and all(part[:1].isalpha() for part in atom["choice"].split("|")):
            needed.add(frozenset(_WORD.findall(part)[0] for part in atom["choice"].split("|")))
    return frozenset(one for one in needed if one.isdisjoint(_EVERYWHERE))


def _starts(pattern: str) -> frozenset[str]:
    body = re.sub(r"^\(\?<=.*?\)(?=\W|\w)", "", pattern)
    kind = re.match(r"\{([a-z]+)\d?\}", body)
    if kind:
        return _kinds()[kind[1]][1]
    if body.startswith("[2-9]0s"):
        return frozenset({"#s"})
    options = re.match(r"\(\?:(.*?)\)", body)
    words = options[1].split("|") if options else [body]
    return frozenset(shape(_WORD.findall(word)[0]) for word in words)
