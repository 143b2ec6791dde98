"""What benchmarks of served pages share: a server of its own, static pages beside it, Chromium, npm's packages."""

from __future__ import annotations

import functools
import http.client
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from bench.measuring import CACHE, ROOT

PACKAGES: Final = {"lighthouse": "12.8.2", "vis-timeline": "8.5.4"}
"""Fetched from npm into .cache/ for comparison only; the product needs neither."""
ARGUMENTS: Final = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-dev-shm-usage", "--disable-sync",
]  # fmt: skip


class Server:
    """`timeline serve` of a source on a port of its own, one worker; `seconds` is what it took until it was ready."""

    def __init__(self, source: Path, patience: float = 300.0) -> None:
        began = time.perf_counter()
        command = [sys.executable, "-m", "timeline.cli", "serve", str(source), "--port", "0", "--workers", "1"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        watchdog = threading.Timer(patience, self.process.kill)
        watchdog.start()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        watchdog.cancel()
        found = re.search(r"http://[\d.]+:\d+", line)
        if found is None:
            self.process.kill()
            raise SystemExit(f"The server of {source} did not start: {line}")
        self.url = found.group(0)
        self.seconds = time.perf_counter() - began

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


class Client:
    """One connection that is used again, as a browser's; it takes brotli."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._link = http.client.HTTPConnection(self._host, timeout=120)

    def ask(self, path: str, body: bytes | None = None, accept: str = "br") -> tuple[int, bytes]:
        """Status and body (as it comes over the wire) of a GET, or of a POST of JSON."""
        headers = {"Accept-Encoding": accept} | ({"Content-Type": "application/json"} if body is not None else {})
        self._link.request("GET" if body is None else "POST", path, body, headers)
        answer = self._link.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        """Ends the connection."""
        self._link.close()


@contextmanager
def static(folder: Path) -> Iterator[str]:
    """A folder served as it is, on a port of its own; yields its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join(5)


def chromium_path() -> str | None:
    """Where Chromium is, None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Any]:
    """Debian's Chromium under Playwright, with a home folder that goes away; None when one of them is missing."""
    found = chromium_path()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        print("Not measured in a browser: Chromium or Playwright is missing (`make test` installs both)")
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="echoline-home-") as home, sync_playwright() as playwright:
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home}
        running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS, env=environment)
        try:
            yield running
        finally:
            running.close()


def package(name: str) -> Path | None:
    """The folder of one of npm's PACKAGES under .cache/, fetched at first use; None, with a word, if it cannot."""
    folder = CACHE / name
    there = folder / "node_modules" / name
    marker = folder / PACKAGES[name]
    if marker.exists():
        return there
    if shutil.which("npm") is None or shutil.which("node") is None:
        print(f"Without {name}: npm is missing (apt-get install npm)")
        return None
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        "npm", "install", "--prefix", ".", "--cache", str(CACHE.parent / "npm"), "--no-audit", "--no-fund",
        "--ignore-scripts", "--legacy-peer-deps", "--loglevel", "error", f"{name}@{PACKAGES[name]}",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode or not there.exists():
        print(f"Without {name}: npm could not fetch it ({(done.stderr or done.stdout).strip()[-200:]})")
        return None
    marker.touch()
    return there
