"""The handout on paper: A4 and Letter, with blanks and with answers, every word whole, safe in grey."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import builders as b
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.documents.lesson import Lesson, lesson
from timeline.documents.subjects import find

SEED = "order-227-and-wagner"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return reading.read(Path(__file__).parents[2] / "data", today=b.TODAY)


def made(catalogue: Catalogue, id: str) -> Lesson:
    subject = find(catalogue, id)
    assert subject is not None
    return lesson(catalogue, subject)


def printed(page: Page, address: str, paper: str, path: Path) -> list[str]:
    """The text of each page of the PDF that Chromium prints."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.pdf(path=path, format=paper)
    read = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True)
    return read.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    """The letters alone: a line broken inside a word, or a table read column by column, changes nothing of it."""
    return "".join(re.findall(r"\w", text.casefold()))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("answers", ["0", "1"])
def test_the_printed_handout_holds_every_word_of_the_citations(
    page: Page, catalogue: Catalogue, tmp_path: Path, paper: str, answers: str
) -> None:
    sheets = printed(page, f"/handout/{SEED}?answers={answers}", paper, tmp_path / "handout.pdf")
    assert 1 <= len(sheets) <= 4
    said = squeezed("".join(sheets))
    shown = made(catalogue, SEED)
    for card in shown.cards:
        for text in (card.phrase, card.claim):
            assert squeezed(text) in said, text
        for text in (card.record, card.similar, card.differs, card.record_source):
            # the sources are printed at the end of either
            assert (squeezed(text) in said) is (answers == "1" or text == card.record_source), text
    assert squeezed(shown.question) in said
    for step in shown.steps:
        assert squeezed(step.question) in said
    for source in shown.sources:
        assert squeezed(source.title) in said


def test_every_lesson_takes_one_to_four_pages_on_either_paper(page: Page, catalogue: Catalogue, tmp_path: Path) -> None:
    stories = list(dict.fromkeys(catalogue.stories["story"]))
    for id in [*stories, "siege", "report-express-medvedev-order-227", "munich-agreement"]:
        for paper in ("A4", "Letter"):
            for answers in "01":
                sheets = printed(page, f"/handout/{id}?answers={answers}", paper, tmp_path / "handout.pdf")
                assert 1 <= len(sheets) <= 4, (id, paper, answers)
                last = [line for line in sheets[-1].splitlines() if line.strip()]
                assert len(last) >= 8 or len(sheets) == 1, (id, paper, answers, "nearly nothing on the last page")


def test_no_text_is_cut_off_on_the_sheet_and_nothing_is_wider_than_it(new_page: Callable[..., Page]) -> None:
    for width in (718, 740):  # A4 and Letter between their margins
        page = new_page(width, 1000)
        page.emulate_media(media="print")
        for answers in "01":
            page.goto(f"/handout/{SEED}?answers={answers}")
            page.evaluate("document.fonts.ready")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            wide = page.evaluate(
                "[...document.querySelectorAll('.handout td p, .handout .h-card p, .handout li')]"
                ".filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)"
            )
            assert wide == []


def test_a_page_never_ends_inside_a_card_or_a_row(page: Page) -> None:
    page.goto(f"/handout/{SEED}")
    page.emulate_media(media="print")
    rules = page.evaluate(
        "[...document.querySelectorAll('.handout tbody tr, .handout .h-card, .handout .chart')]"
        ".map(one => getComputedStyle(one).breakInside)"
    )
    assert set(rules) == {"avoid"}


def test_paper_knows_no_colour(page: Page) -> None:
    for answers in "01":
        page.goto(f"/handout/{SEED}?answers={answers}")
        page.emulate_media(media="print")
        colours = page.evaluate(
            """[...document.querySelectorAll('.handout, .handout *')].flatMap(one => {
              const style = getComputedStyle(one);
              return [style.color, style.backgroundColor, style.fill, style.stroke, style.borderTopColor];
            })"""
        )
        for colour in set(colours):
            channels = re.match(r"rgba?\((\d+), (\d+), (\d+)", colour)
            assert channels is None or len(set(channels.groups())) == 1, colour


def test_the_blank_handout_gives_no_verdict_away(page: Page) -> None:
    page.goto(f"/handout/{SEED}?answers=0")
    assert page.locator(".handout .h-stamp").count() == 0
    chart = page.locator(".handout .chart svg").inner_html()
    assert "Claims judged" not in chart
    assert "28 Jul 1942" not in page.locator(".handout .chart svg").text_content()
    assert not any(f"ho-{verdict}" in chart for verdict in ("supported", "imprecise", "disputed", "contradicted"))
    expect(page.get_by_text("What would you check?")).to_be_visible()
    expect(page.get_by_text("Does the comparison explain something, or only colour it?")).to_be_visible()
    page.get_by_role("link", name="With answers").click()
    assert page.locator(".handout .h-stamp").count() == 10


def test_the_handout_has_no_accessibility_finding(
    new_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    for width, dark in [(1280, False), (390, True)]:
        page = new_page(width, 900, dark=dark)
        for answers in "01":
            page.goto(f"/handout/{SEED}?answers={answers}")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
