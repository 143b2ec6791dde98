"""A real Chromium, watched: a test fails when the console speaks or a request leaves the site."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.browser.axe import violations
from tests.serving import ROOT, Served

OtherHost = Callable[[Callable[..., http.server.BaseHTTPRequestHandler]], str]

ARTEFACTS = ROOT / "artefacts"
ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--force-color-profile=srgb",
]


@dataclass
class Watch:
    """What the pages of one test did that they should not have."""

    origins: set[str]
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Allow what the pattern is found in: a test of a 404 page expects the console to mention it."""
        self.expected.append(pattern)

    def allow_origin(self, url: str) -> None:
        """Allow requests to the origin of this address: a test's second host."""
        self.origins.add(_origin(url))

    def attach(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        context.on("console", self._console)
        context.on("weberror", lambda event: self.complaints.append(f"page error: {event.error}"))
        context.on("request", self._request)

    def unexpected(self) -> list[str]:
        """Return the complaints that no pattern allows."""
        return [said for said in self.complaints if not any(re.search(pattern, said) for pattern in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in ("data", "blob", "about") and _origin(request.url) not in self.origins:
            self.complaints.append(f"foreign request: {request.url}")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, for tests that need more than a page."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium, with a home folder that goes away with the test run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is missing. Install it: sudo apt-get install chromium"
    home = str(tmp_path_factory.mktemp("home"))
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
    running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS, env=environment)
    yield running
    running.close()


@pytest.fixture
def watch(server: Served) -> Iterator[Watch]:
    """The watch over every page of the test; what it saw fails the test at its end."""
    watching = Watch({_origin(server.url)})
    yield watching
    assert not watching.unexpected(), "\n".join(watching.unexpected())


class _PatientServer(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # a page asks for more files at once than the five that http.server lets wait


@pytest.fixture
def other_host(watch: Watch) -> Iterator[OtherHost]:
    """A factory: `other_host(handler)` is the address, without a slash, of a web server on an origin of its own."""
    servers: list[_PatientServer] = []

    def start(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> str:
        server = _PatientServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        watch.allow_origin(address)
        return address

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def new_page(
    browser: Browser,
    server: Served,
    serve_folder: object,
    other_host: object,
    watch: Watch,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Page]]:
    """A factory of watched pages: `new_page(390, 844, dark=True, javascript=False, base=other.url, has_touch=True)`.

    Relative addresses are those of the bundled data's server unless `base` names another. It asks for the makers of
    servers so that those outlive the pages: a server that ends under a loading page makes the console complain.
    """
    contexts: list[BrowserContext] = []

    def make(
        width: int = 1440,
        height: int = 900,
        *,
        dark: bool = False,
        javascript: bool = True,
        base: str | None = None,
        **options: object,
    ) -> Page:
        if base is not None:
            watch.allow_origin(base)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            base_url=base or server.url,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        watch.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    if getattr(request.node, "failed", False):
        for context in contexts:
            for number, page in enumerate(context.pages):
                keep(page, f"failed-{request.node.name}-{number}")
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A watched page of 1440 x 900, light, with JavaScript."""
    return new_page()


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """The accessibility check: `assert not axe(page)`."""
    return violations


@pytest.fixture
def picture() -> Callable[[Page, str], Path]:
    """Keeps a screenshot of the whole page under artefacts/: `picture(page, "explore-dark")`."""
    return keep


def keep(page: Page, name: str) -> Path:
    """Write a screenshot of the whole page to artefacts/NAME.png and return its path."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{re.sub(r'[^A-Za-z0-9._-]+', '-', name)}.png"
    page.screenshot(path=path, full_page=True)
    return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report
