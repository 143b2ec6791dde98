"""Accessibility by axe-core: what it finds, in lines that say where and how to mend it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page, within: str | None = None) -> list[str]:
    """Return a line for each element that axe-core objects to; `within` is a CSS selector to look inside of.

    Assert that it is empty: `assert not violations(page)`.
    """
    response = Axe().run(page, context=within).response
    return [
        f"{broken['id']} ({broken['impact']}): {broken['help']}: {' '.join(map(str, node['target']))}: "
        f"{' '.join(node['failureSummary'].split())}: {node['html'][:200]}"
        for broken in response["violations"]
        for node in broken["nodes"]
    ]
