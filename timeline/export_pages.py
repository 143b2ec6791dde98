"""The documents of one catalogue, asked for as a browser would, but without a network."""

from __future__ import annotations

from typing import Any

from flask import Flask

from timeline import addresses, headers, resources
from timeline.catalogue import Catalogue
from timeline.documents import blueprint


class PageError(RuntimeError):
    """A page could not be made: the address, its status and what was said."""


class Pages:
    """`get("/report/x")` is the page as bytes. `base_url` is where the files will lie, "" when that is not known."""

    def __init__(self, catalogue: Catalogue, base_url: str = "") -> None:
        app = Flask("timeline", static_folder=str(resources.assets_dir()), static_url_path="/assets")
        app.config[addresses.BASE_URL] = self._base = base_url.rstrip("/")
        app.json.sort_keys = False  # type: ignore[attr-defined]
        documents = blueprint(lambda: catalogue, base_url=base_url, static=True)
        app.register_blueprint(documents)
        headers.install(app, headers.Policy())
        self._client: Any = app.test_client()

    def get(self, address: str) -> bytes:
        """The body of the answer; PageError when it is not 200."""
        answer = self._client.get(address)
        if answer.status_code != 200:
            said = answer.get_data(as_text=True)[:300]
            raise PageError(f"{address} answered {answer.status_code}: {said}")
        return bytes(answer.data)

    def name(self, path: str) -> str:
        """The absolute address of a path, or the path when the site's place is not known."""
        return f"{self._base}{path}"
