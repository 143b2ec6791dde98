"""Windows of time, as plain links: zoom and pan of each band, the way back, and the pair that in-step aligns."""

from __future__ import annotations

from timeline.catalogue import Catalogue
from timeline.explore.links import address, window
from timeline.explore.markup import Child, Component, hidden_words, html, icon, kept
from timeline.explore.reading import event, events
from timeline.scene.pairs import compared
from timeline.scene.scene import Band, Scene
from timeline.scene.selection import Selection
from timeline.view import MOST_SHIFT, View

_MOVES = (
    ("minus", "zoom out", "out", 0.0, 1.6),
    ("plus", "zoom in", "in", 0.0, 0.6),
    ("left", "earlier", "earlier", -0.3, 1.0),
    ("right", "later", "later", 0.3, 1.0),
)


def zoom(view: View, scene: Scene) -> list[Child]:
    """Links that change the windows, for each band that has one."""
    parts: list[Child] = []
    pinned = scene.scale == "in-step"
    if scene.scale == "across-time":
        parts.append(_reach(view, scene))
    for band in [] if scene.scale == "across-time" else scene.bands[:1] if pinned else scene.bands:
        name = "Both" if pinned else "Then" if band.side == "then" else "Now"
        parts.append(
            html.Span(
                [html.Span(name, className="of"), *(_move(view, band, name, *move, pinned=pinned) for move in _MOVES)],
                className="seg moves",
                role="group",
                **{"aria-label": f"{name}: window of time"},
            )
        )
    if pinned:
        moves = [_shifted(view, scene, -1, "left", "a day earlier"), _shifted(view, scene, 1, "right", "a day later")]
        inside = [html.Span("Shift", className="of"), *moves]
        label = {"aria-label": "Lay the present earlier or later against the past"}
        parts.append(html.Span(inside, className="seg moves", role="group", **label))
    if view.then or view.now or view.pair_shift:
        straight = address(view, then="", now="", pair="~".join(view.pair_ids or ()))
        parts.append(html.A([icon("reset"), "Reset"], href=straight, className="btn", id="reset"))
    return kept(parts) + _keys()


def _reach(view: View, scene: Scene) -> Child:
    """Links that change how many years back the one axis reaches; it always ends today."""
    if len(scene.bands) < 2:
        return None
    (oldest, middle), (_, today) = scene.bands[0].window, scene.bands[1].window
    links = []
    for sign, words, kind, _, factor in _MOVES[:2]:
        first = round(today - max(1, today - oldest) * factor)
        said = f"Reach back: {words}"
        links.append(
            html.A(
                [icon(sign), hidden_words(said)],
                href=address(view, then=window(first, max(middle, first + 365))),
                title=said,
                **{"data-move": f"then-{kind}"},
            )
        )
    inside = [html.Span("Reach back", className="of"), *links]
    return html.Span(inside, className="seg moves", role="group", **{"aria-label": "How far back the axis reaches"})


def _shifted(view: View, scene: Scene, days: int, sign: str, words: str) -> Component:
    """A link that lays the present band so many days later against the past than it lies now."""
    said, shift = f"Shift the present: {words}", min(max(view.pair_shift + days, -MOST_SHIFT), MOST_SHIFT)
    return html.A(
        [icon(sign), hidden_words(said)],
        href=address(view, pair=scene.pair + (f"~{shift}" if shift else "")),
        title=said,
        **{"data-move": f"shift-{sign}"},
    )


def _keys() -> list[Child]:
    """The way to the keys; only a page that is awake has them, so the style sheet shows it then."""
    return [html.Button([icon("keys"), "Keys"], type="button", className="btn keys", **{"data-open": "keys"})]


def _move(
    view: View, band: Band, name: str, sign: str, words: str, kind: str, shift: float, factor: float, *, pinned: bool
) -> Component:
    first, last = band.window
    span = max(1, last - first)
    half = max(1.0, span * factor / 2)
    middle = (first + last) / 2 + span * shift
    moved = window(round(middle - half), round(middle + half))
    changes: dict[str, str] = {"then": moved, "now": ""} if pinned else {str(band.side): moved}
    return html.A(
        [icon(sign), hidden_words(f"{name}: {words}")],
        href=address(view, **changes),
        title=f"{name}: {words}",
        **{"data-move": f"{band.side}-{kind}"},
    )


def pairs(catalogue: Catalogue, view: View, selection: Selection, scene: Scene) -> Child:
    """In step: which pair is day 0, and the others that the selection links, most linked first."""
    if view.scale != "in-step" or not scene.pair:
        return None
    past, _, present = scene.pair.partition("~")
    rows = [catalogue.row(one) for one in (past, present)]
    if None in rows:
        return None
    first, second = (event(catalogue, int(row)) for row in rows if row is not None)
    listed = compared(catalogue, selection.chosen).most
    told = events(catalogue, [row for both in listed for row in both])
    items = []
    for one, other in zip(told[::2], told[1::2], strict=True):
        pair = f"{one.id}~{other.id}"
        here = {"aria-current": "true"} if pair == scene.pair else {}
        words = [html.Span(one.title, className="name", dir="auto"),
                 html.Span(["with ", html.Span(other.title, dir="auto")], className="of")]  # fmt: skip
        items.append(html.Li(html.A(words, href=address(view, pair=pair, then="", now=""), **here)))
    said = [html.Span("Day 0", className="eyebrow"), html.Span(f"{first.title} / {second.title}", className="name",
                                                               dir="auto")]  # fmt: skip
    return html.Details(
        kept(
            [html.Summary([*said, icon("down")], className="chip"), html.Div(html.Ul(items), className="drop stories")]
        ),
        className="pairs",
        id="pairs",
    )
