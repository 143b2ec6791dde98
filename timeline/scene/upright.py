"""Across time on a phone: the logarithmic axis runs down the page, arcs on its left, words on its right."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scales import YEAR, YearsAgoScale
from timeline.scene import wording
from timeline.scene.across_time import axis_scale, data_date, place_on_axis
from timeline.scene.arcs import bent
from timeline.scene.clusters import cluster_marks
from timeline.scene.columns import column_labels
from timeline.scene.curves import Curve
from timeline.scene.index import index_of
from timeline.scene.items import TITLE_SIZE, Item, dot_box, item_mark, sheet_box
from timeline.scene.scene import Band, Box, Frame, Label, Line, Mark, Piece, Scene, Side, Text, Tick
from timeline.scene.selection import Selection
from timeline.ticks import ago_ticks, year_words
from timeline.widths import cut, width

HEAD: Final = 34.0
FOOT: Final = 26.0
LENGTH: Final = 660.0
MOST_LABELS: Final = 26
TICKS: Final = 46.0
"""Room for years on the axis's left edge, below the arcs' feet."""
_SIZE: Final = 12.0


def upright(catalogue: Catalogue, selection: Selection, frame: Frame) -> Scene:
    """The Scene of the logarithmic axis for a narrow frame: oldest at the top, today at the bottom."""
    axis = round(frame.width * 0.36, 1)
    # YearsAgoScale puts today at the end of its room, so time runs down as it stands.
    scale, oldest = axis_scale(catalogue, selection, frame, (HEAD, HEAD + LENGTH))
    items, bundled, clusters, dropped = place_on_axis(catalogue, selection, scale, frame, LENGTH)
    heaviest = sorted(items, key=lambda i: -i.weight)[:MOST_LABELS]
    worded = sorted(heaviest, key=lambda i: i.at)
    height = HEAD + LENGTH + FOOT
    for item in worded:
        room = frame.width - axis - 34 - item.date_width
        item.write(title=cut(item.title, max_width=room, size=TITLE_SIZE, weight=500))
    labels = column_labels(worded, axis + 20, HEAD, height - 6, axis)
    height = max(height, *(label.box.y1 + 8 for label in labels.values())) if labels else height
    at = {item.key: item.at for item in items} | {one.key: one.at for one in clusters}
    threads = bent(bundled, at, axis - TICKS - 6, lambda y0, y1, out: _bow(y0, y1, axis, out))
    lit = {key for t in threads if t.state in ("lit", "selected") for key in (t.history, t.report)}
    marks: list[Mark] = []
    for item in items:
        if item.state == "rest" and item.key in lit:
            item.state = "lit"
        marks.append(_on_axis(item, axis, labels.get(item.key)))
    window = (int(oldest), frame.today)
    marks += cluster_marks(clusters, axis, window, catalogue, index_of(catalogue), down=True)
    middle = round(scale.at(frame.today - 25 * YEAR), 1)
    bands = (
        _band("then", "Then", 0.0, middle, frame, axis, scale),
        _band("now", "Now", middle, height, frame, axis, scale),
    )
    return Scene(
        width=float(frame.width),
        height=height,
        scale="across-time",
        layout="tall",
        headline=wording.headline(catalogue, selection.chosen),
        sentence=wording.sentence(catalogue, selection.chosen),
        reading=wording.READING_TALL["across-time"],
        bands=bands,
        ticks=tuple(_ticks(scale, oldest, axis, frame)),
        lines=(Line("axis", (axis, HEAD - 6), (axis, height - 6)),),
        threads=tuple(threads),
        marks=tuple(marks),
        left_out=(
            *wording.left_out(dropped, "citation", "an end is not in this selection"),
            *data_date(catalogue, frame),
        ),
        verdicts=wording.verdict_counts(catalogue, selection.chosen),
        relations=wording.relation_counts(catalogue, selection.chosen),
        empty=wording.nothing(catalogue, selection.chosen),
    )


def _bow(y0: float, y1: float, axis: float, out: float) -> Curve:
    left = axis - out * 4 / 3
    return (axis, y0), (left, y0), (left, y1), (axis, y1)


def _on_axis(item: Item, axis: float, label: Label | None) -> Mark:
    """The mark of an event (a dot) or of a report (a sheet of paper), its middle on the axis."""
    if item.kind != "report":
        return item_mark(item, dot_box(axis, item.at), axis, item.at, label)
    return replace(item_mark(item, sheet_box(axis, item.at), axis, item.at, label), shape="sheet")


def _band(side: Side, name: str, y0: float, y1: float, frame: Frame, axis: float, scale: YearsAgoScale) -> Band:
    wide = width(name, 18, "serif", 600)
    text = Text(name, frame.width - 14, 24 if side == "then" else y1 - 12, wide, "band", 18, 600, "end")
    steps = [y0 + (y1 - y0) * k / 16 for k in range(17)]
    pieces = tuple(Piece(scale.day(a), scale.day(b), a, b) for a, b in zip(steps, steps[1:], strict=False))
    return Band(side, Box(0, y0, frame.width, y1), axis, text, (int(scale.day(y0)), int(scale.day(y1))), pieces)


def _ticks(scale: YearsAgoScale, oldest: float, axis: float, frame: Frame) -> list[Tick]:
    found = []
    for years, words in ago_ticks((frame.today - oldest) / YEAR, LENGTH, room=44):
        y = round(scale.at(frame.today - years * YEAR), 1)
        side: Side = "now" if years < 25 else "then"
        told = words if years <= 1 else f"{years:,}"
        year = year_words(dates.civil(int(frame.today - years * YEAR))[0])
        found.append(
            Tick(
                side,
                (axis, y),
                (axis + 6, y),
                Text(told, 8, y - 1, width(told, _SIZE, weight=600), "year", _SIZE, 600),
                strong=True,
            )
        )
        if years:
            found.append(
                Tick(side, (axis, y), (axis + 6, y), Text(year, 8, y + 13, width(year, _SIZE), "tick", _SIZE, 400))
            )
    return found
