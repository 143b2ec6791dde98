"""The catalogue as numbers, made once per catalogue: what every selection and picture looks up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.schema import KINDS, VERDICTS, parts

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
Small = npt.NDArray[np.int8]
Words = npt.NDArray[np.uint64]

Number = TypeVar("Number", bound=np.generic)

ENDS: Final = ("report", "cites", "about")
"""What a citation joins: the report, the past event that it cites, and the present event that it is about, if any."""
MOST_BITS: Final = 128
"""Values of a column up to which each keeps its rows as bits: 16 MB at a million rows."""


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """Values held by `size` rows, none, one or several each, as flat (row, code) pairs sorted by row.

    `bits[code]` are the rows that hold a value, a bit each: filters and counts over a million rows read these. Columns
    of more than MOST_BITS values do without.
    """

    values: tuple[str, ...]
    rows: Ints
    codes: Ints
    size: int
    bits: Words | None = field(init=False)

    def __post_init__(self) -> None:
        bits: Words | None = None
        if len(self.values) <= MOST_BITS:
            bits = np.zeros((len(self.values), -(-self.size // 64)), dtype=np.uint64)
            for code in range(len(self.values)):
                held = np.zeros(self.size, dtype=bool)
                held[self.rows[self.codes == code]] = True
                bits[code] = _packed(held)
        object.__setattr__(self, "bits", bits)

    def any_of(self, wanted: Iterable[str]) -> Bools:
        """Which rows hold any of the wanted values; `(size,)`."""
        meant = set(wanted)
        held = np.array([value in meant for value in self.values], dtype=bool)
        if not held.any():
            return np.zeros(self.size, dtype=bool)
        if self.bits is not None:
            return _unpacked(np.bitwise_or.reduce(self.bits[held], axis=0), self.size)
        found = np.zeros(self.size, dtype=bool)
        found[self.rows[held[self.codes]]] = True
        return found

    def count(self, mask: Bools) -> Ints:
        """How many of the masked rows hold each value; `(len(values),)`."""
        if self.bits is not None:
            shared: Ints = np.bitwise_count(self.bits & _packed(mask)).sum(axis=1, dtype=np.int64)
            return shared
        counted: Ints = np.bincount(self.codes[mask[self.rows]], minlength=len(self.values))
        return counted


def picked(values: npt.NDArray[Number], mask: Bools) -> npt.NDArray[Number]:
    """`values[mask]`, in a sixth of the time that numpy takes for it on large arrays."""
    return values.take(np.flatnonzero(mask))


def _packed(mask: Bools) -> Words:
    """A bit for each row, in words of 64, the last one filled up with zeros."""
    packed = np.packbits(mask)
    return np.pad(packed, (0, -len(packed) % 8)).view(np.uint64)


def _unpacked(words: Words, size: int) -> Bools:
    return np.unpackbits(words.view(np.uint8), count=size).view(bool)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Arrays over events (`kind`, `first`, `last`, `cited`) and over citations (`report`,
    `cites`, `about` are rows, `verdict` is a place in VERDICTS, `apart` the days from the past event to the report).

    All events also stand in one line, by kind and within a kind by `seen`: `line` are their rows in that order, and
    `spot[row]` is an event's place in it. Kinds and windows of time are slices of the line, so what looks at many
    events at once counts in spots: `event_codes`, and the `ends` of citations (-1 is none).

    `first` and `last` are the days between which an event is drawn; where a bound is open or unknown it is the known
    one (see `drawn_days`). An event is in view on the days `seen..left`, which an open end makes endless. `again` gives
    citations of one report, past and present event a common number, -1 for those that stand alone. `cited` counts an
    event's citations, as past, as present or as report.
    """

    kind: Small
    first: Days
    last: Days
    seen: Days
    left: Days
    line: Ints
    spot: Ints
    cited: Days
    again: Ints
    report: Ints
    cites: Ints
    about: Ints
    verdict: Small
    apart: Days
    ends: dict[str, Ints]
    event_codes: dict[str, Codes]
    citation_codes: dict[str, Codes]
    kinds: dict[str, slice] = field(init=False)
    """Where in the line the events of a kind stand."""

    oldest: int | None = field(init=False)
    """The first day of the earliest event."""
    days: dict[str, tuple[Days, Days]] = field(init=False)
    """First and last day of the past event that a citation `cites`, and of its `report`."""

    def __post_init__(self) -> None:
        bounds = [0, *np.cumsum(np.bincount(self.kind, minlength=len(KINDS))).tolist()]
        kinds = {kind: slice(*ends) for kind, ends in zip(KINDS, pairwise(bounds), strict=True)}
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "oldest", int(self.first.min()) if len(self.first) else None)
        ends = {"cites": self.cites, "report": self.report}
        object.__setattr__(self, "days", {name: (self.first[at], self.last[at]) for name, at in ends.items()})

    def years(self, places: Ints) -> Ints:
        """Completed years from the past event of citations to their reports, from first day to first day."""
        return dates.years_between(self.first[self.cites[places]], self.first[self.report[places]])


