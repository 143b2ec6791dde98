"""The charts of /memory, each with its table twin: what stands in the template, and in the CSV of each chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.documents import memory_drawing, memory_words
from timeline.documents.memory_addresses import explore, here, plain, toggled, years
from timeline.documents.memory_counts import Counts, Reach, Theme
from timeline.documents.memory_tables import Cell, Table, number_cell, share_words
from timeline.palette import LEGEND_ORDER, VERDICT_WORDS
from timeline.problems import plural
from timeline.view import View

MOST_ROWS: Final = 500
"""Rows of a table on the page."""
MOST_THEMES: Final = 12
STEPS: Final = 4
"""Shades of a cell that is not empty."""


NOTHING: Final = Markup("")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, how long it is in words, where its name and its number lead, and the drawing."""

    label: str
    note: str
    count: int
    href: str
    said: str
    drawing: Markup
    verdict: str = ""
    on: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its fragment on the page, the finding, what is counted, its bars and its table twin."""

    name: str
    title: str
    sub: str
    bars: tuple[Bar, ...]
    table: Table
    more: str = ""
    drawing: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class _Paths:
    """Where the cells of a view lead; nowhere when `off`, since addresses cost more than all else in a long CSV."""

    view: View
    off: bool = False

    def explore(self, **changes: Any) -> str:
        """The explorer."""
        return "" if self.off else explore(self.view, **changes)

    def only(self, id: str) -> str:
        """This page with this event alone."""
        return "" if self.off else here(self.view, only=(id,))

    def toggled(self, name: str, value: str) -> str:
        """This page with a value put in or taken out."""
        return "" if self.off else toggled(self.view, name, value)


def charts(catalogue: Catalogue, view: View, counts: Counts) -> dict[str, Chart]:
    """Every chart of the page by its name, each with the first rows of its table."""
    made = _made(catalogue, _Paths(view), counts, MOST_ROWS)
    return {name: make() for name, make in made.items()}


def table_of(catalogue: Catalogue, counts: Counts, name: str) -> Table:
    """The whole table of one chart, without addresses."""
    return _made(catalogue, _Paths(View(), off=True), counts, None)[name]().table


def _made(catalogue: Catalogue, paths: _Paths, counts: Counts, limit: int | None) -> dict[str, Callable[[], Chart]]:
    return {
        "verdicts": lambda: _verdicts(paths, counts),
        "events": lambda: _invoked(catalogue, paths, counts, limit),
        "reach": lambda: _reach(paths, counts),
        "years": lambda: _grid(paths, counts),
        "themes": lambda: _themes(paths, counts),
        "publishers": lambda: _publishers(paths, counts, limit),
    }


NAMES: Final = ("verdicts", "events", "reach", "years", "themes", "publishers")
"""The names of all charts."""


def _total(counts: Counts, paths: _Paths) -> Cell:
    return number_cell(counts.citations, paths.explore())


def _cited(count: int) -> str:
    return plural(count, "citation")


def _verdicts(paths: _Paths, counts: Counts) -> Chart:
    held = list(zip(LEGEND_ORDER, counts.verdicts, strict=True))
    bars = tuple(
        Bar(VERDICT_WORDS[verdict], share_words(count, counts.citations), count, paths.toggled("verdict", verdict),
            _cited(count), Markup(""), verdict, verdict in paths.view.verdict)
        for verdict, count in held
        if count or verdict in paths.view.verdict
    )  # fmt: skip
    rows = tuple(
        (
            Cell(VERDICT_WORDS[verdict], paths.toggled("verdict", verdict)),
            number_cell(count, paths.explore(verdict=(verdict,)) if count else ""),
            Cell(share_words(count, counts.citations), number=True),
        )
        for verdict, count in held
    )
    table = Table(
        ("Verdict", "Citations", "Share"), rows, (Cell("All"), _total(counts, paths), Cell("100%", number=True))
    )
    return Chart(
        "verdicts", memory_words.verdicts(counts), "Citations by verdict. It judges one claim, never the comparison.",
        bars, table, drawing=memory_drawing.by_verdict(counts.verdicts, counts.citations),
    )  # fmt: skip


def _invoked(catalogue: Catalogue, paths: _Paths, counts: Counts, limit: int | None) -> Chart:
    told = counts.invoked[:limit]
    refs = _names(catalogue, [one.row for one in told])
    longest = counts.invoked[0].count if counts.invoked else 0
    drawn = list(zip(told, refs, strict=True))[: memory_words.MOST_EVENTS]
    bars = tuple(
        Bar(ref.title, ref.short, one.count, paths.explore(only=(ref.id,)), _split(one.verdicts),
            memory_drawing.by_verdict(one.verdicts, longest))
        for one, ref in drawn
    )  # fmt: skip
    rows = tuple(
        (
            Cell(ref.title, paths.only(ref.id)),
            Cell(ref.short),
            *(
                number_cell(count, paths.explore(only=(ref.id,), verdict=(verdict,)) if count else "")
                for verdict, count in zip(LEGEND_ORDER, one.verdicts, strict=True)
            ),
            number_cell(one.count, paths.explore(only=(ref.id,))),
        )
        for one, ref in zip(told, refs, strict=True)
    )
    foot = (Cell("All"), Cell(""), *(number_cell(count) for count in counts.verdicts), _total(counts, paths))
    left = sum(one.count for one in counts.invoked[len(drawn) :])
    others = len(counts.invoked) - len(drawn)
    more = f"{_cited(left)} more {'goes' if left == 1 else 'go'} to {plural(others, 'other event')}." if others else ""
    table = Table(
        ("Past event", "Date", *(VERDICT_WORDS[name] for name in LEGEND_ORDER), "Citations"),
        rows,
        foot,
        len(counts.invoked) - len(rows),
    )
    title = memory_words.invoked(counts, refs[0].title if refs else "")
    return Chart("events", title, "Citations by past event and verdict", bars, table, more)


@dataclass(frozen=True, slots=True)
class _Name:
    """What a table needs of an event: the whole reference costs too much for thousands of rows."""

    id: str
    title: str
    short: str


def _names(catalogue: Catalogue, rows: Sequence[int]) -> list[_Name]:
    held = catalogue.events[["id", "title"]].iloc[list(rows)]
    return [
        _Name(id, title, dates.words(catalogue.span(row), "short"))
        for id, title, row in zip(held["id"].tolist(), held["title"].tolist(), rows, strict=True)
    ]


def _split(verdicts: Iterable[int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in zip(LEGEND_ORDER, verdicts, strict=True) if count)


def _reach(paths: _Paths, counts: Counts) -> Chart:
    longest = max((one.count for one in counts.reach), default=0)

    def href(one: Reach) -> str:
        return paths.explore(scale="across-time", then=years(*one.years)) if one.years else ""

    bars = tuple(
        Bar(memory_words.reach_label(one), "", one.count, href(one), f"{_cited(one.count)}",
            memory_drawing.column(one.count, longest), on=one.count == longest > 0)
        for one in counts.reach
    )  # fmt: skip
    rows = tuple(
        (
            Cell(memory_words.reach_label(one)),
            number_cell(one.count, href(one)),
            Cell(share_words(one.count, counts.citations), number=True),
        )
        for one in counts.reach
    )
    foot = (Cell("All"), _total(counts, paths), Cell("100%", number=True))
    sub = "Citations by completed years from the first day of the event to the report. The classes widen with distance."
    return Chart(
        "reach", memory_words.reach(counts), sub, bars, Table(("Years back", "Citations", "Share"), rows, foot)
    )


def _grid(paths: _Paths, counts: Counts) -> Chart:
    grid = counts.grid
    longest = int(grid.counts.max()) if grid.counts.size else 0
    rows = []
    for era, held in zip(grid.eras, grid.counts.tolist(), strict=True):
        then = years(era.first, era.last)
        cells = [_meeting(count, longest, paths.explore(then=then, now=years(report.first, report.last)))
                 for report, count in zip(grid.reports, held, strict=True)]  # fmt: skip
        rows.append((Cell(era.words), *cells, number_cell(sum(held), paths.explore(then=then))))
    sums = grid.counts.sum(axis=0).tolist() if grid.counts.size else []
    foot = (Cell("All"), *(number_cell(count) for count in sums), _total(counts, paths))
    heads = ("Time of the event", *(one.words for one in grid.reports), "All")
    title = memory_words.grid(counts) if grid.counts.size else "No citation to lay out in time"
    sub = "Citations by year of the report (across) and time of the event (down). Empty cells have none."
    return Chart("years", title, sub, (), Table(heads, tuple(rows), foot))


def _meeting(count: int, most: int, href: str) -> Cell:
    """A cell of the grid, its shade from 1 to STEPS by its share of the largest."""
    return Cell(f"{count:,}", href, True, f"h{1 + (count * STEPS - 1) // most}") if count else Cell("", number=True)


def _themes(paths: _Paths, counts: Counts) -> Chart:
    named = [one for one in counts.themes if one.slug]
    longest = named[0].count if named else 0
    bars = tuple(
        Bar(plain(one.slug), "", one.count, paths.toggled("theme", one.slug), _cited(one.count),
            memory_drawing.plain(one.count, longest), on=one.slug in paths.view.theme)
        for one in named[:MOST_THEMES]
    )  # fmt: skip
    rows = tuple(
        (
            Cell(plain(one.slug) if one.slug else "No theme", paths.toggled("theme", one.slug) if one.slug else ""),
            number_cell(one.count, paths.explore(theme=(one.slug,)) if _addressable(one, paths) else ""),
            number_cell(one.share),
        )
        for one in counts.themes
    )
    foot = (Cell("All"), _total(counts, paths), number_cell(float(counts.citations)))
    table = Table(("Theme", "Citations that have it", "Split evenly"), rows, foot)
    left = len(named) - len(bars)
    more = f"The table has {plural(left, 'more theme')}." if left > 0 else ""
    sub = "Citations by theme. Most have several, so the bars add up to more; split evenly among them, to all."
    title = memory_words.themes(counts, plain(named[0].slug) if named else "")
    return Chart("themes", title, sub, bars, table, more)


def _addressable(one: Theme, paths: _Paths) -> bool:
    """Whether an address can ask for these: chosen themes are alternatives, so none can be added to narrow them."""
    return bool(one.slug) and (not paths.view.theme or one.slug in paths.view.theme)


def _publishers(paths: _Paths, counts: Counts, limit: int | None) -> Chart:
    sizes = Counter(count for name, count in counts.publishers if name)
    groups = [(f"{plural(held, 'publisher')} with {size:,}{' each' if held > 1 else ''}", held * size)
              for size, held in sorted(sizes.items())]  # fmt: skip
    groups += [("no publisher named", count) for name, count in counts.publishers if not name]
    longest = max((count for _, count in groups), default=0)
    bars = tuple(
        Bar(label, "", count, "", _cited(count), memory_drawing.plain(count, longest)) for label, count in groups
    )
    rows = tuple(
        (
            Cell(name or "No publisher named", paths.toggled("publisher", name) if name else ""),
            number_cell(count, paths.explore(publisher=(name,)) if name else ""),
        )
        for name, count in counts.publishers[:limit]
    )
    foot = (Cell("All"), _total(counts, paths))
    table = Table(("Publisher, by name", "Citations"), rows, foot, len(counts.publishers) - len(rows))
    sub = "Citations by how many a publisher gives. Which reports were taken up decides this: it ranks nobody."
    return Chart("publishers", memory_words.publishers(counts), sub, bars, table)
