"""What people name as the data, a folder, a CSV, an address or the table of a scan -> the Catalogue; for every door."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from timeline import fetching, reading
from timeline.catalogue import Catalogue
from timeline.problems import CatalogueError, Problem

PARQUET: Final = (".parquet", ".pq")


def read(source: str | Path) -> Catalogue:
    """The catalogue of a source. CatalogueError with every problem when there is none.

    Reading is below finding citations in the house, so it is here that a scan's table is told from the author's own.
    """
    path = Path(source)
    if (isinstance(source, str) and fetching.is_address(source)) or path.suffix.lower() not in PARQUET:
        return reading.read(source)
    if not path.is_file():
        return reading.read(source)  # which says that there is none, or reads a folder of such a name
    from timeline.citing import scan_folder

    if scan_folder.is_scan(path):
        try:
            return scan_folder.catalogue_of_scan(path)
        except scan_folder.ScanFileError as error:
            why = str(error).removeprefix(f"{path}: ")
            raise CatalogueError([Problem("error", str(source), None, "", "", why, "Scan the archive anew")]) from None
    message = "this Parquet file is no scan of `timeline scan`"
    mend = "Scan it first, if it holds articles; if it holds the events themselves, save them as CSV in UTF-8"
    raise CatalogueError([Problem("error", str(source), None, "", "", message, mend)])
