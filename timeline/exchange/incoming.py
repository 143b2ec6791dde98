"""What imports share: rows for events.csv made from other people's data, and the folder that they are written to."""

from __future__ import annotations

import html.parser
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from timeline import reading
from timeline.exchange.tables import to_csv
from timeline.schema import EVENTS, RESERVED_IDS, SUMMARY_LIMIT, TITLE_LIMIT

LONGEST_SLUG: Final = 60
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\ufffd]+")


class NotReadableError(ValueError):
    """The file is not what it was said to be; the message says what is wrong and where."""


@dataclass(slots=True)
class Imported:
    """Rows of events.csv (a dictionary of cells each) and what had to be left out or guessed, in sentences."""

    rows: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _ids: set[str] = field(default_factory=lambda: set(RESERVED_IDS))

    def add(self, cells: Mapping[str, str], id: str = "") -> None:
        """One more row; title and summary are cut to what the columns hold, the id is made unique."""
        title = cut(one_line(cells.get("title", "")), TITLE_LIMIT)
        row = {"id": self._unique(slug(id) or slug(title) or "event"), "kind": cells.get("kind", "") or "history"}
        row |= {"title": title, "date": cells["date"]}
        for name in EVENTS.names:
            if name not in row and cells.get(name):
                row[name] = one_line(cells[name])
        if "summary" in row:
            row["summary"] = cut(row["summary"], SUMMARY_LIMIT)
        self.rows.append(row)

    def _unique(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self._ids:
            count += 1
            name = f"{wanted}-{count}"
        self._ids.add(name)
        return name


def write(imported: Imported, folder: Path) -> Path:
    """Write events.csv into the folder and return its path.

    FileExistsError when one is there already; CatalogueError when the rows would not pass `timeline check`, in which
    case nothing is written.
    """
    path = folder / EVENTS.name
    if path.exists():
        raise FileExistsError(17, "events.csv is there already; choose another folder", str(path))
    frame = pd.DataFrame([{name: row.get(name, "") for name in EVENTS.names} for row in imported.rows], dtype=object)
    text = to_csv(frame.reindex(columns=list(EVENTS.names)), EVENTS).encode("utf-8")
    reading.read_files({"events": (EVENTS.name, text)}, origin="an import")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{EVENTS.name}.part"
    part.write_bytes(text)
    part.replace(path)
    return path


def slug(text: str) -> str:
    """`Guerre de Crimée (1853)` -> `guerre-de-crimee-1853`; "" when no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while words and len("-".join(words)) > LONGEST_SLUG and len(words) > 1:
        words.pop()
    return "-".join(words)[:LONGEST_SLUG].strip("-")


def slugs(parts: Iterable[str]) -> str:
    """Several names as a cell of slugs."""
    return ";".join(dict.fromkeys(found for found in map(slug, parts) if found))


def cut(text: str, limit: int) -> str:
    """The text within the limit, cut at a word and ended by an ellipsis."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–—") + "…"


def one_line(text: str) -> str:
    """The text without control characters, its white space single."""
    return " ".join(_CONTROL.sub(" ", text).split())


def web_address(text: str) -> str:
    """The text when it is an http or https address without white space, else ""."""
    text = text.strip()
    return text if re.fullmatch(r"https?://[^\s<>\"]+", text, re.IGNORECASE) else ""


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def words_of(markup: str) -> str:
    """The words of a piece of HTML, without its tags and scripts."""
    if "<" not in markup and "&" not in markup:
        return one_line(markup)
    parser = _Words()
    parser.feed(markup)
    parser.close()
    # A tag stands for a space in running text, but not before a full stop.
    return re.sub(r" ([.,;:!?])", r"\1", one_line("".join(parser.parts)))


def edtf_date(year: int, month: int = 0, day: int = 0) -> str:
    """A date in EDTF from an astronomical year (0 is 1 BCE); month and day may be 0, unknown."""
    text = f"{'-' if year < 0 else ''}{abs(year):04d}"
    return text + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
