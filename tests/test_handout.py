"""The handout as a document: what it asks, answers and leaves out, and what a stranger's text cannot do."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests import builders as b
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.documents import handout
from timeline.documents.lesson import lesson
from timeline.documents.lesson_questions import HABITS
from timeline.documents.subjects import find
from timeline.view import View

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


def sheet(catalogue: Catalogue, id: str, answers: handout.Answers, view: View | None = None) -> str:
    subject = find(catalogue, id, view)
    assert subject is not None
    return handout.page(
        catalogue, subject, today=b.TODAY, answers=answers, address="https://echoline.example/present/x"
    )


def many(count: int) -> Catalogue:
    past = [b.history(f"past-{n}", f"19{n:02d}", title=f"Past {n}") for n in range(10, 10 + count)]
    cited = [
        b.citation("post", f"past-{n}", "now", claim=f"Claim {n}.", record=f"Record {n}.", verdict="disputed",
                   similar=f"Same {n}.", differs=f"Other {n}.", record_source=f"Archive {n}")
        for n in range(10, 10 + count)
    ]  # fmt: skip
    return b.catalogue_of([*past, b.today("now"), b.report("post", publisher="The Post")], cited)


def test_the_class_gets_the_claims_and_the_teacher_the_record() -> None:
    catalogue = many(3)
    blank, filled = sheet(catalogue, "post", "0"), sheet(catalogue, "post", "1")
    for n in (10, 11, 12):
        assert f"Claim {n}." in blank
        assert f"Record {n}." not in blank
        for words in (f"Claim {n}.", f"Record {n}.", f"Same {n}.", f"Other {n}.", f"Archive {n}"):
            assert words in filled
    assert 'data-answers="0"' in blank
    assert 'data-answers="1"' in filled


@pytest.mark.parametrize("answers", ["0", "1"])
def test_every_sheet_asks_for_sourcing_context_and_corroboration(answers: handout.Answers) -> None:
    text = sheet(many(2), "post", answers)
    for habit, question in HABITS:
        assert habit in text
        assert question in text


def test_what_four_pages_cannot_hold_is_counted() -> None:
    text = sheet(many(15), "post", "0")
    assert f"The first {handout.MOST_CITATIONS} of 15 citations." in text
    assert "Claim 24." not in text


def test_cards_of_the_class_carry_no_dates() -> None:
    catalogue = many(3)
    assert "1910" not in sheet(catalogue, "post", "0").partition('class="cut"')[2].partition("</section>")[0]
    assert "1910" in sheet(catalogue, "post", "1").partition('class="cut"')[2].partition("</section>")[0]


def test_questions_carry_the_number_of_their_citation() -> None:
    catalogue = many(2)
    subject = find(catalogue, "post")
    assert subject is not None
    made = lesson(catalogue, subject)
    assert [number for number, _ in handout.questions(made, made.cards)] == [1, 2]


def test_an_event_without_citations_still_has_a_sheet() -> None:
    text = sheet(b.catalogue_of([b.history("lone", summary="It happened.")]), "lone", "0")
    assert "Lone" in text
    assert "<table>" not in text


def test_text_of_a_stranger_stays_text_on_paper() -> None:
    events = [b.history("past", title=HOSTILE), b.report("post", title=HOSTILE, publisher=HOSTILE)]
    cells = dict.fromkeys(("phrase", "claim", "record", "record_source", "similar", "differs"), HOSTILE)
    text = sheet(b.catalogue_of(events, [b.citation("post", "past", **cells)]), "post", "1")
    assert "<img" not in text


def test_the_view_goes_along() -> None:
    text = sheet(many(2), "post", "0", View(verdict=("disputed",)))
    assert 'href="/handout/post?verdict=disputed&amp;answers=1"' in text
    assert 'href="/present/post?verdict=disputed"' in text


def test_every_event_of_a_bundled_lesson_is_named_on_its_sheet(sample_folder: Path) -> None:
    catalogue = reading.read(sample_folder, today=b.TODAY)
    for story in dict.fromkeys(catalogue.stories["story"]):
        subject = find(catalogue, story)
        assert subject is not None
        drawn = handout.chart(catalogue, subject, b.TODAY, judged=True)
        rows = subject.selection.rows
        events = catalogue.events.iloc[rows]
        shown = html.unescape(re.sub(r"<(title|desc)[^>]*>.*?</\1>|<[^>]+>", " ", drawn, flags=re.DOTALL))
        shown = " ".join(shown.split())
        for title in events.loc[events["kind"] != "report", "title"]:
            assert str(title)[:20] in shown, f"{story}: {title}"
