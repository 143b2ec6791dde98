"""The strip at the foot of a slide: a Scene pressed flat, its words gone but for those of the link that is spoken of.

It is laid out 640 units wide and shown at least 1280 pixels wide, so that the smallest words of a chart, 12 units, are
24 pixels on the smallest projector.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from timeline import svg, widths
from timeline.documents.facts import Card, Ref
from timeline.scene.scene import Band, Box, Label, Mark, Node, Point, Scene, Side, Stem, Tag, Text, Thread

WIDTH: Final = 640
HEIGHT: Final = 98
BLEED: Final = 640
"""Units by which the grounds reach beyond the strip, for screens wider than 16:9."""

_THEN_RAIL, _NOW_RAIL = 37.0, 61.0
_LIT: Final = {"then": 26.0, "now": 72.0}
_LANES: Final = {"then": (19.0, 33.0), "now": (65.0, 79.0)}
_BASELINE: Final = {"then": 13.0, "now": 94.0}
_MARGIN: Final = 8.0
_THIN, _DOT, _BAR = 2.4, 2.4, 15.0
_TITLE, _DATE, _TAG = 12.5, 12.0, 12.0
_DISC: Final = 8.5


@dataclass(frozen=True, slots=True)
class Strip:
    """The strips of one lesson. `ground`, `rest` and `judged` are defined once per page (`definitions`).

    `ground` is the two bands with their calendar, `rest` every event and link without a verdict, `judged` the same
    with the verdicts. `lit` draws one link over them.
    """

    scene: Scene
    definitions: str

    def whole(self, *, judged: bool) -> str:
        """All links, none spoken of: for the opening (before any verdict) and the end (with them)."""
        return _svg(self._uses("judged" if judged else "rest"), self.scene.sentence if judged else self.scene.headline)

    def lit(self, ref: Ref, card: Card | None, number: int) -> str:
        """The link of the card lit and the rest receded; before its verdict is known, then with it (classes).

        `number` keeps the ids of several strips on one page apart.
        """
        uses = self._uses("rest", "st-rest")
        if card is None:
            return _svg(uses + _overlay(self.scene, [ref], None, number, judged=False), f"{ref.title}, {ref.date}")
        ends = [card.history] + ([card.about] if card.about else [])
        before, after = (_overlay(self.scene, ends, card, number, judged=judged) for judged in (False, True))
        now = card.about or card.report
        words = f"{card.history.title}, {card.history.date}, and {now.title}, {now.date}: {card.apart}"
        return _svg(f'{uses}<g class="st-open">{before}</g><g class="st-known">{after}</g>', words)

    def numbered(self, refs: Sequence[Ref]) -> str:
        """The events with their numbers, in the order given: what shows how the cards should have stood."""
        return _svg(self._uses("rest", "st-rest") + _numbers(self.scene, refs), "The events in their order on the timeline")

    def _uses(self, name: str, look: str = "") -> str:
        called = f' class="{look}"' if look else ""
        return f'<use href="#st-ground"/><use href="#st-{name}"{called}/>'


def strip(scene: Scene) -> Strip:
    """The strips of a side-by-side or in-step scene that is WIDTH wide."""
    flat = _flat(scene)
    ground = replace(flat, stems=(), threads=(), marks=(), nodes=())
    rest = replace(flat, bands=(), ticks=(), breaks=(), lines=())
    blank = replace(rest, threads=tuple(replace(thread, verdict="unchecked", parts=()) for thread in rest.threads))
    parts = (("ground", ground), ("rest", blank), ("judged", rest))
    drawn = "".join(_drawn(shown, f"st-{name}") for name, shown in parts)
    return Strip(flat, f'<svg width="0" height="0" class="st-defs" aria-hidden="true" focusable="false">{drawn}</svg>')


def _drawn(scene: Scene, id: str) -> str:
    text = svg.draw(scene, styles=False, hidden=True, ids_prefix=id)
    return text.replace("<svg ", f'<svg id="{id}" overflow="visible" ', 1)


def _svg(inside: str, words: str) -> str:
    name = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return f'<svg class="ec strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}">{inside}</svg>'


def _flat(scene: Scene) -> Scene:
    """The scene with its lanes pressed together and all words dropped but the calendar's."""
    if not scene.bands:
        return replace(scene, height=HEIGHT, texts=(), tags=(), brush=None)
    flatten = _flattening(scene)
    return replace(
        scene,
        height=float(HEIGHT),
        bands=tuple(_band(band) for band in scene.bands),
        ticks=tuple(
            replace(
                tick,
                start=(tick.start[0], _edge(tick.side)[0]),
                end=(tick.end[0], _edge(tick.side)[1]),
                label=tick.label and replace(tick.label, y=_BASELINE[tick.side]),
            )
            for tick in scene.ticks
        ),
        breaks=tuple(
            replace(
                gap,
                box=Box(gap.box.x0, _edge(gap.side)[0], gap.box.x1, _edge(gap.side)[1]),
                label=replace(gap.label, y=_BASELINE[gap.side]),
            )
            for gap in scene.breaks
        ),
        lines=tuple(
            replace(line, start=(line.start[0], flatten(line.start[1])), end=(line.end[0], flatten(line.end[1])), label=None)
            for line in scene.lines
        ),
        stems=tuple(_moved_stem(stem, flatten) for stem in scene.stems),
        threads=tuple(_moved_thread(thread, flatten) for thread in scene.threads),
        marks=tuple(_thin(mark, flatten) for mark in scene.marks),
        nodes=tuple(replace(node, y=flatten(node.y)) for node in scene.nodes),
        tags=(),
        texts=(),
        brush=None,
    )


