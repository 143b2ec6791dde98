"""Citations gathered into links between two places of the picture: one thread a report, from seven on a ribbon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.clusters import Cluster
from timeline.scene.index import Index, index_of
from timeline.scene.items import Item
from timeline.scene.scene import Point, State, Thread
from timeline.scene.selection import Selection
from timeline.schema import VERDICTS
from timeline.view import View

Ints = npt.NDArray[np.int64]

MOST_THREADS: Final = 6
"""More reports than this on one pair become a ribbon."""
APART: Final = 5.5
"""Pixels between the threads of one pair."""
MOST_PAIRS: Final = 240
"""Pairs of marks that are linked in one picture; those with most reports are drawn and the others counted."""
MOST_TOLD: Final = 24
"""Up to so many strands of a pair are read one by one; beyond, they are counted by verdict."""
SAMPLES: Final = 49
NONE: Final = -1
_BRIGHTEST: Final[tuple[State, ...]] = ("selected", "lit", "rest")


@dataclass(frozen=True, slots=True)
class Strand:
    """One report's link on one pair, in the gravest verdict of its claims."""

    report: str
    history: str
    about: str
    verdict: str
    relation: str
    state: State
    years: int
    word: str


@dataclass(slots=True)
class Bundle:
    """All strands between two marks: `past` and `present` are keys of marks; `present` is `""` for stubs.

    `count` strands, of which many are only counted: then `strands` is empty, and `parts` and `state`
    speak for them (see `tell`).
    """

    past: str
    present: str
    count: int
    positions: Ints
    strands: list[Strand] = field(default_factory=list)
    parts: tuple[tuple[str, int], ...] = ()
    state: State = "rest"


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Which mark shows an event row: `code[row]` is a place in `keys`, -1 for what is not drawn."""

    keys: list[str]
    code: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Linked:
    """The bundles of a picture, the citations whose end is not drawn, the distance in years, and the links too many."""

    bundles: list[Bundle]
    dropped: int
    years: tuple[int, int] | None
    hidden: int


def places_of(catalogue: Catalogue, items: Iterable[Item], clusters: Iterable[Cluster]) -> Places:
    """The marks of all rows; an item of its own goes before the cluster around it."""
    code = np.full(len(catalogue.events), NONE, dtype=np.int32)
    keys: list[str] = []
    for cluster in clusters:
        code[cluster.rows] = len(keys)
        keys.append(cluster.key)
    for item in items:
        code[item.row] = len(keys)
        keys.append(item.key)
    return Places(keys, code)


def link(catalogue: Catalogue, selection: Selection, places: Places, *, to_report: bool = False) -> Linked:
    """The selection's strands gathered by pair of marks, the pairs with most links first to be drawn.

    `to_report`: links run to the report itself and not to the present event (across time).
    """
    index, view = index_of(catalogue), selection.view
    strands = selection.chosen.strands
    size = len(places.keys) + 1
    other = index.report if to_report else index.about
    past, present = places.code[index.cites[strands]], places.code[other[strands]]
    present = np.where(other[strands] < 0, size - 1, present)
    kept = (past >= 0) & (present >= 0)
    if not kept.any():
        return Linked([], int((~kept).sum()), None, 0)
    mine = strands[kept]
    pair = past[kept].astype(np.int64) * size + present[kept]
    found, inverse, counts = np.unique(pair, return_inverse=True, return_counts=True)
    drawn = np.argsort(-counts, kind="stable")[:MOST_PAIRS]
    if view.selects:
        drawn = np.union1d(drawn, np.unique(inverse[_states(catalogue, view, mine) > 0])[:MOST_PAIRS])
    days = index.first[index.report[mine]] - index.first[index.cites[mine]]
    low, high = int(np.argmin(days)), int(np.argmax(days))
    order = np.argsort(inverse, kind="stable")
    starts = np.concatenate([[0], np.cumsum(counts)])
    keys = [*places.keys, ""]
    bundled = []
    for number in drawn.tolist():
        positions = order[starts[number] : starts[number + 1]]
        ends = keys[int(found[number] // size)], keys[int(found[number] % size)]
        bundled.append(Bundle(*ends, len(positions), mine[positions]))
    return Linked(
        bundled,
        int((~kept).sum()),
        (_years(index, int(mine[low])), _years(index, int(mine[high]))),
        int(counts.sum() - counts[drawn].sum()),
    )


def tell(catalogue: Catalogue, view: View, bundled: Sequence[Bundle]) -> None:
    """Fill in what each bundle shows: its strands one by one where they are few, else their counts by verdict."""
    few = [bundle for bundle in bundled if bundle.count <= MOST_TOLD]
    strands = iter(
        _strands(catalogue, view, np.concatenate([b.positions for b in few]) if few else np.empty(0, np.int64))
    )
    for bundle in bundled:
        if bundle.count <= MOST_TOLD:
            told = list(islice(strands, bundle.count))
            bundle.strands = sorted(told, key=lambda s: (VERDICTS.index(s.verdict), s.report))
        else:
            _count(catalogue, view, bundle)


def _years(index: Index, position: int) -> int:
    return dates.completed_years(int(index.first[index.cites[position]]), int(index.first[index.report[position]]))


def _states(catalogue: Catalogue, view: View, mine: Ints) -> npt.NDArray[np.int8]:
    """Per strand: 0 receded or at rest, 1 lit, 2 selected."""
    index = index_of(catalogue)
    state = np.zeros(len(mine), dtype=np.int8)
    report, event = (catalogue.row(one) if one else None for one in (view.report, view.event))
    if report is not None:
        by_report = index.report[mine] == report
        state[by_report] = 1
        if event is not None:
            state[by_report & (index.cites[mine] == event)] = 2
    elif event is not None:
        state[(index.cites[mine] == event) | (index.about[mine] == event)] = 1
    return state


def _strands(catalogue: Catalogue, view: View, positions: Ints) -> list[Strand]:
    index, frame = index_of(catalogue), catalogue.citations
    columns = (frame[name].iloc[positions].tolist() for name in ("report", "cites", "about", "verdict", "relation"))
    titles = catalogue.events["title"]
    reporting, past = (titles.iloc[end[positions]].tolist() for end in (index.report, index.cites))
    strands = []
    for k, (report, history, about, verdict, relation) in enumerate(zip(*columns, strict=True)):
        years = _years(index, int(positions[k]))
        word = f"{reporting[k]} cites {past[k]}, {years_words(years)}; verdict {verdict}"
        state = strand_state(view, report, history, about)
        strands.append(Strand(report, history, about, verdict, relation, state, years, word))
    return strands


def _count(catalogue: Catalogue, view: View, bundle: Bundle) -> None:
    codes = index_of(catalogue).citation_codes["verdict"]
    place = np.searchsorted(codes.rows, bundle.positions)
    counts = np.bincount(codes.codes[place], minlength=len(codes.values))
    held = dict(zip(codes.values, counts.tolist(), strict=True))
    bundle.parts = tuple((v, held[v]) for v in VERDICTS if held.get(v))
    bright = int(_states(catalogue, view, bundle.positions).max())
    bundle.state = "selected" if bright == 2 else "lit" if bright else "receded" if view.selects else "rest"


def strand_state(view: View, report: str, history: str, about: str) -> State:
    """Selected: exactly the citation; lit: it belongs to what is selected; receded: something else is selected."""
    if not view.selects:
        return "rest"
    if view.selects == "citation":
        mine = report == view.report and history == view.event
        return "selected" if mine else "lit" if report == view.report else "receded"
    if view.selects == "report":
        return "lit" if report == view.report else "receded"
    return "lit" if view.event in (history, about) else "receded"


def years_words(years: int) -> str:
    """`80 years apart`."""
    return "less than a year apart" if years < 1 else "1 year apart" if years == 1 else f"{years:,} years apart"


def span_words(years: tuple[int, int] | None) -> str:
    """`78 to 81 years apart`, over all strands."""
    if years is None:
        return ""
    low, high = years
    return years_words(low) if low == high else f"{max(low, 0):,} to {high:,} years apart"


def draw_bundle(bundle: Bundle, start: Point, end: Point, *, across: bool) -> list[Thread]:
    """Threads side by side from `start` to `end`, or one ribbon; `across`: time runs down the page (tall layout)."""
    strands = bundle.strands
    if bundle.count > MOST_THREADS:
        return [ribbon(bundle, curve(start, end, across=across))]
    drawn = []
    for k, strand in enumerate(strands):
        shift = (k - (len(strands) - 1) / 2) * APART
        move = (0.0, shift) if across else (shift, 0.0)
        bent = curve((start[0] + move[0], start[1] + move[1]), (end[0] + move[0], end[1] + move[1]), across=across)
        drawn.append(strand_thread(strand, bent, stub=False))
    return drawn


def strand_thread(strand: Strand, bent: tuple[Point, Point, Point, Point], *, stub: bool) -> Thread:
    """One strand along a curve."""
    return Thread(
        key=f"{strand.report}>{strand.history}",
        report=strand.report,
        history=strand.history,
        about=strand.about,
        verdict=strand.verdict,
        relation=strand.relation,
        curve=bent,
        points=sample(bent),
        state=strand.state,
        stub=stub,
        word=strand.word,
        width=3.4 if strand.state == "selected" else 2.0,
    )


def ribbon(bundle: Bundle, bent: tuple[Point, Point, Point, Point]) -> Thread:
    """All strands of a bundle as one, split by verdict, gravest first."""
    parts, state, relation = bundle.parts, bundle.state, ""
    if bundle.strands:
        counts = {verdict: sum(s.verdict == verdict for s in bundle.strands) for verdict in VERDICTS}
        parts = tuple((verdict, count) for verdict, count in counts.items() if count)
        states = {s.state for s in bundle.strands}
        state = next((s for s in _BRIGHTEST if s in states), "receded")
        relations = {s.relation for s in bundle.strands}
        relation = relations.pop() if len(relations) == 1 else ""
    told = ", ".join(f"{count:,} {verdict}" for verdict, count in parts)
    return Thread(
        key=f">{bundle.past}",
        report="",
        history=bundle.past,
        about=bundle.present,
        verdict=parts[0][0],
        relation=relation,
        curve=bent,
        points=sample(bent),
        width=min(36.0, max(14.0, 1.2 * bundle.count)),
        state=state,
        stub=not bundle.present,
        count=bundle.count,
        parts=parts,
        word=f"{bundle.count:,} reports link the two: {told}",
    )


def curve(start: Point, end: Point, *, across: bool) -> tuple[Point, Point, Point, Point]:
    """A cubic that leaves and arrives at right angles to the rails, its controls at half the gutter."""
    if across:
        half = (start[0] + end[0]) / 2
        return start, (half, start[1]), (half, end[1]), end
    half = (start[1] + end[1]) / 2
    return start, (start[0], half), (end[0], half), end


def sample(bent: tuple[Point, Point, Point, Point]) -> tuple[Point, ...]:
    """49 points of a cubic Bézier curve, evenly in its parameter."""
    return tuple(map(tuple, np.round(_BASIS @ np.array(bent), 2).tolist()))


_T: Final = np.linspace(0.0, 1.0, SAMPLES)
_BASIS: Final = np.stack([(1 - _T) ** 3, 3 * (1 - _T) ** 2 * _T, 3 * (1 - _T) * _T**2, _T**3], axis=1)
