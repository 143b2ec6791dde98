"""The same pages, pictures and tables as files. Export draws nothing itself: it asks the documents, and writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import numpy as np

from timeline.catalogue import Catalogue
from timeline.documents.files import with_relative_links
from timeline.documents.subjects import VIEW_ID, Subject, find
from timeline.exchange import jsonld, timelinejs
from timeline.export_folder import named_for
from timeline.export_pages import Pages
from timeline.export_site import Written, write_site
from timeline.problems import did_you_mean, nearest, shown
from timeline.view import View

FORMS: Final = ("site", "html", "svg", "png", "json-ld", "timelinejs", "zip")
ENDINGS: Final = {"html": "html", "svg": "svg", "png": "png", "json-ld": "jsonld", "timelinejs": "json", "zip": "zip"}


class ExportError(ValueError):
    """What was asked for cannot be exported; the message says why and what to do."""


def export(
    catalogue: Catalogue,
    out: Path,
    form: str = "site",
    *,
    view: View | None = None,
    story: str = "",
    width: int | None = None,
    theme: str = "",
    base_url: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
    jobs: int | None = None,
) -> Written:
    """Write the catalogue, or what the view and the story show of it, to `out` in one of FORMS.

    `out` is a folder for `site`, else a file; it is replaced only when everything has been made. `progress(done,
    total)` is called as a site grows; `jobs` is the number of processes (by default one per core, at most four). Raises
    ExportError for what cannot be exported, OSError when the disk says no.
    """
    if form not in FORMS:
        raise ExportError(f"'{shown(form)}' is not a form. {did_you_mean(nearest(form, FORMS)) or ', '.join(FORMS)}")
    view = view or View()
    if form == "site":
        if story or view != View():
            raise ExportError("A site holds everything; --story and --view go with the other forms.")
        return write_site(catalogue, out, base_url=base_url, progress=progress, jobs=jobs)
    data = as_bytes(catalogue, form, view=view, story=story, width=width, theme=theme, base_url=base_url)
    if out.is_dir():
        raise ExportError(f"{out} is a folder. Name a file, like {out / f'timeline.{ENDINGS[form]}'}")
    part = out.with_name(f".{out.name}.part")
    with named_for(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            part.replace(out)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    progress(1, 1)
    return Written(out, 1, 1, len(data))


def as_bytes(
    catalogue: Catalogue,
    form: str,
    *,
    view: View | None = None,
    story: str = "",
    width: int | None = None,
    theme: str = "",
    base_url: str = "",
) -> bytes:
    """What `export` writes as one file, in memory: any of FORMS but a site; ExportError for an unknown story."""
    view = view or View()
    return _one(catalogue, _subject(catalogue, story, view), story, view, form, width, theme, base_url)


def _subject(catalogue: Catalogue, story: str, view: View) -> Subject:
    subject = find(catalogue, story or VIEW_ID, view)
    if subject is None:
        stories = list(dict.fromkeys(catalogue.stories["story"]))
        near = did_you_mean(nearest(story, [*stories, *catalogue.events["id"].tolist()]))
        near = near or f"There are the stories {', '.join(stories[:12])}."
        raise ExportError(f"Nothing here is called '{shown(story)}'. {near}")
    return subject


def _one(
    catalogue: Catalogue,
    subject: Subject,
    story: str,
    view: View,
    form: str,
    width: int | None,
    theme: str,
    base_url: str,
) -> bytes:
    whole = not story and view == View()
    pages = Pages(catalogue, base_url)
    query = [*view.to_query(), *([("of", story)] if story else [])]
    if form in ("svg", "png"):
        query += [("width", str(width))] if width is not None else []
        query = [pair for pair in query if pair[0] != "look"] + [("look", theme)] if theme else query
        return pages.get(f"/chart.{form}?{urlencode(query)}")
    if form == "html" and story:
        # A lesson to carry: slides, handout, activities, fonts and sources in one file that needs no network.
        return pages.get(f"/offline/{quote(subject.id)}.html?{urlencode(view.to_query())}")
    if form == "html":
        look = [("look", theme)] if theme in ("light", "dark") else []
        address = f"/embed/{quote(subject.id)}?{urlencode([*view.but(look='').to_query(), *look])}"
        text = pages.get(address).decode("utf-8")
        return with_relative_links(text, "index.html", lambda _: False).encode("utf-8")
    if form == "zip":
        return pages.get(f"/data/echoline.zip?{urlencode(query)}" if not whole else "/data/echoline.zip")
    rows = np.arange(len(catalogue.events)) if whole else subject.selection.rows
    if form == "timelinejs":
        return timelinejs.to_json(catalogue, subject.title, rows, pages.name).encode("utf-8")
    graph = jsonld.of_catalogue(catalogue, pages.name) if whole else _graph(catalogue, subject, rows.tolist(), pages)
    return (json.dumps(graph, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _graph(catalogue: Catalogue, subject: Subject, rows: Sequence[int], pages: Pages) -> jsonld.Thing:
    kinds = catalogue.events["kind"]
    things = [
        (jsonld.article if kinds.iat[row] == "report" else jsonld.event)(catalogue, row, pages.name) for row in rows
    ]
    reviews = (jsonld.claim_review(catalogue, int(place), pages.name) for place in subject.selection.citations)
    return jsonld.graph([*things, *reviews])
