"""The pictures of a subject: one drawing for each width that matters, chosen by the page's style sheet alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import quote

from markupsafe import Markup, escape

from timeline.catalogue import Catalogue
from timeline.documents.subjects import Subject
from timeline.scene import Frame, Scene, Selection, arrange
from timeline.scene.index import index_of
from timeline.svg import Href, draw

Layout = Literal["wide", "tall"]


@dataclass(frozen=True, slots=True)
class Size:
    """One drawing of a picture: its width in pixels, its layout, and the class that the style sheet knows it by."""

    width: int
    layout: Layout = "wide"

    @property
    def name(self) -> str:
        """The class of the drawing: `at-640`."""
        return f"at-{self.width}"


PAGE_SIZES: Final = (Size(320, "tall"), Size(640), Size(900), Size(1200), Size(1400))
EMBED_SIZES: Final = (Size(320, "tall"), Size(480), Size(640), Size(900), Size(1200))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished `<svg>` and the room it takes."""

    size: Size
    svg: Markup
    scene: Scene


def scene_of(catalogue: Catalogue, subject: Subject, frame: Frame) -> Scene:
    """The Scene of exactly what the subject holds."""
    return _arranged(catalogue, subject.selection, frame)


@lru_cache(maxsize=64)
def _arranged(catalogue: Catalogue, selection: Selection, frame: Frame) -> Scene:
    return arrange(catalogue, selection.view, frame, selection)


def drawings(
    catalogue: Catalogue,
    subject: Subject,
    sizes: Iterable[Size],
    today: int,
    *,
    href: Href | None = None,
    prefix: str = "p",
    pinned: bool = False,
    change: Callable[[Scene], Scene] = lambda scene: scene,
) -> list[Drawing]:
    """The subject at every size, under the page's own style rules; `change` may reword a scene before it is drawn.

    `pinned`: no font of ours comes along, so every text keeps its measured width whichever font the reader has.
    """
    found = []
    for size in sizes:
        scene = change(scene_of(catalogue, subject, Frame(size.width, size.layout, today, compact=True)))
        name = f"{prefix}{size.width}"
        svg = draw(scene, href=href, ids_prefix=name, styles=False, standalone=pinned, paper="none")
        if pinned:
            svg = _named_by_attribute(svg, scene)
        found.append(Drawing(size, Markup(svg), scene))
    return found


def still(scene: Scene) -> Scene:
    """The scene without the line of today, which would be another one tomorrow."""
    return replace(scene, lines=tuple(line for line in scene.lines if line.role != "today"))


def picture_day(catalogue: Catalogue) -> int:
    """The day as of which files are drawn: the newest beginning in the data, not the real today."""
    first = index_of(catalogue).first
    return int(first.max()) if len(first) else 0


def _named_by_attribute(svg: str, scene: Scene) -> str:
    """The name of the picture as an attribute: a <title> would pop up wherever the pointer rests."""
    label = f'aria-label="{escape(scene.headline)}"'
    return _TITLE.sub("", _LABELLED.sub(label, svg, count=1), count=1)


_LABELLED: Final = re.compile(r'aria-labelledby="[^"]*"')
_TITLE: Final = re.compile(r"<title id=[^>]*>[^<]*</title>")


def local_links(on_page: Sequence[str] = ()) -> Href:
    """Links to this site's documents; citations (`report>history`) that are on the page itself lead to their card."""
    here = set(on_page)

    def href(kind: str, key: str) -> str | None:
        if kind in ("event", "report"):
            return f"/{kind}/{quote(key)}"
        if kind == "citation":
            report, _, history = key.partition(">")
            if key in here:
                return f"#c-{quote(history)}"
            return f"/report/{quote(report)}#c-{quote(history)}" if report else f"/event/{quote(history)}"
        return None

    return href
