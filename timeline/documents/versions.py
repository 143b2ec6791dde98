"""Frozen embeds: the catalogue as it was in an older version, as long as anyone still has it."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from timeline import reading
from timeline.catalogue import Catalogue
from timeline.problems import CatalogueError

KEPT: Final = 4
"""Older versions that stay in memory."""
KEPT_EVENTS: Final = 400_000
"""Events that all versions in memory may have together: half a gigabyte. The newest stays whatever its size."""
_VERSION: Final = re.compile(r"[0-9a-f]{12}")


class Versions:
    """Versions seen since the server started, and those in a folder `versions/` beside the data.

    A frozen embed shows the version it was copied from when it is still there, and says so when it is gone. To keep one
    for good, copy the data to `versions/VERSION/`; anyone may ask for it then. Safe to use from many threads.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Catalogue] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, catalogue: Catalogue) -> None:
        """Keep this version, and forget the one that was asked for longest ago when there are too many."""
        with self._lock:
            self._kept[catalogue.version] = catalogue
            self._kept.move_to_end(catalogue.version)
            while len(self._kept) > KEPT or (len(self._kept) > 1 and self._size() > KEPT_EVENTS):
                self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(len(one.events) for one in self._kept.values())

    def find(self, version: str, folder: Path | None) -> Catalogue | None:
        """The catalogue of that version; None when it is gone, or was never there."""
        if not _VERSION.fullmatch(version):
            return None
        with self._lock:
            known = self._kept.get(version)
        if known is not None:
            return known
        if folder is None or not (folder / version).is_dir():
            return None
        try:
            found = reading.read(folder / version)
        except CatalogueError:
            return None
        # A folder may be named wrongly; only the data itself says which version it is.
        if found.version != version:
            return None
        self.remember(found)
        return found
