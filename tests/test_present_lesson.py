"""Lessons: steps from stories.csv, else from the citations; what drives them, and what they leave out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders as b
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.documents import lesson_order
from timeline.documents.lesson import MOST_STEPS, Lesson, first_step, lesson, shuffled, spread, weighed
from timeline.documents.subjects import find
from timeline.view import View

EVENTS = [
    b.history("siege", "1942-07-17/1943-02-02", themes="war"),
    b.history("order", "1942-07-28"),
    b.today("attack", "2022-08-01"),
    b.report("post", "2023-02-01", title="Echoes of the siege", publisher="The Post", url="https://post.example/a"),
]
CITATIONS = [
    b.citation("post", "siege", "attack", phrase="an echo", claim="A million died.", record="Fewer died.",
               verdict="imprecise", record_source="Archive", similar="One city.", differs="Another size."),
    b.citation("post", "order", "attack", claim="Signed on the 27th.", verdict="supported"),
]  # fmt: skip


def made(catalogue: Catalogue, id: str, view: View | None = None) -> Lesson:
    subject = find(catalogue, id, view)
    assert subject is not None
    return lesson(catalogue, subject)


def told(*steps: dict[str, str]) -> Catalogue:
    return b.catalogue_of(EVENTS, CITATIONS, steps)


def test_a_story_is_told_in_its_own_words_and_in_its_own_order() -> None:
    story = told(
        b.step("echo", 1, "attack", heading="Does it explain?", text="What happened.", notes="6 min. Begin here."),
        b.step("echo", 2, "post>siege", heading="Too many", text="It says so. Where it holds: a city. Where it breaks: "
               "the size.", question="Who counted?"),
    )  # fmt: skip
    shown = made(story, "echo")
    assert [step.heading for step in shown.steps] == ["Does it explain?", "Too many"]
    second = shown.steps[1]
    assert (second.text, second.holds, second.breaks) == ("It says so.", "A city.", "The size.")
    assert second.parts == ("passage", "claim", "record", "parallel", "question")
    assert shown.question == "Does it explain?"
    assert shown.minutes == 6
    assert shown.written


def test_a_step_that_does_not_weigh_the_comparison_takes_both_sides_from_its_citation() -> None:
    shown = made(told(b.step("echo", 1, "post>siege", text="Only this.", question="Why?")), "echo")
    assert (shown.steps[0].text, shown.steps[0].holds, shown.steps[0].breaks) == (
        "Only this.",
        "One city.",
        "Another size.",
    )
    assert shown.question == "Why?"


def test_a_report_without_a_story_shows_each_citation_in_the_order_of_the_past() -> None:
    shown = made(b.catalogue_of(EVENTS, CITATIONS), "post")
    assert [step.key for step in shown.steps] == ["post>siege", "post>order"]
    assert shown.steps[0].parts == ("passage", "claim", "record", "parallel", "question")
    assert all(step.question for step in shown.steps)
    assert all(step.notes for step in shown.steps)
    assert not shown.written
    assert shown.question == "This report reaches for 2 pasts. Which of them explains anything?"


@pytest.mark.parametrize("id", ["siege", "attack", "post", "war", "view"])
def test_whatever_the_catalogue_knows_can_be_presented(id: str) -> None:
    shown = made(b.catalogue_of(EVENTS, CITATIONS), id)
    assert shown.steps
    assert shown.question.endswith("?")
    assert all(step.parts for step in shown.steps)


def test_an_event_that_nothing_cites_is_presented_by_itself() -> None:
    shown = made(b.catalogue_of([b.history("lone", summary="It happened.")]), "lone")
    assert [step.parts for step in shown.steps] == [("context", "question")]
    assert shown.steps[0].text == "It happened."
    assert shown.question == "What do we know of Lone, and from whom?"


def test_the_filters_of_the_view_leave_out_steps() -> None:
    story = told(b.step("echo", 1, "post>siege"), b.step("echo", 2, "post>order"))
    shown = made(story, "echo", View(verdict=("supported",)))
    assert [step.key for step in shown.steps] == ["post>order"]
    assert shown.steps[0].number == 1
    assert made(b.catalogue_of(EVENTS, CITATIONS), "post", View(verdict=("disputed",))).cards == ()


def test_a_lesson_without_end_stops_and_counts_what_it_leaves_out() -> None:
    many = [b.history(f"past-{n}", f"19{n:02d}") for n in range(40)]
    cited = [b.citation("post", f"past-{n}", claim="So.") for n in range(40)]
    shown = made(b.catalogue_of([*many, b.report("post")], cited), "post")
    assert (len(shown.steps), shown.left_out) == (MOST_STEPS, 40 - MOST_STEPS)


def test_of_several_claims_on_one_pair_the_step_shows_the_gravest() -> None:
    cited = [
        b.citation("post", "siege", claim="Right.", verdict="supported"),
        b.citation("post", "siege", claim="Wrong.", verdict="contradicted"),
    ]
    shown = made(b.catalogue_of(EVENTS, cited, [b.step("echo", 1, "post>siege")]), "echo")
    assert shown.steps[0].card is not None
    assert shown.steps[0].card.claim == "Wrong."


def test_every_source_is_named_once() -> None:
    shown = made(b.catalogue_of(EVENTS, CITATIONS), "post")
    assert [(source.kind, source.title) for source in shown.sources] == [
        ("report", "Echoes of the siege"),
        ("record", "Archive"),
    ]
    assert shown.sources[0].url == "https://post.example/a"


def test_a_record_used_for_several_events_is_one_source_that_names_them_all() -> None:
    told_of = {"record": "So.", "record_source": "Archive", "record_url": "https://archive.example/"}
    cited = [b.citation("post", past, "attack", claim="So.", **told_of) for past in ("siege", "order")]
    sources = made(b.catalogue_of(EVENTS, cited), "post").sources
    assert [(one.title, one.detail) for one in sources if one.kind == "record"] == [("Archive", "Siege; Order")]


def test_what_the_view_selects_is_the_step_that_opens() -> None:
    shown = made(b.catalogue_of(EVENTS, CITATIONS), "post")
    assert first_step(shown, "order", "post") == 2
    assert first_step(shown, "", "") == 0
    assert first_step(shown, "elsewhere", "") == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Before. Where it holds: one. Where it breaks: two.", ("Before.", "One.", "Two.")),
        ("Only words.", ("Only words.", "", "")),
        ("Where it holds: one.", ("Where it holds: one.", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_text_is_parted_where_it_weighs(text: str, parts: tuple[str, str, str]) -> None:
    assert weighed(text) == parts


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Shootings by blocking detachments, Aug-Oct 1942", "Shootings by blocking detachments"),
        ("Influenza pandemic of 1918-1920", "Influenza pandemic"),
        ("The bank holiday of 6 March 1933", "The bank holiday"),
        ('Order No. 227: "Not one step back!"', 'Order No. 227: "Not one step back!"'),
        ("Siege of Melos, 416 BCE", "Siege of Melos"),
        ("Munich 1938", "Munich 1938"),
        ("1942", "1942"),
    ],
)
def test_a_card_does_not_give_its_date_away(title: str, bare: str) -> None:
    assert lesson_order.undated(title) == bare


def test_cards_to_be_ordered_come_shuffled_and_know_their_place(sample_folder: Path) -> None:
    catalogue = reading.read(sample_folder, today=b.TODAY)
    for story in dict.fromkeys(catalogue.stories["story"]):
        cards = lesson_order.order_cards(catalogue, made(catalogue, story))
        places = [card.place for card in cards]
        assert 3 <= len(cards) <= lesson_order.MOST_CARDS
        assert sorted(places) == list(range(1, len(cards) + 1)) != places
        firsts = [catalogue.events["earliest"].iat[card.ref.row] for card in sorted(cards, key=lambda one: one.place)]
        assert firsts == sorted(set(firsts)), "two cards of one day have no order"


def test_two_events_are_too_few_to_be_ordered() -> None:
    catalogue = b.catalogue_of(EVENTS[:2] + [b.report("post")], [b.citation("post", "siege")])
    assert lesson_order.order_cards(catalogue, made(catalogue, "post")) == ()


@given(st.lists(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1), unique=True, max_size=9))
def test_shuffling_loses_nothing_and_never_leaves_the_order_as_it_was(ids: list[str]) -> None:
    mixed = shuffled(ids)
    assert sorted(mixed) == sorted(ids)
    assert len(ids) < 2 or mixed != ids


@given(st.integers(0, 60), st.integers(2, 12))
def test_spreading_keeps_both_ends_and_the_order(count: int, most: int) -> None:
    kept = spread(range(count), most)
    assert kept == sorted(set(kept))
    assert len(kept) == min(count, most)
    assert not count or (kept[0], kept[-1]) == (0, count - 1)
