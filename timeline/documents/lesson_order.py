"""Cards to be put in order: events of a lesson without their dates, and the order that time gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from timeline.catalogue import Catalogue
from timeline.documents import facts
from timeline.documents.facts import Ref
from timeline.documents.lesson import Lesson, shuffled, spread
from timeline.scene.index import index_of
from timeline.schema import KINDS

MOST_CARDS: Final = 6
FEWEST_CARDS: Final = 3

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR: Final = (
    r"(?:1\d{3}|20\d{2})(?:s\b)?(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?|\d{1,4}(?:\s?[-–]\s?\d{1,4})?\s(?:BCE|BC|CE|AD)\b"
)
_DATE: Final = re.compile(
    rf"(?:,\s*|\s*\(|\b(?:of|in|on|since|from|by)\s+)?"
    rf"(?:\b(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s+)?{_MONTH}(?:\s?[-–]\s?{_MONTH})?\s+(?:\d{{1,2}},\s*)?)?"
    rf"(?<![\d.,$£€])\b(?:{_YEAR})(?![\d%]|[.,]\d)\)?",
)


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An event to be placed: `title` without its date, `place` in the right order from 1; `ref` has the whole title."""

    ref: Ref
    title: str
    place: int


def order_cards(catalogue: Catalogue, made: Lesson, most: int = MOST_CARDS) -> tuple[OrderCard, ...]:
    """Shuffled cards of past and present events of the lesson, no two of the same first day; none below three."""
    index = index_of(catalogue)
    rows = np.sort(made.subject.selection.rows)
    rows = rows[index.kind[rows] != KINDS.index("report")]
    _, at = np.unique(index.first[rows], return_index=True)
    chosen = spread(rows[at].tolist(), most)
    if len(chosen) < FEWEST_CARDS:
        return ()
    refs = {ref.id: ref for ref in (facts.ref(catalogue, row) for row in chosen)}
    places = {id: place for place, id in enumerate(refs, 1)}
    return tuple(OrderCard(refs[id], undated(refs[id].title), places[id]) for id in shuffled(list(refs)))


def undated(title: str) -> str:
    """The title without its dates: `The flu of 1918-1920` -> `The flu`; what one word would be left of stays."""
    bare = " ".join(_DATE.sub(" ", title).split()).strip(" ,;:–-")
    bare = re.sub(r"\s+([,;:.)])", r"\1", bare)
    return bare[:1].upper() + bare[1:] if " " in bare else title
