"""The charts of /memory, each with its table twin: what stands in the template, and in the CSV of each chart."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from timeline.catalogue import Catalogue
from timeline.documents import facts, memory_drawing, memory_words
from timeline.documents.memory_addresses import explore, here, plain, toggled, years
from timeline.documents.memory_counts import Counts, Reach, Theme
from timeline.exchange.tables import defuse
from timeline.palette import LEGEND_ORDER, VERDICT_WORDS
from timeline.problems import plural
from timeline.view import View

MOST_ROWS: Final = 500
"""Rows of a table on the page; the CSV of the chart has all."""
MOST_THEMES: Final = 12
STEPS: Final = 4
"""Shades of a cell that is not empty."""


NOTHING: Final = Markup("")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, and where it leads ("": nowhere). Numbers are set to the right."""

    text: str
    href: str = ""
    number: bool = False
    share: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A chart as a table: the first cell of a row names it. `foot` sums the citations in view."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...]

    @property
    def more(self) -> int:
        """Rows that the page leaves to the CSV."""
        return max(0, len(self.rows) - MOST_ROWS)


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


def charts(catalogue: Catalogue, view: View, counts: Counts) -> dict[str, Chart]:
    """Every chart of the page by its name."""
    makers: tuple[Callable[[Catalogue, View, Counts], Chart], ...] = (
        _verdicts, _invoked, _reach, _grid, _themes, _publishers,
    )  # fmt: skip
    made = (make(catalogue, view, counts) for make in makers)
    return {chart.name: chart for chart in made}


NAMES: Final = ("verdicts", "events", "reach", "years", "themes", "publishers")
"""The names of all charts."""


def _number(count: float, href: str = "", share: str = "") -> Cell:
    return Cell(f"{count:,}" if isinstance(count, int) else f"{count:,.1f}", href, True, share)


def _total(counts: Counts, view: View) -> Cell:
    return _number(counts.citations, explore(view))


def share_words(count: int, whole: int) -> str:
    """A share in percent: `43%`; what is neither none nor all never reads as such."""
    if not whole or count in (0, whole):
        return "0%" if not count else "100%"
    return f"{min(99, max(1, round(100 * count / whole)))}%"


def _cited(count: int) -> str:
    return plural(count, "citation")


def _verdicts(_: Catalogue, view: View, counts: Counts) -> Chart:
    held = list(zip(LEGEND_ORDER, counts.verdicts, strict=True))
    bars = tuple(
        Bar(VERDICT_WORDS[verdict], share_words(count, counts.citations), count, toggled(view, "verdict", verdict),
            _cited(count), Markup(""), verdict, verdict in view.verdict)
        for verdict, count in held
        if count or verdict in view.verdict
    )  # fmt: skip
    rows = tuple(
        (
            Cell(VERDICT_WORDS[verdict], toggled(view, "verdict", verdict)),
            _number(count, explore(view, verdict=(verdict,)) if count else ""),
            Cell(share_words(count, counts.citations), number=True),
        )
        for verdict, count in held
    )
    table = Table(
        ("Verdict", "Citations", "Share"), rows, (Cell("All"), _total(counts, view), Cell("100%", number=True))
    )
    return Chart(
        "verdicts", memory_words.verdicts(counts), "Citations by verdict. It judges one claim, never the comparison.",
        bars, table, drawing=memory_drawing.by_verdict(counts.verdicts, counts.citations),
    )  # fmt: skip


def _invoked(catalogue: Catalogue, view: View, counts: Counts) -> Chart:
    refs = [facts.ref(catalogue, one.row) for one in counts.invoked]
    longest = counts.invoked[0].count if counts.invoked else 0
    drawn = list(zip(counts.invoked, refs, strict=True))[: memory_words.MOST_EVENTS]
    bars = tuple(
        Bar(ref.title, ref.short, one.count, explore(view, only=(ref.id,)), _split(one.verdicts),
            memory_drawing.by_verdict(one.verdicts, longest))
        for one, ref in drawn
    )  # fmt: skip
    rows = tuple(
        (
            Cell(ref.title, here(view, only=(ref.id,))),
            Cell(ref.short),
            *(
                _number(count, explore(view, only=(ref.id,), verdict=(verdict,)) if count else "")
                for verdict, count in zip(LEGEND_ORDER, one.verdicts, strict=True)
            ),
            _number(one.count, explore(view, only=(ref.id,))),
        )
        for one, ref in zip(counts.invoked, refs, strict=True)
    )
    foot = (Cell("All"), Cell(""), *(_number(count) for count in counts.verdicts), _total(counts, view))
    left = sum(one.count for one in counts.invoked[len(drawn) :])
    others = len(counts.invoked) - len(drawn)
    more = f"{_cited(left)} more {'goes' if left == 1 else 'go'} to {plural(others, 'other event')}." if others else ""
    table = Table(("Past event", "Date", *(VERDICT_WORDS[name] for name in LEGEND_ORDER), "Citations"), rows, foot)
    title = memory_words.invoked(counts, refs[0].title if refs else "")
    return Chart("events", title, "Citations by past event and verdict", bars, table, more)


