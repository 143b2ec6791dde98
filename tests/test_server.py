"""The site as one app, and as a real process: health, refusals, limits, compression, an edit while it is served."""

from __future__ import annotations

import gc
import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import weakref
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import brotli
import pytest
import zstandard
from flask.testing import FlaskClient

import timeline
from tests.serving import ROOT, Served
from timeline import resources, server_gunicorn
from timeline import server as doors
from timeline.citing import Knowledge
from timeline.documents import versions
from timeline.headers import FOR_EVER
from timeline.live import PAUSE, LiveCatalogue

EVENTS = """id,kind,title,date
a,history,First,1942
b,report,Second,2023-02-01
"""


@pytest.fixture(scope="module")
def live() -> LiveCatalogue:
    """The bundled catalogue."""
    return LiveCatalogue(ROOT / "data")


@pytest.fixture(scope="module")
def client(live: LiveCatalogue) -> FlaskClient:
    """The whole site, without a server."""
    return doors.create_server(live).test_client()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small catalogue in a folder."""
    (tmp_path / "events.csv").write_text(EVENTS)
    return tmp_path


# -- the app --------------------------------------------------------------------------------------------------------


def test_health_says_what_is_served(client: FlaskClient, live: LiveCatalogue):
    catalogue = live.current()
    answer = client.get("/healthz")
    assert answer.json == {
        "ok": True,
        "fresh": True,
        "version": catalogue.version,
        "program": timeline.__version__,
        "origin": "data",
        "events": len(catalogue.events),
        "citations": len(catalogue.citations),
        "steps": len(catalogue.stories),
        "problems": [],
    }
    assert answer.headers["Cache-Control"] == "no-store"


def test_health_tells_a_broken_edit_without_the_machine_s_folders(small: Path):
    live = LiveCatalogue(small)
    client = doors.create_server(live).test_client()
    (small / "events.csv").write_text(EVENTS.replace("1942", "1942-13-01"))
    os.utime(small / "events.csv", ns=(1, 1))
    live.check()
    live.check()
    answer = client.get("/healthz")
    assert answer.json["fresh"] is False
    assert [(problem["file"], problem["line"], problem["column"]) for problem in answer.json["problems"]] == [
        ("events.csv", 2, "date")
    ]
    assert str(small) not in answer.text


@pytest.mark.parametrize("path", ["/_mcp", "/_reload-hash", "/wp-login.php", "/event", "/assets/../pyproject.toml"])
def test_an_unknown_address_is_not_there(client: FlaskClient, path: str):
    with client.get(path) as answer:
        assert answer.status_code == 404
        assert "DashRenderer" not in answer.text


def test_the_environment_cannot_turn_on_dash_s_back_doors(live: LiveCatalogue, monkeypatch: pytest.MonkeyPatch):
    for name in ("DASH_MCP_ENABLED", "DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD"):
        monkeypatch.setenv(name, "true")
    app = doors.create_server(live)
    assert app.debug is False
    client = app.test_client()
    assert [client.post(path, json={}).status_code for path in ("/_mcp", "/mcp")] == [405, 405]
    assert client.get("/_mcp").status_code == 404
    assert '"ui":true' not in client.get("/").text.replace(" ", "")


def test_a_refusal_repeats_nothing_that_could_run(client: FlaskClient):
    answer = client.get("/<script>alert(1)</script>?q=<script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("host", ["evil.example/path", "a b", "<svg>", "x@evil.example", "evil.example:999999", ""])
def test_a_host_that_could_not_be_one_is_refused(client: FlaskClient, host: str):
    assert client.get("/event/order-227", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["example.org", "localhost:8050", "127.0.0.1:8050", "[::1]:8050", "a-b.example"])
def test_a_host_that_is_one_is_answered(client: FlaskClient, host: str):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_browsers_find_an_icon_where_they_look(client: FlaskClient):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


def test_an_upgrade_that_takes_the_assets_away_leaves_the_pages(
    live: LiveCatalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assets = Path(shutil.copytree(resources.assets_dir(), tmp_path / "assets"))
    monkeypatch.setattr(resources, "assets_dir", lambda: assets)
    client = doors.create_server(live).test_client()
    ids = ("/report/report-express-medvedev-order-227", "/event/order-227", "/story/order-227-and-wagner")
    forms = ("embed", "share", "present", "handout")
    paths = ["/", "/reports", "/search", "/memory", "/cite", "/data/", *ids, "/offline/order-227-and-wagner.html"]
    paths += ["/make", *(f"/{form}/order-227-and-wagner" for form in forms)]
    before = {path: client.get(path).status_code for path in paths}
    assert before == dict.fromkeys(paths, 200)
    assets.rename(tmp_path / "old")
    assert {path: client.get(f"{path}?look=dark").status_code for path in paths} == before
    assert [client.get(path).status_code for path in ("/favicon.ico", "/assets/tokens.css", "/no")] == [404] * 3


@pytest.mark.parametrize(
    ("wanted", "status", "size"),
    [
        ("items=0-4", 200, None),
        ("lines", 200, None),
        ("bytes=0-4", 206, 5),
        ("Bytes=0-4", 206, 5),
        ("bytes=9999999-", 416, None),
    ],
)
def test_a_range_in_a_unit_that_is_not_known_is_no_range(
    client: FlaskClient, wanted: str, status: int, size: int | None
):
    with client.get("/assets/tokens.css", headers={"Range": wanted}) as answer:
        assert answer.status_code == status
        assert size is None or len(answer.get_data()) == size


def test_what_was_read_before_an_edit_is_let_go(small: Path, monkeypatch: pytest.MonkeyPatch):
    # Small catalogues stay a while for frozen embeds; this one is to count as large.
    monkeypatch.setattr(versions, "KEPT_EVENTS", 2)
    live = LiveCatalogue(small)
    client = doors.create_server(live).test_client()
    paths = ["/", "/?q=first", "/?story=*&scale=across-time", "/memory", "/cite", "/reports", "/event/a", "/report/b"]
    paths += ["/embed/a", "/present/b", "/handout/b", "/chart.svg?of=a", "/chart.png?of=a", "/data/echoline.zip"]
    for path in paths:
        with client.get(path) as answer:
            assert answer.status_code == 200, path
    client.post("/cite", data={"text": "As after the Munich Agreement."})
    old = weakref.ref(live.current())
    (small / "events.csv").write_text(EVENTS.replace("First", "Premier"))
    os.utime(small / "events.csv", ns=(1, 1))
    assert [live.check() for _ in range(2)] == [False, True]
    assert "Premier" in client.get("/event/a").text
    assert "Premier" in client.get("/embed/a").text
    gc.collect()
    assert old() is None


def test_the_first_text_is_read_as_quickly_as_the_next(monkeypatch: pytest.MonkeyPatch):
    live = LiveCatalogue(ROOT / "data")
    app = doors.create_server(live)
    doors._warm(app, live.current())
    made: list[object] = []
    monkeypatch.setattr(Knowledge, "of", lambda *known: made.append(known))
    answer = app.test_client().post("/cite", data={"text": "As after the Munich Agreement."})
    assert answer.status_code == 200
    assert made == []


def test_a_request_that_is_too_large_is_refused(client: FlaskClient):
    answer = client.post("/_dash-update-component", json={"x": "x" * doors.LARGEST_REQUEST})
    assert answer.status_code == 413


def test_the_app_may_be_made_twice_in_one_process(live: LiveCatalogue):
    for _ in range(2):
        assert doors.create_server(live).test_client().get("/").status_code == 200


@pytest.mark.parametrize("text", ["example.org", "ftp://example.org", "https://", "https://example.org/?q=1"])
def test_a_base_url_that_is_none_is_refused(text: str):
    with pytest.raises(ValueError, match="is not an address to serve from"):
        doors.checked_base_url(text)


def test_a_base_url_loses_its_last_slash():
    assert doors.checked_base_url("https://example.org/echoline/") == "https://example.org/echoline"
    assert doors.checked_base_url("") == ""


@pytest.mark.parametrize("text", ["", " ", "https://a.example; script-src *", "a\r\nSet-Cookie: x", "a, b"])
def test_frame_ancestors_cannot_carry_another_rule(text: str):
    with pytest.raises(ValueError, match="names no sites"):
        doors.checked_ancestors(text)


def test_a_new_program_makes_new_pages(monkeypatch: pytest.MonkeyPatch):
    first = doors.program_stamp()
    monkeypatch.setattr(doors, "__version__", "999")
    assert doors.program_stamp() != first


# -- gunicorn -------------------------------------------------------------------------------------------------------


class Connection:
    """As much of a connection of gunicorn's as the watch over slow readers looks at."""

    def __init__(self, sock: socket.socket | None) -> None:
        self.sock = sock


