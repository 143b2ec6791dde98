"""What the words around a bare name say: that it is invoked, or that it is only a place."""

from __future__ import annotations

import pytest

from tests.test_citing import events


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Kyiv fears a Yalta, at which big men draw lines on a map.", "yalta-conference"),
        ("It is our Chernobyl, said a nurse.", "chernobyl-disaster"),
        ("Turkey is no Lehman, the economist said.", "lehman-collapse"),
        ("Is this Russia's Vietnam?", "vietnam-war"),
        ("It was the worst humiliation for a prime minister since Suez.", "suez-crisis"),
        ("Not since Lehman has a weekend been so long for regulators.", "lehman-collapse"),
        ("It was Munich all over again, an MP said.", "munich-agreement"),
        ("A prosecutor thought of Srebrenica.", "srebrenica"),
        ("His critics answered with one word, Tiananmen.", "tiananmen-massacre"),
    ],
)
def test_a_place_is_invoked_as_one_event_of_a_kind(text, event):
    assert events(text) == {event}


@pytest.mark.parametrize(
    "text",
    [
        "A Munich court fined him.",
        "Our Dallas office is closed on Mondays.",
        "She moved from her Vietnam base to Manila.",
        "It was their first win since Munich joined the league.",
        "A New Deal for renters was what the council promised.",
        "He thought of Prague and its beer gardens.",
    ],
)
def test_a_place_with_a_noun_or_a_plan_of_that_name_is_not(text):
    assert events(text) == set()
