"""What every page wears: head, header, signs and footer, as plain HTML that the explorer and the documents share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from timeline import resources
from timeline.shell_icons import icon, silhouette, sprite

__all__ = ["NAV", "footer", "head", "header", "icon", "silhouette", "sprite"]

SITE: Final = "Echoline"
NAV: Final = (
    ("explore", "/", "Explore"),
    ("reports", "/reports", "Reports"),
    ("memory", "/memory", "How the press remembers"),
    ("cite", "/cite", "Check a text"),
    ("make", "/make", "Your own CSV"),
)
"""(name, address, words) of the main navigation."""
SERVED: Final = ("memory", "cite", "make")
"""Names of NAV that need a server behind them."""


# What the first screen is set in, asked for before the style sheets have come; the others come when a rule wants them.
_FONTS: Final = (
    "source-serif-4-latin-normal",
    "ibm-plex-sans-latin-400-normal",
    "ibm-plex-sans-latin-500-normal",
    "ibm-plex-sans-condensed-latin-400-normal",
    "ibm-plex-sans-condensed-latin-500-normal",
)


def head(title: str, description: str, *, canonical: str = "", styles: Sequence[str] = (), more: str = "") -> str:
    """The inside of `<head>`: `title` without the site's name, `styles` names of assets beside tokens, icons and base.

    `canonical` is an absolute address; `more` is HTML that the page has escaped itself.
    """
    links = "".join(
        f'<link rel="stylesheet" href="{resources.asset_url(name)}">'
        for name in ("tokens.css", "icons.css", "base.css", *styles)
    )
    files = [resources.asset_url(f"fonts/{name}.woff2") for name in _FONTS]
    fonts = "".join(f'<link rel="preload" href="{file}" as="font" type="font/woff2" crossorigin>' for file in files)
    whole = f"{title} · {SITE}" if title else SITE
    address = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    return (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{escape(whole)}</title><meta name="description" content="{escape(description)}">'
        f'<meta name="color-scheme" content="light dark"><meta name="theme-color" content="#FBFAF7">'
        f'<link rel="icon" type="image/svg+xml" href="{resources.asset_url("icon.svg")}">{address}{fonts}{links}{more}'
    )


def header(
    current: str = "", *, search: str = "", hidden: Iterable[tuple[str, str]] = (), look: str = "", static: bool = False
) -> str:
    """The bar at the top; `current` is a name of NAV.

    `search` stands in the search field, `hidden` are further (name, value) pairs that its form sends along; `look` is
    the address of this page in the other look ("" leaves the switch out). `static` leaves out what needs a server: the
    search and the pages that a folder of files cannot hold.
    """
    kept = [entry for entry in NAV if not static or entry[0] not in SERVED]
    links = "".join(
        f'<a href="{href}"{" aria-current=page" if name == current else ""}>{escape(words)}</a>'
        for name, href, words in kept
    )
    form = "" if static else _search("q", search, hidden)
    inside = "" if static else _search("q-phone", search, hidden)
    switch = (
        f'<a class="btn icon quiet dt" id="look" href="{escape(look)}" aria-label="Switch between light and dark">'
        f"{icon('theme', 19)}</a>"
        if look
        else ""
    )
    dark = f'<a class="row" href="{escape(look)}">{icon("theme", 19)} Light or dark</a>' if look else ""
    return (
        f'<a class="skip" href="#main">To the content</a>{sprite()}<header class="topbar">'
        '<a class="brand" href="/"><svg aria-hidden="true" focusable="false"><use href="#brand"/></svg>Echoline</a>'
        f'<nav class="nav" aria-label="Main">{links}</nav><span class="sp"></span>{form}{switch}'
        f'<details class="menu"><summary aria-label="Search and menu">{icon("search", 21)}{icon("menu", 22)}</summary>'
        f'<div class="sheet">{inside}<nav aria-label="Main, menu">{links}</nav>{dark}</div></details></header>'
    )


def _search(id: str, text: str, hidden: Iterable[tuple[str, str]]) -> str:
    along = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in hidden)
    return (
        f'<form class="search" role="search" action="/" method="get">{icon("search", 17)}'
        f'<input id="{id}" type="search" name="q" value="{escape(text)}" maxlength="200" autocomplete="off"'
        ' aria-label="Search events, reports, places" placeholder="Search events, reports, places">'
        f'<kbd aria-hidden="true">/</kbd>{along}</form>'
    )


def footer(*, static: bool = False) -> str:
    """The foot of every page: where the data is, under which licence, and what a verdict is."""
    data = "" if static else '<a href="/data/echoline.zip">All data (zip)</a> <a href="/make">Your own CSV</a>'
    return (
        '<footer class="foot"><p>A verdict judges one claim against the record, never the comparison and never a '
        f"person.</p><p>Text and data CC BY 4.0, program MIT. No cookies, nothing from other sites. {data}</p></footer>"
    )
