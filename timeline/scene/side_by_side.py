"""Two bands, THEN above and NOW below, each with its own clock; threads between their rails (wide layout)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from timeline.catalogue import Catalogue
from timeline.scales import PiecewiseScale
from timeline.scene import wording
from timeline.scene.bands import SIDES, bare_bands, bare_words
from timeline.scene.brush import make_brush
from timeline.scene.calendar import band_breaks, band_ticks, today_line
from timeline.scene.clusters import Cluster, Rest, cluster, cluster_marks, rest_of
from timeline.scene.found import find
from timeline.scene.index import index_of
from timeline.scene.items import Item, make_items, nudge
from timeline.scene.lanes import LANE, Placed, place, to_mark
from timeline.scene.links import Linked, link, tell, years_apart
from timeline.scene.places import places_of
from timeline.scene.plans import Plan
from timeline.scene.reports import report_rows
from timeline.scene.scene import Band, Box, Frame, Mark, Node, Piece, Scene, Side, Stem, Text
from timeline.scene.selection import Selection
from timeline.scene.threads import Join, draw_threads, gutter_words, join, nodes_of
from timeline.scene.tracks import track_of
from timeline.widths import width

HEAD: Final = 34.0
"""Room for tick labels on a band's outer edge."""
PAD: Final = 12.0
"""Between the rail and its first row."""
MARGIN: Final = 16.0
_TRIES: Final = 4
MOST_ROWS: Final[Mapping[Side, int]] = {"then": 9, "now": 8}
COMPACT_ROWS: Final[Mapping[Side, int]] = {"then": 7, "now": 5}


def side_by_side(catalogue: Catalogue, selection: Selection, frame: Frame, plan: Plan) -> Scene:
    """The Scene of the two bands by a plan (each its own clock, or in step); as high as its rows need."""
    view, chosen = selection.view, selection.chosen
    room = (MARGIN, frame.width - MARGIN)
    scales = {side: plan.scale(side, room) for side in SIDES}
    items: dict[Side, list[Item]] = {}
    rests: dict[Side, Rest | None] = {}
    for side, kind in zip(SIDES, ("history", "today"), strict=True):
        track = track_of(catalogue, chosen, kind)
        found = find(catalogue, view, track, plan.windows[side], chosen)
        items[side], rests[side] = make_items(found, side, scales[side], frame.today), rest_of(found, scales[side])
    plan.redate(items)
    most = COMPACT_ROWS if frame.compact else MOST_ROWS
    joined = settle(catalogue, selection, items, rests, most, frame.width, plan, scales)
    return _compose(catalogue, selection, frame, plan, scales, joined)


class Joined:
    """Both bands settled: rows, clusters, bundles and their nodes."""

    def __init__(self) -> None:
        self.placed: dict[Side, list[Placed]] = {}
        self.clusters: dict[Side, list[Cluster]] = {"then": [], "now": []}
        self.joins: list[Join] = []
        self.linked: Linked


def settle(
    catalogue: Catalogue,
    selection: Selection,
    items: Mapping[Side, list[Item]],
    rests: Mapping[Side, Rest | None],
    most: Mapping[Side, int],
    wide: int,
    plan: Plan,
    scales: Mapping[Side, PiecewiseScale],
) -> Joined:
    """Rows for all items; what has no room joins a cluster on the rail, whose stems then take part in another try.

    In a crowded window there is one try: stems stand where their marks are, so what joins a cluster moves nothing that
    has a row already, and the links, which are many, are gathered once.
    """
    done = Joined()

    def put(side: Side, some: Sequence[Item]) -> list[Item]:
        done.placed[side], left = place(some, most[side], wide, plan.posts(side, scales[side]))
        return left

    def gather(single: Mapping[Side, list[Item]], *, fixed: bool) -> None:
        clusters = [*done.clusters["then"], *done.clusters["now"]]
        places = places_of(index_of(catalogue), [*single["then"], *single["now"]], clusters)
        done.linked = link(catalogue, selection, places)
        done.joins = join(done.linked.bundles, single, done.clusters, wide, pinned=plan.pinned or fixed, fixed=fixed)

    for side in SIDES:
        nudge(items[side], wide)
    if any(rests[side] is not None for side in SIDES):
        for side in SIDES:
            for item in items[side]:
                item.nodes = [] if item.hollow else [item.at if item.dot else item.start + 1]
            done.clusters[side] = cluster(put(side, items[side]), side, wide, rests[side])
        gather({side: [one.item for one in done.placed[side]] for side in SIDES}, fixed=True)
    else:
        crowded: dict[Side, list[Item]] = {"then": [], "now": []}
        for _ in range(_TRIES):
            done.clusters = {side: cluster(crowded[side], side, wide) for side in SIDES}
            gone = {item.row for side in SIDES for item in crowded[side]}
            single = {side: [i for i in items[side] if i.row not in gone] for side in SIDES}
            gather(single, fixed=False)
            left = {side: put(side, single[side]) for side in SIDES}
            for side in SIDES:
                crowded[side] += left[side]
            if not any(left.values()):
                break
    tell(catalogue, selection.view, done.linked.bundles)
    return done


