"""Other bearers of an event's name are known by the words that stand with them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from timeline.citing.rivals import rival_near, rival_words

LINES = [
    line
    for line in files("timeline.citing").joinpath("rivals.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("name", "words", "rival"),
    [
        ("long march", " a long march rocket put the satellite into orbit ", "orbit"),
        ("the long march", " a rocket of the name ", "rocket"),
        ("prague spring", " the prague spring festival opened with a concert ", "concert"),
        ("prague spring", " tanks ended the prague spring ", ""),
        ("treaty of tordesillas", " a rocket ", ""),
    ],
)
def test_a_rival_is_told_by_its_own_words(name: str, words: str, rival: str) -> None:
    assert rival_near(name, words) == rival


def test_part_of_a_word_is_no_word() -> None:
    assert rival_near("long march", " rocketry ") == ""


def test_every_line_has_names_and_words_each_once_and_folded() -> None:
    names = [name for line in LINES for name in line.split("\t")[0].split("|")]
    assert len(names) == len(set(names))
    for line in LINES:
        held, _, words = line.partition("\t")
        assert held and words and line == line.casefold(), line
        assert len(words.split("|")) == len(set(words.split("|"))), line
        assert not {"", *held.split("|")} & set(words.split("|")), line


def test_words_are_found_under_the_bare_name_too() -> None:
    assert rival_words("the long march") == rival_words("long march") != frozenset()
