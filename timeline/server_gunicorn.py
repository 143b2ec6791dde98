"""gunicorn as Echoline runs it: threads, limits of size and time, no banner, nothing written outside the process."""

from __future__ import annotations

import errno
import gc
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.http import message, wsgi
from gunicorn.workers.gthread import TConn, ThreadWorker

from timeline.live import LOG, LiveCatalogue

if TYPE_CHECKING:
    from flask import Flask

THREADS: Final = 8
"""Requests that one worker answers at a time."""
PATIENCE: Final = 60.0
"""Seconds that a request may take, from its first byte to the last of its answer."""
MOST_WORKERS: Final = 4
LONGEST_ADDRESS: Final = 256 * 1024
"""Bytes of the first line of a request; the View itself says what it makes of a query that is too long for it."""


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket; OSError with a sentence for people when the port or the host cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, OverflowError):
        raise OSError(f"'{host}' is no address of this machine. Write --host 127.0.0.1 or --host 0.0.0.0") from None
    bound = socket.socket(family, kind, protocol)
    try:
        # A server that has just been stopped leaves its port in waiting; that must not keep the next one out.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise OSError(f"Port {port} on {host} is in use. Choose another: --port {port + 1}") from None
        if error.errno == errno.EACCES:
            raise OSError(f"Port {port} may only be opened by root. Choose one from 1024 up: --port 8050") from None
        raise OSError(f"Cannot listen on {host}, port {port}: {error.strerror}.") from None
    return bound


def address_of(bound: socket.socket) -> str:
    """Return the http address of a bound socket."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class QuietResponse(wsgi.Response):  # type: ignore[misc]
    """gunicorn's answer without the banner that names the server."""

    def default_headers(self) -> list[str]:
        """Return the status line and the headers that every answer has."""
        return [line for line in super().default_headers() if not line.startswith("Server:")]


class ReaderWorker(ThreadWorker):  # type: ignore[misc]
    """Threads, each for a limited time: who sends or takes a byte now and then must not hold one for ever."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._since: dict[TConn, float] = {}

    def handle(self, conn: TConn) -> Any:
        """Answer one request of the connection, noting when it began."""
        self._since[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            self._since.pop(conn, None)

    def murder_pending(self) -> None:
        """End, besides idle connections, those whose request takes too long (called about once a second)."""
        super().murder_pending()
        late = time.monotonic() - self.cfg.timeout
        for conn, since in list(self._since.items()):
            if since < late:
                try:
                    # The thread that waits for it wakes up, finds the end of the stream, and tidies up.
                    conn.sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    self._since.pop(conn, None)


class _Application(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, settings: dict[str, Any]) -> None:
        self._app = app
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


def spare_what_is_loaded() -> None:
    """Never look for garbage in what is loaded by now, which all workers share: that would stop them now and then."""
    gc.collect()
    gc.freeze()
    # An answer makes tens of thousands of objects and keeps almost none of them.
    gc.set_threshold(10_000, 20, 20)


def run(
    app: Flask, live: LiveCatalogue, bound: socket.socket, *, workers: int | None, say: Callable[[str], object]
) -> None:
    """Answer requests on the socket until told to end; does not return, but ends the process as gunicorn does."""
    catalogue, address = live.current(), address_of(bound)
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
        LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)

    def ready(_: object) -> None:
        counts = f"{len(catalogue.events):,} events and reports, {len(catalogue.citations):,} citations"
        say(f"Echoline is ready: {address} ({counts} from {catalogue.origin}). Ctrl-C ends it.")

    def begin(_: object) -> None:
        wsgi.Response = QuietResponse
        # gunicorn takes no larger setting than this constant of its own.
        message.MAX_REQUEST_LINE = LONGEST_ADDRESS
        live.watch(threading.Event())

    spare_what_is_loaded()
    _Application(
        app,
        {
            "bind": [f"fd://{bound.detach()}"],
            "workers": workers or min(MOST_WORKERS, os.cpu_count() or 1),
            "worker_class": ReaderWorker,
            "threads": THREADS,
            "worker_connections": 1000,
            "timeout": int(PATIENCE),
            "graceful_timeout": 10,
            "keepalive": 15,
            "preload_app": True,
            "limit_request_line": LONGEST_ADDRESS,
            "limit_request_fields": 60,
            "limit_request_field_size": 8190,
            "loglevel": "warning",
            # It would be made in the home folder.
            "control_socket_disable": True,
            "when_ready": ready,
            "post_worker_init": begin,
        },
    ).run()
