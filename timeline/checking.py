"""The rules that every row of a table must keep by itself, checked a column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from timeline.problems import Level, Problem, did_you_mean, nearest, quoted
from timeline.problems_spelling import Speller
from timeline.reading_tables import RawTable
from timeline.schema import CELL_LIMIT, RESERVED_IDS, SLUG, Column

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Saying = tuple[str, str]
"""(message, mend) of one cell."""

SLUG_LIMIT: Final = 200
# A host is asked for and `user@host` refused: it shows one site's name and leads to another's.
LINK: Final = r"(?i)^https?://[^\s/?#@\\<>\"\x00-\x1f\x7f]+([/?#][^\s<>\"\x00-\x1f\x7f]*)?$"
DEGREES: Final = r"^[+-]?\d{1,3}(\.\d*)?$"
LARGE: Final = 20_000
SUGGESTIONS: Final = {"small": 2_000, "large": 100}


class Ledger:
    """Gathers the problems of one table; rows of the wrong shape are passed over, since their cells may be shifted."""

    def __init__(self, raw: RawTable, key: str) -> None:
        self.raw = raw
        self.key = raw.cells(key)
        self.problems: list[Problem] = []

    def add(self, level: Level, mask: Mask, column: str, say: Callable[[str, int], Saying]) -> None:
        """A problem for each row of the mask; `say(cell, row)` gives its words."""
        rows = np.flatnonzero(mask & self.raw.sound)
        if not len(rows):
            return
        taken = pa.array(rows)
        values, keys = self.raw.cells(column).take(taken).to_pylist(), self.key.take(taken).to_pylist()
        for row, value, key in zip(rows.tolist(), values, keys, strict=True):
            message, mend = say(value, row)
            self.put(level, row, key, column, message, mend)

    def put(self, level: Level, row: int, key: str, column: str, message: str, mend: str) -> None:
        """One problem of one row."""
        self.problems.append(
            Problem(level, self.raw.file, int(self.raw.line[row]), key[:SLUG_LIMIT], column, message, mend)
        )

    def say_at(self, level: Level, row: int, column: str, message: str, mend: str) -> None:
        """One problem of one row, unless the row has the wrong shape."""
        if self.raw.sound[row]:
            self.put(level, row, self.key[row].as_py(), column, message, mend)


class Suggester:
    """`Did you mean` among the ids: made when first asked, and silent after so many different questions."""

    def __init__(self, candidates: pa.Array) -> None:
        self._candidates = candidates
        self._speller: Speller | None = None
        self._left = SUGGESTIONS["large" if len(candidates) > LARGE else "small"]
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """`Did you mean 'order-227'?` or ''."""
        if word not in self._known:
            if self._left <= 0:
                return ""
            self._left -= 1
            if self._speller is None:
                self._speller = Speller(self._candidates.to_pylist())
            self._known[word] = did_you_mean(near for _, near in self._speller.near(word)[:1])
        return self._known[word]


def empty(cells: pa.Array) -> Mask:
    """True where the cell holds nothing."""
    return np.asarray(pc.equal(cells, ""))


def matches(cells: pa.Array, pattern: str) -> Mask:
    """True where the pattern is found in the cell."""
    return np.asarray(pc.match_substring_regex(cells, pattern))


def index_in(cells: pa.Array, among: pa.Array) -> Rows:
    """The place of each cell among the values, -1 when it is not there: int64, shape (n,)."""
    return np.asarray(pc.fill_null(pc.index_in(cells, value_set=among.cast(cells.type)), -1), dtype=np.int64)


def either(words: Sequence[str]) -> str:
    """`history, today or report`."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def slug_of(text: str) -> str:
    """The slug that the text would have."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def check_required(ledger: Ledger) -> None:
    """Says which cells of required columns are empty."""
    for column in ledger.raw.table.columns:
        if column.required and column.form != "step":
            if column.form == "id":
                mend = "Give the row one"
            elif column.choices:
                mend = f"Write {either(column.choices)}"
            else:
                mend = f"Write it, for instance {column.example}"
            ledger.add("error", empty(ledger.raw.cells(column.name)), column.name, _always("the cell is empty", mend))


def _always(message: str, mend: str) -> Callable[[str, int], Saying]:
    return lambda _cell, _row: (message, mend)


def check_columns(ledger: Ledger) -> None:
    """Checks each cell against what its column may hold."""
    for column in ledger.raw.table.columns:
        if column.name not in ledger.raw.columns:
            continue
        if column.form in {"id", "slug"}:
            _check_slugs(ledger, column)
        elif column.form == "choice":
            _check_choice(ledger, column)
        elif column.form == "slugs":
            _check_slug_lists(ledger, column)
        elif column.form == "link":
            _check_links(ledger, column)
        if column.limit is not None:
            _check_length(ledger, column)


def _check_slugs(ledger: Ledger, column: Column) -> None:
    cells = ledger.raw.cells(column.name)
    bad = ~matches(cells, f"^{SLUG}$") & ~empty(cells)

    def say(cell: str, _row: int) -> Saying:
        slug = slug_of(cell)
        mend = f"Write {slug[:SLUG_LIMIT]}" if slug else "Use letters a-z, digits and hyphens"
        return f"{quoted(cell)} is not a slug: small letters a-z, digits and single hyphens", mend

    ledger.add("error", bad, column.name, say)
    long = np.asarray(pc.binary_length(cells)) > SLUG_LIMIT
    ledger.add(
        "error",
        long & ~bad,
        column.name,
        lambda cell, _row: (f"{quoted(cell)} has {len(cell):,} characters", f"Use at most {SLUG_LIMIT}"),
    )
    if column.form == "id":
        taken = np.asarray(pc.is_in(cells, value_set=pa.array(RESERVED_IDS)))
        ledger.add(
            "error",
            taken,
            column.name,
            lambda cell, _row: (f"{quoted(cell)} is a name that the site uses for itself", "Choose another"),
        )


def _check_choice(ledger: Ledger, column: Column) -> None:
    cells = ledger.raw.cells(column.name)
    choices = pa.array(column.choices)
    bad = (index_in(cells, choices) < 0) & ~empty(cells)
    listed = f"{', '.join(column.choices[:-1])} or {column.choices[-1]}"

    def say(cell: str, _row: int) -> Saying:
        return f"{quoted(cell)} is not a {column.name}", did_you_mean(
            nearest(cell, column.choices)
        ) or f"Write {listed}"

    ledger.add("error", bad, column.name, say)


def _check_slug_lists(ledger: Ledger, column: Column) -> None:
    cells = ledger.raw.cells(column.name)
    bad = ~matches(cells, rf"^({SLUG}(\s*;\s*{SLUG})*\s*;?)?$")

    def say(cell: str, _row: int) -> Saying:
        wrong = [part.strip() for part in cell.split(";") if not re.fullmatch(SLUG, part.strip())]
        slugs = ";".join(slug for part in re.split(r"[;,|]", cell) if (slug := slug_of(part)))
        found = quoted(wrong[0]) if wrong and wrong[0] else "an empty place between two ;"
        return f"{found} is not a slug: small letters a-z, digits and single hyphens", f"Write {quoted(slugs)}"

    ledger.add("error", bad, column.name, say)


def _check_links(ledger: Ledger, column: Column) -> None:
    cells = ledger.raw.cells(column.name)
    bad = ~matches(cells, LINK) & ~empty(cells)

    def say(cell: str, _row: int) -> Saying:
        bare = re.sub(r"[\s\x00-\x1f\x7f]+", "", cell)
        scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+-]*):(?!\d)", bare)
        if scheme and scheme[1].lower() not in {"http", "https"}:
            message = f"{quoted(cell)} is a link of the kind {scheme[1].lower()}:, and only http and https are followed"
            return message, "Give the page's address"
        if scheme and re.match(r"https?://[^/?#]*@", bare, re.IGNORECASE):
            return f"{quoted(cell)} holds a name before @, which hides where it leads", "Write the address without it"
        if re.search(r"[\s<>\"]", cell):
            return (
                f"{quoted(cell)} holds a space or a sign that no address holds",
                "Write one address, with %20 for a space",
            )
        if re.fullmatch(r"[\w-]+(\.[\w-]+)*(:\d+|\.[\w-]+)([/?#].*)?", cell):
            return f"{quoted(cell)} is not a full address", f"Write https://{cell[:100]}"
        return f"{quoted(cell)} is not an http or https address", "Write it from https:// on"

    ledger.add("error", bad, column.name, say)


def _check_length(ledger: Ledger, column: Column) -> None:
    cells = ledger.raw.cells(column.name)
    limit = column.limit or 0
    sizes = np.asarray(pc.utf8_length(cells))

    def say(_cell: str, row: int) -> Saying:
        return f"{sizes[row]:,} characters; at most {limit} fit", f"Shorten it by {sizes[row] - limit:,}"

    # A little too long asks for an editor; ten times too long is another column's text.
    absurd = sizes > 10 * limit
    ledger.add("warning", (sizes > limit) & ~absurd, column.name, say)
    # A cell that no spreadsheet could hold has been named already.
    ledger.add("error", absurd & (sizes <= CELL_LIMIT), column.name, say)
    if column.name != "summary":
        broken = matches(cells, r"[\r\n]")
        ledger.add(
            "warning", broken, column.name, _always("holds a line break, and stands on one line", "Write a space")
        )


def check_unique(ledger: Ledger, column: str) -> None:
    """Says which rows repeat an id, and the line that has it first."""
    cells = ledger.raw.cells(column)
    if pc.count_distinct(cells).as_py() == len(cells):
        return
    codes = np.asarray(pc.dictionary_encode(cells).indices)
    first = np.full(int(codes.max()) + 1, -1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    again = (first[codes] != np.arange(len(codes))) & ~empty(cells)
    lines = ledger.raw.line[first[codes]]
    ledger.add(
        "error",
        again,
        column,
        lambda cell, row: (f"{quoted(cell)} is already the id of line {lines[row]}", "Give one of them another id"),
    )


def check_places(ledger: Ledger) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Latitudes and longitudes in degrees, NaN where unknown or wrong; says what is wrong with them."""
    lat, lon = (_degrees(ledger, name, limit) for name, limit in (("lat", 90), ("lon", 180)))
    here, there = empty(ledger.raw.cells("lat")), empty(ledger.raw.cells("lon"))
    half = _always("half a place: the other coordinate is empty", "Give both, or neither")
    ledger.add("error", ~here & there, "lat", half)
    ledger.add("error", here & ~there, "lon", half)
    return lat, lon


