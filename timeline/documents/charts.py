"""/chart.svg and /chart.png: the picture of any view, the same bytes for the same data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, cast
from urllib.parse import quote

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from timeline import raster
from timeline.catalogue import Catalogue
from timeline.documents import facts, social
from timeline.documents.pictures import Layout, picture_day, scene_of, still
from timeline.documents.site import Site
from timeline.documents.subjects import VIEW_ID, Subject, find
from timeline.exchange.archive import licence_of
from timeline.palette import Theme
from timeline.scene import Frame, Scene
from timeline.svg import Caption, Href, draw

NARROWEST: Final = 320
WIDEST: Final = 2400
USUAL: Final = 1200
MOST_ACROSS: Final = 4800
"""Dots across a PNG: while a larger one is drawn, for many seconds, its server would answer nobody."""
TALL_BELOW: Final = 480
"""Pictures narrower than this run down the page, as phones show them."""
THEMES: Final = ("light", "dark", "print")
SHAPES: Final = ("chart", "social")


def register(documents: Blueprint, site: Site) -> None:
    """Add the two addresses."""

    @documents.get("/chart.svg")
    def chart_svg() -> AnyResponse:
        catalogue = site.current()
        options = _asked()
        answer = Response(svg(site, catalogue, _subject(site, catalogue), options), mimetype="image/svg+xml")
        return _named(answer, "svg")

    @documents.get("/chart.png")
    def chart_png() -> AnyResponse:
        catalogue = site.current()
        options = _asked()
        picture = svg(site, catalogue, _subject(site, catalogue), options, linked=False)
        return _named(Response(raster.png(picture, scale=options.scale), mimetype="image/png"), "png")


@dataclass(frozen=True, slots=True)
class Options:
    """How a picture is drawn: `width` in pixels, theme, pixels of a PNG to one of its own, layout and shape."""

    width: int = USUAL
    theme: Theme = "light"
    scale: float = 1.0
    layout: Layout = "wide"
    shape: Literal["chart", "social"] = "chart"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Options:
        """The options in a query or a command; ValueError says which one is wrong, and what may stand there."""
        width = _number(query, "width", USUAL, NARROWEST, WIDEST)
        if width != int(width):
            raise ValueError(f"width={query['width']} is not a whole number of pixels.")
        layout = query.get("layout", "") or ("tall" if width < TALL_BELOW else "wide")
        theme = query.get("theme", "") or query.get("look", "") or "light"
        shape = query.get("shape", "") or "chart"
        for name, value, known in (
            ("layout", layout, ("wide", "tall")),
            ("theme", theme, THEMES),
            ("shape", shape, SHAPES),
        ):
            if value not in known:
                raise ValueError(f"{name}={value[:40]} is not known. Write one of: {', '.join(known)}.")
        scale = _number(query, "dpr", 1.0, 0.25, 4.0)
        if width * scale > MOST_ACROSS:
            most = int(MOST_ACROSS / width * 100) / 100
            raise ValueError(
                f"{width:g} pixels at dpr={scale:g} are {width * scale:,.0f} dots across, more than {MOST_ACROSS:,}. "
                f"Write at most dpr={most:g}."
            )
        return cls(int(width), cast(Theme, theme), scale, cast(Layout, layout), cast(Literal["chart", "social"], shape))


def _number(query: Mapping[str, str], name: str, usual: float, least: float, most: float) -> float:
    text = query.get(name, "")
    if not text:
        return usual
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise ValueError(f"{name}={text[:40]} is not a number from {least:g} to {most:g}.")
    return value


def _asked() -> Options:
    try:
        return Options.read(request.args)
    except ValueError as error:
        abort(400, description=str(error))


def _subject(site: Site, catalogue: Catalogue) -> Subject:
    subject = find(catalogue, request.args.get("of", "") or VIEW_ID, site.view())
    if subject is None:
        abort(404)
    return subject


def _named(answer: Response, ending: str) -> Response:
    name = request.args.get("of", "") or "timeline"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)[:80]
    kind = "attachment" if request.args.get("download") else "inline"
    answer.headers["Content-Disposition"] = f'{kind}; filename="echoline-{safe}.{ending}"'
    return answer


def svg(site: Site, catalogue: Catalogue, subject: Subject, options: Options, *, linked: bool = True) -> str:
    """The picture as SVG text, with its legend, its source and its way back; `linked` makes marks links."""
    day = picture_day(catalogue)
    if options.shape == "social":
        return social.svg(catalogue, subject, day, options.theme)
    scene = still(scene_of(catalogue, subject, Frame(options.width, options.layout, day, compact=True)))
    if subject.kind in ("report", "event", "story", "theme"):
        scene = replace(scene, headline=_headline(subject, scene))
    licence = licence_of(catalogue)
    cards = facts.cards(catalogue, subject.selection.citations[:12])
    publishers = list(dict.fromkeys(card.report.publisher for card in cards if card.report.publisher))
    shown = ", ".join(publishers[:3]) + ("" if len(publishers) <= 3 else " and others")
    source = f"Sources: {shown}; records at Echoline" if shown else "Echoline"
    source += f", data version {catalogue.version}. {licence}" if licence else f", data version {catalogue.version}."
    caption = Caption(source=source, link=site.absolute(subject.path or subject.explore))
    return draw(
        scene, theme=options.theme, standalone=True, caption=caption, href=links(site) if linked else None,
        ids_prefix="ec",
    )  # fmt: skip


def _headline(subject: Subject, scene: Scene) -> str:
    return (
        f"{subject.title}: {scene.headline[:1].lower()}{scene.headline[1:]}"
        if subject.kind == "theme"
        else subject.title
    )


def links(site: Site) -> Href:
    """Absolute links: the file will lie somewhere else."""

    def href(kind: str, key: str) -> str | None:
        if kind in ("event", "report"):
            return site.absolute(f"/{kind}/{quote(key)}")
        if kind == "citation":
            report, _, history = key.partition(">")
            path = f"/report/{quote(report)}#c-{quote(history)}" if report else f"/event/{quote(history)}"
            return site.absolute(path)
        return None

    return href
