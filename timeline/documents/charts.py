"""/chart.svg and /chart.png: the picture of any view, the same bytes for the same data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, cast
from urllib.parse import quote, urlencode

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
from timeline.problems import did_you_mean, nearest
from timeline.scene import Frame, Scene
from timeline.scene.index import index_of
from timeline.svg import Caption, Href, draw
from timeline.view import View

NARROWEST: Final = 320
WIDEST: Final = 2400
USUAL: Final = 1200
MOST_ACROSS: Final = 4800
"""Dots across a PNG: while a larger one is drawn, for many seconds, its server would answer nobody."""
TALL_BELOW: Final = 480
"""Pictures narrower than this run down the page, as phones show them."""
THEMES: Final = ("light", "dark", "print")
SHAPES: Final = ("chart", "social")
MARGIN: Final = 16
"""Pixels of ground around a picture: it may stand on any page, and no letter touches its edge."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the two addresses."""

    @documents.get("/chart.svg")
    def chart_svg() -> AnyResponse:
        catalogue = site.current()
        options, subject = _asked(catalogue)
        answer = Response(svg(site, catalogue, subject, options), mimetype="image/svg+xml")
        return _named(answer, "svg")

    @documents.get("/chart.png")
    def chart_png() -> AnyResponse:
        catalogue = site.current()
        options, subject = _asked(catalogue)
        picture = svg(site, catalogue, subject, options, linked=False)
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
        theme = query.get("look", "") or "light"
        shape = query.get("shape", "") or "chart"
        for name, value, known in (
            ("layout", layout, ("wide", "tall")),
            ("look", theme, THEMES),
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


def _asked(catalogue: Catalogue) -> tuple[Options, Subject]:
    try:
        looks, pairs = sorted_out(request.args.items(multi=True), index_of(catalogue).event_codes["theme"].values)
        options = Options.read({**request.args, "look": looks[-1] if looks else ""})
    except ValueError as error:
        abort(400, description=str(error))
    subject = find(catalogue, request.args.get("of", "") or VIEW_ID, View.from_search(urlencode(pairs)))
    if subject is None:
        abort(404)
    return options, subject


Pairs = list[tuple[str, str]]


def sorted_out(query: Iterable[tuple[str, str]], themes: Collection[str]) -> tuple[list[str], Pairs]:
    """The looks that a picture's query names, and the query of its view.

    Of an address, `theme=siege` filters as everywhere; `theme=dark` is the look, for no filter is meant by it as long
    as no event has a theme of that name. `look` says the same and goes before. ValueError for what is neither.
    """
    pairs = list(query)
    named = [value for name, value in pairs if name == "look" and value]
    meant = [value for name, value in pairs if name == "theme" and value in THEMES and value not in themes]
    for name, value in pairs:
        if name == "theme" and value and value not in THEMES and value not in themes:
            near = did_you_mean(nearest(value, [*THEMES, *themes])) or f"Looks are {', '.join(THEMES)}."
            raise ValueError(f"theme={value[:40]} is neither a look nor a theme of this catalogue. {near}")
    kept = [pair for pair in pairs if pair[0] != "look" and not (pair[0] == "theme" and pair[1] in meant)]
    return named or meant, kept


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
    margin = MARGIN if options.layout == "wide" else MARGIN / 2
    frame = Frame(round(options.width - 2 * margin), options.layout, day, compact=True)
    scene = still(scene_of(catalogue, subject, frame))
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
        ids_prefix="ec", margin=margin,
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
