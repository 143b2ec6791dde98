"""Ticks, cuts and the line of today for one band."""

from __future__ import annotations

from collections.abc import Sequence

from timeline import dates
from timeline.scales import YEAR, PiecewiseScale, Stretch
from timeline.scene.scene import Band, Box, Break, Line, Text, Tick
from timeline.ticks import CalendarTick, calendar_ticks, year_words
from timeline.widths import width

TICK_SIZE = 12.0
_AIR = 10.0


def band_ticks(band: Band, scale: PiecewiseScale, breaks: Sequence[Break], *, top: bool) -> list[Tick]:
    """Calendar ticks of each stretch; words on the band's outer edge, clear of its name, of cuts and each other."""
    baseline = band.box.y0 + 20 if top else band.box.y1 - 10
    line = (band.box.y0 + 28, band.rail) if top else (band.rail, band.box.y1 - 28)
    taken = band.name.x + band.name.width + _AIR if band.name.anchor == "start" else 0.0
    cut = [
        (min(b.box.x0, b.label.x - b.label.width / 2), max(b.box.x1, b.label.x + b.label.width / 2))
        for b in breaks
        if b.label.text
    ]
    ticks = []
    for stretch in scale.stretches:
        if stretch.at1 - stretch.at0 < 6:
            continue
        told = False
        for tick in calendar_ticks(stretch.day0, stretch.day1, stretch.at1 - stretch.at0):
            text = with_year(tick, told)
            x = round(scale.at(tick.day), 1)
            weight = 600 if tick.strong else 400
            wide = width(text, TICK_SIZE, weight=weight)
            words = None
            struck = any(low - _AIR / 2 < x + 5 + wide and x < high for low, high in cut)
            if x + 5 >= taken and x + 5 + wide <= band.box.x1 and not struck:
                told = True
                words = Text(text, x + 5, baseline, wide, "year" if tick.strong else "tick", TICK_SIZE, weight)
                taken = x + 5 + wide + _AIR
            ticks.append(Tick(band.side, (x, line[0]), (x, line[1]), words, tick.strong))
    return ticks


def with_year(tick: CalendarTick, told: bool) -> str:
    """The words of a tick; the first that is written in a stretch names its year, whichever had no room before it."""
    year = year_words(dates.civil(tick.day)[0])
    return tick.text if told or tick.text.endswith(year) else f"{tick.text} {year}"


def band_breaks(band: Band, scale: PiecewiseScale, *, top: bool) -> list[Break]:
    """The cuts of a band, each with its length: `1,350 years`."""
    found = []
    for before, after in scale.cuts:
        days = after.day0 - before.day1
        words = length_words(days, short=True)
        middle = (before.at1 + after.at0) / 2
        wide = width(words, TICK_SIZE)
        baseline = band.box.y0 + 20 if top else band.box.y1 - 10
        x0, x1 = before.at1 + 3, after.at0 - 3
        outer = Box(x0, band.box.y0, x1, band.box.y0 + 28) if top else Box(x0, band.box.y1 - 28, x1, band.box.y1)
        # Hatched where time is read, at the ticks and on the rail, so that words between them stay legible.
        found.append(
            Break(
                band.side,
                outer,
                Text(words, middle, baseline, wide, "note", TICK_SIZE, anchor="middle"),
                name_of_cut(before, after),
            )
        )
        found.append(
            Break(
                band.side,
                Box(x0, band.rail - 7, x1, band.rail + 7),
                Text("", middle, band.rail, 0.0, "note"),
                name_of_cut(before, after),
            )
        )
    return found


def name_of_cut(before: Stretch, after: Stretch) -> str:
    """`1,350 years without an event are cut out here, 404 BCE to 947 CE`."""
    first, last = (year_words(dates.civil(int(day))[0]) for day in (before.day1, after.day0))
    return f"{length_words(after.day0 - before.day1)} without an event are cut out here, {first} to {last}"


def length_words(days: float, *, short: bool = False) -> str:
    """`1,350 years` (short: `1,350 y`), `5 months`, `12 days`."""
    for unit, size, brief in (("year", YEAR, "y"), ("month", YEAR / 12, "mo"), ("day", 1.0, "d")):
        count = int(days / size)
        if count >= 2 or unit == "day":
            return f"{count:,} {brief}" if short else f"{count:,} {unit}" + ("" if count == 1 else "s")
    return ""


def today_line(band: Band, scale: PiecewiseScale, today: int) -> tuple[Line, ...]:
    """Where today is, if the window reaches it."""
    if not band.window[0] <= today <= band.window[1]:
        return ()
    x = round(scale.at(today), 1)
    words = Text("today", x - 4, band.box.y1 - 26, width("today", TICK_SIZE), "note", TICK_SIZE, anchor="end")
    return (Line("today", (x, band.rail), (x, band.box.y1), words),)
