"""The file on a memory stick: one lesson in Chromium and in Firefox, both with the network off."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import builders as b
from tests.browser.conftest import Watch
from tests.browser.firefox import Firefox
from tests.browser.looking import faults, until
from timeline import reading
from timeline.documents import offline, subjects

SEED = "order-227-and-wagner"
_AWAKE = "document.body.classList.contains('live') && document.fonts.status === 'loaded'"
_FONTS = "[...document.fonts].filter(one => one.status === 'loaded').map(one => one.family.replaceAll('\"', ''))"
_FETCHED = "performance.getEntriesByType('resource').map(one => one.name).filter(name => !name.startsWith('data:'))"
_SHOWN = "document.querySelector('.slide:not([hidden])').dataset.step"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed lesson as its file, in a folder whose name has a blank and an accent, as teachers' sticks have."""
    catalogue = reading.read(Path(__file__).parents[2] / "data", today=b.TODAY)
    subject = subjects.find(catalogue, SEED)
    assert subject is not None
    folder = tmp_path_factory.mktemp("stick") / "Écho 10b"
    folder.mkdir()
    path = folder / offline.filename(subject)
    path.write_text(offline.page(catalogue, subject, today=b.TODAY), encoding="utf-8")
    return path


@pytest.fixture
def page(new_page: Callable[..., Page], watch: Watch, file: Path) -> Page:
    watch.allow_origin(file.as_uri())
    made = new_page(1280, 720)
    made.context.set_offline(True)
    made.goto(file.as_uri())
    until(made, _AWAKE)
    return made


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with Firefox(tmp_path_factory.mktemp("firefox")) as running:
        yield running


def test_the_file_is_small_and_asks_for_nothing_from_outside(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) <= 1024 * 1024
    assert 'url("fonts/' not in text
    assert '<link rel="stylesheet"' not in text
    assert "<script src" not in text
    assert "default-src 'none'" in text


def test_chromium_goes_through_the_lesson_without_a_network(page: Page) -> None:
    steps, wrong = [], {}
    for _ in range(200):
        place = page.evaluate(f"location.hash + {_SHOWN}")
        if steps and steps[-1] == place:
            break
        steps.append(place)
        found = faults(page, 24)
        if found:
            wrong[place] = found
        page.keyboard.press("PageDown")
    assert wrong == {}
    assert page.evaluate(_SHOWN) == page.locator(".slide").last.get_attribute("data-step")
    assert "Source Serif 4 Variable" in page.evaluate(_FONTS)
    assert page.evaluate(_FETCHED) == []
    page.reload()
    until(page, _AWAKE)
    assert page.evaluate(_SHOWN) == page.locator(".slide").last.get_attribute("data-step")
    page.go_back()
    until(page, f"{_SHOWN} !== document.querySelector('.slide:last-of-type').dataset.step")


def test_the_notes_window_stays_in_step_from_a_folder(page: Page) -> None:
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    page.bring_to_front()
    page.keyboard.press("PageDown")
    expect(notes.locator(".now-title")).to_contain_text("Step 1 of 12")
    notes.get_by_role("button", name="Next").click()
    expect(page.locator('.slide[data-step="1"] .question')).to_be_visible()


def test_handout_activities_data_and_sources_are_inside(page: Page, tmp_path: Path) -> None:
    page.keyboard.press("?")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Data").click()
    data = tmp_path / "data.zip"
    saved.value.save_as(data)
    with zipfile.ZipFile(data) as archive:
        files = {Path(name).name: archive.read(name) for name in archive.namelist()}
    assert len(list(csv.DictReader(io.StringIO(files["citations.csv"].decode("utf-8-sig"))))) >= 10
    tables = {name: (f"{name}.csv", files[f"{name}.csv"]) for name in ("events", "citations", "stories")}
    reading.read_files(tables, origin="the file", today=b.TODAY)
    page.get_by_role("button", name="Handout").click()
    sheet = page.locator("#handout")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Name", exact=True)).to_be_visible()
    page.get_by_role("button", name="With answers").click()
    expect(sheet.get_by_text("For the teacher: with answers")).to_be_visible()
    expect(sheet.get_by_text("Wikipedia, Shtrafbat").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".slide.opening")).to_be_visible()
    expect(sheet).to_be_hidden()


def test_the_file_has_no_accessibility_finding(page: Page, axe: Callable[[Page], list[str]]) -> None:
    assert axe(page) == []
    page.keyboard.press("?")
    page.get_by_role("button", name="Handout").click()
    assert axe(page) == []


def test_firefox_goes_through_the_lesson_without_a_network(firefox: Firefox, file: Path) -> None:
    firefox.open(file.as_uri())
    firefox.until(_AWAKE)
    last = firefox.value("[...document.querySelectorAll('.slide')].at(-1).dataset.step")
    seen: list[str] = []
    for _ in range(200):
        place = firefox.value(f"location.hash + {_SHOWN}")
        if seen and seen[-1] == place:
            break
        seen.append(place)
        firefox.press("PageDown")
    assert firefox.value(_SHOWN) == last
    assert len(seen) > 50
    assert "Source Serif 4 Variable" in firefox.value(_FONTS)
    assert firefox.value(_FETCHED) == []
    assert firefox.value("document.documentElement.scrollWidth <= innerWidth")


def test_firefox_judges_orders_prints_and_keeps_the_notes_in_step(firefox: Firefox, file: Path) -> None:
    firefox.open(f"{file.as_uri()}#step=3&part=2")
    firefox.until(_AWAKE)
    firefox.press("2")
    firefox.press("PageDown")
    said = "document.querySelector('.slide:not([hidden]) .said').textContent"
    assert firefox.value(said) == "The class said so too."
    firefox.open(f"{file.as_uri()}#step=13")
    firefox.until(f"{_SHOWN} === '13'")
    firefox.press("PageDown")
    firefox.until("document.querySelector('.slide.answered .score').textContent.includes('stood in their place')")
    first = firefox.windows()[0]
    firefox.press("n")
    while len(firefox.windows()) < 2:
        firefox.until("true")
    second = next(handle for handle in firefox.windows() if handle != first)
    firefox.switch(second)
    firefox.until("(document.querySelector('.now-title') || {}).textContent === 'Put them in order: Put them in order'")
    firefox.press("Home")
    firefox.switch(first)
    firefox.until(f"{_SHOWN} === '0'")