def test_a_request_that_takes_too_long_is_cut_off():
    here, there = socket.socketpair()
    with closing(here), closing(there):
        worker = server_gunicorn.ReaderWorker.__new__(server_gunicorn.ReaderWorker)
        worker.cfg = SimpleNamespace(timeout=60)
        worker.pending_conns = deque()
        slow, quick = Connection(here), Connection(None)
        worker._since = {slow: time.monotonic() - 61, quick: time.monotonic()}
        worker.murder_pending()
        assert there.recv(1) == b""


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("no.such.host.invalid", 8050, "'no.such.host.invalid' is no address of this machine."),
        ("192.0.2.1", 8050, "Cannot listen on 192.0.2.1, port 8050"),
    ],
)
def test_a_host_that_is_not_here_is_told(host: str, port: int, said: str):
    with pytest.raises(OSError, match=said):
        server_gunicorn.listen(host, port)


def test_a_port_in_use_is_told_with_another_to_try():
    with (
        server_gunicorn.listen("127.0.0.1", 0) as taken,
        pytest.raises(OSError, match=r"Port \d+ on 127\.0\.0\.1 is in use\. Choose another: --port \d+"),
    ):
        server_gunicorn.listen("127.0.0.1", taken.getsockname()[1])


def test_addresses_of_both_families_are_written_as_browsers_want_them():
    with server_gunicorn.listen("127.0.0.1", 0) as bound:
        assert server_gunicorn.address_of(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"
    six = SimpleNamespace(getsockname=lambda: ("::1", 80, 0, 0))
    assert server_gunicorn.address_of(six) == "http://[::1]:80"  # type: ignore[arg-type]


# -- the process ----------------------------------------------------------------------------------------------------


def serve(*options: str) -> subprocess.CompletedProcess[str]:
    """Run `timeline serve`, which is expected to end by itself."""
    command = [sys.executable, "-m", "timeline.cli", "serve", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)


def test_a_port_in_use_ends_with_one_line_and_1():
    with server_gunicorn.listen("127.0.0.1", 0) as taken:
        said = serve("--port", str(taken.getsockname()[1]))
    assert said.returncode == 1
    assert "is in use. Choose another: --port" in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_bad_data_end_with_their_problems_and_1(small: Path):
    (small / "events.csv").write_text(EVENTS.replace("1942", "1942-13-01").replace("report", "reprot"))
    said = serve(str(small), "--port", "0")
    assert said.returncode == 1
    assert f"{small}/events.csv:2: a: date:" in said.stderr
    assert f"{small}/events.csv:3: b: kind:" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("option", [("--base-url", "example.org"), ("--frame-ancestors", "a;b"), ("--port", "70000")])
def test_a_wrong_option_ends_with_2(option: tuple[str, str]):
    said = serve("--port", "0", *option)
    assert said.returncode == 2
    assert option[1] in said.stderr


def test_the_scripts_of_dash_are_kept_for_a_year_under_their_fingerprints(client: FlaskClient):
    scripts = re.findall(r'src="(/_dash-component-suites/[^"]+)"', client.get("/").text)
    assert scripts
    for script in scripts:
        with client.get(script) as answer:
            assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOR_EVER)


