"""What to do with what is shown: another form, present it, embed it, take the data along."""

from __future__ import annotations

from typing import Final

from timeline.addresses import public_url
from timeline.explore.filters import forms
from timeline.explore.markup import Child, Component, html, icon, kept
from timeline.explore.reading import counted
from timeline.scene.scene import Scene
from timeline.scene.selection import Selection
from timeline.snippet import iframe
from timeline.view import EVERYTHING, View

AROUND: Final = 90
"""Pixels of what stands around the chart in an embed of a whole view."""


def actions(view: View, selection: Selection, scene: Scene) -> Component:
    """The buttons beside the headline."""
    return html.Div(
        kept([forms(view), _present(view, selection), _embed(view, selection, scene), _data(view, selection)]),
        className="acts",
    )


def subject(view: View, selection: Selection) -> str:
    """What a document about this view is about: the story, else what is selected, else nothing."""
    if selection.story not in ("", EVERYTHING):
        return selection.story
    return view.report or view.event or (view.theme[0] if len(view.theme) == 1 else "")


def _present(view: View, selection: Selection) -> Child:
    about = subject(view, selection)
    rest = view.but(story="" if about else selection.story, form="chart", sort="")
    if not about and not rest.filters:
        return None  # nobody presents a whole catalogue
    return html.A(
        [icon("present"), html.Span("Present", className="w")],
        href=f"/present/{about or 'view'}{rest.to_search()}",
        className="btn",
        id="present",
    )


def snippet(view: View, selection: Selection, scene: Scene) -> str:
    """The HTML that shows this view in somebody else's article."""
    shown = view.but(story=selection.story, look="", form="chart")
    address = public_url(f"/embed/view{shown.to_search()}")
    return iframe(address, scene.headline, round(scene.height) + AROUND)


def _embed(view: View, selection: Selection, scene: Scene) -> Component:
    code = snippet(view, selection, scene)
    return html.Details(
        [
            html.Summary([icon("embed"), html.Span("Embed", className="w")], className="btn"),
            html.Div(
                [
                    html.P("Paste this where the chart should stand. It sets no cookie and asks no other site."),
                    html.Pre(html.Code(code), tabIndex="0", **{"aria-label": "HTML to paste"}),
                    html.P(
                        [
                            html.Button("Copy the code", type="button", className="btn pri",
                                        **{"data-copy": "text", "data-cite": code}),
                            html.A("Preview, script and frozen versions", className="btn",
                                   href=f"/share/view{view.but(story=selection.story, form='chart').to_search()}"),
                        ],
                        className="acts",
                    ),
                ],
                className="drop",
            ),
        ],
        className="embed",
        id="embed",
    )  # fmt: skip


def _data(view: View, selection: Selection) -> Component:
    search = view.but(story=selection.story).to_search()
    events, citations = selection.count, len(selection.citations)
    links = [
        (f"/data/events.csv{search}", "Events as shown", f"CSV, {counted(events, 'row')}"),
        (f"/data/citations.csv{search}", "Citations as shown", f"CSV, {counted(citations, 'row')}"),
        ("/data/echoline.zip", "Everything", "ZIP with licence and columns"),
        (f"/chart.svg{search}", "The picture", "SVG"),
        (f"/chart.png{search}", "The picture", "PNG"),
    ]
    items = [
        html.Li(html.A([html.Span(words, className="name"), html.Span(what, className="of")], href=href))
        for href, words, what in links
    ]
    return html.Details(
        [
            html.Summary([icon("data"), html.Span("Data", className="w")], className="btn"),
            html.Div(html.Ul(items), className="drop files"),
        ],
        className="data",
        id="data",
    )
