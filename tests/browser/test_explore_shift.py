"""In step: the present is laid earlier or later against the past, by keys, by links, and back; drops close quietly."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

PAIR = "battle-of-stalingrad~battle-of-bakhmut"


def awake(page: Page, address: str) -> None:
    page.goto(address)
    page.mouse.move(9, 9)
    page.wait_for_function("() => document.documentElement.classList.contains('awake')")
    page.evaluate("window.kept = true")


def test_arrow_keys_shift_the_present_by_a_day_or_a_week_and_zero_lays_it_straight(page: Page) -> None:
    awake(page, f"/?scale=in-step&pair={PAIR}")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(re.escape(f"pair={PAIR}~1") + "$"))
    expect(page.locator("#caption")).to_contain_text("The present is laid 1 day later than its own day 0.")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#caption")).to_contain_text("The present is laid 6 days earlier than its own day 0.")
    page.keyboard.press("0")
    expect(page.locator("#caption")).not_to_contain_text("is laid")
    expect(page).to_have_url(re.compile(re.escape(f"pair={PAIR}") + "$"))
    assert page.evaluate("window.kept")


def test_links_shift_the_pair_in_force_and_reset_brings_it_back(page: Page) -> None:
    awake(page, "/?scale=in-step")
    page.get_by_role("link", name="Shift the present: a day later").click()
    expect(page.locator("#caption")).to_contain_text("The present is laid 1 day later")
    page.get_by_role("link", name="Shift the present: a day later").click()
    expect(page.locator("#caption")).to_contain_text("The present is laid 2 days later")
    page.locator("#reset").click()
    expect(page.locator("#caption")).not_to_contain_text("is laid")
    assert page.evaluate("window.kept")


def test_what_goes_when_it_is_pressed_leaves_the_focus_beside_it(page: Page) -> None:
    awake(page, f"/?scale=in-step&pair={PAIR}~3&verdict=imprecise")
    for gone, region in (("#reset", "#zoom"), ("#top .active a", "#top")):
        page.locator(gone).first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(gone)).to_have_count(0)
        expect(page.locator(f"{region} :focus")).to_have_count(1)


def test_arrows_in_the_list_on_the_strip_and_in_code_to_paste_keep_their_own_meaning(page: Page) -> None:
    awake(page, f"/?scale=in-step&pair={PAIR}")
    page.locator('#list [data-row="order-227"]').first.focus()
    page.keyboard.press("ArrowRight")
    page.locator('[role="slider"]').first.focus()
    page.keyboard.press("ArrowRight")
    page.locator("#embed > summary").click()
    page.locator("#embed pre").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert "~1" not in page.url


def test_a_story_chosen_from_the_list_of_stories_changes_the_page_without_loading_it_anew(page: Page) -> None:
    awake(page, "/")
    page.locator("#story > summary").click()
    page.locator("#story .drop a", has_text="Saigon 1975 and Kabul 2021").click()
    expect(page).to_have_url(re.compile("story=saigon"))
    expect(page.locator("#story > summary")).to_contain_text("Saigon 1975 and Kabul 2021")
    assert page.evaluate("window.kept")


def test_a_click_elsewhere_closes_an_open_drop_and_does_what_it_says(page: Page) -> None:
    awake(page, "/")
    page.locator("#story > summary").click()
    expect(page.locator("#story .drop")).to_be_visible()
    page.get_by_role("link", name="List", exact=True).click()
    expect(page.locator("#story .drop")).to_be_hidden()
    expect(page).to_have_url(re.compile("form=list"))
    assert page.evaluate("window.kept")


def test_in_step_either_window_of_the_strip_moves_the_one_clock(page: Page) -> None:
    awake(page, f"/?scale=in-step&pair={PAIR}")
    for side in ("then", "now"):
        before = page.evaluate("echolineScene().bands.map(band => band.window[0])")
        page.locator(f'.slider[data-side="{side}"]').focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => echoline.search === location.search")
        after = page.evaluate("echolineScene().bands.map(band => band.window[0])")
        moved = [new - old for old, new in zip(before, after, strict=True)]
        assert all(364 <= days <= 367 for days in moved), (side, moved)
        assert "now=" not in page.url


def test_across_time_reaches_further_back_or_less_far_by_links_and_by_keys(page: Page) -> None:
    awake(page, "/?scale=across-time")

    def oldest() -> int:
        page.wait_for_function("() => echoline.search === location.search")
        return int(page.evaluate("echolineScene().bands[0].window[0]"))

    first = oldest()
    page.get_by_role("link", name="Reach back: zoom in").click()
    nearer = oldest()
    assert nearer > first
    page.keyboard.press("-")
    assert oldest() < nearer
    assert "now=" not in page.url
    page.locator("#reset").click()
    assert oldest() == first
