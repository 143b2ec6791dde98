"""The columns, kinds, relations and verdicts: the one table that check, docs, downloads and forms read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

KINDS: Final = ("history", "today", "report")
RELATIONS: Final = ("echo", "precedent", "contrast", "background", "anniversary")
VERDICTS: Final = ("contradicted", "disputed", "imprecise", "unchecked", "supported")
"""Gravest first: the order in which threads are drawn and verdicts are listed."""
DEFAULT_RELATION: Final = "background"
DEFAULT_VERDICT: Final = "unchecked"

TITLE_LIMIT: Final = 120
SUMMARY_LIMIT: Final = 280
CELL_LIMIT: Final = 32_767
"""Characters in one cell: what a spreadsheet can hold; more is a quote left open."""
SLUG: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
"""A slug as a regular expression (RE2 and Python read it alike)."""
RESERVED_IDS: Final = ("view",)
"""Ids that the addresses of the site use for themselves (`/embed/view`)."""

Form = Literal[
    "id", "ref", "refs", "story-ref", "choice", "text", "date", "number", "slug", "slugs", "list", "link", "step"
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells look like (`form`), what it means, and an example that passes `check`."""

    name: str
    form: Form
    meaning: str
    example: str = ""
    required: bool = False
    limit: int | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its columns in their usual order, and the names that the catalogue keeps for itself."""

    name: str
    columns: tuple[Column, ...]
    derived: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that a file must have."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


EVENTS: Final = Table(
    "events.csv",
    (
        Column(
            "id",
            "id",
            "short name for links: small letters, digits and hyphens; unique, and kept for good",
            "order-227",
            required=True,
        ),
        Column(
            "kind",
            "choice",
            "history: a past event that reports cite; today: a present-day event that is "
            "reported; report: an article that draws the parallel",
            "history",
            required=True,
            choices=KINDS,
        ),
        Column(
            "title", "text", "short name; for a report its headline", "Order No. 227", required=True, limit=TITLE_LIMIT
        ),
        Column(
            "date",
            "date",
            "EDTF, level 1; what people type (28 July 1942, 431 BCE) is read too and shown back "
            "in EDTF by `timeline check`",
            "1942-07-28",
            required=True,
        ),
        Column("date_note", "text", "the date as the sources put it", "25 October 1917, Old Style"),
        Column("place", "text", "where it happened, in words", "Moscow, Russia"),
        Column("lat", "number", "latitude in decimal degrees, WGS 84, north positive", "55.75"),
        Column("lon", "number", "longitude in decimal degrees, WGS 84, east positive", "37.62"),
        Column(
            "summary",
            "text",
            "one or two neutral sentences",
            "Stalin forbids retreat without orders.",
            limit=SUMMARY_LIMIT,
        ),
        Column("themes", "slugs", "what the event is about: slugs, separated by ;", "coercion-of-soldiers;siege"),
        Column("aliases", "list", "other names for it in running text, separated by ;", "Not one step back"),
        Column("source", "text", "who says so", "Encyclopaedia of the war"),
        Column("url", "link", "where to read it, or the report itself; http or https", "https://example.org/order-227"),
        Column("publisher", "text", "of a report: who published it", "Example Times"),
        Column("author", "text", "of a report: who wrote it", "A. Writer"),
        Column(
            "cites",
            "refs",
            "of a report: ids of the history it cites, separated by ;: a bare link, for those who keep one file",
            "order-227",
        ),
    ),
    ("earliest", "latest", "start_latest", "end_earliest", "precision", "flags", "line"),
)

CITATIONS: Final = Table(
    "citations.csv",
    (
        Column("report", "ref", "id of the report", "report-mercenaries", required=True),
        Column("cites", "ref", "id of the history that it invokes", "order-227", required=True),
        Column("about", "ref", "id of the present-day event that it is compared with", "wagner-recruits"),
        Column("relation", "choice", "how the report uses it; background when empty", "echo", choices=RELATIONS),
        Column(
            "phrase",
            "text",
            "3 to 10 words of the report, as printed, that name the event",
            "chilling echoes of Stalin's orders",
        ),
        Column("claim", "text", "what the report says of the past, in other words", "The order dates from 27 July."),
        Column("record", "text", "what the record says on that very point", "The order is dated 28 July 1942."),
        Column(
            "verdict",
            "choice",
            "how the claim stands against the record; unchecked when empty",
            "imprecise",
            choices=VERDICTS,
        ),
        Column("record_source", "text", "where the record is to be read, in words", "Encyclopaedia of the war"),
        Column("record_url", "link", "where the record is to be read; http or https", "https://example.org/order-227"),
        Column("similar", "text", "where the parallel holds", "Men who retreat are shot by their own side."),
        Column("differs", "text", "where the parallel breaks", "A state's written order; a private company's threat."),
    ),
    ("report_row", "cites_row", "about_row", "bare", "line"),
)

STORIES: Final = Table(
    "stories.csv",
    (
        Column(
            "story", "slug", "short name of the story; all its steps share it", "order-227-and-wagner", required=True
        ),
        Column(
            "story_title", "text", "the story's title; enough on its first step", "Not one step back", limit=TITLE_LIMIT
        ),
        Column("step", "step", "a whole number: the order of the steps", "1", required=True),
        Column(
            "ref",
            "story-ref",
            "an event's id, or report-id>history-id for a citation",
            "report-mercenaries>order-227",
            required=True,
        ),
        Column("heading", "text", "the step's heading", "What the report says", limit=TITLE_LIMIT),
        Column("text", "text", "what is told at this step", "In February 2023 a paper compares two orders."),
        Column("question", "text", "a question to the class", "Who gave each order, and to whom?"),
        Column("notes", "text", "for the teacher only", "Ask for the date before you show it."),
    ),
    ("ref_row", "ref_report_row", "line"),
)

TABLES: Final[Mapping[str, Table]] = MappingProxyType({"events": EVENTS, "citations": CITATIONS, "stories": STORIES})
"""The three tables by their short names; `Table.name` is the file's name in a folder."""


def parts(cell: str) -> list[str]:
    """The pieces of a cell that holds several, separated by semicolons; empty ones are left out."""
    return [piece for piece in (part.strip() for part in cell.split(";")) if piece]
