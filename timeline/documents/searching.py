"""/search: find a report or an event by its words; on a server with its index, in a folder of files with a script."""

from __future__ import annotations

import json
from typing import Final

import numpy as np
from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents import facts, frame
from timeline.documents.site import Head, Site
from timeline.documents.stories import tour
from timeline.exchange.jsonld import address_of
from timeline.problems import plural
from timeline.scene.index import index_of
from timeline.scene.selection import story_slugs
from timeline.view import LONGEST_TEXT, View

MOST: Final = 100
"""Findings on the page."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the page, and the index that its script reads where no server answers."""

    @documents.get("/search")
    def search() -> AnyResponse:
        return page(site)

    @documents.get("/search-index.js")
    def search_index() -> AnyResponse:
        text = "window.echolineIndex=" + json.dumps(entries(site.current()), ensure_ascii=False, separators=(",", ":"))
        # U+2028 and U+2029 end a line in old JavaScript, even inside a string.
        text = text.replace("\u2028", " ").replace("\u2029", " ") + ";\n"
        return Response(text, mimetype="text/javascript")


def page(site: Site) -> Response:
    """The field, what it found, and the stories to begin with."""
    catalogue = site.current()
    query = View.from_query({"q": request.args.get("q", "")}).q
    rows = catalogue.search(query, MOST).tolist() if query else []
    stories = [tour(catalogue, slug) for slug in story_slugs(catalogue)]
    kinds = catalogue.events["kind"].value_counts()
    reports = int(kinds.get("report", 0))
    lead = (
        f"{plural(reports, 'report')}, {plural(len(catalogue.events) - reports, 'event')}, "
        f"{plural(len(catalogue.citations), 'citation')}: which past the news reaches for, and whether it has it right."
    )
    title = f"Search: {query}" if query else "Echoline: then and now in the news" if site.static else "Search"
    return frame.page(
        site,
        "search.html",
        Head(title, lead, "" if query else "/search", index=not query),
        section="search",
        query=query,
        found=[facts.ref(catalogue, row) for row in rows],
        stories=stories,
        lead=lead,
        static=site.static,
        longest=LONGEST_TEXT,
    )


def entries(catalogue: Catalogue) -> list[list[str]]:
    """What the script searches: [path, title, date in words, kind, other words], the most cited first."""
    events = catalogue.events
    found: list[list[str]] = []
    order = np.argsort(-index_of(catalogue).cited, kind="stable")
    for row in order.tolist():
        one = facts.ref(catalogue, row)
        cells = [
            str(events[name].iat[row]) for name in ("aliases", "themes", "place", "publisher", "author", "summary")
        ]
        words = " ".join(" ".join(cells).replace(";", " ").replace("-", " ").split())
        found.append([address_of(one.kind, one.id), one.title, one.short, one.kind, words])
    stories = [
        [one.path, one.title, one.short, "story", ""]
        for one in (tour(catalogue, slug) for slug in story_slugs(catalogue))
    ]
    return stories + found
