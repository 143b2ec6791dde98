"""Text is measured with the shipped fonts; the expected widths were read from Chromium with those fonts loaded."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.widths import ELLIPSIS, cut, font_file, width, wrap, wrapped

TEXTS = st.text(max_size=80)
IN_THE_BROWSER = [
    ("Gulag prisoners freed for the army", "cond", 500, False, 13.5, 191.3),
    ("Medvedev’s account of executions", "cond", 500, False, 23, 325.1),
    ("AVATAR To Type We", "cond", 400, False, 13.5, 108.2),  # kerning takes 3 px away
    ("28 Jul 1942 – 29 Oct 1944", "cond", 400, False, 23, 251.0),
    ("−26 days", "cond", 500, False, 23, 86.7),
    ("Medvedev’s account of executions", "sans", 600, False, 13.5, 213.5),
    ("Wagner recruits in prisons", "serif", 600, True, 13.5, 151.0),
    ("Wagner recruits in prisons", "serif", 600, False, 23, 272.7),
    ("Then", "serif", 400, False, 23, 52.5),
]


@pytest.mark.parametrize(("text", "family", "weight", "italic", "size", "expected"), IN_THE_BROWSER)
def test_widths_agree_with_the_browser_within_half_a_per_cent(text, family, weight, italic, size, expected):
    assert width(text, size, family, weight, italic) == pytest.approx(expected, rel=0.006, abs=0.1)


def test_a_wide_character_is_one_em_an_unknown_one_six_tenths_and_a_combining_one_nothing():
    assert width("漢", 10) == pytest.approx(10)
    assert width("Ж", 10) == pytest.approx(6)
    assert width("e\u0301", 10) == pytest.approx(width("e", 10))
    assert width("\u200d\x00", 10) == 0


def test_an_accented_letter_outside_the_subset_is_as_wide_as_its_base():
    assert width("Ż", 10) == pytest.approx(width("Z", 10))


@given(TEXTS, st.sampled_from(["cond", "sans", "serif"]), st.sampled_from([400, 500, 600]))
@example("\ud800", "cond", 400)
def test_every_text_has_a_width_and_it_grows_with_the_size(text, family, weight):
    assert 0 <= width(text, 12, family, weight) <= width(text, 24, family, weight) * 1.1 + 0.01


def test_weights_between_the_shipped_ones_use_the_nearest_file():
    assert font_file("cond", 450) == "ibm-plex-sans-condensed-latin-400-normal.woff2"
    assert font_file("sans", 900) == "ibm-plex-sans-latin-600-normal.woff2"
    assert font_file("serif", 600, italic=True) == "source-serif-4-latin-italic.woff2"
    assert width("Order", 13.5, "cond", 700) == width("Order", 13.5, "cond", 600)


def test_a_short_title_is_not_cut():
    assert cut("Order No. 227") == "Order No. 227"


def test_a_long_title_is_cut_at_a_word_within_54_characters():
    title = "Order No. 270, On the Responsibility of Servicemen for Surrender and for Leaving Weapons"
    assert cut(title) == "Order No. 270, On the Responsibility of Servicemen…"


def test_no_punctuation_is_left_before_the_ellipsis():
    assert cut("Siege of Leningrad, the longest", 22) == "Siege of Leningrad…"
    assert cut("Stalingrad – a battle", 14) == "Stalingrad…"


def test_a_word_too_long_by_itself_is_cut_inside():
    assert cut("Donaudampfschifffahrtsgesellschaft", 10) == "Donaudamp…"


def test_nothing_is_left_where_not_even_the_ellipsis_fits():
    assert cut("Order No. 227", max_width=2) == ""
    assert cut("Order No. 227", 0) == ""


@given(TEXTS, st.integers(0, 60), st.none() | st.floats(0, 300))
def test_what_is_cut_keeps_both_limits(text, limit, max_width):
    short = cut(text, limit, max_width=max_width)
    assert len(short) <= limit
    assert max_width is None or width(short, 13.5, "cond", 500) <= max_width
    assert short == text or short == "" or short.endswith(ELLIPSIS)


@given(TEXTS, st.floats(15, 300), st.integers(1, 4))
def test_wrapped_lines_keep_their_width_and_number(text, max_width, lines):
    told = wrap(text, max_width, lines)
    assert len(told) <= lines
    assert all(width(line, 13.5, "cond", 500) <= max_width + 0.01 for line in told)


@given(TEXTS, st.floats(15, 300), st.integers(1, 4), st.sampled_from(["cond", "sans", "serif"]))
def test_wrapped_lines_come_with_the_widths_that_they_measure(text, max_width, lines, family):
    for line, wide in wrapped(text, max_width, lines, 13.5, family, 600):
        assert wide == pytest.approx(width(line, 13.5, family, 600), rel=1e-12)


@given(TEXTS, st.floats(15, 300))
def test_wrapping_into_enough_lines_loses_nothing(text, max_width):
    assert "".join("".join(wrap(text, max_width, 100)).split()) == "".join(text.split())


def test_lines_break_at_words():
    assert wrap("Wagner recruits in prisons", 110, 2) == ("Wagner recruits in", "prisons")
    assert wrap("Medvedev’s account of executions", 125, 2) == ("Medvedev’s account", "of executions")


def test_the_last_line_says_that_it_was_cut():
    assert wrap("Medvedev’s account of executions", 80, 2) == ("Medvedev’s", "account of…")


def test_chinese_breaks_between_any_two_characters():
    assert wrap("斯大林格勒战役", 13.5 * 4, 2) == ("斯大林格", "勒战役")


def test_a_thousand_labels_are_measured_in_well_under_a_frame_budget():
    titles = [f"Event number {n} of the war in the east" for n in range(1000)]
    width("warm up", 13.5, "cond", 500)
    started = time.perf_counter()
    for title in titles:
        width(title, 13.5, "cond", 500)
    assert time.perf_counter() - started < 0.2  # 8 ms on a quiet machine
