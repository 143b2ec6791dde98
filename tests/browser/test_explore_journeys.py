"""Who compared Bakhmut with Verdun? Found, read, aligned and sent on: by mouse, by touch, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

# A shared machine is sometimes slow; what never comes is still found out.
expect.set_options(timeout=20_000)

ROW = '#list [data-row="report-brisbanetimes-verdun>verdun-1916"]'


def shared(page: Page) -> str:
    """The link that the page has put on the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def read_and_aligned(page: Page) -> None:
    expect(page.locator("#top h1")).to_contain_text("In step")
    expect(page.locator("#pairs summary")).to_contain_text("Verdun")
    expect(page.locator("#pairs summary")).to_contain_text("Bakhmut")


def test_by_mouse(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.locator(".topbar > .search input").click()
    page.keyboard.type("bakhmut verdun")
    page.wait_for_selector("html.awake")
    expect(page.locator(ROW)).to_be_visible()
    expect(page.locator("#top .active")).to_contain_text("bakhmut verdun")
    page.locator(ROW).click()
    expect(page.locator("#panel")).to_contain_text("The record says")
    page.get_by_role("link", name="Align in step").click()
    read_and_aligned(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    other = new_page()
    other.goto(shared(page))
    expect(other.locator("#pairs summary")).to_contain_text("Verdun")


def test_by_touch_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844, has_touch=True, is_mobile=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.locator(".menu summary").tap()
    page.locator("#q-phone").tap()
    page.wait_for_selector("html.awake")
    page.keyboard.type("verdun")
    page.keyboard.press("Enter")
    expect(page.locator(ROW)).to_be_visible()
    page.locator(ROW).tap()
    expect(page.locator("#panel")).to_contain_text("The record says")
    sheet = page.locator("#panel").bounding_box()
    assert sheet is not None
    assert sheet["y"] > 400
    page.locator("#panel .grip").tap()
    expect(page.locator("#main.whole")).to_have_count(1)
    page.get_by_role("link", name="Align in step").tap()
    read_and_aligned(page)
    if page.locator("#main.whole").count() == 0:
        page.locator("#panel .grip").tap()
    page.get_by_role("button", name="Copy link").tap()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "pair=verdun-1916~battle-of-bakhmut" in shared(page)


def test_by_keyboard_alone(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.keyboard.press("/")
    page.wait_for_selector("html.awake")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("bakhmut verdun")
    page.keyboard.press("Enter")
    expect(page.locator(ROW)).to_be_visible()
    tab_to(page, "document.activeElement.dataset.row")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.row") == "verdun-1916"
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.dataset.kind") == "citation"
    expect(page.locator(".ring")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("The record says")
    tab_to(page, "document.activeElement.textContent === 'Align in step'")
    page.keyboard.press("Enter")
    read_and_aligned(page)
    tab_to(page, "document.activeElement.dataset.copy === 'link'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "scale=in-step" in shared(page)


def tab_to(page: Page, condition: str) -> None:
    """Press Tab, onwards and round, until the focus is where the condition holds; it is always to be seen."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none"
            return
    pytest.fail(f"ninety times Tab did not reach: {condition}")
