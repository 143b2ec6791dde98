"""The figures that issue and bench speak of are held: nobody makes the reading worse without being told."""

from __future__ import annotations

from functools import cache

import pytest

from bench.citing.scoring import Score, half, passages, score
from timeline import reading
from timeline.citing import Knowledge
from timeline.resources import sample_data_dir


@cache
def scored(name: str) -> Score:
    knowledge = Knowledge.of(reading.read(sample_data_dir()))
    return score([passage for passage in passages() if half(passage) == name], knowledge)


def test_the_development_set_is_as_large_and_as_mixed_as_it_should_be():
    gold = passages()
    assert len(gold) >= 120
    assert sum(not passage["events"] for passage in gold) * 3 >= len(gold)
    assert sum(passage["hard"] for passage in gold) * 4 >= len(gold)
    for passage in gold:
        for mark in (*passage["events"], *passage["dates"]):
            assert passage["text"][mark["start"] : mark["end"]] == mark["text"]


@pytest.mark.parametrize("name", ["tuning", "test"])
def test_the_targets_are_met_on_both_halves(name):
    found = scored(name)
    assert found.events.f1 >= 0.85
    assert found.events.precision >= 0.92
    assert found.silence >= 0.95
    assert found.dates.f1 >= 0.93


def test_confidence_means_what_it_says():
    assert scored("test").calibration_error <= 0.1
