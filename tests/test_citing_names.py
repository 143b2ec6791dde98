"""The forms under which a text may name an event, made by rule from the names that the data has."""

from __future__ import annotations

import pytest

from timeline.citing.known_events import lands_of
from timeline.citing.names import Name, dated_forms, kindred_forms, respelt_forms, told_forms
from timeline.citing.tense import tense
from timeline.citing.word_lists import entries, may_begin, may_end


@pytest.mark.parametrize("entry", entries("told"))
def test_every_deed_can_be_told_with_its_verb(entry):
    kind, _, form = entry.partition(": ")
    told = form.replace("{}", "Ruritania")
    assert told in told_forms(f"{kind.title()} of Ruritania")
    assert told in told_forms(f"Ruritania's {kind}")


def test_what_is_no_deed_is_not_told():
    assert list(told_forms("crisis of confidence")) == []
    assert list(told_forms("Treaty of Versailles")) == []


def test_years_and_decades_are_respelt():
    assert set(respelt_forms("1973 coup in Chile")) == {
        "1973 coup in Chile",
        "coup in Chile of 1973",
        "coup in Chile in 1973",
    }
    assert "stagflation of the seventies" in respelt_forms("stagflation of the 1970s")


def test_what_happened_goes_by_other_words_of_its_kind():
    assert "Hungarian revolt" in kindred_forms("Hungarian uprising")
    assert "Suez debacle of 1956" in kindred_forms("Suez crisis of 1956")
    assert list(kindred_forms("Marshall Plan")) == []


def test_a_place_or_a_land_stands_with_its_year_for_the_event():
    forms = set(dated_forms("Tehran, Iran", ["Iran"], [1979]))
    assert {"Tehran in 1979", "Tehran 1979", "Tehran of 1979", "Iran in 1979"} <= forms
    assert set(dated_forms("at sea, far off", [], [1912])) == set()


@pytest.mark.parametrize(
    ("title", "lands"),
    [("Iranian Revolution", {"Iran"}), ("1973 coup in Chile", {"Chile"}), ("War on Japan declared", set())],
)
def test_a_title_tells_the_land(title, lands):
    assert lands_of(title) == lands


@pytest.mark.parametrize(
    ("written", "force", "capital"),
    [("Munich", "bare", 0), ("the Terror", "bare", 1), ("invaded Poland", "derived", 1), ("tulips", "common", None)],
)
def test_a_name_knows_which_of_its_words_needs_a_capital(written, force, capital):
    assert Name(written, written.lower(), 0, force).capital == capital


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("the place will open in ", "", "ahead"),
        ("the bridge will be repaired in ", "", "ahead"),
        ("it runs until ", " on a stage his wife had built", "ahead"),
        ("talks may take until ", "", "ahead"),
        ("they ran until ", "", "past"),
        ("by ", " they had won", "past"),
        ("the figures for ", "", "none"),
        ("it took off in ", " and will get there", "past"),
    ],
)
def test_the_verb_nearest_to_a_date_tells_where_it_looks(before, after, told):
    assert tense(before, after) == told


def test_the_edges_of_entries_are_known_before_their_patterns_are_asked():
    assert may_end("echo before", "another")
    assert may_end("echo before", "of")
    assert not may_end("echo before", "banana")
    assert may_begin("facility", "hotels")
    assert not may_begin("facility", "treaty")
