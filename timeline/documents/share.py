"""/share/ID?QUERY: the snippet that puts exactly this chart into an article, previewed at three widths."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from timeline import resources
from timeline.catalogue import Catalogue
from timeline.documents import frame
from timeline.documents.embeds import Style, embed_path
from timeline.documents.pictures import Size, scene_of
from timeline.documents.site import Head, Site
from timeline.documents.subjects import Subject, find
from timeline.documents.words import WORDS
from timeline.scene import Frame
from timeline.snippet import iframe
from timeline.view import View

AROUND: Final = 215
"""Height in pixels of all that stands around the chart in an embed of a usual column."""
COLUMN: Final = 640
LISTENER: Final = (
    'addEventListener("message",function(e){var h=e.data&&e.data.type==="echoline:height"&&+e.data.height;'
    "if(e.origin!==%s||!(h>0))return;"
    'document.querySelectorAll("iframe[data-echoline]").forEach(function(f){'
    'if(f.contentWindow===e.source)f.style.height=Math.min(Math.max(h,120),8000)+"px"})});'
)
"""What sets the frame's height: it takes messages from this site alone, and from that very frame."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the page."""

    @documents.get("/share/<id>")
    def share(id: str) -> AnyResponse:
        catalogue = site.current()
        subject = find(catalogue, id, site.view())
        if subject is None:
            abort(404)
        return page(site, catalogue, subject)


def embed_query(view: View, style: Style, version: str = "") -> str:
    """The query of an embed: the view, then its look, colour and language, then the version it is frozen at."""
    kept = view.but(look=style.look).to_search().removeprefix("?")
    more = [(name, value) for name, value in (("brand", style.brand.removeprefix("#")), ("asof", version)) if value]
    if style.lang != "en":
        more.append(("lang", style.lang))
    return "&".join(part for part in (kept, urlencode(more)) if part)


def own_view(subject: Subject, view: View) -> View:
    """The view without what the subject's id says already."""
    return view.but(story="") if subject.kind != "view" else subject.view


def height(site: Site, catalogue: Catalogue, subject: Subject, width: int = COLUMN) -> int:
    """The height in pixels to reserve for the embed in a column of that width."""
    size = Size(320, "tall") if width < 480 else Size(max(w for w in (480, 640, 900, 1200) if w <= width))
    scene = scene_of(catalogue, subject, Frame(size.width, size.layout, site.today(), compact=True))
    grown = min(width, 420 if size.layout == "tall" else width) / size.width
    return round(scene.height * grown) + AROUND + (70 if width < 480 else 0)


def page(site: Site, catalogue: Catalogue, subject: Subject) -> Response:
    """The snippets and their previews; the choices are a plain form, so the page works without JavaScript."""
    style = Style.of_request()
    frozen = request.args.get("data", "") == "frozen"
    view = own_view(subject, View.from_search(request.query_string.decode("utf-8", "replace")))
    query = embed_query(view, style, catalogue.version if frozen else "")
    path = embed_path(subject.id, f"?{query}" if query else "")
    address = site.absolute(path)
    high = height(site, catalogue, subject)
    title = f"{subject.title}: timeline of then and now"
    origin = "/".join(site.absolute("/").split("/")[:3])
    shown = [*view.but(look="").to_query(), *([("look", style.look)] if style.look else [])]
    picture = site.absolute(f"/chart.png?{urlencode([('of', subject.id), *shown, ('width', '640'), ('dpr', '2')])}")
    listener = f"<script>{LISTENER % _in_script(origin)}</script>"
    scripted = (
        f'<div data-echoline-embed="{escape(address)}" data-title="{escape(title)}" style="min-height:{high}px">'
        f'<noscript><a href="{escape(site.absolute(subject.path or subject.explore))}">'
        f'<img src="{escape(picture)}" alt="{escape(title)}" style="max-width:100%"></a></noscript></div>'
        f'<script async src="{escape(site.absolute(resources.asset_url("embed.js").partition("?")[0]))}"></script>'
    )
    head = Head(f"Embed: {subject.title}", f"Put this chart into an article: {subject.title}", "", index=False)
    return frame.page(
        site,
        "share.html",
        head,
        subject=subject,
        path=path,
        address=address,
        plain=iframe(address, title, high, heard=True) + listener,
        scripted=scripted,
        heights={
            "320": height(site, catalogue, subject, 320),
            "640": high,
            "full": height(site, catalogue, subject, 1200),
        },
        style=style,
        frozen=frozen,
        version=catalogue.version,
        languages=tuple(WORDS),
        kept=[(name, value) for name, value in view.to_query() if name != "look"],
        look_in_query=style.look,
        back=subject.path or subject.explore,
        picture=f"/chart.png?{urlencode([('of', subject.id), *view.to_query()])}",
        drawing=f"/chart.svg?{urlencode([('of', subject.id), *view.to_query()])}",
    )


def _in_script(text: str) -> str:
    """A text as a string of JavaScript inside HTML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\x3c") + '"'
