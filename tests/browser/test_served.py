"""What a browser makes of the site as it is served: the safety rules, the fonts, a page that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import ARTEFACTS, Watch
from tests.serving import Served
from timeline.citing.scan import scan


def test_a_page_that_is_not_there_is_a_page(page: Page, watch: Watch, axe: Callable[..., list[str]]):
    watch.expect("404")
    answer = page.goto("/nothing-of-the-kind")
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator('a[href="/"]').first.is_visible()
    assert not axe(page)


def test_what_a_scan_found_opens_in_the_explorer_and_in_memory(page: Page, watch: Watch, tmp_path: Path):
    archive, table = tmp_path / "archive.jsonl", tmp_path / "found.parquet"
    texts = ["Nobody had forgotten the Munich Agreement of 1937.", "Survivors of the Srebrenica massacre spoke."] * 3
    rows = [{"text": text, "published": f"2020-0{at + 1}-02", "title": f"Paper {at}"} for at, text in enumerate(texts)]
    archive.write_text("\n".join(map(json.dumps, rows)))
    scan(archive, table, processes=1)
    with Served(table) as served:
        watch.allow_origin(served.url)
        page.goto(served.url)
        assert page.get_by_role("link", name=re.compile("Munich Agreement")).count()
        page.mouse.move(500, 500)
        page.wait_for_selector(".js-plotly-plot")
        assert "Six reports" in page.get_by_role("heading", level=1).inner_text()
        page.goto(f"{served.url}/memory")
        assert "6 reports cite the past 6 times" in page.locator("main").inner_text()
        page.screenshot(path=ARTEFACTS / "scan-memory.png")
        page.context.close()


def test_a_page_is_set_in_the_fonts_that_we_ship(page: Page, watch: Watch, server: Served):
    watch.expect("404")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/nothing-of-the-kind")
    loaded = page.evaluate("document.fonts.ready.then(fonts => [...fonts].filter(f => f.status == 'loaded').length)")
    assert loaded > 0
    assert any(url.startswith(f"{server.url}/assets/fonts/") and "?v=" in url for url in asked)


def test_an_injected_script_does_not_run(page: Page, watch: Watch):
    watch.expect("404|Content Security Policy|Content-Security-Policy")
    page.goto("/nothing-of-the-kind")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.ran = true'>");
        }"""
    )
    assert page.evaluate("window.ran") is None


def test_the_watch_sees_what_a_page_should_not_do(page: Page, watch: Watch):
    watch.expect("404|said aloud|elsewhere")
    page.goto("/nothing-of-the-kind")
    page.evaluate("console.error('said aloud')")
    with page.expect_event("requestfailed"):
        page.evaluate("new Image().src = 'http://elsewhere.invalid/x.png'")
    seen = "\n".join(watch.complaints)
    assert "console error: said aloud" in seen
    watch.expected.clear()
    assert len(watch.unexpected()) >= 2
    watch.expect(".")
