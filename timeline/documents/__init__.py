"""What people read, print, embed and archive: pages complete without JavaScript, one module per kind of page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from timeline.catalogue import Catalogue
from timeline.documents import (
    charts,
    cite,
    data,
    embeds,
    events,
    handout,
    lists,
    make,
    memory,
    missing,
    oembed,
    offline,
    present,
    reports,
    searching,
    share,
    sitemap,
    stories,
)
from timeline.documents.site import Site

PAGES = (
    reports,
    events,
    stories,
    lists,
    searching,
    embeds,
    share,
    oembed,
    charts,
    data,
    sitemap,
    present,
    handout,
    offline,
    memory,
    cite,
    make,
    missing,
)
"""Each has `register(blueprint, site)`, which adds its addresses."""


def blueprint(current: Callable[[], Catalogue], *, base_url: str = "", static: bool = False) -> Blueprint:
    """All documents of the catalogue that `current()` returns, at the addresses of the architecture.

    `base_url` is the address that the world knows the site by; without it the one that the app is configured with, or
    that is asked for. `static`: the pages become files, so they offer nothing that needs a server.
    """
    documents = Blueprint("documents", __name__, template_folder="templates")
    site = Site(current, base_url.rstrip("/"), static)

    for page in PAGES:
        page.register(documents, site)
    return documents
