"""Windows of time and other handles: zoom, pan, pinch, the strip of years, the look, the keys, a server gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import part_fingers, scroll_and_back_then_zoom, wake
from timeline.explore.printing import printed

# A shared machine is sometimes slow; what never comes is still found out.
expect.set_options(timeout=20_000)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def in_band(page: Page, side: str) -> tuple[float, float]:
    """A spot of a band, on the screen, where nothing else lies."""
    return tuple(  # type: ignore[return-value]
        page.evaluate(
            """side => {
                const scene = window.echolineScene(), glass = document.querySelector("#glass").getBoundingClientRect();
                const b = scene.bands.find(b => b.side === side).box, k = glass.width / scene.w;
                for (let y = b[1] + 30; y < b[3] - 10; y += 7) for (let x = b[2] - 40; x > b[0] + 200; x -= 11) {
                    if (scene.marks.every(m => x < m[2] - 8 || x > m[4] + 8 || y < m[3] - 8 || y > m[5] + 8))
                        return [glass.left + x * k, glass.top + y * k];
                }
            }""",
            side,
        )
    )


def test_dragging_a_band_moves_its_window_and_reset_is_one_press(page: Page) -> None:
    wake(page)
    x, y = in_band(page, "then")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=4)
    expect(page.locator(".ghost")).to_have_count(1)
    page.mouse.move(x - 150, y, steps=4)
    page.mouse.up()
    page.wait_for_url("**then=**")
    expect(page.locator(".ghost")).to_have_count(0)
    first, last = query(page)["then"][0].split("/")
    assert first > "1941-07-01"
    assert last > "1945-12-01"
    page.locator("#reset").click()
    page.wait_for_url(re.compile(r"/$"))
    assert "then" not in query(page)


def test_ctrl_and_wheel_zoom_and_the_wheel_alone_scrolls_the_page(page: Page) -> None:
    wake(page)
    x, y = in_band(page, "now")
    page.mouse.move(x, y)
    scroll_and_back_then_zoom(page, 400, lambda: query(page) == {})
    page.wait_for_url("**now=**")
    first, last = query(page)["now"][0].split("/")
    assert "2022" <= first < last < "2023-06"


def test_buttons_and_keys_zoom_without_losing_the_selection(page: Page) -> None:
    wake(page, "/?event=order-227")
    page.locator('[data-move="then-in"]').click()
    page.wait_for_url("**then=**")
    assert query(page)["event"] == ["order-227"]
    expect(page.locator("#reset")).to_be_visible()
    expect(page.locator('[data-move="then-in"]')).to_be_focused()
    page.keyboard.press("-")
    page.wait_for_url("**now=**")
    page.keyboard.press("0")
    page.wait_for_url(re.compile(r"\?event=order-227$"))


def test_the_windows_of_the_strip_move_by_keyboard_and_by_hand(page: Page) -> None:
    wake(page)
    slider = page.get_by_role("slider", name="Window of the past")
    slider.focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_url("**then=**")
    assert query(page)["then"][0].startswith("193")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("Then 193"))
    expect(slider).to_be_focused()
    box = page.get_by_role("slider", name="Window of the present").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 70, box["y"] + 10, steps=5)
    page.mouse.up()
    page.wait_for_url("**now=**")
    assert query(page)["now"][0] < "2022"


def test_two_fingers_zoom_a_band_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844, has_touch=True, is_mobile=True)
    wake(page)
    part_fingers(page, 30, 40, 55, 70, 90)
    page.wait_for_url("**then=**")


def test_the_look_is_switched_and_stands_in_the_address_alone(page: Page) -> None:
    wake(page)
    page.locator("#look").click()
    page.wait_for_url("**look=dark")
    expect(page.locator("html[data-theme=dark]")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 28)"
    page.go_back()
    expect(page.locator("html[data-theme]")).to_have_count(0)


def test_the_keys_are_shown_and_can_be_switched_off(page: Page) -> None:
    wake(page)
    page.keyboard.press("?")
    dialog = page.locator("#keys")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Single keys are on").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    assert query(page) == {}


def test_the_scale_changes_by_key_and_every_scale_says_how_it_is_read(page: Page) -> None:
    wake(page)
    told = set()
    for key, name in (("2", "in-step"), ("3", "across-time"), ("1", "")):
        page.keyboard.press(key)
        expect(page.locator(f"#main.scale-{name or 'side-by-side'}")).to_have_count(1)
        told.add(page.locator("#caption p").first.inner_text())
    assert len(told) == 3


def test_a_filter_keeps_its_menu_open_and_its_count_is_what_is_shown(page: Page) -> None:
    wake(page, "/?story=everything&form=table")
    page.locator("#filters summary").click()
    chip = page.locator("#filters .chip", has_text="Contradicted")
    count = int(chip.locator("b").inner_text())
    chip.click()
    expect(page.locator("#list tbody tr")).to_have_count(count)
    expect(page.locator("#filters")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Drop verdict: Contradicted").click()
    page.wait_for_url(re.compile(r"story=everything&form=table$"))


def test_the_table_is_sorted_by_its_heads(page: Page) -> None:
    wake(page, "/?form=table")
    page.get_by_role("link", name="Then", exact=True).click()
    head = page.locator("th", has_text="Then")
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")


def test_a_server_that_is_gone_is_said_and_what_is_shown_is_kept(page: Page, watch: object) -> None:
    watch.expect("Failed to load resource|Failed to fetch|Callback failed|ERR_")  # type: ignore[attr-defined]
    wake(page)
    page.route(re.compile("_dash-update-component"), lambda route: route.abort())
    page.locator('#list [data-row="order-227"]').click()
    expect(page.locator("#gone")).to_be_visible()
    expect(page.locator("#list [data-row]").first).to_be_visible()
    page.unroute(re.compile("_dash-update-component"))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#panel")).to_contain_text("Invoked by")
    expect(page.locator("#gone")).to_be_hidden()


@pytest.mark.parametrize("address", ["/?event=order-227", "/?scale=in-step&look=dark"])
def test_the_page_prints_as_a_clean_sheet(page: Page, address: str) -> None:
    wake(page, address)
    page.emulate_media(media="print")
    for gone in (".topbar .nav", ".acts", "#zoom", ".tools"):
        assert page.locator(gone).first.is_hidden(), gone
    expect(page.locator("#list h2")).to_be_visible()


INKS = """() => {
    const found = new Set();
    for (const node of document.querySelectorAll("#chart svg, #chart svg *")) {
        const style = getComputedStyle(node);
        if (node.style.fill || node.style.stroke || node.style.background || node.closest(".pic"))
            [style.fill, style.stroke, style.backgroundColor].forEach(one => found.add(one));
    }
    return [...found].sort();
}"""


@pytest.mark.parametrize("awake", [True, False], ids=["awake", "served"])
@pytest.mark.parametrize(("address", "dark"), [("/?look=dark", False), ("/?scale=in-step", True)])
def test_a_dark_picture_prints_in_the_light_colours_and_is_dark_again_after(
    new_page: Callable[..., Page], address: str, dark: bool, awake: bool
) -> None:
    """Each colour of the dark theme that the light one does not have: none on paper, all of them back on the screen."""
    page = new_page(dark=dark)
    wake(page, address) if awake else page.goto(address)
    only_dark = set(printed()) - set(printed().values())
    before = page.evaluate(INKS)
    assert len(only_dark & set(before)) > 5
    page.emulate_media(media="print")
    page.wait_for_function(f"dark => !({INKS})().some(one => dark.includes(one))", arg=list(only_dark))
    assert page.evaluate("getComputedStyle(document.querySelector('#list h2')).color") == "rgb(23, 33, 43)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.wait_for_function(f"before => JSON.stringify(({INKS})()) === JSON.stringify(before)", arg=before)
