"""Settle what a text leaves open: the year of "in February", the day of "80 years ago tomorrow", the year "two years
later".
"""

from __future__ import annotations

import re
from typing import Final

from timeline.citing.article import Article
from timeline.citing.date_parts import day_text, days_off, month_and_day, months_from
from timeline.citing.date_words import year_text
from timeline.citing.tense import Tense, has_past, tense, will_be
from timeline.dates import Span, civil, day_number

_RELATIVE: Final = re.compile(r"(now|then)([+-])([\d.]+)([ykcmwd])(?:([+-])1d)?(?:\.([md]))?$")
_IN_YEAR: Final = re.compile(
    r"\b(?:in|by|early|late|mid|until|till|year|back to|of|and|or|to|from|through)[ -](?:early |late |mid[ -])?$"
)
_SAID_ON: Final = re.compile(
    r"\b(?:said|told|announced|published|reported|wrote|speaking|tweeted)\b[^.\n]{0,24}\bon (?:\w+day,? )?$"
)
_NEAR_SENTENCES: Final = 2
_LATER_SENTENCES: Final = 4
_SOON_DAYS: Final = 200
_NEWS_DAYS: Final = 62
"""A day without a year this near to the publication is most often that year's."""
_COMING_DAYS: Final = 45
"""A day that comes so soon after the publication is meant, whatever the tense: of one almost a year ago news say so."""
_DUE_DAYS: Final = 100
"""So is a month that is a deadline ("by December")."""
_DUE: Final = re.compile(r"\b(?:by|until|till|before)(?: the (?:end|middle|start) of| late| early| mid)*[ -]$")
_RELATIVE_CLAUSE: Final = re.compile(r",? (?:which|when|where|who|whose|during which|in which)\b")
_FRAME: Final = re.compile(
    r"\W*(?:(?:(?:back|early|late|only|it was|then) )?"
    r"(?:in|on|by|during|throughout|around|through|from|until|between)\b"
    r"(?: [\w'-]+){0,4}[ -])?$"
)
_CLAUSE: Final = re.compile(r"[;\u2014]|, (?:and|but|while) ")
_OPENING: Final = 3
_AHEAD_DAYS: Final = 300
_LONG_PAST_YEARS: Final = 2


class Unsettled(Exception):
    """Neither the text nor the publication date settles the date."""


