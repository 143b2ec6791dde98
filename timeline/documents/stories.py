"""/story/ID: a guided tour as one page to read, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents import facts, frame, linked
from timeline.documents.pictures import PAGE_SIZES, drawings, local_links
from timeline.documents.site import Head, Site
from timeline.documents.subjects import Subject, find, story_title
from timeline.exchange import jsonld
from timeline.scene.selection import story_slugs


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it tells, and the citation (`card`) or the event (`ref`) that it is about."""

    number: int
    heading: str
    text: str
    question: str
    card: facts.Card | None
    ref: facts.Ref | None


@dataclass(frozen=True, slots=True)
class Tour:
    """A story as its neighbours refer to it."""

    path: str
    title: str
    short: str


def register(documents: Blueprint, site: Site) -> None:
    """Add the page and its linked data."""

    @documents.get("/story/<id>")
    def story(id: str) -> AnyResponse:
        catalogue = site.current()
        if id not in story_slugs(catalogue):
            abort(404)
        return page(site, catalogue, id)

    @documents.get("/story/<id>.json")
    def story_data(id: str) -> AnyResponse:
        catalogue = site.current()
        if id not in story_slugs(catalogue):
            abort(404)
        return linked.answer(jsonld.of_story(catalogue, id, site.name))


def steps_of(catalogue: Catalogue, slug: str) -> list[Step]:
    """The steps of a story, in order."""
    rows = catalogue.stories[catalogue.stories["story"] == slug]
    cites = catalogue.citations["cites_row"].to_numpy()
    found = []
    for step in rows.to_dict("records"):
        card = one = None
        report, row = int(step["ref_report_row"]), int(step["ref_row"])
        if report >= 0:
            of_report = catalogue.citations_of_report(report)
            own = of_report[cites[of_report] == row].tolist()
            card = facts.card(catalogue, own[0]) if own else None
        if card is None and row >= 0:
            one = facts.ref(catalogue, row)
        heading, text, question = (str(step[name]) for name in ("heading", "text", "question"))
        found.append(Step(int(step["step"]), heading, text, question, card, one))
    return found


def page(site: Site, catalogue: Catalogue, slug: str) -> Response:
    """The page of a story."""
    subject = find(catalogue, slug)
    assert subject is not None
    steps = steps_of(catalogue, slug)
    cards = facts.cards(catalogue, subject.selection.citations)
    slugs = story_slugs(catalogue)
    at = slugs.index(slug)
    head = Head(
        title=subject.title,
        description=describe(subject, steps),
        path=subject.path,
        subject=slug,
        kind="article",
        data=jsonld.of_story(catalogue, slug, site.name),
        data_path=f"{subject.path}.json",
    )
    reports = len({card.report.id for card in cards})
    past = len({card.history.id for card in cards})
    return frame.page(
        site,
        "story.html",
        head,
        section="stories",
        subject=subject,
        steps=steps,
        summary=f"{facts.counted(len(steps), 'step').capitalize()}: {facts.counted(reports, 'report')}, "
        f"{facts.counted(past, 'past event')}, {facts.counted(len(cards), 'citation')}.",
        verdicts=facts.verdicts(cards),
        drawings=drawings(catalogue, subject, PAGE_SIZES, site.today(), href=local_links(), change=site.settled),
        described=f"The reports, past events and present events of this story: {subject.title}",
        previous=tour(catalogue, slugs[at - 1]) if at else None,
        following=tour(catalogue, slugs[at + 1]) if at + 1 < len(slugs) else None,
    )


def tour(catalogue: Catalogue, slug: str) -> Tour:
    """A story's title and the number of its steps."""
    count = int((catalogue.stories["story"] == slug).sum())
    return Tour(f"/story/{slug}", story_title(catalogue, slug), facts.counted(count, "step"))


def describe(subject: Subject, steps: list[Step]) -> str:
    """The first step's question or heading, for search engines and previews."""
    first = next((words for step in steps[:1] for words in (step.text, step.heading) if words), "")
    text = f"{subject.title}: {first}" if first else subject.title
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + "…"
