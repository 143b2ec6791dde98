"""/oembed: how other sites embed an address of this one (oEmbed 1.0, type rich)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from timeline.catalogue import Catalogue
from timeline.documents.embeds import Style, embed_path
from timeline.documents.share import embed_query, height, own_view
from timeline.documents.site import SOCIAL, Site
from timeline.documents.subjects import VIEW_ID, Subject, find
from timeline.view import View

USUAL_WIDTH: Final = 640
NARROWEST: Final = 200
WIDEST: Final = 1200
CACHE_AGE: Final = 3600
_PATH: Final = re.compile(r"/(?:report|event|story|embed|present|handout|share)/([^/]+?)(?:\.html|\.json)?")


def register(documents: Blueprint, site: Site) -> None:
    """Add the address."""

    @documents.get("/oembed")
    def oembed() -> AnyResponse:
        if request.args.get("format", "json") != "json":
            abort(501, description="Only format=json is offered.")
        address = request.args.get("url", "")
        if not address:
            abort(400, description="Write the address of a page of this site: /oembed?url=...")
        asked = resolve(site, address)
        if asked is None:
            abort(404, description="No page of this site has that address.")
        limits = [_limit(name) for name in ("maxwidth", "maxheight")]
        said = answer(site, site.current(), asked, *limits)
        return Response(json.dumps(said, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address of ours shows: its subject and the query that belongs to it."""

    subject: Subject
    search: str


def resolve(site: Site, address: str) -> Asked | None:
    """What the address shows; None when it is not one of this site's, or shows nothing that can be embedded."""
    try:
        parts, own = urlsplit(address), urlsplit(site.absolute("/"))
    except ValueError:
        return None
    here = parts.scheme in ("http", "https") and parts.netloc.lower() in (own.netloc.lower(), request.host.lower())
    # While files are made, an address is a path: nobody asks from outside.
    if not here and not (site.static and not parts.netloc):
        return None
    path = parts.path.removeprefix(own.path.rstrip("/")) if here else parts.path
    found = _PATH.fullmatch(path)
    if found is None and path not in ("", "/"):
        return None
    view = View.from_search(parts.query)
    subject = find(site.current(), unquote(found.group(1)) if found else VIEW_ID, view)
    return Asked(subject, parts.query) if subject is not None else None


def _limit(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 100_000:
        abort(400, description=f"{name} is a number of pixels.")
    return int(text)


def answer(
    site: Site, catalogue: Catalogue, asked: Asked, maxwidth: int | None, maxheight: int | None
) -> dict[str, Any]:
    """The response: a frame within the limits, and a picture within them too."""
    subject = asked.subject
    query = dict(parse_qsl(asked.search, errors="replace"))
    view = own_view(subject, View.from_search(asked.search))
    inside = embed_query(view, Style.of(query), query.get("asof", ""))
    width = min(maxwidth or USUAL_WIDTH, WIDEST)
    high = height(site, catalogue, subject, max(width, NARROWEST))
    high = min(high, maxheight) if maxheight else high
    address = site.absolute(embed_path(subject.id, f"?{inside}" if inside else ""))
    title = f"{subject.title}: timeline of then and now"
    said: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Echoline",
        "provider_url": site.absolute("/"),
        "title": subject.title,
        "cache_age": CACHE_AGE,
        "width": width,
        "height": high,
        "html": (
            f'<iframe title="{escape(title)}" src="{escape(address)}" width="{width}" height="{high}" loading="lazy" '
            f'style="border:0;max-width:100%" allowfullscreen></iframe>'
        ),
    }
    return said | _thumbnail(site, subject, view, maxwidth, maxheight)


def _thumbnail(site: Site, subject: Subject, view: View, maxwidth: int | None, maxheight: int | None) -> dict[str, Any]:
    """The social picture, scaled into the limits; nothing when it would be too small to tell anything."""
    scale = min(1.0, (maxwidth or SOCIAL[0]) / SOCIAL[0], (maxheight or SOCIAL[1]) / SOCIAL[1])
    if scale < 0.25:
        return {}
    scale = int(scale * 1000) / 1000
    width, high = (int(side * scale) for side in SOCIAL)
    query = [("of", subject.id), ("shape", "social"), *view.to_query()]
    if scale < 1:
        query.append(("dpr", f"{scale:g}"))
    return {
        "thumbnail_url": site.absolute(f"/chart.png?{urlencode(query)}"),
        "thumbnail_width": width,
        "thumbnail_height": high,
    }
