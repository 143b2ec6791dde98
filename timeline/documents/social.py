"""The picture that social networks show of a page: 1200 x 628, the title large, the chart as large as it goes."""

from __future__ import annotations

import re
from typing import Final

from timeline.catalogue import Catalogue
from timeline.documents.pictures import scene_of, still
from timeline.documents.subjects import Subject
from timeline.palette import FAMILIES, SILHOUETTES, THEMES, VERDICT_WORDS, Theme
from timeline.scene import Frame, Scene
from timeline.svg import draw
from timeline.svg_text import escape
from timeline.widths import width, wrap

WIDTH: Final = 1200
HEIGHT: Final = 628
MARGIN: Final = 40
FRAMES: Final = (640, 900, 1200, 1400)
"""Widths to try for the chart, the largest letters first; pages draw most of them too."""
_OPENING: Final = re.compile(r"<svg[^>]*>")


def svg(catalogue: Catalogue, subject: Subject, day: int, theme: Theme) -> str:
    """The picture as SVG text with fixed colours."""
    colours = THEMES[theme]
    lines = wrap(subject.title, WIDTH - 2 * MARGIN, 2, size=44, family="serif", weight=600)
    y = 66.0
    out = ""
    for line in lines:
        out += _text(
            line, MARGIN, y, f'font-family="{_family("serif")}" font-weight="600" font-size="44"', colours["ink"]
        )
        y += 50
    chart, wide, high = _chart(catalogue, subject, day, theme, HEIGHT - y - 58)
    top = y - 22
    left = (WIDTH - wide) / 2
    out += _placed(chart, left, top, wide, high)
    out += _legend(subject, catalogue, theme, HEIGHT - 24)
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours["paper"]}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(subject.title)}</title>{ground}{out}</svg>"
    )


def _chart(catalogue: Catalogue, subject: Subject, day: int, theme: Theme, room: float) -> tuple[str, float, float]:
    """The chart and the size at which it stands: the first width whose picture fits at full breadth."""
    scene: Scene | None = None
    for frame in FRAMES:
        scene = scene_of(catalogue, subject, Frame(frame, "wide", day, compact=True))
        if scene.height * WIDTH / frame <= room:
            break
    assert scene is not None
    scale = min(WIDTH / scene.width, room / scene.height)
    drawn = draw(still(scene), theme=theme, standalone=True, paper="none", ids_prefix="so")
    return drawn, scene.width * scale, scene.height * scale


def _placed(drawn: str, x: float, y: float, wide: float, high: float) -> str:
    """A finished picture inside another, at a place and a size."""
    opening = _OPENING.match(drawn)
    assert opening is not None
    box = re.search(r'viewBox="[^"]*"', opening.group(0))
    assert box is not None
    # Nothing lies outside its box; saying so spares resvg a layer, and a third of the time.
    at = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f'<svg class="ec" overflow="visible" {box.group(0)} {at}>' + drawn[opening.end() :]


def _legend(subject: Subject, catalogue: Catalogue, theme: Theme, y: float) -> str:
    """The verdicts in the picture, and whose picture it is."""
    colours = THEMES[theme]
    verdicts = catalogue.citations["verdict"].iloc[subject.selection.citations].value_counts()
    out, x = "", float(MARGIN)
    plain = f'font-family="{_family("sans")}" font-weight="500" font-size="22"'
    for verdict, word in VERDICT_WORDS.items():
        count = int(verdicts.get(verdict, 0))
        if not count:
            continue
        out += f'<g transform="translate({x:.1f} {y - 20:.1f}) scale(1.25)">{_sign(verdict, theme)}</g>'
        words = f"{word} {count:,}"
        out += _text(words, x + 34, y, plain, colours["ink"])
        x += 34 + width(words, 22, "sans", 500) + 30
    mark = f'<g transform="translate({WIDTH - MARGIN - 158} {y - 25:.1f})">{_brand(theme)}</g>'
    bold = f'font-family="{_family("serif")}" font-weight="600" font-size="27"'
    return out + mark + _text("Echoline", WIDTH - MARGIN - 116, y, bold, colours["ink"])


def _sign(verdict: str, theme: Theme) -> str:
    paths = []
    for stroke in SILHOUETTES[verdict]:
        ink = THEMES[theme][f"v-{verdict}"] if stroke.ink == "verdict" else THEMES[theme]["paper"]
        dash = f' stroke-dasharray="{" ".join(map(str, stroke.dash))}"' if stroke.dash else ""
        look = f'fill="none" stroke="{ink}" stroke-width="{stroke.stroke}"{dash}' if stroke.stroke else f'fill="{ink}"'
        paths.append(f'<path {look} d="{stroke.d}"/>')
    return "".join(paths)


def _brand(theme: Theme) -> str:
    colours = THEMES[theme]
    return (
        f'<path d="M2 7.5h18.7" stroke="{colours["then-ink"]}" stroke-width="3.4"/>'
        f'<path d="M11.3 24.5H30" stroke="{colours["now-ink"]}" stroke-width="3.4"/>'
        f'<path d="M19 5.8V9c0 6.5-6 7.5-6 14v3.2" fill="none" stroke="{colours["ink"]}" stroke-width="3.4"/>'
    )


def _family(name: str) -> str:
    return FAMILIES[name].replace('"', "'")


def _text(words: str, x: float, y: float, look: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look} fill="{colour}">{escape(words)}</text>'