class Settler:
    """What the text has named so far, and when it was published."""

    def __init__(self, article: Article, published: Span | None) -> None:
        self._article = article
        self._published = published
        self._looked: tuple[int, Tense] | None = None  # the date that was last asked about, and what its clause says
        self._months: list[tuple[int, int]] = []  # offset, a day of the month
        self._named: list[tuple[int, int, int | None]] = []  # offset, year, day number if a day was named

    def name(self, start: int, end: int, span: Span, *, absolute: bool) -> None:
        """Take note of a date that was found: it may settle later ones."""
        if span.earliest is None or span.precision not in ("day", "month", "season", "year"):
            return
        if span.interval and (span.latest is None or span.latest - span.earliest > _NEWS_DAYS):
            return
        if span.precision == "year" and not self._adverbial(start, end):
            return
        if span.precision in ("day", "month"):
            self._months.append((start, span.earliest))
        self._named.append((start, civil(span.earliest)[0], span.earliest if span.precision == "day" else None))

    def _adverbial(self, start: int, end: int) -> bool:
        """ "In 1938" settles what follows; "the 1938 agreement" does not."""
        before = self._article.folded[max(0, start - 20) : start]
        after = self._article.text[end : end + 2]
        modifies = (
            re.match(r" [A-Za-z]", after) is not None and re.search(r"\b(?:the|a|its|of the|'s) $", before) is not None
        )
        return not modifies and (
            _IN_YEAR.search(before) is not None or re.search(r"[.\n(]\s*$", before) is not None or not before
        )

    def settle(self, value: str, start: int, end: int) -> str:
        """The EDTF of an open value such as "?-02", "now-80y" or "then+2y"; Unsettled if nothing settles it."""
        if value.startswith("?"):
            year = year_text(self._year(value.partition("/")[0], start, end))
            return value.replace("?", year)
        if value.startswith("day-"):
            return f"{self._month_of_day(start, end, int(value[4:]))}-{int(value[4:]):02d}"
        if value.startswith("year"):
            year_now = civil(self._now("year"))[0]
            return f"{year_text(year_now + int(value[4:6]))}-{value[7:]}"
        if value.startswith("next."):
            return self._next(value[5:])
        if value.startswith("then."):
            return self._following(value[5:], start)
        if value.startswith("now."):
            return self._last(value[4:])
        match = _RELATIVE.match(value)
        if match is None:
            raise Unsettled
        base, sign, count, unit, nudge, precision = match.groups()
        steps = float(count) * (1 if sign == "+" else -1)
        if base == "now":
            return self._from_now(steps, unit, nudge, precision)
        return self._from_then(steps, unit, start)

    def _year(self, value: str, start: int, end: int) -> int:
        near = self._named_near(start, _NEAR_SENTENCES)
        if near is not None and not self._meant_now(start, end, near[1]) and not self._of_the_news(value, start, near):
            return near[1]
        if (
            self._published is not None
            and self._published.earliest is not None
            and self._published.precision in ("day", "month", "season")
        ):
            return self._latest_year(value, start, end)
        if self._named:
            return self._named[-1][1]
        if self._published is not None and self._published.earliest is not None and self._published.precision == "year":
            return civil(self._published.earliest)[0]
        raise Unsettled

    def _month_of_day(self, start: int, end: int, day: int) -> str:
        """The month of "on the 22nd": that named last nearby, else the publication's, or the next where it looks
        ahead, or the last where that day is to come.
        """
        begin, stop = self._article.sentence(start)
        near, _ = self._article.sentence(start, _NEAR_SENTENCES)
        if self._months and self._months[-1][0] >= near:
            year, month, _ = civil(self._months[-1][1])
            return f"{year_text(year)}-{month:02d}"
        now = self._now("day")
        folded = self._article.folded
        ahead = tense(folded[begin:start], folded[end:stop]) == "ahead"
        over = civil(now)[2] > day
        return months_from(now, over if ahead else 0 if over or civil(now)[2] == day else -1)

    def _meant_now(self, start: int, end: int, near: int) -> bool:
        """True where the sentence looks ahead or tells when something was said: the publication settles it."""
        if self._published is None or self._published.precision not in ("day", "month"):
            return False
        folded = self._article.folded
        if _SAID_ON.search(folded[max(0, start - 60) : start]) is not None:
            return True
        if self._looks(start, end) != "ahead":
            return False
        (begin, stop), recent = self._clause(start), civil(self._published.earliest or 0)[0] - near < _LONG_PAST_YEARS
        return recent or will_be(folded[begin:start]) or not has_past(folded[begin:stop])

    def _of_the_news(self, value: str, start: int, near: tuple[int, int]) -> bool:
        """True where the year named nearby only tells of something else: "the bridge, built in 1932, closed on 1 May".

        Such a date is near the publication, or the year nearly the publication's; and the year does not frame what
        follows ("In 1932 the bridge ... on 1 May"), nor does the date go on from a sentence with it ("On 1 May ...").
        """
        if self._published is None or self._published.precision not in ("day", "month"):
            return False
        if self._published.earliest is None or self._published.latest is None:
            return False
        offset, named = near
        begin, _ = self._article.sentence(start)
        same = offset >= begin
        after_year = self._article.end_of_word(self._article.word_at(offset))
        if same and _RELATIVE_CLAUSE.match(self._article.folded, after_year):
            return False  # "the rising of 1956, which was crushed on the fourth of November"
        if self._frames(offset) and not (same and _CLAUSE.search(self._article.folded, offset, start)):
            return False
        if any(place == offset and abs(days_off(value, told)) <= _NEWS_DAYS for place, told in self._months[-2:]):
            return False
        year = civil(self._published.latest)[0]
        if not same and 0 <= year - named < _LONG_PAST_YEARS:
            return True
        if not same and len(self._article.folded[begin:start].split()) < _OPENING:
            return False
        month, day = month_and_day(value[2:])
        due = [day_number(other, month, day) for other in (year - 1, year, year + 1)]
        return any(self._published.earliest - _NEWS_DAYS <= one <= self._published.latest + _NEWS_DAYS for one in due)

    def _frames(self, offset: int) -> bool:
        """True for a date with which its sentence begins: "In 1932 the bridge"."""
        begin, _ = self._article.sentence(offset)
        return _FRAME.match(self._article.folded[begin:offset]) is not None

    def _looks(self, start: int, end: int) -> Tense:
        """Whether the clause looks ahead or back; told once for each date."""
        if self._looked is None or self._looked[0] != start:
            (begin, stop), folded = self._clause(start), self._article.folded
            self._looked = (start, tense(folded[begin:start], folded[end:stop]))
        return self._looked[1]

    def _clause(self, start: int) -> tuple[int, int]:
        """The part of the sentence around a place, between semicolons."""
        begin, stop = self._article.sentence(start)
        folded = self._article.folded
        before, after = folded.rfind(";", begin, start), folded.find(";", start, stop)
        return max(begin, before + 1), stop if after < 0 else after

    def _named_near(self, start: int, sentences: int) -> tuple[int, int] | None:
        """The year last named within so many sentences, and where."""
        begin, _ = self._article.sentence(start, sentences)
        for offset, year, _day in reversed(self._named):
            if offset >= begin:
                return offset, year
        return None

    def _latest_year(self, value: str, start: int, end: int) -> int:
        """The year that puts the date last before the publication, or soon after it where the sentence looks ahead."""
        assert self._published is not None
        assert self._published.latest is not None
        latest = self._published.latest
        year = civil(latest)[0]
        month, day = month_and_day(value[2:])
        due, next_due = day_number(year, month, day), day_number(year + 1, month, day)
        soon = next_due if due <= latest else due
        a_day = "-" in value[2:]
        deadline = _DUE.search(self._article.folded, max(0, start - 30), start) is not None
        if soon - latest <= (_COMING_DAYS if a_day else _DUE_DAYS if deadline else 0):
            return year + (soon == next_due)
        looks = self._looks(start, end)
        if looks == "ahead":
            return year + (soon == next_due) if soon - latest <= _AHEAD_DAYS else year
        if looks == "none" and soon - latest <= _SOON_DAYS:
            begin, stop = self._clause(start)
            goes_on = _CLAUSE.search(self._article.folded, end, stop)
            if not has_past(self._article.folded[begin : goes_on.start() if goes_on else stop]):
                return year + (soon == next_due)
        return year if due <= latest else year - 1

    def _now(self, precision: str) -> int:
        order = ("year", "month", "day")
        published = self._published
        if (
            published is None
            or published.earliest is None
            or published.precision not in ("day", "month", "season", "year")
        ):
            raise Unsettled
        known = "month" if published.precision == "season" else published.precision
        if order.index(known) < order.index(precision):
            raise Unsettled
        return published.earliest

    def _last(self, part: str) -> str:
        month, _ = month_and_day(part)
        year, now_month, _ = civil(self._now("month"))
        return f"{year_text(year if month < now_month else year - 1)}-{part}"

    def _next(self, part: str) -> str:
        month, _day = month_and_day(part)
        year, now_month, _ = civil(self._now("month"))
        return f"{year_text(year if month > now_month else year + 1)}-{part}"

    def _following(self, part: str, start: int) -> str:
        """The season after the year last named: the next year's, unless it is autumn or winter and nothing but the
        year is known.
        """
        near = self._named_near(start, _LATER_SENTENCES)
        if near is None:
            raise Unsettled
        return f"{year_text(near[1] + 1)}-{part}"

    def _from_now(self, steps: float, unit: str, nudge: str | None, precision: str | None) -> str:
        years = {"y": 1, "k": 10, "c": 100}.get(unit)
        if years is not None:
            wanted = "day" if nudge or precision == "d" else "month" if precision == "m" else "year"
            year, month, day = civil(self._now(wanted))
            year += round(steps * years)
            if wanted == "year":
                return year_text(year)
            if wanted == "month":
                return f"{year_text(year)}-{month:02d}"
            return day_text(day_number(year, month, min(day, 28) if month == 2 else day) + (1 if nudge == "+" else 0))
        if unit == "m":
            return months_from(self._now("month"), steps)
        return day_text(self._now("day") + round(steps * (7 if unit == "w" else 1)))

    def _from_then(self, steps: float, unit: str, start: int) -> str:
        begin, _ = self._article.sentence(start, _LATER_SENTENCES)
        if not self._named or self._named[-1][0] < begin:
            raise Unsettled
        _, year, day = self._named[-1]
        years = {"y": 1, "k": 10, "c": 100}.get(unit)
        if years is not None:
            return year_text(year + round(steps * years))
        if day is None:
            raise Unsettled
        if unit == "m":
            return months_from(day, steps)
        return day_text(day + round(steps * (7 if unit == "w" else 1)))
