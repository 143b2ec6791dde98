"""The exported site, from a folder and from a plain web server: the same pages, and a search without a server."""

from __future__ import annotations

import functools
import http.server
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OtherHost, Watch
from tests.test_export import small
from timeline.export import export


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(small(), tmp_path_factory.mktemp("exported") / "a site", jobs=1).path


@pytest.fixture(params=["from a folder", "from a web server"])
def place(request: pytest.FixtureRequest, folder: Path, watch: Watch, other_host: OtherHost) -> str:
    """The address of the folder, with a slash at its end."""
    if request.param == "from a folder":
        watch.allow_origin("file:///")
        return folder.as_uri() + "/"
    return other_host(functools.partial(_Quiet, directory=str(folder))) + "/"


def test_a_reader_searches_reads_and_walks_through_the_site(
    page: Page, place: str, axe: Callable[..., list[str]]
) -> None:
    page.goto(f"{place}index.html")
    # The checker itself reads style sheets by script, which a browser allows on the web only.
    assert place.startswith("file:") or not axe(page)
    page.get_by_label("Events, reports, places, people").fill("exemple tímes")
    expect(page.locator("#found h2")).to_have_text("Nothing found")
    page.get_by_label("Events, reports, places, people").fill("órder 227")
    page.locator("#found").get_by_role("link", name="Order No. 227").click()
    expect(page.locator("h1")).to_have_text("Order No. 227")
    page.locator(".c h2 a").first.click()
    expect(page.locator("h1")).to_have_text("Report a")
    assert page.url.endswith("report/report-a.html#c-order-227")
    expect(page.locator("svg.ec:visible")).to_have_count(1)
    page.get_by_role("link", name="Reports").first.click()
    expect(page.locator("h1")).to_have_text("Reports")


def test_every_kind_of_file_opens_with_its_style_and_without_complaint(page: Page, place: str) -> None:
    for name in (
        "event/order-227",
        "report/report-a",
        "story/tour",
        "embed/report-a",
        "present/tour",
        "handout/tour",
        "offline/tour",
        "data/index",
        "stories",
    ):
        page.goto(f"{place}{name}.html")
        expect(page.locator("h1:visible").first).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", name


def test_a_theme_leads_to_a_search_for_its_words(page: Page, place: str) -> None:
    page.goto(f"{place}event/order-227.html")
    page.get_by_role("link", name="Coercion").click()
    expect(page.locator("#found")).to_contain_text("Order No. 227")
