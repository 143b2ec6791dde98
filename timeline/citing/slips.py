"""Where text and record differ by a slip: a date a little off, another number, a misspelt name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from timeline.citing.article import Article
from timeline.citing.dates_in_text import DateFound
from timeline.citing.known_events import KnownEvent
from timeline.dates import Span, civil, words

_DAYS_OFF: Final = 3
_WEEKS_OFF: Final = 24
_YEARS_OFF: Final = 9
_LATER: Final = re.compile(r"\b(?:post|pre|late|early)[- ]$")  # "the post-1945 Marshall Plan"
_MONTHS_LONG: Final = 220
_NEXT_TO: Final = re.compile(
    r"^[\s,(]*(?:(?:of|on|in|from|dated|signed|issued|was|were|fell|began|started|held|took|place|ended|fought|that|the|at|by|happened|occurred|came|day|"
    r"adopted|announced|back|infamous|notorious|famous|disastrous|his|its|proclaimed|called)[\s,]+){0,5}$"
)


def date_slip(
    event: KnownEvent,
    article: Article,
    start: int,
    end: int,
    dates: Sequence[DateFound],
    others: Sequence[tuple[int, int]],
) -> tuple[str, DateFound] | None:
    """What is off, and which date, if the date next to a mention is a slip; None if every date fits or plainly means
    something else.

    `dates` are those of the mention's sentence; `others` the places of other events in it, to which a date may belong.
    """
    if event.first is None or event.last is None:
        return None
    if any(_inside(event, one.span) for one in dates if not one.settled):
        return None
    for one in sorted(dates, key=lambda one: _distance(one, start, end)):
        if one.settled or one.span.interval or one.span.earliest is None or one.span.latest is None:
            continue
        slip = _slip(event, article, start, end, one, others)
        if slip:
            doubt = "" if event.verified else " (that date is unchecked)"
            return f"{slip}: the record has {words(event.span)}{doubt}", one
    return None


def _inside(event: KnownEvent, date: Span) -> bool:
    if date.earliest is None or date.latest is None or event.first is None or event.last is None:
        return False
    return date.earliest <= event.last and event.first <= date.latest


def _distance(date: DateFound, start: int, end: int) -> int:
    return max(start - date.end, date.start - end, 0)


def _slip(
    event: KnownEvent, article: Article, start: int, end: int, date: DateFound, others: Sequence[tuple[int, int]]
) -> str | None:
    earliest, latest = date.span.earliest, date.span.latest
    assert earliest is not None and latest is not None and event.first is not None and event.last is not None
    low, high = min(end, date.end), max(start, date.start)
    if any(low <= other[0] < high for other in others):
        return None
    if _LATER.search(article.folded, max(0, date.start - 6), date.start) is not None:
        return None
    adjacent = _NEXT_TO.match(article.folded[low:high]) is not None
    if date.span.precision == "day":
        off = earliest - event.last if earliest > event.last else event.first - latest
        if event.span.precision == "day" and off <= _DAYS_OFF:
            return "the date is a day off" if off == 1 else f"the date is {off} days off"
        same = _same_but_one(earliest, event)
        if same:
            return same
        if adjacent and off <= _WEEKS_OFF and event.length < 60 and event.span.precision == "day":
            return f"the date is {off} days off"
        return None
    if not adjacent:
        return None
    years = _years_off(event, earliest, latest)
    if date.span.precision == "month" and event.span.precision in ("day", "month") and years <= 1:
        if event.length > _MONTHS_LONG:
            return None  # what went on for long is often named beside another month: "he joined the Committee in July"
        months = _months_off(event, earliest)
        if 0 < months <= 6:
            return "the month is off" if months > 1 else "the date is a month off"
    if date.span.precision in ("year", "month") and 0 < years <= _YEARS_OFF:
        return "the year is off by one" if years == 1 else f"the year is off by {years}"
    return None


def _same_but_one(day: int, event: KnownEvent) -> str | None:
    """A day that differs from the record's start or end in the month alone, or in the year alone."""
    year, month, date = civil(day)
    for edge in event.span.ends if event.span.interval else (event.span,):
        if edge is None or edge.precision != "day" or edge.earliest is None:
            continue
        known = civil(edge.earliest)
        if known[1:] == (month, date) and 0 < abs(known[0] - year) <= _YEARS_OFF:
            return "the year is off"
        if known[0] == year and known[2] == date and abs(known[1] - month) == 1:
            return "the month is off"
    return None


def same_day_of_year(one: Span, other: Span) -> bool:
    """True for two days that differ in nothing but the year."""
    if one.precision != "day" or other.precision != "day" or one.interval or other.interval:
        return False
    return civil(one.earliest or 0)[1:] == civil(other.earliest or 0)[1:]


def nearly(event: KnownEvent, date: Span) -> bool:
    """True for a day that is the event's but for its month or its year, or off by a few days: a slip of the pen."""
    if date.precision != "day" or date.interval or date.earliest is None or event.first is None or event.last is None:
        return False
    off = max(event.first - date.earliest, date.earliest - event.last)
    few = 0 < off <= _DAYS_OFF and event.span.precision == "day"
    return few or _same_but_one(date.earliest, event) is not None


def _years_off(event: KnownEvent, earliest: int, latest: int) -> int:
    assert event.first is not None and event.last is not None
    if earliest > event.last:
        return civil(earliest)[0] - civil(event.last)[0]
    return civil(event.first)[0] - civil(latest)[0]


def _months_off(event: KnownEvent, earliest: int) -> int:
    assert event.first is not None and event.last is not None
    year, month, _ = civil(earliest)
    edge_year, edge_month, _ = civil(event.last if earliest > event.last else event.first)
    return abs((year - edge_year) * 12 + month - edge_month)
