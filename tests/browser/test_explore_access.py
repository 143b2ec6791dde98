"""The explorer by axe-core, in every state, light and dark, at three widths; and its reflow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

STATES = {
    "story": "/",
    "citation": "/?report=report-express-medvedev-order-227&event=order-227",
    "report": "/?report=report-express-medvedev-order-227",
    "event": "/?event=order-227&q=order",
    "in-step": "/?scale=in-step",
    "across-time": "/?scale=across-time&story=everything",
    "list": "/?form=list",
    "table": "/?form=table&sort=-verdict",
    "nothing": "/?q=zzzzzzqqq&verdict=disputed",
    "notes": "/?scale=sidewise&event=nobody",
}
SIZES = {1440: 900, 768: 1024, 390: 844}


def awake(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Shift")
    page.wait_for_selector("html.awake")
    page.emulate_media(reduced_motion="reduce")


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    new_page: Callable[..., Page], axe: Callable[..., list[str]], width: int, dark: bool
) -> None:
    page = new_page(width, SIZES[width], dark=dark)
    found: list[str] = []
    for name, address in STATES.items():
        awake(page, address)
        found += [f"{name}: {line}" for line in axe(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_served_page_and_in_what_opens(
    new_page: Callable[..., Page], axe: Callable[..., list[str]], width: int
) -> None:
    page = new_page(width, SIZES[width])
    page.goto(STATES["citation"])
    found = axe(page)
    awake(page, STATES["story"])
    page.locator("#story summary").click()
    found += axe(page)
    page.keyboard.press("Escape")
    page.locator("#filters summary").click()
    found += axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    found += axe(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", list(STATES.values()), ids=list(STATES))
def test_nothing_scrolls_sideways_from_320_px_on(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(320, 640)
    awake(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_target_is_24_px_with_a_pointer_and_44_on_a_phone_where_it_stands_alone(
    new_page: Callable[..., Page],
) -> None:
    for width, least in ((1440, 24), (390, 40)):
        page = new_page(width, SIZES[width])
        awake(page, "/?report=report-express-medvedev-order-227&event=order-227")
        small = page.evaluate(
            """least => [...document.querySelectorAll("#app a, #app button, #app summary, .topbar a, .topbar summary")]
                .filter(e => e.offsetParent && !e.closest("p,#caption,h2,.skip,.drop"))
                .filter(e => getComputedStyle(e).display !== "inline")
                .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
                .filter(([, b]) => b.height < least - 0.5 || b.width < 24)
                .map(([t, b]) => t + " " + Math.round(b.width) + "x" + Math.round(b.height))""",
            least,
        )
        assert not small, (width, small)