def test_no_banner_names_the_server(server: Served):
    for path in ("/healthz", "/nothing", "/assets/tokens.css"):
        assert "server" not in server.get(path)[1]


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("zstd", "zstd", lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data)),
        ("gzip", "gzip", gzip.decompress),
    ],
)
def test_answers_are_compressed_as_the_reader_accepts(
    server: Served, accepted: str, encoding: str, unpack: Callable[[bytes], bytes]
):
    sheet = ROOT / "assets" / "tokens.css"
    for path in ("/assets/tokens.css", f"/assets/{sheet.name}?m={int(sheet.stat().st_mtime)}"):
        status, headers, body = server.get(path, Accept_Encoding=accepted)
        assert (status, headers.get("content-encoding", "identity")) == (200, encoding)
        assert unpack(body) == sheet.read_bytes()
        assert "accept-encoding" in headers["vary"].lower()


def test_a_reader_who_accepts_no_compression_gets_none(server: Served):
    _, headers, body = server.get("/assets/tokens.css", Accept_Encoding="identity")
    assert "content-encoding" not in headers
    assert body == (ROOT / "assets" / "tokens.css").read_bytes()


def test_a_query_of_100_kb_gets_a_clear_word(server: Served):
    status, _, body = server.get("/?q=" + "a" * 100_000)
    assert status == 200
    assert b"The address is 100,00" in body
    assert b"at most" in body


