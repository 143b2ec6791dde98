"""Finding: the switch of scales, the filters with their counts, the chips of what is in force, the legend."""

from __future__ import annotations

from typing import Any, Final

from timeline import dates
from timeline.explore.links import address
from timeline.explore.markup import Child, Component, hidden_words, html, icon, kept
from timeline.explore.reading import KIND_WORDS, RELATION_WORDS, counted, plain
from timeline.palette import LEGEND_ORDER, VERDICT_WORDS
from timeline.scene.facets import Facet
from timeline.scene.masks import FACETS
from timeline.scene.scene import Scene
from timeline.scene.wording import years_range
from timeline.view import EVERYTHING, SCALE_WORDS, View

FORMS = (("chart", "Chart"), ("list", "List"), ("table", "Table"))
TITLES = {
    "theme": "Theme",
    "verdict": "Verdict",
    "relation": "How the report uses it",
    "publisher": "Publisher",
    "when": "Period of the past",
    "kind": "Kind of event",
}
TOP_THEMES = 3
LONGEST = 40


def scales(view: View) -> Component:
    """The one switch of scales."""
    links = [
        html.A([icon(name), words], href=address(view, scale=name, pair="" if name != "in-step" else view.pair),
               **{"aria-current": "true" if view.scale == name else "false", "data-scale": name})
        for name, words in SCALE_WORDS.items()
    ]  # fmt: skip
    return html.Nav(links, className="seg scales", **{"aria-label": "Scale"})


def forms(view: View) -> Component:
    """Chart, list or table of the same selection."""
    links = [
        html.A(words, href=address(view, form=name), **{"aria-current": "true" if view.form == name else "false"})
        for name, words in FORMS
    ]
    return html.Nav(links, className="seg forms", **{"aria-label": "Form"})


def value_words(name: str, value: str) -> str:
    """A filter's value as people say it."""
    if name == "theme":
        return plain(value)
    if name == "verdict":
        return VERDICT_WORDS.get(value, value)
    if name == "relation":
        return RELATION_WORDS.get(value, value)
    if name == "kind":
        return KIND_WORDS.get(value, value)
    return dates.text_words(value) if name == "when" else value


def toggled(view: View, name: str, value: str) -> str:
    """The address with one value of a filter put in or taken out."""
    chosen: tuple[str, ...] = getattr(view, name)
    return address(view, **{name: tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)})


def themes(view: View, facets: dict[str, tuple[Facet, ...]]) -> list[Child]:
    """The largest themes as chips; the rest is among the filters."""
    # In step the room beside the switch belongs to the pair.
    first = [facet for facet in facets["theme"] if facet.count][: 0 if view.scale == "in-step" else TOP_THEMES]
    return [_chip(view, facet) for facet in first]


def _chip(view: View, facet: Facet) -> Component:
    words = value_words(facet.name, facet.value)
    here = {"aria-current": "true"} if facet.chosen else {}
    return html.A(
        [html.Span(words, dir="auto"), html.B(f"{facet.count:,}")],
        href=toggled(view, facet.name, facet.value),
        className="chip on" if facet.chosen else "chip",
        **here,
    )


def panel(view: View, facets: dict[str, tuple[Facet, ...]]) -> Component:
    """Every filter with the rows that each choice would show."""
    chosen = sum(len(getattr(view, name)) for name in FACETS)
    groups = [_group(view, name, facets[name]) for name in FACETS if facets.get(name)]
    groups.append(_colours(view))
    label = ["Filters", html.B(str(chosen)) if chosen else None]
    return html.Details(
        [
            html.Summary([icon("filter"), *kept(label)], className="chip"),
            html.Div(groups, className="drop facets"),
        ],
        className="filters",
        id="filters",
    )


def _group(view: View, name: str, offered: tuple[Facet, ...]) -> Component:
    first = sorted(offered[:LONGEST] if name == "when" else offered, key=lambda f: not f.chosen)[:LONGEST]
    if name == "when":
        first = sorted(first, key=offered.index)
    more = len(offered) - len(first)
    said = [html.Li(html.Span(f"and {more:,} more; the search finds them"), className="more")] if more > 0 else []
    return html.Section(
        [
            html.H2(TITLES[name], className="eyebrow"),
            html.Ul([*(html.Li(_chip(view, facet)) for facet in first), *said], className="chips"),
        ]
    )


