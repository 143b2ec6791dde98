"""Citations gathered into links between two places of the picture: one thread a report, from seven on a ribbon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.clusters import Cluster
from timeline.scene.curves import Curve, Point, curve
from timeline.scene.index import Index, index_of
from timeline.scene.items import Item
from timeline.scene.scene import Side, State, Thread
from timeline.scene.selection import Chosen, Selection
from timeline.schema import VERDICTS
from timeline.values import value
from timeline.view import View

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int16]

MOST_THREADS: Final = 6
"""More reports than this on one pair become a ribbon."""
APART: Final = 5.5
"""Pixels between the threads of one pair."""
MOST_PAIRS: Final = 140
"""Pairs of marks that are linked in one picture; those with most reports are drawn and the others counted."""
MOST_LINES: Final = 240
"""Lines in one picture: more than can be told apart, and each costs time to draw. A ribbon counts as RIBBON_LINES."""
RIBBON_LINES: Final = 8
MOST_TOLD: Final = 24
"""Up to so many strands of a pair are read one by one; beyond, they are counted by verdict."""
NONE: Final = -1
_BRIGHTEST: Final[tuple[State, ...]] = ("selected", "lit", "rest")


@value
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

    `count` strands, of which many are only counted: then `positions` is None, and `parts` and
    `state` speak for them; else `tell` reads the strands.
    """

    past: str
    present: str
    count: int
    positions: Ints | None
    strands: list[Strand] = field(default_factory=list)
    parts: tuple[tuple[str, int], ...] = ()
    state: State = "rest"


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Which mark shows an event row: `code[row]` is a place in `keys`, -1 for what is not drawn.

    `keys` ends with "", the place of what there is not: `code[-1]`. `shown` counts the rows drawn by side.
    """

    keys: list[str]
    code: Codes
    shown: dict[Side, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """The bundles of a picture, the citations whose end is not drawn, the distance in years, and the links too many."""

    bundles: list[Bundle]
    dropped: int
    years: tuple[int, int] | None
    hidden: int


def places_of(catalogue: Catalogue, items: Iterable[Item], clusters: Iterable[Cluster]) -> Places:
    """The marks of all rows; an item of its own goes before the cluster around it."""
    code = np.full(len(catalogue.events) + 1, NONE, dtype=np.int16)
    keys: list[str] = []
    shown: dict[Side, int] = {"then": 0, "now": 0}
    for cluster in clusters:
        code[cluster.rows] = len(keys)
        keys.append(cluster.key)
        shown[cluster.side] += len(cluster.rows)
    for item in items:
        code[item.row] = len(keys)
        keys.append(item.key)
        shown[item.side] += 1
    code[-1] = len(keys)
    return Places([*keys, ""], code, shown)


@lru_cache(maxsize=8)
def _ends(catalogue: Catalogue, chosen: Chosen, name: Literal["cites", "about", "report"]) -> Ints:
    """The event rows of one end of the chosen strands."""
    index = index_of(catalogue)
    ends: Mapping[str, Ints] = {"cites": index.cites, "about": index.about, "report": index.report}
    return ends[name][chosen.strands]


def link(catalogue: Catalogue, selection: Selection, places: Places, *, to_report: bool = False) -> Linked:
    """The selection's strands gathered by pair of marks, the pairs with most links first to be drawn.

    `to_report`: links run to the report itself and not to the present event (across time).
    """
    view, chosen = selection.view, selection.chosen
    index, size = index_of(catalogue), len(places.keys)
    at, past, present = _drawn(catalogue, chosen, places, "report" if to_report else "about")
    # Pairs are numbered by those that occur: most of the marks that could be linked are not.
    pairs, pair = _numbered(past.astype(np.int64) * size + present, size * size)
    table = np.bincount(pair * len(VERDICTS) + index.verdict[at], minlength=len(pairs) * len(VERDICTS))
    by_verdict = table.reshape(-1, len(VERDICTS))
    counts = by_verdict.sum(axis=1)
    drawn = np.argsort(-counts, kind="stable")[:MOST_PAIRS]
    lines = np.cumsum(np.where(counts[drawn] > MOST_THREADS, RIBBON_LINES, counts[drawn]))
    drawn = drawn[lines <= MOST_LINES]
    bright = np.flatnonzero(np.isin(at, _bright(catalogue, view))) if view.selects else at[:0]
    drawn = np.union1d(drawn, pair[bright][:MOST_PAIRS])
    few = np.zeros(len(pairs), dtype=bool)
    few[drawn[counts[drawn] <= MOST_TOLD]] = True
    single = np.flatnonzero(few[pair])
    single = single[np.argsort(pair[single], kind="stable")]
    starts = dict(zip(*(a.tolist() for a in np.unique(pair[single], return_index=True)), strict=True))
    lit = set(pair[bright].tolist())
    keys = places.keys
    bundled = []
    for number in drawn.tolist():
        count, names = int(counts[number]), (keys[pairs[number] // size], keys[pairs[number] % size])
        if count <= MOST_TOLD:
            start = starts[number]
            bundled.append(Bundle(*names, count, at[single[start : start + count]]))
        else:
            parts = tuple((v, n) for v, n in zip(VERDICTS, by_verdict[number].tolist(), strict=True) if n)
            state: State = "lit" if number in lit else "receded" if view.selects else "rest"
            bundled.append(Bundle(*names, count, None, [], parts, state))
    hidden = int(counts.sum() - counts[drawn].sum())
    return Linked(bundled, len(chosen.strands) - len(at), _apart(index, at), hidden)


def _drawn(
    catalogue: Catalogue, chosen: Chosen, places: Places, other: Literal["about", "report"]
) -> tuple[Ints, Codes, Codes]:
    """The strands both of whose ends are drawn, and the places of those ends."""
    strands, ends = chosen.strands, {name: _ends(catalogue, chosen, name) for name in ("cites", other)}
    # Most links lie outside a narrow window: what it leaves of the narrower side is all that is looked at further.
    narrower = "cites" if places.shown["then"] <= places.shown["now"] else other
    found = places.code[ends[narrower]]
    some = np.flatnonzero(found >= 0)
    if 2 * len(some) < len(strands):
        at, past, present = strands[some], places.code[ends["cites"][some]], places.code[ends[other][some]]
    else:  # of a wide one hardly anything is left out, and reading on is quicker than picking
        wider = places.code[ends[other if narrower == "cites" else "cites"]]
        at, (past, present) = strands, (found, wider) if narrower == "cites" else (wider, found)
    held = (past >= 0) & (present >= 0)
    if held.all():
        return at, past, present
    kept = np.flatnonzero(held)
    return at[kept], past[kept], present[kept]


def _numbered(values: Ints, limit: int) -> tuple[Ints, Ints]:
    """The distinct values in order, and the place of each value among them; all are below `limit`."""
    if limit > 4 * len(values):
        found, place = np.unique(values, return_inverse=True)
        return found, place
    seen = np.zeros(limit, dtype=bool)
    seen[values] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[values]


def _apart(index: Index, at: Ints) -> tuple[int, int] | None:
    """Years between past and report, of the nearest and the farthest of these strands."""
    if not len(at):
        return None
    days = index.apart[at]
    low, high = index.years(at[[np.argmin(days), np.argmax(days)]]).tolist()
    return low, high


def _bright(catalogue: Catalogue, view: View) -> Ints:
    """The citations of what is selected."""
    report, event = (catalogue.row(one) if one else None for one in (view.report, view.event))
    if report is not None:
        return catalogue.citations_of_report(report)
    if event is not None:
        return np.concatenate([catalogue.citations_of_event(event), catalogue.citations_about(event)])
    return np.empty(0, dtype=np.int64)


def tell(catalogue: Catalogue, view: View, bundled: Sequence[Bundle]) -> None:
    """Read the strands of the bundles that show them one by one, all at once."""
    few = [(bundle, bundle.positions) for bundle in bundled if bundle.positions is not None]
    if not few:
        return
    strands = iter(_strands(catalogue, view, np.concatenate([positions for _, positions in few])))
    for bundle, _ in few:
        told = list(islice(strands, bundle.count))
        bundle.strands = sorted(told, key=lambda s: (VERDICTS.index(s.verdict), s.report))


def _strands(catalogue: Catalogue, view: View, positions: Ints) -> list[Strand]:
    index = index_of(catalogue)
    names = ("report", "cites", "about", "verdict", "relation")
    columns = [catalogue.citation_texts(name, positions) for name in names]
    columns += [catalogue.event_texts("title", end[positions]) for end in (index.report, index.cites)]
    told = zip(*columns, index.years(positions).tolist(), strict=True)
    strands = []
    for report, history, about, verdict, relation, reporting, past, years in told:
        word = f"{reporting} cites {past}, {years_words(years)}; verdict {verdict}"
        state = strand_state(view, report, history, about)
        strands.append(Strand(report, history, about, verdict, relation, state, years, word))
    return strands


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
    bents = []
    for k in range(len(strands)):
        shift = (k - (len(strands) - 1) / 2) * APART
        move = (0.0, shift) if across else (shift, 0.0)
        bents.append(
            curve((start[0] + move[0], start[1] + move[1]), (end[0] + move[0], end[1] + move[1]), across=across)
        )
    return [strand_thread(strand, bent, stub=False) for strand, bent in zip(strands, bents, strict=True)]


def strand_thread(strand: Strand, bent: Curve, *, stub: bool) -> Thread:
    """One strand along a curve."""
    return Thread(
        key=f"{strand.report}>{strand.history}",
        report=strand.report,
        history=strand.history,
        about=strand.about,
        verdict=strand.verdict,
        relation=strand.relation,
        curve=bent,
        state=strand.state,
        stub=stub,
        word=strand.word,
        width=3.4 if strand.state == "selected" else 2.0,
    )


def ribbon(bundle: Bundle, bent: Curve) -> Thread:
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
        width=min(36.0, max(14.0, 1.2 * bundle.count)),
        state=state,
        stub=not bundle.present,
        count=bundle.count,
        parts=parts,
        word=f"{bundle.count:,} reports link the two: {told}",
    )
