"""What a browser makes of a picture: SVG and Plotly agree to the pixel, links can be hovered, focused and read out."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.scenes import full_scene
from timeline import figure, svg
from timeline.palette import THEMES
from timeline.resources import assets_dir, plotly_bundle

WIDE, HIGH = 640, 400
BODY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A picture</title><style>{css}</style><body>{body}'
STILL = "body{margin:0} svg{display:block}"
WORDS_AT = """() => [...document.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()])
    .filter(([text]) => text.trim()).map(([text, r]) => [text, r.left, r.top, r.right]).sort()"""
UNLIKE = """async ([one, other]) => {
    const load = source => new Promise(done => { const i = new Image(); i.onload = () => done(i); i.src = source; });
    const a = await load(one), b = await load(other);
    const paint = new OffscreenCanvas(a.width, a.height).getContext("2d");
    paint.drawImage(a, 0, 0); paint.globalCompositeOperation = "difference"; paint.drawImage(b, 0, 0);
    const seen = paint.getImageData(0, 0, a.width, a.height).data;
    let unlike = 0;
    for (let at = 0; at < seen.length; at += 4) if (Math.max(seen[at], seen[at + 1], seen[at + 2]) > 64) unlike++;
    return unlike;
}"""


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page that holds nothing but this markup: `show(svg, dark=True, css=...)`."""
    contexts = []

    def make(body: str, css: str = STILL, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": WIDE, "height": HIGH}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_content(BODY.format(css=css, body=body))
        return page

    yield make
    for context in contexts:
        context.close()


def plot(show: Callable[..., Page], theme: Any = "light") -> Page:
    """The figure of the full scene, drawn by the shipped bundle; what was last hovered and clicked is in `window`."""
    drawn = json.loads(figure.draw(full_scene(), theme=theme).to_json())
    page = show('<div id="g"></div>')
    page.add_script_tag(content=plotly_bundle().read_text(encoding="utf-8"))
    page.evaluate(
        """async ([data, layout, config]) => {
            await Plotly.newPlot("g", data, layout, config);
            const plot = document.getElementById("g");
            plot.on("plotly_hover", e => { window.hovered = e.points[0].customdata; });
            plot.on("plotly_click", e => { window.clicked = e.points[0].customdata; });
        }""",
        [drawn["data"], drawn["layout"], dict(figure.CONFIG)],
    )
    return page


def linked(**more: Any) -> str:
    return svg.draw(full_scene(), href=lambda kind, key: f"#{kind}-{key}", theme="light", **more)


def test_every_word_stands_at_the_same_place_in_both(show: Callable[..., Page]):
    in_svg = show(svg.draw(full_scene(), theme="light")).evaluate(WORDS_AT)
    in_plot = plot(show).evaluate(WORDS_AT)
    assert [words[0] for words in in_svg] == [words[0] for words in in_plot]
    for one, other in zip(in_svg, in_plot, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.5), one[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_two_pictures_are_alike_to_the_pixel(show: Callable[..., Page], theme: Any):
    one, other = (
        "data:image/png;base64," + base64.b64encode(page.screenshot()).decode()
        for page in (show(svg.draw(full_scene(), theme=theme, paper=THEMES[theme]["paper"])), plot(show, theme))
    )
    unlike = show("").evaluate(UNLIKE, [one, other])
    # what differs: rounded corners of the brush's handles, square dots of unchecked threads
    assert unlike < WIDE * HIGH * 0.005


def test_a_click_on_a_mark_or_a_thread_says_which(show: Callable[..., Page]):
    page = plot(show)
    thread = full_scene().threads[0]
    for (x, y), expected in (
        ((100, 50), ["event", "order-227"]),
        ((200, 76), ["event", "siege"]),
        (thread.points[20], ["citation", "times>supported"]),
    ):
        page.mouse.move(x, y)
        page.wait_for_function("told => String(window.hovered) === told", arg=",".join(expected))
        page.mouse.click(x, y)
        page.wait_for_function("told => String(window.clicked) === told", arg=",".join(expected))


def test_a_thread_under_the_pointer_is_thicker_and_keeps_its_pattern(show: Callable[..., Page]):
    page = show(linked())
    line = page.locator('a[data-key="times>imprecise"] .l path')
    assert line.evaluate("e => getComputedStyle(e).strokeWidth") == "2px"
    page.locator('a[data-key="times>imprecise"]').hover()
    assert line.evaluate("e => getComputedStyle(e).strokeWidth") == "3.4px"
    assert line.evaluate("e => getComputedStyle(e).strokeDasharray") == "15.3px, 8.5px"


def test_a_thread_can_be_touched_ten_pixels_beside_its_line(show: Callable[..., Page]):
    page = show(linked())
    x, y = full_scene().threads[0].points[24]
    assert page.evaluate("([x, y]) => document.elementFromPoint(x - 10, y).closest('a').dataset.key", [x, y]) == (
        "times>supported"
    )


def test_a_thread_with_the_focus_has_a_ring_with_a_gap(show: Callable[..., Page]):
    page = show(linked())
    link = page.locator('a[data-key="times>disputed"]')
    page.keyboard.press("Tab")
    link.focus()
    ring = link.locator("path.i")
    assert ring.evaluate("e => getComputedStyle(e).stroke") == "rgb(11, 87, 208)"
    assert ring.evaluate("e => getComputedStyle(e).strokeWidth") == "13px"
    assert link.locator(".hl").evaluate("e => getComputedStyle(e).strokeWidth") == "7px"


def test_alone_it_follows_the_system_and_a_theme_overrules_it(show: Callable[..., Page]):
    drawn = svg.draw(full_scene(), standalone=True)
    ground = "getComputedStyle(document.querySelector('rect.pp')).fill"
    assert show(drawn).evaluate(ground) == "rgb(255, 255, 255)"
    page = show(drawn, color_scheme="dark")
    assert page.evaluate(ground) == "rgb(16, 22, 28)"
    page.evaluate("document.querySelector('svg').dataset.theme = 'light'")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    light = show(drawn)
    light.evaluate("document.querySelector('svg').dataset.theme = 'dark'")
    assert light.evaluate(ground) == "rgb(16, 22, 28)"


def test_with_forced_colours_everything_wears_the_reader_s_own(show: Callable[..., Page]):
    page = show(svg.draw(full_scene(), standalone=True), forced_colors="active")
    canvas, words = page.evaluate(
        """() => { const s = document.createElement("p"); s.style.cssText = "color:CanvasText;background:Canvas";
                   document.body.append(s); const c = getComputedStyle(s); return [c.backgroundColor, c.color]; }"""
    )
    assert page.evaluate("getComputedStyle(document.querySelector('rect.tb')).fill") == canvas
    assert page.evaluate("getComputedStyle(document.querySelector('text.t')).fill") == words


@pytest.mark.parametrize("hidden", [False, True])
def test_axe_has_nothing_to_say(show: Callable[..., Page], axe: Callable[..., list[str]], hidden: bool):
    page = show(f"<main><h1>A picture</h1>{linked(hidden=hidden)}</main>")
    assert not axe(page)


def test_under_the_page_s_tokens_and_rules_it_looks_the_same(show: Callable[..., Page]):
    tokens = (assets_dir() / "tokens.css").read_text(encoding="utf-8").split(":root,", 1)[1]
    served = show(svg.draw(full_scene(), styles=False), css=f"{STILL} :root,{tokens} {svg.chart_css()}")
    own = show(svg.draw(full_scene(), theme="light"))
    asked = """[...document.querySelectorAll("svg :not(style)")].map(e => {
        const s = getComputedStyle(e); return [s.fill, s.stroke, s.fontSize, s.fontWeight].join(); })"""
    assert served.evaluate(asked) == own.evaluate(asked)
