"""Scene -> SVG: real text, links, a title and a description; for posters, embeds, handouts, pictures and print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.palette import ColourBy
from timeline.palette_shapes import box_path, hit_boxes, nodes_shown
from timeline.palette_strokes import Stroke, halos, num
from timeline.palette_words import ROLES, message
from timeline.scene.scene import Mark, Scene, Text, Thread
from timeline.svg_caption import SIZES, Block, Caption, foot, head
from timeline.svg_marks import (
    break_,
    brush,
    grounds,
    line,
    mark_shape,
    mark_words,
    node,
    path,
    rails,
    rect,
    stems,
    ticks,
)
from timeline.svg_style import ROOT, ThemeChoice, chart_css, style
from timeline.svg_text import escape, safe_href, text_element
from timeline.svg_threads import symbols, tag, thread_parts

__all__ = ["Caption", "Href", "chart_css", "draw"]

Href = Callable[[str, str], str | None]
"""(kind, key) -> address, or None for no link. Kinds: `event`, `report`, `citation` (`report>history`, or `>history`
for a ribbon) and `window` (the EDTF window that opens a cluster)."""


def draw(
    scene: Scene,
    *,
    theme: ThemeChoice = "auto",
    standalone: bool = False,
    caption: Caption | None = None,
    href: Href | None = None,
    hidden: bool = False,
    ids_prefix: str = ROOT,
    paper: str | None = None,
    colour_by: ColourBy = "verdict",
    styles: bool = True,
    margin: float = 0.0,
) -> str:
    """The picture as one `<svg>` element; the same arguments always give the same bytes.

    `theme` `auto` follows the page's tokens, or, when `standalone`, defines its own for light and dark (the reader's
    system, or `data-theme` on the element). `standalone` also pins the width of every text, so that a fallback font
    cannot widen it, and adds namespace, `<title>` and ground. `caption` puts headline, legend, reading and source
    around the chart. `href` makes marks and threads links with `data-kind` and `data-key`. `hidden` hides the picture
    from assistive technology (the page says the same in words) and takes its links out of the tab order. `ids_prefix`
    must differ between two pictures on one page. `paper` is the ground's colour (`none`: no ground). `styles=False`
    leaves the rules to a page that serves `chart_css()`. `margin` is ground left free on every side, in pixels, by
    which the picture is larger than the scene.
    """
    pen = _Pen(scene, href, hidden, ids_prefix, colour_by, fixed=standalone)
    above = head(scene, caption, ids_prefix, fixed=standalone) if caption else Block("", 0)
    below = foot(scene, caption, fixed=standalone) if caption else Block("", 0)
    height = scene.height + above.height + below.height
    body = pen.body()
    if caption:
        down = num(above.height)
        body = (
            f'{above.svg}<g transform="translate(0 {down})">{body}</g>'
            f'<g transform="translate(0 {num(above.height + scene.height)})">{below.svg}</g>'
        )
    box = _box(scene.width, height, margin)
    ground = f'<rect class="pp" {box.ground}/>' if _has_ground(standalone, paper) else ""
    rules = ""
    if styles:
        sizes = _sizes(scene) | (set(SIZES) if caption else set())
        given = paper if paper and paper != "none" else None
        rules = style(theme, standalone=standalone, linked=href is not None, sizes=sizes, paper=given)
        rules = f"<style>{rules}</style>"
    verdicts = {t.verdict for t in scene.tags} | ({v for v, n in scene.verdicts if n} if caption else set())
    return (
        f"{_opening(scene, box, standalone, href is not None, hidden, ids_prefix)}{rules}"
        f"{symbols(verdicts, ids_prefix)}{ground}{body}</svg>"
    )


def _has_ground(standalone: bool, paper: str | None) -> bool:
    return paper != "none" and (standalone or bool(paper))


@dataclass(frozen=True, slots=True)
class _Box:
    """The attributes of the picture's frame, and of the ground that fills it."""

    frame: str
    ground: str


def _box(wide: float, high: float, margin: float) -> _Box:
    corner, width, height = num(-margin), num(wide + 2 * margin), num(high + 2 * margin)
    size = f'width="{width}" height="{height}"'
    place = f'x="{corner}" y="{corner}" ' if margin else ""
    return _Box(f'viewBox="{corner} {corner} {width} {height}" {size}', place + size)


