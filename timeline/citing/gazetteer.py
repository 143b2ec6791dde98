"""The bundled gazetteer: past events that the press invokes, from antiquity to 2021."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from timeline.schema import parts


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """One row of gazetteer.csv; see the data's own description for what its columns mean."""

    id: str
    title: str
    date: str
    place: str
    lat: str
    lon: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    context: tuple[str, ...]
    themes: tuple[str, ...]
    url: str
    note: str
    verified: bool

    @property
    def core(self) -> bool:
        """True for the much-invoked part of the list."""
        return not self.note.startswith("second tier")


def read_gazetteer() -> tuple[GazetteerRow, ...]:
    """Every row of the bundled table, in its order (by date)."""
    text = files("timeline.citing").joinpath("gazetteer.csv").read_text(encoding="utf-8")
    return tuple(_row(cells) for cells in csv.DictReader(io.StringIO(text, newline="")))


def _row(cells: Mapping[str, str]) -> GazetteerRow:
    return GazetteerRow(
        id=cells["id"],
        title=cells["title"],
        date=cells["date"],
        place=cells["place"],
        lat=cells["lat"],
        lon=cells["lon"],
        aliases=tuple(parts(cells["aliases"])),
        ambiguous_aliases=tuple(parts(cells["ambiguous_aliases"])),
        context=tuple(parts(cells["context"])),
        themes=tuple(parts(cells["themes"])),
        url=cells["url"],
        note=cells["note"],
        verified=cells["verified"] == "yes",
    )
