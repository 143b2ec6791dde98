"""One clock for both bands, counted from the day 0 of a pair: which pair, how far, and what that says of each event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.ordered import place
from timeline.scales import PiecewiseScale, Stretch
from timeline.scene import wording
from timeline.scene.bands import SIDES
from timeline.scene.index import Days, Index, index_of
from timeline.scene.items import Item
from timeline.scene.pairs import pair_of
from timeline.scene.plans import Overlay
from timeline.scene.scene import Band, Box, Frame, Line, Side, Tag, Text, Thread, Tick
from timeline.scene.selection import Chosen, Selection
from timeline.scene.tracks import track_of
from timeline.schema import KINDS
from timeline.widths import width

Ints = npt.NDArray[np.int64]

MINUS: Final = "−"
_NUMBER_SIZE: Final = 12.0
_MOST_LAGS: Final = 6


@dataclass(slots=True)
class InStep:
    """One clock: `zeros` are the days numbered 0 (that of the present moved by the shift that a reader chose),
    `offsets` the days shown before and after them."""

    zeros: Mapping[Side, int]
    offsets: tuple[int, int]
    catalogue: Catalogue
    headline: str
    pair: str
    left_out: tuple[str, ...]
    name: str = "in-step"
    pinned: bool = True
    reports: bool = False

    @property
    def windows(self) -> Mapping[Side, tuple[int, int]]:
        return {side: (self.zeros[side] + self.offsets[0], self.zeros[side] + self.offsets[1]) for side in SIDES}

    @property
    def told(self) -> Mapping[Side, tuple[int, int]]:
        return self.windows

    def scale(self, side: Side, room: tuple[float, float]) -> PiecewiseScale:
        low, high = self.windows[side]
        return PiecewiseScale((Stretch(low, high + 1, *room),))

    def posts(self, side: Side, scale: PiecewiseScale) -> list[float]:
        return [scale.at(self.zeros[side])]

    def redate(self, items: Mapping[Side, list[Item]]) -> None:
        """Dates become days counted from day 0: `day −26`, `day 0 to 162, 163 days`."""
        index = index_of(self.catalogue)
        for side in SIDES:
            for item in items[side]:
                first, last = int(index.first[item.row]), int(index.last[item.row])
                start = first - self.zeros[side]
                if item.dot:
                    item.write(date=f"day {signed(start)}")
                elif item.begins == "arrow":
                    item.write(date=f"since day {signed(start)}")
                elif item.ends == "arrow":
                    item.write(date=f"from day {signed(start)}")
                else:
                    days = last - first + 1
                    until = f"day {signed(start)} to {signed(start + days - 1)}"
                    item.write(date=f"{days:,} days" if start == 0 else until)

    def overlay(self, bands: Sequence[Band], threads: Sequence[Thread], tags: Sequence[Tag], frame: Frame) -> Overlay:
        """Day 0, the numbered days between the rails, and the lag of each thread."""
        then, now = bands
        scale = self.scale("then", (then.pieces[0].at0, then.pieces[0].at1))
        x0 = round(scale.at(self.zeros["then"]), 1)
        wide = width("day 0", _NUMBER_SIZE, weight=600)
        middle = (then.rail + now.rail) / 2
        spots = [
            Text("day 0", x0 + side * (10 + wide / 2), middle + up, wide, "lag", _NUMBER_SIZE, 600, "middle")
            for up in (4, 26, 44, -18)
            for side in (-1, 1)
        ]
        ways = _ways(threads)
        words = next((text for text in spots if not _struck(_around(text), ways).any()), spots[0])
        lines = [Line("day-zero", (x0, then.box.y0 + 28), (x0, now.box.y1 - 28), words)]
        ticks = []
        starts = [thread.curve[0][0] for thread in threads]
        step = _step(self.offsets[1] - self.offsets[0], frame.width)
        for day in range(-(-self.offsets[0] // step) * step, self.offsets[1] + 1, step):
            if day == 0:
                continue
            x = round(scale.at(self.zeros["then"] + day), 1)
            told = signed(day)
            wide = width(told, _NUMBER_SIZE)
            hidden = any(abs(start - x) < wide / 2 + 5 for start in starts)
            ticks.append(
                Tick(
                    "then",
                    (x, then.rail),
                    (x, then.rail + 6),
                    None if hidden else Text(told, x, then.rail + 19, wide, "tick", _NUMBER_SIZE, anchor="middle"),
                )
            )
            ticks.append(Tick("now", (x, now.rail - 6), (x, now.rail)))
        return lines, ticks, self._lags(threads, [words], tags)

    def _lags(self, threads: Sequence[Thread], taken: Sequence[Text], tags: Sequence[Tag]) -> list[Text]:
        """`+121 days` once for each pair whose thread leans, where the words meet no others."""
        boxes = [_around(text) for text in taken] + [tag.box for tag in tags]
        texts: list[Text] = []
        done: set[tuple[str, str]] = set()
        ways, own = _ways(threads), {id(thread): number for number, thread in enumerate(threads)}
        for thread in sorted(threads, key=lambda t: (t.state == "receded", -abs(t.curve[3][0] - t.curve[0][0]))):
            pair = (thread.history, thread.about)
            if thread.stub or thread.count > 1 or pair in done or len(texts) == _MOST_LAGS:
                continue
            lag = self._lag(*pair)
            if not lag:
                continue
            told = f"{'+' if lag > 0 else MINUS}{abs(lag):,} day" + ("" if abs(lag) == 1 else "s")
            wide = width(told, _NUMBER_SIZE)
            for at in (30, 34, 38, 26, 20, 14, 42):
                x, y = thread.points[at]
                text = Text(told, x, y + 4, wide, "lag", _NUMBER_SIZE, anchor="middle")
                struck = _struck(_around(text), ways)
                struck[own[id(thread)]] = False
                if not any(_around(text).meets(box) for box in boxes) and not struck.any():
                    texts.append(text)
                    boxes.append(_around(text))
                    done.add(pair)
                    break
        return texts

    def _lag(self, history: str, about: str) -> int:
        """Days by which the present event came later, counted from day 0, than its parallel."""
        index = index_of(self.catalogue)
        past, present = self.catalogue.row(history), self.catalogue.row(about)
        if past is None or present is None:
            return 0
        return int(index.first[present] - self.zeros["now"] - index.first[past] + self.zeros["then"])


def in_step(catalogue: Catalogue, selection: Selection, frame: Frame) -> InStep | None:
    """The plan of in-step, None when no pair of a past and a present event is there to align."""
    index, view = index_of(catalogue), selection.view
    pair = pair_of(catalogue, selection)
    if pair is None:
        return None
    shift = view.pair_shift
    zeros: dict[Side, int] = {"then": int(index.first[pair[0]]), "now": int(index.first[pair[1]]) - shift}
    offsets = _offsets(view.then, index, pair, zeros)
    events = catalogue.events
    ids, titles = ([str(events[name].iat[row]) for row in pair] for name in ("id", "title"))
    precision = events["precision"].to_numpy()
    days = _days_of(catalogue, selection.chosen)
    unknown = days.unknown
    outside = {side: days.outside(side, zeros[side] + offsets[0], zeros[side] + offsets[1]) for side in SIDES}
    notes = []
    if len(unknown):
        names = ", ".join(events["title"].iloc[unknown[:3]].tolist())
        notes.append(
            f"{wording.counted(len(unknown), 'event').capitalize()} without a known first day cannot be counted "
            f"from day 0: {names}."
        )
    if any(outside.values()):
        notes.append(
            f"{wording.counted(outside['then'], 'past event').capitalize()} and "
            f"{wording.counted(outside['now'], 'present event')} lie outside "
            f"days {signed(offsets[0])} to {signed(offsets[1])}."
        )
    coarse = [t for t, row in zip(titles, pair, strict=True) if precision[row] != 0]
    if coarse:
        verb = "is" if len(coarse) == 1 else "are"
        notes.append(
            f"Day 0 is the first day that its date allows: {' and '.join(coarse)} {verb} not dated to the day."
        )
    if shift:
        told = f"{abs(shift):,} day" + ("" if abs(shift) == 1 else "s")
        notes.insert(0, f"The present is laid {told} {'later' if shift > 0 else 'earlier'} than its own day 0.")
    return InStep(zeros, offsets, catalogue, _headline(index, pair, titles, catalogue), "~".join(ids), tuple(notes))


def signed(days: int) -> str:
    """A count of days with a true minus sign."""
    return f"{MINUS}{-days:,}" if days < 0 else f"{days:,}"


@dataclass(frozen=True, slots=True, eq=False)
class _Days:
    """The days of a selection's past and present events: from when on they are in view (`seen`) and until when
    (`left`), each sorted, by side; `unknown` are the rows without a known first day."""

    seen: Mapping[Side, Days]
    left: Mapping[Side, Days]
    unknown: Ints

    def outside(self, side: Side, low: int, high: int) -> int:
        """How many lie wholly outside the days `low..high`; found by halving, however many there are."""
        seen, left = self.seen[side], self.left[side]
        return len(seen) - place(seen, high, "right") + place(left, low)


@lru_cache(maxsize=8)
def _days_of(catalogue: Catalogue, chosen: Chosen) -> _Days:
    index = index_of(catalogue)
    tracks = {side: track_of(catalogue, chosen, kind) for side, kind in zip(SIDES, ("history", "today"), strict=True)}
    unknown = _without_start(catalogue)
    unknown = unknown[chosen.held[index.spot[unknown]]]
    return _Days(
        {side: track.first for side, track in tracks.items()},
        {side: np.sort(track.last) for side, track in tracks.items()},
        unknown,
    )


@lru_cache(maxsize=4)
def _without_start(catalogue: Catalogue) -> Ints:
    """The rows of past and present events without a known first day, in time order."""
    index, flags = index_of(catalogue), catalogue.events["flags"].to_numpy()
    rows = np.flatnonzero((index.kind != KINDS.index("report")) & ((flags & dates.UNKNOWN_START) > 0))
    return rows[np.argsort(index.seen[rows], kind="stable")]


def _days(index: Index, row: int) -> int:
    return int(index.last[row] - index.first[row]) + 1


def _offsets(asked: str, index: Index, pair: tuple[int, int], zeros: Mapping[Side, int]) -> tuple[int, int]:
    if asked:
        span = dates.parse(asked)
        assert span.earliest is not None and span.latest is not None
        return span.earliest - zeros["then"], span.latest - zeros["then"]
    longest = max(_days(index, row) for row in pair)
    longest = 365 if longest < 30 else longest
    return -max(30, round(longest * 0.25)), max(60, round(longest * 1.15))


def _headline(index: Index, pair: tuple[int, int], titles: Sequence[str], catalogue: Catalogue) -> str:
    past, present = titles
    flags = catalogue.events["flags"].to_numpy()
    known = all(flags[row] & dates.INTERVAL and not flags[row] & (dates.OPEN_END | dates.UNKNOWN_END) for row in pair)
    if known:
        return f"In step: {present} lasted {_days(index, pair[1]):,} days, {past} {_days(index, pair[0]):,}"
    years = dates.completed_years(int(index.first[pair[0]]), int(index.first[pair[1]]))
    return f"In step: {past} and {present}, {years:,} years apart"


def _ways(threads: Sequence[Thread]) -> npt.NDArray[np.float64]:
    """The points of all threads, `(threads, points, 2)`."""
    if not threads:
        return np.empty((0, 0, 2))
    return np.array([thread.points for thread in threads], dtype=np.float64)


def _struck(box: Box, ways: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which threads pass through the box; `(threads,)`."""
    x, y = ways[..., 0], ways[..., 1]
    within = (box.x0 < x) & (x < box.x1) & (box.y0 < y) & (y < box.y1)
    return np.asarray(within.any(axis=1), dtype=np.bool_)


def _around(text: Text) -> Box:
    return Box(text.x - text.width / 2 - 6, text.y - 14, text.x + text.width / 2 + 6, text.y + 6)


def _step(days: int, pixels: int) -> int:
    """Days between numbers on the rails, at least 60 px apart."""
    for step in (1, 2, 5, 10, 30, 60, 90, 180, 360, 720, 1800, 3600, 7200, 18000, 36000):
        if step * pixels / days >= 60:
            return step
    return 360000
