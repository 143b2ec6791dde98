"""The pictures of a subject: one drawing for each width that matters, chosen by the page's style sheet alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from markupsafe import Markup

from timeline.catalogue import Catalogue
from timeline.documents.subjects import Subject
from timeline.scene import Frame, Scene
from timeline.scene.plans import Plan, in_step, own_clocks
from timeline.scene.side_by_side import side_by_side
from timeline.scene.tall import tall
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


PAGE_SIZES: Final = (Size(320, "tall"), Size(600), Size(860), Size(1180))
EMBED_SIZES: Final = (Size(320, "tall"), Size(480), Size(640), Size(900), Size(1200))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished `<svg>` and the room it takes."""

    size: Size
    svg: Markup
    height: float


def scene_of(catalogue: Catalogue, subject: Subject, frame: Frame) -> Scene:
    """The Scene of exactly what the subject holds."""
    selection = subject.selection
    plan: Plan | None = in_step(catalogue, selection, frame) if selection.view.scale == "in-step" else None
    if plan is None:
        plan = own_clocks(catalogue, selection, frame)
    return (tall if frame.layout == "tall" else side_by_side)(catalogue, selection, frame, plan)


def drawings(
    catalogue: Catalogue,
    subject: Subject,
    sizes: Iterable[Size],
    today: int,
    *,
    href: Href | None = None,
    prefix: str = "p",
) -> list[Drawing]:
    """The subject at every size, under the page's own style rules."""
    found = []
    for size in sizes:
        scene = scene_of(catalogue, subject, Frame(size.width, size.layout, today, compact=True))
        svg = draw(scene, href=href, ids_prefix=f"{prefix}{size.width}", styles=False)
        found.append(Drawing(size, Markup(svg), scene.height))
    return found


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
