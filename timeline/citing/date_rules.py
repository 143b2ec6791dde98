"""The table of date rules, read and made ready: which rules may begin at a given word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from timeline.citing.article import WORD
from timeline.citing.date_words import HOLIDAYS, MONTHS, SEASONS, alternatives, cardinals, ordinals

_BLANK: Final = r"(?:[ \t]{1,3}|[ \t]*\n[ \t]*)"


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
    counts = frozenset((*(word.split("-")[0] for word in cardinals()), "a", "an", "half"))
    return {
        "d": (
            rf"(?:(?:[12]\d|3[01]|0?[1-9])(?:{_BLANK}?(?:st|nd|rd|th))?|{ordinal})(?![\da-z]|,\d)",
            firsts | {"#1", "#2", "#th"},
        ),
        "m": (rf"(?:{month})(?![a-z])", months),
        "mm": (r"(?:0[1-9]|1[0-2])", frozenset()),
        "dd": (r"(?:0[1-9]|[12]\d|3[01])", frozenset()),
        "y": (r"(?:1\d\d\d|2[01]\d\d)(?![\d]|,\d|\.\d)", frozenset({"#4"})),
        "z": (r"\d\d", frozenset({"#2"})),
        "e": (r"(?:\d{1,4}|[1-9],\d{3})", frozenset({"#1", "#2", "#3", "#4"})),
        "era": (r"(?:b\.?\s?c\.?(?:\s?e\.?)?|a\.?\s?d\.?|c\.?\s?e\.?)(?![a-z])", frozenset()),
        "ad": (r"(?:a\.?\s?d\.?|b\.?\s?c\.?|c\.\s?e\.)", frozenset({"ad", "a", "bc"})),
        "s": (rf"(?:{alternatives(SEASONS)})", frozenset(SEASONS)),
        "k": (r"(?:1\d\d0|20\d0)'?s", frozenset({"#s"})),
        "c": (rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ordinal})", firsts | {"#th"}),
        "n": (
            rf"(?:\d{{1,4}}|half{_BLANK}an?|(?:an?|one){_BLANK}hundred(?:{_BLANK}and{_BLANK}(?:{alternatives(cardinals())}))?"
            rf"|{alternatives(cardinals())}|an?)",
            counts | {"#1", "#2", "#3", "#4"},
        ),
        "u": (r"(?:years?|decades?|century|centuries|months?|weeks?|days?)(?![a-z])", frozenset()),
        "h": (
            rf"(?:{alternatives(HOLIDAYS)})",
            frozenset({"christmas", "boxing", "new", "may", "armistice", "halloween"}),
        ),
    }


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of date_rules.tsv, in its order."""
    text = files("timeline.citing").joinpath("date_rules.tsv").read_text(encoding="utf-8")
    return tuple(_rule(line) for line in text.splitlines() if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Options:
    """The rules that may begin at one word, in the table's order, and one pattern that tells which fits first."""

    rules: tuple[Rule, ...]
    any_of: re.Pattern[str]

    def fitting(self, text: str, start: int) -> tuple[Rule, ...]:
        """The rules from the first that fits at that place on; none, the usual case, at the cost of one try."""
        found = self.any_of.match(text, start)
        return self.rules[found.lastindex - 1 :] if found is not None and found.lastindex is not None else ()


@cache
def rules_by_start() -> dict[str, Options]:
    """The rules that may begin at a word ("july") or at a shape of digits ("#4")."""
    by_start: dict[str, list[Rule]] = {}
    for rule in rules():
        for start in rule.starts:
            by_start.setdefault(start, []).append(rule)
    same: dict[tuple[Rule, ...], Options] = {}
    options = {}
    for start, found in by_start.items():
        key = tuple(found)
        if key not in same:
            same[key] = Options(key, _any_of(key))
        options[start] = same[key]
    return options


def _any_of(found: Sequence[Rule]) -> re.Pattern[str]:
    """The rules as alternatives, each closed by an empty group whose number tells which one it was."""
    return re.compile("|".join(f"(?:{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', rule.pattern.pattern)})()" for rule in found))


def shape(word: str) -> str:
    """The word itself, or for words of digits their shape: "#2" two digits, "#th" an ordinal, "#s" a decade."""
    if word[0] > "9":
        return word
    if word.isdigit():
        return f"#{len(word)}"
    return "#s" if word[-1] == "s" else "#th" if word[-2:] in ("st", "nd", "rd", "th") else "#other"


def _rule(line: str) -> Rule:
    name, pattern, value, guards, example, edtf = line.split("\t")
    return Rule(name, _compiled(pattern), value, _guards(guards), example, edtf, _starts(pattern))


def _guards(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def _compiled(pattern: str) -> re.Pattern[str]:
    look_behind = re.match(r"(?:\(\?<=.*?\)(?=\W|\w))?", pattern)
    head = look_behind.group() if look_behind else ""
    body = pattern[len(head) :].replace(" ?", "\0").replace(" ", _BLANK).replace("\0", f"{_BLANK}?")
    kinds = _kinds()
    return re.compile(head + re.sub(r"\{([a-z]+)(\d?)\}", lambda m: f"(?P<{m[1]}{m[2]}>{kinds[m[1]][0]})", body))


def _starts(pattern: str) -> frozenset[str]:
    body = re.sub(r"^\(\?<=.*?\)(?=\W|\w)", "", pattern)
    kind = re.match(r"\{([a-z]+)\d?\}", body)
    if kind:
        return _kinds()[kind[1]][1]
    if body.startswith("[2-9]0s"):
        return frozenset({"#s"})
    options = re.match(r"\(\?:(.*?)\)", body)
    words = options[1].split("|") if options else [body]
    return frozenset(shape(WORD.findall(word)[0]) for word in words)
