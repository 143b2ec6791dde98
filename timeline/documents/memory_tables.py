"""A chart of /memory as a table: on the page beside the drawing, and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from timeline.exchange.tables import defuse


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, and where it leads ("": nowhere). Numbers are set to the right."""

    text: str
    href: str = ""
    number: bool = False
    share: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A chart as a table: the first cell of a row names it. `foot` sums the citations in view.

    `more` rows are left to the CSV, which has all.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...]
    more: int = 0


def number_cell(count: float, href: str = "", share: str = "") -> Cell:
    """A count, or a share of one to a tenth."""
    return Cell(f"{count:,}" if isinstance(count, int) else f"{count:,.1f}", href, True, share)


def share_words(count: int, whole: int) -> str:
    """A share in percent: `43%`; what is neither none nor all never reads as such."""
    if not whole or count in (0, whole):
        return "0%" if not count else "100%"
    return f"{min(99, max(1, round(100 * count / whole)))}%"


def to_csv(table: Table) -> str:
    """A table as CSV, its sums last; what a spreadsheet could run is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defuse(head) for head in table.heads])
    for row in (*table.rows, table.foot):
        writer.writerow([cell.text.replace(",", "") if cell.number else defuse(cell.text) for cell in row])
    return out.getvalue()
