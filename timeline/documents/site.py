"""What every document needs: the catalogue as it is now, the site's addresses, today, and the frame of a page."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from flask import request

from timeline import addresses
from timeline.catalogue import Catalogue
from timeline.documents.files import file_of
from timeline.documents.pictures import picture_day, still
from timeline.documents.versions import Versions
from timeline.scene import Scene
from timeline.view import View

NAME: Final = "Echoline"
EPOCH: Final = datetime.date(1970, 1, 1)
SOCIAL: Final = (1200, 628)
"""Width and height of the picture that social networks show of a page."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says: its canonical `path`, and the `subject` whose picture and oEmbed belong to it.

    `data` is JSON-LD, `data_path` where it is served alone.
    """

    title: str
    description: str
    path: str
    subject: str = ""
    kind: str = "website"
    data: Mapping[str, Any] | None = None
    data_path: str = ""
    index: bool = True
    published: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The documents' view of the world. `current()` gives the catalogue to show; `base_url` may be "".

    `static`: the pages become files that no server stands behind.
    """

    current: Callable[[], Catalogue]
    base_url: str = ""
    static: bool = False
    versions: Versions = field(default_factory=Versions)

    def absolute(self, path: str) -> str:
        """The address that the world outside knows a path by; "" for files that may lie anywhere."""
        if not self.static:
            return f"{self.base_url}{path}" if self.base_url else addresses.public_url(path)
        file = file_of(path) if self.base_url else None
        if file is None:
            return ""
        fragment = urlsplit(path).fragment
        name = quote("" if file == "index.html" else file)
        return f"{self.base_url}/{name}#{fragment}" if fragment else f"{self.base_url}/{name}"

    def name(self, path: str) -> str:
        """The address as a name for linked data: the absolute one, else the path."""
        return self.absolute(path) or path

    def today(self) -> int:
        """Today as a day number, by the operator's clock; files are drawn as of their data."""
        if self.static:
            return picture_day(self.current())
        return (datetime.date.today() - EPOCH).days  # noqa: DTZ011 the operator's own day

    def view(self) -> View:
        """The view that the query of the current request asks for."""
        return View.from_search(request.query_string.decode("utf-8", "replace"))

    def settled(self, scene: Scene) -> Scene:
        """The scene as it is shown: in files without the line of today, which would be wrong tomorrow."""
        return still(scene) if self.static else scene

    def social_picture(self, subject: str) -> str:
        """The absolute address of the picture that a page shows of itself elsewhere."""
        query = urlencode({"of": subject, "shape": "social", "v": self.current().version})
        return self.absolute(f"/chart.png?{query}")

    def oembed_link(self, path: str) -> str:
        """The address that tells how to embed a page: oEmbed's discovery link."""
        page = self.absolute(path)
        return self.absolute(f"/oembed?url={quote(page if not self.static else path, safe='')}&format=json")

    def asked_oembed(self) -> str:
        """The same for the page that is being answered, its query included; none in an exported site, where only
        documents and embeds have one."""
        return "" if self.static else self.oembed_link(asked_path())


def asked_path() -> str:
    """Path and query of the page that is being answered."""
    query = request.query_string.decode("utf-8", "replace")
    return f"{quote(request.path)}?{query}" if query else quote(request.path)


def snapshot_folder(catalogue: Catalogue) -> Path | None:
    """Where older versions of the data may lie: `versions/VERSION/` beside the data; None when it came over the net."""
    origin = catalogue.origin
    if not origin or "://" in origin:
        return None
    path = Path(origin)
    return (path if path.is_dir() else path.parent) / "versions"