def _colours(view: View) -> Component:
    def chip(value: str, words: str) -> Component:
        on = view.colour == value
        here = {"aria-current": "true"} if on else {}
        return html.Li(html.A(words, href=address(view, colour=value), className="chip on" if on else "chip", **here))

    choices = [chip("verdict", "Verdict"), chip("relation", "How the report uses it")]
    return html.Section([html.H2("Colour lines by", className="eyebrow"), html.Ul(choices, className="chips")])


def active(view: View, scene: Scene) -> Child:
    """What is in force, each with a way to drop it; nothing when nothing is."""
    chips = [_drop(f"“{view.q}”", "the search", address(view, q=""))] if view.q else []
    for name in FACETS:
        chips += [
            _drop(value_words(name, value), TITLES[name].lower(), toggled(view, name, value))
            for value in getattr(view, name)
        ]
    if view.only:
        words = f"{len(view.only):,} chosen event{'' if len(view.only) == 1 else 's'}"
        chips.append(_drop(words, "the choice of events", address(view, only=())))
    windows = {band.side: band.window for band in scene.bands}
    for side, label in (("then", "Then"), ("now", "Now")):
        # The one axis of across-time always ends today.
        if getattr(view, side) and side in windows and not (side == "now" and scene.scale == "across-time"):
            chips.append(_drop(f"{label} {years_range(*windows[side])}", "the window", address(view, **{side: ""})))
    if not chips:
        return None
    if len(chips) > 1:
        chips.append(html.A("Clear all", href=cleared(view), className="clear"))
    return html.Div(chips, className="chips active", role="group", **{"aria-label": "Filters in force"})


def _drop(words: str, what: str, href: str) -> Component:
    return html.A(
        [hidden_words(f"Drop {what}: "), html.Span(words, dir="auto"), icon("close")], href=href, className="chip on"
    )


def legend(view: View, counts: tuple[tuple[str, int], ...]) -> Component:
    """The verdicts with their line and count; each is a filter."""
    held = dict(counts)
    links = [
        html.Li(
            html.A(
                [
                    html.Span(html.I(className=f"vg v-{verdict}"), className=f"line v-{verdict}",
                              **{"aria-hidden": "true"}),
                    VERDICT_WORDS[verdict],
                    html.B(f"{held.get(verdict, 0):,}"),
                ],
                href=toggled(view, "verdict", verdict),
                className=f"lg v-{verdict}{' on' if verdict in view.verdict else ''}",
                **({"aria-current": "true"} if verdict in view.verdict else {}),
            )
        )
        for verdict in LEGEND_ORDER
    ]  # fmt: skip
    return html.Div(
        [html.Ul(links, className="legend", **{"aria-label": "Verdicts: choose one to filter"}),
         html.P(html.Span("One line is one report."), className="lgn")],
        className="lgd",
    )  # fmt: skip


def dropped(name: str) -> Any:
    """What a filter holds when nothing is chosen by it."""
    return "" if name == "q" else ()


def cleared(view: View) -> str:
    """The address without all that narrows; the story stays."""
    return address(view, **{name: dropped(name) for name in ("q", *FACETS, "only")}, then="", now="")


_MISSED: Final = {"q": "the search", "only": "the choice of events"}


def empty(view: View, rows_without: dict[str, int]) -> Component:
    """No result: what to drop, the most fruitful first; `story` stands for looking in everything instead."""
    if not rows_without:
        return html.Div(
            [
                html.H2("There is nothing to show yet"),
                html.P("This catalogue holds no event: a row of events.csv is one."),
                html.Div(html.A("Make your own CSV", href="/make", className="btn pri"), className="acts"),
            ],
            className="none",
        )
    steps = sorted(((count, name) for name, count in rows_without.items() if count), reverse=True)
    links: list[Child] = []
    for count, name in steps[:3]:
        rows = counted(count, "row")
        if name == "story":
            links.append(html.A(f"Look in everything: {rows}", href=address(view, story=EVERYTHING), className="btn"))
            continue
        what = _MISSED.get(name) or f"the filter “{TITLES[name].lower()}”"
        links.append(html.A(f"Drop {what}: {rows}", href=address(view, **{name: dropped(name)}), className="btn"))
    links.append(html.A("Clear all filters", href=cleared(view), className="btn pri"))
    several = sum(name != "story" for name in rows_without) > 1
    title, told = (
        ("Nothing meets all of these together", "Each of them alone may be met; together they leave no row.")
        if several
        else ("Nothing meets this", "Nothing here has what is asked for.")
    )
    return html.Div([html.H2(title), html.P(told), html.Div(links, className="acts")], className="none")
