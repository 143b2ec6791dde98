"""Small Scenes made by hand, to draw them without a catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.scene.scene import (
    Band,
    Box,
    Break,
    Brush,
    Label,
    Line,
    Mark,
    Node,
    Piece,
    Scene,
    Stem,
    Tag,
    Text,
    Thread,
    Tick,
    Window,
)
from timeline.widths import width


def words(text: str, x: float = 100.0, y: float = 50.0, role: Any = "title", **more: Any) -> Text:
    """A line of text with its true width."""
    size, weight = more.pop("size", 13.5), more.pop("weight", 500)
    return Text(text, x, y, width(text, size, "cond", weight), role, size, weight, **more)


def dot(key: str = "order-227", title: str = "Order No. 227", x: float = 100.0, y: float = 50.0, **more: Any) -> Mark:
    """An event of one day, labelled on its right."""
    label = more.pop("label", Label((words(title, x + 11, y + 4.6),), Box(x + 8, y - 9, x + 200, y + 9)))
    given = {"kind": "history", "side": "then", "shape": "dot", "date": "28 July 1942"} | more
    return Mark(key=key, title=title, box=Box(x - 5, y - 5, x + 5, y + 5), x=x, y=y, label=label, **given)


def interval(key: str = "siege", title: str = "Siege", x0: float = 100.0, x1: float = 300.0, **more: Any) -> Mark:
    """An event that lasted, its label inside."""
    y = more.pop("y", 76.0)
    label = Label((words(title, x0 + 8, y + 4.6),), Box(x0 + 5, y - 8, x0 + 100, y + 8), inside=True)
    given = {"kind": "history", "side": "then", "shape": "bar", "date": "1941 to 1944", "label": label} | more
    return Mark(key=key, title=title, box=Box(x0, y - 9.5, x1, y + 9.5), x=x0, y=y, **given)


def thread(verdict: str = "supported", x0: float = 100.0, x1: float = 180.0, **more: Any) -> Thread:
    """A thread from the upper rail (y = 120) to the lower one (y = 260)."""
    start, end = (x0, 120.0), (x1, more.pop("y1", 260.0))
    middle = (start[1] + end[1]) / 2
    curve = (start, (x0, middle), (x1, middle), end)
    given = {"report": "times", "history": "order-227", "about": "wagner", "relation": "echo"} | more
    key = given.pop("key", "times>order-227")
    word = given.pop("word", "The Times on Order No. 227: supported")
    return Thread(key=key, verdict=verdict, curve=curve, word=word, **given)


def bands(wide: float = 640.0) -> tuple[Band, Band]:
    """Then above, Now below, with the gutter from 120 to 260."""
    piece = (Piece(0, 100, 0, wide),)
    then = Band(
        "then", Box(0, 0, wide, 120), 120, words("Then", 16, 21, "band", size=20.0, weight=600), (0, 100), piece
    )
    now = Band(
        "now", Box(0, 260, wide, 340), 260, words("Now", 16, 330, "band", size=20.0, weight=600), (0, 100), piece
    )
    return then, now


def scene(**more: Any) -> Scene:
    """A picture of 640 by 340 with its two bands; parts as given."""
    given = {
        "width": 640.0,
        "height": 340.0,
        "scale": "side-by-side",
        "layout": "wide",
        "headline": "One report reaches back to 1942",
        "sentence": "One report of 2023 cites one event of 1942.",
        "reading": "The past is above, the present below.",
        "bands": bands(),
    } | more
    return Scene(**given)


VERDICTS = ("supported", "imprecise", "disputed", "contradicted", "unchecked")


def _threads() -> tuple[Thread, ...]:
    """One thread of each verdict, a ribbon, a stub and the selected one."""
    singles = [thread(v, 100 + 60 * at, 130 + 60 * at, key=f"times>{v}") for at, v in enumerate(VERDICTS)]
    parts = (("supported", 22), ("disputed", 1))
    ribbon = thread("supported", 480, 500, key=">many", width=30.0, count=23, parts=parts)
    stub = thread("disputed", 560, 560, key="times>stub", y1=166.0, stub=True)
    chosen = replace(thread("imprecise", 430, 440, key="times>chosen"), state="selected", width=3.4)
    return (*singles, ribbon, stub, chosen)


def _marks() -> tuple[Mark, ...]:
    """One mark of each shape and each kind of end."""
    led = Label((words("Led", 520, 320),), Box(518, 305, 560, 325), leader=((505, 300), (518, 315)))
    return (
        dot(),
        dot("uranus", "Operation Uranus", 260, hollow=True, whisker=(240, 280)),
        interval(),
        interval("war", "War", 320, 600, begins="arrow", ends="arrow", state="selected"),
        interval("about", "About", 20, 90, y=102.0, begins="soft", ends="fade", hatch=((60.0, 80.0),)),
        dot("report", "A headline", 300, 300, kind="report", side="now", shape="sheet"),
        dot("", "9 events", 600, 120, shape="cluster", count=9, members=("a", "b"), window="1942/1943", label=None),
        dot("lead", "Led", 500, 300, side="now", state="lit", label=led),
    )


def _brush() -> Brush:
    year = words("1900", 100, 398, "tick", size=12.0, weight=400, anchor="middle")
    name = words("Then 1941–45", 110, 356, "year", weight=600, anchor="middle")
    return Brush(
        Box(0, 345, 640, 400),
        (("then", 100.0), ("now", 600.0)),
        (Tick("now", (100, 380), (100, 385), year),),
        (Window("then", Box(90, 360, 130, 385), name),),
        ((0.0, 0.0), (640.0, 100.0)),
    )


def full_scene() -> Scene:
    """One of everything that a Scene can hold."""
    apart = words("80 years apart", 450, 190, "tag", size=12.5, weight=600)
    many = words("23 reports", 470, 230, "tag", size=12.5, weight=600)
    year = words("1942", 205, 19, "year", weight=600)
    cut_out = words("340 y", 570, 19, "note", size=12.0, weight=400, anchor="middle")
    today = words("today", 626, 320, "note", weight=400, anchor="end")
    gutter = words("78 to 81", 16, 180, "gutter", size=15.0, weight=400)
    lag = words("+121 days", 300, 190, "lag", size=12.0, anchor="middle")
    return scene(
        height=400.0,
        threads=_threads(),
        marks=_marks(),
        stems=(Stem("order-227", "then", (100, 55), (100, 120)), Stem("war", "then", (400, 85), (400, 120), "lit")),
        nodes=(
            Node("wagner", "now", 180, 260, "selected"),
            Node("order-227", "then", 100, 120),
            Node("a", "then", 600, 120),
        ),
        tags=(
            Tag("times>chosen", apart, Box(426, 172, 540, 198), "imprecise"),
            Tag(">many", many, Box(460, 212, 540, 238)),
        ),
        ticks=(Tick("then", (200, 28), (200, 120), year, strong=True), Tick("now", (300, 260), (300, 330))),
        breaks=(Break("then", Box(560, 0, 580, 28), cut_out, "340 years"),),
        lines=(Line("today", (630, 260), (630, 340), today),),
        texts=(gutter, lag),
        brush=_brush(),
        left_out=("Two reports without a date are in the list.",),
        verdicts=(("supported", 23), ("imprecise", 2), ("disputed", 2), ("contradicted", 1), ("unchecked", 0)),
    )
