"""A lesson: the steps through which a class is taken, from stories.csv or else made from the citations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from timeline.catalogue import Catalogue
from timeline.documents import facts, lesson_questions
from timeline.documents.facts import Card, Ref
from timeline.documents.subjects import Subject
from timeline.scene import wording
from timeline.scene.index import index_of
from timeline.schema import VERDICTS

MOST_STEPS: Final = 24
"""Steps that a made lesson has at most: two school hours; a narrower view shows the others."""

Part = Literal["context", "passage", "claim", "record", "parallel", "question"]
"""What a step shows one after another."""

_WEIGHED: Final = re.compile(r"(?s)(.*?)\s*\bWhere it holds:\s*(.+?)\s*\bWhere it breaks:\s*(.+)")
_MINUTES: Final = re.compile(r"\s*(\d{1,3}) ?min\b")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a citation judged against the record (`card`), or an event or report looked at (`ref`).

    `number` counts from 1. `text` is what stands before the comparison, `holds` and `breaks` its two sides. `heading`
    is shown with the record, never before it: it may give the verdict away. `minutes` is what the notes plan, 0 if
    they plan nothing.
    """

    number: int
    heading: str
    text: str
    holds: str
    breaks: str
    question: str
    notes: str
    minutes: int
    ref: Ref
    card: Card | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """What there is to show, in the order of showing; never empty."""
        card = self.card
        there: dict[Part, str] = {
            "context": "" if card else self.heading + self.text + self.ref.title,
            "passage": card.phrase or card.report.title if card else "",
            "claim": card.claim if card else "",
            "record": self.heading + self.text + card.record if card else "",
            "parallel": self.holds + self.breaks,
            "question": self.question,
        }
        return tuple(name for name, words in there.items() if words.strip())

    @property
    def key(self) -> str:
        """The thread of the step on the chart, `report>history`; "" without one."""
        return self.card.key if self.card else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read: a report or a record, said once however often it is used."""

    kind: Literal["report", "record", "event"]
    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is presented, printed and taken offline: the steps, the question that drives them, and every source.

    `left_out` counts the citations beyond the most that a lesson has. `finding` says what the chart shows, `written`
    whether the steps come from stories.csv.
    """

    subject: Subject
    title: str
    question: str
    finding: str
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    written: bool
    left_out: int = 0

    @property
    def cards(self) -> tuple[Card, ...]:
        """The citations of the lesson, each once, in the order of the steps, numbered from 1."""
        kept = {(step.card.key, step.card.claim): step.card for step in self.steps if step.card}
        return tuple(kept.values())

    @property
    def minutes(self) -> int:
        """What the notes plan for the whole lesson, 0 when they plan nothing."""
        return sum(step.minutes for step in self.steps)


def lesson(catalogue: Catalogue, subject: Subject, most: int = MOST_STEPS) -> Lesson:
    """The lesson about a subject, as the view of the subject leaves it; one that is made has at most `most` steps."""
    steps = tuple(_written(catalogue, subject)) if subject.kind == "story" else ()
    written, left_out = bool(steps), 0
    if not written:
        steps, left_out = _made(catalogue, subject, most)
    selection = subject.selection
    return Lesson(
        subject=subject,
        title=subject.title,
        question=_driving(subject, steps, written),
        finding=wording.headline(catalogue, selection.chosen),
        steps=steps,
        sources=tuple(_sources(steps)),
        written=written,
        left_out=left_out,
    )


def _written(catalogue: Catalogue, subject: Subject) -> Iterable[Step]:
    """The story's own steps; those that a filter of the view leaves out are not shown."""
    rows, places = set(subject.selection.rows.tolist()), set(subject.selection.citations.tolist())
    steps = catalogue.stories[catalogue.stories["story"] == subject.id]
    number = 0
    for cells in steps.to_dict("records"):
        report, row = int(cells["ref_report_row"]), int(cells["ref_row"])
        if row < 0:
            continue
        place = _gravest(catalogue, report, row) if report >= 0 else None
        if (place not in places) if place is not None else (row not in rows):
            continue
        number += 1
        card = facts.card(catalogue, place, number) if place is not None else None
        yield _step(number, {str(name): str(cell) for name, cell in cells.items()}, facts.ref(catalogue, row), card)


def _step(number: int, cells: dict[str, str], ref: Ref, card: Card | None) -> Step:
    text, holds, breaks = weighed(cells["text"])
    planned = _MINUTES.match(cells["notes"])
    return Step(
        number=number,
        heading=cells["heading"],
        text=text,
        holds=holds or (card.similar if card else ""),
        breaks=breaks or (card.differs if card else ""),
        question=cells["question"],
        notes=cells["notes"],
        minutes=int(planned[1]) if planned else 0,
        ref=ref,
        card=card,
    )


