"""A reader's words find the events that hold them, whatever the words are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import catalogue_of, history, report
from timeline import reading
from timeline.catalogue import Catalogue

SMALL = catalogue_of(
    [
        history("retreat", title="A retreat", summary="The marshal of the siege was Prigozhin; others retreated too."),
        history("siege", title="The siege of Leningrad", place="Łódź", aliases="blockade;900 days"),
        history(
            "penal", title="Penal battalions", summary="After the siege.", themes="convict-soldiers", date="1942-07"
        ),
        report("news", title="The news", publisher="Example Times", author="Zoë Müller"),
    ]
)


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> Catalogue:
    return reading.read(sample_folder)


def found(query: str, limit: int | None = None) -> list[str]:
    return [SMALL.event(int(row))["id"] for row in SMALL.search(query, limit)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("leningrad", ["siege"]),
        ("LENIN", ["siege"]),
        ("Times", ["news"]),
        ("zoe muller", ["news"]),
        ("900 days", ["siege"]),
        ("convict", ["penal"]),
        ("1942-07", ["penal"]),
        ("retreating", ["retreat"]),
        ("the siege of leningrad", ["siege"]),
        ("leningrad prigozhin", []),
        ("xyzzy", []),
        ("", []),
        ("  \n", []),
        ("!?", []),
    ],
)
def test_words_find_events(query: str, expected: list[str]) -> None:
    assert found(query)[: max(len(expected), 1)] == expected


def test_a_title_counts_for_more_than_a_summary() -> None:
    assert found("siege")[0] == "siege"
    assert set(found("siege")) == {"siege", "retreat", "penal"}


def test_every_word_must_be_there() -> None:
    assert found("penal siege") == ["penal"]


@pytest.mark.parametrize("query", ["Prighozin", "prigozin", "Prigozhyn", "lenigrad", "Leinngrad", "battalons"])
def test_slips_in_names_are_forgiven(query: str) -> None:
    assert len(found(query)) == 1


def test_a_word_that_is_found_is_not_corrected() -> None:
    assert found("penal") == ["penal"]
    assert found("pena") == ["penal"]


def test_short_words_are_not_guessed_at() -> None:
    assert found("sig") == []


def test_the_limit_cuts_the_list_and_keeps_the_best() -> None:
    assert found("siege", 1) == ["siege"]
    assert found("siege", 0) == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        'siege"; DROP TABLE words; --',
        "title:siege",
        "siege*",
        "NEAR(siege, 2)",
        "siege OR",
        "AND",
        "-siege",
        "(",
        "^a",
    ]
    + ["\0", "\ud800", "siege\x00", "٣", "攻城", "a" * 100_000, "siege " * 20_000],
)
def test_no_query_fails(query: str) -> None:
    SMALL.search(query)


@given(st.text(max_size=60))
def test_any_text_is_a_query(query: str) -> None:
    rows = SMALL.search(query)
    assert len(set(rows.tolist())) == len(rows)


def test_the_sample_is_found_by_what_readers_type(sample: Catalogue) -> None:
    assert sample.event(int(sample.search("order 227")[0]))["id"] == "order-227"
    assert sample.search("Prighozin").tolist() == sample.search("Prigozhin").tolist() != []
    assert "medvedev-flees" in {sample.event(int(row))["id"] for row in sample.search("Medevev")}
