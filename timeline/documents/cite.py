"""/cite, what does this text cite: a text comes in by a form and goes out marked, with reasons, doubts and rows.

A document rather than a Dash page: a form post keeps the text out of addresses and logs, answers without a script, and
reads the same to a keyboard and a screen reader. The page itself carries the text from one step to the next, so the
server keeps nothing of it. A small script adds dropping files, live counts and keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.citing import Findings, cite
from timeline.documents import cite_rows, frame
from timeline.documents.cite_found import Found, found_in, knowledge_of
from timeline.documents.cite_marking import blocks
from timeline.documents.cite_reach import reach
from timeline.documents.cite_reading import LIMIT, PAGE_LIMIT, Asked, Refused, take
from timeline.documents.forms import Form
from timeline.documents.site import Head, Site
from timeline.problems import plural
from timeline.view import EVERYTHING, View

PATH: Final = "/cite"
TITLE: Final = "What does this text cite?"
LEAD: Final = (
    "Paste a news text. Echoline marks the past events it names, says why and how surely, and lays the record beside "
    "them. The text is not stored."
)
NONE_ACCEPTED: Final = "Nothing is accepted yet. Accept at least one finding, then take its rows."

Make = Callable[[Catalogue, Asked, Findings], str | bytes]


def _citations(catalogue: Catalogue, asked: Asked, kept: Findings) -> str:
    return cite_rows.table("citations", cite_rows.citations(catalogue, asked, kept))


def _events(catalogue: Catalogue, asked: Asked, kept: Findings) -> str:
    return cite_rows.table("events", cite_rows.new_events(catalogue, asked, kept))


def _zip(catalogue: Catalogue, asked: Asked, kept: Findings) -> bytes:
    return cite_rows.catalogue_zip(catalogue, asked, kept, datetime.date.today())  # noqa: DTZ011 as Site.today


FILES: Final[dict[str, tuple[str, Make]]] = {
    "citations.csv": ("text/csv; charset=utf-8; header=present", _citations),
    "events.csv": ("text/csv; charset=utf-8; header=present", _events),
    "catalogue.zip": ("application/zip", _zip),
}
"""What can be taken: its media type, and how it is made from what was accepted."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the form, its answer, the files to take, and the way to the timeline."""

    @documents.get(PATH)
    def cite_form() -> AnyResponse:
        return _form(site, Asked())

    @documents.post(PATH)
    def cite_text() -> AnyResponse:
        form, asked = take(request)
        if isinstance(asked, Refused):
            return _form(site, asked.asked, asked)
        return _answer(site, asked, form)

    @documents.post(f"{PATH}/<name>")
    def cite_file(name: str) -> AnyResponse:
        if name not in FILES and name != "open":
            abort(404)
        form, asked = take(request)
        if isinstance(asked, Refused):
            return _form(site, asked.asked, asked)
        catalogue = site.current()
        findings, found = _read(catalogue, asked, form)
        accepted = [entry for entry in found.accepted if name != "open" or entry.known]
        if not accepted:
            return _answer(site, asked, form, said=_why_not(name, found))
        if name == "open":
            only = tuple(entry.id for entry in accepted)
            return redirect("/" + View(story=EVERYTHING, only=only).to_search(), 303)
        kind, make = FILES[name]
        kept = cite_rows.accepted_only(findings, {entry.id for entry in accepted})
        answer = Response(make(catalogue, asked, kept), content_type=kind)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _read(catalogue: Catalogue, asked: Asked, form: Form) -> tuple[Findings, Found]:
    findings = cite(asked.text, knowledge_of(catalogue), asked.span)
    decisions = {name.removeprefix("d."): value for name, value in form.items() if name.startswith("d.")}
    if form.get("all"):
        decisions = {one.event: "accept" for one in findings.events if one.citable}
    return findings, found_in(catalogue, findings, decisions)


def _why_not(name: str, found: Found) -> str:
    if name == "open" and found.accepted:
        return (
            "None of the accepted events is in this catalogue, so its timeline cannot show them. "
            "Take them as a catalogue of their own."
        )
    return NONE_ACCEPTED


def _form(site: Site, asked: Asked, refused: Refused | None = None) -> Response:
    """The empty page, or what was wrong with what was sent."""
    return frame.page(
        site,
        "cite/form.html",
        Head(f"Not read. {TITLE}" if refused else TITLE, LEAD, PATH),
        refused.status if refused else 200,
        section="cite",
        heading=TITLE,
        lead=LEAD,
        asked=asked,
        refused=refused,
        limits=(LIMIT, PAGE_LIMIT),
    )


def _answer(site: Site, asked: Asked, form: Form, said: str = "") -> Response:
    """The marked text and the list of findings; `said` is why what was wanted could not be done."""
    catalogue = site.current()
    _, found = _read(catalogue, asked, form)
    return frame.page(
        site,
        "cite/answer.html",
        Head(f"{headline(found)}. {TITLE}", LEAD, PATH),
        400 if said else 200,
        section="cite",
        heading=headline(found),
        asked=asked,
        found=found,
        blocks=blocks(asked.text, found.mentions, found.date_marks),
        words=len(asked.text.split()),
        published=dates.words(asked.span) if asked.span else "",
        reach=reach(found.entries, asked.span.latest if asked.span and asked.span.latest else site.today()),
        said=said,
        limits=(LIMIT, PAGE_LIMIT),
        refused=None,
    )


def headline(found: Found) -> str:
    """What was found, in a sentence."""
    events = len(found.entries)
    if not events:
        return "This text names no past event that Echoline knows"
    check = f", and has {plural(found.slips, 'detail')} to check" if found.slips else ""
    return f"This text reaches for {plural(events, 'past event')}{check}"
