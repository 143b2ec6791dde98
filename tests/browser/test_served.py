"""What a browser makes of the site as it is served: the safety rules, the fonts, a page that is not there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import Watch
from tests.serving import Served


def test_a_page_that_is_not_there_is_a_page(page: Page, watch: Watch, axe: Callable[..., list[str]]):
    watch.expect("404")
    answer = page.goto("/nothing-of-the-kind")
    assert answer is not None
    assert answer.status == 404
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.locator('a[href="/"]').first.is_visible()
    assert not axe(page)


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
