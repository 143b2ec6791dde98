"""Scene -> Plotly figure: the pixels of the SVG, with words, dots and places to click as traces.

Only scatter traces are used, so the basic plotly.js bundle draws it. Lines, bars and pills are layout shapes in drawing
order (exact curves, with their halos between them); words are text points, at a tenth of the cost of annotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any, Final

import plotly.graph_objects as go

from timeline.figure_shapes import Shapes
from timeline.palette import FAMILIES, THEMES, ColourBy, Theme
from timeline.palette_shapes import (
    HIT,
    NODE,
    NODE_BIG,
    STRONG,
    hit_boxes,
    nodes_shown,
)
from timeline.palette_strokes import along, steps
from timeline.palette_words import ROLES, clean, message
from timeline.scene.clusters import count_text
from timeline.scene.curves import Point
from timeline.scene.scene import Mark, Scene, Text

CONFIG: Final[Mapping[str, Any]] = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": False,
}
"""What `dcc.Graph(config=...)` and `Plotly.newPlot` need beside the figure."""

WORDS, DOTS, HITS = "words", "dots", "hits"
"""Names of the traces."""

_POSITIONS: Final = {"start": "middle right", "middle": "middle center", "end": "middle left"}
# Plotly sets the baseline of a point's words a quarter of the font size below the point.
_BASELINE: Final = 0.25
_REACH: Final = 14


def draw(
    scene: Scene,
    *,
    theme: Theme = "light",
    colour_by: ColourBy = "verdict",
    paper: str | None = None,
    hits: bool = True,
) -> go.Figure:
    """The picture as a Plotly figure; see `spec` for its options and its parts."""
    parts = spec(scene, theme=theme, colour_by=colour_by, paper=paper, hits=hits)
    # the parts are ours and tested against the browser: validating each of a thousand shapes costs a second
    return go.Figure(**parts, _validate=False)


def spec(
    scene: Scene,
    *,
    theme: Theme = "light",
    colour_by: ColourBy = "verdict",
    paper: str | None = None,
    hits: bool = True,
) -> dict[str, Any]:
    """The figure as plain `data` and `layout`, `scene.width` by `scene.height` pixels, axes in pixels, y downwards.

    A page that sends it on spares the copies that `go.Figure` makes of every part. Every point of the trace `hits` has
    customdata `[kind, key]`, kinds as in `svg.draw`; the shape whose `name` is a thread's key is its line, where it is
    drawn by itself (up to MANY_THREADS). `paper` replaces the theme's ground; `hits=False` leaves that trace out, for a
    page that finds out itself what the pointer is on.
    """
    colours = dict(THEMES[theme]) | ({"paper": paper} if paper else {})
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    layout = {
        "template": {},
        "width": round(scene.width, 1),
        "height": round(scene.height, 1),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": axis | {"range": [0, round(scene.width, 1)]},
        "yaxis": axis | {"range": [round(scene.height, 1), 0]},
        "paper_bgcolor": colours["paper"],
        "plot_bgcolor": colours["paper"],
        "font": {"family": FAMILIES["cond"], "size": 13.5, "color": colours["ink"]},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": _REACH,
        "hoverlabel": {
            "bgcolor": colours["ink"],
            "bordercolor": colours["ink"],
            "align": "left",
            "namelength": 0,
            "font": {"family": FAMILIES["cond"], "size": 13.5, "color": colours["paper"]},
        },
        "shapes": Shapes(colours, colour_by).scene(scene),
    }
    data = [_dots(scene, colours), _words(scene, colours)] + ([_hits(scene)] if hits else [])
    return {"data": data, "layout": layout}


def plain(text: str) -> str:
    """Text that Plotly shows as it is: no tags, entities or formulas are read out of it."""
    return clean(text).replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;").replace("$", "&#36;")


def _dots(scene: Scene, colours: Mapping[str, str]) -> dict[str, Any]:
    """Events of one day and nodes on the rails, in drawing order."""
    x: list[float] = []
    y: list[float] = []
    size: list[float] = []
    fill: list[str] = []
    edge: list[str] = []
    edge_width: list[float] = []

    def dot(at: Point, radius: float, inside: str, outline: str, outline_width: float) -> None:
        x.append(round(at[0], 1))
        y.append(round(at[1], 1))
        size.append(round(2 * radius, 1))
        fill.append(colours[inside])
        edge.append(colours[outline])
        edge_width.append(outline_width)

    for mark in scene.marks:
        if mark.shape == "dot":
            radius = min(mark.box.width, mark.box.height) / 2
            if mark.hollow:
                dot((mark.x, mark.y), radius - 0.7, f"{mark.side}-band", f"{mark.side}-ink", 1.4)
            else:
                dot((mark.x, mark.y), radius, f"{mark.side}-ink", f"{mark.side}-ink", 0)
    for node in nodes_shown(scene):
        radius = NODE_BIG if node.state in STRONG else NODE
        dot((node.x, node.y), radius, f"{node.side}-ink", "paper", 1.5)
    return {
        "type": "scatter",
        "name": DOTS,
        "mode": "markers",
        "x": x,
        "y": y,
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {"size": size, "color": fill, "opacity": 1, "line": {"color": edge, "width": edge_width}},
    }


def _words(scene: Scene, colours: Mapping[str, str]) -> dict[str, Any]:
    shown = [(text, ink) for text, ink in _texts(scene) if text.text.strip()]
    looks = [ROLES[text.role] for text, _ in shown]
    return {
        "type": "scatter",
        "name": WORDS,
        "mode": "text",
        "x": [round(text.x, 1) for text, _ in shown],
        "y": [round(text.y - _BASELINE * text.size, 2) for text, _ in shown],
        "text": [plain(text.text) for text, _ in shown],
        "textposition": [_POSITIONS[text.anchor] for text, _ in shown],
        "textfont": {
            "family": [FAMILIES[look.family] for look in looks],
            "size": [text.size for text, _ in shown],
            "weight": [text.weight for text, _ in shown],
            "style": ["italic" if look.italic else "normal" for look in looks],
            "color": [colours[ink] for _, ink in shown],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _texts(scene: Scene) -> Iterator[tuple[Text, str]]:
    """Every line of text with the token of its colour."""
    for band in scene.bands:
        yield band.name, f"{band.side}-ink"
    loose = [tick.label for tick in scene.ticks] + [gap.label for gap in scene.breaks]
    loose += [line.label for line in scene.lines] + [tag.text for tag in scene.tags] + list(scene.texts)
    for mark in scene.marks:
        if mark.shape == "cluster":
            yield count_text(mark), "paper"
        for text in mark.label.lines if mark.label else ():
            if text.role == "title" and mark.hollow:
                yield text, "ink-3"
            elif text.role == "date" and mark.label and mark.label.inside:
                yield text, "ink-2"
            else:
                yield text, ROLES[text.role].ink
    if scene.brush:
        loose += [tick.label for tick in scene.brush.ticks]
        for window in scene.brush.windows:
            yield window.label, f"{window.side}-ink"
    for found in loose:
        if found is not None:
            yield found, ROLES[found.role].ink
    told = message(scene)
    for line in told[1] if told else ():
        yield line, ROLES[line.role].ink


def _hits(scene: Scene) -> dict[str, Any]:
    """Invisible points at most 24 px apart: within 14 px of one, the pointer is on its thread or mark."""
    x: list[float] = []
    y: list[float] = []
    keys: list[list[str]] = []
    words: list[str] = []

    def hit(points: list[Point], kind: str, key: str, word: str) -> None:
        shown = plain(word)
        for at in points:
            x.append(round(at[0], 1))
            y.append(round(at[1], 1))
            keys.append([kind, key])
            words.append(shown)

    for thread in scene.threads:
        walk = steps(thread.points)
        total = sum(walk)
        count = max(2, ceil(total / HIT))
        points = [along(thread.points, total * (at + 0.5) / count, walk)[0] for at in range(count)]
        hit(points, "citation", thread.key, thread.word)
    for mark in scene.marks:
        kind, key = target(mark)
        hit(_grid(mark), kind, key, mark.word or f"{mark.title}, {mark.date}")
    return {
        "type": "scatter",
        "name": HITS,
        "mode": "lines",  # hovered point by point like markers, but no element is drawn for each
        "x": x,
        "y": y,
        "customdata": keys,
        "hovertext": words,
        "hoverinfo": "text",
        "cliponaxis": False,
        "line": {"width": 0, "color": "rgba(0,0,0,0)"},
    }


def target(mark: Mark) -> tuple[str, str]:
    """(kind, key) that a click on a mark means: `event`, `report`, or the `window` that opens a cluster."""
    if mark.shape == "cluster":
        return "window", mark.window
    return ("report" if mark.shape == "sheet" or mark.kind == "report" else "event"), mark.key


def _grid(mark: Mark) -> list[Point]:
    """Points over a mark and its label, no further apart than the reach of the pointer."""
    points = []
    for box in hit_boxes(mark):
        columns, rows = max(1, ceil(box.width / HIT)), max(1, ceil(box.height / HIT))
        points += [
            (box.x0 + box.width * (column + 0.5) / columns, box.y0 + box.height * (row + 0.5) / rows)
            for row in range(rows)
            for column in range(columns)
        ]
    return points
