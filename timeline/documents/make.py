"""/make, your own CSV in the browser: what is wrong with it and how to mend it, else its timeline and files to take.

A document like /cite: a form post keeps the data out of addresses and logs and needs no script, and the page itself
carries the text from one step to the next. The data is read in a process that ends with its answer (make_process).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, abort, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from timeline import raster, starter
from timeline.documents import frame
from timeline.documents.make_process import PATIENCE, Busy, Failed, TooSlow, Workshop
from timeline.documents.make_reading import LIMIT, MOST_LINES, Asked, Refused, take
from timeline.documents.site import Head, Site
from timeline.live import LOG
from timeline.problems import Problem, plural, sentence
from timeline.schema import EVENTS, TABLES
from timeline.view import SCALE_WORDS

PATH: Final = "/make"
TITLE: Final = "Your own CSV"
LEAD: Final = (
    "Paste or drop an events.csv and see it as a timeline. What is wrong with it is said all at once, with the line "
    "and the mend. Nothing is installed, and nothing is stored."
)
EXAMPLE: Final = "example"
FEW: Final = 60
"""Events up to which all of them are listed at once; the lists of more are folded, each with its number."""
DOTS: Final = 2.0
"""Pixels of the PNG to one of the picture's own: sharp in a slide and in print."""
FILES: Final[dict[str, tuple[str, str]]] = {
    "echoline.zip": ("zip", "application/zip"),
    "lesson.html": ("lesson", "text/html; charset=utf-8"),
    "timeline.html": ("html", "text/html; charset=utf-8"),
    "timeline.svg": ("svg", "image/svg+xml"),
    "timeline.png": ("svg", "image/png"),
}
"""What can be taken: what `making.work` is asked for, and the media type."""
BUSY: Final = "Others are drawing at this moment. Your text is still in the boxes: try again in a few seconds."
SLOW: Final = (
    f"This took longer than {PATIENCE:g} seconds and was ended. Your text is still in the boxes: "
    "try it with fewer rows."
)
FAULT: Final = (
    "This could not be drawn, and the fault is the program’s. Your text is still in the boxes. “timeline check” on "
    "your own machine says what it makes of it."
)


def register(documents: Blueprint, site: Site) -> None:
    """Add the form, its answer and the files to take."""
    workshop = Workshop()

    @documents.get(PATH)
    def make_form() -> AnyResponse:
        example = request.args.get("start") == EXAMPLE
        return _form(site, _example() if example else Asked())

    @documents.post(f"{PATH}/ready")
    def make_ready() -> AnyResponse:
        """Asked for by the page's script when somebody begins to type: the answer will then not wait for Python."""
        workshop.prepare()
        return Response(status=204)

    @documents.post(PATH)
    def make_timeline() -> AnyResponse:
        return _asked(site, workshop, "page", lambda asked, answer, _: _answer(site, asked, answer))

    @documents.post(f"{PATH}/<name>")
    def make_file(name: str) -> AnyResponse:
        if name not in FILES:
            abort(404)
        want, kind = FILES[name]

        def file(asked: Asked, answer: dict[str, Any], body: bytes) -> AnyResponse:
            if "file" not in answer:
                # The text was changed since it was drawn, and has a problem now, or no such story.
                return _answer(site, asked, answer, 400)
            made = Response(_png(body) if name.endswith(".png") else body, content_type=kind)
            made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return made

        return _asked(site, workshop, want, file)


def _png(svg: bytes) -> bytes:
    # Here and not in the other process, which may write no file: the rasteriser unpacks its fonts, once for all.
    return raster.png(svg.decode("utf-8"), scale=DOTS)


