"""Type sizes: the largest that fits, never below the least that a projector needs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.documents.present_fit import LEAST, SIZES, fit, lines

TEXTS = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=300)


@given(TEXTS)
def test_a_larger_size_never_takes_fewer_lines(text: str) -> None:
    counts = [lines(text, 740, size) for size in SIZES]
    assert counts == sorted(counts, reverse=True)


@given(TEXTS, st.integers(100, 1200), st.integers(30, 400))
def test_the_size_chosen_fits_or_is_the_least(text: str, width: int, height: int) -> None:
    size = fit(text, width, height)
    assert size == LEAST or lines(text, width, size) * size * 1.2 <= height


def test_short_text_is_set_as_large_as_it_may_be() -> None:
    assert fit("Why?", 1180, 320, most=72) == 72


def test_a_word_longer_than_its_line_is_counted_as_the_lines_it_is_broken_into() -> None:
    assert lines("x" * 400, 300, 24) > 10


def test_no_text_takes_no_line() -> None:
    assert lines("", 300, 24) == 0
