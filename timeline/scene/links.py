"""Citations gathered into links between two places of the picture: one thread a report, from seven on a ribbon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.curves import Curve, Point, curve
from timeline.scene.index import Index, index_of
from timeline.scene.places import Between, Places, between
from timeline.scene.scene import State, Thread
from timeline.scene.selection import Selection
from timeline.schema import VERDICTS
from timeline.values import value
from timeline.view import View

Ints = npt.NDArray[np.int64]

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


@dataclass(frozen=True, slots=True)
class Linked:
    """The bundles of a picture, the citations `between` its marks, those whose end is not drawn, and the links too many
    to draw."""

    bundles: list[Bundle]
    between: Between
    dropped: int
    hidden: int


def link(catalogue: Catalogue, selection: Selection, places: Places, *, to_report: bool = False) -> Linked:
    """The selection's strands gathered by pair of marks, the pairs with most links first to be drawn.

    `to_report`: links run to the report itself and not to the present event (across time).
    """
    view, chosen = selection.view, selection.chosen
    found = between(chosen, places, "report" if to_report else "about")
    size = len(places.keys) + 1
    pair = found.past.astype(np.int64) * size + found.other
    pairs, by_verdict = _tallied(pair, found.verdict, size)
    counts = by_verdict.sum(axis=1)
    drawn = np.argsort(-counts, kind="stable")[:MOST_PAIRS]
    lines = np.cumsum(np.where(counts[drawn] > MOST_THREADS, RIBBON_LINES, counts[drawn]))
    drawn = drawn[lines <= MOST_LINES]
    bright = pair[np.isin(found.at, _bright(catalogue, view))] if view.selects else pair[:0]
    lit = np.searchsorted(pairs, bright[np.isin(bright, pairs)])
    drawn = np.union1d(drawn, lit[:MOST_PAIRS])
    singly = _singly(found.at, pair, pairs[drawn[counts[drawn] <= MOST_TOLD]], size)
    bright_pairs = set(lit.tolist())
    bundled = []
    for number, code in zip(drawn.tolist(), pairs[drawn].tolist(), strict=True):
        count, names = int(counts[number]), (places.keys[code // size], places.keys[code % size])
        if count <= MOST_TOLD:
            bundled.append(Bundle(*names, count, singly[code]))
        else:
            parts = tuple((v, n) for v, n in zip(VERDICTS, by_verdict[number].tolist(), strict=True) if n)
            state: State = "lit" if number in bright_pairs else "receded" if view.selects else "rest"
            bundled.append(Bundle(*names, count, None, [], parts, state))
    linked = int(counts.sum())
    return Linked(bundled, found, len(chosen.strands) - linked, linked - int(counts[drawn].sum()))


def _tallied(pair: Ints, verdict: npt.NDArray[np.int8], size: int) -> tuple[Ints, Ints]:
    """The pairs of drawn marks that occur, in order, and how often with each verdict: `(pairs,)`, `(pairs, verdicts)`.

    A pair is `past * size + other`; the last of the `size` codes stands for what is not drawn.
    """
    wide = len(VERDICTS)
    if size * size > 4 * len(pair):
        kept = np.flatnonzero((pair // size < size - 1) & (pair % size < size - 1))
        pairs, number = np.unique(pair[kept], return_inverse=True)
        return pairs, np.bincount(number * wide + verdict[kept], minlength=len(pairs) * wide).reshape(-1, wide)
    table = np.bincount(pair * wide + verdict, minlength=size * size * wide).reshape(size, size, wide)
    table[-1], table[:, -1] = 0, 0
    cells = table.reshape(-1, wide)
    pairs = np.flatnonzero(cells.any(axis=1))
    return pairs, cells[pairs]


def _singly(at: Ints, pair: Ints, wanted: Ints, size: int) -> dict[int, Ints]:
    """The citations of each wanted pair, in file order."""
    if not len(wanted):
        return {}
    few = np.zeros(size * size, dtype=bool)
    few[wanted] = True
    single = np.flatnonzero(few[pair])
    single = single[np.lexsort((at[single], pair[single]))]
    pairs, starts = np.unique(pair[single], return_index=True)
    return dict(zip(pairs.tolist(), np.split(at[single], starts[1:]), strict=True))


def years_apart(index: Index, linked: Linked) -> tuple[int, int] | None:
    """Years between past and report, of the nearest and the farthest of the citations that lead from mark to mark."""
    at = linked.between.drawn
    if not len(at):
        return None
    days = index.apart.take(at)
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
    columns = [catalogue.citation_texts(name, positions) for name in ("report", "cites", "about", "relation")]
    columns += [catalogue.event_texts("title", end[positions]) for end in (index.report, index.cites)]
    told = zip(*columns, index.verdict[positions].tolist(), index.years(positions).tolist(), strict=True)
    strands = []
    for report, history, about, relation, reporting, past, code, years in told:
        verdict = VERDICTS[code]
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
