"""The events to place in one band: their extent on its scale, their words and widths, and how their dates are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from timeline import dates
from timeline.packing import spread
from timeline.scales import PiecewiseScale, YearsAgoScale
from timeline.scene.found import Found
from timeline.scene.scene import Box, Label, Mark, Side, State
from timeline.view import View
from timeline.widths import LABEL_LIMIT, cut, width

Scale = PiecewiseScale | YearsAgoScale
End = Literal["edge", "soft", "arrow", "fade"]

TITLE_SIZE: Final = 13.5
DATE_SIZE: Final = 12.5
DOT: Final = 5.0
"""Radius of a dot."""
_NUDGE_GAP: Final = 10.0
_MOST_NUDGE: Final = 12.0
LEAST_BAR: Final = 10.0
"""An interval shorter than this is drawn as a dot."""
_ABOUT: Final = 9.0
"""Half length of the whisker of an approximate date: how far "about" reaches is not known, so all are alike."""


@dataclass(slots=True)
class Item:
    """An event on its way to a Mark: extents along the time axis in pixels, nothing yet across it.

    `whole` is its title and `dated` its date in EDTF; `title` and `date` are what its label says of them.
    """

    row: int
    key: str
    kind: str
    side: Side
    title: str
    date: str
    whole: str
    dated: str
    cited: int
    start: float
    end: float
    at: float
    dot: bool
    weight: float
    state: State = "rest"
    hollow: bool = False
    begins: End = "edge"
    ends: End = "edge"
    hatch: tuple[tuple[float, float], ...] = ()
    whisker: tuple[float, float] | None = None
    nodes: list[float] = field(default_factory=list)
    home: float = 0.0
    # Measured when first asked for: of a crowded picture's items many get no label.
    _title_width: float | None = field(default=None, init=False)
    _date_width: float | None = field(default=None, init=False)

    @property
    def title_width(self) -> float:
        """The width of the label's title, in pixels."""
        if self._title_width is None:
            self._title_width = width(self.title, TITLE_SIZE, weight=500)
        return self._title_width

    @property
    def date_width(self) -> float:
        """The width of the label's date, in pixels."""
        if self._date_width is None:
            self._date_width = width(self.date, DATE_SIZE)
        return self._date_width

    @property
    def word(self) -> str:
        """One line for hover and for a screen reader."""
        return f"{self.whole}, {dates.text_words(self.dated)}, {_cited_words(self.kind, self.cited)}"

    def move(self, at: float) -> None:
        """Put a point elsewhere on the axis; its whisker stays where its dates are."""
        self.at = self.start = self.end = at

    def write(self, title: str | None = None, date: str | None = None) -> None:
        """Have the label say something else."""
        if title is not None:
            self.title, self._title_width = title, None
        if date is not None:
            self.date, self._date_width = date, None


def make_items(found: Found, side: Side, scale: Scale, today: int) -> list[Item]:
    """Items for what was found, placed on a scale."""
    if not found.words:
        return []
    (low, high), dating, none = found.window, found.dating, dates.NO_DAY
    lower = np.where(dating["earliest"] == none, low, dating["earliest"])
    upper = np.where(dating["latest"] == none, max(high, today), dating["latest"])
    start, end = dating["start_latest"], dating["end_earliest"]
    at0, at1 = scale.place(np.clip(lower, low, high)), scale.place(np.clip(upper + 1, low, high + 1))
    inner0 = scale.place(np.clip(np.where(start == none, lower, start + 1), low, high + 1))
    inner1 = scale.place(np.clip(np.where(end == none, upper + 1, end), low, high + 1))
    room = scale.at(low), scale.at(high + 1)
    columns = (
        found.rows, dating["flags"], dating["precision"], at0, at1, inner0, inner1, found.lasting,
        lower < low, upper > high,
    )  # fmt: skip
    # Plain numbers: taken out of an array one by one, each would cost ten times as much.
    numbers = zip(*(column.tolist() for column in columns), strict=True)
    items = []
    for told, times, weight, cells in zip(found.words, found.cited, found.weights, numbers, strict=True):
        row, bits, precision, begin, until, in0, in1, lasting, early, late = cells
        item = Item(
            row=row,
            key=told.key,
            kind=told.kind,
            side=side,
            title=cut(told.title, LABEL_LIMIT),
            date=dates.text_words(told.date, "short"),
            whole=told.title,
            dated=told.date,
            cited=times,
            start=begin,
            end=until,
            at=begin,
            dot=True,
            weight=weight,
            hollow=not times,
        )
        if lasting:
            _draw_interval(item, bits, in0, in1, cuts=(early, late), room=room)
        else:
            _draw_single(item, bits, dates.PRECISIONS[precision])
        item.home = item.at
        item.state = state_of(told.key, found.view)
        items.append(item)
    return items


