"""The checks that keep prices, scores, verbs and committees from being read as dates. Each is named in date_rules.tsv.

A guard sees the folded article, the place of the match and its groups, and says whether this may be a date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeAlias

from timeline.citing.article import Article
from timeline.citing.date_words import MONTHS
from timeline.citing.word_lists import last_words, pattern

Guard: TypeAlias = Callable[[Article, int, int, Mapping[str, str | None]], bool]

_MONEY: Final = re.compile(r"(?:[$\u00a3\u20ac\u00a5#&@]|\brs\.? ?|\busd ?|\beur ?|\bgbp ?)$")
_PLURAL: Final = re.compile(r"^ (?:[a-z]+ )?[a-z]{3,}[^s\W]s\b")
_SURE_MONTH_CUE: Final = re.compile(r"\b(?:in|last|next|since|until|till|early|late|mid|this|during|by|of)[ -]$")
_AMBIGUOUS_MONTHS: Final = (
    "may",
    "mar",
    "march",
    "june",
    "april",
    "august",
    "jun",
    "apr",
    "aug",
    "dec",
    "jan",
    "sep",
    "oct",
    "nov",
    "feb",
    "jul",
)
_POSSESSED: Final = re.compile(r"\b(?:his|her|their|my|our|your|aged?|temperatures?|degrees)\b[^.]{0,14}$")


_MONEY_WORDS: Final = frozenset({"rs", "usd", "eur", "gbp"})
_CLOSING: Final = frozenset({"", ".", ";", ")", "]", "?", "!", '"', "\n"})  # nothing that counts goes on from these
_CLOSED_AT: Final = re.compile(r"[.,;]|$")
_OF_THEM: Final = re.compile(r" of (?:them|these|those|its|his|her|their|our)\b")
_DECADE_CUE: Final = re.compile(
    r"\b(?:the|early|late|mid|roaring|swinging|hungry|ties and)[ -](?:early |late |mid[ -]|roaring |swinging )?$"
)
_EVERY: Final = re.compile(r"\b(?:every|each) $")
_GLUED: Final = re.compile(r"\d[.,:/-]$|[a-z]$|\d $")
_GLUED_AFTER: Final = re.compile(r"[a-z%\u00b0]|[:/]\d|,\d{3}\b|-\d")
_SHARE: Final = re.compile(r" ?[%\u00b0]")
_SIGN_CUE: Final = re.compile(r"[(\[,;:/\"-]\s*$")
_SENTENCE_CUE: Final = re.compile(r"[.!?\n] ?$|[a-z'] $")


def _previous(article: Article, start: int) -> str:
    """The word before a place: cheaper to ask than a pattern, so patterns are asked only where it may fit."""
    place = bisect_left(article.starts, start)
    return article.words[place - 1] if place else ""


def _priced(before: str, previous: str) -> bool:
    return (previous in _MONEY_WORDS or before.rstrip()[-1:] in "$\u00a3\u20ac\u00a5#&@") and bool(
        _MONEY.search(before)
    )


def _numbered(before: str, previous: str) -> bool:
    return previous in last_words("numbered") and pattern("numbered", r"\b", r"\.? ?$").search(before) is not None


def _counts(after: str) -> bool:
    return (
        _SHARE.match(after) is not None
        or pattern("units", " ?", r"\b").match(after) is not None
        or pattern("unit parts", "-", "").match(after) is not None
    )


def _institution(article: Article, end: int) -> bool:
    """ "The 1922 Committee": with a capital, the word after the number makes it part of a name."""
    named = article.text[end : end + 2][1:].isupper()
    return named and pattern("institution", " ", r"\b").match(article.folded[end : end + 24]) is not None


def _year_cue(before: str, previous: str) -> bool:
    if previous in last_words("year cue") and pattern("year cue", r"\b", r"\s*$").search(before) is not None:
        return True
    return before.rstrip()[-1:] in '([,;:/"-' and _SIGN_CUE.search(before) is not None


def _short_cue(before: str) -> bool:
    return (
        pattern("short year cue", r"\b", r"\s'$").search(before) is not None
        or re.search(r"['(-]'$", before) is not None
    )


def _sure_year(before: str) -> bool:
    return pattern("sure year cue", r"\b", r"\s+$").search(before) is not None or before.endswith(
        ("(", "-", "c. ", "c.")
    )


def bare_year(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """A number of four digits that stands alone is a year unless it counts, prices or numbers something."""
    folded = article.folded
    before, after = folded[max(0, start - 24) : start], folded[end : end + 24]
    previous = _previous(article, start)
    if _priced(before, previous) or _GLUED.search(before[-3:]) or _numbered(before, previous):
        return False
    if previous == "at" and _CLOSED_AT.match(after):
        return False
    if after[:1] not in _CLOSING and (
        _OF_THEM.match(after) or _GLUED_AFTER.match(after) or _counts(after) or _institution(article, end)
    ):
        return False
    if int(folded[start:end]) % 50 == 0 and folded[start:end] != "2000":
        return bool(_sure_year(before)) and not _PLURAL.match(after)
    return _year_cue(before, previous) or not before.strip() or _SENTENCE_CUE.search(before[-3:]) is not None


def year_range(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """A range runs forward and is not a count, a price or a score."""
    before = article.folded[max(0, start - 24) : start]
    previous = _previous(article, start)
    if _priced(before, previous) or _numbered(before, previous) or _counts(article.folded[end : end + 24]):
        return False
    year, other, short = groups.get("y"), groups.get("y2"), groups.get("z")
    if groups.get("m") or groups.get("e") or year is None:
        return True
    last = int(other) if other else int(year[:2] + short) if short else 0
    return int(year) < last or bool(short and int(year) % 100 == 99 and short == "00")


def capital_month(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """A month without a year is written with a capital: "march" and "may" are words."""
    if _EVERY.search(article.folded[max(0, start - 6) : start]):
        return False
    place = start + next(
        (
            found.start()
            for found in re.finditer(r"[a-z]{3,}", article.folded[start:end])
            if found.group()[:3] in _prefixes()
        ),
        0,
    )
    return article.text[place].isupper()


def month_day(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """A day and a month without a year: the month has a capital and nothing makes the number a count or a price."""
    before = article.folded[max(0, start - 12) : start]
    if (
        _priced(before, _previous(article, start))
        or re.search(r"\d[.,:/-]$", before[-3:])
        or re.match(r"[%\u00b0]|-?\d", article.folded[end : end + 2])
    ):
        return False
    day = groups.get("d") or ""
    if day.isalpha() and article.folded.startswith(day, start):
        return False  # "first June, now this": a day in words has "of"
    return capital_month(article, start, end, groups)


def bare_month(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """A month alone: with a capital, not part of a name ("October Revolution"), and for names and verbs only after
    "in", "last", "since".
    """
    if not capital_month(article, start, end, groups) or article.text[start:end].isupper():
        return False
    before = article.folded[max(0, start - 14) : start]
    word = article.folded[start:end].rstrip(".")
    following = article.text[end : end + 2]
    if word == "may" and article.names_may and not before.endswith("in "):
        return False
    named = bool(re.match(r" [A-Z]", following)) or following[:1] == "-"
    if _SURE_MONTH_CUE.search(before):
        return not (named and re.search(r"\b(?:the|of|by)[ -]$", before))
    if named:
        return False
    if word in _AMBIGUOUS_MONTHS:
        return pattern("month cue", r"\b", "[ -]$").search(before) is not None
    return not re.search(r"\b(?:black|red|mr|mrs|ms|dr) $", before)


def short_year(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """The apostrophe of a short year opens no quotation."""
    return not re.match(r"\d|[a-z]|'", article.folded[end : end + 1])


def short_year_cue(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """A short year that stands alone follows "in", "of", "since" and the like."""
    return short_year(article, start, end, groups) and _short_cue(article.folded[max(0, start - 16) : start])


def fall(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """ "The fall of 1989" is a season; "the spring of 1500 soldiers" is none."""
    return not _counts(article.folded[end : end + 24])


def short_decade(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """ "The late 60s", but not "in her late 60s" and not "temperatures in the 60s"."""
    before = article.folded[max(0, start - 30) : start]
    if _POSSESSED.search(before) or _MONEY.search(before):
        return False
    return bool(re.search(r"\b(?:the|and|early|late|mid)[ -](?:early |late |mid[ -])?$|'$", before))


def decade_words(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """ "The Thirties", but not "in his thirties"."""
    before = article.folded[max(0, start - 30) : start]
    return not _POSSESSED.search(before) and _DECADE_CUE.search(before) is not None


def after_the(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    return bool(re.search(r"\b(?:the|that) $", article.folded[max(0, start - 6) : start]))


def not_after_the(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    return not after_the(article, start, end, groups)


def day_word(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """ "Yesterday" and "tomorrow" as days, not as "tomorrow's world" or "the politics of yesterday"."""
    if re.match(
        r"'s (?:world|generations?|leaders|technolog|people|wom[ae]n|m[ae]n|news|papers|voters)",
        article.folded[end : end + 24],
    ):
        return False
    return not re.search(r"\b(?:of|the)\s$", article.folded[max(0, start - 5) : start])


def decade_mark(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """ "The 1940's", but not "1940's darkest days"."""
    return "'" not in article.folded[start:end] or bool(
        re.search(r"\b(?:the|early|late|mid)[ -]$", article.folded[max(0, start - 7) : start])
    )


def small_number(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """ "10,000 years ago" is no year; neither is its "000"."""
    return not re.search(r"\d[.,]$", article.folded[max(0, start - 2) : start])


def one_order(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    """With slashes, day and month stand in either order: only where a number cannot be a month it is told."""
    return article.folded[max(0, start - 1) : start] not in ("/", ".", "-") and not re.match(
        r"[./-]?\d", article.folded[end : end + 2]
    )


def anything(article: Article, start: int, end: int, groups: Mapping[str, str | None]) -> bool:
    return True


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(name[:3] for name in MONTHS)


def guard(name: str) -> Guard:
    """The check of that name; KeyError for a name that the table should not use."""
    return {
        "bare year": bare_year,
        "range": year_range,
        "month": capital_month,
        "month day": month_day,
        "bare month": bare_month,
        "short year": short_year,
        "short year cue": short_year_cue,
        "fall": fall,
        "short decade": short_decade,
        "decade words": decade_words,
        "the": after_the,
        "not the": not_after_the,
        "the then": after_the,
        "then": anything,
        "day word": day_word,
        "decade mark": decade_mark,
        "small number": small_number,
        "one order": one_order,
        "named day": anything,
    }[name]
