"""Everything in a Scene but its words and dots, as Plotly layout shapes: the paths of `palette_strokes`, coloured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from timeline.palette import SILHOUETTES, VERDICT_WORDS, ColourBy, mixed
from timeline.palette_shapes import (
    STRONG,
    bar,
    box_path,
    cut_edges,
    ground,
    hatch_boxes,
    hatching,
    pill_path,
    sheet_at_end,
    sheet_lines,
    whisker_path,
)
from timeline.palette_strokes import (
    Stroke,
    halos,
    moved,
    points_path,
    strokes,
)
from timeline.palette_words import message
from timeline.scene.scene import Box, Break, Brush, Mark, Scene, Stem, Tag, Thread

Shape = dict[str, Any]
RECEDED: Final = 0.78
DOTS: Final = (2.0, 2.0)


class Shapes:
    """Shapes in drawing order. `colours` are the theme's tokens; `by` colours threads by verdict or by relation."""

    def __init__(self, colours: Mapping[str, str], by: ColourBy) -> None:
        self.colours = colours
        self.by = by
        self.list: list[Shape] = []

    def fill(self, d: str, ink: str, opacity: float = 1.0) -> None:
        """A filled path without a line; nothing for an empty path."""
        if d:
            shape: Shape = {"type": "path", "path": d, "layer": "below", "fillcolor": self._colour(ink)}
            shape["line"] = {"width": 0}
            self._add(shape, opacity)

    def line(self, d: str, ink: str, width: float = 1.0, *, opacity: float = 1.0, dash: tuple[float, ...] = ()) -> None:
        """A line without a fill; nothing for an empty path."""
        if d:
            line: dict[str, Any] = {"color": self._colour(ink), "width": round(width, 2)}
            if dash:
                line["dash"] = ",".join(f"{part:.1f}px" for part in dash)
            self._add({"type": "path", "path": d, "layer": "below", "line": line}, opacity)

    def _add(self, shape: Shape, opacity: float) -> None:
        if opacity < 1:
            shape["opacity"] = opacity
        self.list.append(shape)

    def _colour(self, ink: str) -> str:
        return self.colours.get(ink, ink)

    def scene(self, scene: Scene) -> list[Shape]:
        """All shapes of a scene, bottom first."""
        for band in scene.bands:
            self.fill(box_path(band.box), f"{band.side}-band")
        for strong, opacity in ((False, 0.06), (True, 0.12)):
            lines = (points_path((t.start, t.end)) for t in scene.ticks if t.strong is strong)
            self.line("".join(lines), "ink", opacity=opacity)
        for gap in scene.breaks:
            self._break(gap, scene.layout)
        for line in scene.lines:
            dash = () if line.role == "axis" else DOTS
            self.line(points_path((line.start, line.end)), "ink", 1.5 if dash else 1, opacity=0.75, dash=dash)
        self._stems(scene.stems)
        for thread, halo in zip(scene.threads, halos(scene), strict=True):
            self._thread(thread, halo)
        for band in scene.bands:
            box, at = band.box, band.rail
            ends = ((box.x0, at), (box.x1, at)) if scene.layout == "wide" else ((at, box.y0), (at, box.y1))
            self.line(points_path(ends), f"{band.side}-ink", 2)
        for mark in scene.marks:
            self._mark(mark, scene)
        for tag in scene.tags:
            self._tag(tag)
        for text in scene.texts:
            if text.role == "lag":
                self.fill(box_path(ground(text)), "paper")
        if scene.brush:
            self._brush(scene.brush)
        told = message(scene)
        if told is not None:
            self.fill(box_path(told[0]), "surface")
            self.line(box_path(told[0]), "rule-strong")
        return self.list

    def _break(self, gap: Break, layout: Literal["wide", "tall"]) -> None:
        box = gap.box
        self.fill(box_path(box), "paper")
        self.line(hatching(box), "rule")
        self.line(cut_edges(gap, layout), f"{gap.side}-ink", opacity=0.55)

    def _stems(self, stems: tuple[Stem, ...]) -> None:
        for side in ("then", "now"):
            for strong in (False, True):
                shown = [s for s in stems if s.side == side and (s.state in STRONG) is strong]
                d = "".join(points_path((s.start, s.end)) for s in shown)
                self.line(d, f"{side}-ink", 2 if strong else 1, opacity=1 if strong else 0.55)

    def _thread(self, thread: Thread, halo: Stroke) -> None:
        self.line(halo.d, "paper", halo.width, dash=halo.dash)
        for stroke in strokes(thread, self.by):
            ink = self.colours[stroke.ink]
            if thread.state == "receded" and stroke.ink != "paper":
                ink = mixed(ink, self.colours["paper"], RECEDED)
            # Plotly has no round line caps: a dot is a dash as long as it is wide
            dash = (stroke.width, stroke.dash[1] - stroke.width + stroke.dash[0]) if stroke.round else stroke.dash
            self.line(stroke.d, ink, stroke.width, dash=dash)
        self.list[-1]["name"] = thread.key
        if thread.stub:
            self._sheet(sheet_at_end(thread.points), filled=thread.state == "selected")

    def _sheet(self, box: Box, *, filled: bool) -> None:
        self.fill(box_path(box), "ink" if filled else "surface")
        self.line(box_path(box), "ink", 1.5)
        self.line(sheet_lines(box), "paper" if filled else "ink", 1.1)

    def _mark(self, mark: Mark, scene: Scene) -> None:
        side = mark.side
        if mark.shape == "bar":
            shape = bar(mark, scene.layout)
            self.fill(shape.body, f"{side}-bar")
            for part in hatch_boxes(mark, scene.layout):
                self.line(hatching(part), f"{side}-band", 2.2)
            self.fill(shape.edge, f"{side}-ink")
            self.line(shape.dotted, f"{side}-ink", 1.5, dash=DOTS)
            if mark.state == "selected":
                self.line(shape.body, f"{side}-ink", 2)
        else:
            if mark.shape == "dot":
                for part in hatch_boxes(mark, scene.layout):
                    self.line(hatching(part), f"{side}-ink", opacity=0.55)
            self.line(whisker_path(mark, scene.layout), f"{side}-ink", 1.5, dash=DOTS)
            if mark.shape == "cluster":
                self.fill(pill_path(mark.box), f"{side}-ink")
            elif mark.shape == "sheet":
                self._sheet(mark.box, filled=mark.state == "selected")
        if mark.label:
            strong = mark.state in STRONG
            self.line(points_path(mark.label.leader), f"{side}-ink", 2 if strong else 1, opacity=1 if strong else 0.55)
            if mark.state == "selected":
                self.fill(box_path(mark.label.box), "select")

    def _tag(self, tag: Tag) -> None:
        if tag.text.role == "lag":
            self.fill(box_path(ground(tag.text)), "paper")
            return
        verdict = tag.verdict if tag.verdict in VERDICT_WORDS else ""
        ink = f"v-{verdict}" if verdict else "ink"
        self.fill(pill_path(tag.box), "surface")
        self.line(pill_path(tag.box), ink, 1.6)
        if verdict:
            size = min(15.0, tag.box.height - 6)
            self._silhouette(verdict, tag.box.x0 + 7.5, tag.box.y0 + (tag.box.height - size) / 2, size)

    def _silhouette(self, verdict: str, x: float, y: float, size: float) -> None:
        for sign in SILHOUETTES[verdict]:
            d = moved(sign.d, x, y, size / 20)
            ink = "surface" if sign.ink == "knock" else f"v-{verdict}"
            if sign.stroke:
                dash = tuple(part * size / 20 for part in sign.dash)
                self.line(d, ink, sign.stroke * size / 20, dash=dash)
            else:
                self.fill(d, ink)

    def _brush(self, brush: Brush) -> None:
        box = brush.box
        self.line(points_path(((box.x0, box.y0), (box.x1, box.y0))), "rule")
        axis = min((min(t.start[1], t.end[1]) for t in brush.ticks), default=box.y1)
        if brush.ticks:
            lines = "".join(points_path((t.start, t.end)) for t in brush.ticks)
            self.line(points_path(((box.x0, axis), (box.x1, axis))) + lines, "rule-strong")
        for side in ("then", "now"):
            rug = "".join(points_path(((x, axis - 13), (x, axis - 2))) for s, x in brush.rug if s == side)
            self.line(rug, f"{side}-ink", opacity=0.55)
        for window in brush.windows:
            self.fill(box_path(window.box), f"{window.side}-bar", 0.55)
            self.line(box_path(window.box), f"{window.side}-ink", 1.6)
            middle = (window.box.y0 + window.box.y1) / 2
            for x in (window.box.x0, window.box.x1):
                handle = box_path(Box(x - 3.5, middle - 7.5, x + 3.5, middle + 7.5))
                self.fill(handle, "surface")
                self.line(handle, f"{window.side}-ink", 1.6)
