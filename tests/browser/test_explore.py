"""What a person does in the explorer: reads it without a script, wakes it, selects, shares, goes back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Request, expect

from tests.browser.hands import wake

# A shared machine is sometimes slow; what never comes is still found out.
expect.set_options(timeout=20_000)

CITATION = "/?report=report-express-medvedev-order-227&event=order-227"
Picture = Callable[[Page, str], Path]


def touch(page: Page, kind: str, key: str) -> tuple[float, float]:
    """Where on the screen the middle of a mark or thread of the app's picture lies."""
    return tuple(  # type: ignore[return-value]
        page.evaluate(
            """([kind, key]) => {
                const scene = window.echolineScene(), box = document.querySelector("#glass").getBoundingClientRect();
                const k = box.width / scene.w;
                if (kind === "thread") {
                    const c = scene.threads.find(t => t[0] === key)[1];
                    const x = (c[0] + 3 * c[2] + 3 * c[4] + c[6]) / 8, y = (c[1] + 3 * c[3] + 3 * c[5] + c[7]) / 8;
                    return [box.left + x * k, box.top + y * k];
                }
                const m = scene.marks.find(m => m[1] === key);
                return [box.left + (m[2] + m[4]) / 2 * k, box.top + (m[3] + m[5]) / 2 * k];
            }""",
            [kind, key],
        )
    )


def test_without_a_script_the_page_shows_the_story_its_picture_and_its_list(
    new_page: Callable[..., Page], picture: Picture
) -> None:
    page = new_page(javascript=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("reach back to 1941")
    expect(page.locator(".pic.wide svg")).to_be_visible()
    expect(page.locator(".pic.tall svg")).to_be_hidden()
    assert page.locator("#list [data-kind=history]").count() == 8
    picture(page, "explore-poster")
    page.locator('.pic.wide a[data-key="order-227"]').click(position={"x": 6, "y": 6})
    assert page.url.endswith("/?event=order-227")
    expect(page.locator("#panel")).to_contain_text("Invoked by")
    page.locator('#list [data-row="report-express-medvedev-order-227>order-227"]').click()
    expect(page.locator("#panel")).to_contain_text("28 July 1942")


def test_the_evidence_card_says_that_the_article_gives_27_july_and_the_record_28_july_1942(
    page: Page, picture: Picture
) -> None:
    wake(page, CITATION)
    card = page.locator("#panel")
    expect(card).to_contain_text("27 July 1942")
    expect(card).to_contain_text("The order is dated 28 July 1942")
    expect(card.locator(".stamp").first).to_have_text("Imprecise")
    href = card.get_by_role("link", name="Open at the passage").get_attribute("href")
    assert href is not None
    assert href.endswith("#:~:text=Order%20No.227%20on%20July%2C%2027%2C%201942")
    picture(page, "explore-citation")


def test_a_selected_report_lights_all_its_citations(page: Page) -> None:
    wake(page, "/?report=report-express-medvedev-order-227")
    expect(page.locator("#panel .claims li")).to_have_count(8)
    row = page.locator('#list [data-row="report-express-medvedev-order-227"]')
    expect(row).to_have_attribute("aria-current", "true")


def test_the_app_takes_over_in_place_within_the_time_and_without_moving_anything(page: Page) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto("/")
    page.evaluate("document.fonts.ready.then(() => true)")
    before = page.locator("#list h2").bounding_box()
    page.mouse.move(3, 3)
    page.wait_for_selector("html.awake")
    assert page.locator(".pic").count() == 0
    assert page.locator("#list h2").bounding_box() == before
    assert page.evaluate("window.moved") < 0.02


def test_selecting_a_mark_by_mouse_selects_everywhere_and_back_undoes_it(page: Page) -> None:
    wake(page)
    page.mouse.click(*touch(page, "mark", "order-227"))
    expect(page.locator("#panel h2").nth(1)).to_contain_text("Order No. 227")
    assert page.url.endswith("/?event=order-227")
    expect(page.locator('#list [data-row="order-227"]')).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(page.locator("#panel")).to_contain_text("Stories to explore")
    assert page.url.endswith("/")
    page.go_forward()
    expect(page.locator("#panel")).to_contain_text("Invoked by")


def test_a_thread_can_be_touched_beside_its_line(page: Page) -> None:
    wake(page)
    key = "report-newsweek-ro-order-222>order-227"
    x, y = touch(page, "thread", key)
    page.mouse.move(x - 4, y)
    expect(page.locator(".tip")).to_contain_text("verdict imprecise")
    page.mouse.click(x - 4, y)
    page.wait_for_url("**report-newsweek-ro-order-222**")
    expect(page.locator("#panel")).to_contain_text("28 June 1942")


def test_a_selection_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.wait_for_selector("html.awake")
    page.locator('#list [data-row][tabindex="0"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    kind = page.evaluate("document.activeElement.dataset.kind")
    assert kind == "today"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.kind") == "report"
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.dataset.kind") == "citation"
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("The record says")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_contain_text("Stories to explore")
    assert page.evaluate("document.activeElement.dataset.kind") == "citation"


def test_the_first_click_is_not_lost_while_the_app_wakes(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('#list [data-row=\"order-227\"]').click()")
    page.wait_for_selector("html.awake")
    expect(page.locator("#panel")).to_contain_text("Invoked by")
    assert page.url.endswith("/?event=order-227")
    page.go_back()
    expect(page.locator("#panel")).to_contain_text("Stories to explore")


def test_a_bad_query_opens_the_first_story_and_says_what_was_not_understood(page: Page) -> None:
    wake(page, "/?scale=sidewise&event=nobody&then=1945/1939&theme=" + "y" * 7000)
    expect(page.locator(".notes")).to_contain_text("“scale=sidewise” is not known")
    expect(page.locator(".notes")).to_contain_text("No event has the id “nobody”")


def test_nothing_is_requested_but_the_basic_plotly_bundle_from_the_same_origin(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(_name(request)))
    wake(page)
    bundles = [name for name in asked if "plotly" in name]
    assert len(bundles) == 1, bundles
    assert re.fullmatch(r"/assets/plotly-basic-[\d.]+\.min\.js", bundles[0])
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def _name(request: Request) -> str:
    return re.sub(r"^https?://[^/]+", "", request.url).split("?")[0]


def test_a_link_opens_the_same_view_on_another_machine(page: Page, new_page: Callable[..., Page]) -> None:
    wake(page, "/?scale=in-step&verdict=imprecise")
    page.locator('#list [data-kind="citation"]').first.click()
    expect(page.locator("#panel")).to_contain_text("The record says")
    other = wake(new_page(), page.url)
    for part in ("#top h1", "#panel", "#list"):
        assert other.locator(part).text_content() == page.locator(part).text_content(), part


def test_the_served_head_leads_to_the_embed_and_to_the_one_address(page: Page) -> None:
    page.goto(CITATION)
    oembed = page.locator('link[type="application/json+oembed"]').get_attribute("href")
    canonical = page.locator('link[rel="canonical"]').get_attribute("href")
    assert oembed is not None
    assert canonical is not None
    assert canonical.endswith("/?event=order-227&report=report-express-medvedev-order-227")
    assert oembed.endswith("&format=json")
    assert "%3Fevent%3Dorder-227%26report%3D" in oembed
    assert json.dumps(page.title()).endswith('Echoline"')
