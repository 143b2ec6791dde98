"""The shelf of finished pages: an answer is made once for as long as the data stay the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request, Response

from timeline.caching import Shelf
from timeline.headers import FOR_EVER, VALIDATOR


class Site:
    """A WSGI app that counts what it is asked, behind a shelf."""

    def __init__(self, limit: int = 10_000) -> None:
        self.version = "1"
        self.asked: list[str] = []
        self.closed = 0
        self.gate = threading.Barrier(1)
        self.shelf = Shelf(self.app, lambda: self.version, limit)
        self.client = Client(self.shelf)

    def app(self, environ, start_response):  # type: ignore[no-untyped-def]
        request = Request(environ)
        self.asked.append(request.full_path)
        response = Response(f"{self.version} {request.full_path}")
        if request.path == "/page":
            response.headers["ETag"] = environ.get(VALIDATOR, "")
        elif request.path == "/slow":
            self.gate.wait(10)
            response.headers["ETag"] = environ.get(VALIDATOR, "")
        elif request.path == "/broken":
            raise RuntimeError("broken")
        elif request.path == "/edited":
            response.headers["ETag"] = environ.get(VALIDATOR, "")
            self.version = "2"
        elif request.path == "/asset":
            response.headers["Cache-Control"] = FOR_EVER
            response.response = self.parts()
            response.headers.pop("Content-Length")
        elif request.path == "/missing":
            response.headers["ETag"] = environ.get(VALIDATOR, "")
            response.status_code = 404
        elif request.path == "/large":
            response.headers["ETag"] = environ.get(VALIDATOR, "")
            response.set_data(b"x" * 9_000)
        response.call_on_close(self.close)
        return response(environ, start_response)

    def parts(self) -> Iterator[bytes]:
        yield b"one "
        yield b"two"

    def close(self) -> None:
        self.closed += 1

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_page_is_made_once():
    site = Site()
    first, second = site.get("/page?a=1"), site.get("/page?a=1")
    assert first.data == second.data == b"1 /page?a=1"
    assert dict(first.headers) == dict(second.headers)
    assert len(site.asked) == 1
    assert site.closed == 1


def test_new_data_make_a_new_page():
    site = Site()
    first = site.get("/page")
    site.version = "2"
    second = site.get("/page")
    assert (first.data, second.data) == (b"1 /page?", b"2 /page?")
    assert first.headers["ETag"] != second.headers["ETag"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("/page?a=1", {}), ("/page?a=2", {})),
        (("/page", {"Host": "a.example"}), ("/page", {"Host": "b.example"})),
        (("/page", {"Accept_Encoding": "br"}), ("/page", {"Accept_Encoding": "gzip"})),
    ],
)
def test_pages_are_told_apart_by_query_host_and_encoding(one, other):  # type: ignore[no-untyped-def]
    site = Site()
    for path, headers in (one, other, one, other):
        site.get(path, **headers)
    assert len(site.asked) == 2


def test_a_reader_who_has_the_page_gets_304_without_asking_the_app():
    site = Site()
    first = site.get("/page")
    again = site.get("/page", If_None_Match=f'"other", {first.headers["ETag"]}')
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(site.asked) == 1
    site.version = "2"
    assert site.get("/page", If_None_Match=first.headers["ETag"]).status_code == 200


def test_what_lasts_for_ever_is_kept_whole_with_its_length():
    site = Site()
    first, second = site.get("/asset"), site.get("/asset")
    assert first.data == second.data == b"one two"
    assert second.headers["Content-Length"] == "7"
    assert len(site.asked) == 1


@pytest.mark.parametrize("path", ["/other", "/missing"])
def test_what_is_neither_is_asked_for_every_time(path: str):
    site = Site()
    site.get(path)
    site.get(path)
    assert len(site.asked) == 2


def test_a_page_made_while_the_data_changed_is_not_kept():
    site = Site()
    site.get("/edited")
    site.version = "1"
    site.get("/edited")
    assert len(site.asked) == 2


def test_posts_and_ranges_go_to_the_app():
    site = Site()
    site.get("/page")
    site.client.post("/page")
    site.get("/page", Range="bytes=0-1")
    assert len(site.asked) == 3


@pytest.mark.parametrize("path", ["/page", "/asset", "/missing", "/other"])
def test_a_head_says_what_the_page_says_without_its_body(path: str):
    site = Site()
    head = site.client.head(path)
    assert site.closed == 1
    page = site.get(path)
    assert (head.status_code, head.headers) == (page.status_code, page.headers)
    assert head.data == b""


def test_a_head_has_the_page_made_once():
    site = Site()
    site.client.head("/page", headers={"Range": "bytes=0-1"})
    site.get("/page")
    site.client.head("/page")
    assert len(site.asked) == 1
    assert site.client.head("/page", headers={"If-None-Match": site.get("/page").headers["ETag"]}).status_code == 304


def test_the_page_longest_unread_makes_room_for_new_ones():
    site = Site(limit=20_000)
    for query in ("a", "b", "a", "c", "a", "b"):
        site.get(f"/large?{query}")
    # a, b; a again; c pushes b out; a is still there; b is made anew.
    assert [path[-1] for path in site.asked] == ["a", "b", "c", "b"]


def test_many_readers_of_a_new_page_have_it_made_once():
    site = Site()
    site.gate = threading.Barrier(2)
    answers: list[bytes] = []
    readers = [threading.Thread(target=lambda: answers.append(site.get("/slow").data)) for _ in range(6)]
    for reader in readers:
        reader.start()
    site.gate.wait(10)
    for reader in readers:
        reader.join(10)
    assert answers == [b"1 /slow?"] * 6
    assert len(site.asked) == 1


def test_a_page_that_fails_does_not_keep_others_waiting():
    site = Site()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="broken"):
            site.get("/broken")
    assert len(site.asked) == 2


def test_an_answer_larger_than_the_shelf_is_not_kept():
    site = Site(limit=5_000)
    site.get("/large")
    site.get("/large")
    assert len(site.asked) == 2
