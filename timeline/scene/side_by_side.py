"""Two bands, THEN above and NOW below, each with its own clock; threads between their rails (wide layout)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scales import PiecewiseScale, fit
from timeline.scene import wording
from timeline.scene.calendar import band_breaks, band_ticks, today_line
from timeline.scene.clusters import Cluster, cluster_items, cluster_mark
from timeline.scene.index import Index, index_of
from timeline.scene.items import Item, make_items
from timeline.scene.lanes import LANE, Placed, place, to_mark
from timeline.scene.links import Bundle, bundles
from timeline.scene.reports import report_rows
from timeline.scene.scene import Band, Box, Frame, Mark, Node, Piece, Scene, Side, Stem, Text, Tick
from timeline.scene.selection import Selection
from timeline.scene.threads import Join, draw_threads, gutter_words, join, nodes_of
from timeline.schema import KINDS
from timeline.view import View
from timeline.widths import width

Ints = npt.NDArray[np.int64]

HEAD: Final = 34.0
"""Room for tick labels on a band's outer edge."""
PAD: Final = 12.0
"""Between the rail and its first row."""
MARGIN: Final = 16.0
MOST_ROWS: Final = {"then": 9, "now": 8}
COMPACT_ROWS: Final = {"then": 7, "now": 5}


def side_by_side(catalogue: Catalogue, selection: Selection, frame: Frame) -> Scene:
    """The Scene of the two bands; its height follows from the rows that are needed."""
    index, view = index_of(catalogue), selection.view
    rows = selection.rows
    past, present, reports = (rows[index.kind[rows] == code] for code in range(len(KINDS)))
    windows = {
        "then": window_of(view.then, index, past, frame.today),
        "now": window_of(view.now, index, np.concatenate([present, reports]), frame.today),
    }
    room = (MARGIN, frame.width - MARGIN)
    scales = {
        "then": band_scale(index, past, windows["then"], room),
        "now": band_scale(index, np.concatenate([present, reports]), windows["now"], room),
    }
    cited = cited_in(index, selection)
    items = {
        "then": make_items(catalogue, view, past, "then", scales["then"], windows["then"], cited, frame.today),
        "now": make_items(catalogue, view, present, "now", scales["now"], windows["now"], cited, frame.today),
    }
    most = COMPACT_ROWS if frame.compact else MOST_ROWS
    joined = settle(catalogue, view, selection, items, most, frame.width)
    return _compose(catalogue, selection, frame, windows, scales, joined, reports, cited)


def window_of(asked: str, index: Index, rows: Ints, today: int) -> tuple[int, int]:
    """The days of a band: those asked for, else those of its events with a little room on both sides."""
    if asked:
        span = dates.parse(asked)
        assert span.earliest is not None and span.latest is not None
        return span.earliest, span.latest
    if not len(rows):
        return today - 365, today
    first, last = int(index.first[rows].min()), int(index.last[rows].max())
    air = max(20, round((last - first) * 0.035))
    lowest, highest = dates.day_number(-9999), dates.day_number(9999, 12, 31)
    return max(lowest, first - air), min(highest, last + air)


def band_scale(index: Index, rows: Ints, window: tuple[int, int], room: tuple[float, float]) -> PiecewiseScale:
    """The clock of a band, with the empty time cut out."""
    return fit(index.first[rows], index.last[rows], (window[0], window[1] + 1), room)


def cited_in(index: Index, selection: Selection) -> Ints:
    """How many citations of the selection each event takes part in, as past, present or report; by event row."""
    kept = selection.citations
    linked = np.concatenate([index.report[kept], index.cites[kept], index.about[kept]])
    counted: Ints = np.bincount(linked[linked >= 0], minlength=len(index.kind))
    return counted


class Joined:
    """Both bands settled: rows, clusters, bundles and their nodes."""

    def __init__(self) -> None:
        self.placed: dict[str, list[Placed]] = {}
        self.clusters: dict[str, list[Cluster]] = {"then": [], "now": []}
        self.joins: list[Join] = []
        self.bundles: list[Bundle] = []
        self.dropped = 0


def settle(catalogue: Catalogue, view: View, selection: Selection, items: dict[str, list[Item]], most: dict[str, int], wide: int) -> Joined:
    """Rows for all items; what has no room joins a cluster on the rail, whose stems then take part in another try."""
    done = Joined()
    clustered: dict[str, list[Item]] = {"then": [], "now": []}
    for _ in range(4):
        done.clusters = {side: cluster_items(clustered[side], side, wide) for side in ("then", "now")}
        mark_of = {c.row: cluster.key for side in done.clusters for cluster in done.clusters[side] for c in cluster.items}
        single = {side: [i for i in items[side] if i.row not in mark_of] for side in items}
        mark_of |= {item.row: item.key for side in single for item in single[side]}
        done.bundles, done.dropped = bundles(catalogue, view, selection.citations, mark_of)
        done.joins = join(done.bundles, single, done.clusters, wide)
        overflow = False
        for side in ("then", "now"):
            done.placed[side], left = place(single[side], most[side], wide)
            clustered[side] += left
            overflow = overflow or bool(left)
        if not overflow:
            break
    return done


