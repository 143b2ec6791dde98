"""The parts of a picture, placed: every coordinate is a pixel of the frame, x to the right and y downwards.

A Scene says what to draw and where, never in which colour: `side`, `verdict`, `relation` and `state` name the look, and
`palette.py` knows the rest. Draw in the order of the fields of `Scene`, later fields on top.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from timeline.scene.curves import Curve, Point, sample
from timeline.values import value

Side = Literal["then", "now"]
State = Literal["rest", "lit", "selected", "receded"]
"""`lit` belongs to what is selected, `receded` is everything else while something is selected."""

Role = Literal["title", "date", "tick", "year", "band", "gutter", "count", "tag", "lag", "note"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The room there is: a width in pixels, the way it is used, and which day is today (day number).

    `wide` runs time to the right, `tall` runs it down the page (phones). The height follows from what is shown.
    `compact` draws embeds and posters of documents: no brush, no row of reports.
    """

    width: int
    layout: Literal["wide", "tall"] = "wide"
    today: int = 0
    compact: bool = False


@value
class Box:
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def meets(self, other: Box) -> bool:
        """Whether the two boxes share any area."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


@value
class Text:
    """One line of text; `y` is its baseline, `width` its measured width, `size` its font size, all in pixels."""

    text: str
    x: float
    y: float
    width: float
    role: Role
    size: float = 13.5
    weight: int = 400
    anchor: Literal["start", "middle", "end"] = "start"


@value
class Label:
    """The words beside, inside or below a mark; `leader` is a thin line that joins them to it (tall layout)."""

    lines: tuple[Text, ...]
    box: Box
    inside: bool = False
    leader: tuple[Point, ...] = ()


def short_count(count: int) -> str:
    """A count with room for no more than four signs: `674`, `1.4k`, `45k`, `2.1M`; rounded down, as ages are."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if count >= 10 * size:
            return f"{count // size}{unit}"
        if count >= size:
            return f"{count * 10 // size / 10:.1f}".removesuffix(".0") + unit
    return str(count)


@value
class Mark:
    """An event, a report or a cluster of either.

    `key` is the event's id (for a cluster: the ids of its members are in `members`), `shape` one of `dot`, `bar`,
    `sheet` (a report) and `cluster` (with `count`). `box` is what is drawn, `x` and `y` its anchor (the dot's centre,
    the bar's first day). `hollow`: nothing in this selection cites it. `begins` and `ends` say how a bar's ends are
    drawn: `edge` (known to the day), `soft` (approximate), `arrow` (goes on, or leaves the window), `fade` (unknown).
    `hatch` are the x-extents (y in the tall layout) in which the event began or ended, known only to the month or year;
    `whisker` is the extent of a dot whose date is approximate or coarse. `title` is never cut; `date` is in words.
    """

    key: str
    kind: str
    side: Side
    shape: Literal["dot", "bar", "sheet", "cluster"]
    box: Box
    x: float
    y: float
    title: str
    date: str
    state: State = "rest"
    hollow: bool = False
    begins: Literal["edge", "soft", "arrow", "fade"] = "edge"
    ends: Literal["edge", "soft", "arrow", "fade"] = "edge"
    hatch: tuple[tuple[float, float], ...] = ()
    whisker: tuple[float, float] | None = None
    count: int = 1
    members: tuple[str, ...] = ()
    window: str = ""
    """Of a cluster: the EDTF window that opens it."""
    label: Label | None = None
    word: str = ""
    """One short line for hover and for a screen reader: title, date, how often it is cited."""


@value
class Stem:
    """A hairline from a mark to its node on the rail, behind bars; `key` is the event's id."""

    key: str
    side: Side
    start: Point
    end: Point
    state: State = "rest"


@value
class Node:
    """A dot on a rail where threads begin or end; `key` is the event's id."""

    key: str
    side: Side
    x: float
    y: float
    state: State = "rest"


