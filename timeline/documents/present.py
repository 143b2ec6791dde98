"""/present/ID: a lesson as slides, complete without a script, driven by keys, clicker, touch or buttons with one."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Final
from urllib.parse import quote

import segno
from flask import Blueprint, Response, abort
from markupsafe import Markup

from timeline import resources, svg, widths
from timeline.catalogue import Catalogue
from timeline.documents import present_fit, present_sizes
from timeline.documents.lesson import Step, first_step, lesson
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
        text = page(catalogue, subject, today=site.today(), address=address, oembed=site.asked_oembed())
        return Response(text, mimetype="text/html")


def path(subject: Subject) -> str:
    """The address of the slides, without the view: short enough to be copied from a wall."""
    return f"/present/{quote(subject.id)}"


def page(
    catalogue: Catalogue,
    subject: Subject,
    *,
    today: int,
    address: str = "",
    oembed: str = "",
    offline: dict[str, str] | None = None,
) -> str:
    """The slides as one HTML document. `address` is the public one, for the last slide and its QR code; `oembed` is
    where other sites learn how to embed what it is about.

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
        steps=[(step, style(step), Markup(strips.lit(step.ref, step.card, step.number))) for step in made.steps],
        told_by=[told_by(step, made.title) for step in made.steps],
        head=head(made.title),
        wide=present_sizes.opening(made.title, made.question),
        tall=present_sizes.opening(made.title, made.question, present_sizes.TALL_ROOM),
        order=order,
        answer=Markup(answer.replace('class="ec strip"', 'class="ec strip answer"', 1)),
        sources=present_sizes.source_slides(list(made.sources), bool(address)),
        start=first_step(made, view.event, view.report),
        address=address,
        oembed=oembed,
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
        return head(title)
    report = step.card.report
    return head(report.publisher or report.title, f", {report.date}")


def head(name: str, end: str = "") -> str:
    """The name and its end, the name cut at a word to what fits beside the brand."""
    room = HEAD - widths.width(end, present_fit.LEAST, "sans")
    return widths.cut(name, len(name), max_width=room, size=present_fit.LEAST, family="sans", weight=400) + end


def style(step: Step) -> dict[str, object]:
    """The type sizes of a step for its style attribute, on a wide and on a tall screen; 0 where one has no room."""
    wide, tall = present_sizes.sizes(step), present_sizes.sizes(step, present_sizes.TALL_ROOM)
    return {
        "css": Markup(wide.css() + tall.css("tall-")),
        "told": min(wide.told, tall.told),
        "aside": min(wide.aside, tall.aside),
    }


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
