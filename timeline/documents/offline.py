"""One HTML file with a whole lesson inside: slides, chart, activities, handout, fonts, data, sources."""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import Final
from urllib.parse import quote

import numpy as np
from flask import Blueprint, Response, abort
from markupsafe import Markup

from timeline import resources
from timeline.catalogue import Catalogue
from timeline.documents import handout, present
from timeline.documents.facts import Ref
from timeline.documents.lesson import Step, lesson
from timeline.documents.present_templates import render
from timeline.documents.site import Site
from timeline.documents.subjects import Subject, find
from timeline.exchange.archive import licence_of, to_zip
from timeline.exchange.tables import Extract, extract

STYLES: Final = ("tokens.css", "present.css", "handout.css")
SCRIPTS: Final = ("present-order.js", "present.js", "present-handout.js")
MOST_ROWS: Final = 1_000
"""Rows of events and of citations up to which the file carries everything about its subject."""
_FONT: Final = re.compile(r'url\("(fonts/[\w.-]+\.woff2)\?v=\w+"\)')


def register(documents: Blueprint, site: Site) -> None:
    """Add the address of the file."""

    @documents.get("/offline/<id>.html")
    def offline(id: str) -> Response:
        """The file, to be saved: it carries its own script, which pages of this site may not run."""
        catalogue = site.current()
        subject = find(catalogue, id, site.view())
        if subject is None:
            abort(404)
        text = page(catalogue, subject, today=site.today(), address=site.absolute(present.path(subject)))
        answer = Response(text, mimetype="text/html")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename(subject))}"
        return answer


def filename(subject: Subject) -> str:
    """What the file is called: `echoline-order-227-and-wagner.html`."""
    return f"echoline-{subject.id}.html"


def page(catalogue: Catalogue, subject: Subject, *, today: int, address: str = "") -> str:
    """The lesson about the subject as one HTML text. `address` is where it is presented online, "" when nowhere."""
    data = to_zip(_data(catalogue, subject), licence_of(catalogue), address)
    pieces = {
        "styles": Markup(styles() + handout.ink()),
        "script": Markup(script()),
        "icon": f"data:image/svg+xml;base64,{_icon(resources.fingerprint(resources.assets_dir() / 'icon.svg'))}",
        "data": f"data:application/zip;base64,{_base64(data)}",
        "data_name": f"echoline-{subject.id}.zip",
        "handout": Markup(
            render(
                "offline/paper.html",
                sheets=Markup(handout.sheets(catalogue, subject, today=today, answers="both", address=address)),
            )
        ),
    }
    return present.page(catalogue, subject, today=today, address=address, offline=pieces)


def _data(catalogue: Catalogue, subject: Subject) -> Extract:
    """The rows that the file carries: all that the subject holds, of a very large one those that its steps show."""
    rows, citations = subject.selection.rows, subject.selection.citations
    if len(rows) <= MOST_ROWS and len(citations) <= MOST_ROWS:
        return extract(catalogue, rows, citations)
    steps = lesson(catalogue, subject).steps
    ends = {ref.row for step in steps for ref in _refs(step)}
    cites = catalogue.citations["cites_row"].to_numpy()
    told = [catalogue.citations_of_report(step.card.report.row) for step in steps if step.card]
    links = np.unique(np.concatenate([np.empty(0, np.int64), *told]))
    return extract(catalogue, np.array(sorted(ends), np.int64), links[np.isin(cites[links], list(ends))])


def _refs(step: Step) -> list[Ref]:
    card = step.card
    return [step.ref, *([card.report, card.history] if card else []), *([card.about] if card and card.about else [])]


@cache
def _style_texts(stamps: tuple[str, ...]) -> str:
    # The fingerprints are the key only: an edited style sheet or font is read again.
    folder = resources.assets_dir()
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)
    return _FONT.sub(lambda found: f'url("data:font/woff2;base64,{_base64((folder / found[1]).read_bytes())}")', text)


def styles() -> str:
    """The style sheets with every font inside."""
    return _style_texts(tuple(resources.fingerprint(resources.assets_dir() / name) for name in STYLES))


def script() -> str:
    """The scripts of slides, activities and handout, in the order in which they run."""
    return _script_text(tuple(resources.fingerprint(resources.assets_dir() / name) for name in SCRIPTS))


@cache
def _script_text(stamps: tuple[str, ...]) -> str:
    # The fingerprints are the key only, as those of the style sheets.
    return "\n".join((resources.assets_dir() / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def _icon(stamp: str) -> str:
    return _base64((resources.assets_dir() / "icon.svg").read_bytes())


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
