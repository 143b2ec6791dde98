"""What /make was sent: the text of up to three CSVs, pasted or dropped, or why nothing was read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from flask import Request
from werkzeug.datastructures import FileStorage

from timeline.documents.forms import Form, Uploads, received
from timeline.problems import Problem, quoted
from timeline.reading_text import decode
from timeline.schema import EVENTS, TABLES
from timeline.view import SCALES

LIMIT: Final = 1_000_000
"""Bytes of all files together."""
MOST_LINES: Final = 5_000
"""Lines of all files together: an answer takes half a second, and two when every cell is wrong."""
LARGEST: Final = 3 * LIMIT
"""Bytes of a form: what is in the boxes, in whatever way a browser writes it, and the files that replace it."""
MOST_FILES: Final = 12
NOTHING: Final = "There is nothing to read. Paste an events.csv, drop one, or start with the example."
NAME: Final = 120
"""Characters of a file's name that are repeated."""
_STEMS: Final = {"citation": "citations", "stor": "stories", "event": "events"}
_BREAKS: Final = re.compile(r"\r\n|\r")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Contents = Mapping[str, tuple[str, bytes]]
"""Tables by their key (`events`, `citations`, `stories`): the name of the file for people, and its bytes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be drawn: `contents` as sent, `texts` as the boxes of the form show it, and the scale.

    `story` is the slug of the story that is wanted as a lesson. `problems` are about files as a whole: two for one
    table, or too many.
    """

    contents: Contents = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    scale: str = SCALES[0]
    story: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was read: a status, and words for people. `asked` is what the form held, if it can be shown."""

    status: int
    why: str
    asked: Asked


def take(request: Request) -> Asked | Refused:
    """What the form of a request asks for."""
    sent = received(request, LARGEST)
    if sent is None:
        return Refused(413, too_large(request.content_length), Asked())
    return understood(*sent)


def understood(form: Form, files: Uploads) -> Asked | Refused:
    """The tables in the form; a file comes before what is in the box of its table."""
    scale = form.get("scale", "")
    contents: dict[str, tuple[str, bytes]] = {}
    texts: dict[str, str] = {}
    for key, table in TABLES.items():
        # A browser ends every line of a box with CR LF, whatever was pasted.
        text = _BREAKS.sub("\n", form.get(key, "")).removeprefix("\ufeff")
        if text.strip():
            # A lone half of a pair cannot be written as UTF-8.
            contents[key] = (table.name, text.encode("utf-8", "replace"))
            texts[key] = text
    uploads, problems = _sorted_out([file for file in files.getlist("files") if file.filename])
    for key, (name, data) in uploads.items():
        contents[key] = (name, data)
        texts[key] = shown_text(data, key)
    scale = scale if scale in SCALES else SCALES[0]
    asked = Asked(contents, texts, scale, form.get("story", ""), tuple(problems))
    if not contents and not problems:
        return Refused(400, NOTHING, asked)
    size = sum(len(data) for _, data in contents.values())
    if size > LIMIT:
        return Refused(413, too_large(size), asked if size <= 2 * LIMIT else Asked(scale=asked.scale))
    lines = sum(_lines(data) for _, data in contents.values())
    if lines > MOST_LINES:
        return Refused(413, too_long(lines), asked)
    return asked


def too_large(size: int | None) -> str:
    """What is said of files that are too large for the page."""
    held = f"That is {size / 1e6:,.1f} MB; " if size else ""
    return f"{held}{'at' if held else 'At'} most {LIMIT // 1_000_000} MB is read here, all files together. {ELSEWHERE}"


def too_long(lines: int) -> str:
    """What is said of files with too many lines."""
    return f"That is {lines:,} lines; at most {MOST_LINES:,} are read here, all files together. {ELSEWHERE}"


ELSEWHERE: Final = "“timeline serve FOLDER” on your own machine has no such limit: it shows a million events."


def shown_text(data: bytes, key: str) -> str:
    """The bytes as the box of the table shows them, line for line; "" for what is no text."""
    if decode(data, "", TABLES[key])[0] is None:
        return ""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return _BREAKS.sub("\n", text)


def _sorted_out(files: Sequence[FileStorage]) -> tuple[dict[str, tuple[str, bytes]], list[Problem]]:
    """The files by the table that each holds, and a word for each that cannot be used."""
    held: dict[str, tuple[str, bytes]] = {}
    problems: list[Problem] = []
    if len(files) > MOST_FILES:
        message = f"{len(files)} files were given, and three are wanted at most"
        return {}, [_about("the files", message, f"Choose {_either(table.name for table in TABLES.values())}.")]
    for file in files:
        name, data = _named(file), file.read()
        key = table_of(name, data)
        if key in held:
            message = f"{quoted(held[key][0])} is for {TABLES[key].name} too"
            problems.append(_about(name, message, "Choose one of the two. This one was not read."))
        else:
            held[key] = (name, data)
    return held, problems


def table_of(name: str, data: bytes) -> str:
    """The key of the table that a file holds: by its headings, else by its name, else events."""
    text, _ = decode(data, name, EVENTS)
    if text is not None:
        for key, table in TABLES.items():
            if set(table.required) <= set(text.headings):
                return key
    stem = PurePath(name).stem.casefold()
    return next((key for part, key in _STEMS.items() if part in stem), "events")


def _named(file: FileStorage) -> str:
    """The file's own name, without the folders that a browser may send along."""
    name = re.split(r"[/\\]", file.filename or "")[-1]
    return _CONTROLS.sub("", name)[:NAME] or "a file"


def _lines(data: bytes) -> int:
    return max(data.count(b"\n"), data.count(b"\r"))


def _about(file: str, message: str, mend: str) -> Problem:
    return Problem("error", file, None, "", "", message, mend)


def _either(words: Iterable[str]) -> str:
    first, *rest = words
    return f"{first}, {' and '.join(rest)}" if rest else first
