"""The same selection in words: three columns in time order, which a keyboard moves through, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from timeline.catalogue import Catalogue
from timeline.explore.links import Selecting, address
from timeline.explore.markup import Child, Component, hidden_words, html, joined, kept, stamp
from timeline.explore.reading import (
    NO_EVENT,
    Citation,
    Event,
    citations,
    counted,
    events,
    years_apart,
)
from timeline.explore.rows import Columns, parted, shown
from timeline.palette import VERDICT_WORDS
from timeline.scene.index import index_of
from timeline.scene.scene import Scene
from timeline.scene.selection import Selection
from timeline.schema import RELATIONS, VERDICTS
from timeline.view import View

MOST_IN_TABLE: Final = 500
COLUMNS: Final = (("history", "then", "Then"), ("today", "now", "Now"), ("report", "reports", "Reports"))


def columns(catalogue: Catalogue, view: View, selection: Selection, scene: Scene | None, full: bool) -> list[Child]:
    """Past events, present events and reports, each in time order; reports with what they cite."""
    held = parted(catalogue, selection)
    listed = {kind: _listed(catalogue, view, held, kind, scene) for kind, _, _ in COLUMNS}
    links = {row: held.of_report(catalogue, row) for row in listed["report"]}
    # What has to be read is read for all lines at once.
    told = {one.place: one for one in citations(catalogue, [place for places in links.values() for place in places])}
    named = {one.row: one for one in events(catalogue, [row for rows in listed.values() for row in rows])}
    select, link = Selecting(view), Selecting(view.but(pair=""))
    parts: list[Child] = []
    for kind, name, words in COLUMNS:
        items = [
            _item(
                catalogue, view, named[row], select, full,
                [_link(view, told[place], link) for place in links[row]] if kind == "report" else [],
            )
            for row in listed[kind]
        ]  # fmt: skip
        count = len(held.rows[kind])
        more = count - len(items)
        side = f"{name[:-1]}-l" if name == "reports" else f"{name}-l"
        note = f"{more:,} more: narrow the selection to see them"
        parts.append(
            html.Section(
                kept(
                    [
                        html.H3(
                            [html.Span(words, className=side), html.Span(f"{count:,}", className="of")],
                            id=f"col-{name}",
                        ),
                        html.Ol(items, **{"aria-labelledby": f"col-{name}", "data-column": name}),
                        html.P(note, className="meta") if more else None,
                    ]
                ),
                className=f"col {name}",
            )
        )
    return parts


def _listed(catalogue: Catalogue, view: View, held: Columns, kind: str, scene: Scene | None) -> list[int]:
    """The rows of a column; what is selected is always among them."""
    chosen = catalogue.row(view.report if kind == "report" else view.event)
    if chosen is not None and catalogue.events["kind"].iat[chosen] != kind:
        chosen = None
    rows: list[int] = shown(catalogue, held, kind, scene, chosen).tolist()
    return rows


def _item(
    catalogue: Catalogue, view: View, found: Event, select: Selecting, full: bool, links: Sequence[Component]
) -> Component:
    report = found.kind == "report"
    chosen = found.id in ((view.report,) if report else (view.event,))
    here = {"aria-current": "true"} if chosen and not (report and view.event) else {}
    href = select(report=found.id) if report else select(event=found.id)
    words = _item_words(catalogue, found)
    inside: list[Child] = [
        html.A(words, href=href, className="row", **{"data-row": found.id, "data-kind": found.kind, **here})
    ]
    if full and found.cells["summary"]:
        inside.append(html.P(found.cells["summary"], className="said", dir="auto"))
    if links:
        inside.append(html.Ul(links, className="links"))
    return html.Li(inside)


@lru_cache(maxsize=4096)
def _item_words(catalogue: Catalogue, found: Event) -> Component:
    """The words of a line, the same in every view."""
    report = found.kind == "report"
    cited = int(index_of(catalogue).cited[found.row])
    return joined(
        [
            html.Span(found.by if report else found.title, className="name", dir="auto"),
            html.Span(found.title, className="said", dir="auto") if report else None,
            html.Span(found.short, className="of"),
            html.Span(counted(cited, "citation"), className="n") if cited and not report else None,
        ]
    )


@lru_cache(maxsize=4096)
def _link_words(one: Citation) -> Component:
    """A link told in words, the same in every view: `cites Order No. 227: imprecise`."""
    return joined(
        [
            html.I(className=f"vg v-{one.verdict}", **{"aria-hidden": "true"}),
            html.Span([hidden_words("cites "), one.history.title], dir="auto"),
            hidden_words(f", verdict {one.verdict}, {years_apart(one.years)}"),
        ]
    )


def _link(view: View, one: Citation, link: Selecting) -> Component:
    """The line of a link below its report."""
    chosen = view.report == one.report.id and view.event == one.history.id
    return html.Li(
        html.A(
            _link_words(one),
            href=link(one.history.id, one.report.id),
            className=f"lk v-{one.verdict}",
            **{
                "data-row": f"{one.report.id}>{one.history.id}",
                "data-kind": "citation",
                **({"aria-current": "true"} if chosen else {}),
            },
        )
    )


# ------------------------------------------------------------------------------------------------------------- table

_SORTS: Final = ("verdict", "report", "published", "then", "now", "years", "relation")
_HEADS: Final = (
    ("verdict", "Verdict"), ("report", "Report"), ("published", "Published"), ("then", "Then"), ("now", "Now"),
    ("years", "Years apart"), ("relation", "Relation"), ("", "Claim"), ("", "Record"), ("", "Source of the record"),
    ("", "Where it holds"), ("", "Where it breaks"), ("", "Phrase"),
)  # fmt: skip


def table(catalogue: Catalogue, view: View, selection: Selection) -> list[Child]:
    """Every citation of the selection with all its columns, sorted as the view asks."""
    order = _sorted(catalogue, view, selection.citations)
    cited = citations(catalogue, order[:MOST_IN_TABLE].tolist())
    heads = [_head(view, name, words) for name, words in _HEADS]
    total = len(selection.citations)
    told = f"{counted(total, 'citation')}, the same selection as the chart."
    if total > MOST_IN_TABLE:
        told += f" The first {MOST_IN_TABLE} are shown; the download holds all."
    body = html.Table(
        [
            html.Caption(told),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(view, one) for one in cited]),
        ],
        className="tbl cites",
    )
    return [html.Div(body, className="scroll", tabIndex="0", role="region", **{"aria-label": "Table of citations"})]


def _head(view: View, name: str, words: str) -> Component:
    if not name:
        return html.Th(words, scope="col")
    sort = _sort_of(view)
    by = sort.removeprefix("-")
    down = by == name and not sort.startswith("-")
    state = {"aria-sort": ("ascending" if down else "descending")} if by == name else {}
    sign = (" ▴" if down else " ▾") if by == name else ""
    href = address(view, sort=f"-{name}" if down else name)
    return html.Th(html.A([words, html.Span(sign, **{"aria-hidden": "true"})], href=href), scope="col", **state)


def _sorted(catalogue: Catalogue, view: View, places: np.ndarray) -> np.ndarray:
    """Places in the order asked for; by report date when none is. What has nothing to sort by comes last both ways."""
    index = index_of(catalogue)
    by = _sort_of(view).removeprefix("-")
    last = np.zeros(len(places), dtype=bool)
    if by == "verdict":
        keys = _ranks(catalogue.citation_texts("verdict", places), VERDICTS)
    elif by == "relation":
        keys = _ranks(catalogue.citation_texts("relation", places), RELATIONS)
    elif by == "report":
        keys = _report_ranks(catalogue, index.report[places])
    elif by == "now":
        about = index.about[places]
        last = about < 0
        keys = index.first[np.maximum(about, 0)]
    elif by == "years":
        keys = index.apart[places]
    else:
        keys = index.first[(index.cites if by == "then" else index.report)[places]]
    step = -1 if view.sort.startswith("-") else 1
    order = np.argsort(keys, kind="stable")[::step]
    if last.any():
        order = order[np.argsort(last[order], kind="stable")]
    if by == "years":
        # As many days may be more or fewer whole years, by the leap days among them; looked at where it is seen.
        seen = order[:MOST_IN_TABLE]
        order[:MOST_IN_TABLE] = seen[np.argsort(step * index.years(places[seen]), kind="stable")]
    ordered: np.ndarray = places[order]
    return ordered


def _sort_of(view: View) -> str:
    """What the table is sorted by, `-` before it for backwards."""
    return view.sort if view.sort.removeprefix("-") in _SORTS else "published"


def _report_ranks(catalogue: Catalogue, reports: np.ndarray) -> np.ndarray:
    """The ranks of reports by who speaks, then by title, as the table tells them."""
    rows, places = np.unique(reports, return_inverse=True)
    publishers, titles = (catalogue.event_texts(name, rows) for name in ("publisher", "title"))
    told = [((publisher or title).casefold(), title.casefold())
            for publisher, title in zip(publishers, titles, strict=True)]  # fmt: skip
    rank = np.empty(len(rows), dtype=np.int64)
    rank[sorted(range(len(rows)), key=told.__getitem__)] = np.arange(len(rows))
    ranked: np.ndarray = rank[places]
    return ranked


def _ranks(values: Sequence[str], order: Sequence[str]) -> np.ndarray:
    places = {value: rank for rank, value in enumerate(order)}
    return np.array([places.get(value, len(order)) for value in values])


def _row(view: View, one: Citation) -> Component:
    chosen = view.report == one.report.id and view.event in (one.history.id, "")
    here = {"aria-current": "true"} if chosen else {}
    select = address(view, report=one.report.id, event=one.history.id, pair="")
    about: list[Child] = (
        [html.Span(one.about.title, dir="auto"), html.Span(one.about.short, className="of")]
        if one.about
        else [html.Span(NO_EVENT, className="of")]
    )
    return html.Tr(
        [
            html.Td(stamp(one.verdict, VERDICT_WORDS.get(one.verdict, one.verdict))),
            html.Td([html.A(one.report.by, href=select, dir="auto"),
                     html.Span(one.report.title, className="of", dir="auto")]),
            html.Td(one.report.short),
            html.Td([html.Span(one.history.title, dir="auto"), html.Span(one.history.short, className="of")]),
            html.Td(about),
            html.Td(f"{one.years:,}", className="num"),
            html.Td(one.relation),
            html.Td(one.cells["claim"], className="long", dir="auto"),
            html.Td(one.cells["record"], className="long", dir="auto"),
            html.Td(one.cells["record_source"], dir="auto"),
            html.Td(one.cells["similar"], className="long", dir="auto"),
            html.Td(one.cells["differs"], className="long", dir="auto"),
            html.Td(f"“{one.cells['phrase']}”" if one.cells["phrase"] else "", dir="auto"),
        ],
        className="on" if chosen else "",
        **here,
    )  # fmt: skip
