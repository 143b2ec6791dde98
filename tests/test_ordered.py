"""Places in ordered numbers are those that numpy finds, whatever kind of number is sought."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.ordered import place, places

NUMBERS = st.lists(st.integers(-3_700_000, 3_700_000), max_size=30)
SOUGHT = st.one_of(st.integers(-4_000_000, 4_000_000), st.floats(-4e6, 4e6))


@pytest.mark.parametrize("kind", [np.int32, np.int64])
@given(numbers=NUMBERS, sought=st.lists(SOUGHT, max_size=8), side=st.sampled_from(["left", "right"]))
def test_places_are_those_that_numpy_finds(kind: type, numbers: list[int], sought: list[float], side: str) -> None:
    ordered = np.array(sorted(numbers), dtype=kind)
    expected = np.searchsorted(ordered, np.array(sought, dtype=np.float64), side)
    assert places(ordered, sought, side).tolist() == expected.tolist()
    assert [place(ordered, one, side) for one in sought] == expected.tolist()
