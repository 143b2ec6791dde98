"""Weigh what speaks for and against a finding, and say it in words. Points add up; the confidence is their logistic
function.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Final, Literal, NamedTuple, TypeAlias

from timeline.citing.known_events import Evidence, KnownEvent
from timeline.citing.names import Force
from timeline.dates import Span, civil, words

DateFit: TypeAlias = Literal["day", "month", "year", "within", "near", "long", "none"]

# Points before any support. A clear name stands alone; a bare place, a common word or a date does not.
BASE: Final[dict[Force | Literal["described"], float]] = {
    "clear": 3.0, "echo": 0.7, "derived": 0.9, "dated": -1.3, "bare": -2.3,
    "common": -3.3, "year": -2.7, "day": -2.4, "described": -2.6,
}  # fmt: skip
MISSPELT_POINTS: Final[dict[Force, float]] = {"clear": -1.1, "bare": -0.8}
"""A misspelt name says a little less."""
DATE_POINTS: Final[dict[DateFit, float]] = {
    "near": 1.6,
    "day": 3.4,
    "month": 2.1,
    "year": 1.7,
    "within": 0.9,
    "long": 0.4,
    "none": 0.0,
}
EPONYM_POINTS: Final = 0.6
"""The event is called after the bare name."""
LONG_EPONYM_POINTS: Final = 0.7
"""And has several words ("Bloody Sunday")."""
GIVEN_NAME_POINTS: Final = -1.5
"""A person's name follows a given name: the same person, or another."""
YEARS_AFTER_POINTS: Final = 1.7
""" "Ten years after" the name is the year of the event."""
KIND_NAME_POINTS: Final = 2.9
"""And is written as one, of a kind that has names of its own ("the Winter War"), and no other event has it."""
DEFINITE_POINTS: Final = 2.3
"""A common word with "the" and a capital: "the Blitz"."""
VOUCHED_POINTS: Final = 1.0
"""The catalogue itself gives the bare name as one of the event."""
THEME_POINTS: Final = 0.35
"""Each of up to two words near a bare name that speak for events of its theme."""
NEARLY_POINTS: Final = 1.5
"""A date of the sentence is the event's but for a slip."""
LONG_COMMON_POINTS: Final = 0.8
"""Two long words in small letters ("penal battalions") say more than one."""
CAPITALS_POINTS: Final = 0.5
"""Common words written with capitals are meant as a name."""
SAME_DAYS_POINTS: Final = 1.1
"""Another event of the same days is named clearly in the text."""
SAME_DAYS: Final = 366
RELATED_POINTS: Final = 2.0
"""An event of which the record speaks together with this one is named clearly in the text."""
LOCATIVE_POINTS: Final = -1.7
"""What happens "in Tehran in 1979" need not be what Tehran in 1979 stands for."""
LOWERED_POINTS: Final = -3.6
"""A name written in small letters throughout may be ordinary words: "a great depression in the tarmac"."""
LOWERED_BARE_POINTS: Final = -2.2
"""Without an article before them they are so less often: "a book on tulip mania"."""
BRAND_POINTS: Final = -3.4
"""A clear name within the name of an inn, a festival, a firm."""
ALONE_POINTS: Final = 0.8
"""No other event is spoken for by the words that speak for this one."""
RUNS_ON_POINTS: Final = -3.0
"""A clear name within a longer one ("the Black Death Collective") needs words that speak for the event."""
PLAIN_WORDS_POINTS: Final = -2.9
"""So do several words in small letters where no date of theirs is near: a gardener's tulip fever."""
LONE_POINTS: Final = -3.0
"""A clear name in other letters than the record's of which nothing else in the text speaks: "Prague spring is late"."""
LIFE_POINTS: Final = -2.2
"""The sentence tells of lives and firms, whose dates these may be."""
NOTHING_PAST_POINTS: Final = -0.8
"""A bare name among words of its own field, and nothing says that the past is meant: Kabul and Kandahar on any day."""
LAND_NOTHING_PAST_POINTS: Final = -2.4
"""More so of a whole country, whose neighbours and towns are in the news with it."""
NOW_POINTS: Final = -1.0
"""And something happens there today."""
MISSPELT_ALONE_POINTS: Final = -3.0
"""One misspelt word of which nothing else in the text speaks is another name: Plessey is not Plassey."""
PLACES_SHARE: Final = 0.5
"""What places and peoples alone say for a bare place without a date: those of a land are named together anyway."""
RECENT_POINTS: Final = -0.9
"""A bare name of an event of the last years: who had to do with it still makes news."""
ECHO_POINTS: Final = 1.7
STRONG_ECHO_POINTS: Final = 2.5
"""What can hardly be said of a place: "a Yalta", "the worst blow since Suez"."""
INVOKED_POINTS: Final = 0.8
"""Of the events of one place that which the data gives such names ("another Munich")."""
KNOWN_FOR_POINTS: Final = 0.8
"""An echo of a name that is known for nothing else."""
WEAK_ECHO_POINTS: Final = 0.6
NAMED_ELSEWHERE_POINTS: Final = 1.4
LONGER_NAME_POINTS: Final = -4.0
FACILITY_POINTS: Final = -2.6
OTHER_SENSE_POINTS: Final = -1.6
SENTENCE_LIMIT: Final = 3.6
PARAGRAPH_SHARE: Final = 0.6
PARAGRAPH_LIMIT: Final = 2.0
STEEPNESS: Final = 0.95
_SHORT_DAYS: Final = 32
_AFTERMATH_DAYS: Final = 45
_RECENT_DAYS: Final = 8 * 365
_SEASON_DAYS: Final = 93
THRESHOLD: Final = 0.55
"""Findings below this confidence are not reported."""
_THRESHOLD_POINTS: Final = log(THRESHOLD / (1 - THRESHOLD)) / STEEPNESS


