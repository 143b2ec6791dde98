"""/present/ID: a lesson as slides, complete without a script, driven by keys, clicker, touch or buttons with one."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

import segno
from flask import Blueprint, Response, abort
from markupsafe import Markup

from timeline import resources, svg, widths
from timeline.catalogue import Catalogue
from timeline.documents import present_fit
from timeline.documents.facts import Card
from timeline.documents.lesson import Lesson, Source, Step, first_step, lesson
from timeline.documents.lesson_order import order_cards
from timeline.documents.pictures import scene_of
from timeline.documents.present_flat import WIDTH
from timeline.documents.present_strip import strip
from timeline.documents.present_templates import render
from timeline.documents.site import Site
from timeline.documents.subjects import Subject, find
from timeline.scene.scene import Frame, Scene
from timeline.view import View

HEAD: Final = 960
"""Width beside the brand in the head of a slide, in units of 1/720 of the screen's height."""
ROOM: Final = 392
"""Height of a slide's body between header and strip, in units of 1/720 of the screen."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the address of the slides."""

    @documents.get("/present/<id>")
    def present(id: str) -> Response:
        """The slides about a story, a report, an event, a theme or (`view`) the query alone."""
        catalogue = site.current()
        subject = find(catalogue, id, site.view())
        if subject is None:
            abort(404)
        address = site.absolute(path(subject))
        return Response(page(catalogue, subject, today=site.today(), address=address), mimetype="text/html")


def path(subject: Subject) -> str:
    """The address of the slides, without the view: short enough to be copied from a wall."""
    return f"/present/{quote(subject.id)}"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes of a step in units of 1/720 of the screen: each text in the part that shows it, and all at once."""

    passage: int
    claim: int
    claim_small: int
    record: int
    sides: int
    question: int
    context: int


def page(
    catalogue: Catalogue, subject: Subject, *, today: int, address: str = "", offline: dict[str, str] | None = None
) -> str:
    """The slides as one HTML document. `address` is the public one, for the last slide and its QR code.

    `offline` puts everything inside instead of linking to it: the texts of `styles`, `script` and `handout`.
    """
    made = lesson(catalogue, subject)
    strips = strip(picture(catalogue, subject, WIDTH, today))
    view = subject.view
    order = order_cards(catalogue, made)
    answer = strips.numbered([card.ref for card in sorted(order, key=lambda card: card.place)])
    return render(
        "present/deck.html",
        lesson=made,
        subject=subject,
        view=view,
        look=view.look,
        search=view.to_search() if subject.kind == "view" else own_search(view),
        definitions=Markup(strips.definitions),
        opening=Markup(strips.whole(judged=False)),
        ending=Markup(strips.whole(judged=True)),
        steps=[(step, sizes(step), Markup(strips.lit(step.ref, step.card, step.number))) for step in made.steps],
        told_by=[told_by(step, made.title) for step in made.steps],
        title_size=present_fit.fit(made.title, 1180, 90, most=64, weight=600),
        driving_size=present_fit.fit(made.question, 1180, 190, most=80),
        order=order,
        answer=Markup(answer.replace('class="ec strip"', 'class="ec strip answer"', 1)),
        sources=source_slides(made),
        start=first_step(made, view.event, view.report),
        address=address,
        shown_address=address.partition("://")[2],
        qr=Markup(qr(address)) if address else "",
        offline=offline,
        asset_url=resources.asset_url,
        chart_css=Markup(svg.chart_css()),
    )


def own_search(view: View) -> str:
    """The query that keeps the reader's filters when the address already names the subject."""
    return view.but(story="", event="", report="").to_search()


def picture(catalogue: Catalogue, subject: Subject, width: int, today: int) -> Scene:
    """The chart of the subject with nothing selected; across-time has no bands, so side by side then."""
    view = subject.view.but(event="", report="")
    if view.scale == "across-time":
        view = view.but(scale="side-by-side")
    calm = replace(subject, selection=replace(subject.selection, view=view))
    return scene_of(catalogue, calm, Frame(width, "wide", today, compact=True))


def told_by(step: Step, title: str) -> str:
    """Who is speaking, for the head of a step's slides: the report's publisher and date, else the lesson's title."""
    if step.card is None:
        return title
    report = step.card.report
    date = f", {report.date}"
    room = HEAD - widths.width(date, present_fit.LEAST, "sans")
    name = report.publisher or report.title
    return widths.cut(name, len(name), max_width=room, size=present_fit.LEAST, family="sans", weight=400) + date


def sizes(step: Step) -> Sizes:
    """How large each text of the step can be set; the boxes are those of present.css."""
    card, fit = step.card, present_fit.fit
    passage, claim = _passage_and_claim(card) if card else (present_fit.LEAST, present_fit.LEAST)
    return Sizes(
        passage=passage,
        claim=claim,
        claim_small=fit(card.claim, 350, 190, most=32) if card else present_fit.LEAST,
        record=fit(step.text or (card.record if card else ""), 740, 236 if step.heading else 300, most=44),
        sides=min(fit(side, 410, 290, most=44) for side in (step.holds, step.breaks)),
        question=fit(step.question, 1180, 320, most=72),
        context=fit(step.text, 1180, 240, most=44),
    )


def _passage_and_claim(card: Card) -> tuple[int, int]:
    """The claim shares its column with the passage: it gets the room that the passage and its source leave."""
    quoted = f"“{card.phrase}”"
    passage = present_fit.fit(quoted, 740, 116, most=48)
    source = f"{card.report.title}, {card.report.publisher}, {card.report.date}"
    used = present_fit.lines(quoted, 740, passage) * passage * 1.2 + present_fit.lines(source, 760, 24, "sans") * 30
    labels_and_gaps = 90
    return passage, present_fit.fit(card.claim, 740, ROOM - labels_and_gaps - used, most=56)


def source_slides(made: Lesson) -> list[list[Source]]:
    """The sources in as many slides as they need, each as full as its room beside the QR code allows."""
    slides: list[list[Source]] = []
    left = 0.0
    for source in made.sources:
        title, detail = (present_fit.lines(text, 800, 26, "serif", 500) for text in (source.title, source.detail))
        height = 32.0 * title + 30.0 * detail + 8
        if height > left:
            slides.append([])
            left = ROOM - 54.0
        slides[-1].append(source)
        left -= height
    return slides


def qr(address: str) -> str:
    """The QR code of an address as an SVG element, in the colours of the page."""
    out = io.BytesIO()
    segno.make(address, micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=2,
        svgclass="qr",
        lineclass="qr-d",
    )
    return out.getvalue().decode()
