"""What stands beside the chart: the evidence card of a citation, a report, an event, or the story itself."""

from __future__ import annotations

import re

import numpy as np

from timeline.catalogue import Catalogue
from timeline.explore import cards
from timeline.explore.cards import Steps, foot, steps, top
from timeline.explore.links import address, outward
from timeline.explore.markup import Child, Component, html, icon, kept, stamp
from timeline.explore.reading import (
    Citation,
    Event,
    citations,
    counted,
    event,
    plain,
    years_apart,
)
from timeline.explore.rows import parted
from timeline.explore.stories import lines, stories, story_of
from timeline.palette import VERDICT_WORDS
from timeline.scene.index import index_of
from timeline.scene.selection import Selection
from timeline.view import EVERYTHING, View

MOST = 60


def panel(catalogue: Catalogue, view: View, selection: Selection) -> list[Child]:
    """The panel of a resolved view: its selection, or the story when nothing is selected."""
    if not view.selects:
        return _story(catalogue, view, selection)
    grip = html.Button(type="button", className="grip", **{"aria-label": "Show all of it", "aria-expanded": "false"})
    found = _selected(catalogue, view) if view.selects == "citation" else []
    if found:
        return [grip, *cards.card(catalogue, view, found)]
    if view.report:
        return [grip, *_report(catalogue, view, selection, _row(catalogue, view.report))]
    return [grip, *_event(catalogue, view, _row(catalogue, view.event))]


def _row(catalogue: Catalogue, id: str) -> int:
    row = catalogue.row(id)
    assert row is not None  # a resolved view selects only what is there
    return row


def _selected(catalogue: Catalogue, view: View) -> list[int]:
    """The places of the selected citation: several when the report makes several claims on the same event."""
    index = index_of(catalogue)
    event_row = _row(catalogue, view.event)
    places = catalogue.citations_of_report(_row(catalogue, view.report)).tolist()
    past = [place for place in places if index.cites[place] == event_row]
    return past or [place for place in places if index.about[place] == event_row]


def _report(catalogue: Catalogue, view: View, selection: Selection, row: int) -> list[Child]:
    report = event(catalogue, row)
    index = index_of(catalogue)
    places = sorted(catalogue.citations_of_report(row).tolist(), key=lambda p: (index.first[index.cites[p]], p))
    ids = catalogue.events["id"]
    around = parted(catalogue, selection).rows["report"]
    here = np.flatnonzero(around == row)
    near = around if len(here) else np.array([row])
    at = int(here[0]) if len(here) else 0
    before, after = (str(ids.iat[int(near[place % len(near)])]) for place in (at - 1, at + 1))
    move = Steps(
        "report", at + 1, len(near), address(view, report=before, event=""), address(view, report=after, event="")
    )
    words = counted(len(places), "claim")
    return [
        top(view, f"Report, {words} about the past", steps(move)),
        html.Div(
            [
                html.H2(report.title, className="p-title", dir="auto"),
                html.P(cards.by(report), className="meta", dir="auto"),
                html.P(report.cells["summary"], className="p-sum", dir="auto") if report.cells["summary"] else None,
                html.H3("What it says of the past", className="eyebrow"),
                html.Ol([_claim(view, one) for one in citations(catalogue, places[:MOST])], className="claims"),
                _more(len(places)),
            ],
            className="p-body",
        ),
        foot(view, report.cells["url"], "Open the report", f"/report/{report.id}", "Its page"),
    ]


def _claim(view: View, one: Citation) -> Component:
    """A claim of a report, as a link to its card."""
    return html.Li(
        html.A(
            [
                html.Span(one.history.title, className="name", dir="auto"),
                html.Span(one.history.short, className="of"),
                stamp(one.verdict, VERDICT_WORDS.get(one.verdict, one.verdict)),
                html.Span(_short(one.cells["claim"]), className="said", dir="auto") if one.cells["claim"] else None,
            ],
            href=address(view, report=one.report.id, event=one.history.id, pair=""),
        )
    )


def _short(text: str, most: int = 150) -> str:
    return text if len(text) <= most else text[: text.rfind(" ", 0, most)] + " …"


def _more(count: int) -> Child:
    return html.P(f"and {count - MOST:,} more", className="meta") if count > MOST else None


