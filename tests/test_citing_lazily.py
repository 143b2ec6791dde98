"""Values made when they are first asked for."""

from __future__ import annotations

from timeline.citing.lazily import lazily


class Counter:
    made = 0

    @lazily
    def value(self) -> int:
        """How often it was made."""
        self.made += 1
        return self.made


def test_a_value_is_made_once_and_is_each_objects_own():
    one, other = Counter(), Counter()
    assert (one.value, one.value, other.value) == (1, 1, 1)
    assert one.made == 1
