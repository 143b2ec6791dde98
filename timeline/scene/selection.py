"""Which events and citations a view shows, and how many each further filter would leave.

One rule holds everywhere: **a citation is one row**. A filter keeps the citations that any of their ends (report, past
event, present event) meets; what is shown are the kept citations, their ends, and the events that meet the filters on
their own. So every count beside a theme, verdict, relation, publisher or period is the number of rows of the table that
choosing it would show; the count beside a kind is the number of rows of the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.index import Codes, Index, index_of, picked
from timeline.view import EVERYTHING, View

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FACETS: Final = ("theme", "verdict", "relation", "publisher", "when", "kind")
_SHOWN: Final = 4
"""Selections kept in memory per process: a reader zooms and pans within one, so the last few are enough."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """What filters and story leave: `citations` (positions, in file order), and whether an event is among what is
    shown: `held[row]`.

    `ends` are the event rows of the citations: reports, past events, and present events where there is one. The same
    choice gives the same object, so that what is derived from it can be kept with it.
    """

    index: Index
    citations: Ints
    held: Bools
    ends: tuple[Ints, Ints, Ints]

    @cached_property
    def count(self) -> int:
        """How many events are shown."""
        return int(np.count_nonzero(self.held))

    @cached_property
    def rows(self) -> Ints:
        """The events shown, in time order."""
        return picked(self.index.order, self.held[self.index.order])

    @cached_property
    def cited(self) -> Bools:
        """Whether a citation is among what is shown: `cited[place]`."""
        cited = np.zeros(len(self.index.report), dtype=bool)
        cited[self.citations] = True
        return cited

    @cached_property
    def strands(self) -> Ints:
        """The citations that are drawn: one, the gravest, for each report, past event and present event."""
        return _gravest(self.index, self.citations)

    def by_kind(self) -> dict[str, int]:
        """How many events of each kind are shown."""
        return {kind: int(np.count_nonzero(self.held & held)) for kind, held in self.index.kinds.items()}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view shows of a catalogue. `view` has its story settled (`everything` stands for all).

    `notes` say what was dropped of the address.
    """

    view: View
    chosen: Chosen
    notes: tuple[str, ...]

    @property
    def story(self) -> str:
        """The slug of the story in force."""
        return self.view.story

    @property
    def rows(self) -> Ints:
        """Event rows in time order."""
        return self.chosen.rows

    @property
    def citations(self) -> Ints:
        """Positions of citations, in file order."""
        return self.chosen.citations

    @property
    def count(self) -> int:
        """How many events are shown; to be asked for where the rows themselves are not needed."""
        return self.chosen.count


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that a filter offers: how many rows choosing it shows, and whether it is chosen now."""

    name: str
    value: str
    count: int
    chosen: bool


def resolve(catalogue: Catalogue, view: View) -> View:
    """The view with its story settled: the one asked for, else the first that holds what is selected, else the first.

    Filters without a story look through everything. An unknown story, event, report or pair falls back with a note.
    """
    notes = list(view.notes)
    stories = story_slugs(catalogue)
    changes: dict[str, str] = {}
    for name, kinds in (("event", ("history", "today")), ("report", ("report",))):
        wanted = getattr(view, name)
        row = catalogue.row(wanted) if wanted else None
        if wanted and (row is None or str(catalogue.events["kind"].iat[row]) not in kinds):
            changes[name] = ""
            notes.append(f"No {name} has the id “{_short(wanted)}”, so nothing is selected by it.")
    pair = view.pair_ids
    if pair and not _is_pair(catalogue, pair):
        changes["pair"] = ""
        notes.append(
            f"“{_short(view.pair)}” is not a past and a present event of this catalogue, so day 0 is chosen anew."
        )
    view = view.but(notes=tuple(notes), **changes)
    if view.story in stories or view.story == EVERYTHING:
        return view
    if view.story:
        notes.append(f"No story is called “{_short(view.story)}”.")
    picked = EVERYTHING
    if stories and not view.filters:
        wanted_ids = [one for one in (view.report, view.event) if one] or list(pair or ())
        picked = stories[0] if not wanted_ids else _first_story_with(catalogue, stories, wanted_ids)
    return view.but(notes=tuple(notes), story=picked)


def select(catalogue: Catalogue, view: View) -> Selection:
    """What the view shows. Windows, scale, look and what is selected play no part, so a zoom costs nothing here."""
    view = resolve(catalogue, view)
    return Selection(view, _chosen(catalogue, _filters(view)), view.notes)


def selected(catalogue: Catalogue, view: View, rows: Ints, citations: Ints) -> Selection:
    """Exactly these event rows and citations, as a selection of the view: for a page about one report or event."""
    index = index_of(catalogue)
    mine = np.zeros(len(index.kind), dtype=bool)
    mine[rows] = True
    return Selection(view, Chosen(index, citations, mine, _ends(index, citations)), view.notes)


def facets(catalogue: Catalogue, view: View) -> dict[str, tuple[Facet, ...]]:
    """For each filter its values with the rows that choosing them would show, most first; chosen ones always."""
    view = resolve(catalogue, view)
    return _facets(catalogue, _filters(view))


def _filters(view: View) -> View:
    """The part of a view that decides which rows are shown."""
    return View(story=view.story, q=view.q, only=view.only, **{name: getattr(view, name) for name in FACETS})


def story_slugs(catalogue: Catalogue) -> list[str]:
    """The stories in the order in which the file tells them."""
    return list(dict.fromkeys(catalogue.stories["story"])) if len(catalogue.stories) else []


@lru_cache(maxsize=_SHOWN)
def _chosen(catalogue: Catalogue, view: View) -> Chosen:
    index = index_of(catalogue)
    story_rows, story_citations = _story(catalogue, index, view.story)
    filters = _masks(catalogue, index, view)
    kept = _all(story_citations, filters.citations.values(), len(index.report))
    own = _all(story_rows, filters.events.values(), len(index.kind))
    if view.verdict or view.relation:
        own = np.zeros(len(index.kind), dtype=bool)
    citations = np.flatnonzero(kept)
    ends = _ends(index, citations)
    for rows in ends:
        own[rows] = True
    if view.kind:
        kinds = np.logical_or.reduce([index.kinds[kind] for kind in view.kind])
        own &= kinds
        about = index.about[citations]
        citations = citations[
            kinds[index.report[citations]] & kinds[index.cites[citations]] & ((about < 0) | kinds[about])
        ]
        ends = _ends(index, citations)
    return Chosen(index, citations, own, ends)


def _ends(index: Index, citations: Ints) -> tuple[Ints, Ints, Ints]:
    about = index.about[citations]
    return index.report[citations], index.cites[citations], picked(about, about >= 0)


def _gravest(index: Index, citations: Ints) -> Ints:
    """Of several claims of a report on the same pair the one with the gravest verdict."""
    again = index.again[citations] >= 0
    shared = picked(citations, again)
    if not len(shared):
        return citations
    shared = shared[np.argsort(index.verdict[shared], kind="stable")]
    _, first = np.unique(index.again[shared], return_index=True)
    return np.sort(np.concatenate([picked(citations, ~again), shared[first]]))


@lru_cache(maxsize=_SHOWN)
def _facets(catalogue: Catalogue, view: View) -> dict[str, tuple[Facet, ...]]:
    index = index_of(catalogue)
    story_rows, story_citations = _story(catalogue, index, view.story)
    filters = _masks(catalogue, index, view)
    by_citation = len(index.report) > 0
    masks, start, size = (
        (filters.citations, story_citations, len(index.report))
        if by_citation
        else (filters.events, story_rows, len(index.kind))
    )
    found: dict[str, tuple[Facet, ...]] = {}
    all_met = _all(start, masks.values(), size)
    for name in FACETS:
        chosen = getattr(view, name)
        if name == "kind":
            counts = _chosen(catalogue, view.but(kind=())).by_kind()
            found[name] = tuple(Facet(name, kind, n, kind in chosen) for kind, n in counts.items() if n)
            continue
        codes: Codes = index.citation_codes[name] if by_citation else index.event_codes[name]
        # What a filter offers is counted without that filter itself.
        mask = _all(start, (m for other, m in masks.items() if other != name), size) if name in masks else all_met
        pairs = zip(codes.values, codes.count(mask).tolist(), strict=True)
        values = [Facet(name, value, n, value in chosen) for value, n in pairs if n or value in chosen]
        if name != "when":  # periods stay in time order, centuries first
            values.sort(key=lambda facet: (-facet.count, facet.value))
        found[name] = tuple(values)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Masks:
    citations: dict[str, Bools]
    events: dict[str, Bools]


def _masks(catalogue: Catalogue, index: Index, view: View) -> _Masks:
    """For each filter in use: which citations meet it through any end, and which events meet it themselves."""
    of_events: dict[str, Bools] = {}
    of_citations: dict[str, Bools] = {}
    if view.q:
        hit = np.zeros(len(index.kind), dtype=bool)
        hit[catalogue.search(view.q)] = True
        of_events["q"] = hit
        about = np.append(hit, False)[index.about]
        of_citations["q"] = hit[index.report] | hit[index.cites] | about
    if view.only:
        hit = np.zeros(len(index.kind), dtype=bool)
        hit[[row for row in map(catalogue.row, view.only) if row is not None]] = True
        of_events["only"] = hit
        of_citations["only"] = hit[index.report] | hit[index.cites] | np.append(hit, False)[index.about]
    for name in FACETS:
        chosen = getattr(view, name)
        if not chosen or name == "kind":
            continue
        of_citations[name] = index.citation_codes[name].any_of(chosen)
        if name in index.event_codes:
            of_events[name] = index.event_codes[name].any_of(chosen)
    return _Masks(of_citations, of_events)


def _all(start: Bools | None, masks: Iterable[Bools], size: int) -> Bools:
    kept = np.ones(size, dtype=bool) if start is None else start.copy()
    for mask in masks:
        kept &= mask
    return kept


@lru_cache(maxsize=64)
def _story(catalogue: Catalogue, index: Index, story: str) -> tuple[Bools | None, Bools | None]:
    """The events and citations that a story's steps refer to; `None` stands for all."""
    if story in ("", EVERYTHING) or not len(catalogue.stories):
        return None, None
    steps = catalogue.stories[catalogue.stories["story"] == story]
    rows = np.zeros(len(index.kind), dtype=bool)
    kept = np.zeros(len(index.report), dtype=bool)
    for report, row in zip(steps["ref_report_row"], steps["ref_row"], strict=True):
        if row < 0:
            continue
        rows[row] = True
        of_report = catalogue.citations_of_report(int(report if report >= 0 else row))
        if report >= 0:
            rows[report] = True
            kept[of_report[index.cites[of_report] == row]] = True
        else:
            kept[of_report] = True
    ends = np.concatenate([index.cites[kept], index.about[kept]])
    rows[ends[ends >= 0]] = True
    # A report that a step names also shows its other links to events of the same story.
    between = np.flatnonzero(rows[index.report] & rows[index.cites])
    kept[between] = True
    about = index.about[between]
    rows[about[about >= 0]] = True
    return rows, kept


def _first_story_with(catalogue: Catalogue, stories: list[str], ids: list[str]) -> str:
    index = index_of(catalogue)
    wanted = [row for row in map(catalogue.row, ids) if row is not None]

    def holds(slug: str) -> bool:
        rows, _ = _story(catalogue, index, slug)
        return all(rows is None or rows[row] for row in wanted)

    return next((slug for slug in stories if holds(slug)), EVERYTHING)


def _is_pair(catalogue: Catalogue, pair: tuple[str, str]) -> bool:
    kinds = catalogue.events["kind"]
    rows = [catalogue.row(one) for one in pair]
    return [row is not None and str(kinds.iat[row]) for row in rows] == ["history", "today"]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
