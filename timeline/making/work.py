"""A job as bytes -> its answer as bytes: plain values for the page, files as `timeline export` writes them."""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import numpy as np

from timeline import export, reading
from timeline.catalogue import Catalogue
from timeline.documents import facts
from timeline.documents.pictures import PAGE_SIZES, drawings
from timeline.documents.subjects import VIEW_ID, find, story_title
from timeline.palette import LEGEND_ORDER
from timeline.problems import CatalogueError, Problem, limited, tally
from timeline.scene.index import index_of
from timeline.scene.selection import story_slugs
from timeline.view import EVERYTHING, View

PAGE: Final = "page"
LESSON: Final = "lesson"
"""What may be wanted beside the forms of `timeline export`: the page's answer, and a story as a lesson to carry."""
GROUPS: Final = (("history", "Past events"), ("today", "Present-day events"), ("report", "Reports"))
MOST_LISTED: Final = 300
"""Events of one kind that the page lists; the picture and the files hold all of them."""
MOST_LINKS: Final = 40
"""Citations that the page lists of one report."""


def work(job: bytes) -> bytes:
    """The answer to a job as `make_process.packed` writes it: a line of JSON, then the bytes of a file, if any.

    A fault of the program is told by its place in the code alone: its message may hold a cell.
    """
    try:
        head, _, rest = job.partition(b"\n")
        asked = json.loads(head)
        contents: dict[str, tuple[str, bytes]] = {}
        for key, name, size in asked["files"]:
            contents[key], rest = (name, rest[:size]), rest[size:]
        said, body = _made(contents, asked)
    except (Exception, MemoryError) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        said, body = {"fault": f"{type(error).__name__} in {last.name}, line {last.lineno} of {last.filename}"}, b""
    return json.dumps(said, ensure_ascii=True).encode() + b"\n" + body


def _made(contents: Mapping[str, tuple[str, bytes]], asked: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    want, story = asked["want"], asked.get("story", "")
    try:
        catalogue = reading.read_files(contents, today=asked["today"])
    except CatalogueError as error:
        return told(error.problems), b""
    if want == PAGE or (want == LESSON and story not in story_slugs(catalogue)):
        return told(catalogue.problems) | page(catalogue, asked["today"], asked["scale"]), b""
    if want == LESSON:
        return {"file": want}, export.as_bytes(catalogue, "html", story=story)
    view = View() if want == "zip" else View(story=EVERYTHING, scale=asked["scale"])
    return {"file": want}, export.as_bytes(catalogue, want, view=view)


def told(problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems for the page: as many of one sort as `timeline check` lists, and how many more there are."""
    listed = [one.as_dict() | {"more": more} for one, more in limited(problems)]
    errors = sum(one.level == "error" for one in problems)
    return {"problems": listed, "errors": errors, "tally": tally(problems)}


def page(catalogue: Catalogue, today: int, scale: str) -> dict[str, Any]:
    """What the page shows of a catalogue: pictures, counts, and its events as a list."""
    subject = find(catalogue, VIEW_ID, View(story=EVERYTHING, scale=scale))
    assert subject is not None
    groups = _groups(catalogue)
    listed = {entry["id"] for group in groups for entry in group["entries"]}

    def href(kind: str, key: str) -> str | None:
        id = key.partition(">")[0] or key[1:] if kind == "citation" else key
        return f"#{anchor(id)}" if id in listed else None

    pictures = drawings(catalogue, subject, PAGE_SIZES, today, href=href, prefix="m")
    scene = pictures[-1].scene
    verdicts = catalogue.citations["verdict"].value_counts()
    steps = Counter(catalogue.stories["story"])
    return {
        "headline": scene.headline,
        "sentence": scene.sentence,
        "how": [scene.reading, *scene.left_out],
        "drawings": [{"size": one.size.name, "svg": str(one.svg)} for one in pictures],
        "verdicts": [[verdict, int(verdicts[verdict])] for verdict in LEGEND_ORDER if verdict in verdicts],
        "counts": [[group["count"], group["word"]] for group in groups]
        + [[len(catalogue.citations), "citation"], [len(steps), "story"]],
        "stories": [{"slug": slug, "title": story_title(catalogue, slug), "steps": steps[slug]} for slug in steps],
        "groups": groups,
        "version": catalogue.version,
    }


def anchor(id: str) -> str:
    """The fragment of an event in the list."""
    return f"e-{quote(id)}"


_WORDS: Final = {"history": "past event", "today": "present-day event", "report": "report"}


def _groups(catalogue: Catalogue) -> list[dict[str, Any]]:
    index = index_of(catalogue)
    kinds = catalogue.events["kind"].to_numpy()
    found = []
    for kind, title in GROUPS:
        rows = np.flatnonzero(kinds == kind)
        rows = rows[np.argsort(index.first[rows], kind="stable")]
        found.append(
            {
                "kind": kind,
                "title": title,
                "word": _WORDS[kind],
                "count": len(rows),
                "entries": [_entry(catalogue, int(row)) for row in rows[:MOST_LISTED]],
                "more": max(0, len(rows) - MOST_LISTED),
            }
        )
    return found


def _entry(catalogue: Catalogue, row: int) -> dict[str, Any]:
    ref = facts.ref(catalogue, row)
    cells = catalogue.event(row)
    links = catalogue.citations_of_report(row)
    cited = int(catalogue.cited_counts[row])
    return {
        "id": ref.id,
        "anchor": anchor(ref.id),
        "title": ref.title,
        "date": ref.date,
        "edtf": cells["date"],
        "note": cells["date_note"],
        "place": ref.place,
        "publisher": ref.publisher,
        "summary": ref.summary,
        "source": ref.source,
        "url": ref.url,
        "cited": cited,
        "more": max(0, len(links) - MOST_LINKS),
        "links": [
            {
                "title": card.history.title,
                "date": card.history.short,
                "anchor": anchor(card.history.id),
                "verdict": card.verdict,
                "relation": card.relation,
                "claim": card.claim,
                "record": card.record,
            }
            for card in facts.cards(catalogue, links, MOST_LINKS)
        ],
    }
