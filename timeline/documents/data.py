"""/data/: the tables to take away, whole or as shown, for spreadsheets, programs and archives."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents import frame
from timeline.documents.site import Head, Site
from timeline.documents.subjects import VIEW_ID, Subject, find
from timeline.exchange.archive import LICENCE_URL, columns_csv, licence_of, to_zip
from timeline.exchange.tables import Extract, extract, to_csv, to_json
from timeline.schema import TABLES
from timeline.view import LONGEST_QUERY, NAMES

FORMATS: Final = ("csv", "json", "zip")


def register(documents: Blueprint, site: Site) -> None:
    """Add the page and the files."""

    @documents.get("/data/")
    def data() -> AnyResponse:
        return page(site)

    @documents.get("/data/<name>.csv")
    def table(name: str) -> AnyResponse:
        if name == "COLUMNS":
            return Response(columns_csv(), content_type="text/csv; charset=utf-8; header=present")
        if name not in TABLES:
            abort(404)
        held = taken(site.current(), asked(site))
        answer = Response(
            to_csv(held.tables[name], TABLES[name]), content_type="text/csv; charset=utf-8; header=present"
        )
        return _said(answer, held, name, f"{name}.csv")

    @documents.get("/data/<name>.json")
    def objects(name: str) -> AnyResponse:
        catalogue = site.current()
        if name != "echoline" and name not in TABLES:
            abort(404)
        held = taken(catalogue, asked(site))
        about = {"name": "Echoline", "address": site.absolute("/"), "licence": licence_of(catalogue) or None}
        if name != "echoline":
            held = Extract({name: held.tables[name]}, {name: held.totals[name]}, held.version)
        return _said(Response(to_json(held, about), mimetype="application/json"), held, "events", f"{name}.json")

    @documents.get("/data/echoline.zip")
    def archive() -> AnyResponse:
        catalogue = site.current()
        held = taken(catalogue, asked(site))
        packed = to_zip(held, licence_of(catalogue), site.absolute("/data/"))
        return _said(Response(packed, mimetype="application/zip"), held, "events", "echoline.zip")


def asked(site: Site) -> Subject | None:
    """What the query asks for: the rows of a subject or a view, None for everything."""
    if len(request.query_string) > LONGEST_QUERY:
        # Falling back to everything, as pages do, would hand out rows that were not asked for without a word.
        abort(400, description=f"The address is longer than {LONGEST_QUERY:,} characters; ask for less at once.")
    id = request.args.get("of", "")
    if not id and not any(name in request.args for name in NAMES):
        return None
    subject = find(site.current(), id or VIEW_ID, site.view())
    if subject is None:
        abort(404)
    return subject


def taken(catalogue: Catalogue, subject: Subject | None) -> Extract:
    """The rows of the subject, or all."""
    if subject is None:
        return extract(catalogue)
    return extract(catalogue, subject.selection.rows, subject.selection.citations)


def _said(answer: Response, held: Extract, name: str, file: str) -> Response:
    """Name the file and say how many rows it has, of how many."""
    rows, total = (counts.get(name, sum(counts.values())) for counts in (held.counts, dict(held.totals)))
    answer.headers["X-Rows"] = str(rows)
    answer.headers["X-Rows-In-Full"] = str(total)
    answer.headers["X-Data-Version"] = held.version
    answer.headers["Access-Control-Expose-Headers"] = "X-Rows, X-Rows-In-Full, X-Data-Version"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def page(site: Site) -> Response:
    """What there is to take, with its counts, its columns, its licence and how to cite it."""
    catalogue = site.current()
    subject = asked(site)
    shown = taken(catalogue, subject) if subject is not None else None
    whole = taken(catalogue, None)
    licence = licence_of(catalogue)
    lead = (
        f"Version {catalogue.version}: {whole.said()}. Tables for spreadsheets, JSON for programs, a zip for archives."
    )
    head = Head("Data", lead, "/data/", index=subject is None)
    query = request.query_string.decode("utf-8", "replace")
    return frame.page(
        site,
        "data.html",
        head,
        section="data",
        lead=lead,
        subject=subject,
        shown=shown,
        whole=whole,
        query=f"?{query}" if subject is not None and query else "",
        tables=TABLES,
        licence=licence,
        licence_url=LICENCE_URL if licence else "",
        version=catalogue.version,
    )
