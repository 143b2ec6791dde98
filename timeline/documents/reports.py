"""/report/ID: one report, everything it says about the past, and what the record says on it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents import facts, frame, linked
from timeline.documents.pictures import PAGE_SIZES, drawings, local_links
from timeline.documents.site import Head, Site
from timeline.documents.subjects import find, story_title
from timeline.exchange import jsonld


def register(documents: Blueprint, site: Site) -> None:
    """Add the page and its linked data."""

    @documents.get("/report/<id>")
    def report(id: str) -> AnyResponse:
        catalogue = site.current()
        row = catalogue.row(id)
        if row is None:
            abort(404)
        if str(catalogue.events["kind"].iat[row]) != "report":
            return redirect(f"/event/{id}", 301)
        return page(site, catalogue, row)

    @documents.get("/report/<id>.json")
    def report_data(id: str) -> AnyResponse:
        catalogue = site.current()
        row = catalogue.row(id)
        if row is None or str(catalogue.events["kind"].iat[row]) != "report":
            abort(404)
        return linked.answer(jsonld.of_report(catalogue, row, site.name))


def page(site: Site, catalogue: Catalogue, row: int) -> Response:
    """The page of the report in a row."""
    report = facts.ref(catalogue, row)
    subject = find(catalogue, report.id)
    assert subject is not None
    cards = facts.cards(catalogue, catalogue.citations_of_report(row))
    previous, following = facts.neighbours(catalogue, row)
    described = f"The past events that this report cites, {report.title}, and the present ones it compares them with"
    first, _ = jsonld.iso_dates(catalogue.span(row))
    head = Head(
        title=report.title,
        description=describe(report, cards),
        path=report.path,
        subject=report.id,
        kind="article",
        data=jsonld.of_report(catalogue, row, site.name),
        data_path=f"{report.path}.json",
        published=first if len(first) == len("2023-02-01") else "",
    )
    pictures = drawings(
        catalogue,
        subject,
        PAGE_SIZES,
        site.today(),
        href=local_links([card.key for card in cards]),
        change=site.settled,
    )
    return frame.page(
        site,
        "report.html",
        head,
        section="reports",
        report=report,
        subject=subject,
        cards=cards,
        more=len(subject.selection.citations) - len(cards),
        summary=summary(cards),
        verdicts=facts.verdicts(cards),
        drawings=pictures if cards else [],
        described=described,
        previous=previous,
        following=following,
        stories=[(slug, story_title(catalogue, slug)) for slug in facts.stories_with(catalogue, row)],
    )


def summary(cards: list[facts.Card]) -> str:
    """`Eight citations, reaching back 80 to 81 years.`"""
    if not cards:
        return "No citation has been read yet."
    reach = facts.reach_words(cards)
    said = facts.counted(len(cards), "citation").capitalize()
    return f"{said}, {reach}." if reach else f"{said}."


def describe(report: facts.Ref, cards: list[facts.Card]) -> str:
    """One or two sentences for search engines and previews."""
    who = report.publisher or "A report"
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in facts.verdicts(cards))
    if not cards:
        return f"{who}, {report.date}: {report.title}"
    claims = facts.counted(len(cards), "claim")
    return f"{who}, {report.date}: {claims} about the past, each set beside the record ({verdicts})."
