"""What is wrong is said in one line that can be acted upon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.problems import (
    CatalogueError,
    Problem,
    did_you_mean,
    listing,
    nearest,
    plural,
    quoted,
    sentence,
    shown,
    tally,
)
from timeline.problems_spelling import Speller, allowed_slips, slips


def problem(level: str = "error", line: int | None = 42, **parts: str) -> Problem:
    """A problem of order-227's date, unless the parts say otherwise."""
    words = {
        "file": "events.csv",
        "id": "order-227",
        "column": "date",
        "message": "'1942-7-28' is not a date we can read; months take two digits",
        "mend": "Write 1942-07-28",
        **parts,
    }
    return Problem(level=level, line=line, **words)  # type: ignore[arg-type]


def test_a_problem_says_where_what_and_what_to_do() -> None:
    assert str(problem()) == (
        "events.csv:42: order-227: date: '1942-7-28' is not a date we can read; months take two digits. "
        "Write 1942-07-28."
    )


def test_a_warning_says_that_it_is_one() -> None:
    assert str(problem("warning", mend="")).startswith("events.csv:42: warning: order-227: date: ")


def test_what_is_not_known_is_left_out() -> None:
    said = str(problem(line=None, id="", column="", message="the file is empty", mend=""))
    assert said == "events.csv: the file is empty."


def test_a_hostile_id_stays_on_its_line() -> None:
    said = str(problem(id="a\nevents.csv:1: all is well\x1b[2J" + "x" * 500))
    assert said.isprintable()
    assert len(said) < 250


def test_machines_get_every_part() -> None:
    assert list(problem().as_dict()) == ["level", "file", "line", "id", "column", "message", "mend"]


def test_the_error_holds_every_problem_and_shows_some() -> None:
    error = CatalogueError(problem(line=line) for line in range(50))
    assert len(error.problems) == 50
    assert str(error).count("\n") == 19


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("Order “227” – été", "Order “227” – été"),
        ("a\tb\nc", r"a\tb\nc"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("x" * 61, "x" * 59 + "…"),
        ("non\xa0breaking", r"non\xa0breaking"),
    ],
)
def test_values_are_shown_on_one_safe_line(value: str, expected: str) -> None:
    assert shown(value) == expected


@given(st.text(max_size=200))
def test_any_value_is_shown_printable_and_short(value: str) -> None:
    # An escape has at most ten characters: \U0001f600.
    assert shown(value).isprintable()
    assert len(shown(value)) <= 600
    assert quoted(value) == f"'{shown(value)}'"


def test_sentences_end_once() -> None:
    assert [sentence(text) for text in ("", "Stop", "Stop.", "Stop?")] == ["", "Stop.", "Stop.", "Stop?"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("histroy", "history"),
        ("Report", "report"),
        ("toady", "today"),
        ("histories", "history"),
        ("event", None),
        ("", None),
        ("   ", None),
        ("x" * 100_000, None),
    ],
)
def test_the_nearest_word_is_found_when_there_is_one(word: str, expected: str | None) -> None:
    assert nearest(word, ("history", "today", "report")) == ([expected] if expected else [])


def test_the_nearest_of_many_come_first() -> None:
    assert nearest("oder-227", ["order-222", "order-227", "older-27"], count=2) == ["order-227", "order-222"]


def test_nothing_is_near_in_an_empty_list() -> None:
    assert nearest("word", []) == []


def test_did_you_mean_names_each_word() -> None:
    assert did_you_mean(["a", "b"]) == "Did you mean 'a' or 'b'?"
    assert did_you_mean([]) == ""


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [("war", "wra", 1), ("war", "war", 0), ("war", "wart", 1), ("prighozin", "prigozhin", 2), ("war", "peace", 4)],
)
def test_slips_are_counted(a: str, b: str, count: int) -> None:
    assert slips(a, b, 3) == count
    assert slips(b, a, 3) == count


def plain_slips(a: str, b: str) -> int:
    """The same count by the textbook: the whole table, nothing left out."""
    table = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 4))
def test_slips_agree_with_the_whole_table(a: str, b: str, limit: int) -> None:
    assert slips(a, b, limit) == min(plain_slips(a, b), limit + 1)


@given(
    st.lists(st.text("abcdeé1-", min_size=1, max_size=10), max_size=20), st.text("abcdeé1-", min_size=1, max_size=10)
)
def test_no_near_word_is_lost_to_the_letter_count(words: list[str], word: str) -> None:
    limit = allowed_slips(word)
    near = {other for other in words if plain_slips(word, other) <= limit and plain_slips(word, other) < len(word)}
    assert {other for _, other in Speller(words).near(word)} == near


def test_of_many_alike_the_list_shows_some_and_counts_the_rest() -> None:
    alike = [problem(line=line) for line in range(5)]
    other = problem("warning", line=9, column="title")
    lines = list(listing([*alike, other], most=3))
    assert lines[:3] == [str(one) for one in alike[:3]]
    assert lines[3:] == ["events.csv: and 2 more like this", str(other)]


def test_the_tally_counts_errors_by_file_and_the_rest_apart() -> None:
    assert tally([problem(), problem(file="citations.csv"), problem()]) == "3 problems in 2 files"
    assert tally([problem(), problem("warning"), problem("note"), problem("note")]) == (
        "1 problem in 1 file, and 1 warning and 2 notes"
    )
    assert tally([problem("note")]) == "1 note"
    assert tally([]) == ""


def test_numbers_agree_with_their_nouns() -> None:
    assert [plural(1, "story"), plural(2, "story"), plural(12345, "event")] == ["1 story", "2 stories", "12,345 events"]