def _edge(side: Side) -> tuple[float, float]:
    """Where the lines of the calendar run: from below the words to the rail."""
    return (17.0, _THEN_RAIL) if side == "then" else (_NOW_RAIL, 81.0)


def _band(band: Band) -> Band:
    top, bottom = (0.0, _THEN_RAIL) if band.side == "then" else (_NOW_RAIL, float(HEIGHT))
    rail = _THEN_RAIL if band.side == "then" else _NOW_RAIL
    name = replace(band.name, x=_MARGIN + 12, y=_BASELINE[band.side] + 1, size=16.0)
    return replace(band, box=Box(-BLEED, top, WIDTH + BLEED, bottom), rail=rail, name=name)


def _flattening(scene: Scene) -> Callable[[float], float]:
    """Old heights to new ones: lanes into the narrow zone beside each rail, order kept, and the rails to their places."""
    rails = {band.side: band.rail for band in scene.bands}
    knots: dict[float, float] = {rails["then"]: _THEN_RAIL, rails["now"]: _NOW_RAIL}
    for side in ("then", "now"):
        low, high = _LANES[side]
        centres = sorted({_middle(mark) for mark in scene.marks if mark.side == side} - {rails[side]})
        for centre, to in zip(centres, np.linspace(low, high, len(centres) + 2)[1:-1].tolist(), strict=True):
            knots.setdefault(centre, to)
    old = sorted(knots)
    new = np.maximum.accumulate([knots[at] for at in old])
    return lambda y: float(np.interp(y, old, new))


def _middle(mark: Mark) -> float:
    return (mark.box.y0 + mark.box.y1) / 2


def _moved(points: Iterable[Point], flatten: Callable[[float], float]) -> tuple[Point, ...]:
    return tuple((x, flatten(y)) for x, y in points)


def _moved_stem(stem: Stem, flatten: Callable[[float], float]) -> Stem:
    start, end = _moved((stem.start, stem.end), flatten)
    return replace(stem, start=start, end=end)


