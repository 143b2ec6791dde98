"""Grounds, ticks, stems, bars, dots, reports, clusters and the brush as SVG."""

from __future__ import annotations

from timeline.palette_shapes import (
    NODE,
    NODE_BIG,
    STRONG,
    bar,
    cut_edges,
    hatch_boxes,
    hatching,
    pill_path,
    whisker_path,
)
from timeline.palette_strokes import num, points_path, segments_path
from timeline.scene.clusters import count_text
from timeline.scene.scene import Band, Box, Break, Brush, Line, Mark, Node, Scene, Side, Stem, Tick
from timeline.svg_text import text_element
from timeline.svg_threads import sheet

_ROLES = {"today": "k ka f", "day-zero": "k ka f", "axis": "k ka"}


def _s(side: Side) -> str:
    return side[0]


def rect(box: Box, name: str, radius: float = 0.0) -> str:
    """A plain rectangle with a class."""
    corner = f' rx="{num(radius)}"' if radius else ""
    return (
        f'<rect class="{name}" x="{num(box.x0)}" y="{num(box.y0)}"'
        f' width="{num(box.width)}" height="{num(box.height)}"{corner}/>'
    )


def path(d: str, name: str) -> str:
    """A path with a class; nothing for an empty path."""
    return f'<path class="{name}" d="{d}"/>' if d else ""


def grounds(scene: Scene) -> str:
    """The two bands' areas."""
    return "".join(rect(band.box, f"{_s(band.side)}b") for band in scene.bands)


def rails(scene: Scene) -> str:
    """The rails, one line per band."""
    return "".join(path(rail_path(band, scene), f"{_s(band.side)}l r") for band in scene.bands)


def rail_path(band: Band, scene: Scene) -> str:
    """The line of a band's rail."""
    if scene.layout == "wide":
        return points_path(((band.box.x0, band.rail), (band.box.x1, band.rail)))
    return points_path(((band.rail, band.box.y0), (band.rail, band.box.y1)))


def ticks(scene: Scene, *, fixed: bool) -> str:
    """Hairlines across the bands, strong ones apart, then their words."""
    return _tick_lines(scene.ticks) + "".join(
        text_element(tick.label, fixed=fixed) for tick in scene.ticks if tick.label is not None
    )


def _tick_lines(shown: tuple[Tick, ...]) -> str:
    plain = segments_path((tick.start, tick.end) for tick in shown if not tick.strong)
    strong = segments_path((tick.start, tick.end) for tick in shown if tick.strong)
    return path(plain, "k") + path(strong, "k ks")


def break_(gap: Break, scene: Scene, *, fixed: bool) -> str:
    """Time cut out: the ground is hatched, its two sides are drawn, its length is written."""
    return (
        rect(gap.box, "pp")
        + path(hatching(gap.box), "bk")
        + path(cut_edges(gap, scene.layout), f"{_s(gap.side)}l o")
        + text_element(gap.label, fixed=fixed)
    )


def line(shown: Line, *, fixed: bool) -> str:
    """Today, day 0 or the axis."""
    label = text_element(shown.label, fixed=fixed) if shown.label else ""
    return path(points_path((shown.start, shown.end)), _ROLES[shown.role]) + label


def stems(shown: tuple[Stem, ...]) -> str:
    """Hairlines from marks to the rail; what belongs to the selection is drawn last, and strong."""
    out = ""
    for side in ("then", "now"):
        plain = segments_path((s.start, s.end) for s in shown if s.side == side and s.state not in STRONG)
        strong = segments_path((s.start, s.end) for s in shown if s.side == side and s.state in STRONG)
        out += path(plain, f"{side[0]}l o") + path(strong, f"{side[0]}l r")
    return out


def node(shown: Node) -> str:
    """A dot on a rail."""
    radius = NODE_BIG if shown.state in STRONG else NODE
    return f'<circle class="{_s(shown.side)}n" cx="{num(shown.x)}" cy="{num(shown.y)}" r="{num(radius)}"/>'


def mark_shape(mark: Mark, scene: Scene) -> str:
    """What a mark looks like, without its words."""
    side, box = _s(mark.side), mark.box
    if mark.shape == "bar":
        return _bar(mark, scene)
    whisker = path(whisker_path(mark, scene.layout), f"{side}l f")
    if mark.shape == "sheet":
        return whisker + sheet(box, filled=mark.state == "selected")
    if mark.shape == "cluster":
        return path(pill_path(box), f"{side}i") + text_element(count_text(mark))
    hatches = "".join(path(hatching(part), f"{side}l o") for part in hatch_boxes(mark, scene.layout))
    radius = min(box.width, box.height) / 2
    name, radius = (f"{side}o", radius - 0.7) if mark.hollow else (f"{side}i", radius)
    return f'{hatches}{whisker}<circle class="{name}" cx="{num(mark.x)}" cy="{num(mark.y)}" r="{num(radius)}"/>'


def _bar(mark: Mark, scene: Scene) -> str:
    side = _s(mark.side)
    shape = bar(mark, scene.layout)
    hatches = "".join(path(hatching(part), f"h{side}") for part in hatch_boxes(mark, scene.layout))
    outline = path(shape.body, f"{side}l r") if mark.state == "selected" else ""
    return (
        path(shape.body, f"{side}g")
        + hatches
        + path(shape.edge, f"{side}i")
        + path(shape.dotted, f"{side}l f")
        + outline
    )


def mark_words(mark: Mark, *, fixed: bool) -> str:
    """A mark's label: its leader, the ground of a selected one, and its lines."""
    label = mark.label
    if label is None:
        return ""
    out = path(points_path(label.leader), f"{_s(mark.side)}l {'r' if mark.state in STRONG else 'o'}")
    if mark.state == "selected":
        out += rect(label.box, "se")
    for words in label.lines:
        extra = ""
        if words.role == "title" and mark.hollow:
            extra = "u"
        elif words.role == "date" and label.inside:
            extra = "j"
        out += text_element(words, extra=extra, fixed=fixed)
    return out


def brush(shown: Brush, *, fixed: bool) -> str:
    """All years with the two windows."""
    out = path(points_path(((shown.box.x0, shown.box.y0), (shown.box.x1, shown.box.y0))), "rl")
    if shown.ticks:
        axis = min(min(tick.start[1], tick.end[1]) for tick in shown.ticks)
        out += path(points_path(((shown.box.x0, axis), (shown.box.x1, axis))), "ru")
    else:
        axis = shown.box.y1
    out += path(segments_path((tick.start, tick.end) for tick in shown.ticks), "ru")
    out += "".join(text_element(tick.label, fixed=fixed) for tick in shown.ticks if tick.label)
    for side in ("then", "now"):
        marks = segments_path(((x, axis - 13), (x, axis - 2)) for s, x in shown.rug if s == side)
        out += path(marks, f"{side[0]}l o")
    for window in shown.windows:
        side, box = _s(window.side), window.box
        out += rect(box, f"w w{side}")
        middle = (box.y0 + box.y1) / 2
        for x in (box.x0, box.x1):
            out += rect(Box(x - 3.5, middle - 7.5, x + 3.5, middle + 7.5), f"wh {side}l", 2)
        out += text_element(window.label, extra=f"{side}i", fixed=fixed)
    return out
