"""The same selection in words: three columns in time order, which a keyboard moves through, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from timeline.catalogue import Catalogue
from timeline.explore.links import address
from timeline.explore.markup import Child, Component, hidden_words, html, kept, stamp
from timeline.explore.reading import (
    NO_EVENT,
    RELATION_WORDS,
    Citation,
    citation,
    counted,
    event,
    years_apart,
)
from timeline.palette import VERDICT_WORDS
from timeline.scene.index import index_of
from timeline.scene.scene import Scene
from timeline.scene.selection import Selection
from timeline.schema import KINDS, RELATIONS, VERDICTS
from timeline.view import View

MOST: Final = 80
"""Rows of one column of the list of a large selection; more are counted."""
WHOLE: Final = 200
"""Rows of one column up to which all are listed."""
MOST_IN_TABLE: Final = 500
COLUMNS: Final = (("history", "then", "Then"), ("today", "now", "Now"), ("report", "reports", "Reports"))


def columns(catalogue: Catalogue, view: View, selection: Selection, scene: Scene | None, full: bool) -> list[Child]:
    """Past events, present events and reports, each in time order; reports with what they cite."""
    index = index_of(catalogue)
    parts: list[Child] = []
    selected = np.zeros(len(index.report), dtype=bool)
    selected[selection.citations] = True
    for kind, name, words in COLUMNS:
        rows = selection.rows[index.kind[selection.rows] == KINDS.index(kind)]
        shown = _most(index.cited, rows, scene, kind, index.first, index.last)
        items = [_item(catalogue, view, int(row), _places(catalogue, int(row), kind, selected), full) for row in shown]
        more = len(rows) - len(shown)
        side = f"{name[:-1]}-l" if name == "reports" else f"{name}-l"
        note = f"{counted(more, 'more')[:-1] if more == 1 else f'{more:,} more'}: narrow the selection to see them"
        parts.append(
            html.Section(
                kept(
                    [
                        html.H3(
                            [html.Span(words, className=side), html.Span(f"{len(rows):,}", className="of")],
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


def _places(catalogue: Catalogue, row: int, kind: str, selected: np.ndarray) -> list[int]:
    """Of a report, the places of its citations that are selected."""
    if kind != "report":
        return []
    of_report = catalogue.citations_of_report(row)
    places: list[int] = of_report[selected[of_report]].tolist()
    return places


def _most(
    cited: np.ndarray, rows: np.ndarray, scene: Scene | None, kind: str, first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Of many rows those in the window that is shown, the most cited first, then back in time order."""
    if len(rows) <= WHOLE:
        return rows
    side = "then" if kind == "history" else "now"
    for band in scene.bands if scene else ():
        if band.side == side:
            inside = rows[(first[rows] <= band.window[1]) & (last[rows] >= band.window[0])]
            rows = inside if len(inside) else rows
    if len(rows) <= MOST:
        return rows
    kept_rows = rows[np.argsort(-cited[rows], kind="stable")[:MOST]]
    order: np.ndarray = kept_rows[np.argsort(first[kept_rows], kind="stable")]
    return order


def _item(catalogue: Catalogue, view: View, row: int, places: Sequence[int], full: bool) -> Component:
    found = event(catalogue, row)
    cited = int(index_of(catalogue).cited[row])
    report = found.kind == "report"
    chosen = found.id in ((view.report,) if report else (view.event,))
    here = {"aria-current": "true"} if chosen and not (report and view.event) else {}
    title = [html.Span(found.by if report else found.title, className="name", dir="auto"),
             html.Span(found.short, className="of")]  # fmt: skip
    if report:
        title.insert(1, html.Span(found.title, className="said", dir="auto"))
    elif cited:
        title.append(html.Span(counted(cited, "citation"), className="n"))
    href = address(view, report=found.id, event="") if report else address(view, event=found.id, report="")
    inside: list[Child] = [
        html.A(title, href=href, className="row", **{"data-row": found.id, "data-kind": found.kind, **here})
    ]
    if full and found.summary:
        inside.append(html.P(found.summary, className="said", dir="auto"))
    if report and places:
        inside.append(html.Ul([_link(catalogue, view, place) for place in places], className="links"))
    return html.Li(inside)


