"""What reporting reaches for, as numbers: every count of /memory, made from the citations in view and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.palette import LEGEND_ORDER
from timeline.scene.index import Codes, Index, index_of
from timeline.scene.selection import Selection
from timeline.schema import VERDICTS
from timeline.ticks import year_words

Ints = npt.NDArray[np.int64]

REACHES: Final = (0, 10, 20, 50, 100, 200, 500, 1000, 2000)
"""Where each class of years between an event and a report begins; the last has no end."""
ERAS: Final = (1, 1000, 1500, 1800, 1900, 1919, 1939, 1946, 1990)
"""The year in which each era but the first begins."""
MOST_COLUMNS: Final = 14
"""Columns of the grid of years; what is older shares one."""
_UNITS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Invoked:
    """A past event and the citations of it, in all and by verdict (as LEGEND_ORDER)."""

    row: int
    count: int
    verdicts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Citations whose event lies `low` to `high` completed years before the report (`high` excluded, None: no end).

    `low` None holds those whose event begins after the report. `years`: first and last year of the events.
    """

    low: int | None
    high: int | None
    count: int
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Years:
    """A row or a column of the grid: from the first day of year `first` to the last of `last`."""

    first: int
    last: int
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Citations by era of the event (rows) and year of the report (columns); `counts` has shape (rows, columns)."""

    eras: tuple[Years, ...]
    reports: tuple[Years, ...]
    counts: Ints


@dataclass(frozen=True, slots=True)
class Theme:
    """Citations that hold a theme, through any of their ends; `share` splits each citation among its themes."""

    slug: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Everything that /memory says. Each chart sums to `citations`; of the themes the shares do.

    `verdicts` is in LEGEND_ORDER, `invoked` most first, `themes` most first (the slug "" is for none), `publishers` by
    name, so that it is no ranking. `median` is in completed years, None without citations.
    """

    citations: int
    reports: int
    verdicts: tuple[int, ...]
    invoked: tuple[Invoked, ...]
    reach: tuple[Reach, ...]
    median: int | None
    grid: Grid
    themes: tuple[Theme, ...]
    publishers: tuple[tuple[str, int], ...]


def count(catalogue: Catalogue, selection: Selection) -> Counts:
    """Count the citations in view."""
    index = index_of(catalogue)
    chosen = selection.citations
    verdict = _verdicts(index, chosen)
    cited, reported = (index.first[end[chosen]] for end in (index.cites, index.report))
    # What begins after its report, be it by a day, is no year of reach.
    apart = np.where(cited > reported, -1, index.years(chosen))
    event_years, report_years = dates.civil_column(cited)[0], dates.civil_column(reported)[0]
    return Counts(
        citations=len(chosen),
        reports=len(np.unique(index.report[chosen])),
        verdicts=tuple(np.bincount(verdict, minlength=len(LEGEND_ORDER)).tolist()),
        invoked=_invoked(index.cites[chosen], verdict),
        reach=_reach(apart, event_years),
        median=int(np.median(apart)) if len(apart) else None,
        grid=_grid(event_years, report_years),
        themes=_themes(index.citation_codes["theme"], chosen),
        publishers=_publishers(index.citation_codes["publisher"], chosen),
    )


def _verdicts(index: Index, chosen: Ints) -> Ints:
    """The verdicts of the citations as places in LEGEND_ORDER."""
    order = np.array([LEGEND_ORDER.index(verdict) for verdict in VERDICTS], dtype=np.int64)
    places: Ints = order[index.verdict[chosen]]
    return places


def _invoked(cites: Ints, verdict: Ints) -> tuple[Invoked, ...]:
    rows, place = np.unique(cites, return_inverse=True)
    size = len(LEGEND_ORDER)
    table = np.bincount(place * size + verdict, minlength=len(rows) * size).reshape(len(rows), size)
    totals = table.sum(axis=1)
    return tuple(
        Invoked(int(rows[at]), int(totals[at]), tuple(table[at].tolist())) for at in np.argsort(-totals, kind="stable")
    )


