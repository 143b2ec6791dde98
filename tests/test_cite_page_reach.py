"""How far back a text reaches: one line of years, and nothing on it covers another."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import day_number
from timeline.documents.cite_found import Entry, Mention
from timeline.documents.cite_reach import GAP, reach

DAY = day_number(2023, 2, 5)


def entry(number: int, first: int | None) -> Entry:
    mention = Mention(f"m-{number}", "words", "Likely", (), "")
    return Entry(
        number, f"e{number}", f"Event {number}", "", first, True, True, "", "", "", "", (mention,), mention, "", (), ()
    )


def test_the_oldest_stands_left_and_tenfold_steps_are_of_one_width() -> None:
    ages = (9, 99, 999)
    line = reach([entry(at, int(DAY - years * 365.2425)) for at, years in enumerate(ages, 1)], DAY)
    assert line is not None
    assert [one.number for one in line.places] == [3, 2, 1]
    assert [round(one.left, 1) for one in line.places] == [0.0, 33.3, 66.7]
    assert line.places[0].ago == "998 years before"
    assert line.rows == 1


def test_one_event_or_events_without_a_past_day_make_no_line() -> None:
    assert reach([entry(1, DAY - 900)], DAY) is None
    assert reach([entry(1, DAY - 900), entry(2, None), entry(3, DAY + 1)], DAY) is None


def test_too_many_at_one_time_are_left_to_the_list() -> None:
    assert reach([entry(at, DAY - 29_000) for at in range(1, 13)], DAY) is not None
    assert reach([entry(at, DAY - 29_000) for at in range(1, 14)], DAY) is None


@given(st.lists(st.integers(0, 900_000), min_size=2, max_size=16))
def test_numbers_that_are_near_stand_in_rows_of_their_own(ages: list[int]) -> None:
    line = reach([entry(at, DAY - age) for at, age in enumerate(ages, 1)], DAY)
    if line is None:
        return
    assert len(line.places) == len(ages)
    for one, other in combinations(line.places, 2):
        assert one.row != other.row or abs(one.left - other.left) >= GAP - 0.02
    assert all(0 <= one.left <= 100 for one in line.places)
    assert all(0 <= at <= 100 for at, _ in line.ticks)