def hopeless(points: float) -> bool:
    """True if these points make no finding."""
    return points < _THRESHOLD_POINTS - 0.02


@dataclass(slots=True)
class Weighed:
    """Points so far and the reasons for them, in words."""

    points: float
    reasons: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str = "") -> None:
        self.points += points
        if reason:
            self.reasons.append(reason)

    @property
    def confidence(self) -> float:
        """Between 0 and 1."""
        return 1 / (1 + exp(-STEEPNESS * self.points))


class Support(NamedTuple):
    """The words of the surroundings that speak for an event: of the sentence, and of the paragraph."""

    sentence: tuple[Evidence, ...]
    paragraph: tuple[Evidence, ...]

    @property
    def points(self) -> float:
        near = min(SENTENCE_LIMIT, sum(one.weight for one in self.sentence))
        far = min(PARAGRAPH_LIMIT, PARAGRAPH_SHARE * sum(one.weight for one in self.paragraph))
        return near + far

    @property
    def words(self) -> list[str]:
        """The words in order of weight."""
        return [one.word for one in sorted((*self.sentence, *self.paragraph), key=lambda one: -one.weight)]


NO_SUPPORT: Final = Support((), ())


def support(event: KnownEvent, near: frozenset[str], far: frozenset[str], named: str) -> Support:
    """The event's evidence among that of the sentence and that of the paragraph; words of the name itself do not
    support it.
    """
    if event.needles.isdisjoint(far):
        return NO_SUPPORT
    own = f" {named} "
    here: list[Evidence] = []
    around: list[Evidence] = []
    for one in event.evidence:
        if one.needle in far and not _same_words(one.needle, own):
            (here if one.needle in near else around).append(one)
    return Support(_without_parts(here), _without_parts(around))


def _same_words(needle: str, own: str) -> bool:
    """True for evidence that is the name itself or part of it, or that the name is part of: "the St. Louis"."""
    bare = needle.removeprefix(" the")
    return bare in own or own in f"{needle} " or own.rstrip().removesuffix("s") in bare


def recent(event: KnownEvent, published: Span | None) -> bool:
    """True for an event of the few years before a text: its people and places are still in the news for what they do
    now.
    """
    if published is None or published.earliest is None or event.last is None:
        return False
    return published.earliest - event.last < _RECENT_DAYS


def _without_parts(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Without those that lie within others: "chamberlain" within "neville chamberlain" is one piece of evidence."""
    if len(found) < 2:
        return tuple(found)
    kept: list[Evidence] = []
    for one in sorted(found, key=lambda one: -len(one.needle)):
        if not any(_part_of(one.needle, other.needle) for other in kept):
            kept.append(one)
    return tuple(one for one in found if one in kept)


def _part_of(one: str, other: str) -> bool:
    """True if a needle lies within another, whole words and beginnings of words alike: " wall " in " berlin wall"."""
    return one in other or one.removeprefix(" the").rstrip().removesuffix("s") in other


def date_fit(event: KnownEvent, date: Span) -> DateFit:
    """How well a date of the text fits the event's: to the day, the month, the year of its start or end, or lying
    within it.
    """
    first, last, start, end = event.first, event.last, date.earliest, date.latest
    if first is None or last is None or start is None or end is None or end < first or start > last:
        return "none"
    if date.interval and abs(start - first) <= 1 and abs(end - last) <= 1:
        return "day"
    edges = [edge for edge in (event.span.ends if event.span.interval else (event.span,)) if edge is not None]
    for precision, length in (("day", 1), ("month", 31), ("month", _SEASON_DAYS), ("year", 366)):
        if end - start < length and _touches(edges, start, end, precision):
            return precision  # type: ignore[return-value]
    if date.interval and _same_years(event.span, date):
        return "month"
    if date.interval and start >= first - 1 and end <= last + 1 and event.length < 800:
        return "year"
    if end - start < 32 and event.length < 70:
        return "month"
    if end - start < 367:
        return "within" if event.length < 800 else "long"
    return "long" if event.length > 800 else "none"


def shortly_after(event: KnownEvent, date: Span) -> bool:
    """True for a month or a day soon after a short event: the rain of May 1986 tells of the reactor of April."""
    if event.last is None or date.earliest is None or date.precision not in ("day", "month") or date.interval:
        return False
    return event.length < _SHORT_DAYS and 0 < date.earliest - event.last <= _AFTERMATH_DAYS


def _same_years(one: Span, other: Span) -> bool:
    """True for two intervals that begin in the same year and end in the same year, not in one year."""
    if not one.interval or None in (one.earliest, one.latest, other.earliest, other.latest):
        return False
    years = [civil(day or 0)[0] for day in (one.earliest, other.earliest, one.latest, other.latest)]
    return years[0] == years[1] and years[2] == years[3] and years[0] != years[2]


def _touches(edges: Sequence[Span], start: int, end: int, precision: str) -> bool:
    order = ("day", "month", "year")
    for edge in edges:
        known = edge.precision if edge.precision in order else "year"
        fits = edge.earliest is not None and edge.latest is not None and edge.earliest <= end and start <= edge.latest
        if fits and order.index(known) <= order.index(precision):
            return True
    return False


def date_reason(event: KnownEvent, written: str, fit: DateFit) -> str:
    """The date's support in words."""
    if fit == "none":
        return ""
    record = words(event.span)
    return (
        f"dates it {written!r}; the record has {record}"
        if fit in ("day", "month", "year")
        else f"dates it {written!r}, within {record}"
    )


def listed(found: Sequence[str], limit: int = 3) -> str:
    """Words as a list in a sentence: "Paulus, Volga and Zhukov"."""
    shown = list(dict.fromkeys(found))[:limit]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
