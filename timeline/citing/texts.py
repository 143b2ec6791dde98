"""Read texts to be checked: text files, HTML pages, folders of them, standard input. What cannot be read is said, the
rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from timeline.reading_text import utf16_without_mark

TEXT_LIMIT: Final = 10_000_000
"""Bytes of one text; longer ones are archives and belong to `scan`."""
_FEWEST_WORDS: Final = 4  # what remains of a page with menus only is fewer
_HTML: Final = frozenset((".html", ".htm", ".xhtml", ".shtml"))
_TEXT: Final = frozenset((".txt", ".md", ".text", ".rst", ""))
_MARKUP: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One text with what is known of it. `note`: what was unusual in reading it, in words, or ""."""

    name: str
    text: str
    published: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that could not be read, and why: a sentence for people."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


def read_texts(source: str, stdin: BinaryIO | None = None) -> Iterator[ArticleText | Unread]:
    """The texts of a path (a file, or a folder with all that is below it) or of `-`, standard input; one at a time."""
    if source == "-":
        data = stdin.read(TEXT_LIMIT + 1) if stdin is not None else b""
        yield from _made("standard input", data, html=_MARKUP.match(data[:2000]) is not None)
        return
    path = Path(source)
    if path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        yield Unread(
            source, "there is no such file. Give a text file, an HTML page, a folder of them, or - for standard input."
        )
    else:
        yield from _file(path)


def _folder(folder: Path) -> Iterator[ArticleText | Unread]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in _HTML | _TEXT)
    paths = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    if not paths:
        yield Unread(str(folder), "holds no text: looked for files that end in .txt, .md, .html or .htm.")
    for path in paths:
        yield from _file(path)


def _file(path: Path) -> Iterator[ArticleText | Unread]:
    try:
        size = path.stat().st_size
        if size > TEXT_LIMIT:
            yield Unread(str(path), too_long(size))
            return
        data = path.read_bytes()
    except OSError as error:
        yield Unread(str(path), f"cannot be read: {error.strerror or error}.")
        return
    yield from _made(str(path), data, html=path.suffix.lower() in _HTML or _MARKUP.match(data[:2000]) is not None)


def _made(name: str, data: bytes, *, html: bool) -> Iterator[ArticleText | Unread]:
    if len(data) > TEXT_LIMIT:
        yield Unread(name, too_long(len(data)))
        return
    try:
        text, note = decoded(data)
    except UnicodeError as error:
        yield Unread(name, str(error.args[0]) if error.args else "is not text.")
        return
    if not text.strip():
        yield Unread(name, "is empty.")
        return
    yield main_text(name, text, note) if html else ArticleText(name, text, note=note)


def too_long(size: int) -> str:
    """What is said of a text that is too long to be one article."""
    limit = f"{TEXT_LIMIT / 1e6:,.0f}"
    return f"has {size / 1e6:,.0f} MB; one text may have {limit}. Cut it into articles, and use timeline scan."


def decoded(data: bytes) -> tuple[str, str]:
    """The text and a note: UTF-8, UTF-16 with its mark, else Windows-1252. UnicodeError, with the reason, for what is
    not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                raise UnicodeError(f"begins like {encoding} but is not: it is damaged, or not text.") from None
    unmarked = utf16_without_mark(data)
    if unmarked:
        raise UnicodeError(f"is {unmarked} without the mark that says so. Save it as UTF-8.")
    if _CONTROLS.search(data[:100_000]):
        raise UnicodeError(
            "is not text but a binary file (a picture, a PDF, an office document?). Save it as plain text."
        )
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        if text.count("\ufffd") > len(text) / 100:
            raise UnicodeError("is in an encoding that is not known here. Save it as UTF-8.") from None
        return text, f"is not UTF-8 (byte {error.start + 1}); read as Windows-1252."


def main_text(name: str, html: str, note: str = "") -> ArticleText | Unread:
    """The main text of an HTML page with its title, date, address and publisher; Unread if it has none."""
    import trafilatura  # half a second of start-up that plain texts do not need

    try:
        found = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    except (ValueError, RecursionError) as error:
        return Unread(name, f"is HTML that cannot be read: {error}.")
    text = (getattr(found, "text", None) or "").strip()
    if len(text.split()) < _FEWEST_WORDS:
        return Unread(name, "is HTML without the text of an article: only menus, scripts or pictures.")
    parts = {key: str(getattr(found, key, None) or "") for key in ("date", "url", "title", "sitename")}
    return ArticleText(name, text, parts["date"], parts["url"], parts["title"], parts["sitename"], note)
