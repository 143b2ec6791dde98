"""Your own CSV, as somebody without the program uses it: paste, see what is wrong, mend it, look, take it away."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.builders import citation, csv_text, history, report, step, today
from tests.serving import Served
from timeline import reading

Pages = Callable[..., Page]

EVENTS = csv_text(
    [
        history("order-227", "28 July 1942", title="Order No. 227", summary="Stalin forbids retreat.", place="Moscow"),
        history("munich", "1938-09-30", title="Munich Agreement", url="https://example.org/munich"),
        today("war", "2022-02-24/..", title="Russia’s war on Ukraine"),
        report("a-report", "2023-02-05", title="A chilling echo", publisher="Example Times", cites="munich"),
    ]
)
CITATIONS = csv_text(
    [citation("a-report", "order-227", "war", verdict="imprecise", claim="It was 27 July.", record="It was 28 July.")],
    "citations",
)
STORIES = csv_text([step("echo", 1, "a-report>order-227")], "stories")
BAD = EVENTS.replace("order-227,history", "Order 227,histroy").replace("1938-09-30", "1938-9-31")


def pasted(page: Page, events: str = EVENTS, address: str = "/make") -> None:
    page.goto(address)
    page.get_by_label("events.csv").fill(events)
    page.get_by_role("button", name="Draw the timeline").click()
    answered(page, re.compile("."))


def answered(page: Page, words: str | re.Pattern[str]) -> None:
    """The answer is there, headed by these words; on a busy machine Python takes its time to start."""
    expect(page.locator("#m-result")).to_have_text(words, timeout=30_000)


@pytest.mark.parametrize(
    ("width", "height", "dark"),
    [(1440, 900, False), (1440, 900, True), (390, 844, False), (390, 844, True), (320, 700, True)],
)
def test_form_problems_and_timeline_fit_and_read_well_at_every_size_and_in_the_dark(
    new_page: Pages,
    axe: Callable[..., list[str]],
    picture: Callable[[Page, str], Path],
    width: int,
    height: int,
    dark: bool,
) -> None:
    page = new_page(width, height, dark=dark)
    name = f"make-{width}{'-dark' if dark else ''}"

    def looked_at(part: str) -> None:
        assert not axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        picture(page, f"{name}-{part}")

    page.goto("/make")
    looked_at("form")
    page.get_by_label("events.csv").fill(BAD)
    page.get_by_text("citations.csv optional").click()
    page.get_by_label("citations.csv").fill(CITATIONS)
    page.get_by_role("button", name="Draw the timeline").click()
    answered(page, re.compile("problems to mend"))
    looked_at("problems")
    page.get_by_label("events.csv").fill(EVENTS)
    page.get_by_role("button", name="Draw the timeline").click()
    answered(page, "One report reaches back to 1938–42")
    looked_at("timeline")
    page.get_by_role("link", name="Change the CSV").click()
    looked_at("changed")


def test_problems_lead_to_their_line_are_mended_and_drawn(page: Page) -> None:
    pasted(page, BAD)
    expect(page.locator("#m-result")).to_be_focused()
    expect(page.locator(".m-p")).to_contain_text(
        ["is not a slug", "is not a kind", "is read as 1942-07-28", "September 1938 has 30 days"]
    )
    page.get_by_role("link", name="line 3").first.click()
    box = page.get_by_label("events.csv")
    expect(box).to_be_focused()
    chosen = page.evaluate("(b => b.value.slice(b.selectionStart, b.selectionEnd))(document.activeElement)")
    assert chosen == BAD.splitlines()[2]
    page.keyboard.insert_text(EVENTS.splitlines()[2])
    box.fill(box.input_value().replace("Order 227,histroy", "order-227,history"))
    page.keyboard.press("Control+Enter")
    answered(page, "One report reaches back to 1938")
    expect(page.locator("figure svg:visible")).to_have_count(1)
    expect(page.locator(".m-notes")).to_contain_text("'28 July 1942' is read as 1942-07-28")


def test_a_line_far_below_is_scrolled_to(page: Page) -> None:
    rows = [history(f"event-{number}", "19y2" if number == 700 else "1942") for number in range(800)]
    pasted(page, csv_text(rows))
    page.get_by_role("link", name="line 702").click()
    place = page.evaluate("(b => [b.scrollTop, b.scrollTop + b.clientHeight, b.scrollHeight])(document.activeElement)")
    top = place[2] * 701 / 801
    assert place[0] < top < place[1]


def test_the_example_opens_is_drawn_and_its_marks_lead_into_the_list(page: Page) -> None:
    page.goto("/make")
    page.get_by_role("link", name="Start with an example").click()
    page.get_by_role("button", name="Draw the timeline").click()
    answered(page, "Two reports reach back to 1918–69")
    page.locator("figure svg:visible a[data-key='apollo-11']").first.click()
    expect(page).to_have_url(re.compile("/make#e-apollo-11$"))
    expect(page.locator("#e-apollo-11")).to_be_in_viewport()


def test_long_lists_are_folded_and_opened_by_what_leads_into_them(page: Page) -> None:
    rows = [history(f"event-{number}", str(1900 + number)) for number in range(70)]
    pasted(page, csv_text([*rows, report("r", cites="event-7")]))
    entry = page.locator("#e-event-7")
    expect(page.get_by_text("Past events 70")).to_be_visible()
    expect(entry).to_be_hidden()
    page.get_by_text("Reports 1").click()
    page.get_by_role("link", name="Event 7", exact=True).locator("visible=true").last.click()
    expect(entry).to_be_in_viewport()


def test_the_scale_changes_without_losing_the_text(page: Page) -> None:
    pasted(page)
    page.get_by_role("button", name="Across time").click()
    expect(page.get_by_role("button", name="Across time")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("figure svg:visible")).to_contain_text("years ago")
    page.get_by_role("link", name="Change the CSV").click()
    expect(page.get_by_label("events.csv")).to_have_value(EVENTS)


def test_the_zip_reads_back_and_is_served_and_the_other_files_are_what_they_say(
    page: Page, new_page: Pages, serve_folder: Callable[..., Served], tmp_path: Path
) -> None:
    pasted(page)
    taken = {}
    for button in ("The folder, as a zip", "One HTML file", "SVG", "PNG"):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        taken[download.value.suggested_filename] = Path(download.value.path())
    assert list(taken) == ["echoline.zip", "timeline.html", "timeline.svg", "timeline.png"]
    assert taken["timeline.png"].read_bytes().startswith(b"\x89PNG")
    assert "Order No. 227" in taken["timeline.svg"].read_text("utf-8")
    with zipfile.ZipFile(taken["echoline.zip"]) as archive:
        archive.extractall(tmp_path)
    made = reading.read(tmp_path / "echoline")
    assert made.events["id"].tolist() == [row["id"] for row in csv.DictReader(EVENTS.splitlines())]
    assert made.problems == (), "the date in words has become EDTF"
    served = serve_folder(tmp_path / "echoline")
    other = new_page(base=served.url)
    other.goto("/?form=table")
    expect(other.locator("#main")).to_contain_text("A chilling echo")
    (tmp_path / "one.html").write_bytes(taken["timeline.html"].read_bytes())
    alone = new_page(base="file://")
    alone.goto((tmp_path / "one.html").as_uri())
    expect(alone.locator("svg.ec:visible")).to_be_visible()


DROP = """files => {
  const held = new DataTransfer();
  for (const [name, text] of files) held.items.add(new File([text], name, {type: "text/csv"}));
  const how = {dataTransfer: held, bubbles: true, cancelable: true};
  for (const type of ["dragover", "drop"]) document.querySelector(".f-form").dispatchEvent(new DragEvent(type, how));
}"""


def test_three_files_dropped_at_once_find_their_places(page: Page) -> None:
    page.goto("/make")
    page.evaluate(DROP, [["tours.csv", STORIES], ["links.csv", CITATIONS], ["mine.csv", EVENTS]])
    expect(page.get_by_role("button", name="Draw the timeline")).to_be_focused()
    page.keyboard.press("Enter")
    answered(page, "One report reaches back to 1938–42")
    expect(page.locator(".f-bar")).to_contain_text("2 citations, 1 story")
    expect(page.locator(".f-bar")).to_contain_text("1 imprecise")
    page.get_by_role("link", name="Change the CSV").click()
    expect(page.get_by_label("stories.csv")).to_have_value(STORIES)


def test_too_much_is_said_before_it_is_sent(page: Page) -> None:
    page.goto("/make")
    page.evaluate("document.querySelector('#m-events').value = 'x'.repeat(1000001)")
    page.get_by_role("button", name="Draw the timeline").click()
    assert "at most 1,000 kB" in page.evaluate("document.querySelector('#m-events').validationMessage")
    expect(page).to_have_url(re.compile("/make$"))
    page.get_by_label("events.csv").fill("")
    page.evaluate(DROP, [["big.csv", "x" * 1_000_001]])
    assert "at most 1,000 kB" in page.evaluate("document.querySelector('#m-files').validationMessage")


def test_far_too_much_is_answered_in_words_without_a_script(new_page: Pages, watch: Watch, tmp_path: Path) -> None:
    watch.expect("413")
    page = new_page(javascript=False)
    page.goto("/make")
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 5_000_000)
    page.get_by_label("Or files").set_input_files(large)
    page.get_by_role("button", name="Draw the timeline").click()
    expect(page.get_by_role("alert")).to_contain_text("at most 1 MB is read here")


def test_without_a_script_the_whole_way_is_plain_forms(new_page: Pages, tmp_path: Path) -> None:
    page = new_page(javascript=False)
    pasted(page, BAD)
    answered(page, "3 problems to mend")
    page.get_by_label("events.csv").fill(EVENTS)
    links = tmp_path / "links.csv"
    links.write_text(CITATIONS, encoding="utf-8")
    page.get_by_label("Or files").set_input_files(links)
    page.get_by_role("button", name="Draw the timeline").click()
    answered(page, "One report reaches back to 1938–42")
    page.get_by_role("button", name="In step").click()
    answered(page, re.compile("."))
    expect(page.get_by_role("button", name="In step")).to_have_attribute("aria-pressed", "true")
    with page.expect_download() as download:
        page.get_by_role("button", name="The folder, as a zip").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "echoline/citations.csv" in archive.namelist()


def test_it_works_by_keyboard_alone(page: Page) -> None:
    page.goto("/make")
    page.get_by_label("events.csv").focus()
    page.keyboard.insert_text(BAD)
    page.keyboard.press("Control+Enter")
    answered(page, "3 problems to mend")
    expect(page.locator("#m-result")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="line 2").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("events.csv")).to_be_focused()


def test_a_workbook_and_a_picture_are_told_apart_at_once(new_page: Pages, tmp_path: Path) -> None:
    page = new_page()
    page.goto("/make")
    for name, data in (("events.xlsx", b"PK\x03\x04...."), ("citations.csv", b"\x89PNG\r\n\x1a\n")):
        (tmp_path / name).write_bytes(data)
    page.get_by_label("Or files").set_input_files([tmp_path / "events.xlsx", tmp_path / "citations.csv"])
    page.get_by_role("button", name="Draw the timeline").click()
    answered(page, "2 problems to mend")
    expect(page.locator(".m-file")).to_contain_text(["a workbook (.xlsx, .ods), not a CSV", "a picture, not a CSV"])


def test_a_hostile_csv_is_shown_as_it_is_written_and_does_nothing(page: Page) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    pasted(page, csv_text([history("a", title=evil), report("r", title=evil, cites="a", summary=evil)]))
    expect(page.locator("#e-a h3")).to_have_text(evil)
    expect(page).to_have_title(re.compile("Your own CSV"))


def test_the_data_is_in_no_log_and_no_address_and_no_cookie(page: Page, server: Served) -> None:
    pasted(page, EVENTS.replace("order-227", "xyzzyplugh"))
    assert "xyzzyplugh" not in page.url
    assert "xyzzyplugh" not in server.output()
    assert page.context.cookies() == []


def test_the_menu_and_the_foot_of_every_page_lead_there(new_page: Pages) -> None:
    for width in (1440, 900, 390):
        page = new_page(width, 800)
        page.goto("/reports")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width < 900:
            page.locator(".menu summary").click()
        page.get_by_role("navigation").get_by_role("link", name="Your own CSV").locator("visible=true").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your own CSV")
        expect(page.get_by_role("contentinfo").get_by_role("link", name="Your own CSV")).to_be_visible()