def _compose(
    catalogue: Catalogue,
    selection: Selection,
    frame: Frame,
    windows: dict[str, tuple[int, int]],
    scales: dict[str, PiecewiseScale],
    joined: Joined,
    reports: Ints,
    cited: Ints,
) -> Scene:
    view = selection.view
    used = {side: max([3, *(p.row + 1 for p in joined.placed[side])]) for side in ("then", "now")}
    if frame.compact:
        used = {side: max([2, *(p.row + 1 for p in joined.placed[side])]) for side in ("then", "now")}
    gutter = 104.0 if frame.compact else 138.0
    then_rail = HEAD + used["then"] * LANE + PAD
    now_rail = then_rail + gutter
    now_end = now_rail + PAD + used["now"] * LANE + HEAD
    areas = {"then": Box(0, 0, frame.width, then_rail), "now": Box(0, now_rail, frame.width, now_end)}
    rails = {"then": then_rail, "now": now_rail}
    bands = tuple(_band(side, areas[side], rails[side], windows[side], scales[side]) for side in SIDES)
    threads, tags = draw_threads(joined.joins, then_rail, now_rail, frame.width, view)
    lit = {key for t in threads if t.state in ("lit", "selected") for key in (t.history, t.about)}
    marks: list[Mark] = []
    stems: list[Stem] = []
    for side in SIDES:
        out = -1.0 if side == "then" else 1.0
        for placed in joined.placed[side]:
            centre = rails[side] + out * (PAD + (placed.row + 0.5) * LANE)
            mark = to_mark(placed, centre)
            if mark.state == "rest" and mark.key in lit:
                mark = replace(mark, state="lit")
            marks.append(mark)
            edge = centre - out * (0 if placed.item.dot else 9.0)
            stems += [Stem(mark.key, side, (x, edge), (x, rails[side]), mark.state) for x in placed.item.nodes]
        marks += [cluster_mark(cluster, rails[side], windows[side], catalogue) for cluster in joined.clusters[side]]
    nodes = tuple(
        Node(node.key, node.side, node.x, rails[node.side], "selected" if node.key == view.event else "lit" if node.key in lit else "rest")
        for node in nodes_of(joined.joins)
    )
    ticks = [tick for band in bands for tick in band_ticks(band, scales[band.side], top=band.side == "then")]
    breaks = [b for band in bands for b in band_breaks(band, scales[band.side], top=band.side == "then")]
    ticks = _clear(ticks, breaks)
    height = now_end
    sheets: list[Mark] = []
    texts: list[Text] = gutter_words(joined.bundles, threads, then_rail, now_rail)
    left_out: tuple[str, ...] = wording.left_out(joined.dropped, "citation", "an end lies outside the windows")
    if not frame.compact and len(reports):
        sheets, sheet_stems, height, words = report_rows(catalogue, view, reports, scales["now"], windows["now"], cited, now_end, frame)
        stems += sheet_stems
        texts += words
    lines = today_line(bands[1], scales["now"], frame.today)
    return Scene(
        width=float(frame.width), height=height, scale="side-by-side", layout="wide",
        headline=wording.headline(catalogue, selection), sentence=wording.sentence(catalogue, selection),
        reading=wording.READING["side-by-side"], bands=bands, ticks=tuple(ticks), breaks=tuple(breaks), lines=lines,
        stems=tuple(stems), threads=tuple(threads), marks=(*marks, *sheets), nodes=nodes, tags=tuple(tags), texts=tuple(texts),
        left_out=left_out, verdicts=wording.verdict_counts(catalogue, selection),
        relations=wording.relation_counts(catalogue, selection),
        empty="" if len(selection.rows) else "Nothing in the catalogue meets these filters.",
    )


SIDES: Final[tuple[Side, Side]] = ("then", "now")


def _band(side: Side, box: Box, rail: float, window: tuple[int, int], scale: PiecewiseScale) -> Band:
    name = "Then" if side == "then" else "Now"
    baseline = box.y0 + 21 if side == "then" else box.y1 - 10
    text = Text(name, MARGIN, baseline, width(name, 18, "serif", 600), "band", 18, 600)
    pieces = tuple(Piece(s.day0, s.day1, s.at0, s.at1) for s in scale.stretches)
    return Band(side, box, rail, text, window, pieces)


def _clear(ticks: list[Tick], breaks: list) -> list[Tick]:  # type: ignore[type-arg]
    """Tick words that would meet the words of a cut are dropped; their lines stay."""
    kept = []
    for tick in ticks:
        label = tick.label
        if label and any(b.side == tick.side and abs(b.label.x - (label.x + label.width / 2)) < (b.label.width + label.width) / 2 + 6 for b in breaks):
            tick = replace(tick, label=None)
        kept.append(tick)
    return kept
