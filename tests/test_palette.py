"""The colours are the design's: they agree with the style sheet and keep its contrasts."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from timeline.palette import (
    LEGEND_ORDER,
    SILHOUETTES,
    THEMES,
    VERDICT_WORDS,
    contrast,
    luminance,
    mixed,
    thread_token,
    verdict_token,
)
from timeline.resources import assets_dir
from timeline.schema import RELATIONS, VERDICTS

GROUNDS = ("paper", "surface", "then-band", "now-band")


def tokens_css(selector: str) -> dict[str, str]:
    """The colours under the first rule of tokens.css whose selector holds these words."""
    css = (assets_dir() / "tokens.css").read_text(encoding="utf-8")
    block = re.search(re.escape(selector) + r"\s*\{(.*?)\n\}", css, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", block[1]))


@pytest.mark.parametrize(("theme", "selector"), [("light", '[data-theme="light"]'), ("dark", '[data-theme="dark"]')])
def test_every_colour_is_the_one_of_the_style_sheet(theme, selector):
    sheet = tokens_css(selector)
    assert {name: value.upper() for name, value in THEMES[theme].items()} == {
        name: sheet[name].upper() for name in THEMES[theme]
    }


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_have_a_contrast_of_4_5_on_every_ground(theme, ground):
    colours = THEMES[theme]
    for ink in ("ink", "ink-2", "ink-3", "then-ink", "now-ink"):
        assert contrast(colours[ink], colours[ground]) >= 4.5, ink


@pytest.mark.parametrize("theme", THEMES)
def test_words_inside_bars_and_on_the_selected_ground_have_a_contrast_of_4_5(theme):
    colours = THEMES[theme]
    for ground in ("then-bar", "now-bar", "select"):
        for ink in ("ink", "ink-2"):
            assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_lines_of_every_verdict_and_relation_stand_out_from_the_paper(theme):
    colours = THEMES[theme]
    for token in (t for t in colours if t[:2] in ("v-", "r-")):
        assert contrast(colours[token], colours["paper"]) >= 4.5, token
        assert contrast(colours[token], colours["surface"]) >= 4.5, token


def test_the_printed_theme_is_grey():
    assert all(len({value[1:3], value[3:5], value[5:7]}) == 1 for value in THEMES["print"].values())


def test_every_verdict_has_a_colour_a_silhouette_and_a_word():
    assert set(LEGEND_ORDER) == set(VERDICTS) == set(SILHOUETTES) == set(VERDICT_WORDS)
    for colours in THEMES.values():
        assert all(verdict_token(verdict) in colours for verdict in VERDICTS)
        assert all(thread_token("supported", relation, "relation") == f"r-{relation}" for relation in RELATIONS)
        assert all(f"r-{relation}" in colours for relation in RELATIONS)


def test_no_two_silhouettes_share_an_outline():
    for one, other in combinations(LEGEND_ORDER, 2):
        assert SILHOUETTES[one][0].d != SILHOUETTES[other][0].d


def test_silhouettes_use_only_what_plotly_reads():
    for signs in SILHOUETTES.values():
        for sign in signs:
            assert re.fullmatch(r"[MLCQZ0-9. ]+", sign.d)


def test_a_word_that_is_no_verdict_or_relation_is_drawn_as_unchecked():
    assert verdict_token("nonsense") == "v-unchecked"
    assert thread_token("nonsense", "nonsense", "relation") == "v-unchecked"


def test_contrast_is_that_of_wcag():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1)


def test_mixing_is_opacity_without_transparency():
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mixed("#123456", "#FFFFFF", 1) == "#123456"
