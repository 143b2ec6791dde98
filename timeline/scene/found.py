"""What a window of time shows of a track one by one: which rows, what they say, and how much they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.scene.selection import Chosen
from timeline.scene.tracks import HEAVIEST, MOST_MARKS, Ints, Track
from timeline.values import value
from timeline.view import View


@value
class Words:
    """What a row says of itself; `date` in EDTF."""

    key: str
    kind: str
    title: str
    date: str


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The rows at `places` of a track, which meet the `window` of days, read but not yet placed on a scale.

    `within` is the slice of the track that holds all that meet it; where it is `crowded` they are more than these.
    `dating` are the columns of their dates, `lasting` tells whether they are intervals, `cited` counts their citations
    in the selection, and `weights` says which labels stay when there is no room.
    """

    view: View
    track: Track
    window: tuple[int, int]
    places: Ints
    within: tuple[int, int]
    crowded: bool
    dating: dict[str, Ints]
    lasting: npt.NDArray[np.bool_]
    words: list[Words]
    cited: list[int]
    weights: list[float]

    @property
    def rows(self) -> Ints:
        """Their event rows, in time order."""
        return self.track.rows[self.places]

    def heaviest(self, count: int) -> list[Words]:
        """What the heaviest say, the heaviest first."""
        order = sorted(range(len(self.words)), key=lambda place: -self.weights[place])
        return [self.words[place] for place in order[:count]]


def find(
    catalogue: Catalogue,
    view: View,
    track: Track,
    window: tuple[int, int],
    chosen: Chosen,
    most: int = MOST_MARKS,
    heaviest: int = HEAVIEST,
) -> Found:
    """The rows of a track of what is chosen that meet the window of days.

    Where more than `most` rows meet it, only so many of the heaviest, and what the reader selected.
    """
    low, high = int(window[0]), int(window[1])
    places, within = track.visible(low, high, most, heaviest)
    if view.selects and within[1] - within[0] > len(places):
        places = _with_selected(catalogue, view, track, places, within)
    rows = track.rows[places]
    dating = {name: cells[rows].astype(np.int64) for name, cells in _dating(catalogue).items()}
    lasting = (dating["flags"] & (dates.INTERVAL | dates.SET)) > 0
    texts = (catalogue.event_texts(name, rows) for name in ("id", "kind", "title", "date"))
    words = [Words(*cells) for cells in zip(*texts, strict=True)]
    cited = chosen.times(rows).tolist()
    weights = [
        _weight(times, lasts, one.key, view) for times, lasts, one in zip(cited, lasting.tolist(), words, strict=True)
    ]
    crowded = len(rows) > 0 and within[1] - within[0] > most
    return Found(view, track, (low, high), places, within, crowded, dating, lasting, words, cited, weights)


@lru_cache(maxsize=4)
def _dating(catalogue: Catalogue) -> dict[str, Ints]:
    """What the dates of all events say, by column; looking a column up in a frame costs more than reading from it."""
    names = ("earliest", "latest", "start_latest", "end_earliest", "flags", "precision")
    return {name: catalogue.events[name].to_numpy() for name in names}


def _with_selected(catalogue: Catalogue, view: View, track: Track, places: Ints, within: tuple[int, int]) -> Ints:
    """The places of the heaviest rows, and that of what the reader selected, however light."""
    found = []
    for id in (view.event, view.report):
        row = catalogue.row(id) if id else None
        if row is not None:
            found += np.flatnonzero(track.rows[within[0] : within[1]] == row).tolist()
    chosen = np.array(found, dtype=np.int64) + within[0]
    return np.union1d(places, chosen)


def _weight(cited: int, interval: bool, key: str, view: View) -> float:
    """Which labels stay when there is no room: what is selected, then what is cited most, then what lasts."""
    return (1e6 if key == view.event else 0.0) + cited * 10.0 + (1.0 if interval else 0.0)
