"""Find the dates of an article: each with its exact place and its EDTF, settled by the text or by the publication
date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from timeline.citing.article import Article
from timeline.citing.date_guards import Guard, guard
from timeline.citing.date_rules import Rule, beginnings
from timeline.citing.date_words import (
    HOLIDAYS,
    NAMED_DAYS,
    SEASONS,
    century_text,
    decade_text,
    era_year,
    month,
    number,
    ordinal,
    year_text,
)
from timeline.citing.settling import Settler, Unsettled
from timeline.dates import DateError, Span, parse

_OPEN: Final = frozenset("?ntyd")  # how the values begin that the text or the publication date must settle
_ABOUT: Final = re.compile(r"(?:\bc\.? ?|\bca\.? ?|\bcirca |\babout |\baround |\bapproximately |\broughly )$")
_LOOSELY: Final = re.compile(r"\b(?:about|around|roughly|some|almost|nearly|over|more than|less than|approximately) $")
_TELLS_ABOUT: Final = re.compile(
    r"\b(?:ask|talk|speak|sp[eo]ken?|kn[eo]ws?|think|thought|write|wrote|written|tell|told|book|film|stor(?:y|ies)|song|joke|read|argue|care|learn"
    r"|learnt|forget|lessons?|hear|heard|all|nothing|something|everything|what|how|debate)(?:s|ed|ing)? about $"
)
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?$")
_ERA: Final = re.compile(r"(?:\b|(?<=\d))(?:B\.? ?C\.?(?: ?E\.?)?|A\.? ?D\.?|C\.? ?E\.?)")
_WIDENING: Final = re.compile(
    r"c|ca|circa|about|around|approximately|roughly|some|almost|nearly|over|than|the|[a-z]+day|mon|tues|wednes|thurs|fri|satur|sun"
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in the text: its place, its words, its EDTF and what the EDTF means. `settled`: the year came from
    elsewhere.
    """

    start: int
    end: int
    text: str
    edtf: str
    span: Span
    settled: bool = False
    rule: str = ""


class _Raw(NamedTuple):
    start: int
    end: int
    value: str
    rule: Rule
    about: bool


def find_dates(article: Article, published: Span | None) -> tuple[DateFound, ...]:
    """Every date of the article in its order; those that neither the text nor the publication date settles are left
    out.
    """
    settler = Settler(article, published)
    found: list[DateFound] = []
    noise = bool(article.noise)
    for raw in _raw_dates(article, published):
        if noise and article.is_noise(raw.start):
            continue
        edtf = _settled(raw, settler)
        span = _span(edtf) if edtf else None
        if span is None or edtf is None:
            continue
        one = DateFound(
            raw.start, raw.end, article.text[raw.start : raw.end], edtf, span, edtf != raw.value, raw.rule.name
        )
        settler.name(one.start, one.end, span, absolute=not one.settled)
        found.append(one)
    return tuple(found)


def _settled(raw: _Raw, settler: Settler) -> str | None:
    value: str | None = raw.value
    if raw.value[0] in _OPEN:
        try:
            value = settler.settle(raw.value, raw.start, raw.end)
        except Unsettled:
            return None
    return value + "~" if raw.about and value and _span(value + "~") else value


@cache
def _span(edtf: str) -> Span | None:
    try:
        return parse(edtf)
    except DateError:
        return None


def _raw_dates(article: Article, published: Span | None) -> list[_Raw]:
    folded, starts = article.folded, article.starts
    found: list[_Raw] = []
    done = 0
    for place, able in beginnings(article.noted.dates, article.words, starts, folded):
        if starts[place] < done:
            continue
        raw = _first_that_fits(article, folded, place, able, published)
        if raw is not None:
            found.append(raw)
            done = raw.end
    return found


def _first_that_fits(
    article: Article, folded: str, place: int, rules: Sequence[Rule], published: Span | None
) -> _Raw | None:
    start = article.starts[place]
    for rule in rules:
        match = rule.pattern.match(folded, start)
        if match is None:
            continue
        groups = match.groupdict()
        end = match.end()
        if rule.guards and not all(check(article, start, end, groups) for check in _checks(rule.guards)):
            continue
        value = _value(rule.value, groups, article.text[start:end], published)
        if value is None or (value[0] not in _OPEN and _span(value) is None):
            continue
        if folded[start - 1 : start] == "'" or (place and _widens(article.words[place - 1])):
            return _widened(article, rule, start, end, value)
        return _Raw(start, end, value, rule, about=False)
    return None


