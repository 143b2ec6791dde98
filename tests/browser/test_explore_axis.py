"""Across time by hand: a drag, Ctrl and the wheel, and two fingers change how far back the one axis reaches."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.hands import part_fingers, scroll_and_back_then_zoom, wake

expect.set_options(timeout=20_000)


def oldest(page: Page) -> float:
    """The first day that the axis shows."""
    return page.evaluate("() => window.echolineScene().bands[0].window[0]")


def spot(page: Page, across: float) -> tuple[float, float]:
    """A place in the upper part of the picture, so much of its width from the left, where nothing lies."""
    box = page.locator("#glass").bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + 12


def asked(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["then"][0]


def test_a_drag_takes_the_years_along_and_today_stays(page: Page) -> None:
    wake(page, "/?scale=across-time")
    before = oldest(page)
    x, y = spot(page, 0.35)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    expect(page.locator(".ghost")).to_have_count(1)
    page.mouse.move(x + 120, y, steps=4)
    page.mouse.up()
    page.wait_for_url("**then=**")
    expect(page.locator(".ghost")).to_have_count(0)
    page.wait_for_function("first => window.echolineScene().bands[0].window[0] < first", arg=before)
    page.locator("#reset").click()
    page.wait_for_function("first => window.echolineScene().bands[0].window[0] === first", arg=before)


def test_ctrl_and_the_wheel_zoom_the_axis_and_the_wheel_alone_scrolls(page: Page) -> None:
    wake(page, "/?scale=across-time&story=everything")
    before = oldest(page)
    page.mouse.move(*spot(page, 0.5))
    scroll_and_back_then_zoom(page, 300, lambda: "then" not in page.url)
    page.wait_for_url("**then=**")
    page.wait_for_function("first => window.echolineScene().bands[0].window[0] > first", arg=before)
    assert not asked(page).startswith("-")


def test_two_fingers_zoom_the_axis_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844, has_touch=True, is_mobile=True)
    wake(page, "/?scale=across-time")
    before = oldest(page)
    part_fingers(page, 30, 40, 50, 60)
    page.wait_for_url("**then=**")
    page.wait_for_function("first => window.echolineScene().bands[0].window[0] > first", arg=before)
