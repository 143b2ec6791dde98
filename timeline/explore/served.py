"""The page as the server sends it: complete without a script, and the app's scripts asleep in a template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import quote

from timeline import resources, shell
from timeline.addresses import public_url
from timeline.catalogue import Catalogue
from timeline.explore.links import address, hrefs
from timeline.explore.markup import Child, Raw, to_html
from timeline.explore.page import TALL, WIDE, Parts, Shown, main, parts, show, today
from timeline.scene.arranging import arrange
from timeline.scene.scene import Frame
from timeline.svg import chart_css, draw
from timeline.view import View

STYLES: Final = ("explore.css",)
LOADER: Final = "explore-loader.js"
_UNUSED: Final = re.compile(r'<script src="[^"]*/(?:dash_table/|html/|deps/polyfill@)[^"]*"></script>')
"""What Dash sends along with every page and nothing here uses: its table, its elements, and what browsers before 2018
lack, which puts slow copies in the place of what today's have."""
_CORE: Final = re.compile(r'(<script src="[^"]*/dcc/)dash_core_components(\.v[^"]*"></script>)')
_APP_HERE: Final = '<div id="react-entry-point" class="canvas" aria-hidden="true"></div>'
"""Where Dash puts the live picture, in the place of the served one; the rest of the page stays as it is."""
APP: Final = ("explore.js", "explore-chart.js", "explore-strip.js", "explore-hands.js", "explore-print.js")


def page(catalogue: Catalogue, query: str, dash: Mapping[str, str]) -> str:
    """The whole document; `dash` holds what Dash would have put into its own index (config, scripts, renderer)."""
    view = View.from_search(query)
    shown = show(catalogue, view)
    regions = parts(shown)
    look = f' data-theme="{view.look}"' if view.look else ""
    return (
        f'<!doctype html><html lang="en"{look}><head>{_head(shown, regions)}</head><body>'
        f'{_header(shown)}<div id="app">{to_html(main(regions, [*_chart(shown), Raw(_APP_HERE)]))}</div>'
        '<p id="say" class="sr" role="status" aria-live="polite"></p>'
        f"{_gone()}{_keys()}{shell.footer()}{dash['config']}"
        f'<template id="app-scripts">{_scripts(dash)}</template>'
        f'<script src="{resources.asset_url(LOADER)}" defer></script></body></html>'
    )


def picture(catalogue: Catalogue, query: str, width: int, layout: str) -> str:
    """The drawing alone, for a page that has measured its room."""
    return _svg(show(catalogue, View.from_search(query), width, layout), "tall" if layout == "tall" else "wide")


def _chart(shown: Shown) -> list[Child]:
    """The picture twice, wide and tall; the style sheet shows the one that fits."""
    if shown.view.form != "chart":
        return []
    tall = Shown(
        shown.catalogue, shown.asked, shown.within, shown.view, shown.selection,
        arrange(shown.catalogue, shown.asked, Frame(TALL, "tall", today())),
    )  # fmt: skip
    high = round(shown.scene.height)
    return [
        Raw(f'<div class="pic wide" data-width="{WIDE}" style="--high:{high}px">{_svg(shown, "wide")}</div>'),
        Raw(f'<div class="pic tall" data-width="{TALL}">{_svg(tall, "tall")}</div>'),
    ]


def _svg(shown: Shown, prefix: str) -> str:
    return draw(
        shown.scene,
        href=hrefs(shown.asked, shown.scene),
        hidden=True,
        ids_prefix=f"ec-{prefix}",
        colour_by="relation" if shown.asked.colour == "relation" else "verdict",
        styles=False,
    )


def _head(shown: Shown, regions: Parts) -> str:
    view = shown.asked
    here = public_url(address(view.but(look="")))
    search = view.but(look="", form="chart").to_search()
    picture_of = public_url(f"/chart.png{search}{'&' if search else '?'}shape=social")
    title, told = shown.scene.headline, shown.scene.sentence
    social = {
        "og:type": "website", "og:site_name": shell.SITE, "og:title": title, "og:description": told, "og:url": here,
        "og:image": picture_of, "og:image:width": "1200", "og:image:height": "628", "og:image:alt": told,
    }  # fmt: skip
    metas = "".join(f'<meta property="{name}" content="{escape(text)}">' for name, text in social.items())
    discovery = f"{public_url('/oembed')}?url={quote(here, safe='')}&format=json"
    more = (
        f'{metas}<meta name="twitter:card" content="summary_large_image">'
        f'<link rel="alternate" type="application/json+oembed" href="{escape(discovery)}" title="{escape(title)}">'
        f"<style>{chart_css()}</style>"
    )
    return shell.head(title, told, canonical=here, styles=STYLES, more=more)


def _header(shown: Shown) -> str:
    view = shown.asked
    # A search looks through everything.
    hidden = view.but(story="", q="", event="", report="").to_query()
    other = {"dark": "light", "light": "dark"}.get(view.look, "dark")
    return shell.header("explore", search=view.q, hidden=hidden, look=address(view, look=other))


def _scripts(dash: Mapping[str, str]) -> str:
    """Dash's scripts in their order, ours, plotly.js, and the start; inert until the loader takes them out.

    plotly.js is as large as all others: they run while it is on its way. Dash has none fetched when it finds one.
    """
    plotly = f'<script src="/assets/{resources.plotly_bundle().name}"></script>'
    ours = "".join(f'<script src="{resources.asset_url(name)}"></script>' for name in APP)
    # The graph comes with the rest, not when the app finds that it wants one.
    needed = _CORE.sub(r"\1dash_core_components\2\1async-graph\2", _UNUSED.sub("", dash["scripts"]))
    return f"{needed}{ours}{plotly}{dash['renderer']}"


def _gone() -> str:
    """What to say when the server does not answer; shown by the script."""
    return (
        '<div id="gone" class="banner" role="alert" hidden><p><b>The server does not answer.</b> What you see is kept, '
        "and your selection is in the page’s address.</p>"
        '<button type="button" class="btn" data-retry>Try again</button></div>'
    )


KEYS: Final = (
    (("↑", "↓"), "in the list: earlier, later"),
    (("←", "→"), "in the list: between Then, Now and Reports"),
    (("←", "→"), "in step: lay the present a day earlier, later; with Shift a week"),
    (("Enter",), "open what the focus is on"),
    (("L",), "follow the link: from a report to what it cites, and back"),
    (("Esc",), "close, or back to the whole story"),
    (("[", "]"), "previous, next citation"),
    (("1", "2", "3"), "side by side, in step, across time"),
    (("T",), "chart or table"),
    (("P",), "present the story"),
    (("+", "−"), "zoom in, out (both bands)"),
    (("0",), "reset the windows and the shift"),
    (("/",), "search"),
    (("?",), "these keys"),
)


def _keys() -> str:
    rows = "".join(
        f"<div><dt>{' '.join(f'<kbd>{escape(key)}</kbd>' for key in keys)}</dt><dd>{escape(words)}</dd></div>"
        for keys, words in KEYS
    )
    return (
        '<dialog id="keys" aria-labelledby="keys-name"><h2 id="keys-name">Keys</h2>'
        f"<dl>{rows}</dl><p>With the wheel: hold Ctrl to zoom a band. Drag a band to move it; pinch it on a phone.</p>"
        '<form method="dialog"><button type="button" class="btn" data-keys aria-pressed="true">Single keys are on'
        '</button> <button class="btn pri" value="close">Close</button></form></dialog>'
    )