def _asked(
    site: Site, workshop: Workshop, want: str, then: Callable[[Asked, dict[str, Any], bytes], AnyResponse]
) -> AnyResponse:
    """Read the form, let it be worked on, and hand on what came of it; else the page that says why nothing did."""
    asked = take(request)
    if isinstance(asked, Refused):
        return _form(site, asked.asked, asked)
    if asked.problems or "events" not in asked.contents:
        return _answer(site, asked, _unread(asked))
    try:
        answer, body = workshop.make(want, asked.contents, today=site.today(), scale=asked.scale, story=asked.story)
        return then(asked, answer, body)
    except Busy:
        refusal = _form(site, asked, Refused(503, BUSY, asked))
        refusal.headers["Retry-After"] = "5"
        return refusal
    except TooSlow:
        return _form(site, asked, Refused(503, SLOW, asked))
    except (Failed, raster.RasterError) as error:
        LOG.error("/make could not answer: %s", error if isinstance(error, Failed) else type(error).__name__)
        return _form(site, asked, Refused(500, FAULT, asked))


def _unread(asked: Asked) -> dict[str, Any]:
    """The answer when the files cannot be told apart, or there is no events.csv among them."""
    problems = list(asked.problems)
    if "events" not in asked.contents:
        given = " and ".join(TABLES[key].name for key in asked.contents)
        message = "this file is missing" + (f"; {given} can only add to it" if given else "")
        mend = "Paste or drop an events.csv as well: it alone is enough"
        problems.append(Problem("error", EVENTS.name, None, "", "", message, mend))
    return {"problems": [one.as_dict() | {"more": 0} for one in problems], "errors": len(problems), "tally": ""}


def _example() -> Asked:
    """The starter of `timeline new`, in the boxes."""
    keys = {table.name: key for key, table in TABLES.items()}
    return Asked(texts={keys[table.name]: text for table, text in starter.texts()})


def _form(site: Site, asked: Asked, refused: Refused | None = None) -> Response:
    """The page with the boxes, empty or as they were, and what was wrong with what was sent."""
    return frame.page(
        site,
        "make/form.html",
        Head(f"Not read. {TITLE}" if refused else TITLE, LEAD, PATH),
        refused.status if refused else 200,
        heading=TITLE,
        lead=LEAD,
        **_shared(asked, refused),
    )


def _answer(site: Site, asked: Asked, answer: dict[str, Any], status: int = 200) -> Response:
    """What is wrong, or the timeline."""
    heading = headline(answer)
    for drawing in answer.get("drawings", []):
        # Drawn by svg.draw, which escapes every text.
        drawing["svg"] = Markup(drawing["svg"])
    return frame.page(
        site,
        "make/answer.html" if "headline" in answer else "make/problems.html",
        Head(f"{heading}. {TITLE}", LEAD, PATH),
        status,
        heading=heading,
        answer=answer,
        files=_by_file(asked, answer),
        plural=plural,
        sentence=sentence,
        scales=list(SCALE_WORDS.items()),
        few=FEW,
        **_shared(asked, None),
    )


def _by_file(asked: Asked, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The problems file by file, each with the id of the box that holds its text ("" for none)."""
    boxes = {name: f"m-{key}" for key, (name, _) in asked.contents.items() if asked.texts.get(key)}
    found: dict[str, list[dict[str, Any]]] = {}
    for problem in answer["problems"]:
        found.setdefault(problem["file"], []).append(problem)
    return [{"name": name, "box": boxes.get(name, ""), "problems": held} for name, held in found.items()]


def headline(answer: dict[str, Any]) -> str:
    """What came of it, in a few words."""
    if "headline" in answer:
        return str(answer["headline"])
    return f"{plural(answer['errors'], 'problem')} to mend"


def _shared(asked: Asked, refused: Refused | None) -> dict[str, Any]:
    return {
        "section": "make",
        "asked": asked,
        "refused": refused,
        "tables": TABLES,
        "limits": (LIMIT, MOST_LINES),
        "required": [EVENTS.column(name) for name in EVENTS.required],
        "example": f"{PATH}?start={EXAMPLE}",
    }