def _opening(scene: Scene, box: _Box, standalone: bool, linked: bool, hidden: bool, prefix: str) -> str:
    """The start tag, with the name and the description that assistive technology reads."""
    space = ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""
    start = f'<svg{space} class="{ROOT}" {box.frame}'
    if hidden:
        return f'{start} aria-hidden="true" focusable="false">'
    role = "group" if linked else "img"
    described = " ".join(part for part in (scene.sentence, scene.reading, *scene.left_out, scene.empty) if part)
    desc = f'<desc id="{prefix}-d">{escape(described)}</desc>'
    if standalone:
        named = f'aria-labelledby="{prefix}-t" aria-describedby="{prefix}-d"'
        return f'{start} role="{role}" {named}><title id="{prefix}-t">{escape(scene.headline)}</title>{desc}'
    # inside a page a <title> would pop up wherever the pointer rests
    return f'{start} role="{role}" aria-label="{escape(scene.headline)}" aria-describedby="{prefix}-d">{desc}'


def _sizes(scene: Scene) -> set[int]:
    """Font sizes beside the roles' own, in tenths of a pixel."""
    shown: list[Text] = [*scene.texts, *(band.name for band in scene.bands), *(t.text for t in scene.tags)]
    shown += [t.label for t in scene.ticks if t.label] + [gap.label for gap in scene.breaks]
    shown += [x.label for x in scene.lines if x.label]
    shown += [words for m in scene.marks if m.label for words in m.label.lines]
    if scene.brush:
        shown += [t.label for t in scene.brush.ticks if t.label] + [w.label for w in scene.brush.windows]
    return {round(text.size * 10) for text in shown if text.size != ROLES[text.role].size}


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every part of one picture needs to know."""

    scene: Scene
    href: Href | None
    hidden: bool
    prefix: str
    colour_by: ColourBy
    fixed: bool

    def body(self) -> str:
        """All parts, bottom first."""
        scene, fixed = self.scene, self.fixed
        names = "".join(text_element(band.name, extra=f"{band.side[0]}i", fixed=fixed) for band in scene.bands)
        parts = [
            grounds(scene),
            ticks(scene, fixed=fixed),
            *(break_(gap, scene, fixed=fixed) for gap in scene.breaks),
            *(line(shown, fixed=fixed) for shown in scene.lines),
            names,
            stems(scene.stems),
            *(self._thread(thread, halo) for thread, halo in zip(scene.threads, halos(scene), strict=True)),
            rails(scene),
            *(self._mark(mark) for mark in scene.marks),
            self._still("".join(node(shown) for shown in nodes_shown(scene))),
            self._still("".join(tag(shown, self.prefix, fixed=fixed) for shown in scene.tags)),
            *(text_element(text, fixed=fixed) for text in scene.texts),
            brush(scene.brush, fixed=fixed) if scene.brush else "",
            self._empty(),
        ]
        return "".join(parts)

    def _still(self, parts: str) -> str:
        """Parts that let the pointer through to the thread or mark beneath."""
        return f'<g class="n">{parts}</g>' if parts and self.href else parts

    def _thread(self, thread: Thread, halo: Stroke | None) -> str:
        link = self._link("citation", thread.key, thread.word, "q")
        inside = thread_parts(thread, halo, self.colour_by, linked=bool(link))
        return f"{link}{inside}</a>" if link else inside

    def _mark(self, mark: Mark) -> str:
        kind, key = "event", mark.key
        if mark.shape == "cluster":
            kind, key = "window", mark.window
        elif mark.shape == "sheet" or mark.kind == "report":
            kind = "report"
        link = self._link(kind, key, mark.word or f"{mark.title}, {mark.date}", "a")
        inside = mark_shape(mark, self.scene) + mark_words(mark, fixed=self.fixed)
        if not link:
            return inside
        hits = "".join(rect(box, "i") for box in hit_boxes(mark))
        return f"{link}{self._whole_title(mark)}{hits}{inside}</a>"

    def _whole_title(self, mark: Mark) -> str:
        """The title on hover, where the label does not show it whole."""
        shown = " ".join(words.text for words in mark.label.lines if words.role == "title") if mark.label else ""
        return "" if shown == mark.title else f"<title>{escape(mark.title)}</title>"

    def _link(self, kind: str, key: str, word: str, name: str) -> str:
        """The start tag of a link, or nothing."""
        address = safe_href(self.href(kind, key)) if self.href and key else ""
        if not address:
            return ""
        reach = ' tabindex="-1"' if self.hidden else f' aria-label="{escape(word)}"'
        return f'<a class="{name}" href="{address}" data-kind="{kind}" data-key="{escape(key)}"{reach}>'

    def _empty(self) -> str:
        """What to say when there is nothing to draw."""
        told = message(self.scene)
        if told is None:
            return ""
        card, lines = told
        return path(box_path(card), "cd") + "".join(text_element(line, fixed=self.fixed) for line in lines)
