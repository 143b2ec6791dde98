"""The data as one zip that explains itself: the tables, what their columns mean, who may use them, and checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Final

from timeline import resources
from timeline.catalogue import Catalogue
from timeline.exchange.tables import Extract, to_csv
from timeline.schema import TABLES

LICENCE: Final = "CC BY 4.0"
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: the same data gives the same bytes."""


def licence_of(catalogue: Catalogue) -> str:
    """`CC BY 4.0` for the data that ships with the program; "" for data of others, whose licence is theirs to say."""
    origin = catalogue.origin
    if not origin or "://" in origin:
        return ""
    try:
        return LICENCE if Path(origin).resolve() == resources.sample_data_dir().resolve() else ""
    except OSError:
        return ""


def columns_csv() -> str:
    """The column dictionary: one row per column of each file, with its meaning and an example."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "column", "form", "required", "values", "longest", "meaning", "example"])
    for table in TABLES.values():
        for column in table.columns:
            required = "yes" if column.required else ""
            writer.writerow(
                [table.name, column.name, column.form, required, ";".join(column.choices), column.limit or ""]
                + [column.meaning, column.example]
            )
    return out.getvalue()


def readme(extract: Extract, licence: str, address: str) -> str:
    """What the folder holds, how to read it and how to use it again."""
    kept = "in full" if extract.whole else "as shown: a part of the catalogue"
    where = f"Taken from {address}\n" if address else ""
    return f"""Echoline data, version {extract.version}, {kept}
{where}{extract.said()}.

events.csv     past events, present-day events, and the reports that compare them
citations.csv  one row per "this report invokes that history": what is claimed, what the record says, where the
               parallel holds and where it breaks
stories.csv    guided tours through both, one row per step
COLUMNS.csv    what every column means
CITATION.txt   how to name this data
LICENCE.txt    what you may do with it
SHA256SUMS     checksums; check them with: sha256sum -c SHA256SUMS

UTF-8, comma-separated (RFC 4180); an empty cell is unknown. Dates are EDTF (ISO 8601-2), level 1; the
year 0000 is 1 BCE. A verdict judges one claim about the past against the record, never an analogy, never a person.
A cell of free text that a spreadsheet could run as a formula begins with an apostrophe, which Echoline takes off again.

Unpack it and look at it:    timeline serve FOLDER
Check it after an edit:      timeline check FOLDER
{f"Licence: {licence}, {LICENCE_URL}" if licence else "Licence: see LICENCE.txt"}
"""


def licence_text(licence: str) -> str:
    """The terms, as far as the program knows them."""
    if licence:
        return f"""The tables of this archive are (c) 2026 The Echoline authors, licensed under the Creative Commons
Attribution 4.0 International licence ({licence}, {LICENCE_URL}):
share and adapt them for any purpose if you give credit, link to the licence and say whether you made changes.
Titles of reports and the column `phrase` are short quotations; they remain their publishers'.
"""
    return """This data was not made by the authors of Echoline. Ask those who gave you its files under which terms you
may use it.
Titles of reports and the column `phrase` are short quotations; they remain their publishers'.
"""


def citation_text(extract: Extract, licence: str, address: str) -> str:
    """How to name the data."""
    name = "Echoline" if licence else "The authors of this data, shown with Echoline"
    end = f", {licence}." if licence else "."
    where = f" {address}" if address else ""
    return f"{name}: historical parallels in the news, data version {extract.version}{end}{where}\n"


def files(extract: Extract, licence: str, address: str = "") -> dict[str, bytes]:
    """Every file of the archive by its name, in order."""
    texts = {TABLES[name].name: to_csv(frame, TABLES[name]) for name, frame in extract.tables.items()}
    texts |= {
        "COLUMNS.csv": columns_csv(),
        "README.txt": readme(extract, licence, address),
        "CITATION.txt": citation_text(extract, licence, address),
        "LICENCE.txt": licence_text(licence),
    }
    held = {name: text.encode("utf-8") for name, text in texts.items()}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in held.items())
    return held | {"SHA256SUMS": sums.encode("ascii")}


def to_zip(extract: Extract, licence: str, address: str = "") -> bytes:
    """The archive; the same data always gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files(extract, licence, address).items():
            entry = zipfile.ZipInfo(f"echoline/{name}", date_time=_FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