def _split(verdicts: Iterable[int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in zip(LEGEND_ORDER, verdicts, strict=True) if count)


def _reach(_: Catalogue, view: View, counts: Counts) -> Chart:
    longest = max((one.count for one in counts.reach), default=0)

    def href(one: Reach) -> str:
        return explore(view, scale="across-time", then=years(*one.years)) if one.years else ""

    bars = tuple(
        Bar(memory_words.reach_label(one), "", one.count, href(one), f"{_cited(one.count)}",
            memory_drawing.column(one.count, longest), on=one.count == longest > 0)
        for one in counts.reach
    )  # fmt: skip
    rows = tuple(
        (
            Cell(memory_words.reach_label(one)),
            _number(one.count, href(one)),
            Cell(share_words(one.count, counts.citations), number=True),
        )
        for one in counts.reach
    )
    foot = (Cell("All"), _total(counts, view), Cell("100%", number=True))
    sub = "Citations by completed years from the first day of the event to the report. The classes widen with distance."
    return Chart(
        "reach", memory_words.reach(counts), sub, bars, Table(("Years back", "Citations", "Share"), rows, foot)
    )


def _grid(_: Catalogue, view: View, counts: Counts) -> Chart:
    grid = counts.grid
    longest = int(grid.counts.max()) if grid.counts.size else 0
    rows = []
    for era, held in zip(grid.eras, grid.counts.tolist(), strict=True):
        then = years(era.first, era.last)
        cells = [_meeting(count, longest, explore(view, then=then, now=years(report.first, report.last)))
                 for report, count in zip(grid.reports, held, strict=True)]  # fmt: skip
        rows.append((Cell(era.words), *cells, _number(sum(held), explore(view, then=then))))
    sums = grid.counts.sum(axis=0).tolist() if grid.counts.size else []
    foot = (Cell("All"), *(_number(count) for count in sums), _total(counts, view))
    heads = ("Time of the event", *(one.words for one in grid.reports), "All")
    title = memory_words.grid(counts) if grid.counts.size else "No citation to lay out in time"
    sub = "Citations by year of the report (across) and time of the event (down). Empty cells have none."
    return Chart("years", title, sub, (), Table(heads, tuple(rows), foot))


def _meeting(count: int, most: int, href: str) -> Cell:
    """A cell of the grid, its shade from 1 to STEPS by its share of the largest."""
    return Cell(f"{count:,}", href, True, f"h{1 + (count * STEPS - 1) // most}") if count else Cell("", number=True)


def _themes(_: Catalogue, view: View, counts: Counts) -> Chart:
    named = [one for one in counts.themes if one.slug]
    longest = named[0].count if named else 0
    bars = tuple(
        Bar(plain(one.slug), "", one.count, toggled(view, "theme", one.slug), _cited(one.count),
            memory_drawing.plain(one.count, longest), on=one.slug in view.theme)
        for one in named[:MOST_THEMES]
    )  # fmt: skip
    rows = tuple(
        (
            Cell(plain(one.slug) if one.slug else "No theme", toggled(view, "theme", one.slug) if one.slug else ""),
            _number(one.count, explore(view, theme=(one.slug,)) if _addressable(one, view) else ""),
            _number(one.share),
        )
        for one in counts.themes
    )
    foot = (Cell("All"), _total(counts, view), _number(float(counts.citations)))
    table = Table(("Theme", "Citations that have it", "Split evenly"), rows, foot)
    left = len(named) - len(bars)
    more = f"The table has {plural(left, 'more theme')}." if left > 0 else ""
    sub = "Citations by theme. Most have several, so the bars add up to more; split evenly among them, to all."
    title = memory_words.themes(counts, plain(named[0].slug) if named else "")
    return Chart("themes", title, sub, bars, table, more)


def _addressable(one: Theme, view: View) -> bool:
    """Whether an address can ask for these: chosen themes are alternatives, so none can be added to narrow them."""
    return bool(one.slug) and (not view.theme or one.slug in view.theme)


def _publishers(_: Catalogue, view: View, counts: Counts) -> Chart:
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
            Cell(name or "No publisher named", toggled(view, "publisher", name) if name else ""),
            _number(count, explore(view, publisher=(name,)) if name else ""),
        )
        for name, count in counts.publishers
    )
    table = Table(("Publisher, by name", "Citations"), rows, (Cell("All"), _total(counts, view)))
    sub = "Citations by how many a publisher gives. Which reports were taken up decides this: it ranks nobody."
    return Chart("publishers", memory_words.publishers(counts), sub, bars, table)


def to_csv(chart: Chart) -> str:
    """The chart's table as CSV, its sums last; what a spreadsheet could run is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defuse(head) for head in chart.table.heads])
    for row in (*chart.table.rows, chart.table.foot):
        writer.writerow([cell.text.replace(",", "") if cell.number else defuse(cell.text) for cell in row])
    return out.getvalue()
