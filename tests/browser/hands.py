"""What a reader's hands do on the explorer: its first use, and two fingers that part."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page


def wake(page: Page, address: str = "/") -> Page:
    """Open an address and use the page for the first time, so that the app takes over."""
    page.goto(address)
    page.mouse.move(3, 3)
    page.wait_for_selector("html.awake")
    return page


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