@value
class Thread:
    """One report's citation drawn from the past to the present, or a ribbon of many.

    `key` is `report-id>history-id`; a ribbon (`count` > 6) has the key `>history-id` and its `parts`, a share of the
    width per verdict. `curve` is one cubic Bézier (start, two controls, end).
    `stub`: a citation without a present event, which ends in a sheet of paper. `word` tells the link.
    """

    key: str
    report: str
    history: str
    about: str
    verdict: str
    relation: str
    curve: Curve
    width: float = 2.0
    state: State = "rest"
    stub: bool = False
    count: int = 1
    parts: tuple[tuple[str, int], ...] = ()
    word: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """49 points of the curve: most of the threads of a crowded picture are drawn without."""
        return sample(self.curve)


@value
class Tag:
    """A pill on a thread: `80 years apart` with the verdict's silhouette (empty: none), or a ribbon's count."""

    key: str
    text: Text
    box: Box
    verdict: str = ""
    state: State = "rest"


@value
class Tick:
    """A mark of the calendar: a hairline across the band from `start` to `end`, and its words (or none)."""

    side: Side
    start: Point
    end: Point
    label: Text | None = None
    strong: bool = False


@value
class Break:
    """Time cut out of a band, drawn as a hatched gap with its length in words."""

    side: Side
    box: Box
    label: Text
    word: str
    """`1,350 years without an event are cut out here, 404 BCE to 947`."""


@value
class Piece:
    """A stretch of one band's scale: days `day0..day1` are drawn on pixels `at0..at1` (x, or y in the tall layout)."""

    day0: float
    day1: float
    at0: float
    at1: float


@dataclass(frozen=True, slots=True)
class Band:
    """One of the two grounds: its area, its rail (a line at `rail`, y or x in the tall layout) and its scale."""

    side: Side
    box: Box
    rail: float
    name: Text
    window: tuple[int, int]
    pieces: tuple[Piece, ...]


@value
class Line:
    """A straight line with words: today, or day 0."""

    role: Literal["today", "day-zero", "axis"]
    start: Point
    end: Point
    label: Text | None = None


@value
class Window:
    """One window of the brush: its box, its words, and its side."""

    side: Side
    box: Box
    label: Text


@dataclass(frozen=True, slots=True)
class Brush:
    """All years on a logarithmic scale, with the two windows; `rug` are x positions of events by side."""

    box: Box
    rug: tuple[tuple[Side, float], ...]
    ticks: tuple[Tick, ...]
    windows: tuple[Window, ...]
    years: tuple[tuple[float, float], ...]
    """(x, day number) pairs from left to right, from which a page turns a drag into days by linear interpolation."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture. `headline` states the finding, `sentence` tells what is shown, `reading` how to read it."""

    width: float
    height: float
    scale: str
    layout: Literal["wide", "tall"]
    headline: str
    sentence: str
    reading: str
    bands: tuple[Band, ...] = ()
    ticks: tuple[Tick, ...] = ()
    breaks: tuple[Break, ...] = ()
    lines: tuple[Line, ...] = ()
    stems: tuple[Stem, ...] = ()
    threads: tuple[Thread, ...] = ()
    marks: tuple[Mark, ...] = ()
    nodes: tuple[Node, ...] = ()
    tags: tuple[Tag, ...] = ()
    texts: tuple[Text, ...] = ()
    brush: Brush | None = None
    left_out: tuple[str, ...] = ()
    """What the selection holds and the picture cannot show, each in words, with its count."""
    verdicts: tuple[tuple[str, int], ...] = ()
    """Citations in view by verdict, in the order of the legend."""
    relations: tuple[tuple[str, int], ...] = ()
    empty: str = ""
    """What to say when nothing is there to draw."""
    pair: str = ""
    """In step: the pair in force, `history-id~today-id`."""
    offsets: dict[str, str] = field(default_factory=dict, hash=False)