NEVER: Final = 10**9
"""The day on which what is open ends, and less it the day on which it begins."""


@lru_cache(maxsize=4)
def index_of(catalogue: Catalogue) -> Index:
    """The index of a catalogue; a handful are kept, so that a reload while serving does not grow the process."""
    events, citations = catalogue.events, catalogue.citations
    kind = pd.Categorical(events["kind"], categories=list(KINDS)).codes.astype(np.int64)
    first, last = drawn_days(events)
    rows = {name: citations[f"{name}_row"].to_numpy(np.int64) for name in ENDS}
    linked = np.concatenate(list(rows.values()))
    cited = np.bincount(linked[linked >= 0], minlength=len(events)).astype(np.int64)
    seen = np.where(events["earliest"].to_numpy() == dates.NO_DAY, -NEVER, first)
    left = np.where(events["latest"].to_numpy() == dates.NO_DAY, NEVER, last)
    # An unknown bound is not an endless one: such an event is in view around the day that is known.
    flags = events["flags"].to_numpy(np.int64)
    seen = np.where(flags & dates.UNKNOWN_START, first, seen)
    left = np.where(flags & dates.UNKNOWN_END, last, left)
    line = np.lexsort((seen, kind)).astype(np.int64)
    spot = np.empty(len(line) + 1, dtype=np.int64)
    spot[line], spot[-1] = np.arange(len(line)), -1
    ends = {name: spot[at] for name, at in rows.items()}
    themes = _split(events["themes"].take(line))
    decades = _periods(first[line], kind[line] == KINDS.index("history"))
    publishers = _plain(events["publisher"].where(events["kind"] == "report", "").take(line))
    of_citations = {
        "theme": _through(themes, tuple(ends.values()), len(citations)),
        "when": _through(decades, (ends["cites"],), len(citations)),
        "publisher": _through(publishers, (ends["report"],), len(citations)),
        "verdict": _plain(citations["verdict"]),
        "relation": _plain(citations["relation"]),
    }
    verdict = pd.Categorical(citations["verdict"], categories=list(VERDICTS)).codes.astype(np.int64)
    none = Codes((), np.empty(0, np.int64), np.empty(0, np.int64), len(events))
    of_events = {"theme": themes, "when": decades, "publisher": publishers, "verdict": none, "relation": none}
    # Days and counts fit 32 bits and codes 8: at a million rows, what a filter reads is what it costs.
    return Index(
        kind.astype(np.int8),
        first.astype(np.int32),
        last.astype(np.int32),
        seen.astype(np.int32),
        left.astype(np.int32),
        line,
        spot[:-1],
        cited.astype(np.int32),
        _again(rows["report"], rows["cites"], rows["about"], len(events)),
        rows["report"],
        rows["cites"],
        rows["about"],
        verdict.astype(np.int8),
        (first[rows["report"]] - first[rows["cites"]]).astype(np.int32),
        ends,
        of_events,
        of_citations,
    )


def _again(report: Ints, cites: Ints, about: Ints, size: int) -> Ints:
    if not len(report):
        return report
    _, number, counts = np.unique(
        (report * size + cites) * (size + 1) + about + 1, return_inverse=True, return_counts=True
    )
    alone: Ints = np.where(counts[number] > 1, number, -1)
    return alone


