"""Everything in a Scene but its words and dots, as Plotly layout shapes: the paths of `palette_strokes`, coloured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, Literal, TypeAlias

import numpy as np

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
    num,
    points_path,
    segments_path,
    strokes,
)
from timeline.palette_words import message
from timeline.scene.scene import Box, Break, Brush, Mark, Scene, Side, Stem, Tag, Thread, Window
from timeline.scene.threads import MANY_THREADS

Shape = dict[str, Any]
RECEDED: Final = 0.78
DOTS: Final = (2.0, 2.0)
_PARTS: Final = 10
"""Layers of a mark, at most; marks that lie on others come as many later."""

Look: TypeAlias = "tuple[str, str, float, str, float]"
"""Fill, line colour, line width, dash and opacity: paths of one look can be one shape."""


class Shapes:
    """Shapes in drawing order. `colours` are the theme's tokens; `by` colours threads by verdict or by relation.

    Plotly spends a fifth of a millisecond on every shape, so what looks alike is one shape of many pieces: neighbours
    in the drawing order always, and within `layers` all of one layer, whose shapes may not overlap.
    """

    def __init__(self, colours: Mapping[str, str], by: ColourBy) -> None:
        self.colours = colours
        self.by = by
        self._drawn: list[tuple[Look, list[str]]] = []
        self._names: dict[int, str] = {}
        self._layers: dict[tuple[int, Look], list[str]] | None = None

    def fill(self, d: str, ink: str, opacity: float = 1.0, *, layer: int = 0) -> None:
        """A filled path without a line; nothing for an empty path."""
        if d:
            self._add(d, (self._colour(ink), "", 0.0, "", opacity), layer)

    def line(
        self,
        d: str,
        ink: str,
        width: float = 1.0,
        *,
        opacity: float = 1.0,
        dash: tuple[float, ...] = (),
        layer: int = 0,
    ) -> None:
        """A line without a fill; nothing for an empty path."""
        if d:
            dashes = ",".join([f"{part:.1f}px" for part in dash]) if dash else ""
            self._add(d, ("", self._colour(ink), round(width, 2), dashes, opacity), layer)

    def _add(self, d: str, look: Look, layer: int) -> None:
        if self._layers is not None:
            self._layers.setdefault((layer, look), []).append(d)
        # Where lines of one shape cross they do not darken, and where its areas do, they cancel out.
        elif self._drawn and self._drawn[-1][0] == look and look[1] and look[4] == 1 and not self._is_named():
            self._drawn[-1][1].append(d)
        else:
            self._drawn.append((look, [d]))

    def _is_named(self) -> bool:
        """Whether the last shape is a thread that a page can find, to which nothing else belongs."""
        return len(self._drawn) - 1 in self._names

    @contextmanager
    def layers(self) -> Iterator[None]:
        """What is drawn in here comes layer by layer, each look of a layer as one shape."""
        found = self._layers = {}
        yield
        self._layers = None
        self._drawn += [(look, found[layer, look]) for layer, look in sorted(found, key=lambda key: key[0])]

    def _colour(self, ink: str) -> str:
        return self.colours.get(ink, ink)

    def scene(self, scene: Scene) -> list[Shape]:
        """All shapes of a scene, bottom first."""
        for band in scene.bands:
            self.fill(box_path(band.box), f"{band.side}-band")
        for strong, opacity in ((False, 0.06), (True, 0.12)):
            lines = ((t.start, t.end) for t in scene.ticks if t.strong is strong)
            self.line(segments_path(lines), "ink", opacity=opacity)
        for gap in scene.breaks:
            self._break(gap, scene.layout)
        for line in scene.lines:
            dash = () if line.role == "axis" else DOTS
            self.line(points_path((line.start, line.end)), "ink", 1.5 if dash else 1, opacity=0.75, dash=dash)
        self._stems(scene.stems)
        self._threads(scene)
        for band in scene.bands:
            box, at = band.box, band.rail
            ends = ((box.x0, at), (box.x1, at)) if scene.layout == "wide" else ((at, box.y0), (at, box.y1))
            self.line(points_path(ends), f"{band.side}-ink", 2)
        with self.layers():
            for mark, level in zip(scene.marks, _levels(scene.marks), strict=True):
                self._mark(mark, scene, level * _PARTS)
        with self.layers():
            for mark in scene.marks:
                self._leader(mark)
        with self.layers():
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
        return [_shape(look, "".join(paths), self._names.get(at, "")) for at, (look, paths) in enumerate(self._drawn)]

    def _break(self, gap: Break, layout: Literal["wide", "tall"]) -> None:
        box = gap.box
        self.fill(box_path(box), "paper")
        self.line(hatching(box), "rule")
        self.line(cut_edges(gap, layout), f"{gap.side}-ink", opacity=0.55)

    def _stems(self, stems: tuple[Stem, ...]) -> None:
        for side in ("then", "now"):
            for strong in (False, True):
                shown = [s for s in stems if s.side == side and (s.state in STRONG) is strong]
                d = segments_path((s.start, s.end) for s in shown)
                self.line(d, f"{side}-ink", 2 if strong else 1, opacity=1 if strong else 0.55)

    def _threads(self, scene: Scene) -> None:
        many = len(scene.threads) > MANY_THREADS

        def together(pair: tuple[Thread, Stroke | None]) -> tuple[object, ...]:
            thread = pair[0]
            return (thread.state, thread.verdict) if many and not thread.parts else (id(thread),)

        for _, run in groupby(zip(scene.threads, halos(scene), strict=True), key=together):
            shown = [(thread, halo, self._strokes(thread)) for thread, halo in run]
            for _, halo, _ in shown:
                if halo:
                    self.line(halo.d, halo.ink, halo.width, dash=halo.dash)
            # Threads of one pattern are drawn stroke by stroke, so that each level is one shape.
            for level in zip(*(lines for _, _, lines in shown), strict=True):
                for stroke in level:
                    self.line(stroke.d, stroke.ink, stroke.width, dash=stroke.dash)
            if not many:
                self._names[len(self._drawn) - 1] = shown[0][0].key
            for thread, _, _ in shown:
                if thread.stub:
                    self._sheet(sheet_at_end(thread.points), filled=thread.state == "selected")

    def _strokes(self, thread: Thread) -> list[Stroke]:
        found = []
        for stroke in strokes(thread, self.by):
            ink = self.colours[stroke.ink]
            if thread.state == "receded" and stroke.ink != "paper":
                ink = mixed(ink, self.colours["paper"], RECEDED)
            # Plotly has no round line caps: a dot is a dash as long as it is wide
            dash = (stroke.width, stroke.dash[1] - stroke.width + stroke.dash[0]) if stroke.round else stroke.dash
            found.append(Stroke(stroke.d, stroke.width, ink, dash))
        return found

    def _sheet(self, box: Box, *, filled: bool, base: int = 0) -> None:
        outline = box_path(box)
        self.fill(outline, "ink" if filled else "surface", layer=base + 1)
        self.line(outline, "ink", 1.5, layer=base + 2)
        self.line(sheet_lines(box), "paper" if filled else "ink", 1.1, layer=base + 3)

    def _mark(self, mark: Mark, scene: Scene, base: int) -> None:
        side = mark.side
        if mark.shape == "bar":
            shape = bar(mark, scene.layout)
            self.fill(shape.body, f"{side}-bar", layer=base + 1)
            for part in hatch_boxes(mark, scene.layout):
                self.line(hatching(part), f"{side}-band", 2.2, layer=base + 2)
            self.fill(shape.edge, f"{side}-ink", layer=base + 3)
            self.line(shape.dotted, f"{side}-ink", 1.5, dash=DOTS, layer=base + 4)
            if mark.state == "selected":
                self.line(shape.body, f"{side}-ink", 2, layer=base + 5)
        else:
            if mark.shape == "dot":
                for part in hatch_boxes(mark, scene.layout):
                    self.line(hatching(part), f"{side}-ink", opacity=0.55)
            self.line(whisker_path(mark, scene.layout), f"{side}-ink", 1.5, dash=DOTS)
            if mark.shape == "cluster":
                self.fill(pill_path(mark.box), f"{side}-ink", layer=base + 1)
            elif mark.shape == "sheet":
                self._sheet(mark.box, filled=mark.state == "selected", base=base)

    def _leader(self, mark: Mark) -> None:
        """The line from a mark to its words, and the ground of those of a selected one."""
        if mark.label:
            width, opacity = (2, 1.0) if mark.state in STRONG else (1, 0.55)
            self.line(points_path(mark.label.leader), f"{mark.side}-ink", width, opacity=opacity)
            if mark.state == "selected":
                self.fill(box_path(mark.label.box), "select", layer=1)

    def _tag(self, tag: Tag) -> None:
        if tag.text.role == "lag":
            self.fill(box_path(ground(tag.text)), "paper")
            return
        verdict = tag.verdict if tag.verdict in VERDICT_WORDS else ""
        ink = f"v-{verdict}" if verdict else "ink"
        outline = pill_path(tag.box)
        self.fill(outline, "surface", layer=1)
        self.line(outline, ink, 1.6, layer=2)
        if verdict:
            size = min(15.0, tag.box.height - 6)
            self._silhouette(verdict, tag.box.x0 + 7.5, tag.box.y0 + (tag.box.height - size) / 2, size)

    def _silhouette(self, verdict: str, x: float, y: float, size: float) -> None:
        for layer, sign in enumerate(SILHOUETTES[verdict], 3):
            d = moved(sign.d, x, y, size / 20)
            ink = "surface" if sign.ink == "knock" else f"v-{verdict}"
            if sign.stroke:
                dash = tuple(part * size / 20 for part in sign.dash)
                self.line(d, ink, sign.stroke * size / 20, dash=dash, layer=layer)
            else:
                self.fill(d, ink, layer=layer)

    def _brush(self, brush: Brush) -> None:
        box = brush.box
        self.line(points_path(((box.x0, box.y0), (box.x1, box.y0))), "rule")
        axis = min((min(t.start[1], t.end[1]) for t in brush.ticks), default=box.y1)
        if brush.ticks:
            lines = [((box.x0, axis), (box.x1, axis)), *((t.start, t.end) for t in brush.ticks)]
            self.line(segments_path(lines), "rule-strong")
        top, foot = num(axis - 13), num(axis - 2)
        for side in ("then", "now"):
            rug = "".join([f"M{x} {top}L{x} {foot}" for x in _rug(brush.rug, side)])
            self.line(rug, f"{side}-ink", opacity=0.55)
        with self.layers():
            for window in brush.windows:
                self._window(window)

    def _window(self, window: Window) -> None:
        self.fill(box_path(window.box), f"{window.side}-bar", 0.55)
        self.line(box_path(window.box), f"{window.side}-ink", 1.6)
        middle = (window.box.y0 + window.box.y1) / 2
        for x in (window.box.x0, window.box.x1):
            handle = box_path(Box(x - 3.5, middle - 7.5, x + 3.5, middle + 7.5))
            self.fill(handle, "surface", layer=1)
            self.line(handle, f"{window.side}-ink", 1.6, layer=2)


@lru_cache(maxsize=16)
def _rug(rug: tuple[tuple[Side, float], ...], side: Side) -> tuple[str, ...]:
    """The places of one side's strokes, written: hundreds that stay where they are while a reader zooms."""
    return tuple(num(x) for of, x in rug if of == side)


def _levels(marks: Sequence[Mark]) -> list[int]:
    """How many marks with a surface each of them lies on: those of one level do not overlap, and can be one shape."""
    levels = [0] * len(marks)
    solid = [number for number, mark in enumerate(marks) if mark.shape != "dot"]
    boxes = np.array([(b.x0, b.y0, b.x1, b.y1) for b in (marks[number].box for number in solid)]).reshape(-1, 4)
    x0, y0, x1, y1 = boxes.T
    over = (x0[:, None] < x1) & (x0 < x1[:, None]) & (y0[:, None] < y1) & (y0 < y1[:, None])
    for upper, lower in np.argwhere(np.tril(over, -1)).tolist():
        levels[solid[upper]] = max(levels[solid[upper]], levels[solid[lower]] + 1)
    return levels


def _shape(look: Look, path: str, name: str) -> Shape:
    fill, ink, width, dash, opacity = look
    shape: Shape = {"type": "path", "path": path, "layer": "below"} | ({"name": name} if name else {})
    if fill:
        shape |= {"fillcolor": fill, "line": {"width": 0}}
    else:
        shape["line"] = {"color": ink, "width": width} | ({"dash": dash} if dash else {})
    return shape | ({"opacity": opacity} if opacity < 1 else {})
