"""What a slide speaks of, drawn over the flat strip: marks at full size with names, their thread, its distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline import svg, widths
from timeline.documents.facts import Card, Ref
from timeline.documents.present_flat import LIT, MARGIN, NOW_RAIL, THEN_RAIL, WIDTH
from timeline.scene.scene import Box, Label, Mark, Node, Scene, Stem, Tag, Text, Thread

_BAR: Final = 15.0
_TITLE, _DATE, _TAG = 12.5, 12.0, 12.0
_DISC: Final = 8.5


def overlay(scene: Scene, ends: list[Ref], card: Card | None, number: int, *, judged: bool) -> str:
    """The marks of the ends at full size with their names, and the thread between them.

    Before the claim is `judged` the past event stands without its date, and the thread without its verdict.
    """
    verdict = card.verdict if card and judged else "unchecked"
    thread = _thread_of(scene, card)
    threads = [thread] if thread else [] if card else _threads_of(scene, ends[0])
    marks = [_lit_mark(scene, ref, dated=judged or card is None or ref.kind != "history") for ref in ends]
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
            replace(stem, state="lit", start=(stem.start[0], LIT[stem.side]))
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
    first = Node(thread.history, "then", x0, THEN_RAIL, "lit")
    return (first,) if thread.stub else (first, Node(thread.about, "now", x1, NOW_RAIL, "lit"))


def _lit_mark(scene: Scene, ref: Ref, *, dated: bool) -> Mark | None:
    """The event's mark at full size in the row of what is lit, named; None when the picture has no place for it."""
    mark = next((one for one in scene.marks if one.key == ref.id or ref.id in one.members), None)
    if mark is None:
        return None
    y = LIT[mark.side]
    if mark.shape == "bar":
        box = Box(mark.box.x0, y - _BAR / 2, mark.box.x1, y + _BAR / 2)
        mark = replace(mark, box=box, y=y, state="lit", begins="edge", hollow=False)
    else:
        box = Box(mark.x - 5, y - 5, mark.x + 5, y + 5)
        mark = replace(mark, box=box, y=y, state="lit", hollow=False, shape="dot", kind=ref.kind)
    return replace(mark, key=ref.id, label=_label(mark, ref, dated))


def _label(mark: Mark, ref: Ref, told: bool) -> Label:
    """Title and date in the bar, else right or left of it; without room for both the date goes, then words.

    A date that is not to be `told` yet keeps its place, so that nothing moves when it comes.
    """
    date_width = widths.width(ref.short, _DATE, "cond", 400)
    title, title_width = ref.title, widths.width(ref.title, _TITLE, "cond", 600)
    rooms = {
        "inside": mark.box.width - 12 if mark.shape == "bar" else 0.0,
        "right": WIDTH - MARGIN - mark.box.x1 - 6,
        "left": mark.box.x0 - 6 - MARGIN,
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
    if dated and told:
        lines.append(Text(ref.short, x + title_width + 6, mark.y + 4.3, date_width, "date", _DATE, 400))
    return Label(tuple(lines), Box(x - 3, mark.y - 8, x + full + 3, mark.y + 8), place == "inside")


def _plate(mark: Mark) -> str:
    """The band's own ground behind a label that stands beside its mark, so that no receding line runs through it."""
    if mark.label is None or mark.label.inside:
        return ""
    box = mark.label.box
    place = f'x="{box.x0:.1f}" y="{box.y0:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    return f'<rect class="{mark.side[0]}b" {place}/>'


def numbers(scene: Scene, refs: Sequence[Ref]) -> str:
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
            f'<circle class="{side[0]}n" cx="{x:.1f}" cy="{LIT[side]}" r="{_DISC}"/>'
            f'<text class="m w6 st-number" x="{x:.1f}" y="{LIT[side] + 4.4:.1f}">{number}</text>'
        )
    return "".join(drawn)


def _tag(thread: Thread, card: Card, verdict: str) -> Tag:
    """The distance beside the thread at half height, on the side with room."""
    text = card.apart
    width = widths.width(text, _TAG, "cond", 600)
    sign = 15.0 if verdict else 0.0
    middle = (THEN_RAIL + NOW_RAIL) / 2
    near = [x for x, y in thread.points if abs(y - middle) < 9] or [thread.points[len(thread.points) // 2][0]]
    full = width + sign + 16
    x0 = max(near) + 8
    if x0 + full > WIDTH - MARGIN:
        x0 = min(near) - 8 - full
    x0 = max(MARGIN, x0)
    box = Box(x0, middle - 8, x0 + full, middle + 8)
    return Tag(thread.key, Text(text, x0 + 8 + sign, middle + 4.2, width, "tag", _TAG, 600), box, verdict, "selected")
