"""The app: one address, one callback. A click changes the address, the address makes the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dash import ClientsideFunction, Dash, Input, Output, dcc
from flask import Flask, Response, request

from timeline import resources
from timeline.catalogue import Catalogue
from timeline.explore import served
from timeline.explore.markup import to_html
from timeline.explore.page import REGIONS, WIDE, parts, show
from timeline.explore.printing import printed
from timeline.explore.wire import wire
from timeline.figure import CONFIG, spec
from timeline.palette import ColourBy
from timeline.scene.scene import Scene
from timeline.view import View

PATHS: Final = ("/",)
"""The addresses that Dash answers."""
URL, FRAME, PAGE, FIGURE = "url", "frame", "page", "figure"
_NO_AXIS: Final = {"visible": False, "fixedrange": True}
BLANK: Final = {"data": [], "layout": {"template": {}, "width": 10, "height": 10, "xaxis": _NO_AXIS, "yaxis": _NO_AXIS}}
"""What the graph draws before the first answer has come: as little as there is."""
WIDEST: Final = 4000
NARROWEST: Final = 240

Current = Callable[[], Catalogue]


class Explorer(Dash):
    """A Dash whose index is a page of ours, made anew for every address."""

    def __init__(self, current: Current, **options: Any) -> None:
        self._current = current
        super().__init__("timeline.explore", **options)

    def interpolate_index(self, *_: Any, **parts_of_dash: Any) -> str:
        """The served page; Dash's own title, styles and icons are not used."""
        return served.page(self._current(), request.query_string.decode("utf-8", "replace"), parts_of_dash)


def create_explore(server: Flask, current: Current, **options: Any) -> Dash:
    """Add the explorer of the catalogue that `current()` returns to the server, at `/`; `options` are Dash's own."""
    app = Explorer(
        current,
        server=server,
        assets_folder=str(resources.assets_dir()),
        # The page links its own assets, with fingerprints.
        assets_ignore=".*",
        serve_locally=True,
        compress=False,
        enable_mcp=False,
        update_title=None,
        title="Echoline",
        **options,
    )
    app.layout = layout
    _register(app, current)
    _add_doors(server, current)
    return app


def layout() -> list[Any]:
    """What Dash puts in the place of the served picture; all around it stays the page's own, as HTML."""
    still: Any = {**CONFIG, "staticPlot": True}
    graph: Any = dcc.Graph(id=FIGURE, config=still, responsive=False, figure=BLANK)
    return [dcc.Location(id=URL, refresh=False), *(dcc.Store(id=name) for name in (FRAME, PAGE)), graph]


def _register(app: Dash, current: Current) -> None:
    """Three callbacks: the room there is (in the browser), the page for the address, and its arriving."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("echoline", "room"), Output(FRAME, "data"), Input(URL, "search"), Input(FIGURE, "id")
    )

    @app.callback(Output(PAGE, "data"), Input(FRAME, "data"), prevent_initial_call=True)
    def show_view(frame: Any) -> dict[str, Any]:
        return answer(current(), frame if isinstance(frame, dict) else {})

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("echoline", "arrived"),
        Output(FIGURE, "figure"),
        Input(PAGE, "data"),
        prevent_initial_call=True,
    )


def answer(catalogue: Catalogue, frame: dict[str, Any]) -> dict[str, Any]:
    """All that the page shows for a frame: `search`, `width` (px), `layout` (wide or tall) and `dark` (bool).

    `search` is the frame's own, `look` is the class of the page, `regions` the HTML of each (every text in it is
    escaped), `scene` what can be touched where, `say` one line for those who listen, `figure` Plotly's, None when the
    view has no chart, `inks` what a dark picture is printed with.
    """
    search = str(frame.get("search") or "")
    view = View.from_search(search)
    shown = show(catalogue, view, _width(frame.get("width")), str(frame.get("layout")))
    regions = parts(shown)
    return {
        "search": search,
        "look": regions.look,
        "figure": _picture(shown.scene, view, bool(frame.get("dark"))) if view.form == "chart" else None,
        "scene": wire(shown.scene, shown.asked, regions.title),
        "say": regions.say,
        "inks": printed() if frame.get("dark") else None,
        "regions": {name: to_html(getattr(regions, name)) for name in REGIONS},
    }


def _picture(scene: Scene, view: View, dark: bool) -> Any:
    """The Plotly figure; the page finds out itself what the pointer is on, so the places to click need not travel."""
    colour_by: ColourBy = "relation" if view.colour == "relation" else "verdict"
    return spec(scene, theme="dark" if dark else "light", colour_by=colour_by, hits=False)


def _width(value: Any) -> int:
    try:
        return min(max(int(value), NARROWEST), WIDEST)
    except (TypeError, ValueError, OverflowError):
        return WIDE


def _add_doors(server: Flask, current: Current) -> None:
    """The drawing for a page that knows its width."""

    @server.get("/poster")
    def poster() -> Response:
        """Return the SVG of the view as an HTML fragment, `at` pixels wide in the `form-of` given."""
        query = request.query_string.decode("utf-8", "replace")
        width, form = _width(request.args.get("at")), request.args.get("form-of", "wide")
        return Response(served.picture(current(), query, width, form), mimetype="text/html")
