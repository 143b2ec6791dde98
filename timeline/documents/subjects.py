"""What a page, an embed or a picture is about: an id of a report, event, story or theme, or a view alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from timeline.catalogue import Catalogue
from timeline.exchange.jsonld import address_of
from timeline.problems import nearest
from timeline.scene.index import index_of
from timeline.scene.selection import Selection, resolve, select, selected, story_slugs
from timeline.view import EVERYTHING, View

Ints = npt.NDArray[np.int64]
Kind = Literal["report", "event", "story", "theme", "view"]
VIEW_ID: Final = "view"
"""The id that stands for the query string alone: `/embed/view?q=siege`."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What is shown: the rows and citations (`selection`), its title, its own page and its place in the explorer.

    `row` is the event's row, -1 for stories, themes and views. `path` is "" when no document tells of it alone.
    """

    kind: Kind
    id: str
    title: str
    selection: Selection
    path: str
    explore: str
    row: int = -1

    @property
    def view(self) -> View:
        """The view in force."""
        return self.selection.view

    @property
    def narrowed(self) -> bool:
        """Whether the query shows less than all there is about it."""
        return self.kind != "view" and self.view.filters


def find(catalogue: Catalogue, id: str, view: View | None = None) -> Subject | None:
    """The subject of that id as the view's filters leave it; None when the catalogue knows no such id."""
    return _find(catalogue, id, view or View())


# A page, its embed and its pictures ask for the same subject one after the other, and share its scenes.
@lru_cache(maxsize=64)
def _find(catalogue: Catalogue, id: str, view: View) -> Subject | None:
    if id == VIEW_ID:
        chosen = select(catalogue, view)
        return Subject("view", id, title_of_view(catalogue, chosen), chosen, "", f"/{chosen.view.to_search()}")
    row = catalogue.row(id)
    if row is not None:
        return _one_event(catalogue, row, view)
    if id in story_slugs(catalogue):
        chosen = select(catalogue, view.but(story=id))
        return Subject("story", id, story_title(catalogue, id), chosen, f"/story/{id}", f"/{chosen.view.to_search()}")
    if id in index_of(catalogue).event_codes["theme"].values:
        chosen = select(catalogue, view.but(story=EVERYTHING, theme=(id, *view.theme)))
        return Subject("theme", id, theme_words(id), chosen, "", f"/?theme={quote(id)}")
    return None


def _one_event(catalogue: Catalogue, row: int, view: View) -> Subject:
    index = index_of(catalogue)
    id, title, kind = (str(catalogue.events[name].iat[row]) for name in ("id", "title", "kind"))
    if kind == "report":
        citations = catalogue.citations_of_report(row)
    else:
        citations = np.concatenate([catalogue.citations_of_event(row), catalogue.citations_about(row)])
    citations = np.unique(citations)
    view = resolve(catalogue, view.but(story=EVERYTHING))
    if view.filters:
        citations = np.intersect1d(citations, select(catalogue, view).citations)
    ends = np.concatenate([np.array([row]), index.report[citations], index.cites[citations], index.about[citations]])
    rows = np.unique(ends[ends >= 0])
    rows = rows[np.argsort(index.first[rows], kind="stable")].astype(np.int64)
    chosen = selected(catalogue, view, rows, citations.astype(np.int64))
    shown: Kind = "report" if kind == "report" else "event"
    return Subject(shown, id, title, chosen, address_of(kind, id), f"/?{shown}={quote(id)}", row)


def title_of_view(catalogue: Catalogue, selection: Selection) -> str:
    """The name of what a view shows: its story, its theme, its search, or the whole."""
    view = selection.view
    if view.q:
        return f"“{view.q}” then and now"
    if len(view.theme) == 1:
        return theme_words(view.theme[0])
    if selection.story and selection.story != EVERYTHING:
        return story_title(catalogue, selection.story)
    return "The past in the news"


def themes(catalogue: Catalogue) -> tuple[str, ...]:
    """Every theme that is not also the id of something else, in alphabetical order."""
    stories = story_slugs(catalogue)
    held = index_of(catalogue).event_codes["theme"].values
    return tuple(theme for theme in held if theme not in stories and catalogue.row(theme) is None)


def story_title(catalogue: Catalogue, slug: str) -> str:
    """The title of a story: that of its first step that has one, else its slug in words."""
    steps = catalogue.stories[catalogue.stories["story"] == slug]
    return next((str(title) for title in steps["story_title"] if title), theme_words(slug))


def theme_words(slug: str) -> str:
    """`coercion-of-soldiers` -> `Coercion of soldiers`."""
    return slug.replace("-", " ").capitalize()


def suggestions(catalogue: Catalogue, id: str, count: int = 5) -> list[tuple[str, str]]:
    """(path, title) of what an unknown id may have meant, nearest first."""
    slugs = story_slugs(catalogue)
    ids = catalogue.events["id"].tolist()
    found: list[tuple[str, str]] = []
    for near in nearest(id, [*slugs, *ids], count):
        subject = find(catalogue, near)
        if subject is not None:
            found.append((subject.path, subject.title))
    if not found:
        for row in catalogue.search(id.replace("-", " "), count).tolist():
            kind, one, title = (str(catalogue.events[name].iat[row]) for name in ("kind", "id", "title"))
            found.append((address_of(kind, one), title))
    return found
