"""/handout/ID: the lesson on paper, A4 or Letter, with blanks to fill in or with the answers; safe in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from flask import Blueprint, Response, abort, request
from markupsafe import Markup

from timeline import resources, svg
from timeline.catalogue import Catalogue
from timeline.documents import facts
from timeline.documents.facts import Card
from timeline.documents.lesson import Lesson, lesson
from timeline.documents.lesson_order import order_cards
from timeline.documents.lesson_questions import HABITS
from timeline.documents.present import own_search, path, picture
from timeline.documents.present_templates import render
from timeline.documents.site import Site
from timeline.documents.subjects import Subject, find
from timeline.palette import THEMES
from timeline.scene.scene import Mark, Scene

Answers = Literal["0", "1", "both"]
CHART_WIDTHS: Final = (680, 760, 840, 900)
"""Widths of the drawing, which is set as wide as the sheet: the widest has words of 7 points, the least of 9."""
MOST_CITATIONS: Final = 10
"""Rows of the table: with the cards and the sources, what four pages hold."""
MOST_CARDS: Final = 12
"""Cards to cut out."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the address of the handout."""

    @documents.get("/handout/<id>")
    def handout(id: str) -> Response:
        """The handout of a story, report, event, theme or view; `?answers=1` fills the blanks."""
        catalogue = site.current()
        subject = find(catalogue, id, site.view())
        if subject is None:
            abort(404)
        answers: Answers = "1" if request.args.get("answers") == "1" else "0"
        text = page(
            catalogue,
            subject,
            today=site.today(),
            answers=answers,
            address=site.absolute(path(subject)),
            oembed=site.asked_oembed(),
        )
        return Response(text, mimetype="text/html")


def page(
    catalogue: Catalogue,
    subject: Subject,
    *,
    today: int,
    answers: Answers = "0",
    address: str = "",
    oembed: str = "",
    static: bool = False,
) -> str:
    """The handout as one HTML document; `address` is where the lesson is presented, `oembed` where other sites learn
    how to embed what it is about; `static` leaves out other forms.
    """
    return render(
        "handout/page.html",
        subject=subject,
        answers=answers,
        title=subject.title,
        sheets=Markup(sheets(catalogue, subject, today=today, answers=answers, address=address)),
        search=own_search(subject.view) if subject.kind != "view" else subject.view.to_search(),
        static=static,
        oembed=oembed,
        asset_url=resources.asset_url,
        chart_css=Markup(svg.chart_css()),
        ink=Markup(ink()),
    )


def sheets(catalogue: Catalogue, subject: Subject, *, today: int, answers: Answers, address: str = "") -> str:
    """The pages themselves, as one element. `both` holds blanks and answers, and a class of the element chooses."""
    made = lesson(catalogue, subject, MOST_CITATIONS)
    shown = made.cards[:MOST_CITATIONS]
    cards = [replace(card, number=at) for at, card in enumerate(shown, 1)]
    return render(
        "handout/_sheets.html",
        lesson=made,
        answers=answers,
        cards=cards,
        more=len(made.cards) - len(cards) + made.left_out,
        order=order_cards(catalogue, made, MOST_CARDS),
        habits=HABITS,
        verdicts=facts.verdicts(cards),
        chart=Markup(chart(catalogue, subject, today, judged=False)) if answers != "1" else "",
        judged=Markup(chart(catalogue, subject, today, judged=True)) if answers != "0" else "",
        questions=questions(made, cards),
        shown_address=address.partition("://")[2],
    )


def chart(catalogue: Catalogue, subject: Subject, today: int, *, judged: bool) -> str:
    """The timeline for paper. For the class to judge, every link looks the same and no event tells its date."""
    scene = _named(catalogue, subject, today)
    if not judged:
        scene = replace(
            scene,
            sentence=scene.sentence.partition(" Claims judged")[0],
            threads=tuple(replace(thread, verdict="unchecked", parts=()) for thread in scene.threads),
            tags=tuple(replace(tag, verdict="") for tag in scene.tags),
            marks=tuple(_undated(mark) for mark in scene.marks),
        )
    return svg.draw(scene, styles=False, ids_prefix="hj" if judged else "ho")


def _named(catalogue: Catalogue, subject: Subject, today: int) -> Scene:
    """The narrowest picture in which every event has its name, else the widest: paper shows none on a touch."""
    for width in CHART_WIDTHS:
        scene = picture(catalogue, subject, width, today)
        if all(mark.label for mark in scene.marks):
            break
    return scene


def _undated(mark: Mark) -> Mark:
    # A date beside its name would fill in the cards, and correct a claim before it is judged.
    if mark.label is None:
        return mark
    lines = tuple(line for line in mark.label.lines if line.role != "date")
    return replace(mark, label=replace(mark.label, lines=lines))


def questions(made: Lesson, cards: Sequence[Card]) -> list[tuple[int, str]]:
    """The lesson's own questions with the number of their citation (0: none), the driving one left out."""
    numbers = {card.key: card.number for card in cards}
    return [
        (numbers.get(step.key, 0), step.question)
        for step in made.steps
        if step.question and step.question != made.question
    ]


def ink() -> str:
    """The tokens of the printed chart, under the handout alone: black and grey, whatever the page around it wears."""
    return ".handout{" + ";".join(f"--{name}:{value}" for name, value in THEMES["print"].items()) + "}"