def _event(catalogue: Catalogue, view: View, row: int) -> list[Child]:
    found = event(catalogue, row)
    index = index_of(catalogue)
    past = found.kind == "history"
    places = (catalogue.citations_of_event(row) if past else catalogue.citations_about(row)).tolist()
    places.sort(key=lambda p: (index.first[index.report[p]], p))
    reports = list(dict.fromkeys(int(index.report[p]) for p in places))
    verb = "Invoked by" if past else "Compared by"
    told = f"{verb} {counted(len(reports), 'report')}" if reports else "No report of this catalogue cites it"
    first = event(catalogue, reports[0]) if reports else None
    latest = event(catalogue, reports[-1]) if len(reports) > 1 else None
    facts: list[Child] = [
        html.P([html.B("First: "), cards.by(first, dated=True)], className="meta", dir="auto") if first else None,
        html.P([html.B("Latest: "), cards.by(latest, dated=True)], className="meta", dir="auto") if latest else None,
    ]
    return [
        top(view, "Past event" if past else "Present event", None),
        html.Div(
            [
                html.Span("Then" if past else "Now", className="then-l" if past else "now-l"),
                html.Div(
                    [
                        html.H2(found.title, dir="auto"),
                        html.P(found.long),
                        html.P(found.cells["date_note"], className="note", dir="auto") if _adds(found) else None,
                    ]
                ),
            ],
            className="pt" if past else "pn",
        ),
        html.Div(
            [
                html.P(found.cells["summary"], className="rec", dir="auto") if found.cells["summary"] else None,
                html.P(found.cells["place"], className="meta", dir="auto") if found.cells["place"] else None,
                cards.sourced("Source", found.cells["source"], found.cells["url"]),
                _themes(view, found),
                html.H3(told, className="eyebrow"),
                html.Div(kept(facts), className="facts") if first else None,
                html.Ol([_told(view, one, past) for one in citations(catalogue, places[:MOST])], className="claims"),
                _more(len(places)),
            ],
            className="p-body",
        ),
        foot(view, "", "", f"/event/{found.id}", "Its page"),
    ]


def _adds(found: Event) -> bool:
    """Whether the note of a date says more than the date itself."""
    digits = [re.findall(r"\d+", text) for text in (found.cells["date_note"], found.long)]
    return bool(found.cells["date_note"]) and (digits[0] != digits[1] or "style" in found.cells["date_note"].casefold())


def _themes(view: View, found: Event) -> Child:
    if not found.themes:
        return None
    chips = [
        html.Li(html.A(plain(one), href=address(view, story=EVERYTHING, theme=(one,), event="", report=""),
                       className="chip"))
        for one in found.themes
    ]  # fmt: skip
    return html.Ul(chips, className="chips", **{"aria-label": "Themes"})


def _told(view: View, one: Citation, past: bool) -> Component:
    """A report that cites the event, as a link to the card."""
    other = one.about.title if past and one.about else one.history.title if not past else ""
    words = f"{one.relation}, {years_apart(one.years)}"
    return html.Li(
        html.A(
            [
                html.Span(one.report.by, className="name", dir="auto"),
                html.Span(one.report.short, className="of"),
                stamp(one.verdict, VERDICT_WORDS.get(one.verdict, one.verdict)),
                html.Span([f"{words}. ", _short(one.cells["claim"])], className="said", dir="auto"),
                html.Span(f"With {other}", className="said", dir="auto") if other else None,
            ],
            href=address(view, report=one.report.id, event=one.history.id, pair=""),
        )
    )


def _story(catalogue: Catalogue, view: View, selection: Selection) -> list[Child]:
    """Nothing is selected: what this story asks, how to go on, and all the others."""
    story = story_of(catalogue, selection.story)
    body: list[Child] = []
    if story.steps:
        body += [
            html.H2(story.title, className="p-title", dir="auto"),
            html.P(story.heading, className="quote", dir="auto") if story.heading else None,
            html.P(story.text, className="p-sum", dir="auto") if story.text else None,
            html.P(
                [
                    html.A([icon("present"), "Present it"], href=f"/present/{story.slug}", className="btn pri"),
                    html.A("Read it", href=f"/story/{story.slug}", className="btn"),
                ],
                className="acts",
            ),
        ]
    else:
        body += [
            html.H2("Everything in the catalogue", className="p-title"),
            html.P(
                f"{counted(len(catalogue.events), 'event')} and {counted(len(catalogue.citations), 'citation')}. "
                "Choose a line, a dot or a row to see what a report claims and what the record says.",
                className="p-sum",
            ),
        ]
    if len(stories(catalogue)) > 1:  # everything is always one, and leads nowhere where it is the only one
        label = f"Stories to explore ({story.steps} steps in this one)" if story.steps else "Stories to explore"
        body += [
            html.H3(label, className="eyebrow"),
            html.Div(lines(catalogue, view, selection.story), className="stories"),
        ]
    return [html.Div(kept(body), className="p-body")]


__all__ = ["outward", "panel"]
