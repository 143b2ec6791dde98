"""What does this text cite, as a journalist uses it: paste, decide, take the rows, and see them on the timeline."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.serving import ROOT, Served

Pages = Callable[..., Page]

# The mentions of the seed article, in our own words.
TEXT = "\n\n".join(
    (
        "A man who ran from a mercenary unit says that comrades who would not attack were shot before the others.",
        "On January 31, 1943, Field Marshal Paulus surrendered the Sixth Army at Stalingrad.",
        "Half a year before, Stalin had signed Order No.227 on July, 27, 1942: not one step back. Behind the lines "
        "stood blocking detachments, and men were sent to the penal battalions.",
        "Wagner's prison recruitment had filled the ranks by then. Others spoke of the Cuban missile crisis.",
    )
)


def pasted(page: Page, text: str = TEXT) -> None:
    page.goto("/cite")
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Published").fill("5 February 2023")
    page.get_by_text("About the report").click()
    page.get_by_label("Headline").fill("A deserter tells")
    page.get_by_role("button", name="Find what it cites").click()
    expect(page.locator("#c-result")).to_contain_text("This text reaches for")


@pytest.mark.parametrize(
    ("width", "height", "dark"), [(1440, 900, False), (1440, 900, True), (390, 844, False), (320, 700, True)]
)
def test_form_and_answer_fit_and_read_well_at_every_size_and_in_the_dark(
    new_page: Pages,
    axe: Callable[..., list[str]],
    picture: Callable[[Page, str], Path],
    width: int,
    height: int,
    dark: bool,
) -> None:
    page = new_page(width, height, dark=dark)
    page.goto("/cite")
    assert not axe(page)
    pasted(page)
    for fold in page.locator("#main details > summary:visible").all():
        fold.click()
    page.locator("input[value=accept]").first.check()
    page.locator("input[value=reject]").last.check()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not axe(page)
    picture(page, f"cite-{width}{'-dark' if dark else ''}")


def test_the_seed_order_is_found_with_its_day_off(page: Page) -> None:
    pasted(page)
    entry = page.locator(".c-e", has_text="Order No. 227").filter(has=page.locator(".c-slip")).first
    expect(entry.locator(".c-slip")).to_contain_text("The date is a day off: the record has 28 July 1942.")
    mark = page.locator("mark.c-m.slip").first
    expect(mark).to_contain_text("Order No.227")


def test_paste_accept_download_and_reload_the_rows_into_the_explorer(
    page: Page, new_page: Pages, serve_folder: Callable[..., Served], tmp_path: Path
) -> None:
    pasted(page)
    page.get_by_role("button", name="Accept all").click()
    number = page.locator(".c-e").count()
    expect(page.locator("#c-count")).to_have_text(f"{number} of {number} accepted")
    for name in ("citations", "events"):
        with page.expect_download() as taken:
            page.get_by_role("button", name=f"{name}.csv").click()
        taken.value.save_as(tmp_path / f"new-{name}.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "new-citations.csv").read_text(encoding="utf-8"))))
    assert rows
    assert {row["verdict"] for row in rows} == {"unchecked"}
    assert "order-227" in {row["cites"] for row in rows}

    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    for name in ("citations", "events"):
        added = (tmp_path / f"new-{name}.csv").read_text(encoding="utf-8").splitlines()[1:]
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write("\n".join(added) + "\n")
    served = serve_folder(folder)
    other = new_page(base=served.url)
    other.goto("/?report=report-a-deserter-tells&form=table")
    expect(other.locator("#main")).to_contain_text("A deserter tells")
    expect(other.locator("#main")).to_contain_text("Order No. 227")


def test_the_accepted_events_as_a_catalogue_of_their_own_open_in_the_explorer(
    page: Page, new_page: Pages, serve_folder: Callable[..., Served], tmp_path: Path
) -> None:
    pasted(page)
    page.get_by_role("button", name="Accept all").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="A catalogue of its own").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(tmp_path / "own")
    other = new_page(base=serve_folder(tmp_path / "own").url)
    other.goto("/?form=table")
    expect(other.locator("#main")).to_contain_text("Order No. 227")
    other.goto("/memory")
    expect(other.locator("p.lead")).to_contain_text("1 report cites the past")


def test_what_is_accepted_opens_on_the_timeline(page: Page) -> None:
    pasted(page)
    page.locator(".c-e", has_text="Order No. 227").locator("input[value=accept]").first.check()
    page.get_by_role("button", name="Open on the timeline").click()
    expect(page).to_have_url(re.compile(r"/\?story=everything&only="))
    expect(page.locator("#main")).to_contain_text("Order No. 227")
    expect(page.get_by_role("group", name="Filters in force").first).to_contain_text("1 chosen event")


def test_decisions_show_at_once_in_text_and_list_and_by_keys(page: Page) -> None:
    pasted(page)
    first = page.locator(".c-e").first
    page.locator('mark[data-n="1"] a').first.click()
    expect(first).to_be_focused()
    page.keyboard.press("a")
    expect(first).to_have_class(re.compile("accept"))
    expect(page.locator('mark[data-n="1"]').first).to_have_class(re.compile("accept"))
    expect(page.locator(".c-e").nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(".c-e").nth(1)).to_have_class(re.compile("reject"))
    expect(page.locator("#c-count")).to_contain_text("1 of")


def test_it_works_by_keyboard_alone(page: Page) -> None:
    page.goto("/cite")
    page.get_by_label("Text of the article").focus()
    page.keyboard.insert_text(TEXT)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#c-result")).to_contain_text("This text reaches for")
    radio = page.locator("input[value=accept]").first
    radio.focus()
    page.keyboard.press("Space")
    expect(radio).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[value=reject]").first).to_be_checked()


def test_nothing_accepted_is_said_without_leaving_the_page(page: Page) -> None:
    pasted(page)
    page.get_by_role("button", name="citations.csv").click()
    expect(page.locator("#c-count")).to_have_text("Accept at least one finding first")


def test_a_dropped_web_page_is_read(page: Page, tmp_path: Path) -> None:
    page.goto("/cite")
    page.evaluate(
        """text => {
          const held = new DataTransfer();
          held.items.add(new File([text], "story.html", {type: "text/html"}));
          const form = document.querySelector(".f-form");
          const how = {dataTransfer: held, bubbles: true, cancelable: true};
          for (const type of ["dragover", "drop"]) form.dispatchEvent(new DragEvent(type, how));
        }""",
        "<!doctype html><html><head><title>Told</title></head><body><article><h1>Told</h1>"
        + "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
        + "</article></body></html>",
    )
    expect(page.get_by_role("button", name="Find what it cites")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#c-result")).to_contain_text("This text reaches for")


def test_a_text_that_is_too_long_is_said_before_it_is_sent(page: Page) -> None:
    page.goto("/cite")
    page.evaluate("document.querySelector('#c-text').value = 'x'.repeat(200001)")
    page.get_by_role("button", name="Find what it cites").click()
    assert "at most 200 kB" in page.evaluate("document.querySelector('#c-text').validationMessage")
    expect(page).to_have_url(re.compile("/cite$"))
    expect(page.locator("#c-size")).to_contain_text("201 kB of 200 kB")


def test_far_too_much_is_answered_in_words_without_a_script(new_page: Pages, watch: Watch, tmp_path: Path) -> None:
    watch.expect("413")
    page = new_page(javascript=False)
    page.goto("/cite")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 5_000_000)
    page.get_by_label("Or a file").set_input_files(large)
    page.get_by_role("button", name="Find what it cites").click()
    expect(page.get_by_role("alert")).to_contain_text("at most 200 kB of text are read here")


def test_without_a_script_the_whole_way_is_plain_forms(new_page: Pages, watch: Watch) -> None:
    watch.expect("400")
    page = new_page(javascript=False)
    pasted(page)
    page.get_by_role("button", name="Open on the timeline").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is accepted yet")
    page.locator("input[value=accept]").first.check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="citations.csv").click()
    assert taken.value.suggested_filename == "citations.csv"
    page.get_by_role("button", name="Accept all").click()
    expect(page.locator("input[value=accept]:checked")).to_have_count(page.locator(".c-e").count())


def test_the_text_is_in_no_log_and_no_address(page: Page, server: Served) -> None:
    pasted(page, TEXT + "\n\nXyzzyplugh was its codename.")
    assert "Xyzzyplugh" not in page.url
    assert "Xyzzyplugh" not in server.output()
