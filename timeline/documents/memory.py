"""/memory, how the press remembers: which pasts the reports in view reach for, counted, each chart with its table.

A document rather than a Dash page: every choice is an address, so it works without a script, weighs a few kB, and each
state can be linked, cached and crawled. A small script swaps the page in place when a filter is chosen.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as AnyResponse

from timeline.documents import frame, memory_words
from timeline.documents.memory_addresses import PATH, explore, groups, here, in_force, narrowed
from timeline.documents.memory_charts import NAMES, charts, table_of
from timeline.documents.memory_counts import count
from timeline.documents.memory_drawing import patterns
from timeline.documents.memory_tables import to_csv
from timeline.documents.site import Head, Site
from timeline.exchange.archive import licence_of
from timeline.scene.selection import select
from timeline.view import EVERYTHING, LONGEST_TEXT


def register(documents: Blueprint, site: Site) -> None:
    """Add the page, and the table of each chart."""

    @documents.get(PATH)
    def memory() -> AnyResponse:
        return page(site)

    @documents.get(f"{PATH}/<name>.csv")
    def memory_table(name: str) -> AnyResponse:
        if name not in NAMES:
            abort(404)
        catalogue = site.current()
        selection = select(catalogue, narrowed(site.view()))
        table = table_of(catalogue, count(catalogue, selection), name)
        answer = Response(to_csv(table), content_type="text/csv; charset=utf-8; header=present")
        answer.headers["Content-Disposition"] = f'attachment; filename="echoline-memory-{name}.csv"'
        return answer


def page(site: Site) -> Response:
    """The page for the view that the address asks for."""
    catalogue = site.current()
    selection = select(catalogue, narrowed(site.view()))
    view = narrowed(selection.view)
    counts = count(catalogue, selection)
    lead = memory_words.lead(counts)
    filtered = bool(view.filters or view.story != EVERYTHING)
    return frame.page(
        site,
        "memory.html",
        Head("How the press remembers", lead, PATH, index=not filtered),
        section="memory",
        lead=lead,
        counts=counts,
        charts=charts(catalogue, view, counts),
        patterns=patterns(),
        groups=groups(catalogue, view),
        chips=in_force(catalogue, view),
        cleared=PATH + (f"?look={view.look}" if view.look else ""),
        explore=explore(view),
        query=here(view).partition("?")[2],
        data=f"/data/{view.but(look='').to_search()}" if filtered else "/data/",
        asked=view.q,
        hidden=[
            (name, value)
            for name, value in view.but(q="", story="" if view.story == EVERYTHING else view.story).to_query()
        ],
        notes=selection.notes,
        bundled=bool(licence_of(catalogue)),
        longest=LONGEST_TEXT,
    )