@cache
def _checks(names: tuple[str, ...]) -> tuple[Guard, ...]:
    return tuple(guard(name) for name in names)


@lru_cache(maxsize=200_000)
def _widens(word: str) -> bool:
    """True if a date may take in the word before it."""
    return _WIDENING.fullmatch(word) is not None


def _widened(article: Article, rule: Rule, start: int, end: int, value: str) -> _Raw:
    """The match with its weekday, its apostrophe and its "about" taken in."""
    before = article.folded[max(0, start - 18) : start]
    about = bool((_LOOSELY if value.startswith("now-") else _ABOUT).search(before)) and "/" not in value
    if about and before.endswith("about ") and not value.startswith("now-"):  # "ask about May 1968"
        about = "{m}" not in rule.value and not _TELLS_ABOUT.search(article.folded[max(0, start - 30) : start])
    circa = re.search(r"\b(?:c|ca)\.? ?$|\bcirca $", before)
    weekday = _WEEKDAY.search(before)
    if "{d}" in rule.value and weekday:
        start -= len(before) - weekday.start()
    elif circa:
        start -= len(before) - circa.start()
    elif before.endswith("'") and rule.pattern.pattern.startswith("(?<=')"):
        start -= 1
    return _Raw(start, end, value, rule, about)


def _value(template: str, groups: dict[str, str | None], written: str, published: Span | None) -> str | None:
    """The template filled in; None if a group makes no sense (an era in small letters, a number that is none)."""
    filled = template
    for name in _blanks(template):
        text = groups.get(name)
        if text is None:
            continue
        part = _part(name.rstrip("2"), text, groups, name[-1] == "2", published)
        if part is None:
            return None
        filled = filled.replace("{" + name + "}", part)
    if any(map(groups.get, ("era", "era2", "ad"))) and not _ERA.search(written):
        return None
    if "{" not in filled:
        return filled
    if "{y2}" in filled:  # the short end of a range
        year, short = groups.get("y"), groups.get("z")
        if year is None or short is None:
            return None
        century = int(year[:2]) + (int(short) < int(year[2:]))
        filled = filled.replace("{y2}", f"{century}{short}")
    if "{y}" in filled:
        short = groups.get("z")
        if short is None:
            return None
        filled = filled.replace("{y}", _short_year(short, published))
    if "{k}" in filled:
        filled = filled.replace("{k}", decade_text(written.lower().strip()))
    if "{named}" in filled:
        filled = NAMED_DAYS[written.lower()]
    return filled


@cache
def _blanks(template: str) -> tuple[str, ...]:
    """The names of groups in a template, each once."""
    return tuple(dict.fromkeys(re.findall(r"{(\w+)}", template)))


def _part(kind: str, text: str, groups: dict[str, str | None], second: bool, published: Span | None) -> str | None:
    if kind in ("y", "mm", "dd", "z"):
        return text
    if kind in ("d", "t", "dn", "dl", "mn"):
        return f"{ordinal(text):02d}"
    if kind == "m":
        return f"{month(text):02d}"
    if kind == "s":
        return str(SEASONS[text])
    if kind == "k":
        return decade_text(text.replace("'", ""))
    if kind == "c":
        return century_text(text, groups.get("era") or "")
    if kind == "h":
        return HOLIDAYS[" ".join(text.split())]
    if kind == "e":
        era = (groups.get("era2") if second else groups.get("era") or groups.get("era2")) or groups.get("ad") or ""
        return year_text(era_year(text, era))
    if kind == "n":
        value = number(text)
        return None if value is None else f"{value:g}"
    return (
        text[0] if kind == "u" and text[:3] != "dec" and text[:3] != "cen" else {"dec": "k", "cen": "c"}.get(text[:3])
    )


def _short_year(short: str, published: Span | None) -> str:
    """'33 is 1933, '08 is 2008: the latest such year that is not after the publication."""
    limit = 2030 if published is None or published.latest is None else 1970 + published.latest * 400 // 146097 + 1
    return f"20{short}" if 2000 + int(short) <= limit else f"19{short}"