def _moved_thread(thread: Thread, flatten: Callable[[float], float]) -> Thread:
    a, b, c, d = _moved(thread.curve, flatten)
    return replace(thread, curve=(a, b, c, d), points=_moved(thread.points, flatten))


def _thin(mark: Mark, flatten: Callable[[float], float]) -> Mark:
    y = flatten(_middle(mark))
    if mark.shape == "bar":
        box = Box(mark.box.x0, y - _THIN / 2, mark.box.x1, y + _THIN / 2)
        return replace(mark, box=box, y=y, label=None, hatch=(), begins="soft", ends="soft")
    x = (mark.box.x0 + mark.box.x1) / 2
    box = Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT)
    return replace(mark, shape="dot", box=box, x=x, y=y, label=None, hatch=(), whisker=None)


def _overlay(scene: Scene, ends: list[Ref], card: Card | None, number: int, *, judged: bool) -> str:
    """The marks of the ends at full size with their names, and the thread between them."""
    verdict = card.verdict if card and judged else "unchecked"
    thread = _thread_of(scene, card)
    threads = [thread] if thread else [] if card else _threads_of(scene, ends[0])
    marks = [_lit_mark(scene, ref) for ref in ends]
    shown = [mark for mark in marks if mark is not None]
    grounds = "".join(_plate(mark) for mark in shown)
    keys = {mark.key for mark in shown}
    lit = replace(
        scene,
        bands=(),
        ticks=(),
        breaks=(),
        lines=(),
        marks=tuple(shown),
        stems=tuple(
            replace(stem, state="lit", start=(stem.start[0], _LIT[stem.side]))
            for stem in scene.stems
            if stem.key in keys and _joins(stem, thread)
        ),
        threads=tuple(
            replace(one, verdict=verdict, width=3.4 if thread else 2.0, state="selected", parts=(), count=1)
            for one in threads
        ),
        nodes=tuple(node for one in threads for node in _nodes(one)),
        tags=(_tag(thread, card, verdict if judged else ""),) if thread and card else (),
    )
    drawn = svg.draw(lit, styles=False, hidden=True, ids_prefix=f"st{number}{'a' if judged else 'b'}")
    return grounds + drawn.replace("<svg ", '<svg overflow="visible" ', 1)


def _thread_of(scene: Scene, card: Card | None) -> Thread | None:
    if card is None:
        return None
    wanted = (card.key, f">{card.history.id}")
    found = {thread.key: thread for thread in scene.threads if thread.key in wanted}
    return found.get(wanted[0]) or found.get(wanted[1])


def _joins(stem: Stem, thread: Thread | None) -> bool:
    """Of several stems of one mark, only the one that the thread ends at is lit."""
    if thread is None:
        return True
    return min(abs(stem.end[0] - x) for x in (thread.curve[0][0], thread.curve[3][0])) < 1.0


def _threads_of(scene: Scene, ref: Ref) -> list[Thread]:
    """Every thread that begins, ends or is told at the event or report."""
    return [one for one in scene.threads if ref.id in (one.report, one.history, one.about)]


def _nodes(thread: Thread) -> tuple[Node, ...]:
    (x0, _), (x1, _) = thread.curve[0], thread.curve[3]
    first = Node(thread.history, "then", x0, _THEN_RAIL, "lit")
    return (first,) if thread.stub else (first, Node(thread.about, "now", x1, _NOW_RAIL, "lit"))


def _lit_mark(scene: Scene, ref: Ref) -> Mark | None:
    """The event's mark at full size in the row of what is lit, named; None when the picture has no place for it."""
    mark = next((one for one in scene.marks if one.key == ref.id or ref.id in one.members), None)
    if mark is None:
        return None
    y = _LIT[mark.side]
    if mark.shape == "bar":
        box = Box(mark.box.x0, y - _BAR / 2, mark.box.x1, y + _BAR / 2)
        mark = replace(mark, box=box, y=y, state="lit", begins="edge", hollow=False)
    else:
        box = Box(mark.x - 5, y - 5, mark.x + 5, y + 5)
        mark = replace(mark, box=box, y=y, state="lit", hollow=False, shape="dot", kind=ref.kind)
    return replace(mark, key=ref.id, label=_label(mark, ref))


