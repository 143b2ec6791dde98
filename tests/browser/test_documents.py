"""Documents as people meet them: on a desk, on a phone, in the dark, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

REPORT = "/report/report-express-medvedev-order-227"
PAGES = (
    REPORT,
    "/event/order-227",
    "/story/order-227-and-wagner",
    "/reports",
    "/search?q=siege",
    "/data/?of=order-227",
    "/share/order-227",
    "/make?start=example",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1440, True), (390, False), (390, True)])
def test_a_document_is_accessible_and_as_wide_as_its_screen(
    new_page: Callable[..., Page],
    axe: Callable[..., list[str]],
    picture: Callable[[Page, str], object],
    path: str,
    width: int,
    dark: bool,
) -> None:
    page = new_page(width, 900, dark=dark)
    page.goto(path)
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"document{path.split('?')[0].replace('/', '-')}-{width}{'-dark' if dark else ''}")


@pytest.mark.parametrize(
    ("width", "drawing"), [(320, 320), (390, 320), (700, 640), (1024, 900), (1280, 1200), (1440, 1400), (1920, 1400)]
)
def test_the_chart_of_a_page_is_drawn_for_its_width_and_never_shrunk(
    new_page: Callable[..., Page], width: int, drawing: int
) -> None:
    page = new_page(width, 900, javascript=False)
    page.goto(REPORT)
    shown = page.locator("svg.ec:visible")
    expect(shown).to_have_count(1)
    assert shown.get_attribute("width") == str(drawing)
    assert shown.evaluate("e => e.getBoundingClientRect().width / e.viewBox.baseVal.width") >= 0.999


def test_a_page_reads_at_320_pixels_and_at_400_percent_without_sideways_scrolling(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(320, 640)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_sign_in_the_strip_leads_to_its_card(page: Page) -> None:
    page.goto(REPORT)
    page.locator(".strip a").nth(7).click()
    expect(page.locator(".c").nth(7)).to_be_in_viewport()
    assert page.url.rpartition("#")[2] == page.locator(".c").nth(7).get_attribute("id")


@pytest.mark.parametrize("width", [1440, 1280, 800])
def test_the_first_and_the_last_sign_of_the_strip_stand_over_their_dates(
    new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(width, 900, javascript=False)
    page.goto(REPORT)
    track, *signs = [item.bounding_box() for item in page.locator(".strip, .strip a").all()]
    assert track is not None
    assert signs[0] is not None
    assert signs[-1] is not None
    assert abs(signs[0]["x"] - track["x"]) < 2
    assert abs(signs[-1]["x"] + signs[-1]["width"] - track["x"] - track["width"]) < 2


def test_a_thread_in_the_chart_leads_to_its_card_and_a_mark_to_its_event(page: Page) -> None:
    page.goto(REPORT)
    thread = page.locator("svg.ec:visible a[data-kind=citation]").first
    thread.focus()
    thread.press("Enter")
    page.wait_for_url("**#c-*")
    page.locator("svg.ec:visible a[data-kind=event]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/**")
    expect(page.locator("h1")).to_be_visible()


def test_a_reader_goes_on_in_time_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844, javascript=False)
    page.goto("/event/order-227")
    page.locator(".around a[rel=next]").click()
    page.wait_for_url("**/event/**")
    page.locator(".around a[rel=prev]").click()
    page.wait_for_url("**/event/order-227")


def test_fonts_are_ours_and_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto(REPORT)
    page.evaluate("document.fonts.ready.then(() => 1)")
    assert page.evaluate("document.fonts.check('600 44px \"Source Serif 4 Variable\"')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"


def test_a_missing_page_offers_the_nearest(page: Page, watch) -> None:
    watch.expect("404")
    page.goto("/event/oder-227")
    page.get_by_role("link", name="Order No. 227").first.click()
    page.wait_for_url("**/event/order-227")


def test_on_paper_no_card_is_torn(page: Page) -> None:
    page.goto(REPORT)
    page.emulate_media(media="print")
    assert page.locator(".c").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    expect(page.locator(".acts")).to_be_hidden()