def test_an_address_beyond_all_measure_is_refused_by_a_word(server: Served):
    status, _, body = server.get("/?q=" + "a" * 300_000)
    assert status in (400, 414)
    assert b"Request Line is too large" in body
    assert server.json("/healthz")["ok"] is True


def test_a_connection_is_used_again(server: Served):
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    with closing(connection):
        for _ in range(3):
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            assert answer.read()
            assert answer.status == 200


def until(served: Served, holds: Callable[[dict[str, object]], bool]) -> dict[str, object]:
    """Ask for the health until the condition holds; AssertionError after ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        health = served.json("/healthz")
        if holds(health):
            return health
    raise AssertionError(f"still {health}; the server printed:\n{served.output()}")


def test_an_edit_is_served_and_a_broken_one_is_told(small: Path, serve_folder: Callable[..., Served]):
    served, path = serve_folder(small), small / "events.csv"
    assert 2 * PAUSE < 1, "two looks and a reading fit into the two seconds that were promised"
    first = served.json("/healthz")
    assert first["events"] == 2
    path.write_text(EVENTS + "c,history,Third,1943\n")
    second = until(served, lambda health: health["events"] == 3)
    assert second["version"] != first["version"]
    path.write_text(EVENTS + "c,history,Third,1943-02-30\n")
    third = until(served, lambda health: not health["fresh"])
    assert (third["events"], third["ok"]) == (3, True)
    assert served.wait_for("1943-02-30")
    assert served.wait_for("still serving version")


def test_an_edit_reaches_every_worker(small: Path, serve_folder: Callable[..., Served]):
    served = serve_folder(small, workers=2)
    (small / "events.csv").write_text(EVENTS + "c,history,Third,1943\n")
    agreed = 0

    def settled(health: dict[str, object]) -> bool:
        nonlocal agreed
        agreed = agreed + 1 if health["events"] == 3 else 0
        return agreed == 50

    until(served, settled)


def test_an_unchanged_asset_is_not_sent_again(server: Served):
    _, headers, _ = server.get("/assets/tokens.css", Accept_Encoding="br")
    status, _, body = server.get("/assets/tokens.css", Accept_Encoding="br", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")


def test_a_server_that_is_told_to_end_ends_well(small: Path):
    served = Served(small)
    with served:
        assert served.stop() == 0
    assert "Traceback" not in served.output()