def _reach(apart: Ints, years: Ints) -> tuple[Reach, ...]:
    place = np.searchsorted(np.array(REACHES), apart, side="right") - 1
    found = []
    for at in range(-1, len(REACHES)):
        held = years[place == at]
        if at < 0 and not len(held):
            continue
        low = REACHES[at] if at >= 0 else None
        high = REACHES[at + 1] if at + 1 < len(REACHES) else None
        found.append(Reach(low, high, len(held), (int(held.min()), int(held.max())) if len(held) else None))
    return tuple(found)


def _grid(event_years: Ints, report_years: Ints) -> Grid:
    if not len(event_years):
        return Grid((), (), np.zeros((0, 0), dtype=np.int64))
    columns = _columns(report_years)
    era = np.searchsorted(np.array(ERAS), event_years, side="right")
    column = np.searchsorted(np.array([one.first for one in columns]), report_years, side="right") - 1
    size = len(columns)
    counts = np.bincount(era * size + column, minlength=(len(ERAS) + 1) * size).reshape(-1, size)
    oldest, newest = int(event_years.min()), int(max(event_years.max(), report_years.max()))
    held = [at for at in range(len(ERAS) + 1) if counts[at].any()]
    return Grid(tuple(_era(at, oldest, newest) for at in held), columns, counts[held])


def _era(at: int, oldest: int, newest: int) -> Years:
    if at == 0:
        return Years(min(oldest, 0), 0, "before 1 CE")
    first = ERAS[at - 1]
    if at == len(ERAS):
        return Years(first, max(newest, first), f"since {first}")
    last = ERAS[at] - 1
    return Years(first, last, f"{first}–{last}")


def _columns(years: Ints) -> tuple[Years, ...]:
    """Single years when most reports are recent (what is older shares a column), else steps of equal length."""
    first, last = int(years.min()), int(years.max())
    recent = last - MOST_COLUMNS + 2
    if last - first >= MOST_COLUMNS and (years >= recent).mean() >= 0.6:
        return (_years(first, recent - 1), *(_years(year, year) for year in range(recent, last + 1)))
    step = next((unit for unit in _UNITS if last // unit - first // unit < MOST_COLUMNS), 2000)
    starts = range(first // step * step, last + 1, step)
    return tuple(_years(year, year + step - 1) for year in starts)


def _years(first: int, last: int) -> Years:
    if first == last:
        return Years(first, last, year_words(first))
    return Years(first, last, f"{year_words(first)}–{last if last > 0 else year_words(last)}")


def _themes(codes: Codes, chosen: Ints) -> tuple[Theme, ...]:
    rows, held = _held(codes, chosen)
    each = np.bincount(rows, minlength=codes.size)
    counts = np.bincount(held, minlength=len(codes.values))
    shares = np.bincount(held, weights=1 / each[rows], minlength=len(codes.values))
    order = sorted(np.flatnonzero(counts).tolist(), key=lambda code: (-counts[code], codes.values[code]))
    found = [Theme(codes.values[code], int(counts[code]), float(shares[code])) for code in order]
    none = int((each[chosen] == 0).sum())
    return (*found, Theme("", none, float(none))) if none else tuple(found)


def _publishers(codes: Codes, chosen: Ints) -> tuple[tuple[str, int], ...]:
    rows, held = _held(codes, chosen)
    counts = np.bincount(held, minlength=len(codes.values))
    named = sorted(np.flatnonzero(counts).tolist(), key=lambda code: codes.values[code].casefold())
    found = [(codes.values[code], int(counts[code])) for code in named]
    none = len(chosen) - len(np.unique(rows))
    return (*found, ("", none)) if none else tuple(found)


def _held(codes: Codes, chosen: Ints) -> tuple[Ints, Ints]:
    """The (citation, code) pairs of the citations in view."""
    mask = np.zeros(codes.size, dtype=bool)
    mask[chosen] = True
    kept = mask[codes.rows]
    return codes.rows[kept], codes.codes[kept]
