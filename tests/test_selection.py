"""Which rows a view shows, how its story is settled, and that every count is the number of rows shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import catalogue_of, citation, history, report, step, today
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.resources import sample_data_dir
from timeline.scene import resolve, select
from timeline.scene.facets import facets
from timeline.scene.masks import FACETS
from timeline.view import EVERYTHING, View


@pytest.fixture(scope="module")
def small() -> Catalogue:
    return catalogue_of(
        [
            history("verdun", "1916-02-21/1916-12-18", themes="attrition;siege", title="Battle of Verdun"),
            history("munich", "1938-09-30", themes="appeasement"),
            history("uncited", "1941", themes="siege"),
            today("bakhmut", "2022-08-01/2023-05-20", themes="attrition"),
            today("talks", "2025-02-14"),
            report("r1", "2023-02-02", publisher="A Paper"),
            report("r2", "2023-03-03", publisher="B Paper"),
            report("r3", "2025-02-16", publisher="B Paper"),
        ],
        [
            citation("r1", "verdun", "bakhmut", verdict="supported"),
            citation("r2", "verdun", "bakhmut", verdict="imprecise", relation="contrast"),
            citation("r3", "munich", "talks", verdict="disputed"),
            citation("r3", "verdun", "", relation="background"),
        ],
        [step("first", 1, "r1"), step("first", 2, "r2>verdun"), step("second", 1, "munich"), step("second", 2, "r3")],
    )


def ids(catalogue: Catalogue, search: str) -> set[str]:
    selection = select(catalogue, View.from_search(search))
    return set(catalogue.events["id"].iloc[selection.rows])


def test_without_a_query_the_first_story_is_shown(small: Catalogue) -> None:
    assert resolve(small, View()).story == "first"
    assert ids(small, "") == {"r1", "r2", "verdun", "bakhmut"}


def test_everything_shows_every_row_in_time_order(small: Catalogue) -> None:
    selection = select(small, View(story=EVERYTHING))
    assert list(small.events["id"].iloc[selection.rows])[:3] == ["verdun", "munich", "uncited"]
    assert len(selection.rows) == 8
    assert len(selection.citations) == 4


def test_a_selection_without_a_story_opens_the_first_story_that_holds_it(small: Catalogue) -> None:
    assert resolve(small, View(report="r3")).story == "second"
    assert resolve(small, View(event="verdun", report="r2")).story == "first"
    assert resolve(small, View(event="uncited")).story == EVERYTHING


def test_filters_without_a_story_look_through_everything(small: Catalogue) -> None:
    assert resolve(small, View(theme=("siege",))).story == EVERYTHING


def test_a_catalogue_without_stories_shows_everything() -> None:
    catalogue = catalogue_of([history("a"), report("r", cites="a")])
    assert resolve(catalogue, View()).story == EVERYTHING
    assert len(select(catalogue, View()).rows) == 2


def test_unknown_ids_fall_back_with_a_note(small: Catalogue) -> None:
    view = resolve(small, View(story="nope", event="gone", report="munich", pair="x~y"))
    assert (view.story, view.event, view.report, view.pair) == ("first", "", "", "")
    assert list(view.notes) == [
        "No event has the id “gone”, so nothing is selected by it.",
        "No report has the id “munich”, so nothing is selected by it.",
        "“x~y” is not a past and a present event of this catalogue, so day 0 is chosen anew.",
        "No story is called “nope”.",
    ]


def test_a_filter_keeps_citations_that_any_of_their_ends_meets(small: Catalogue) -> None:
    assert ids(small, "?q=Verdun&story=everything") == {"verdun", "bakhmut", "r1", "r2", "r3"}
    assert ids(small, "?theme=appeasement") == {"munich", "talks", "r3"}
    assert ids(small, "?verdict=imprecise") == {"verdun", "bakhmut", "r2"}
    assert ids(small, "?publisher=B Paper&verdict=disputed") == {"munich", "talks", "r3"}
    assert ids(small, "?when=193X") == {"munich", "talks", "r3"}
    assert ids(small, "?when=19XX&theme=siege") == {"verdun", "bakhmut", "uncited", "r1", "r2", "r3"}


def test_only_narrows_to_the_named_events_and_what_links_to_them(small: Catalogue) -> None:
    assert ids(small, "?only=munich&only=gone") == {"munich", "talks", "r3"}
    assert ids(small, "?only=uncited") == {"uncited"}


def test_a_kind_narrows_the_rows_and_drops_links_that_lose_an_end(small: Catalogue) -> None:
    selection = select(small, View(story=EVERYTHING, kind=("report",)))
    assert set(small.events["id"].iloc[selection.rows]) == {"r1", "r2", "r3"}
    assert len(selection.citations) == 0


def test_nothing_found_is_an_empty_selection(small: Catalogue) -> None:
    selection = select(small, View(theme=("siege",), verdict=("disputed",)))
    assert len(selection.rows) == 0
    assert len(selection.citations) == 0


def test_choosing_a_value_shows_as_many_rows_as_its_count_says() -> None:
    catalogue = reading.read(sample_data_dir())
    starts = (
        View(story=EVERYTHING),
        View(theme=("siege",)),
        View(),
        View(verdict=("disputed",), when=("193X",)),
        View(story=EVERYTHING, kind=("history",)),
        View(story=EVERYTHING, kind=("history", "report"), relation=("echo",)),
        View(story=EVERYTHING, kind=("history", "today", "report"), theme=("siege",)),
    )
    for start in starts:
        offered = facets(catalogue, start)
        story = resolve(catalogue, start).story
        for name in FACETS:
            for facet in offered[name]:
                chosen = select(catalogue, start.but(story=story, **{name: (facet.value,)}))
                shown = chosen.rows if name == "kind" else chosen.citations
                assert len(shown) == facet.count, (start, facet)


def test_facets_of_a_catalogue_without_citations_count_events() -> None:
    catalogue = catalogue_of([history("a", themes="siege"), history("b", themes="siege;famine", date="1932")])
    offered = facets(catalogue, View())
    assert [(f.value, f.count) for f in offered["theme"]] == [("siege", 2), ("famine", 1)]
    assert [(f.value, f.count) for f in offered["when"]] == [("19XX", 2), ("193X", 1), ("194X", 1)]


def test_periods_before_our_era_count_down_as_edtf_does() -> None:
    catalogue = catalogue_of([history("a", date="-0430"), history("b", date="0000"), history("c", date="0476")])
    values = [f.value for f in facets(catalogue, View())["when"]]
    assert values == ["-04XX", "00XX", "04XX", "-043X", "000X", "047X"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["siege", "attrition", "appeasement"]), unique=True, max_size=2),
    st.lists(st.sampled_from(["supported", "imprecise", "disputed", "unchecked"]), unique=True, max_size=2),
)
def test_every_end_of_a_shown_citation_is_shown(themes: list[str], verdicts: list[str]) -> None:
    catalogue = catalogue_of(
        [history("h1", themes="siege"), history("h2", themes="attrition"), today("t1"), report("r1"), report("r2")],
        [citation("r1", "h1", "t1", verdict="supported"), citation("r2", "h2", verdict="disputed")],
    )
    selection = select(catalogue, View(theme=tuple(themes), verdict=tuple(verdicts)))
    shown = set(selection.rows.tolist())
    for name in ("report_row", "cites_row", "about_row"):
        ends = catalogue.citations[name].to_numpy()[selection.citations]
        assert all(row in shown for row in ends.tolist() if row >= 0)
