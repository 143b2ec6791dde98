"""Answers made once: a shelf of finished, compressed pages in front of the app, known by data, program and day."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from timeline.headers import FOR_EVER, REVALIDATE, VALIDATOR

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LIMIT: Final = 64 * 1024 * 1024
"""Bytes that the shelf may hold."""
LARGEST: Final = 4 * 1024 * 1024
"""Bytes of the largest answer worth keeping."""
WAIT: Final = 30.0
"""Seconds to wait for another thread that makes the same page."""

Headers = list[tuple[str, str]]


class Shelf:
    """A WSGI app in front of another: keeps what the other says may be kept, and answers 304 without asking it.

    `stamp()` names all that a page is made from; when it changes, no kept page is used again. The validator of an
    address is put into the environment (headers.VALIDATOR); an answer that carries it as its ETag, or that may be
    cached for ever, is kept. Answers are told apart by host, path, query and the encodings the client accepts.
    """

    def __init__(self, app: WSGIApplication, stamp: Callable[[], str], limit: int = LIMIT) -> None:
        self._app = app
        self._stamp = stamp
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[Headers, bytes]] = OrderedDict()
        self._size = 0
        self._making: dict[tuple[str, str], threading.Event] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("HTTP_RANGE", "").strip().lower().startswith("bytes="):
            environ.pop("HTTP_RANGE", None)  # a unit that is not known asks for nothing (RFC 9110, 14.2)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._head(environ, start_response)
        if environ["REQUEST_METHOD"] != "GET":
            return self._app(environ, start_response)
        validator = self.validator(environ)
        environ[VALIDATOR] = validator
        if validator.removeprefix("W/") in environ.get("HTTP_IF_NONE_MATCH", ""):  # compared weakly, RFC 9110 8.8.3.2
            start_response(
                "304 Not Modified",
                [("ETag", validator), ("Cache-Control", REVALIDATE), ("Vary", "Accept-Encoding")],
            )
            return []
        if "HTTP_RANGE" in environ:
            return self._app(environ, start_response)
        key = (validator, environ.get("HTTP_ACCEPT_ENCODING", "")[:200])
        found = self._find(key)
        if found is None:
            with self._lock:
                other = self._making.get(key)
                if other is None:
                    mine = self._making[key] = threading.Event()
            if other is None:
                try:
                    return self._ask(environ, start_response, key)
                finally:
                    with self._lock:
                        del self._making[key]
                    mine.set()
            # Many readers of a page that is new: one makes it, the others wait for that one.
            other.wait(WAIT)
            found = self._find(key)
        if found is None:
            return self._ask(environ, start_response, key)
        start_response("200 OK", list(found[0]))
        return [found[1]]

    def _head(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The head of what GET answers, word for word: the page is made, and kept, as for a reader."""
        asked = {name: value for name, value in environ.items() if name != "HTTP_RANGE"}
        answer = self({**asked, "REQUEST_METHOD": "GET"}, start_response)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        return []

    def _find(self, key: tuple[str, str]) -> tuple[Headers, bytes] | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        return found

    def validator(self, environ: WSGIEnvironment) -> str:
        """Return the weak ETag that this address has for as long as the stamp stays the same."""
        parts = [
            self._stamp(),
            environ.get("wsgi.url_scheme", ""),
            environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
        ]
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()
        return f'W/"{digest[:20]}"'

    def _ask(self, environ: WSGIEnvironment, start_response: StartResponse, key: tuple[str, str]) -> Iterable[bytes]:
        said: list[Any] = []

        def hear(status: str, headers: Headers, exc_info: Any = None, /) -> Callable[[bytes], object]:
            said[:] = [status, headers, exc_info]
            return lambda _: None

        answer = self._app(environ, hear)
        status, headers, exc_info = said
        names = {name.lower(): value for name, value in headers}
        by_data = names.get("etag") == key[0]
        if not status.startswith("200 ") or not (by_data or names.get("cache-control") == FOR_EVER):
            start_response(status, headers, exc_info)
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        headers.append(("Content-Length", str(len(body))))
        # What a page was made from may have changed while it was made: kept under the old stamp, it would be wrong.
        if not by_data or self.validator(environ) == key[0]:
            self._keep(key, headers, body)
        start_response(status, list(headers), exc_info)
        return [body]

    def _keep(self, key: tuple[str, str], headers: Headers, body: bytes) -> None:
        if len(body) > min(LARGEST, self._limit):
            return
        with self._lock:
            replaced = self._kept.pop(key, None)
            if replaced is not None:
                self._size -= len(replaced[1])
            self._kept[key] = (headers, body)
            self._size += len(body)
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1][1])
