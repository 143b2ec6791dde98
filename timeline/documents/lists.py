"""/reports, /events, /stories: everything there is, as lists in time order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import numpy as np
from flask import Blueprint, Response, abort, request

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.documents import facts, frame
from timeline.documents.site import Head, Site
from timeline.documents.stories import steps_of, tour
from timeline.palette import LEGEND_ORDER
from timeline.problems import plural
from timeline.scene.index import index_of
from timeline.scene.selection import story_slugs
from timeline.schema import KINDS
from timeline.ticks import year_words

PER_PAGE: Final = 400
"""Rows on one page of a list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    path: str
    title: str
    date: str
    more: str = ""
    verdicts: list[tuple[str, int]] = field(default_factory=list)
    count: str = ""


def register(documents: Blueprint, site: Site) -> None:
    """Add the three lists."""

    @documents.get("/reports")
    def reports() -> Response:
        return _listed(site, "reports", "Reports", ("report",))

    @documents.get("/events")
    def events() -> Response:
        return _listed(site, "events", "Events", ("history", "today"))

    @documents.get("/stories")
    def stories() -> Response:
        catalogue = site.current()
        found = [tour(catalogue, slug) for slug in story_slugs(catalogue)]
        rows = [Row(one.path, one.title, one.short, more=_first(catalogue, one.path)) for one in found]
        lead = f"{plural(len(rows), 'story')} to read, to explore or to present."
        head = Head("Stories", lead, "/stories")
        shown: dict[str, Any] = {"lead": lead, "groups": [("All", rows)], "pages": [], "page": 1}
        return frame.page(site, "list.html", head, section="stories", **shown)


def _first(catalogue: Catalogue, path: str) -> str:
    steps = steps_of(catalogue, path.removeprefix("/story/"))
    return steps[0].heading if steps else ""


def _listed(site: Site, name: str, title: str, kinds: tuple[str, ...]) -> Response:
    catalogue = site.current()
    index = index_of(catalogue)
    rows = np.flatnonzero(np.isin(index.kind, [KINDS.index(kind) for kind in kinds]))
    rows = rows[np.argsort(index.first[rows], kind="stable")]
    if name == "reports":
        rows = rows[::-1]
    pages = max(1, -(-len(rows) // PER_PAGE))
    try:
        page = int(request.args.get("page", "1"))
    except ValueError:
        page = 0
    if not 1 <= page <= pages:
        abort(404)
    shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE].tolist()
    lead = f"{plural(len(rows), title.lower()[:-1])}, {plural(len(catalogue.citations), 'citation')} in all."
    head = Head(title if page == 1 else f"{title}, page {page}", lead, _page_path(name, page))
    numbered = [(number, _page_path(name, number)) for number in range(1, pages + 1)]
    groups = list(_groups(catalogue, shown))
    return frame.page(site, "list.html", head, section=name, lead=lead, groups=groups, pages=numbered, page=page)


def _page_path(name: str, page: int) -> str:
    return f"/{name}" if page == 1 else f"/{name}?page={page}"


def _groups(catalogue: Catalogue, rows: Iterable[int]) -> Iterable[tuple[str, list[Row]]]:
    """The rows under their years, or their centuries when they lie long ago."""
    for name, held in groupby(rows, lambda row: _era(catalogue, row)):
        yield name, [_row(catalogue, row) for row in held]


def _era(catalogue: Catalogue, row: int) -> str:
    year = dates.civil(int(index_of(catalogue).first[row]))[0]
    if year >= 2000:
        return str(year)
    if year >= 1900:
        return f"{year // 10 * 10}s"
    if year > 0:
        return f"{year // 100 * 100 or 1}–{year // 100 * 100 + 99}"
    return f"Before {year_words(1)}"


def _row(catalogue: Catalogue, row: int) -> Row:
    one = facts.ref(catalogue, row)
    if one.kind == "report":
        verdicts = Counter(catalogue.citations["verdict"].iloc[catalogue.citations_of_report(row)])
        shown = [(verdict, verdicts[verdict]) for verdict in LEGEND_ORDER if verdicts[verdict]]
        return Row(one.path, one.title, one.short, one.publisher, shown)
    cited = int(catalogue.cited_counts[row])
    return Row(one.path, one.title, one.short, one.place, count=f"cited {cited}×" if cited else "")
