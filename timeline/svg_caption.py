"""Head and foot of a picture that stands alone: headline, legend in words, how to read it, source and link."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.palette import LEGEND_ORDER, VERDICT_WORDS
from timeline.palette_strokes import num
from timeline.scene.scene import Scene
from timeline.svg_text import escape, safe_href
from timeline.svg_threads import silhouette
from timeline.widths import Family, width, wrap


@dataclass(frozen=True, slots=True)
class Caption:
    """What surrounds a picture that stands alone. `source` and `link` (http, https or a path) may be empty."""

    source: str = ""
    link: str = ""
    link_words: str = "Explore on Echoline"
    headline: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """Finished elements and the height in pixels that they take."""

    svg: str
    height: float


@dataclass(frozen=True, slots=True)
class _Face:
    name: str
    size: float
    family: Family
    weight: int
    leading: float


_HEADLINE = _Face("hd", 23, "serif", 600, 27)
_HEADLINE_SMALL = _Face("hd z205", 20.5, "serif", 600, 24)
_SENTENCE = _Face("sm z145", 14.5, "cond", 400, 18)
_NOTE = _Face("sm z130", 13, "cond", 400, 17)
_KEY = _Face("t", 13.5, "cond", 500, 23)
_LINK = _Face("lk", 13.5, "sans", 600, 17)
NARROW = 480
SIGN = 16.0
KEY_GAP = 24.0
SIZES = (130, 145, 205)


def head(scene: Scene, caption: Caption, prefix: str, *, fixed: bool) -> Block:
    """Headline, sentence and the verdicts in view, above the chart."""
    y, out = 0.0, ""
    if caption.headline:
        face = _HEADLINE if scene.width >= NARROW else _HEADLINE_SMALL
        y, words = _paragraph(scene.headline, y + face.size, scene.width, face, 4, fixed=fixed)
        out += words
        y, words = _paragraph(scene.sentence, y - 4, scene.width, _SENTENCE, 4, fixed=fixed)
        out += words
        y -= 1
    keys = [(verdict, f"{VERDICT_WORDS[verdict]} {count:,}") for verdict, count in _legend(scene) if count]
    if keys:
        places, rows = _key_places([_text_width(words, _KEY) + SIGN + 6 for _, words in keys], scene.width)
        for (verdict, words), (x, row) in zip(keys, places, strict=True):
            top = y + row * _KEY.leading
            out += silhouette(verdict, x, top, SIGN, prefix)
            out += _line(words, x + SIGN + 6, top + 13, _KEY, fixed=fixed)
        y += rows * _KEY.leading + 7
    return Block(out, y)


def _legend(scene: Scene) -> list[tuple[str, int]]:
    counts = dict(scene.verdicts)
    return [(verdict, counts.get(verdict, 0)) for verdict in LEGEND_ORDER]


def _key_places(widths: list[float], room: float) -> tuple[list[tuple[float, int]], int]:
    """(x, row) of each entry of the legend: one row where it fits, else columns of equal width."""
    if sum(widths) + KEY_GAP * (len(widths) - 1) <= room:
        return [(sum(widths[:at]) + KEY_GAP * at, 0) for at in range(len(widths))], 1
    step = max(widths) + KEY_GAP
    columns = max(1, int((room + KEY_GAP) // step))
    return [((at % columns) * step, at // columns) for at in range(len(widths))], -(-len(widths) // columns)


def foot(scene: Scene, caption: Caption, *, fixed: bool) -> Block:
    """How to read the picture, what it leaves out, where it comes from, and the way to the whole."""
    y, out = 22.0, ""
    reading = " ".join((scene.reading, *scene.left_out)).strip()
    if reading:
        y, out = _paragraph(reading, y, scene.width, _NOTE, 6, fixed=fixed)
    else:
        y = 4.0
    href = safe_href(caption.link)
    if not (caption.source or href):
        return Block(out, y)
    y -= 6
    out += f'<path class="rl" d="M0 {num(y)}L{num(scene.width)} {num(y)}"/>'
    y += 19
    link_width = _text_width(caption.link_words, _LINK) if href else 0.0
    beside = scene.width - link_width - 24 >= _text_width(caption.source, _NOTE)
    room = scene.width - link_width - 24 if beside else scene.width
    after, words = _paragraph(caption.source, y, room, _NOTE, 3, fixed=fixed) if caption.source else (y, "")
    out += words
    if href:
        x, at = (scene.width - link_width - 1, y) if beside else (0.0, after + 2)
        out += f'<a href="{href}" target="_top">{_line(caption.link_words, x, at, _LINK, fixed=fixed)}</a>'
        after = max(after, at + _LINK.leading)
    return Block(out, after - 8)


def _text_width(text: str, face: _Face) -> float:
    return width(text, face.size, face.family, face.weight)


def _paragraph(text: str, y: float, room: float, face: _Face, lines: int, *, fixed: bool) -> tuple[float, str]:
    """Wrapped lines from the baseline `y` on; the next free baseline, and the elements."""
    out = ""
    for words in wrap(text, room, lines, size=face.size, family=face.family, weight=face.weight):
        out += _line(words, 0, y, face, fixed=fixed)
        y += face.leading
    return y, out


def _line(text: str, x: float, y: float, face: _Face, *, fixed: bool) -> str:
    pinned = f' textLength="{num(_text_width(text, face))}" lengthAdjust="spacingAndGlyphs"' if fixed else ""
    return f'<text class="{face.name}" x="{num(x)}" y="{num(y)}"{pinned}>{escape(text)}</text>'