def _link(catalogue: Catalogue, view: View, place: int) -> Component:
    """A link told in words: `cites Order No. 227: imprecise`."""
    one = citation(catalogue, place)
    chosen = view.report == one.report.id and view.event == one.history.id
    return html.Li(
        html.A(
            [
                html.I(className=f"vg v-{one.verdict}", **{"aria-hidden": "true"}),
                html.Span([hidden_words("cites "), one.history.title], dir="auto"),
                hidden_words(f", verdict {one.verdict}, {years_apart(one.years)}"),
            ],
            href=address(view, report=one.report.id, event=one.history.id, pair=""),
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
    shown = [citation(catalogue, int(place)) for place in order[:MOST_IN_TABLE]]
    by = view.sort.removeprefix("-")
    heads = [_head(view, name, words, by) for name, words in _HEADS]
    total = len(selection.citations)
    told = f"{counted(total, 'citation')}, the same selection as the chart."
    if total > MOST_IN_TABLE:
        told += f" The first {MOST_IN_TABLE} are shown; the download holds all."
    body = html.Table(
        [
            html.Caption(told),
            html.Thead(html.Tr(heads)),
            html.Tbody([_row(view, one) for one in shown]),
        ],
        className="tbl cites",
    )
    return [html.Div(body, className="scroll", tabIndex="0", role="region", **{"aria-label": "Table of citations"})]


def _head(view: View, name: str, words: str, by: str) -> Component:
    if not name:
        return html.Th(words, scope="col")
    down = by == name and not view.sort.startswith("-")
    state = {"aria-sort": ("ascending" if down else "descending")} if by == name else {}
    sign = (" ▴" if down else " ▾") if by == name else ""
    href = address(view, sort=f"-{name}" if down else name)
    return html.Th(html.A([words, html.Span(sign, **{"aria-hidden": "true"})], href=href), scope="col", **state)


def _sorted(catalogue: Catalogue, view: View, places: np.ndarray) -> np.ndarray:
    """Places in the order asked for; by report date when none is."""
    index = index_of(catalogue)
    by = view.sort.removeprefix("-")
    by = by if by in _SORTS else "published"
    frame = catalogue.citations
    keys: np.ndarray
    if by == "verdict":
        keys = _ranks(frame["verdict"].iloc[places].tolist(), VERDICTS)
    elif by == "relation":
        keys = _ranks(frame["relation"].iloc[places].tolist(), RELATIONS)
    elif by == "report":
        reports = index.report[places]
        names = (catalogue.events["publisher"].iloc[reports] + catalogue.events["title"].iloc[reports]).str.casefold()
        keys = names.rank(method="dense").to_numpy()
    elif by == "now":
        about = index.about[places]
        keys = np.where(about >= 0, index.first[np.maximum(about, 0)], np.iinfo(np.int64).max)
    else:
        first = {"published": index.first[index.report[places]], "then": index.first[index.cites[places]]}
        keys = first.get(by, index.first[index.report[places]] - index.first[index.cites[places]])
    order = np.argsort(keys, kind="stable")
    ordered: np.ndarray = places[order[::-1] if view.sort.startswith("-") else order]
    return ordered


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
            html.Td(RELATION_WORDS.get(one.relation, one.relation)),
            html.Td(one.claim, className="long", dir="auto"),
            html.Td(one.record, className="long", dir="auto"),
            html.Td(one.record_source, dir="auto"),
            html.Td(one.similar, className="long", dir="auto"),
            html.Td(one.differs, className="long", dir="auto"),
            html.Td(f"“{one.phrase}”" if one.phrase else "", dir="auto"),
        ],
        className="on" if chosen else "",
        **here,
    )  # fmt: skip
