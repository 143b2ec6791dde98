"""Look-ups in the catalogue are right, quick, and safe from many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import catalogue_of, citation, history, report, today
from timeline import dates
from timeline.catalogue import Groups

EVENTS = [history("war"), today("now"), report("news"), history("siege"), report("letter", date="2024")]
CITATIONS = [
    citation("news", "siege", "now"),
    citation("letter", "war"),
    citation("news", "war", "now"),
    citation("letter", "siege", "now"),
]


def test_an_event_is_found_by_its_id() -> None:
    catalogue = catalogue_of(EVENTS)
    assert [catalogue.row(id) for id in ("war", "letter", "nothing", "")] == [0, 4, None, None]


def test_an_event_is_given_as_text() -> None:
    catalogue = catalogue_of([history("war", lat="48.710", lon="-0.5", place="Here", mood="grim")])
    event = catalogue.event(0)
    assert (event["lat"], event["lon"], event["place"], event["mood"]) == ("48.71", "-0.5", "Here", "grim")
    assert "earliest" not in event
    assert catalogue_of([history("war")]).event(0)["lat"] == ""


def test_a_span_is_the_date_of_its_row() -> None:
    catalogue = catalogue_of([history("war", date="1942-07-28/1944-10-29")])
    assert catalogue.span(0) == dates.parse("1942-07-28/1944-10-29")


def test_citations_are_found_from_each_end() -> None:
    catalogue = catalogue_of(EVENTS, CITATIONS)
    assert catalogue.citations_of_report(2).tolist() == [0, 2]
    assert catalogue.citations_of_report(4).tolist() == [1, 3]
    assert catalogue.citations_of_event(0).tolist() == [1, 2]
    assert catalogue.citations_about(1).tolist() == [0, 2, 3]
    assert catalogue.citations_about(0).tolist() == []
    assert catalogue.cited_counts.tolist() == [2, 3, 0, 2, 0]


def test_a_row_that_is_not_there_has_no_citations() -> None:
    catalogue = catalogue_of(EVENTS, CITATIONS)
    for row in (-1, 5, 10**9):
        assert catalogue.citations_of_event(row).tolist() == []


def test_a_catalogue_of_nothing_answers_everything() -> None:
    catalogue = catalogue_of([])
    assert catalogue.row("war") is None
    assert catalogue.citations_of_report(0).tolist() == []
    assert catalogue.search("war").tolist() == []


@given(st.lists(st.integers(-1, 6), max_size=40))
def test_groups_are_the_places_of_each_number(column: list[int]) -> None:
    groups = Groups(np.array(column, np.int64), 7)
    for number in range(7):
        assert groups[number].tolist() == [place for place, value in enumerate(column) if value == number]
    assert groups.sizes.tolist() == [column.count(number) for number in range(7)]
    assert groups[-1].tolist() == []


def test_many_threads_may_ask_at_once() -> None:
    catalogue = catalogue_of(EVENTS, CITATIONS)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: (catalogue.search("war").tolist(), catalogue.row("siege")), range(64)))
    assert found == [([0], 3)] * 64
    assert catalogue.index is catalogue.index
