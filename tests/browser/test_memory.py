"""How the press remembers, as a reader meets it: narrowed without a jump, linked on, read by ear and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch

Pages = Callable[..., Page]


@pytest.mark.parametrize(
    ("width", "height", "dark"), [(1440, 900, False), (1440, 900, True), (390, 844, False), (320, 700, True)]
)
def test_it_fits_and_reads_well_at_every_size_and_in_the_dark(
    new_page: Pages,
    axe: Callable[..., list[str]],
    picture: Callable[[Page, str], Path],
    width: int,
    height: int,
    dark: bool,
) -> None:
    page = new_page(width, height, dark=dark)
    page.goto("/memory")
    expect(page.get_by_role("heading", level=1)).to_have_text("How the press remembers")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for twin in page.locator("details.mem-twin").all():
        twin.locator("summary").click()
    page.locator("#main details.mem-filters summary").click()
    assert not axe(page)
    picture(page, f"memory-{width}{'-dark' if dark else ''}")


def test_a_filter_narrows_every_chart_in_place_and_back_undoes_it(page: Page) -> None:
    page.goto("/memory")
    whole = page.locator("p.lead").inner_text()
    page.evaluate("window.stays = true")
    page.locator(".mem-filters summary").click()
    page.locator(".mem-groups a.chip", has_text="Siege").click()
    expect(page.locator(".mem-active")).to_contain_text("Siege")
    expect(page).to_have_url(re.compile(r"/memory\?theme=siege$"))
    assert page.locator("p.lead").inner_text() != whole
    assert page.evaluate("window.stays") is True
    expect(page.locator("details.mem-filters")).to_have_attribute("open", "")
    expect(page.locator(".mem-groups a.chip", has_text="Siege")).to_be_focused()
    expect(page.locator("#look")).to_have_attribute("href", "/memory?theme=siege&look=dark")
    page.go_back()
    expect(page.locator("p.lead")).to_have_text(whole)


def test_the_search_narrows_in_place(page: Page) -> None:
    page.goto("/memory?verdict=supported")
    page.get_by_label("Search reports and events").fill("stalingrad")
    page.get_by_role("button", name="Narrow").click()
    expect(page).to_have_url(re.compile(r"q=stalingrad"))
    expect(page.locator(".mem-active")).to_contain_text("“stalingrad”")
    expect(page.locator(".mem-active")).to_contain_text("Supported")


def test_a_bar_leads_to_exactly_its_citations_in_the_explorer(page: Page) -> None:
    page.goto("/memory")
    bar = page.locator("section[aria-labelledby=m-events] .mem-bars a").first
    title, count = bar.locator(".mem-name span").inner_text(), int(bar.locator(".mem-n").inner_text())
    bar.click()
    expect(page).to_have_url(re.compile(r"/\?story=everything&only="))
    page.goto(page.url + "&form=table")
    rows = page.locator("#main table tbody tr")
    expect(rows).to_have_count(count)
    expect(page.locator("#main")).to_contain_text(title)


def test_the_same_numbers_stand_in_the_table_and_can_be_taken(page: Page) -> None:
    page.goto("/memory")
    twin = page.locator("details[data-keep=reach]")
    twin.locator("summary").focus()
    page.keyboard.press("Enter")
    numbers = [int(text.replace(",", "")) for text in page.locator(".mem-cols .mem-n").all_inner_texts()]
    cells = [int(text.replace(",", "")) for text in twin.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert cells == numbers
    with page.expect_download() as taken:
        twin.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename == "echoline-memory-reach.csv"


def test_without_a_script_every_choice_is_a_link(new_page: Pages) -> None:
    page = new_page(javascript=False)
    page.goto("/memory")
    page.locator(".mem-legend a", has_text="Disputed").click()
    expect(page.locator(".mem-active")).to_contain_text("Disputed")
    page.locator(".mem-active a").first.click()
    expect(page.locator(".mem-active")).to_have_count(0)


def test_a_server_that_does_not_answer_leaves_the_link_to_the_browser(page: Page, watch: Watch) -> None:
    watch.expect("ERR_FAILED")
    page.goto("/memory")
    page.route(
        "**/memory?*", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.locator(".mem-legend a", has_text="Disputed").click()
    expect(page).to_have_url(re.compile(r"/memory\?verdict=disputed"))
    expect(page.locator(".mem-active")).to_contain_text("Disputed")
