"""Which events and citations a view shows.

One rule holds everywhere: **a citation is one row**. A filter keeps the citations that any of their ends (report, past
event, present event) meets; what is shown are the kept citations, their ends, and the events that meet the filters on
their own. So every count beside a theme, verdict, relation, publisher or period is the number of rows of the table that
choosing it would show; the count beside a kind is the number of rows of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.scene.by_end import by_end
from timeline.scene.index import ENDS, Index, index_of, picked
from timeline.scene.masks import FACETS, masks_of, met, of_kinds, of_story
from timeline.view import EVERYTHING, View

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SHOWN: Final = 4
"""Selections kept in memory per process: a reader zooms and pans within one, so the last few are enough."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """What filters and story leave: `citations` (positions, in file order), and whether an event is among what is
    shown: `held[spot]`.

    `ends` are the spots of the citations' reports, past events, and present events where there is one. The same choice
    gives the same object, so that what is derived from it can be kept with it.
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
        rows = np.sort(picked(self.index.line, self.held))
        return rows[np.argsort(self.index.seen[rows], kind="stable")]

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

    @property
    def whole(self) -> bool:
        """Whether all citations of the catalogue are drawn."""
        return len(self.strands) == len(self.index.report)

    @property
    def drawn(self) -> Bools:
        """Whether a citation is drawn: `drawn[place]`."""
        if len(self.strands) == len(self.citations):
            return self.cited
        drawn = np.zeros(len(self.index.report), dtype=bool)
        drawn[self.strands] = True
        return drawn

    def times(self, rows: Ints) -> Ints:
        """How many of the chosen citations each of these events takes part in, as past, present or report; `(rows,)`.

        Asked for the events that are drawn: counting for all of a million would cost more than all else of a zoom.
        """
        index = self.index
        if len(self.citations) == len(index.report):
            return index.cited[rows].astype(np.int64)
        counted = np.zeros(len(rows), dtype=np.int64)
        for end in ENDS:
            found, counts = by_end(index, end).groups.of(index.spot[rows])
            owner = np.repeat(np.arange(len(rows)), counts)
            counted += np.bincount(owner[self.cited[found]], minlength=len(rows))
        return counted

    def by_kind(self) -> dict[str, int]:
        """How many events of each kind are shown."""
        return {kind: int(np.count_nonzero(self.held[of_kind])) for kind, of_kind in self.index.kinds.items()}


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
    return Selection(view, chosen_by(catalogue, filters_of(view)), view.notes)


def selected(catalogue: Catalogue, view: View, rows: Ints, citations: Ints) -> Selection:
    """Exactly these event rows and citations, as a selection of the view: for a page about one report or event."""
    index = index_of(catalogue)
    mine = np.zeros(len(index.line), dtype=bool)
    mine[index.spot[rows]] = True
    return Selection(view, Chosen(index, citations, mine, _ends(index, citations)), view.notes)


def filters_of(view: View) -> View:
    """The part of a view that decides which rows are shown."""
    return View(story=view.story, q=view.q, only=view.only, **{name: getattr(view, name) for name in FACETS})


def story_slugs(catalogue: Catalogue) -> list[str]:
    """The stories in the order in which the file tells them."""
    return list(dict.fromkeys(catalogue.stories["story"])) if len(catalogue.stories) else []


@lru_cache(maxsize=_SHOWN)
def chosen_by(catalogue: Catalogue, view: View) -> Chosen:
    """What the filters of a settled view leave (see `filters_of`)."""
    index = index_of(catalogue)
    story_events, story_citations = of_story(catalogue, index, view.story)
    filters = masks_of(catalogue, index, view)
    kept = met(story_citations, filters.citations.values(), len(index.report))
    own = met(story_events, filters.events.values(), len(index.line))
    if view.verdict or view.relation:
        own = np.zeros(len(index.line), dtype=bool)
    citations = np.flatnonzero(kept)
    ends = _ends(index, citations)
    for spots in ends:
        own[spots] = True
    if view.kind:
        kinds, linked = of_kinds(index, view.kind)
        own &= kinds
        citations = citations[linked[citations]]
        ends = _ends(index, citations)
    return Chosen(index, citations, own, ends)


def _ends(index: Index, citations: Ints) -> tuple[Ints, Ints, Ints]:
    report, cites, about = (index.ends[name].take(citations) for name in ENDS)
    return report, cites, picked(about, about >= 0)


def _gravest(index: Index, citations: Ints) -> Ints:
    """Of several claims of a report on the same pair the one with the gravest verdict."""
    again = index.again[citations] >= 0
    shared = picked(citations, again)
    if not len(shared):
        return citations
    shared = shared[np.argsort(index.verdict[shared], kind="stable")]
    _, first = np.unique(index.again[shared], return_index=True)
    return np.sort(np.concatenate([picked(citations, ~again), shared[first]]))


def _first_story_with(catalogue: Catalogue, stories: list[str], ids: list[str]) -> str:
    index = index_of(catalogue)
    wanted = [row for row in map(catalogue.row, ids) if row is not None]

    def holds(slug: str) -> bool:
        events, _ = of_story(catalogue, index, slug)
        return all(events is None or events[index.spot[row]] for row in wanted)

    return next((slug for slug in stories if holds(slug)), EVERYTHING)


def _is_pair(catalogue: Catalogue, pair: tuple[str, str]) -> bool:
    kinds = catalogue.events["kind"]
    rows = [catalogue.row(one) for one in pair]
    return [row is not None and str(kinds.iat[row]) for row in rows] == ["history", "today"]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
