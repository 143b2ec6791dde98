"""What /cite was sent: the text, or why it cannot be read. Nothing touches the disk, and nothing is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from flask import Request
from werkzeug.datastructures import FileStorage

from timeline.citing.texts import Unread, decoded, main_text
from timeline.dates import DateError, Span, read
from timeline.documents.forms import Form, received

LIMIT: Final = 200_000
"""Bytes of a text."""
PAGE_LIMIT: Final = 2_000_000
"""Bytes of an HTML page, most of which is not its text."""
LARGEST: Final = PAGE_LIMIT + 3 * LIMIT
"""Bytes of a form: a page, and a text in whatever way a browser writes it."""
NAMES: Final = ("published", "title", "publisher", "url")
CELL: Final = 300
"""Characters of the fields that say what the report is."""
_MARKUP: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to be read, with what is known of it; `note` says what was unusual, `span` when it appeared."""

    text: str = ""
    published: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    note: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was read: a status, the field at fault (`text`, `file` or `published`), and words for people.

    `asked` is what the form held, so that nothing has to be typed again.
    """

    status: int
    field: str
    why: str
    asked: Asked


def take(request: Request) -> tuple[Form, Asked | Refused]:
    """The form of a request, and what it asks for."""
    sent = received(request, LARGEST)
    if sent is None:
        return Form(), Refused(413, "text", too_large(request.content_length), Asked())
    form, files = sent
    return form, understood(form, files.get("file"))


def understood(form: Form, file: FileStorage | None = None) -> Asked | Refused:
    """What the form asks for. A file comes before a pasted text."""
    published, title, publisher, url = (" ".join(clean(form.get(name, "")).split())[:CELL] for name in NAMES)
    asked = Asked(clean(form.get("text", "")), published, title, publisher, url)
    found: Asked | Refused = asked
    if file is not None and file.filename:
        found = _from_file(file.filename, file.read(), asked)
    elif _MARKUP.match(asked.text):
        found = _from_page("The text", asked.text, asked)
    if isinstance(found, Refused):
        return found
    size = len(found.text.encode())
    if size > LIMIT:
        return Refused(413, "text", too_large(size), replace(found, text=found.text[:LIMIT]))
    if not found.text.strip():
        return Refused(400, "text", "There is no text to read. Paste one, or choose a file.", found)
    return _dated(found, typed=bool(asked.published))


def clean(text: str) -> str:
    """The text with single line ends and without control characters: offsets are the same wherever it is read again."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def too_large(size: int | None) -> str:
    """What is said of a text that is too long for the page."""
    held = f"It has {size / 1000:,.0f} kB; " if size else ""
    return (
        f"{held}{'at' if held else 'At'} most {LIMIT // 1000} kB of text are read here, some thirty thousand words. "
        "Cut it into articles, or let “timeline scan” read the archive."
    )


def _from_file(name: str, data: bytes, asked: Asked) -> Asked | Refused:
    page = name.lower().endswith((".html", ".htm", ".xhtml"))
    limit = PAGE_LIMIT if page else LIMIT
    if len(data) > limit:
        return Refused(413, "file", too_large(len(data)), asked)
    try:
        text, note = decoded(data)
    except UnicodeError as error:
        return Refused(400, "file", f"The file {error.args[0] if error.args else 'is not text.'}", asked)
    note = f"The file {note}" if note else ""
    if page or _MARKUP.match(text):
        return _from_page("The file", text, replace(asked, note=note))
    return replace(asked, text=clean(text), note=note)


def _from_page(what: str, html: str, asked: Asked) -> Asked | Refused:
    found = main_text(what, html)
    if isinstance(found, Unread):
        return Refused(400, "file" if what == "The file" else "text", f"{what} {found.why}", asked)
    return replace(
        asked,
        text=clean(found.text),
        published=asked.published or found.published,
        title=asked.title or clean(found.title)[:CELL],
        publisher=asked.publisher or clean(found.publisher)[:CELL],
        url=asked.url or found.url,
    )


def _dated(asked: Asked, *, typed: bool) -> Asked | Refused:
    """The date of publication understood; a page's own wrong one is dropped, a typed one is asked again."""
    if not asked.published:
        return asked
    try:
        span = read(asked.published)
    except DateError as error:
        if typed:
            return Refused(400, "published", f"The date of publication: {error}", asked)
        return replace(asked, published="")
    return replace(asked, published=span.text, span=span)