def _label(mark: Mark, ref: Ref) -> Label:
    """Title and date in the bar, else right or left of it; where there is no room for both the date goes, then words."""
    date_width = widths.width(ref.short, _DATE, "cond", 400)
    title, title_width = ref.title, widths.width(ref.title, _TITLE, "cond", 600)
    rooms = {
        "inside": mark.box.width - 12 if mark.shape == "bar" else 0.0,
        "right": WIDTH - _MARGIN - mark.box.x1 - 6,
        "left": mark.box.x0 - 6 - _MARGIN,
    }
    dated = next((place for place, room in rooms.items() if title_width + 6 + date_width <= room), "")
    place = dated or next((place for place, room in rooms.items() if title_width <= room), "")
    if not place:
        place = max(rooms, key=lambda one: rooms[one])
        title = widths.cut(title, len(title), max_width=rooms[place], size=_TITLE, weight=600)
        title_width = widths.width(title, _TITLE, "cond", 600)
    full = title_width + (6 + date_width if dated else 0.0)
    x = {"inside": mark.box.x0 + 7, "right": mark.box.x1 + 6, "left": mark.box.x0 - 6 - full}[place]
    lines = [Text(title, x, mark.y + 4.3, title_width, "title", _TITLE, 600)]
    if dated:
        lines.append(Text(ref.short, x + title_width + 6, mark.y + 4.3, date_width, "date", _DATE, 400))
    return Label(tuple(lines), Box(x - 3, mark.y - 8, x + full + 3, mark.y + 8), place == "inside")


def _plate(mark: Mark) -> str:
    """The band's own ground behind a label that stands beside its mark, so that no receding line runs through it."""
    if mark.label is None or mark.label.inside:
        return ""
    box = mark.label.box
    return f'<rect class="{mark.side[0]}b" x="{box.x0:.1f}" y="{box.y0:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"/>'


def _numbers(scene: Scene, refs: Sequence[Ref]) -> str:
    """A numbered disc at each event, moved aside where two would meet."""
    drawn, taken = [], {"then": -99.0, "now": -99.0}
    for number, ref in enumerate(refs, 1):
        mark = next((one for one in scene.marks if one.key == ref.id or ref.id in one.members), None)
        if mark is None:
            continue
        side = mark.side
        x = min(max(mark.box.x0, taken[side] + 2 * _DISC + 1, _DISC + 2), WIDTH - _DISC - 2)
        taken[side] = x
        drawn.append(
            f'<circle class="{side[0]}n" cx="{x:.1f}" cy="{_LIT[side]}" r="{_DISC}"/>'
            f'<text class="m w6 st-number" x="{x:.1f}" y="{_LIT[side] + 4.4:.1f}">{number}</text>'
        )
    return "".join(drawn)


def _tag(thread: Thread, card: Card, verdict: str) -> Tag:
    """The distance beside the thread at half height, on the side with room."""
    text = card.apart
    width = widths.width(text, _TAG, "cond", 600)
    sign = 15.0 if verdict else 0.0
    middle = (_THEN_RAIL + _NOW_RAIL) / 2
    near = [x for x, y in thread.points if abs(y - middle) < 9] or [thread.points[len(thread.points) // 2][0]]
    full = width + sign + 16
    x0 = max(near) + 8
    if x0 + full > WIDTH - _MARGIN:
        x0 = min(near) - 8 - full
    x0 = max(_MARGIN, x0)
    box = Box(x0, middle - 8, x0 + full, middle + 8)
    return Tag(thread.key, Text(text, x0 + 8 + sign, middle + 4.2, width, "tag", _TAG, 600), box, verdict, "selected")
