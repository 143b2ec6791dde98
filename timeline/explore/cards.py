"""The evidence card: what a report claims, what the record says, where the parallel holds and where it breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from timeline.catalogue import Catalogue
from timeline.explore.links import address, outward, passage
from timeline.explore.markup import Child, Component, html, icon, kept, stamp
from timeline.explore.reading import (
    RELATION_MEANINGS,
    VERDICT_MEANINGS,
    Citation,
    Event,
    citations,
    years_apart,
)
from timeline.palette import VERDICT_WORDS
from timeline.scene.index import index_of
from timeline.schema import VERDICTS
from timeline.view import View


@dataclass(frozen=True, slots=True)
class Steps:
    """A place among things to step through, counted from 1, and the addresses of its neighbours, round the ends."""

    what: str
    at: int
    count: int
    before: str
    after: str


def stepping(what: str, rows: list[int], row: int, href: Callable[[int], str]) -> Steps:
    """The steps from `row` among `rows`; only its two neighbours get an address."""
    at = rows.index(row)
    return Steps(what, at + 1, len(rows), href(rows[at - 1]), href(rows[(at + 1) % len(rows)]))


def card(catalogue: Catalogue, view: View, places: list[int]) -> list[Child]:
    """The panel of one citation: all claims that the report makes on this event."""
    claims = citations(catalogue, places)
    one = claims[0]
    gravest = min((claim.verdict for claim in claims), key=VERDICTS.index)
    of_report, of_event = _around(catalogue, view, one)
    return [
        top(view, f"Citation {of_report.at} of {of_report.count} in this report", steps(of_report)),
        _pair(one, gravest, view),
        html.Div(
            [
                *(part for n, claim in enumerate(claims) for part in _claim(claim, n, len(claims))),
                _holds_and_breaks(one),
                _elsewhere(of_event),
            ],
            className="p-body",
        ),
        foot(
            view, one.report.cells["url"], "Open the report", f"/report/{one.report.id}", "Page", cite=_reference(one)
        ),
    ]


def _around(catalogue: Catalogue, view: View, one: Citation) -> tuple[Steps, Steps]:
    """The citation among those of its report, by date of what is cited, and among those of its event, by report."""
    index = index_of(catalogue)
    cited = list(dict.fromkeys(
        sorted((int(index.cites[p]) for p in catalogue.citations_of_report(one.report.row)),
               key=lambda row: (index.first[row], row))
    ))  # fmt: skip
    citing = list(dict.fromkeys(
        sorted((int(index.report[p]) for p in catalogue.citations_of_event(one.history.row)),
               key=lambda row: (index.first[row], row))
    ))  # fmt: skip
    ids = catalogue.events["id"]
    return (
        stepping("citation of this report", cited, one.history.row,
                 lambda row: address(view, report=one.report.id, event=str(ids.iat[row]), pair="")),
        stepping("report that cites this event", citing, one.report.row,
                 lambda row: address(view, report=str(ids.iat[row]), event=one.history.id, pair="")),
    )  # fmt: skip


def top(view: View, words: str, moves: Child) -> Component:
    """The bar above a panel: what it is, the steps, and the way back."""
    close = html.A(icon("close"), href=address(view, event="", report=""), className="btn icon quiet sm",
                   id="close", **{"aria-label": "Close and show the story"})  # fmt: skip
    return html.Div(
        [html.H2(words, className="eyebrow", id="panel-name"), html.Span(kept([moves, close]), className="p-nav")],
        className="p-top",
    )


def steps(move: Steps, keys: bool = True) -> Child:
    """Previous and next; nothing when there is only one."""
    if move.count < 2:
        return None

    def arrow(name: str, words: str, href: str) -> Component:
        here = {"data-step": name} if keys else {}
        return html.A(
            icon(name), href=href, className="btn icon quiet sm",
            **{"aria-label": f"{words} {move.what}", **here},
        )  # fmt: skip

    return html.Span([arrow("left", "Previous", move.before), arrow("right", "Next", move.after)], className="p-nav")


def _pair(one: Citation, verdict: str, view: View) -> Component:
    """Then above, now below, and the distance between them."""
    now: list[Child] = (
        [html.H2(one.about.title, dir="auto"), html.P(one.about.long)]
        if one.about
        else [html.H2(one.report.title, dir="auto"), html.P(f"the report itself, {one.report.long}")]
    )
    link = None
    if one.about:
        pair = f"{one.history.id}~{one.about.id}"
        link = html.A(
            "Align in step", href=address(view, scale="in-step", pair=pair, then="", now=""), className="align"
        )
    return html.Div(
        [
            html.Div([html.Span("Then", className="then-l"),
                      html.Div([html.H2(html.A(one.history.title, href=address(view, event=one.history.id, report=""),
                                               dir="auto")),
                                html.P(one.history.long)])], className="pt"),
            html.P([html.I(className=f"strand v-{verdict}", **{"aria-hidden": "true"}),
                    html.Span(_capital(years_apart(one.years))), link], className="apart"),
            html.Div([html.Span("Now", className="now-l"), html.Div(now)], className="pn"),
        ],
        className="pair",
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _claim(one: Citation, number: int, of: int) -> list[Child]:
    """One claim: its verdict, what the report says, what the record says."""
    words = VERDICT_WORDS.get(one.verdict, one.verdict)
    source = passage(outward(one.report.cells["url"]), one.cells["phrase"])
    open_at = (
        html.A(["Open at the passage", icon("out")], href=source, target="_blank", rel="noopener external")
        if source
        else None
    )
    told: list[Child] = [html.B(f"{one.relation}. "), RELATION_MEANINGS.get(one.cells["relation"], "")]
    return kept(
        [
            html.H3(f"Claim {number + 1} of {of}", className="eyebrow") if of > 1 else None,
            html.P(
                [stamp(one.verdict, words, "box"), html.Span(VERDICT_MEANINGS.get(one.verdict, ""))], className="p-v"
            ),
            html.Section(
                kept(
                    [
                        html.H3("The report claims", className="eyebrow"),
                        html.P(
                            one.cells["claim"] or "What exactly it says is not noted yet.",
                            className="quote",
                            dir="auto",
                        ),
                        html.P(html.Mark(f"“{one.cells['phrase']}”"), className="quote phrase", dir="auto")
                        if one.cells["phrase"]
                        else None,
                        html.P(
                            kept([html.B(one.report.by), f", {one.report.long}. ", open_at]),
                            className="meta",
                            dir="auto",
                        ),
                    ]
                )
            ),
            html.Section(
                kept(
                    [
                        html.H3("The record says", className="eyebrow"),
                        html.P(_numbers(one.cells["record"]), className="rec", dir="auto")
                        if one.cells["record"]
                        else html.P("Not yet compared with the record.", className="rec"),
                        sourced("Source", one.cells["record_source"], one.cells["record_url"]),
                    ]
                )
            ),
            html.P(told, className="meta") if number == 0 else None,
        ]
    )


def _numbers(text: str) -> list[Child]:
    """Figures of four digits and more with their separators stand out: they are what a record is read for."""
    parts = re.split(r"(\d{1,3}(?:,\d{3})+)", text)
    return [html.B(part) if n % 2 else part for n, part in enumerate(parts) if part]


def _holds_and_breaks(one: Citation) -> Component:
    """Where the parallel holds, where it breaks: always both, side by side, of equal weight."""

    def half(name: str, words: str, text: str) -> Component:
        return html.Div([html.H4([icon(name), words]), html.P(text or "Not noted yet.", dir="auto")])

    return html.Section(
        [
            half("holds", "Where it holds", one.cells["similar"]),
            half("breaks", "Where it breaks", one.cells["differs"]),
        ],
        className="hb",
    )


def _elsewhere(of_event: Steps) -> Child:
    if of_event.count < 2:
        return None
    words = f"Report {of_event.at} of {of_event.count} that cite this event"
    return html.P([html.Span(words), steps(of_event, keys=False)], className="elsewhere")


def by(report: Event, dated: bool = False) -> str:
    """Who says it, and when."""
    names = [part for part in (report.publisher, report.cells["author"]) if part]
    if dated:
        return ", ".join([report.by, report.long])
    return ", ".join([*names, report.long])


def sourced(label: str, source: str, url: str) -> Child:
    """Where it is to be read."""
    address_ = outward(url)
    if not source and not address_:
        return None
    name = source or address_
    link = html.A([name, icon("out")], href=address_, target="_blank", rel="noopener external") if address_ else name
    return html.P([f"{label}: ", link], className="meta", dir="auto")


def _reference(one: Citation) -> str:
    names = ", ".join(
        part for part in (one.report.cells["author"], f"“{one.report.title}”", one.report.publisher) if part
    )
    return f"{names}, {one.report.long}. {outward(one.report.cells['url'])}".strip()


def foot(view: View, url: str, words: str, page: str, page_words: str, cite: str = "") -> Component:
    """What to do with it: open it, its page, copy a link to this view, copy a reference."""
    out = outward(url)
    return html.Div(
        kept(
            [
                html.A(words, href=out, target="_blank", rel="noopener external", className="btn pri") if out else None,
                html.A(page_words, href=page, className="btn"),
                html.Button("Copy link", type="button", className="btn", **{"data-copy": "link"}),
                html.Button(
                    "Cite",
                    type="button",
                    className="btn",
                    title="Copy a reference to the report",
                    **{"data-copy": "cite", "data-cite": cite},
                )
                if cite
                else None,
            ]
        ),
        className="p-foot",
    )
