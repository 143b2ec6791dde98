"""Data at an address is read within limits, and every refusal says what to do."""

from __future__ import annotations

import socket
import threading
import urllib.error
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from timeline import fetching, reading
from timeline.fetching import download, is_address
from timeline.problems import CatalogueError

CSV = b"id,kind,title,date\nwar,history,The war,1942\n"


class Site(BaseHTTPRequestHandler):
    """A small site with every kind of answer."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/events.csv":
            self.answer(200, CSV)
        elif path.startswith("/on"):
            self.answer(302, b"", location="/events.csv")
        elif path == "/ftp":
            self.answer(302, b"", location="ftp://example.org/events.csv")
        elif path == "/file":
            self.answer(302, b"", location="file:///etc/passwd")
        elif path == "/loop":
            self.answer(302, b"", location="/loop")
        elif path == "/page":
            self.answer(200, b"<!doctype html><p>Sign in", kind="text/html; charset=utf-8")
        elif path == "/page-as-csv":
            self.answer(200, b"<!doctype html><p>Sign in")
        elif path == "/large":
            self.answer(200, CSV + b"x" * 5_000)
        elif path == "/short":
            self.answer(200, CSV, length=len(CSV) + 10)
        elif path == "/slow":
            self.server.hold.wait(5)  # type: ignore[attr-defined]
            self.close_connection = True
        elif path == "/dribble":
            self.send_response(200)
            self.send_header("Content-Type", "text/csv")
            self.end_headers()
            while not self.server.hold.wait(0.02):  # type: ignore[attr-defined]
                try:
                    self.wfile.write(b"x")
                    self.wfile.flush()
                except OSError:
                    return
        else:
            self.answer(int(path[1:4]), b"no")

    def answer(self, status: int, body: bytes, kind: str = "text/csv", location: str = "", length: int = -1) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site, without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.hold = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.hold.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def refusal(address: str, **limits: float) -> str:
    """What is said of an address that cannot be read, without the address itself."""
    with pytest.raises(CatalogueError) as caught:
        download(address, **limits)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.file == address
    return str(problem).removeprefix(f"{address}: ")


def test_a_csv_at_an_address_is_a_catalogue(site: str) -> None:
    catalogue = reading.read(f"{site}/events.csv")
    assert catalogue.events["id"].tolist() == ["war"]
    assert catalogue.origin == f"{site}/events.csv"


def test_redirects_are_followed(site: str) -> None:
    assert download(f"{site}/on?output=csv&é=ü") == CSV


def test_problems_in_it_name_the_address(site: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        reading.read(f"{site}/page-as-csv")
    assert str(caught.value) == (
        f"{site}/page-as-csv: this is a web page, not a CSV. Give the address or file of the CSV itself."
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/404", "the server answered 404 Not Found. Is the address right?"),
        ("/403", "the server answered 403 Forbidden. It is not public."),
        ("/401", "the server answered 401 Unauthorized. It asks for a password."),
        ("/500", "the server answered 500 Internal Server Error."),
        ("/page", "a web page came back, not a CSV. Give the address of the CSV itself."),
        (
            "/ftp",
            "this address cannot be read: it leads on to 'ftp://example.org/events.csv', which is not http or https.",
        ),
        ("/short", "the answer broke off 10 bytes before its end. Try again."),
    ],
)
def test_a_bad_answer_is_told_in_one_line(site: str, path: str, said: str) -> None:
    assert refusal(site + path) == said


@pytest.mark.parametrize("path", ["/file", "/loop"])
def test_redirects_lead_nowhere_else(site: str, path: str) -> None:
    assert refusal(site + path).startswith("the server answered 302 ")


def test_an_answer_may_not_be_larger_than_the_limit(site: str) -> None:
    said = refusal(f"{site}/large", limit=4_096)
    assert said == "the answer is larger than 0.00390625 MB. Save the file, and give its path."
    assert fetching.LIMIT == 100 * 1024 * 1024


def test_a_server_that_does_not_answer_is_given_up(site: str) -> None:
    said = refusal(f"{site}/slow", wait=0.2)
    assert said == "no answer within 0.2 seconds. Try again later, or save the file and give its path."
    assert fetching.WAIT == 10


def test_a_server_that_dribbles_is_given_up(site: str) -> None:
    assert refusal(f"{site}/dribble", whole=0.2) == "the download takes too long. Save the file, and give its path."


def test_a_host_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/") == "this address cannot be read: Connection refused."


@pytest.mark.parametrize("address", ["ftp://example.org/a.csv", "file:///etc/passwd", "gopher://example.org"])
def test_other_addresses_are_not_read(address: str) -> None:
    scheme = address.split(":")[0]
    assert (
        refusal(address) == f"addresses of the kind {scheme}:// are not read. Give an http or https address, or a path."
    )


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://exa mple/\n", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_is_told_in_words(address: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        download(address)
    assert "cannot be read" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "mend"),
    [
        (
            "https://docs.google.com/spreadsheets/d/e/2PACX-1vT/pubhtml?gid=0",
            "Use https://docs.google.com/spreadsheets/d/e/2PACX-1vT/pub?output=csv.",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1aBc/edit#gid=0",
            (
                "In the sheet choose File > Share > Publish to web > Comma-separated values, "
                "and use the address it gives; for a sheet that anyone may read: https://docs.google.com/spreadsheets/d/1aBc/export?format=csv."
            ),
        ),
        (
            "https://docs.google.com/spreadsheets/u/0/",
            "In the sheet choose File > Share > Publish to web > Comma-separated values, and use the address it gives.",
        ),
    ],
)
def test_the_page_of_a_sheet_is_met_with_the_address_of_its_csv(address: str, mend: str) -> None:
    assert refusal(address) == f"this is the page of a Google Sheet, not its CSV. {mend}"


@pytest.mark.parametrize("query", ["pub?gid=0&single=true&output=csv", "export?format=csv", "gviz/tq?tqx=out:csv"])
def test_the_csv_of_a_sheet_is_asked_for_as_it_is(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Opener:
        def open(self, request: fetching.urllib.request.Request, timeout: float) -> object:
            asked.append(request.full_url)
            raise TimeoutError

    monkeypatch.setattr(fetching.urllib.request, "build_opener", lambda *_: Opener())
    address = f"https://docs.google.com/spreadsheets/d/e/2PACX-1vT/{query}"
    assert refusal(address).startswith("no answer within 10 seconds")
    assert asked == [address]


def test_a_sheet_that_is_not_published_is_told_how_to(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://docs.google.com/spreadsheets/d/1aBc/export?format=csv"

    class Opener:
        def open(self, request: fetching.urllib.request.Request, timeout: float) -> object:
            raise urllib.error.HTTPError(request.full_url, 401, "Unauthorized", Message(), None)

    monkeypatch.setattr(fetching.urllib.request, "build_opener", lambda *_: Opener())
    assert refusal(address) == (
        "the server answered 401 Unauthorized. "
        "In the sheet choose File > Share > Publish to web > Comma-separated values."
    )


def test_a_path_is_no_address() -> None:
    assert is_address("https://example.org/a.csv")
    assert not any(is_address(path) for path in ("data", "./a.csv", "C:/data/a.csv", "/data", "a:b"))


@pytest.mark.parametrize("target", ["events", "nowhere"])
def test_a_link_that_leads_nowhere_is_not_its_own_remedy(tmp_path: Path, target: str):
    (tmp_path / "events").symlink_to(tmp_path / target)
    with pytest.raises(CatalogueError) as caught:
        reading.read(tmp_path / "events")
    assert [problem.mend for problem in caught.value.problems] == [""]
