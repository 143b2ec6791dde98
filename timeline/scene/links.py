"""Citations gathered into links between two places of the picture: one thread a report, from seven on a ribbon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.index import index_of
from timeline.scene.scene import Point, State, Thread
from timeline.schema import VERDICTS
from timeline.view import View

Ints = npt.NDArray[np.int64]

MOST_THREADS: Final = 6
"""More reports than this on one pair become a ribbon."""
APART: Final = 5.5
"""Pixels between the threads of one pair."""
SAMPLES: Final = 49
NONE: Final = -1


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
    """All strands between two marks: `past` and `present` are keys of marks; `present` is `""` for stubs."""

    past: str
    present: str
    strands: list[Strand]


def bundles(
    catalogue: Catalogue, view: View, citations: Ints, mark_of: Mapping[int, str], *, to_report: bool = False
) -> tuple[list[Bundle], int]:
    """Bundles by pair of marks, and how many citations have an end that is not drawn.

    `mark_of` gives the key of the mark that shows an event row: its own id, or that of the cluster which holds it.
    `to_report`: links run to the report itself and not to the present event (across time); one strand a pair then.
    """
    index, frame = index_of(catalogue), catalogue.citations
    found: dict[tuple[str, str], dict[tuple[int, int, int], list[int]]] = {}
    dropped = 0
    columns = {
        name: frame[name].iloc[citations].tolist() for name in ("report", "cites", "about", "verdict", "relation")
    }
    rows = zip(*(getattr(index, name)[citations].tolist() for name in ("report", "cites", "about")), strict=True)
    for position, ends in enumerate(rows):
        other = ends[0] if to_report else ends[2]
        past, present = mark_of.get(ends[1]), mark_of.get(other) if other >= 0 else ""
        if past is None or present is None:
            dropped += 1
            continue
        found.setdefault((past, present), {}).setdefault(ends if not to_report else (*ends[:2], -1), []).append(
            position
        )
    named = sorted({row for group in found.values() for ends in group for row in ends[:2]})
    titles = dict(zip(named, catalogue.events["title"].iloc[named].tolist(), strict=True))
    out = []
    for (past, present), by_report in found.items():
        strands = []
        for (report_row, past_row, _), positions in by_report.items():
            verdict = min((columns["verdict"][p] for p in positions), key=VERDICTS.index)
            first = positions[0]
            report, history, about = (columns[name][first] for name in ("report", "cites", "about"))
            years = dates.completed_years(int(index.first[past_row]), int(index.first[report_row]))
            word = f"{titles[report_row]} cites {titles[past_row]}, {years_words(years)}; verdict {verdict}"
            state = strand_state(view, report, history, about)
            strands.append(Strand(report, history, about, verdict, columns["relation"][first], state, years, word))
        strands.sort(key=lambda s: (VERDICTS.index(s.verdict), s.report))
        out.append(Bundle(past, present, strands))
    return out, dropped


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


def span_words(bundled: Sequence[Bundle]) -> str:
    """`78 to 81 years apart`, over all strands."""
    years = [strand.years for bundle in bundled for strand in bundle.strands]
    if not years:
        return ""
    low, high = min(years), max(years)
    return years_words(low) if low == high else f"{max(low, 0):,} to {high:,} years apart"


def draw_bundle(bundle: Bundle, start: Point, end: Point, *, across: bool) -> list[Thread]:
    """Threads side by side from `start` to `end`, or one ribbon; `across`: time runs down the page (tall layout)."""
    strands = bundle.strands
    if len(strands) > MOST_THREADS:
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
    strands = bundle.strands
    counts = {verdict: sum(s.verdict == verdict for s in strands) for verdict in VERDICTS}
    parts = tuple((verdict, count) for verdict, count in counts.items() if count)
    states = {s.state for s in strands}
    state: State = next((s for s in ("selected", "lit", "rest") if s in states), "receded")
    told = ", ".join(f"{count} {verdict}" for verdict, count in parts)
    relations = {s.relation for s in strands}
    return Thread(
        key=f">{bundle.past}",
        report="",
        history=bundle.past,
        about=bundle.present,
        verdict=parts[0][0],
        relation=strands[0].relation if len(relations) == 1 else "",
        curve=bent,
        points=sample(bent),
        state=state,
        width=min(36.0, max(14.0, 1.2 * len(strands))),
        stub=not bundle.present,
        count=len(strands),
        parts=parts,
        word=f"{len(strands)} reports link the two: {told}",
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
    t = _T[:, None]
    p = np.array(bent)
    xy = (1 - t) ** 3 * p[0] + 3 * (1 - t) ** 2 * t * p[1] + 3 * (1 - t) * t**2 * p[2] + t**3 * p[3]
    return tuple(map(tuple, np.round(xy, 2).tolist()))


_T: Final = np.linspace(0.0, 1.0, SAMPLES)
