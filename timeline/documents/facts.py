"""What documents say of the catalogue's rows: references, evidence cards, neighbours in time, and words for counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urldefrag

import numpy as np
import numpy.typing as npt

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.exchange.jsonld import address_of, anchor
from timeline.palette import LEGEND_ORDER
from timeline.problems import plural
from timeline.scene.index import index_of
from timeline.scene.wording import number

MOST_CARDS: Final = 200
"""Cards on one page; the explorer's table shows the others."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An event or a report as others refer to it: its name, its date in words and where its page is."""

    row: int
    id: str
    kind: str
    title: str
    date: str
    short: str
    path: str
    publisher: str
    author: str
    summary: str
    source: str
    url: str
    place: str


@dataclass(frozen=True, slots=True)
class Card:
    """One citation with all its evidence: claim, record, where the parallel holds and where it breaks.

    `passage` opens the article at the quoted words; `apart` is the distance in time, "80 years apart"; `number` counts
    the cards of a page from 1; `anchor` is the card's fragment on its report's page, `key` is `report>history`.
    """

    number: int
    anchor: str
    key: str
    report: Ref
    history: Ref
    about: Ref | None
    relation: str
    verdict: str
    phrase: str
    claim: str
    record: str
    record_source: str
    record_url: str
    similar: str
    differs: str
    passage: str
    apart: str
    years: int

    @property
    def explore(self) -> str:
        """The explorer with this citation selected."""
        return f"/?event={quote(self.history.id)}&report={quote(self.report.id)}"


@lru_cache(maxsize=2048)
def ref(catalogue: Catalogue, row: int) -> Ref:
    """The reference to the event of a row."""
    cells = catalogue.event(row)
    span = catalogue.span(row)
    return Ref(
        row=row,
        id=cells["id"],
        kind=cells["kind"],
        title=cells["title"],
        date=dates.words(span),
        short=dates.words(span, "short"),
        path=address_of(cells["kind"], cells["id"]),
        publisher=cells["publisher"],
        author=cells["author"],
        summary=cells["summary"],
        source=cells["source"],
        url=web_address(cells["url"]),
        place=cells["place"],
    )


def web_address(text: str) -> str:
    """The text when it is an http or https address, else ""."""
    return text if text.lower().startswith(("http://", "https://")) else ""


def cards(catalogue: Catalogue, places: npt.ArrayLike, limit: int = MOST_CARDS) -> list[Card]:
    """The evidence cards of these citations, at most `limit`, as time runs: by the past event, then by the report."""
    found = np.asarray(places, dtype=np.int64)
    index = index_of(catalogue)
    past, report = index.cites[found], index.report[found]
    order = np.lexsort((found, index.first[report], past, index.first[past]))
    return [card(catalogue, int(place), at) for at, place in enumerate(found[order[:limit]], 1)]


def card(catalogue: Catalogue, place: int, at: int = 1) -> Card:
    """The evidence card of one citation, with the number `at`."""
    made = _card(catalogue, place)
    return made if at == 1 else replace(made, number=at)


@lru_cache(maxsize=2048)
def _card(catalogue: Catalogue, place: int) -> Card:
    cell = {name: str(catalogue.citations[name].iat[place]) for name in _CITED}
    index = index_of(catalogue)
    report, history = ref(catalogue, int(index.report[place])), ref(catalogue, int(index.cites[place]))
    about = int(index.about[place])
    years = int(index.years(np.array([place]))[0])
    return Card(
        number=1,
        anchor=anchor(catalogue, place),
        key=f"{report.id}>{history.id}",
        report=report,
        history=history,
        about=ref(catalogue, about) if about >= 0 else None,
        passage=passage(report.url, cell["phrase"]),
        apart=apart_words(years),
        years=years,
        record_url=web_address(cell.pop("record_url")),
        **cell,
    )


_CITED = ("relation", "verdict", "phrase", "claim", "record", "record_source", "record_url", "similar", "differs")


def passage(url: str, phrase: str) -> str:
    """The article's address with a text fragment, which browsers scroll to and mark; "" without an article."""
    if not url or not phrase:
        return url
    base, fragment = urldefrag(url)
    # A hyphen, a comma and an ampersand have a meaning in text fragments.
    words = quote(" ".join(phrase.split()), safe="").replace("-", "%2D")
    return f"{base}#{fragment}:~:text={words}"


def apart_words(years: int) -> str:
    """`80 years apart`, `less than a year apart`."""
    return f"{plural(years, 'year')} apart" if years > 0 else "less than a year apart"


def reach_words(found: Sequence[Card]) -> str:
    """How far a report's citations reach back: `reaching back 80 to 81 years`."""
    years = sorted({card.years for card in found})
    if not years or years[-1] <= 0:
        return ""
    if years[0] == years[-1]:
        return f"reaching back {plural(years[0], 'year')}"
    return f"reaching back {max(0, years[0])} to {plural(years[-1], 'year')}"


def counted(count: int, word: str) -> str:
    """`eight citations`, `one citation`, `1,250 citations`."""
    return f"{number(count)} {word}" + ("" if count == 1 else "s")


def verdicts(found: Iterable[Card]) -> list[tuple[str, int]]:
    """(verdict, how many cards), in the order of the legend, those without any left out."""
    counts = Counter(card.verdict for card in found)
    return [(verdict, counts[verdict]) for verdict in LEGEND_ORDER if counts[verdict]]


def neighbours(catalogue: Catalogue, row: int) -> tuple[Ref | None, Ref | None]:
    """The event of the same kind before it and the one after it in time; None at either end."""
    index = index_of(catalogue)
    same = np.flatnonzero(index.kind == index.kind[row])
    # One pass over the kind, no sorting: a large catalogue would pay too much for two rows.
    first, here = index.first[same], int(index.first[row])
    before = same[(first < here) | ((first == here) & (same < row))]
    after = same[(first > here) | ((first == here) & (same > row))]
    previous = following = None
    if len(before):
        days = index.first[before]
        previous = ref(catalogue, int(before[days == days.max()].max()))
    if len(after):
        days = index.first[after]
        following = ref(catalogue, int(after[days == days.min()].min()))
    return previous, following


def stories_with(catalogue: Catalogue, row: int) -> list[str]:
    """The slugs of the stories that have a step about the event or report of a row."""
    steps = catalogue.stories
    held = (steps["ref_row"] == row) | (steps["ref_report_row"] == row)
    return list(dict.fromkeys(str(slug) for slug in steps["story"][held]))
