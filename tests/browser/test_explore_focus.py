"""The focus of a keyboard is never lost when the page changes and never covered, and nothing is wider than the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import wake
from tests.builders import citation, history, report, step, today, write_folder

# A shared machine is sometimes slow; what never comes is still found out.
expect.set_options(timeout=20_000)

CARD = "/?report=report-express-medvedev-order-227&event=order-227"
ARRIVED = "() => echoline.search === location.search"
SEEN = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    const name = (focused.id || focused.textContent || focused.getAttribute("aria-label")).slice(0, 40);
    if (focused === document.body) return null;
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
        const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
        if (top && (focused.contains(top) || top.closest("form,label")?.contains(focused))) return {name, seen: true};
    }
    return {name, seen: false};
}"""


def followed(page: Page, selector: str) -> None:
    """Follow a link by the keyboard and wait for the page of its address."""
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(ARRIVED)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1000, 800), (1440, 900), (320, 256)])
def test_tab_goes_through_the_page_and_what_it_stands_on_is_always_to_be_seen(
    new_page: Callable[..., Page], width: int, height: int
) -> None:
    page = new_page(width, height, reduced_motion="reduce")
    wake(page, CARD)
    stops = 0
    while stops < 150:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        # A row of chips that scrolls sideways takes a frame to do so.
        page.wait_for_function(f"() => ({SEEN})().seen", timeout=3_000)
    assert stops > 20


@pytest.mark.parametrize("width", [1000, 390])
def test_the_row_that_the_arrows_stand_on_is_not_below_the_card(new_page: Callable[..., Page], width: int) -> None:
    page = new_page(width, 844, reduced_motion="reduce")
    wake(page, CARD)
    page.locator('#list [data-row][tabindex="0"]').focus()
    for key in ("End", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowRight", "End", "ArrowRight", "Home", "l"):
        page.keyboard.press(key)
        assert page.evaluate(SEEN)["seen"], key
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search")
    for key in ("End", "ArrowUp", "ArrowUp", "Home", "ArrowLeft"):
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.wait_for_function(ARRIVED)
        assert page.evaluate(SEEN)["seen"], f"{key}, then Enter"


def test_the_focus_goes_with_what_was_pressed(page: Page) -> None:
    wake(page, "/?event=order-227")
    followed(page, "#panel .claims a")
    assert page.evaluate("document.activeElement.id") == "panel-name"
    followed(page, '#panel [data-step="right"]')
    assert page.evaluate("document.activeElement.dataset.step") == "right"
    followed(page, "#panel h2 a")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")


def test_a_filter_that_also_stands_in_the_closed_menu_keeps_the_focus(page: Page) -> None:
    wake(page, "/?story=order-227-and-wagner&verdict=contradicted&verdict=imprecise")
    followed(page, "#top .legend a.v-contradicted")
    assert page.evaluate("document.activeElement.closest('.legend')?.textContent") is not None


def test_a_row_of_a_table_keeps_the_focus_among_others_of_its_publisher(page: Page) -> None:
    wake(page, "/?story=everything&form=table&publisher=Kyiv%20Post")
    rows = page.locator("#list tbody a")
    assert rows.count() > 1
    address = rows.last.get_attribute("href")
    rows.last.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(ARRIVED)
    assert page.evaluate("document.activeElement.getAttribute('href')") == address


def test_the_chosen_events_stay_chosen_whatever_the_hand_does(page: Page) -> None:
    wake(page, "/?story=everything&only=order-227&only=bakhmut")
    for key in ("2", "1", "+", "t", "t"):
        page.keyboard.press(key)
        page.wait_for_function(ARRIVED)
    assert "only=order-227&only=bakhmut" in page.url
    expect(page.locator("#top .active")).to_contain_text("2 chosen events")


def test_a_selection_made_by_address_closes_to_the_story_that_it_opened(page: Page) -> None:
    wake(page, "/?report=report-ap-biden-armageddon")
    story = page.locator("#story summary .name").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_function(ARRIVED)
    expect(page.locator("#story summary .name")).to_have_text(story)


@pytest.mark.parametrize("width", [320, 390, 768, 1000])
def test_words_without_an_end_are_broken_and_nothing_is_wider_than_the_page(
    new_page: Callable[..., Page], serve_folder: Callable[..., object], tmp_path: Path, width: int
) -> None:
    word = "Unbrechbarerzusammengesetzterbegriffohneleerzeichenderniemalsendetundimmerweitergeht"
    url = "https://example.org/" + "a" * 90
    folder = write_folder(
        tmp_path / "data",
        [
            history("past", title=word, source=url, url=url, summary=word),
            today("now", title=word),
            report("piece", title=word, publisher=word, author=word, summary=word),
        ],
        [
            citation("piece", "past", "now", claim=word, record=word, record_source=word, similar=word, differs=word,
                     phrase=f"{word} and {word}", verdict="disputed"),
        ],
        [step("tale", 1, "piece>past", story_title=word, heading=word, text=word)],
    )  # fmt: skip
    served = serve_folder(folder)
    page = new_page(width, 844, base=served.url)  # type: ignore[attr-defined]
    for address in ("/", "/?report=piece&event=past", "/?event=past&scale=in-step", "/?form=table", "/?form=list&q=zz"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_across_time_of_everything_fits_between_the_tablet_and_the_desktop(new_page: Callable[..., Page]) -> None:
    page = new_page(1000, 800)
    page.goto("/?story=everything&scale=across-time")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000


def test_trying_again_keeps_the_focus_whether_the_server_answers_or_not(page: Page, watch: object) -> None:
    watch.expect("Failed to load resource|Failed to fetch|Callback failed|ERR_")  # type: ignore[attr-defined]
    wake(page, "/")
    page.route(re.compile("_dash-update-component"), lambda route: route.abort())
    page.keyboard.press("2")
    expect(page.locator("#gone")).to_be_visible()
    again = page.get_by_role("button", name="Try again")
    again.focus()
    page.keyboard.press("Enter")
    expect(again).to_be_focused()
    page.unroute(re.compile("_dash-update-component"))
    page.keyboard.press("Enter")
    expect(again).to_be_hidden()
    expect(page.locator("#main")).to_be_focused()


def test_a_search_that_is_cleared_goes_back_to_the_story_where_it_began(page: Page) -> None:
    wake(page, "/?story=saigon-and-kabul")
    page.locator("#q").fill("prighozin")
    page.wait_for_function("() => location.search === '?q=prighozin' && echoline.search === location.search")
    page.locator("#q").fill("")
    page.wait_for_function("() => location.search === '?story=saigon-and-kabul' && echoline.search === location.search")
    expect(page.locator("#story summary .name")).to_have_text("Saigon 1975 and Kabul 2021")


def test_a_card_that_closes_beside_the_table_leaves_the_focus_in_the_table(page: Page) -> None:
    wake(page, f"{CARD}&form=table")
    followed(page, "#close")
    assert page.evaluate("document.activeElement.matches('#list .scroll')")


def test_every_verdict_of_the_legend_is_to_be_seen_where_the_counts_are_long(new_page: Callable[..., Page]) -> None:
    page = new_page(1280, 800)
    page.goto("/?story=everything&form=list")
    for link in page.locator(".legend a").all():
        link.focus()
        assert page.evaluate(SEEN)["seen"]
