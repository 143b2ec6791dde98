"""The bundled gazetteer: past events that the press invokes, from antiquity to 2021."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files


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
    with files("timeline.citing").joinpath("gazetteer.csv").open(encoding="utf-8", newline="") as table:
        return tuple(_row(cells) for cells in csv.DictReader(table))


def _row(cells: dict[str, str]) -> GazetteerRow:
    lists = {name: _items(cells[name]) for name in ("aliases", "ambiguous_aliases", "context", "themes")}
    plain = {name: cells[name] for name in ("id", "title", "date", "place", "lat", "lon", "url", "note")}
    return GazetteerRow(**plain, **lists, verified=cells["verified"] == "yes")


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())
