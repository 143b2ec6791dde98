"""Where the choices of /memory lead: to the same page narrowed, and to the explorer with exactly these citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.documents.stories import tour
from timeline.palette import VERDICT_WORDS
from timeline.scene.facets import Facet, facets
from timeline.scene.masks import FACETS
from timeline.scene.selection import story_slugs
from timeline.view import EVERYTHING, View

PATH: Final = "/memory"
TITLES: Final = {
    "story": "Story",
    "theme": "Theme",
    "verdict": "Verdict",
    "relation": "How the report uses it",
    "publisher": "Publisher",
    "when": "Period of the past",
    "only": "Event",
}
LONGEST: Final = 40
"""Values that a filter offers at most; the search finds the others."""
_KIND_WORDS: Final = {"history": "Past events", "today": "Present events", "report": "Reports"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of a filter: its words, the rows that choosing it shows (None: not counted), and where it leads."""

    words: str
    count: int | None
    href: str
    chosen: bool
    what: str = ""


def narrowed(view: View) -> View:
    """The view with only the choices that this page has; without a story it looks through everything."""
    kept: dict[str, Any] = {name: getattr(view, name) for name in (*FACETS, "only")}
    return View(story=view.story or EVERYTHING, q=view.q, look=view.look, notes=view.notes, **kept)


def here(view: View, **changes: Any) -> str:
    """This page with some choices changed."""
    changed = view.but(**changes)
    return PATH + (changed.but(story="") if changed.story == EVERYTHING else changed).to_search()


def explore(view: View, **changes: Any) -> str:
    """The explorer with the same choices and these."""
    return "/" + view.but(**changes).to_search()


def years(first: int, last: int) -> str:
    """A window of whole years as EDTF: `1939/1945`, `-0430/0000`."""
    return f"{_year(first)}/{_year(last)}" if first != last else _year(first)


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def plain(slug: str) -> str:
    """A slug as words: `coercion-of-soldiers` is "Coercion of soldiers"."""
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]


def value_words(catalogue: Catalogue, name: str, value: str) -> str:
    """A filter's value as people say it."""
    if name == "story":
        return "Everything" if value == EVERYTHING else tour(catalogue, value).title
    if name == "only":
        row = catalogue.row(value)
        return str(catalogue.events["title"].iat[row]) if row is not None else value
    if name == "when":
        return dates.text_words(value)
    if name == "kind":
        return _KIND_WORDS.get(value, value)
    if name == "verdict":
        return VERDICT_WORDS.get(value, value)
    return value if name == "publisher" else plain(value)


def toggled(view: View, name: str, value: str) -> str:
    """This page with one value of a filter put in, or taken out when it is there."""
    chosen: tuple[str, ...] = getattr(view, name)
    return here(view, **{name: tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)})


def groups(catalogue: Catalogue, view: View) -> list[tuple[str, list[Chip], int]]:
    """Every filter: its title, what it offers, and how many values are left to the search."""
    found: list[tuple[str, list[Chip], int]] = []
    slugs = story_slugs(catalogue)
    if slugs:
        offered = [EVERYTHING, *slugs]
        chips = [
            Chip(value_words(catalogue, "story", one), None, here(view, story=one), view.story == one)
            for one in offered
        ]
        found.append((TITLES["story"], chips, 0))
    held = facets(catalogue, view)
    for name in FACETS:
        if name == "kind" or not held.get(name):
            continue
        first = _first(name, held[name])
        chips = [
            Chip(value_words(catalogue, name, one.value), one.count, toggled(view, name, one.value), one.chosen)
            for one in first
        ]
        found.append((TITLES[name], chips, len(held[name]) - len(first)))
    return found


def _first(name: str, offered: tuple[Facet, ...]) -> list[Facet]:
    if name == "publisher":
        # By name: an order by number would read as a ranking of outlets.
        return sorted(sorted(offered, key=lambda one: not one.chosen)[:LONGEST], key=lambda one: one.value.casefold())
    first = sorted(offered, key=lambda one: not one.chosen)[:LONGEST]
    return sorted(first, key=offered.index)


def in_force(catalogue: Catalogue, view: View) -> list[Chip]:
    """What narrows the page, each with the address that drops it."""
    chips = []
    if view.story != EVERYTHING:
        chips.append(
            Chip(value_words(catalogue, "story", view.story), None, here(view, story=EVERYTHING), True, "story")
        )
    if view.q:
        chips.append(Chip(f"“{view.q}”", None, here(view, q=""), True, "the search"))
    for name in (*FACETS, "only"):
        chips += [
            Chip(
                value_words(catalogue, name, value),
                None,
                toggled(view, name, value),
                True,
                TITLES.get(name, name).lower(),
            )
            for value in getattr(view, name)
        ]
    return chips
