"""One WSGI app: the explorer, the documents and the downloads, with headers, compression, caching and health."""

from __future__ import annotations

import datetime
import hashlib
import html
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, has_request_context, jsonify, request
from flask_compress import Compress
from werkzeug.exceptions import HTTPException

from timeline import __version__, addresses, dash_requests, documents, explore, headers, resources
from timeline.caching import Shelf
from timeline.catalogue import Catalogue
from timeline.live import LiveCatalogue

LARGEST_REQUEST: Final = 16 * 1024 * 1024
"""Bytes of the largest request: a catalogue of some 40,000 rows, uploaded to try it out."""
MOST_TO_KNOW: Final = 5_000
"""Events of a catalogue for which what /cite knows is made before the first reader comes."""
WARMING: Final = "As after the Munich Agreement of 30 September 1938."
_HOST: Final = re.compile(r"(?:[a-zA-Z0-9._-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])(?::\d{1,5})?")
COMPRESSED: Final = (
    "text/html", "text/css", "text/plain", "text/csv", "text/xml", "text/javascript", "application/javascript",
    "application/json", "application/ld+json", "application/json+oembed", "application/xml", "application/rss+xml",
    "application/manifest+json", "image/svg+xml", "image/x-icon",
)  # fmt: skip


def create_server(live: LiveCatalogue, *, base_url: str = "", frame_ancestors: str = "*") -> Flask:
    """Return the whole site as one WSGI app that always shows `live.current()`.

    `base_url` is the address the world knows it by (for canonical links; empty: the host that is asked for);
    `frame_ancestors` who may frame /embed/: "*", or origins as a Content-Security-Policy writes them. ValueError says
    which of the two is wrong.
    """
    # static_folder is served at /assets/ for the documents too, whatever Dash does.
    app = Flask("timeline", static_folder=str(resources.assets_dir()), static_url_path="/assets")
    app.config.update(
        {
            addresses.BASE_URL: checked_base_url(base_url),
            "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
            "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
            "COMPRESS_ALGORITHM": ["br", "zstd", "gzip"],
            "COMPRESS_BR_LEVEL": 5,
            "COMPRESS_MIMETYPES": list(COMPRESSED),
        }
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    policy = headers.Policy(checked_ancestors(frame_ancestors), _add_doors(app, live))
    Compress(app)
    app.after_request(_whole)
    headers.install(app, policy)
    _add_health(app, live)
    _add_plain(app)
    app.register_error_handler(HTTPException, _refusal)
    origin = f"{base_url}\n{frame_ancestors}\n{program_stamp()}"

    def stamp() -> str:
        # The day is part of it: the line "today" and the distances in years move with it.
        return f"{live.current().version}\n{datetime.date.today()}\n{origin}"  # noqa: DTZ011 the operator's own day

    app.wsgi_app = Shelf(app.wsgi_app, stamp)  # type: ignore[method-assign]
    return app


def _add_doors(app: Flask, live: LiveCatalogue) -> list[str]:
    """Add the documents, then the explorer, whose catch-all must come last; return the hashes of Dash's own scripts."""

    def current() -> Catalogue:
        # One answer is made from one catalogue, also when an edit is taken while it is made.
        if not has_request_context():
            return live.current()
        if "catalogue" not in g:
            g.catalogue = live.current()
        found: Catalogue = g.catalogue
        return found

    app.register_blueprint(documents.blueprint(current))
    dash = explore.create_explore(app, current)
    # Said outright: left open, each of these could be turned on by a variable of the environment.
    dash.enable_dev_tools(
        debug=False,
        dev_tools_ui=False,
        dev_tools_props_check=False,
        dev_tools_serve_dev_bundles=False,
        dev_tools_hot_reload=False,
        dev_tools_prune_errors=True,
        dev_tools_disable_version_check=True,
    )
    _close_catch_all(app, explore.PATHS)
    dash_requests.guard(app, dash)
    return list(dash.csp_hashes())


def _whole(response: Response) -> Response:
    """Read a text file into its answer: streamed, it would not be compressed for readers who only take gzip."""
    if response.is_streamed and response.status_code == 200 and response.mimetype in COMPRESSED:
        response.direct_passthrough = False
        response.get_data()
    return response


def _close_catch_all(app: Flask, paths: Collection[str]) -> None:
    """Answer 404 where Dash would show its index page: to any address that is none of the explorer's pages."""

    @app.before_request
    def refuse() -> None:
        if request.endpoint == "/<path:path>" and request.path not in paths:
            abort(404)
        if request.endpoint == "/_reload-hash":
            abort(404)


def _add_health(app: Flask, live: LiveCatalogue) -> None:
    @app.get("/healthz")
    def health() -> Response:
        """Say what is served; `ok` as long as it is, `fresh` false while the newest edit could not be taken."""
        catalogue = live.current()
        answer = jsonify(
            ok=True,
            fresh=not live.refused,
            version=catalogue.version,
            program=__version__,
            # A folder's place on the machine is nobody's business.
            origin=catalogue.origin if "://" in catalogue.origin else Path(catalogue.origin).name,
            events=len(catalogue.events),
            citations=len(catalogue.citations),
            steps=len(catalogue.stories),
            problems=[_public(problem.as_dict()) for problem in live.refused[:20]],
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _add_plain(app: Flask) -> None:
    """Add what browsers ask for on their own, and refuse a host that could not be one."""

    @app.get("/favicon.ico")
    def icon() -> Response:
        file = resources.assets_dir() / "icon.svg"
        return Response(file.read_bytes(), mimetype="image/svg+xml") if file.is_file() else abort(404)

    @app.before_request
    def refuse_odd_hosts() -> None:
        if not _HOST.fullmatch(request.environ.get("HTTP_HOST", "localhost")):
            abort(400, "This is not the name of a host.")


def _public(problem: dict[str, str | int | None]) -> dict[str, str | int | None]:
    file = str(problem["file"])
    return {**problem, "file": file if "://" in file else Path(file).name}


def _refusal(error: HTTPException) -> Response | HTTPException:
    """Return a short page that says what was refused, for those errors that no other page speaks for."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    name, said = html.escape(error.name), html.escape(error.description or "")
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{name} · Echoline</title><link rel="stylesheet" href="{resources.asset_url("tokens.css")}">'
        "<style>body{font:1rem/1.5 var(--sans);color:var(--ink);background:var(--paper);margin:4rem auto;"
        "max-width:36rem;padding:0 1rem}h1{font-family:var(--serif)}a{color:inherit}</style></head>"
        f'<body><main><h1>{name}</h1><p>{said}</p><p><a href="/">To the timeline</a></p></main></body></html>'
    )
    answer = Response(text, error.code, mimetype="text/html")
    for key, value in error.get_headers():
        if key.lower() not in ("content-type", "content-length"):
            answer.headers[key] = value
    return answer


def checked_base_url(text: str) -> str:
    """Return the address without its last slash, or "" for none; ValueError when it is no http(s) address."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"'{text}' is not an address to serve from. Write it like https://timeline.example.org")
    return text.rstrip("/")


def checked_ancestors(text: str) -> str:
    """Return the sources as given; ValueError when they could end the header or begin another rule."""
    if not text.strip() or any(char in text for char in ";,\r\n") or not text.isascii():
        raise ValueError(
            f"'{text}' names no sites. Write * for any, or like: https://news.example.org https://*.example.net"
        )
    return text.strip()


def program_stamp() -> str:
    """Return a digest of the program as installed: its version and the newest time among its files."""
    package = Path(__file__).resolve().parent
    files = [*package.rglob("*.py"), *package.rglob("*.html"), *resources.assets_dir().rglob("*")]
    newest = max(file.stat().st_mtime_ns for file in files)
    return hashlib.sha256(f"{__version__} {len(files)} {newest}".encode()).hexdigest()[:12]


def serve(
    source: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8050,
    workers: int | None = None,
    base_url: str = "",
    frame_ancestors: str = "*",
    say: Any = print,
) -> None:
    """Serve the catalogue with gunicorn until the process is told to end.

    Says one line with the address when it is ready (`say`). Port 0 is any free one. Raises CatalogueError when the
    data cannot be read, ValueError for a wrong option, OSError when the port cannot be had; its text says so.
    """
    from timeline import server_gunicorn

    checked_base_url(base_url)
    checked_ancestors(frame_ancestors)
    live = LiveCatalogue(source)
    with server_gunicorn.listen(host, port) as socket:
        app = create_server(live, base_url=base_url, frame_ancestors=frame_ancestors)
        _warm(app, live.current())
        server_gunicorn.run(app, live, socket, workers=workers, say=say)


def _warm(app: Flask, catalogue: Catalogue) -> None:
    """Ask for the first page once, before there are workers: templates, fonts and look-ups are then made for all.

    What /cite knows is made too, unless it would keep the site waiting.
    """
    with app.test_client() as client:
        with client.get("/") as answer:
            answer.get_data()
        if len(catalogue.events) <= MOST_TO_KNOW:
            with client.post("/cite", data={"text": WARMING}) as answer:
                answer.get_data()