def weighed(text: str) -> tuple[str, str, str]:
    """What stands before the comparison, where it holds, and where it breaks; the last two are "" if it has none."""
    found = _WEIGHED.fullmatch(text.strip())
    return (_sentence(found[1]), _sentence(found[2]), _sentence(found[3])) if found else (text.strip(), "", "")


def _sentence(text: str) -> str:
    # What followed a colon begins in lower case; set apart, it is a sentence of its own.
    text = text.strip()
    return text[:1].upper() + text[1:]


def _gravest(catalogue: Catalogue, report: int, row: int) -> int | None:
    """The citation that a thread stands for: of several claims on the same pair the one with the gravest verdict."""
    places = catalogue.citations_of_report(report)
    places = places[catalogue.citations["cites_row"].to_numpy()[places] == row]
    rank = {verdict: at for at, verdict in enumerate(VERDICTS)}
    verdicts = catalogue.citations["verdict"]
    return min(places.tolist(), key=lambda place: rank.get(str(verdicts.iat[place]), len(rank)), default=None)


def _made(catalogue: Catalogue, subject: Subject, most: int) -> tuple[tuple[Step, ...], int]:
    """Steps for the citations in the order of the past, else for the events; and how many are left out."""
    index, selection = index_of(catalogue), subject.selection
    places = selection.citations
    if len(places):
        past = index.cites[places]
        first = places[np.lexsort((places, past, index.first[past]))][:most]
        cards = [facts.card(catalogue, place, number) for number, place in enumerate(first.tolist(), 1)]
        return tuple(_from_card(card.number, card, subject) for card in cards), len(places) - len(cards)
    refs = [facts.ref(catalogue, row) for row in selection.rows[:most].tolist()]
    steps = tuple(
        Step(number, ref.title, ref.summary, "", "", lesson_questions.of_event(ref, number), "", 0, ref)
        for number, ref in enumerate(refs, 1)
    )
    return steps, len(selection.rows) - len(steps)


def _from_card(number: int, card: Card, subject: Subject) -> Step:
    return Step(
        number=number,
        heading="",
        text="",
        holds=card.similar,
        breaks=card.differs,
        question=lesson_questions.of_citation(card, number),
        notes=lesson_questions.notes(card, number),
        minutes=0,
        ref=card.report if subject.kind == "report" else card.history,
        card=card,
    )


def _driving(subject: Subject, steps: Sequence[Step], written: bool) -> str:
    """The question of the whole lesson: the first step's heading when it asks one, else its question, or a made one."""
    if written:
        return steps[0].heading if steps[0].heading.rstrip().endswith("?") else steps[0].question
    return lesson_questions.driving(subject.kind, [step.card for step in steps if step.card], subject.title)


def _sources(steps: Iterable[Step]) -> Iterable[Source]:
    """Reports first, then records, then the events looked at; each once, in the order of the steps."""
    steps = list(steps)
    found: dict[tuple[str, str], Source] = {}

    def add(kind: Literal["report", "record", "event"], title: str, detail: str, url: str) -> None:
        before = found.get((title, url))
        if before and detail not in before.detail.split("; "):
            detail = "; ".join(part for part in (before.detail, detail) if part)
        elif before:
            return
        if title:
            found[title, url] = Source(before.kind if before else kind, title, detail, url)

    for step in steps:
        for ref in ([step.card.report] if step.card else []) + ([step.ref] if step.ref.kind == "report" else []):
            detail = ", ".join(part for part in (ref.author, ref.publisher or ref.source, ref.date) if part)
            add("report", ref.title, detail, ref.url)
    for step in steps:
        if step.card:
            add("record", step.card.record_source, step.card.history.title, step.card.record_url)
    for step in steps:
        if not step.card and step.ref.kind != "report":
            add("event", step.ref.source, step.ref.title, step.ref.url)
    return found.values()


def first_step(made: Lesson, event: str, report: str) -> int:
    """The step that shows what a view has selected, 0 (the opening) when it selects nothing of this lesson."""
    if not event and not report:
        return 0
    for step in made.steps:
        ends = {step.ref.id} | ({step.card.report.id, step.card.history.id} if step.card else set())
        if step.card and step.card.about:
            ends.add(step.card.about.id)
        if {one for one in (event, report) if one} <= ends:
            return step.number
    return 0


def shuffled(ids: Sequence[str]) -> list[str]:
    """The ids in an order that stays the same from day to day, and is not the one given (unless there is only one)."""
    mixed = sorted(ids, key=lambda one: hashlib.sha256(one.encode()).digest())
    return mixed[1:] + mixed[:1] if mixed == list(ids) else mixed


def spread(rows: Sequence[int], most: int) -> list[int]:
    """At most `most` of the rows, evenly from the whole, the first and the last among them."""
    if len(rows) <= most:
        return list(rows)
    return [rows[at] for at in np.linspace(0, len(rows) - 1, most).round().astype(int).tolist()]
