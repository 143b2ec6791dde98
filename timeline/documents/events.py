"""/event/ID: one past or present event, what is known of it, and every report that draws on it."""

from __future__ import annotations

import numpy as np
from flask import Blueprint, Response, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents import facts, frame, linked
from timeline.documents.pictures import PAGE_SIZES, drawings, local_links
from timeline.documents.site import Head, Site
from timeline.documents.subjects import find, story_title, theme_words
from timeline.exchange import jsonld
from timeline.schema import parts


def register(documents: Blueprint, site: Site) -> None:
    """Add the page and its linked data."""

    @documents.get("/event/<id>")
    def event(id: str) -> AnyResponse:
        catalogue = site.current()
        row = catalogue.row(id)
        if row is None:
            abort(404)
        if str(catalogue.events["kind"].iat[row]) == "report":
            return redirect(f"/report/{id}", 301)
        return page(site, catalogue, row)

    @documents.get("/event/<id>.json")
    def event_data(id: str) -> AnyResponse:
        catalogue = site.current()
        row = catalogue.row(id)
        if row is None or str(catalogue.events["kind"].iat[row]) == "report":
            abort(404)
        return linked.answer(jsonld.of_event(catalogue, row, site.name))


def page(site: Site, catalogue: Catalogue, row: int) -> Response:
    """The page of the event in a row."""
    event, cells = facts.ref(catalogue, row), catalogue.event(row)
    subject = find(catalogue, event.id)
    assert subject is not None
    cards = facts.cards(catalogue, subject.selection.citations)
    previous, following = facts.neighbours(catalogue, row)
    head = Head(
        title=event.title,
        description=describe(event, cards),
        path=event.path,
        subject=event.id,
        kind="article",
        data=jsonld.of_event(catalogue, row, site.name),
        data_path=f"{event.path}.json",
    )
    pictures = (
        drawings(catalogue, subject, PAGE_SIZES, site.today(), href=local_links(), change=site.settled) if cards else []
    )
    return frame.page(
        site,
        "event.html",
        head,
        section="events",
        event=event,
        subject=subject,
        note=cells["date_note"],
        edtf=cells["date"],
        coordinates=coordinates(catalogue, row),
        aliases=parts(cells["aliases"]),
        themes=[(slug, theme_words(slug)) for slug in parts(cells["themes"])],
        cards=cards,
        more=len(subject.selection.citations) - len(cards),
        summary=summary(event, cards),
        verdicts=facts.verdicts(cards),
        drawings=pictures,
        described=f"The reports that draw on this event, {event.title}, and what they compare",
        previous=previous,
        following=following,
        stories=[(slug, story_title(catalogue, slug)) for slug in facts.stories_with(catalogue, row)],
    )


def coordinates(catalogue: Catalogue, row: int) -> str:
    """`48.71° N, 44.51° E`; "" when unknown."""
    lat, lon = (catalogue.events[name].to_numpy(np.float64)[row].item() for name in ("lat", "lon"))
    if np.isnan(lat) or np.isnan(lon):
        return ""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def summary(event: facts.Ref, cards: list[facts.Card]) -> str:
    """`Three reports cite it four times, 74 to 81 years later.`"""
    if not cards:
        return ""
    reports = len({card.report.id for card in cards})
    said = facts.counted(reports, "report").capitalize()
    times = f" in {facts.counted(len(cards), 'citation')}" if len(cards) != reports else ""
    if event.kind == "today":
        past = len({card.history.id for card in cards})
        verb = "compares" if reports == 1 else "compare"
        return f"{said} {verb} it with {facts.counted(past, 'past event')}{times}."
    years = sorted({card.years for card in cards})
    later = ""
    if years[-1] > 0:
        first = "" if years[0] == years[-1] else f"{max(0, years[0]):,} to "
        later = f", {first}{years[-1]:,} years later"
    return f"{said} {'cites' if reports == 1 else 'cite'} it{times}{later}."


def describe(event: facts.Ref, cards: list[facts.Card]) -> str:
    """One or two sentences for search engines and previews."""
    start = f"{event.title}, {event.date}"
    told = event.summary or f"{start}."
    return f"{told} {summary(event, cards)}" if cards else told