def _degrees(ledger: Ledger, name: str, limit: int) -> npt.NDArray[np.float64]:
    cells = ledger.raw.cells(name)
    numeric = matches(cells, DEGREES)
    values = np.asarray(
        pc.cast(pc.if_else(pa.array(numeric), pc.replace_substring(cells, "+", ""), "nan"), pa.float64())
    )
    outside = np.abs(values) > limit

    def say(cell: str, _row: int) -> Saying:
        if re.fullmatch(r"[+-]?\d+,\d+", cell):
            return f"{quoted(cell)} has a decimal comma", f"Write {cell.replace(',', '.')}"
        if degrees := _from_minutes(cell):
            return f"{quoted(cell)} is not in decimal degrees", f"Write {degrees}"
        return (
            f"{quoted(cell)} is not a number of degrees",
            "Write decimal degrees such as 48.71, south and west with a minus",
        )

    ledger.add("error", ~numeric & ~empty(cells), name, say)

    def too_far(cell: str, row: int) -> Saying:
        swapped = " Are lat and lon swapped?" if limit == 90 and abs(values[row]) <= 180 else ""
        return f"{quoted(cell)} is outside -{limit} to {limit}", f"Check the number.{swapped}"

    ledger.add("error", outside, name, too_far)
    return np.where(outside, np.nan, values)


def _from_minutes(cell: str) -> str:
    """`50°27'N` -> `50.45`; '' when the cell is nothing of the kind."""
    match = re.fullmatch(
        r"(\d{1,3})\s*°\s*(?:(\d{1,2})\s*[′'’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[″\"”]\s*)?([NSEWnsew])", cell
    )
    if match is None:
        return ""
    value = int(match[1]) + int(match[2] or 0) / 60 + float(match[3] or 0) / 3600
    return f"{-value if match[4] in 'SWsw' else value:.4f}".rstrip("0").rstrip(".")
