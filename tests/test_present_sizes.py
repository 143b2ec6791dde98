"""The type of a slide fits its boxes, grows with the screen, and the sources take few slides."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders as b
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.documents import subjects
from timeline.documents.lesson import Source, Step, lesson
from timeline.documents.present_fit import LEAST
from timeline.documents.present_sizes import ROOM, TALL_ROOM, opening, sizes, source_slides

TITLES, DETAILS = st.text("abc de", min_size=1, max_size=300), st.text("fg h", max_size=90)
SOURCES = st.lists(st.builds(Source, st.just("report"), TITLES, DETAILS, st.just("")), max_size=40)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return reading.read(Path(__file__).parents[1] / "data", today=b.TODAY)


def steps(catalogue: Catalogue, story: str) -> tuple[Step, ...]:
    subject = subjects.find(catalogue, story)
    assert subject is not None
    return lesson(catalogue, subject).steps


def test_no_text_of_a_bundled_lesson_is_small_and_a_taller_screen_sets_none_smaller(catalogue: Catalogue) -> None:
    for story in dict.fromkeys(catalogue.stories["story"]):
        for step in steps(catalogue, story):
            wide, tall = sizes(step), sizes(step, TALL_ROOM)
            for name in ("passage", "claim", "record", "sides", "question", "context", "whole"):
                assert getattr(wide, name) >= LEAST, f"{story} {step.number}: {name}"
            for name in ("told", "record", "sides", "question", "context", "whole"):
                assert getattr(wide, name) <= getattr(tall, name), f"{story} {step.number}: {name}"
            assert min(wide.passage, wide.claim) <= min(tall.passage, tall.claim)


def test_the_claim_stands_beside_record_and_comparison_in_every_bundled_lesson(catalogue: Catalogue) -> None:
    for story in dict.fromkeys(catalogue.stories["story"]):
        for one in (sizes(step) for step in steps(catalogue, story) if step.card):
            assert min(one.told, one.aside) >= LEAST


def test_a_claim_too_long_to_stand_beside_the_comparison_is_left_out_there() -> None:
    events = [b.history("past"), b.today("now"), b.report("post")]
    long = b.catalogue_of(events, [b.citation("post", "past", "now", claim="word " * 100, similar="So.")])
    assert [(sizes(step).told, sizes(step).aside) for step in steps(long, "post")] == [(0, 0)]


def test_the_first_slide_uses_the_room_of_a_tall_screen() -> None:
    wide, tall = (opening("Echo", "Does the echo of a year explain another year, or only colour it?", room)
                  for room in (ROOM, TALL_ROOM))  # fmt: skip
    assert tall["driving"] >= wide["driving"]


@given(SOURCES, st.booleans())
def test_every_source_stands_on_one_slide_in_order(sources: list[Source], beside: bool) -> None:
    slides = source_slides(sources, beside)
    assert slides
    assert [source for slide in slides for source in slide] == sources
    assert all(slides[:-1])


def test_sources_are_spread_over_their_slides_about_equally() -> None:
    sources = [Source("record", f"Archive {number}", "an event", "") for number in range(12)]
    assert [len(slide) for slide in source_slides(sources, beside=True)] == [6, 6]
    assert [len(slide) for slide in source_slides(sources[:7], beside=True)] == [7]
