"""One page, described once: the parts of the explorer for a view, as they are served and as they change later."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.explore import filters, listing
from timeline.explore.actions import actions
from timeline.explore.markup import Child, Component, html, kept
from timeline.explore.panel import panel
from timeline.explore.stories import picker
from timeline.explore.zooming import pairs, zoom
from timeline.scene.arranging import arrange
from timeline.scene.facets import facets
from timeline.scene.masks import FACETS
from timeline.scene.scene import Frame, Scene
from timeline.scene.selection import Selection, select, story_slugs
from timeline.scene.wording import years_range
from timeline.view import EVERYTHING, View

WIDE: Final = 1040
"""Pixels of the wide picture that the server draws before it knows the room: the chart beside the panel at 1440."""
TALL: Final = 390
"""Pixels of the tall one: a common phone, from edge to edge."""
REGIONS: Final = ("top", "zoom", "caption", "panel", "list")
"""Ids of the regions of the page; each holds the part of its name."""
LONG: Final = 44
"""Characters from which a headline is set smaller."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the regions of the page hold; `look` is the class of the whole."""

    look: str
    top: list[Child]
    zoom: list[Child]
    caption: list[Child]
    panel: list[Child]
    list: list[Child]
    say: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A view with all that follows from it: `view` has its story settled.

    `asked` is what links start from that select, zoom or look otherwise: as the address says it, without what was not
    understood, and with the story wherever a link without one might open another. `within` always names the story:
    what narrows, or leads to something that the story need not hold, starts from it.
    """

    catalogue: Catalogue
    asked: View
    within: View
    view: View
    selection: Selection
    scene: Scene


def today() -> int:
    """The operator's own day, as a day number."""
    now = datetime.date.today()  # noqa: DTZ011 the day of the place where it is served
    return dates.day_number(now.year, now.month, now.day)


def show(catalogue: Catalogue, asked: View, width: int = WIDE, layout: str = "wide") -> Shown:
    """The view, what it selects, and its picture in a frame of that width."""
    selection = select(catalogue, asked)
    frame = Frame(width, "tall" if layout == "tall" else "wide", today())
    scene = arrange(catalogue, asked, frame)
    settled = asked.but(event=selection.view.event, report=selection.view.report, pair=selection.view.pair)
    short, full = _stories(catalogue, asked, selection.story)
    return Shown(catalogue, settled.but(story=short), settled.but(story=full), selection.view, selection, scene)


def _stories(catalogue: Catalogue, asked: View, story: str) -> tuple[str, str]:
    """The story in force as the links name it that start from `asked`, and as those that start from `within`."""
    told = story_slugs(catalogue)
    if story == asked.story:
        return story, story
    if not told:
        return "", ""
    # An address without a story opens the first one, unless something narrows it or what it selects is elsewhere.
    return ("" if story == told[0] and not asked.filters else story), story


def parts(shown: Shown) -> Parts:
    """Every region of the page."""
    catalogue, view, selection, scene = shown.catalogue, shown.asked, shown.selection, shown.scene
    within, offered = shown.within, facets(catalogue, shown.within)
    nothing = not selection.count
    body = (
        [filters.empty(within, _without(catalogue, within))]
        if nothing
        else listing.table(catalogue, view, selection)
        if view.form == "table"
        else listing.columns(catalogue, view, selection, scene, full=view.form == "list")
    )
    return Parts(
        look=look(view, nothing),
        top=[
            picker(catalogue, view, selection.story),
            html.Div(
                [
                    html.H1(scene.headline, id="headline", className="long" if len(scene.headline) > LONG else ""),
                    actions(view, selection, scene),
                ],
                className="hd",
            ),
            html.Div(
                [
                    filters.scales(view),
                    pairs(catalogue, view, selection, scene),
                    html.Div(
                        [*filters.themes(within, offered), filters.panel(within, offered)], className="chips themes"
                    ),
                ],
                className="tools",
            ),
            filters.active(within, scene),
            filters.legend(within, scene.verdicts),
            _notes(selection.notes),
        ],
        zoom=zoom(view, scene),
        caption=kept(
            [
                html.P([html.B("How to read it. "), scene.reading]),
                html.P(scene.sentence),
                *(html.P(said, className="out") for said in scene.left_out),
            ]
        ),
        panel=panel(catalogue, within, selection),
        list=[html.H2(_list_title(view), className="sr" if nothing or view.form == "table" else None), *body],
        say=say(shown),
        title=f"{scene.headline} · Echoline",
    )


def look(view: View, nothing: bool = False) -> str:
    """The classes of the whole page."""
    return " ".join(
        ["app", f"form-{view.form}", f"scale-{view.scale}"]
        + (["chosen"] if view.selects else [])
        + (["nothing"] if nothing else [])
    )


def _list_title(view: View) -> str:
    return "Citations, as a table" if view.form == "table" else "The same in words, in order of time"


def _notes(notes: tuple[str, ...]) -> Child:
    if not notes:
        return None
    return html.Ul([html.Li(note, dir="auto") for note in notes], className="notes", **{"aria-label": "Notes"})


def _without(catalogue: Catalogue, view: View) -> dict[str, int]:
    """How many rows there would be with one filter dropped, or in everything instead of the story."""
    rest = {name: filters.dropped(name) for name in ("q", *FACETS, "only") if getattr(view, name)}
    if view.story not in ("", EVERYTHING):
        rest["story"] = EVERYTHING
    return {name: select(catalogue, view.but(**{name: value})).count for name, value in rest.items()}


def say(shown: Shown) -> str:
    """One short line for those who listen: what is selected, else the windows asked for, else the whole."""
    view, scene = shown.view, shown.scene
    if view.selects == "citation":
        key = f"{view.report}>{view.event}"
        word = next((thread.word for thread in scene.threads if thread.key == key), "")
        if word:
            return word
    for id in (view.report, view.event):
        row = shown.catalogue.row(id) if id else None
        if row is not None:
            title = str(shown.catalogue.events["title"].iat[row])
            return f"{title}, {dates.words(shown.catalogue.span(row), 'short')}"
    if view.then or view.now:
        return ", ".join(f"{band.side.capitalize()} {years_range(*band.window)}" for band in scene.bands)
    return scene.headline


def main(regions: Parts, chart: list[Child]) -> Component:
    """The page's main part, with its regions and the picture."""

    def inside(name: str) -> list[Child]:
        found: list[Child] = getattr(regions, name)
        return kept(found)

    return html.Main(
        [
            html.Div(inside("top"), id="top"),
            html.Figure(
                [
                    html.Div(chart, id="chart"),
                    html.Div(inside("zoom"), id="zoom"),
                    html.Figcaption(inside("caption"), id="caption"),
                ],
                id="stage",
            ),
            html.Aside(inside("panel"), id="panel", **{"aria-label": "What is selected"}),
            html.Section(inside("list"), id="list", **{"aria-label": "Events and citations"}),
        ],
        id="main",
        className=regions.look,
        tabIndex="-1",
    )
