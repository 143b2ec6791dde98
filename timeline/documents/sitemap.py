"""/sitemap.xml and /robots.txt: where search engines find every document."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents.site import Site
from timeline.exchange.jsonld import address_of
from timeline.scene.selection import story_slugs

MOST: Final = 50_000
"""Addresses in one file, by the protocol."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the two addresses."""

    @documents.get("/sitemap.xml")
    def sitemap() -> AnyResponse:
        catalogue = site.current()
        found = list(paths(catalogue))
        if len(found) <= MOST:
            # As files, the search page is the first page: one address, said once.
            whole = dict.fromkeys(map(site.absolute, found))
            return _xml("urlset", (_entry("url", one) for one in whole if one))
        count = -(-len(found) // MOST)
        parts: Iterator[str] = (
            _entry("sitemap", site.absolute(f"/sitemap-{part}.xml")) for part in range(1, count + 1)
        )
        return _xml("sitemapindex", parts)

    @documents.get("/sitemap-<int:part>.xml")
    def sitemap_part(part: int) -> AnyResponse:
        found = list(paths(site.current()))[(part - 1) * MOST : part * MOST] if part > 0 else []
        if not found:
            abort(404)
        return _xml("urlset", (_entry("url", site.absolute(path)) for path in found))

    @documents.get("/robots.txt")
    def robots() -> AnyResponse:
        text = f"User-agent: *\nDisallow: /share/\nDisallow: /_dash\nSitemap: {site.absolute('/sitemap.xml')}\n"
        return Response(text, mimetype="text/plain")


def paths(catalogue: Catalogue) -> Iterator[str]:
    """The path of every document that stands for itself."""
    yield from ("/", "/stories", "/reports", "/events", "/search", "/memory", "/cite", "/make", "/data/")
    for slug in story_slugs(catalogue):
        yield f"/story/{quote(slug)}"
    for kind, id in zip(catalogue.events["kind"].tolist(), catalogue.events["id"].tolist(), strict=True):
        yield address_of(kind, quote(id))


def _entry(name: str, address: str) -> str:
    return f"<{name}><loc>{escape(address)}</loc></{name}>\n"


def _xml(root: str, entries: Iterator[str]) -> Response:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(entries)}</{root}>\n'
    )
    return Response(text, mimetype="application/xml")
