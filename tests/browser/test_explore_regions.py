"""What the explorer leaves alone and what it changes: its regions, its first question, its words and its picture."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.hands import wake

# A shared machine is sometimes slow; what never comes is still found out.
expect.set_options(timeout=20_000)

REGIONS = ("top", "zoom", "caption", "panel", "list")
MARK = """names => names.forEach(name => { document.getElementById(name).firstElementChild.marked = true; })"""
KEPT = """names => names.filter(name => document.getElementById(name).firstElementChild.marked)"""


@pytest.mark.parametrize("address", ["/", "/?report=report-express-medvedev-order-227&event=order-227", "/?form=table"])
@pytest.mark.parametrize(("width", "same"), [(1440, REGIONS), (390, ("panel", "list"))])
def test_waking_changes_the_picture_and_no_word_that_is_right_already(
    new_page: Callable[..., Page], address: str, width: int, same: tuple[str, ...]
) -> None:
    """On a phone the picture runs down the page, so its windows and how to read it are others than those served."""
    page = new_page(width, 844)
    page.goto(address)
    page.evaluate(MARK, REGIONS)
    page.keyboard.press("Shift")
    page.wait_for_selector("html.awake")
    assert page.evaluate(KEPT, same) == list(same)


def test_what_a_reader_was_doing_goes_on_while_the_app_wakes(new_page: Callable[..., Page]) -> None:
    page = new_page(1440, 480)
    page.goto("/")
    page.locator("#filters summary").focus()
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('#filters .drop').scrollTop = 60")
    page.wait_for_selector("html.awake")
    expect(page.locator("#filters")).to_have_attribute("open", "")
    expect(page.locator("#filters summary")).to_be_focused()
    assert page.evaluate("document.querySelector('#filters .drop').scrollTop") == 60


def test_a_zoom_changes_only_the_regions_whose_words_change(page: Page) -> None:
    wake(page, "/?event=order-227")
    page.evaluate(MARK, REGIONS)
    page.locator('[data-move="then-in"]').click()
    expect(page.locator("#reset")).to_be_visible()
    assert "zoom" not in page.evaluate(KEPT, REGIONS)
    page.evaluate(MARK, REGIONS)
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1300, "height": 900})
    page.wait_for_function("() => window.echolineScene().w < 1000")
    assert {"top", "panel", "list"} <= set(page.evaluate(KEPT, REGIONS))


def test_a_list_of_filters_that_was_scrolled_stays_where_it_was(new_page: Callable[..., Page]) -> None:
    page = wake(new_page(1440, 480), "/?story=everything")
    page.locator("#filters summary").click()
    page.evaluate("document.querySelector('#filters .drop').scrollTop = 90")
    page.evaluate("document.querySelectorAll('#filters .drop .chip')[12].click()")
    expect(page.locator("#top .active")).to_be_visible()
    expect(page.locator("#filters")).to_have_attribute("open", "")
    assert page.evaluate("document.querySelector('#filters .drop').scrollTop") == 90


def test_the_first_view_is_asked_for_once_and_before_the_scripts_have_come(page: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.split("?")[0].rsplit("/", 1)[-1])

    page.on("request", note)
    wake(page)
    assert asked.count("_dash-update-component") == 1
    assert asked.count("_dash-layout") == asked.count("_dash-dependencies") == 1
    plotly = next(place for place, name in enumerate(asked) if name.startswith("plotly-basic"))
    assert asked.index("_dash-update-component") < plotly


def test_a_click_that_wakes_the_app_is_what_the_first_question_asks_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or "") if request.method == "POST" else None)
    page.goto("/")
    page.evaluate("document.querySelector('#list [data-row=\"order-227\"]').click()")
    page.wait_for_selector("html.awake")
    expect(page.locator("#panel")).to_contain_text("Invoked by")
    assert len(asked) == 1
    assert "event=order-227" in asked[0]


def test_a_click_while_the_first_answer_is_on_its_way_is_followed(page: Page) -> None:
    """The app has asked by then, and only the address changes: the view must follow it."""
    waiting: list[Route] = []
    page.route("**/_dash-update-component*", lambda route: route.continue_() if waiting else waiting.append(route))
    page.goto("/")
    page.mouse.move(3, 3)
    page.wait_for_function("() => window.echoline && !window.echolineState.early['/_dash-update-component']")
    page.evaluate("document.querySelector('#top a[href*=\"form=table\"]').click()")
    waiting[0].continue_()
    expect(page.locator("#main")).to_have_class(re.compile("form-table"))
    assert "form=table" in page.url
    page.go_back()
    expect(page.locator("#main")).to_have_class(re.compile("form-chart"))


@pytest.mark.parametrize("status", [0, 502], ids=["no answer", "an error"])
def test_a_server_that_goes_while_the_app_wakes_is_said_and_the_page_can_be_tried_again(
    page: Page, watch: object, status: int
) -> None:
    watch.expect("Failed to load resource|Failed to fetch|Callback|ERR_|502|JSON")  # type: ignore[attr-defined]
    page.route(
        "**/_dash-update-component*",
        lambda route: route.fulfill(status=status, body="{}") if status else route.abort(),
    )
    page.goto("/")
    page.mouse.move(3, 3)
    expect(page.locator("#gone")).to_be_visible()
    expect(page.locator(".pic.wide svg")).to_be_visible()
    expect(page.locator("html.awake")).to_have_count(0)
    page.unroute("**/_dash-update-component*")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_load_state("load")
    page.mouse.move(9, 9)
    page.wait_for_selector("html.awake")
    expect(page.locator("#gone")).to_be_hidden()


def test_the_new_picture_and_its_words_are_on_the_screen_in_the_same_frame(page: Page) -> None:
    """Every frame is looked at after all scripts of it have run; the figure's number and the words change together."""
    wake(page, "/?story=everything")
    page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("div"));
            probe.style.cssText = "position:fixed;height:1px;width:1px;opacity:0";
            window.frames_seen = new Set();
            let wide = 1;
            new ResizeObserver(() => {
                const plot = document.querySelector("#chart .js-plotly-plot");
                window.frames_seen.add(plot.layout.meta + " " + document.querySelector("#zoom a").getAttribute("href"));
            }).observe(probe);
            const next = () => { probe.style.width = (wide = 3 - wide) + "px"; requestAnimationFrame(next); };
            requestAnimationFrame(next);
        }"""
    )
    for number, move in enumerate(("then-in", "now-in", "then-out"), 1):
        page.wait_for_function("number => window.frames_seen.size === number", arg=number)
        page.locator(f'[data-move="{move}"]').click()
    page.wait_for_function("() => window.frames_seen.size === 4")
    seen = page.evaluate("[...window.frames_seen]")
    assert len(seen) == len({one.split()[0] for one in seen}) == len({one.split()[1] for one in seen}) == 4
