"""What a picture says in words: its headline, one sentence for those who cannot see it, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.selection import Chosen
from timeline.schema import RELATIONS, VERDICTS
from timeline.ticks import year_words

Ints = npt.NDArray[np.int64]

_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

READING: Final = {
    "side-by-side": (
        "The past is above, the present below, each on its own clock. "
        "One line is one report; its pattern is the verdict."
    ),
    "in-step": (
        "Same days per pixel in both bands, counted from day 0. "
        "A line that leans right came later, in days, than its parallel."
    ),
    "across-time": (
        "One axis of years ago: each tenfold step back in time takes the same width. "
        "An arc leads from a report to the past it cites."
    ),
}
READING_TALL: Final = {
    "side-by-side": (
        "Time runs down the page, the past on the left, the present on the right, each on its own clock. "
        "One line is one report."
    ),
    "in-step": (
        "Time runs down the page in the same days per pixel, counted from day 0. "
        "A line that leans down came later than its parallel."
    ),
    "across-time": (
        "Time runs down the page to today: each tenfold step takes the same length. "
        "An arc leads from a report to the past it cites."
    ),
}
NOTHING: Final = "Nothing in the catalogue meets these filters."
NO_EVENTS: Final = "The catalogue holds no events yet."


def number(count: int) -> str:
    """Numbers up to twelve in words, larger ones in digits: `nine`, `1,250`."""
    return _NUMBERS[count] if 0 <= count <= 12 else f"{count:,}"


def counted(count: int, word: str) -> str:
    """`one report`, `nine reports`."""
    return f"{number(count)} {word}" + ("" if count == 1 else "s")


def years_range(first: int, last: int) -> str:
    """Two day numbers as years: `1941–45`, `1914–1945`, `431–404 BCE`, `1942`."""
    low, high = dates.civil(first)[0], dates.civil(last)[0]
    if low == high:
        return year_words(low)
    if low > 0 and high > 999 and low // 100 == high // 100:
        return f"{low}–{high % 100:02d}"
    if high <= 0:
        return f"{1 - low}–{1 - high} BCE"
    return f"{year_words(low)} – {year_words(high)}" if low <= 0 else f"{low}–{high}"


@dataclass(frozen=True, slots=True)
class _Linked:
    """How many reports cite something of a selection, how many past events they cite, the row of the one cited most
    (the earliest of several) and how many times it is."""

    reports: int
    past: int
    top: int
    times: int


@lru_cache(maxsize=8)
def _linked(chosen: Chosen) -> _Linked:
    index, (reports, past, _) = chosen.index, chosen.ends
    if not len(past):
        return _Linked(0, 0, -1, 0)
    places = index.kinds["history"]
    times = np.bincount(past - places.start)
    top = int(np.argmax(times))
    return _Linked(
        _distinct(reports - index.kinds["report"].start),
        int(np.count_nonzero(times)),
        int(index.line[places.start + top]),
        int(times[top]),
    )


def _distinct(numbers: Ints) -> int:
    """How many different numbers there are; all are whole and none is negative."""
    seen = np.zeros(int(numbers.max()) + 1, dtype=bool)
    seen[numbers] = True
    return int(np.count_nonzero(seen))


def _years(chosen: Chosen, end: str) -> tuple[int, int]:
    """First and last day of what the chosen citations have at that end."""
    first, last = chosen.index.days[end]
    return int(first.take(chosen.citations).min()), int(last.take(chosen.citations).max())


def nothing(catalogue: Catalogue, chosen: Chosen) -> str:
    """What a picture of nothing says; "" where there is something to see."""
    if chosen.count:
        return ""
    return NOTHING if len(catalogue.events) else NO_EVENTS


def silent(catalogue: Catalogue, chosen: Chosen) -> tuple[str, ...]:
    """What to say where reports are drawn by their links alone and some have none: `One report is not drawn: ...`."""
    count = max(0, chosen.by_kind()["report"] - _linked(chosen).reports)
    return left_out(count, "report", f"{'it cites' if count == 1 else 'they cite'} nothing in this selection")


@lru_cache(maxsize=8)
def headline(catalogue: Catalogue, chosen: Chosen) -> str:
    """The finding: `Nine reports reach back to 1941–45`."""
    index, linked = index_of(catalogue), _linked(chosen)
    reports = linked.reports
    if reports:
        first, last = _years(chosen, "cites")
        verb = "reaches" if reports == 1 else "reach"
        far = dates.civil(last)[0] - dates.civil(first)[0] > 150
        when = f"as far as {year_words(dates.civil(first)[0])}" if far else f"to {years_range(first, last)}"
        return f"{counted(reports, 'report').capitalize()} {verb} back {when}"
    if chosen.count:
        first, last = int(index.first[chosen.rows].min()), int(index.last[chosen.rows].max())
        return f"{counted(chosen.count, 'event').capitalize()}, {years_range(first, last)}"
    return "Nothing in this selection" if len(catalogue.events) else "No events yet"


@lru_cache(maxsize=8)
def sentence(catalogue: Catalogue, chosen: Chosen) -> str:
    """One or two sentences that tell what is shown: reports, years, events cited, the most cited one, verdicts."""
    linked = _linked(chosen)
    reports = linked.reports
    if not reports:
        kinds = chosen.by_kind()
        words = {"history": "past event", "today": "present event", "report": "report"}
        parts = [counted(kinds[kind], word) for kind, word in words.items()]
        return f"{parts[0]}, {parts[1]} and {parts[2]}; no citation links them.".capitalize()
    when = years_range(*_years(chosen, "report"))
    verb = "cites" if reports == 1 else "cite"
    told = f"{counted(reports, 'report').capitalize()}, {when}, {verb} {counted(linked.past, 'past event')}"
    if linked.past > 1 and linked.times > 1:
        told += f", most often {catalogue.events['title'].iat[linked.top]} ({number(linked.times)} times)"
    verdicts = [f"{count:,} {verdict}" for verdict, count in verdict_counts(catalogue, chosen) if count]
    return f"{told}. Claims judged against the record: {', '.join(verdicts)}."


@lru_cache(maxsize=8)
def verdict_counts(catalogue: Catalogue, chosen: Chosen) -> tuple[tuple[str, int], ...]:
    """Citations by verdict, in the order of the legend (supported first)."""
    return _counts(catalogue, chosen, "verdict", tuple(reversed(VERDICTS)))


@lru_cache(maxsize=8)
def relation_counts(catalogue: Catalogue, chosen: Chosen) -> tuple[tuple[str, int], ...]:
    """Citations by relation."""
    return _counts(catalogue, chosen, "relation", RELATIONS)


def _counts(catalogue: Catalogue, chosen: Chosen, name: str, order: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    codes = index_of(catalogue).citation_codes[name]
    held = Counter(dict(zip(codes.values, codes.count(chosen.cited).tolist(), strict=True)))
    if name == "verdict":  # the legend runs from supported to unchecked
        order = ("supported", "imprecise", "disputed", "contradicted", "unchecked")
    return tuple((value, held[value]) for value in order)


def left_out(dropped: int, what: str, why: str) -> tuple[str, ...]:
    """`Three citations are not drawn: an end lies outside the window.`, or nothing."""
    if not dropped:
        return ()
    verb = "is" if dropped == 1 else "are"
    return (f"{counted(dropped, what).capitalize()} {verb} not drawn: {why}.",)