def item_mark(item: Item, box: Box, x: float, y: float, label: Label | None = None) -> Mark:
    """The item as a Mark that is drawn in `box` and anchored at (x, y)."""
    return Mark(
        key=item.key,
        kind=item.kind,
        side=item.side,
        shape="dot" if item.dot else "bar",
        box=box,
        x=x,
        y=y,
        title=item.whole,
        date=item.date,
        state=item.state,
        hollow=item.hollow,
        begins=item.begins,
        ends=item.ends,
        hatch=item.hatch,
        whisker=item.whisker,
        label=label,
        word=item.word,
    )


def dot_box(x: float, y: float) -> Box:
    """The box of a dot."""
    return Box(x - DOT, y - DOT, x + DOT, y + DOT)


def sheet_box(x: float, y: float) -> Box:
    """The box of a sheet of paper, which stands for a report."""
    return Box(x - 5.5, y - 6.5, x + 5.5, y + 6.5)


def nudge(items: Sequence[Item], wide: float) -> None:
    """Move dots that stand closer than 10 px apart, order kept, at most 12 px, so that each has a stem of its own."""
    dots = sorted((item for item in items if item.dot), key=lambda item: item.at)
    for item, x in zip(dots, spread([item.at for item in dots], _NUDGE_GAP, 2 * DOT, wide - 2 * DOT), strict=True):
        moved = min(max(x, item.at - _MOST_NUDGE), item.at + _MOST_NUDGE)
        item.home = round(moved, 1)
        item.move(item.home)


def state_of(key: str, view: View) -> State:
    """Whether the event or report with this id is what the reader selected."""
    return "selected" if key in (view.event, view.report) else "rest"


def _draw_interval(
    item: Item, bits: int, inner0: float, inner1: float, *, cuts: tuple[bool, bool], room: tuple[float, float]
) -> None:
    if item.end - item.start < LEAST_BAR and not bits & (
        dates.OPEN_END | dates.UNKNOWN_END | dates.OPEN_START | dates.UNKNOWN_START
    ):
        item.at = (item.start + item.end) / 2
        item.start = item.end = item.at
        return
    item.dot = False
    if bits & dates.UNKNOWN_END:
        item.end, item.ends = min(room[1], max(inner0, item.start) + 60), "fade"
    elif bits & dates.OPEN_END or cuts[1]:
        item.ends = "arrow"
    elif bits & dates.END_APPROXIMATE:
        item.ends = "soft"
    if bits & dates.UNKNOWN_START:
        item.start, item.begins = max(room[0], min(inner1, item.end) - 60), "fade"
    elif bits & dates.OPEN_START or cuts[0]:
        item.begins = "arrow"
    elif bits & dates.START_APPROXIMATE:
        item.begins = "soft"
    hatch = []
    if item.begins in ("edge", "soft") and inner0 - item.start > 3:
        hatch.append((item.start, min(inner0, item.end)))
    if item.ends in ("edge", "soft") and item.end - inner1 > 3:
        hatch.append((max(inner1, item.start), item.end))
    item.hatch = tuple(hatch)
    item.end = max(item.end, item.start + 4)
    item.at = item.start


def _draw_single(item: Item, bits: int, precision: str) -> None:
    wide = item.end - item.start
    if precision != "day" and wide >= 28:
        # Known only to the year or decade: a bar hatched from end to end says "some time within".
        item.dot, item.hatch, item.begins, item.ends = False, ((item.start, item.end),), "soft", "soft"
        return
    if wide > 3 * DOT:
        item.whisker = (item.start, item.end)
    item.at = (item.start + item.end) / 2 if precision != "day" else item.start
    if bits & (dates.APPROXIMATE | dates.UNCERTAIN) and item.whisker is None:
        item.whisker = (item.at - DOT - _ABOUT, item.at + DOT + _ABOUT)
    item.start = item.end = item.at


def _cited_words(kind: str, count: int) -> str:
    if kind == "report":
        return f"{count:,} citation" + ("" if count == 1 else "s")
    if not count:
        return "not cited in this view"
    verb = "cited" if kind == "history" else "compared"
    return f"{verb} {count:,} times" if count > 1 else f"{verb} once"
