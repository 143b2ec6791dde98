"""A teacher presents: clicker, keys, touch, buttons, the second window, the two activities, and no script at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import builders as b
from tests.browser.looking import faults, overlaps, texts, until
from tests.serving import Served

SEED = "/present/order-227-and-wagner"
SIZES = [(1024, 768), (1280, 720), (1920, 1080)]
LONGEST = 400
"""Presses after which a lesson must have ended."""


def open_slides(page: Page, address: str = SEED) -> Page:
    page.goto(address)
    expect(page.locator("body")).to_have_class("deck live")
    page.evaluate("document.fonts.ready")
    return page


def here(page: Page) -> str:
    """The step and the part that the address names: `3.2`."""
    return str(page.evaluate("(q => q.get('step') + '.' + (q.get('part') || 1))(new URLSearchParams(location.search))"))


def press_through(page: Page, key: str = "PageDown") -> Iterator[str]:
    """Yield every place of the lesson, going on with one key until it changes nothing."""
    seen = ""
    for _ in range(LONGEST):
        now = here(page)
        if now == seen:
            return
        yield now
        seen = now
        page.keyboard.press(key)
    raise AssertionError("the lesson never ends")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_clicker_alone_goes_through_the_lesson_with_the_notes_in_step(
    new_page: Callable[..., Page], width: int, height: int
) -> None:
    page = open_slides(new_page(width, height))
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator(".now-title")).to_have_text("Opening: Opening")
    page.bring_to_front()
    least = 24 * min(width / 1280, height / 720)
    wrong = {}
    places = []
    for place in press_through(page):
        places.append(place)
        found = faults(page, least)
        if found:
            wrong[place] = found
        name = page.locator(".slide:not([hidden])").get_attribute("data-name")
        expect(notes.locator(".now-title")).to_contain_text(str(name))
        assert here(notes) == place
    assert wrong == {}
    steps = [place.partition(".")[0] for place in places]
    assert list(dict.fromkeys(steps)) == [str(n) for n in range(int(steps[-1]) + 1)]
    assert sum(step == "2" for step in steps) == 5, "passage, claim, record, parallel, question"
    back = list(press_through(page, "PageUp"))
    assert back == places[::-1]


@pytest.mark.parametrize(("width", "height", "all_at_once"), [(1024, 768, True), (1280, 720, True), (1280, 720, False)])
def test_every_step_of_every_lesson_fits_and_nothing_lies_over_anything_else(
    new_page: Callable[..., Page], sample_folder: Path, width: int, height: int, all_at_once: bool
) -> None:
    page = new_page(width, height)
    least = 24 * min(width / 1280, height / 720)
    with (sample_folder / "stories.csv").open(encoding="utf-8", newline="") as lines:
        slugs = list(dict.fromkeys(row["story"] for row in csv.DictReader(lines)))
    assert len(slugs) >= 6
    wrong = {}
    for slug in slugs:
        open_slides(page, f"/present/{slug}" + ("?all=1" if all_at_once else ""))
        for place in press_through(page):
            found = faults(page, least) + overlaps(page)
            if found:
                wrong[f"{slug} {place}"] = found
    assert wrong == {}


@pytest.mark.parametrize("id", ["siege", "munich-agreement", "report-aspi-forgotten-lesson", "report-rt-not-saigon"])
def test_lessons_that_nobody_wrote_fit_on_the_largest_screen(new_page: Callable[..., Page], id: str) -> None:
    page = open_slides(new_page(3840, 2160), f"/present/{id}")
    wrong = {place: found for place in press_through(page) if (found := faults(page, 72) + overlaps(page))}
    assert wrong == {}


def test_the_address_keeps_the_step_over_reload_and_back(page: Page) -> None:
    open_slides(page, f"{SEED}?verdict=imprecise,supported&step=3")
    assert here(page) == "3.1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert here(page) == "3.3"
    page.reload()
    expect(page.locator('.slide[data-step="3"]')).to_be_visible()
    expect(page.locator('.slide[data-step="3"] .record')).to_be_visible()
    page.keyboard.press("End")
    assert here(page) != "3.3"
    page.go_back()
    expect(page.locator('.slide[data-step="3"] .record')).to_be_visible()
    assert here(page) == "3.3"
    assert "verdict=imprecise,supported" in page.url


def test_going_back_shows_each_step_as_its_address_says_all_at_once_or_part_by_part(page: Page) -> None:
    open_slides(page, f"{SEED}?step=2&all=1")
    page.keyboard.press("PageDown")
    page.keyboard.press("a")
    assert "all=1" not in page.url
    page.go_back()
    assert here(page) == "2.1"
    assert "all=1" in page.url
    expect(page.locator('.slide[data-step="2"] .question')).to_be_visible()
    page.go_forward()
    expect(page.locator('.slide[data-step="3"] .passage')).to_be_visible()
    expect(page.locator('.slide[data-step="3"] .question')).to_be_hidden()


def test_every_key_does_what_the_help_says(page: Page) -> None:
    open_slides(page)
    last = f"{page.locator('.slide').last.get_attribute('data-step')}.1"
    places = {"ArrowRight": "1.1", " ": "1.2", "ArrowDown": "2.1", "PageUp": "1.2", "ArrowLeft": "1.1", "End": last}
    for key, place in {**places, "Home": "0.1"}.items():
        page.keyboard.press(key)
        assert here(page) == place, key
    blank = page.locator(".blank")
    for key in (".", "b"):
        page.keyboard.press(key)
        expect(blank).to_be_visible()
        page.keyboard.press("Escape")
        expect(blank).to_be_hidden()
        assert here(page) == "0.1"
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert "look=dark" in page.url
    page.keyboard.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    page.keyboard.press("PageDown")
    assert here(page) == "0.1"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.help")).to_be_hidden()
    page.keyboard.press("f")
    until(page, "document.fullscreenElement !== null")
    page.keyboard.press("f")
    until(page, "document.fullscreenElement === null")
    page.keyboard.press("a")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    assert here(page) == "2.1"
    assert "all=1" in page.url


def test_letters_can_be_switched_off_and_the_clicker_still_works(page: Page) -> None:
    open_slides(page)
    page.get_by_role("button", name="Keys and more").click()
    page.get_by_label("Letter keys work").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(page.locator(".blank")).to_be_hidden()
    page.keyboard.press("PageDown")
    assert here(page) == "1.1"


def test_escape_leaves_for_the_explorer_at_this_lesson(page: Page) -> None:
    open_slides(page, f"{SEED}?step=4")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "/present/" not in url)
    assert "story=order-227-and-wagner" in page.url or page.url.endswith("/")
    page.go_back()
    expect(page.locator('.slide[data-step="4"]')).to_be_visible()


def test_buttons_and_tabs_do_what_the_keys_do_and_space_still_goes_on(page: Page) -> None:
    open_slides(page, f"{SEED}?step=2")
    page.get_by_role("button", name="Next", exact=True).click()
    assert here(page) == "2.2"
    page.get_by_role("button", name="Parallel").click()
    assert here(page) == "2.4"
    page.get_by_role("button", name="Back", exact=True).click()
    assert here(page) == "2.3"
    page.keyboard.press(" ")
    assert here(page) == "2.4", "space presses no button that was clicked before"
    page.get_by_role("link", name="Step 7").click()
    assert here(page) == "7.1"


def test_a_finger_turns_the_slides(new_page: Callable[..., Page]) -> None:
    page = open_slides(new_page(1280, 800, has_touch=True))
    swipe = """([from, to]) => {
      const make = (x) => new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300});
      const fire = (type, x, on) => document.body.dispatchEvent(new TouchEvent(type,
        {bubbles: true, touches: on ? [make(x)] : [], changedTouches: [make(x)]}));
      fire('touchstart', from, true); fire('touchend', to, false); }"""
    page.evaluate(swipe, [900, 500])
    assert here(page) == "1.1"
    page.evaluate(swipe, [500, 900])
    assert here(page) == "0.1"
    page.evaluate(swipe, [500, 520])
    assert here(page) == "0.1", "a tap is not a swipe"


def test_the_notes_window_drives_the_slides_and_shows_what_comes(page: Page) -> None:
    # the clock stands, so that a slow machine shows no other second
    page.context.clock.set_fixed_time("2026-03-02T10:15:00")
    open_slides(page, f"{SEED}?step=5")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator(".now-notes")).to_contain_text("the NKVD counted its own side's work")
    expect(notes.locator(".now-part")).to_have_text("Passage, 6 min planned")
    expect(notes.locator(".next-title")).to_have_text("Claim")
    expect(notes.locator(".elapsed")).to_have_text("0:00")
    notes.get_by_role("button", name="Next").click()
    expect(page.locator('.slide[data-step="5"] .claim')).to_be_visible()
    notes.keyboard.press("End")
    expect(page.locator(".slide.closing:not([hidden])")).to_be_visible()
    expect(notes.locator(".next-title")).to_have_text("The end.")
    notes.keyboard.press(".")
    expect(page.locator(".blank")).to_be_visible()
    expect(notes.get_by_text("The screen is blank.")).to_be_visible()
    expect(notes.locator(".now-notes")).to_be_visible()
    expect(notes.locator(".blank")).to_be_hidden()
    notes.keyboard.press(".")
    expect(page.locator(".blank")).to_be_hidden()
    expect(notes.get_by_text("The screen is blank.")).to_be_hidden()


def test_the_chart_keeps_the_date_that_is_judged_until_the_record_is_shown(page: Page) -> None:
    open_slides(page, f"{SEED}?step=3&part=2")
    strip = page.locator('.slide[data-step="3"] .strip')
    expect(strip.get_by_text("28 Jul 1942").first).to_be_hidden()
    assert "1942" not in str(strip.get_attribute("aria-label"))
    title = "document.querySelector('.slide:not([hidden]) .st-GROUP .t').getBoundingClientRect().left"
    before = page.evaluate(title.replace("GROUP", "open"))
    page.keyboard.press("PageDown")
    expect(strip.locator(".st-known").get_by_text("28 Jul 1942")).to_be_visible()
    assert page.evaluate(title.replace("GROUP", "known")) == before, "the name does not move when its date comes"


def test_the_class_judges_the_claim_before_the_record_is_shown(page: Page) -> None:
    open_slides(page, f"{SEED}?step=3&part=2")
    slide = page.locator('.slide[data-step="3"]')
    expect(slide.locator(".stamp")).to_be_hidden()
    expect(slide.locator(".st-known")).to_be_hidden()
    expect(slide.locator(".heading")).to_be_hidden()
    page.keyboard.press("1")
    expect(slide.get_by_role("button", name="Supported")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#live")).to_have_text("The class says: supported")
    slide.get_by_role("button", name="Disputed").click()
    expect(slide.get_by_role("button", name="Supported")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("PageDown")
    expect(slide.locator(".stamp")).to_contain_text("Imprecise")
    expect(slide.locator(".said")).to_have_text("The class said: disputed.")
    expect(slide.locator(".st-known")).to_be_visible()
    expect(slide.locator(".st-open")).to_be_hidden()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def order_of(page: Page) -> list[str]:
    return [str(text) for text in page.locator(".card .tt").all_inner_texts()]


def test_cards_are_put_in_order_with_the_keyboard_and_the_next_press_shows_how_they_stood(page: Page) -> None:
    open_slides(page, f"{SEED}?step=13")
    page.evaluate("document.querySelectorAll('.card').forEach(card => card.dataset.was = card.dataset.place)")
    expect(page.locator(".card .dt").first).to_be_hidden()
    places = [int(str(card.get_attribute("data-place"))) for card in page.locator(".card").all()]
    for wanted in range(1, len(places) + 1):
        card = page.locator(f'.card[data-place="{wanted}"]')
        card.focus()
        for _ in range(places.index(wanted) - (wanted - 1)):
            page.keyboard.press("ArrowLeft")
        places.remove(wanted)
        places.insert(wanted - 1, wanted)
    assert here(page) == "13.1", "the arrows moved cards, not slides"
    page.keyboard.press("PageDown")
    assert here(page) == "13.2"
    expect(page.locator(".score")).to_have_text(
        f"{len(places)} of {len(places)} stood in their place: the thick frames."
    )
    expect(page.locator("#live")).to_have_text("Put them in order. Order")
    told = [str(card.get_attribute("aria-label")) for card in page.locator(".card").all()]
    assert all(name.endswith(": stood in its place") for name in told)
    assert page.locator(".card[tabindex]").count() == 0, "what cannot be moved takes no focus"
    expect(page.locator(".card .dt").first).to_be_visible()
    assert not faults(page, 24 * 0.9)


def test_a_card_is_dragged_and_the_arrows_turn_slides_again(page: Page) -> None:
    open_slides(page, f"{SEED}?step=13")
    before = order_of(page)
    page.locator(".card").first.hover()
    page.mouse.down()
    page.locator(".card").nth(4).hover()
    page.mouse.up()
    after = order_of(page)
    assert after != before
    assert after.index(before[0]) == 4
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slide.answered")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    assert order_of(page) == after, "going back leaves the cards as the class had them"


def test_a_card_is_moved_without_dragging_by_two_presses_of_the_pointer(page: Page) -> None:
    open_slides(page, f"{SEED}?step=13")
    before = order_of(page)
    page.locator(".card").nth(4).click()
    expect(page.locator(".card.held")).to_have_count(1)
    page.locator(".card").nth(1).click()
    assert order_of(page) == [before[0], before[4], *before[1:4], before[5]]
    expect(page.locator("#live")).to_have_text(f"{before[4]}: place 2 of {len(before)}")
    expect(page.locator(".card.held")).to_have_count(0)
    page.locator(".card").nth(2).click()
    page.keyboard.press("ArrowRight")
    assert order_of(page)[3] == before[1]
    page.locator(".card").nth(3).click()
    expect(page.locator(".card.held")).to_have_count(0)
    assert here(page) == "13.1"
    page.keyboard.press("ArrowRight")
    assert here(page) == "13.2", "a card that is put down leaves the arrows to the slides"


@pytest.mark.parametrize("dark", [False, True])
def test_no_slide_has_an_accessibility_finding(
    new_page: Callable[..., Page], axe: Callable[[Page], list[str]], dark: bool
) -> None:
    page = open_slides(new_page(1280, 720, dark=dark))
    last = page.locator(".slide").last.get_attribute("data-step")
    places = ["step=0", "step=1", "step=4&all=1", "step=13", "step=13&part=2", f"step={last}", "step=4&notes=1"]
    found = []
    for place in [*places, *(f"step=3&part={part}" for part in range(1, 6))]:
        open_slides(page, f"{SEED}?{place}") if "notes" not in place else page.goto(f"{SEED}?{place}")
        found += [f"{place}: {said}" for said in [*axe(page), *pale(page)]]
    open_slides(page).keyboard.press("?")
    assert [*found, *axe(page), *pale(page)] == []


def pale(page: Page) -> list[str]:
    """Texts with less contrast than 7:1 (4.5:1 for large type), by axe-core's rule for the highest level."""
    rule = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
    broken = Axe().run(page, options=rule).response["violations"]
    return [f"pale: {node['html'][:160]}" for one in broken for node in one["nodes"]]


