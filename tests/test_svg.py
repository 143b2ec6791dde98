"""The SVG of a Scene: real text, safe whatever the titles hold, lean, and the same every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import dot, full_scene, interval, scene, thread, words
from timeline.palette import THEMES
from timeline.scene.scene import Box, Label
from timeline.svg import Caption, chart_css, draw
from timeline.svg_text import escape, safe_href

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"/><a href="javascript:x">',
    "]]><!--",
    "&lt;&#x0;",
    "\x00\x0b\ud800\ufffe",
    "a\nb\tc",
]
CAPTION = Caption("Source: The Times. CC BY 4.0", "https://example.org/story")


def href(kind: str, key: str) -> str:
    return f"/?{kind}={key}"


def tree(svg: str) -> ET.Element:
    """The picture as XML; inside a page an `<svg>` needs no namespace, so one is added."""
    if "xmlns" not in svg[:60]:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return ["".join(found.itertext()) for found in tree(svg).iter(f"{NS}text")]


def links(svg: str) -> list[ET.Element]:
    return list(tree(svg).iter(f"{NS}a"))


def rule(svg: str, name: str) -> str:
    found = re.search(rf"\.ec \.{name}\{{([^}}]*)\}}", svg)
    assert found is not None
    return found[1]


def test_every_word_of_the_scene_is_real_text():
    shown = texts(draw(full_scene()))
    assert {"Then", "Now", "Order No. 227", "Siege", "80 years apart", "23 reports", "1942", "today"} <= set(shown)
    assert {"340 y", "9", "+121 days", "Then 1941–45"} <= set(shown)


def test_the_same_scene_gives_the_same_bytes():
    assert draw(full_scene(), href=href, standalone=True) == draw(full_scene(), href=href, standalone=True)


@pytest.mark.parametrize("theme", ["auto", "light", "dark", "print"])
@pytest.mark.parametrize("standalone", [False, True])
def test_every_theme_is_well_formed(theme, standalone):
    caption = CAPTION if standalone else None
    assert tree(draw(full_scene(), theme=theme, standalone=standalone, caption=caption, href=href)).tag == f"{NS}svg"


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_a_fixed_theme_holds_colours_and_no_variables(theme):
    svg = draw(full_scene(), theme=theme, href=href)
    assert "var(" not in svg and "@" not in re.sub(r">[^<]*<", "><", svg.replace("<style>", "<style><!--"))
    assert THEMES[theme]["then-ink"] in rule(svg, "tl")


def test_inside_a_page_the_page_s_tokens_colour_the_picture():
    svg = draw(full_scene())
    assert rule(svg, "tb") == "fill:var(--then-band)"
    assert "--then-band:#" not in svg


def test_alone_it_brings_light_and_dark_and_obeys_data_theme_and_forced_colours():
    svg = draw(full_scene(), standalone=True)
    assert "prefers-color-scheme:dark" in svg and "[data-theme=dark]" in svg and "forced-colors:active" in svg
    assert THEMES["dark"]["now-ink"] in svg and "--paper:#FFFFFF" in svg


def test_a_paper_of_one_s_own_replaces_the_ground():
    assert "fill:#ABCDEF" in rule(draw(scene(), theme="light", paper="#ABCDEF"), "pp")
    assert '<rect class="pp"' not in draw(scene(), standalone=True, paper="none")
    assert '<rect class="pp"' in draw(scene(), standalone=True)
    assert '<rect class="pp"' not in draw(scene())


def test_alone_it_has_a_title_a_description_and_pinned_widths():
    root = tree(draw(full_scene(), standalone=True))
    assert root.find(f"{NS}title").text == "One report reaches back to 1942"
    assert "Two reports without a date" in root.find(f"{NS}desc").text
    assert root.get("aria-labelledby") == "ec-t" and root.get("role") == "img"
    assert all(t.get("textLength") for t in root.iter(f"{NS}text") if t.text and len(t.text) > 1)


def test_inside_a_page_no_title_pops_up_over_the_whole_chart():
    root = tree(draw(full_scene()))
    assert root.find(f"{NS}title") is None
    assert root.get("aria-label") == "One report reaches back to 1942"
    assert root.get("aria-describedby") == root.find(f"{NS}desc").get("id")


def test_marks_and_threads_become_links_that_say_where_they_lead():
    found = {link.get("data-key"): link for link in links(draw(full_scene(), href=href))}
    assert found["order-227"].get("data-kind") == "event"
    assert found["report"].get("data-kind") == "report"
    assert found["1942/1943"].get("data-kind") == "window"
    assert found["times>chosen"].get("data-kind") == "citation"
    assert found["times>chosen"].get("aria-label") == "The Times on Order No. 227: supported"
    assert found["times>chosen"].get("href") == "/?citation=times>chosen"
    assert tree(draw(full_scene(), href=href)).get("role") == "group"


def test_without_addresses_there_are_no_links_and_no_rules_for_them():
    svg = draw(full_scene())
    assert links(svg) == []
    assert ":hover" not in svg and 'class="i"' not in svg


def test_an_address_may_be_refused_for_one_mark():
    svg = draw(full_scene(), href=lambda kind, key: None if kind == "citation" else href(kind, key))
    assert {link.get("data-kind") for link in links(svg)} == {"event", "report", "window"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "JAVASCRIPT:x",
        " javascript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "http://[",
        "",
    ],
)
def test_only_http_and_places_on_this_site_are_linked(address):
    assert safe_href(address) == ""
    assert links(draw(full_scene(), href=lambda kind, key: address)) == []


def test_hidden_from_assistive_technology_it_is_out_of_the_tab_order_too():
    root = tree(draw(full_scene(), href=href, hidden=True))
    assert root.get("aria-hidden") == "true"
    assert {link.get("tabindex") for link in root.iter(f"{NS}a")} == {"-1"}


def test_two_pictures_on_a_page_have_no_id_in_common():
    one = set(re.findall(r' id="([^"]+)"', draw(full_scene(), ids_prefix="a")))
    other = set(re.findall(r' id="([^"]+)"', draw(full_scene(), ids_prefix="b")))
    assert one and not one & other


def test_every_use_of_a_silhouette_finds_it():
    svg = draw(full_scene(), standalone=True, caption=CAPTION)
    used = {name.removeprefix("#") for name in re.findall(r'<use href="([^"]+)"', svg)}
    assert used and used <= set(re.findall(r'<symbol id="([^"]+)"', svg))


def test_a_whole_title_shows_on_hover_where_the_label_is_cut():
    long = "Order No. 270, On the Responsibility of Servicemen for Surrender"
    cut = dot(title=long, label=Label((words("Order No. 270…", 111, 54),), Box(108, 41, 200, 59)))
    (link,) = links(draw(scene(marks=(cut,)), href=href))
    assert link.find(f"{NS}title").text == long
    (link,) = links(draw(scene(marks=(dot(),)), href=href))
    assert link.find(f"{NS}title") is None


def test_a_selected_label_has_its_ground_and_a_selected_bar_an_outline():
    plain = draw(scene(marks=(interval(),)), styles=False)
    chosen = draw(scene(marks=(interval(state="selected"),)), styles=False)
    assert 'class="se"' not in plain and 'class="se"' in chosen
    assert 'class="tl r"' in chosen.split('class="tg"')[1]


def test_a_receded_thread_fades_but_its_halo_does_not():
    svg = draw(scene(threads=(thread("supported", 0, 200), thread("supported", 200, 0, state="receded"))), styles=False)
    assert 'class="l vs a8"' in svg
    assert svg.index('class="hl"') < svg.index('class="l vs a8"')


def test_threads_are_touched_on_24_pixels_and_let_tags_and_nodes_through():
    svg = draw(full_scene(), href=href)
    assert "stroke-width:24px" in svg
    assert '<g class="n">' in svg and "pointer-events:none" in rule(svg, "n")


def test_links_can_be_coloured_by_relation():
    assert 'class="l rc"' in draw(scene(threads=(thread(relation="contrast"),)), colour_by="relation", styles=False)


@pytest.mark.parametrize("wide", [240.0, 640.0])
def test_an_empty_picture_says_what_is_missing_within_its_width(wide):
    svg = draw(scene(empty="Nothing in the catalogue meets these filters.", width=wide), standalone=True)
    lines = [t for t in tree(svg).iter(f"{NS}text") if "g" in t.get("class").split()]
    assert " ".join(t.text for t in lines) == "Nothing in the catalogue meets these filters."
    assert all(float(t.get("textLength")) < wide for t in lines)
    assert 'class="cd"' in svg


def test_a_page_can_serve_the_rules_once():
    svg = draw(full_scene(), styles=False, href=href)
    css = chart_css()
    assert "<style" not in svg
    for name in {word for found in re.findall(r'class="([^"]+)"', svg) for word in found.split()} - {"ec"}:
        assert f".{name}" in css, name


def test_a_caption_puts_headline_legend_reading_and_source_around_the_chart():
    svg = draw(full_scene(), standalone=True, caption=CAPTION)
    shown = " ".join(texts(svg))
    for expected in ("One report reaches back to 1942", "Supported 23", "The past is above", "without a date"):
        assert expected in shown
    assert "Source: The Times. CC BY 4.0" in shown and "Explore on Echoline" in shown
    assert "Unchecked" not in shown
    assert float(tree(svg).get("height")) > 400
    assert links(svg)[0].get("href") == "https://example.org/story"


@pytest.mark.parametrize("wide", [240.0, 320.0, 480.0, 640.0, 1200.0])
def test_a_caption_stays_within_the_picture(wide):
    long = "Twenty-three reports on the Wagner Group reach back to the years 1941 to 1945 and to Order No. 227"
    shown = scene(width=wide, headline=long, sentence=long * 2, reading=long, verdicts=full_scene().verdicts)
    svg = draw(shown, standalone=True, caption=CAPTION)
    for found in tree(svg).iter(f"{NS}text"):
        if found.get("class").split()[0] in ("hd", "sm", "lk") or "Supported" in (found.text or ""):
            assert float(found.get("x")) + float(found.get("textLength")) <= wide + 1


def test_a_full_picture_is_lean():
    assert len(draw(full_scene(), href=href, styles=False)) < 12_000
    assert len(chart_css()) < 6_500


@given(st.text(max_size=60) | st.sampled_from(HOSTILE))
def test_no_title_can_break_the_markup_or_add_an_element(title):
    plain = scene(marks=(dot(title="x"), interval(title="x")), threads=(thread(word="x"),))
    label = Label((words(title, 111, 54),), Box(108, 41, 200, 59))
    hostile = replace(
        plain,
        headline=title, sentence=title, reading=title, left_out=(title,),
        marks=(dot(title=title, date=title, word=title, label=label), interval(title="x", key=title)),
        threads=(thread(word=title, key=title),),
    )  # fmt: skip
    allowed = {"svg", "title", "desc", "style", "defs", "symbol", "use", "g", "rect", "path", "circle", "text", "a"}
    for standalone in (False, True):
        svg = draw(hostile, standalone=standalone, href=lambda kind, key: f"/?{kind}={key}", caption=CAPTION)
        assert {found.tag.removeprefix(NS) for found in tree(svg).iter()} <= allowed
        attributes = {name for found in tree(svg).iter() for name in found.attrib}
        assert not any(name.lower().startswith("on") for name in attributes)
        assert all(safe_href(link.get("href")) for link in links(svg))
        svg.encode("utf-8")


@given(st.text(max_size=60))
def test_escaped_text_comes_back_as_it_was_on_one_line(text):
    root = ET.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>')
    assert root.get("b") == (root.text or "")
