"""What a reader's hands do on the explorer: its first use, the wheel, and two fingers that part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Page, expect


def wake(page: Page, address: str = "/") -> Page:
    """Open an address and use the page for the first time, so that the app takes over."""
    page.goto(address)
    page.mouse.move(3, 3)
    page.wait_for_selector("html.awake")
    return page


def scroll_and_back_then_zoom(page: Page, away: float, still: Callable[[], bool]) -> None:
    """Turn the wheel over the picture, which scrolls the page and leaves the view as it was (`still`), turn it back,
    and turn it towards the picture with Ctrl held."""
    page.mouse.wheel(0, away)
    expect(page.locator("#headline")).not_to_be_in_viewport()
    assert still()
    page.mouse.wheel(0, -600)
    expect(page.locator("#headline")).to_be_in_viewport(ratio=1)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")


def part_fingers(page: Page, *apart: float) -> None:
    """Put two fingers on the picture, so far apart up and down, and move them on to the other distances."""
    page.locator("#glass").scroll_into_view_if_needed()
    client = page.context.new_cdp_session(page)
    box = page.locator("#glass").bounding_box()
    assert box is not None
    x, y = box["x"] + 40, max(box["y"], 0) + 220

    def touch(kind: str, distances: Sequence[float]) -> None:
        points = [{"x": x, "y": y - one, "id": 1} for one in distances]
        points += [{"x": x + 4, "y": y + one, "id": 2} for one in distances]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", apart[:1])
    for one in apart[1:]:
        touch("touchMove", [one])
    touch("touchEnd", [])
