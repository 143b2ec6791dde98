"""The two bands on a phone: two vertical rails, past left and present right, time running down the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from timeline.catalogue import Catalogue
from timeline.scales import PiecewiseScale
from timeline.scene import wording
from timeline.scene.bands import SIDES, bare_bands, bare_words
from timeline.scene.calendar import TICK_SIZE, length_words, name_of_cut, with_year
from timeline.scene.clusters import Cluster, cluster, cluster_marks, rest_of
from timeline.scene.columns import APART, Worded, label_height, label_in_column, stack, worded
from timeline.scene.curves import Point
from timeline.scene.found import find
from timeline.scene.index import index_of
from timeline.scene.items import DOT, Item, item_mark, make_items
from timeline.scene.links import draw_bundle, link, tell
from timeline.scene.places import places_of
from timeline.scene.plans import Plan
from timeline.scene.scene import Band, Box, Break, Frame, Line, Mark, Node, Piece, Scene, Side, Text, Thread, Tick
from timeline.scene.selection import Selection
from timeline.scene.threads import Join, in_order, join, stub_threads
from timeline.scene.tracks import track_of
from timeline.ticks import calendar_ticks
from timeline.widths import width

HEAD: Final = 38.0
FOOT: Final = 22.0
GUTTER: Final = 66.0
LANE: Final = 8.0
MOST_LANES: Final = 4
MOST_LABELS: Final = {"then": 22, "now": 22}
MOST_SINGLE: Final = 240
CANDIDATES: Final = 36
"""Of a crowded window so many of the most cited events are weighed for the labels of a side."""
LEADER: Final = 16.0
EDGE: Final = 8.0
STUB: Final = 40.0
SHEET_STEP: Final = 16.0


def tall(catalogue: Catalogue, selection: Selection, frame: Frame, plan: Plan) -> Scene:
    """The Scene for a narrow frame; it is as long as its labels need."""
    index, view, windows, chosen = index_of(catalogue), selection.view, plan.windows, selection.chosen
    tracks = {side: track_of(catalogue, chosen, kind) for side, kind in (("then", "history"), ("now", "today"))}
    rails: dict[Side, float] = {
        "then": round((frame.width - GUTTER) / 2, 1),
        "now": round((frame.width + GUTTER) / 2, 1),
    }
    column = rails["then"] - EDGE - LEADER - LANE * MOST_LANES - 4

    found = {
        side: find(catalogue, view, tracks[side], windows[side], chosen, MOST_SINGLE, CANDIDATES) for side in SIDES
    }
    length = 360.0
    for side in SIDES:
        heights = (label_height(one, column) + APART for one in found[side].heaviest(MOST_LABELS[side]))
        length = max(length, sum(heights) * 1.06)
    room = (HEAD, HEAD + length)
    scales = {side: plan.scale(side, room) for side in SIDES}
    items = {side: make_items(found[side], side, scales[side], frame.today) for side in SIDES}
    plan.redate(items)
    told: dict[Side, list[Worded]] = {}
    clusters: dict[Side, list[Cluster]] = {}
    for side in SIDES:
        heavy = sorted(items[side], key=lambda i: -i.weight)
        told[side] = [worded(i, column) for i in sorted(heavy[: MOST_LABELS[side]], key=lambda i: i.at)]
        clusters[side] = cluster(
            heavy[MOST_LABELS[side] :], side, int(HEAD + length + FOOT), rest_of(found[side], scales[side])
        )
    single = {side: [w.item for w in told[side]] for side in SIDES}
    places = places_of(index, [*single["then"], *single["now"]], [*clusters["then"], *clusters["now"]])
    linked = link(catalogue, selection, places)
    tell(catalogue, view, linked.bundles)
    joins = join(linked.bundles, single, clusters, int(HEAD + length + FOOT), pinned=plan.pinned)
    height = HEAD + length + FOOT
    bands = tuple(_band(side, frame, rails[side], height, windows[side], scales[side]) for side in SIDES)
    threads = _threads(joins, rails)
    lit = {key for t in threads if t.state in ("lit", "selected") for key in (t.history, t.about)}
    marks: list[Mark] = []
    for side in SIDES:
        placed = _labels(told[side], side, rails[side], HEAD, height - 4)
        marks += [replace(m, state="lit") if m.state == "rest" and m.key in lit else m for m in placed]
        marks += cluster_marks(clusters[side], rails[side], windows[side], catalogue, index, down=True)
    on_bars = {item.key for side in SIDES for item in single[side] if not item.dot}
    spots = {id(s): s for one in joins for s in (one.start, one.end) if s is not None and s.key in on_bars}
    nodes = tuple(
        Node(
            s.key, s.side, rails[s.side], s.x, "selected" if s.key == view.event else "lit" if s.key in lit else "rest"
        )
        for s in spots.values()
    )
    boxes = [m.label.box for m in marks if m.label]
    bare = bare_bands(catalogue, selection.chosen, reports=False)
    ticks = tuple(t for band in bands if not bare[band.side] for t in _ticks(band, scales[band.side], boxes))
    left = (
        *wording.left_out(linked.dropped, "citation", "an end lies outside the windows"),
        *wording.left_out(linked.hidden, "citation", "too many places are linked; zoom in to see them"),
        *wording.silent(catalogue, selection.chosen),
    )
    texts = [
        bare_words(band.side, (band.box.x0 + band.box.x1) / 2, HEAD + 4 * LEADER)
        for band in bands
        if bare[band.side] and selection.count
    ]
    return Scene(
        width=float(frame.width),
        height=height,
        scale=plan.name,
        layout="tall",
        headline=plan.headline or wording.headline(catalogue, selection.chosen),
        sentence=wording.sentence(catalogue, selection.chosen),
        reading=wording.READING_TALL[plan.name],
        pair=plan.pair,
        bands=bands,
        ticks=ticks,
        breaks=tuple(b for band in bands for b in _breaks(band, scales[band.side], boxes)),
        lines=_today(bands[1], scales["now"], frame.today),
        threads=tuple(threads),
        marks=tuple(marks),
        nodes=nodes,
        texts=tuple(texts),
        left_out=(*plan.left_out, *left),
        verdicts=wording.verdict_counts(catalogue, selection.chosen),
        relations=wording.relation_counts(catalogue, selection.chosen),
        empty=wording.nothing(catalogue, selection.chosen),
    )


def _labels(told: Sequence[Worded], side: Side, rail: float, top: float, bottom: float) -> list[Mark]:
    """Marks with labels stacked in their own column, as near to their marks as can be, in time order."""
    tops = stack(told, top, bottom)
    lanes: list[float] = []
    out = -1.0 if side == "then" else 1.0
    edge = rail + out * (LANE * MOST_LANES + 4 + LEADER)
    marks = []
    for one, y0 in zip(told, tops, strict=True):
        item = one.item
        at = item.nodes[0] if item.dot and item.nodes else item.at
        lane = _lane(lanes, item) if not item.dot else 0
        x = rail + out * (6 + LANE * lane + 3) if not item.dot else rail
        box = Box(x - DOT, at - DOT, x + DOT, at + DOT) if item.dot else Box(x - 3, item.start, x + 3, item.end)
        meet = (x + out * (DOT if item.dot else 3), at if item.dot else item.start + 1)
        marks.append(item_mark(item, box, x, at, label_in_column(one, y0, edge, out, meet)))
    return marks


def _lane(lanes: list[float], item: Item) -> int:
    """The lane nearest to the rail that is free; earlier starts come first. The last lane takes what is left."""
    for k, end in enumerate(lanes):
        if end + 4 < item.start:
            lanes[k] = item.end
            return k
    if len(lanes) < MOST_LANES:
        lanes.append(item.end)
        return len(lanes) - 1
    lanes[-1] = max(lanes[-1], item.end)
    return MOST_LANES - 1


def _threads(joins: Sequence[Join], rails: dict[Side, float]) -> list[Thread]:
    threads: list[Thread] = []
    for one in joins:
        start = (rails["then"], one.start.x + one.lean_start)
        if one.end is None:
            threads += stub_threads(one, start, _sheet_at(rails["then"] + STUB, start[1]), across=True)
        else:
            threads += draw_bundle(one.bundle, start, (rails["now"], one.end.x + one.lean_end), across=True)
    return in_order(threads)


def _sheet_at(x: float, y: float) -> Callable[[float], Point]:
    return lambda offset: (x, y + offset)


def _band(side: Side, frame: Frame, rail: float, height: float, window: tuple[int, int], scale: PiecewiseScale) -> Band:
    name = "Then" if side == "then" else "Now"
    box = Box(0, 0, rail, height) if side == "then" else Box(rail, 0, frame.width, height)
    wide = width(name, 18, "serif", 600)
    text = Text(
        name,
        14 if side == "then" else frame.width - 14,
        24,
        wide,
        "band",
        18,
        600,
        "start" if side == "then" else "end",
    )
    return Band(side, box, rail, text, window, tuple(Piece(s.day0, s.day1, s.at0, s.at1) for s in scale.stretches))


def _ticks(band: Band, scale: PiecewiseScale, boxes: Sequence[Box]) -> list[Tick]:
    out = -1.0 if band.side == "then" else 1.0
    found = []
    for stretch in scale.stretches:
        told = False
        for tick in calendar_ticks(stretch.day0, stretch.day1, stretch.at1 - stretch.at0, room=70):
            text = with_year(tick, told)
            y = round(scale.at(tick.day), 1)
            wide = width(text, TICK_SIZE, weight=600 if tick.strong else 400)
            x = 12.0 if out < 0 else band.box.x1 - 12
            area = Box(x, y - 9, x + wide, y + 7) if out < 0 else Box(x - wide, y - 9, x, y + 7)
            words = None
            if y > HEAD + 4 and not any(area.meets(box) for box in boxes):
                told = True
                words = Text(
                    text,
                    x,
                    y + 4,
                    wide,
                    "year" if tick.strong else "tick",
                    TICK_SIZE,
                    600 if tick.strong else 400,
                    "start" if out < 0 else "end",
                )
            found.append(Tick(band.side, (band.rail, y), (band.rail + out * 12, y), words, tick.strong))
    return found


def _breaks(band: Band, scale: PiecewiseScale, boxes: Sequence[Box]) -> list[Break]:
    """The cuts of a band: hatched on the rail, and at the ticks with their length where no event's words stand."""
    found = []
    for before, after in scale.cuts:
        words = length_words(after.day0 - before.day1, short=True)
        middle = (before.at1 + after.at0) / 2
        x = 12.0 if band.side == "then" else band.box.x1 - 12
        text = Text(
            words,
            x,
            middle + 4,
            width(words, TICK_SIZE),
            "note",
            TICK_SIZE,
            anchor="start" if band.side == "then" else "end",
        )
        y0, y1 = before.at1 + 8, after.at0 - 8
        left, right = (0.0, 50.0) if band.side == "then" else (band.box.x1 - 50, band.box.x1)
        outer = Box(left, min(y0, middle - 8), right, max(y1, middle + 8))
        if not any(outer.meets(box) for box in boxes):
            found.append(Break(band.side, Box(left, y0, right, y1), text, name_of_cut(before, after)))
        found.append(
            Break(
                band.side,
                Box(band.rail - 7, y0, band.rail + 7, y1),
                replace(text, text="", width=0.0),
                name_of_cut(before, after),
            )
        )
    return found


def _today(band: Band, scale: PiecewiseScale, today: int) -> tuple[Line, ...]:
    if not band.window[0] <= today <= band.window[1]:
        return ()
    y = round(scale.at(today), 1)
    words = Text("today", band.box.x1 - 12, y - 4, width("today", TICK_SIZE), "note", TICK_SIZE, anchor="end")
    return (Line("today", (band.rail, y), (band.box.x1, y), words),)
