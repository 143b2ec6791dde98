"""The explorer with catalogues that are hard to show: one event, long titles, other scripts, thousands of rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.generate import write_folder as write_many
from tests.builders import citation, history, report, step, today, write_folder
from tests.serving import Served

# A shared machine is sometimes slow; what never comes is still found out.
expect.set_options(timeout=20_000)

Serve = Callable[..., Served]


def opened(new_page: Callable[..., Page], served: Served, address: str = "/", width: int = 1440) -> Page:
    page = new_page(width, 900, base=served.url)
    page.goto(address)
    page.mouse.move(3, 3)
    page.wait_for_selector("html.awake")
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_a_catalogue_of_one_event(
    new_page: Callable[..., Page], serve_folder: Serve, tmp_path: Path, width: int
) -> None:
    served = serve_folder(write_folder(tmp_path / "data", [history("siege", title="The siege")]))
    page = opened(new_page, served, width=width)
    expect(page.locator("#list [data-row]")).to_have_count(1)
    page.locator("#list [data-row]").click()
    expect(page.locator("#panel")).to_contain_text("No report of this catalogue cites it")


@pytest.mark.parametrize("width", [1440, 390])
def test_long_titles_and_scripts_that_run_the_other_way(
    new_page: Callable[..., Page], serve_folder: Serve, tmp_path: Path, axe: Callable[..., list[str]], width: int
) -> None:
    long = "The Very Long Title of an Event Which Goes On " * 2 + "and on without end"
    folder = write_folder(
        tmp_path / "data",
        [
            history("arabic", title="معركة ستالينغراد ونهايتها", date="1942-08-23/1943-02-02"),
            history("chinese", title="斯大林格勒战役与投降", date="1943-02-02"),
            history("long", title=long[:120], date="1941~"),
            today("hebrew", title="המצור על באחמוט", date="2022-08-01/2023-05-20"),
            report("piece", title="W" * 120, publisher="新华社", author="كاتب"),
        ],
        [
            citation("piece", "arabic", "hebrew", claim="ادعاء طويل عن المعركة", record="تقول السجلات غير ذلك"),
            citation("piece", "chinese", "hebrew", phrase="二月二日", verdict="supported"),
        ],
        [step("tale", 1, "piece>arabic", story_title="قصة"), step("tale", 2, "long"), step("tale", 3, "piece>chinese")],
    )
    page = opened(new_page, serve_folder(folder), "/?report=piece&event=arabic", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator('#list [data-row="arabic"] .name').evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert not axe(page)


def test_five_thousand_events_stay_quick_to_use(
    new_page: Callable[..., Page], serve_folder: Serve, tmp_path: Path
) -> None:
    served = serve_folder(write_many(tmp_path / "many", 5000))
    page = opened(new_page, served)
    assert page.locator("#list [data-row]").count() < 900
    expect(page.locator("#list")).to_contain_text("more: narrow the selection to see them")
    page.get_by_role("link", name="Then: zoom in").click()
    expect(page.locator("#top .active")).to_contain_text("Then")
    cluster = page.evaluate("window.echolineScene().marks.filter(m => m[0] === 'window').length")
    assert cluster > 0


def test_a_cluster_that_no_zoom_can_draw_apart_opens_the_list(
    new_page: Callable[..., Page], serve_folder: Serve, tmp_path: Path
) -> None:
    folder = write_folder(
        tmp_path / "data",
        [*(history(f"past-{n}", "1942-07-28") for n in range(60)), history("other", "1943-02-02"), report("piece")],
        [citation("piece", f"past-{n}") for n in range(60)],
    )
    page = opened(new_page, serve_folder(folder))
    for _ in range(9):
        found = page.evaluate("echolineScene().marks.find(mark => mark[0] === 'window' && mark[7] === 'then')")
        assert found, page.url
        at = [(found[2] + found[4]) / 2, (found[3] + found[5]) / 2]
        page.locator("#glass").click(position={"x": at[0], "y": at[1]})
        page.wait_for_function("() => echoline.search === location.search")
        if "form=list" in page.url:
            break
    expect(page.locator('#list [data-row^="past-"]').first).to_be_visible()
    assert "form=list" in page.url