def _compose(
    catalogue: Catalogue,
    selection: Selection,
    frame: Frame,
    plan: Plan,
    scales: Mapping[Side, PiecewiseScale],
    joined: Joined,
) -> Scene:
    index, view, windows = index_of(catalogue), selection.view, plan.windows
    least = 2 if frame.compact else 3
    used = {side: max([least, *(p.row + 1 for p in joined.placed[side])]) for side in SIDES}
    gutter = 104.0 if frame.compact else 138.0
    then_rail = HEAD + used["then"] * LANE + PAD
    now_rail = then_rail + gutter
    now_end = now_rail + PAD + used["now"] * LANE + HEAD
    areas: dict[Side, Box] = {"then": Box(0, 0, frame.width, then_rail), "now": Box(0, now_rail, frame.width, now_end)}
    rails: dict[Side, float] = {"then": then_rail, "now": now_rail}
    bands = tuple(_band(side, areas[side], rails[side], windows[side], scales[side]) for side in SIDES)
    threads, tags = draw_threads(joined.joins, then_rail, now_rail, frame.width)
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
        marks += cluster_marks(joined.clusters[side], rails[side], windows[side], catalogue, index)
    nodes = tuple(
        Node(
            node.key,
            node.side,
            node.x,
            rails[node.side],
            "selected" if node.key == view.event else "lit" if node.key in lit else "rest",
        )
        for node in nodes_of(joined.joins)
    )
    breaks = [b for band in bands for b in band_breaks(band, scales[band.side], top=band.side == "then")]
    drawn_reports = plan.reports and not frame.compact
    bare = bare_bands(catalogue, selection.chosen, reports=drawn_reports)
    ticks = [
        tick
        for band in bands
        if not bare[band.side]
        for tick in band_ticks(
            band, scales[band.side], [b for b in breaks if b.side == band.side], top=band.side == "then"
        )
    ]
    height = now_end
    sheets: list[Mark] = []
    texts: list[Text] = gutter_words(years_apart(index, joined.linked), threads, then_rail, now_rail)
    if selection.count:
        texts += [
            bare_words(band.side, frame.width / 2, (band.box.y0 + band.box.y1) / 2 + 4)
            for band in bands
            if bare[band.side]
        ]
    left_out = (
        *wording.left_out(joined.linked.dropped, "citation", "an end lies outside the windows"),
        *wording.left_out(joined.linked.hidden, "citation", "too many places are linked; zoom in to see them"),
    )
    brush = None
    reports = track_of(catalogue, selection.chosen, "report")
    if drawn_reports and len(reports.rows):
        sheets, sheet_stems, height, words = report_rows(
            catalogue, view, reports, scales["now"], windows["now"], selection.chosen, now_end, frame
        )
        stems += sheet_stems
        texts += words
    lines, more_ticks, more_texts = plan.overlay(bands, threads, tags, frame)
    texts += more_texts
    if not frame.compact:
        brush = make_brush(catalogue, plan.windows, plan.told, height, frame)
        height = brush.box.y1
    return Scene(
        width=float(frame.width),
        height=height,
        scale=plan.name,
        layout="wide",
        headline=plan.headline or wording.headline(catalogue, selection.chosen),
        sentence=wording.sentence(catalogue, selection.chosen),
        reading=wording.READING[plan.name],
        bands=bands,
        ticks=(*ticks, *more_ticks),
        breaks=tuple(breaks),
        lines=(*lines, *today_line(bands[1], scales["now"], frame.today)),
        brush=brush,
        pair=plan.pair,
        stems=tuple(stems),
        threads=tuple(threads),
        marks=(*marks, *sheets),
        nodes=nodes,
        tags=tuple(tags),
        texts=tuple(texts),
        left_out=(*plan.left_out, *left_out, *(() if drawn_reports else wording.silent(catalogue, selection.chosen))),
        verdicts=wording.verdict_counts(catalogue, selection.chosen),
        relations=wording.relation_counts(catalogue, selection.chosen),
        empty=wording.nothing(catalogue, selection.chosen),
    )


def _band(side: Side, box: Box, rail: float, window: tuple[int, int], scale: PiecewiseScale) -> Band:
    name = "Then" if side == "then" else "Now"
    baseline = box.y0 + 21 if side == "then" else box.y1 - 10
    text = Text(name, MARGIN, baseline, width(name, 18, "serif", 600), "band", 18, 600)
    pieces = tuple(Piece(s.day0, s.day1, s.at0, s.at1) for s in scale.stretches)
    return Band(side, box, rail, text, window, pieces)
