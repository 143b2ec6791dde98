"""Values: equal and hashable by what they hold, without a dictionary each, and quickly made."""

from __future__ import annotations

import pytest

from timeline.scene.scene import Box, Text
from timeline.values import value


@value
class Place:
    x: float
    name: str = "here"


def test_values_of_equal_fields_are_equal_and_one_key():
    assert Place(1.0) == Place(1.0, "here") != Place(2.0)
    assert {Place(1.0): "first"}[Place(1.0)] == "first"
    assert repr(Place(1.0)) == "Place(x=1.0, name='here')"


def test_a_value_takes_no_other_field():
    with pytest.raises(AttributeError):
        Place(1.0).y = 2.0


@pytest.mark.parametrize("made", [Place(1.0), Box(0, 0, 1, 1), Text("Then", 0, 0, 30, "band")])
def test_a_value_keeps_no_dictionary(made):
    assert not hasattr(made, "__dict__")