def drawn_days(events: pd.DataFrame) -> tuple[Ints, Ints]:
    """First and last day to draw for each event, `(n,)` each: an open or unknown bound is replaced by the known one."""
    first, last = events["earliest"].to_numpy(np.int64), events["latest"].to_numpy(np.int64)
    # An interval with an unknown bound still has the other end's own extent.
    start, end = events["start_latest"].to_numpy(np.int64), events["end_earliest"].to_numpy(np.int64)
    lower = np.where(first != dates.NO_DAY, first, np.where(end != dates.NO_DAY, end, last))
    upper = np.where(last != dates.NO_DAY, last, np.where(start != dates.NO_DAY, start, first))
    lower = np.where(lower == dates.NO_DAY, 0, lower)
    upper = np.where(upper == dates.NO_DAY, lower, upper)
    return lower, np.maximum(lower, upper)


def _plain(cells: pd.Series[str]) -> Codes:
    codes, values = pd.factorize(cells.astype(object).to_numpy(), sort=True)
    keep = (
        np.array([bool(value) for value in values], dtype=bool)[codes]
        if len(values)
        else np.zeros(len(codes), dtype=bool)
    )
    rows = np.flatnonzero(keep)
    return Codes(tuple(map(str, values)), rows, codes[rows].astype(np.int64), len(codes))


def _split(cells: pd.Series[str]) -> Codes:
    """`a;b` -> the values a and b; each distinct cell is split once."""
    whole = _plain(cells)
    split = [parts(value) for value in whole.values]
    values = sorted({part for cell in split for part in cell})
    place = {value: code for code, value in enumerate(values)}
    lengths = np.array([len(cell) for cell in split], dtype=np.int64)
    flat = np.array([place[part] for cell in split for part in cell], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(lengths) else np.empty(0, np.int64)
    return _expand(tuple(values), whole.rows, starts[whole.codes], lengths[whole.codes], flat, whole.size)


def _expand(values: tuple[str, ...], rows: Ints, starts: Ints, lengths: Ints, flat: Ints, size: int) -> Codes:
    """Row i gets the codes `flat[starts[i] : starts[i] + lengths[i]]`."""
    total = int(lengths.sum())
    offsets = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return Codes(values, np.repeat(rows, lengths), flat[np.repeat(starts, lengths) + offsets], size)


def _through(codes: Codes, ends: Sequence[Ints], size: int) -> Codes:
    """The values that a citation holds through any of its ends, each once."""
    starts = np.searchsorted(codes.rows, np.arange(codes.size))
    lengths = np.searchsorted(codes.rows, np.arange(codes.size), side="right") - starts
    pieces = []
    for rows in ends:
        held = np.flatnonzero(rows >= 0)
        one = _expand(codes.values, held, starts[rows[held]], lengths[rows[held]], codes.codes, size)
        pieces.append(one.rows * max(1, len(codes.values)) + one.codes)
    pairs = _distinct(np.concatenate(pieces)) if len(ends) > 1 else pieces[0]
    width = max(1, len(codes.values))
    return Codes(codes.values, pairs // width, pairs % width, size)


def _distinct(numbers: Ints) -> Ints:
    """Each number once, in order; sorting takes a twentieth of the time that numpy's own `unique` takes by hashing."""
    ordered = np.sort(numbers)
    kept = np.ones(len(ordered), dtype=bool)
    kept[1:] = ordered[1:] != ordered[:-1]
    return ordered[kept]


def _periods(first: Ints, rows: Bools) -> Codes:
    """Decade and century of each event's first day, as EDTF `194X` and `19XX`, in time order."""
    years = first.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    places = np.flatnonzero(rows)
    pairs = []
    for digits, unit in ((3, 10), (2, 100)):
        sign = np.where(years[places] < 0, -1, 1)
        pairs.append((digits, sign, np.abs(years[places]) // unit))
    keys = np.concatenate([(number * 2 + (sign < 0)) * 4 + digits for digits, sign, number in pairs])
    unique, codes = np.unique(keys, return_inverse=True)
    texts = [f"{'-' if key // 4 % 2 else ''}{key // 8:0{key % 4}d}{'X' * (4 - key % 4)}" for key in unique.tolist()]
    order = sorted(
        range(len(texts)), key=lambda k: (len(texts[k].rstrip("X")) - texts[k].startswith("-") != 2, _start(texts[k]))
    )
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    flat_rows, flat_codes = np.tile(places, 2), rank[codes]
    by_row = np.argsort(flat_rows, kind="stable")
    return Codes(tuple(texts[k] for k in order), flat_rows[by_row], flat_codes[by_row], len(first))


def _start(period: str) -> int:
    return int(period.replace("X", "0")) if not period.startswith("-") else int(period.replace("X", "9"))
