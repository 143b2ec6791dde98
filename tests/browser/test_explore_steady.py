"""Nothing moves by itself: not when the fonts come, not when the drawing is fitted, not when the app takes over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

MOVED = """window.moved = []; new PerformanceObserver(list => list.getEntries().forEach(entry => window.moved.push(
    [entry.value, ...entry.sources.map(s => s.node && (s.node.id || s.node.className || s.node.nodeName))])))
    .observe({type: "layout-shift", buffered: true})"""
PAINTED = """() => performance.getEntriesByName("first-contentful-paint").length > 0"""
DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"""
SETTLED = """() => new Promise(done => document.fonts.ready.then(
    () => requestAnimationFrame(() => requestAnimationFrame(() => done(window.moved)))))"""


def moved_while_fonts_come_late(page: Page, address: str, order: int = 1) -> list[list[object]]:
    """What moved, though the page was painted before any font had come; they come one by one, each painted alone."""
    held: list[Route] = []
    painted = False
    page.add_init_script(MOVED)
    page.route("**/*.woff2*", lambda route: route.continue_() if painted else held.append(route))
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_function(PAINTED)
    assert held
    painted = True
    for route in held[::order]:
        with page.expect_request_finished(lambda request, url=route.request.url: request.url == url):
            route.continue_()
        page.evaluate(DRAWN)
    page.wait_for_load_state("networkidle")
    return list(page.evaluate(SETTLED))


def total(moved: list[list[object]]) -> float:
    """The score that Chromium gives to what moved (0.1 is its bar for a page that is good)."""
    return sum(float(str(entry[0])) for entry in moved)


@pytest.mark.parametrize("width", [390, 412, 768, 1440, 1920])
@pytest.mark.parametrize("address", ["/", "/?report=report-express-medvedev-order-227&event=order-227"])
@pytest.mark.parametrize("order", [1, -1])
def test_the_explorer_stands_still_from_the_first_paint_to_the_working_app(
    new_page: Callable[..., Page], width: int, address: str, order: int
) -> None:
    page = new_page(width, 1000)
    moved = moved_while_fonts_come_late(page, address, order)
    assert total(moved) < 0.005, moved
    page.keyboard.press("Shift")
    page.wait_for_selector("html.awake")
    assert page.evaluate(SETTLED) == moved


@pytest.mark.parametrize("address", ["/report/report-express-medvedev-order-227", "/event/order-227", "/cite", "/make"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_document_hardly_moves_when_its_fonts_come(new_page: Callable[..., Page], width: int, address: str) -> None:
    """The widths are those of the mean text: of a paragraph one line may still break at another word."""
    moved = moved_while_fonts_come_late(new_page(width, 900), address)
    assert total(moved) < 0.005, moved
