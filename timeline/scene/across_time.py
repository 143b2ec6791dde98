"""One axis of years ago, logarithmic: from last year to antiquity, an arc from each report to the past it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.packing import spread
from timeline.scales import YEAR, YearsAgoScale
from timeline.scene import wording
from timeline.scene.arcs import arcs
from timeline.scene.clusters import RADIUS, Cluster, cluster, cluster_marks, rest_of
from timeline.scene.found import find
from timeline.scene.index import index_of
from timeline.scene.items import Item, dot_box, item_mark, make_items, sheet_box
from timeline.scene.lanes import place, to_mark
from timeline.scene.links import Bundle, link, tell
from timeline.scene.places import places_of
from timeline.scene.reports import short_titles
from timeline.scene.scene import (
    Band,
    Box,
    Frame,
    Line,
    Mark,
    Piece,
    Scene,
    Side,
    State,
    Stem,
    Text,
    Tick,
)
from timeline.scene.selection import Selection
from timeline.scene.tracks import track_of
from timeline.ticks import ago_ticks, year_words
from timeline.widths import width

EDGE: Final = 28.0
SKY: Final = {"wide": 330.0, "compact": 220.0}
AXIS: Final = 44.0
"""Height of the strip with years ago and calendar years."""
LANE: Final = 20.0
MOST_ROWS: Final = 11
APART: Final = 9.0
SHEET: Final = 12.5
MOST_NUDGE: Final = 30.0
MOST_SINGLE: Final = 400
_SIZE: Final = 12.0
_FULL: Final = 0.34
"""Share of the axis that marks of one kind may fill before they are clustered."""


def across_time(catalogue: Catalogue, selection: Selection, frame: Frame) -> Scene:
    """The Scene of the logarithmic axis for a wide frame (`upright` turns it for a tall one)."""
    wide = frame.width
    scale, oldest = axis_scale(catalogue, selection, frame, (EDGE, wide - EDGE))
    items, bundled, clusters, dropped = place_on_axis(catalogue, selection, scale, frame, wide)
    top = SKY["compact" if frame.compact else "wide"]
    at = {item.key: item.at for item in items} | {one.key: one.at for one in clusters}
    threads, tags = arcs(bundled, at, top, wide)
    lit = {key for t in threads if t.state in ("lit", "selected") for key in (t.history, t.report)}
    for item in items:
        item.nodes = [item.at]
    below = top + AXIS
    placed, left = place(items, 7 if frame.compact else MOST_ROWS, wide)
    used = max([1, *(one.row + 1 for one in placed)])
    marks, stems = [], []
    for one in placed:
        mark = to_mark(one, below + 10 + (one.row + 0.5) * LANE)
        mark = on_axis(replace(mark, shape="sheet" if mark.kind == "report" else "dot"), top)
        state: State = "lit" if mark.state == "rest" and mark.key in lit else mark.state
        marks.append(replace(mark, state=state))
        if mark.label:
            stems.append(
                Stem(
                    mark.key,
                    mark.side,
                    (one.item.at, below),
                    (one.item.at, below + 10 + (one.row + 0.5) * LANE + 4),
                    state,
                )
            )
    marks += [
        on_axis(replace(to_mark_alone(item, top), state="lit" if item.key in lit else item.state), top) for item in left
    ]
    window = (int(oldest), frame.today)
    marks += cluster_marks(clusters, top, window, catalogue, index_of(catalogue))
    height = below + 14 + used * LANE + 8
    return Scene(
        width=float(wide),
        height=height,
        scale="across-time",
        layout="wide",
        headline=wording.headline(catalogue, selection.chosen),
        sentence=wording.sentence(catalogue, selection.chosen),
        reading=wording.READING["across-time"],
        bands=_bands(wide, top, scale, frame.today),
        ticks=tuple(_ticks(scale, oldest, top, frame)),
        lines=(Line("axis", (0, top), (wide, top)),),
        stems=tuple(stems),
        threads=tuple(threads),
        marks=tuple(marks),
        tags=tuple(tags),
        left_out=(
            *wording.left_out(dropped, "citation", "an end is not in this selection"),
            *data_date(catalogue, frame),
        ),
        verdicts=wording.verdict_counts(catalogue, selection.chosen),
        relations=wording.relation_counts(catalogue, selection.chosen),
        empty=wording.nothing(catalogue, selection.chosen),
    )


def axis_scale(
    catalogue: Catalogue, selection: Selection, frame: Frame, room: tuple[float, float]
) -> tuple[YearsAgoScale, float]:
    """The scale for what is shown, and its oldest day; `then` and `now` of the view narrow it."""
    chosen = selection.chosen
    tracks = [track_of(catalogue, chosen, "history"), track_of(catalogue, chosen, "report")]
    first = float(min((t.bounds[0] for t in tracks if len(t.rows)), default=frame.today - 100 * YEAR))
    if selection.view.then:
        span = dates.parse(selection.view.then)
        first = float(span.earliest if span.earliest is not None else first)
    oldest = min(first - max(20.0, (frame.today - first) * 0.05), frame.today - YEAR)
    return YearsAgoScale(float(frame.today), oldest, room), oldest


def place_on_axis(
    catalogue: Catalogue, selection: Selection, scale: YearsAgoScale, frame: Frame, wide: float
) -> tuple[list[Item], list[Bundle], list[Cluster], int]:
    """Items (past events and reports) nudged apart, clusters where they are too many, and the bundles between them."""
    view, chosen = selection.view, selection.chosen
    shown: list[Item] = []
    clusters: list[Cluster] = []
    window = (int(scale.oldest), frame.today)
    sides: tuple[tuple[Side, str], ...] = (("then", "history"), ("now", "report"))
    for side, kind in sides:
        track = track_of(catalogue, chosen, kind)
        size = SHEET if kind == "report" else APART
        room = int(wide * _FULL / size / 2)
        found = find(catalogue, view, track, window, chosen, MOST_SINGLE, 2 * room)
        items, rest = make_items(found, side, scale, frame.today), rest_of(found, scale)
        _as_points(catalogue, items, kind)
        if len(items) * size > wide * _FULL or rest is not None:
            heavy = sorted(items, key=lambda i: -i.weight)
            groups = cluster(heavy[room:], side, int(wide), rest)
            shown += heavy[:room] + [c.only for c in groups if c.only is not None]
            clusters += [c for c in groups if c.only is None]
        else:
            shown += items
    _nudge(shown, clusters, wide, down=frame.layout == "tall")
    linked = link(catalogue, selection, places_of(index_of(catalogue), shown, clusters), to_report=True)
    tell(catalogue, view, linked.bundles)
    return shown, linked.bundles, clusters, linked.dropped + linked.hidden


def on_axis(mark: Mark, axis: float) -> Mark:
    """The mark itself moved to the axis; its label stays where it was placed."""
    return replace(mark, y=axis, box=(sheet_box if mark.shape == "sheet" else dot_box)(mark.x, axis))


def to_mark_alone(item: Item, y: float) -> Mark:
    """A mark without words."""
    mark = item_mark(item, dot_box(item.at, y), item.at, y)
    return replace(mark, shape="sheet" if item.kind == "report" else "dot")


def data_date(catalogue: Catalogue, frame: Frame) -> tuple[str, ...]:
    """When the newest row of the data is dated, so that the right end of the axis does not claim more than is known."""
    newest = _newest(catalogue, frame.today)
    if newest is None:
        return ()
    return (f"Today is {dates.day_words(frame.today)}; the newest row of the data is dated {dates.day_words(newest)}.",)


@lru_cache(maxsize=4)
def _newest(catalogue: Catalogue, today: int) -> int | None:
    first = index_of(catalogue).first
    past = first[first <= today]
    return int(past.max()) if len(past) else None


def _as_points(catalogue: Catalogue, items: Sequence[Item], kind: str) -> None:
    """On this scale an event is its first day; a year is date enough before this century."""
    first = index_of(catalogue).first
    if kind == "report":
        for item, title in zip(items, short_titles(catalogue, items), strict=True):
            item.write(title=title)
            item.hollow = False
    for item in items:
        item.dot, item.at, item.end, item.whisker, item.hatch = True, item.start, item.start, None, ()
        if kind != "report":
            item.write(date=year_words(dates.civil(int(first[item.row]))[0]))


def _nudge(items: Sequence[Item], clusters: Sequence[Cluster], wide: float, *, down: bool) -> None:
    ordered: list[Item | Cluster] = sorted([*items, *clusters], key=lambda i: i.at)
    sizes = [
        2 * (RADIUS if down else i.half) + 2 if isinstance(i, Cluster) else SHEET if i.kind == "report" else APART
        for i in ordered
    ]
    for one, x in zip(ordered, spread([i.at for i in ordered], APART, EDGE / 2, wide - EDGE / 2, sizes), strict=True):
        one.at = round(min(max(x, one.at - MOST_NUDGE), one.at + MOST_NUDGE), 1)
        if isinstance(one, Item):
            one.start = one.end = one.at


def _bands(wide: int, top: float, scale: YearsAgoScale, today: int) -> tuple[Band, ...]:
    """The two grounds of the strip: warm for the past, cool for the last 25 years, where the reports are."""
    middle = round(scale.at(today - 25 * YEAR), 1)
    names = [("then", "Then", EDGE / 2, "start"), ("now", "Now", wide - EDGE / 2, "end")]
    bands = []
    for side, name, x, anchor in names:
        box = Box(0, top, middle, top + AXIS) if side == "then" else Box(middle, top, wide, top + AXIS)
        text = Text(
            name, x, 24, width(name, 18, "serif", 600), "band", 18, 600, "start" if anchor == "start" else "end"
        )
        knots = np.linspace(box.x0, box.x1, 17)
        pieces = tuple(
            Piece(scale.day(a), scale.day(b), float(a), float(b)) for a, b in zip(knots, knots[1:], strict=False)
        )
        bands.append(
            Band(
                "then" if side == "then" else "now",
                box,
                top,
                text,
                (int(scale.day(box.x0)), int(scale.day(box.x1))),
                pieces,
            )
        )
    return tuple(bands)


def _ticks(scale: YearsAgoScale, oldest: float, top: float, frame: Frame) -> list[Tick]:
    """Years ago in bold, the calendar year below."""
    found = []
    for years, words in ago_ticks((frame.today - oldest) / YEAR, frame.width - 2 * EDGE, room=76):
        x = round(scale.at(frame.today - years * YEAR), 1)
        side: Side = "now" if years < 25 else "then"
        told = words if years in (0, 1) or years == 2000 else f"{years:,}"
        told = f"{told} ago" if years >= 1000 else told
        wide = width(told, _SIZE, weight=600)
        middle = min(max(x, wide / 2 + 4), frame.width - wide / 2 - 4)
        found.append(
            Tick(side, (x, 34), (x, top), Text(told, middle, top + 18, wide, "year", _SIZE, 600, "middle"), strong=True)
        )
        year = year_words(dates.civil(int(frame.today - years * YEAR))[0])
        wide = width(year, _SIZE)
        middle = min(max(x, wide / 2 + 4), frame.width - wide / 2 - 4)
        found.append(
            Tick(side, (x, top), (x, top + 5), Text(year, middle, top + 35, wide, "tick", _SIZE, 400, "middle"))
        )
    return found