def test_without_a_script_the_lesson_is_a_page_to_read(new_page: Callable[..., Page]) -> None:
    page = new_page(1280, 720, javascript=False)
    page.goto(SEED)
    expect(page.get_by_role("heading", name="More than 1,000 shot: a claim the record supports")).to_be_visible()
    expect(page.get_by_text("Who counted in 1942, and for whom?")).to_be_visible()
    assert page.locator(".bar").is_hidden()
    assert sum(one["text"] == "Where it breaks" for one in texts(page)) >= 11
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_printed_slides_hold_every_step_and_leave_the_exercise_to_the_handout(page: Page) -> None:
    open_slides(page, f"{SEED}?step=3")
    page.emulate_media(media="print")
    expect(page.locator('.slide[data-step="9"] .record')).to_be_visible()
    expect(page.locator(".slide.ordering")).to_be_hidden()
    expect(page.locator(".bar")).to_be_hidden()


def test_the_slides_can_be_read_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = open_slides(new_page(390, 844, has_touch=True), f"{SEED}?step=4&part=3")
    told = [one for one in texts(page) if "The order told them to shoot" in one["text"]]
    assert [one["size"] >= 16 for one in told] == [True]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Next", exact=True).click()
    assert here(page) == "4.4"


def test_a_claim_longer_than_the_slide_is_scrolled_and_not_cut(
    new_page: Callable[..., Page], serve_folder: Callable[..., Served], tmp_path: Path, axe: Callable[[Page], list[str]]
) -> None:
    events = [b.history("past"), b.today("now"), b.report("post", publisher="The Post " * 20)]
    long = dict.fromkeys(("phrase", "claim", "record", "record_source", "similar", "differs"), "word " * 400)
    served = serve_folder(b.write_folder(tmp_path / "data", events, [b.citation("post", "past", "now", **long)]))
    page = open_slides(new_page(1280, 720, base=served.url), "/present/post?step=1&part=2")
    inner = page.locator(".slide:not([hidden]) .body")
    expect(inner).to_have_attribute("tabindex", "0")
    assert axe(page) == []
    inner.focus()
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.scrollTop > 0")
    assert here(page) == "1.2"
    page.keyboard.press("PageDown")
    assert here(page) == "1.3", "a clicker still goes on"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_word_longer_than_its_line_is_broken_and_not_cut(
    new_page: Callable[..., Page], serve_folder: Callable[..., Served], tmp_path: Path
) -> None:
    word = "Donaudampfschiff" * 7
    events = [b.history("past", title=word), b.today("now", title=word), b.report("post", title=word, publisher=word)]
    long = dict.fromkeys(("phrase", "claim", "record_source", "similar", "differs"), word)
    served = serve_folder(b.write_folder(tmp_path / "data", events, [b.citation("post", "past", "now", **long)]))
    page = open_slides(new_page(1280, 720, base=served.url), "/present/post")
    wrong = {place: found for place in press_through(page) if (found := faults(page, 24))}
    assert wrong == {}
