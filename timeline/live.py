"""The catalogue as it is now: the file is watched while it is served, and a broken edit keeps the last good one."""

from __future__ import annotations

import functools
import logging
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from timeline import fetching, live_source
from timeline.catalogue import Catalogue
from timeline.problems import CatalogueError, Problem
from timeline.scene import prepare
from timeline.schema import TABLES

LOG: Final = logging.getLogger("echoline")
PAUSE: Final = 0.4
"""Seconds between two looks at the files. An edit is read when two looks in a row agree."""
REFETCH: Final = 300.0
"""Seconds between two downloads of a catalogue that is served from an address."""

_REMEMBERING: Final = ("timeline.scene", "timeline.figure", "timeline.svg", "timeline.explore", "timeline.documents")

Mark = tuple[object, ...]


class LiveCatalogue:
    """A source and the last good catalogue read from it. Constructing it reads; CatalogueError when that fails."""

    def __init__(self, source: str | Path) -> None:
        self._source = source
        self._read_mark = self._seen = self._mark()
        self._current = live_source.read(source)
        make_ready(self._current)
        self._refused: tuple[Problem, ...] = ()
        self._lock = threading.Lock()

    def current(self) -> Catalogue:
        """Return the last good catalogue."""
        return self._current

    @property
    def refused(self) -> tuple[Problem, ...]:
        """The problems of the newest edit when it could not be taken, else nothing."""
        return self._refused

    def check(self) -> bool:
        """Look at the source once; read it when it has changed and lies still. Return whether the catalogue is new.

        Lying still means that the look before saw the same: an editor may be halfway through writing the file.
        """
        with self._lock:
            mark = self._mark()
            before, self._seen = self._seen, mark
            if mark == self._read_mark or mark != before:
                return False
            self._read_mark = mark
            return self._read()

    def watch(self, stop: threading.Event, pause: float = PAUSE) -> threading.Thread:
        """Look every `pause` seconds until told to stop, in a thread that ends with the process; return the thread."""

        def look() -> None:
            while not stop.wait(pause):
                self.check()

        thread = threading.Thread(target=look, name="echoline-watch", daemon=True)
        thread.start()
        return thread

    def _read(self) -> bool:
        try:
            found = live_source.read(self._source)
        except CatalogueError as error:
            self._refused = error.problems
            for problem in error.problems[:20]:
                LOG.warning("%s", problem)
            LOG.warning("The edit was not taken; still serving version %s.", self._current.version)
            return False
        except Exception:
            # The watch must outlive a fault in reading, or no later edit would ever be seen.
            LOG.exception("The edit could not be read; still serving version %s.", self._current.version)
            mend = "The log of the server says why."
            self._refused = (Problem("error", str(self._source), None, "", "", "reading it failed", mend),)
            return False
        self._refused = ()
        if found.version == self._current.version:
            return False
        forget()
        make_ready(found)
        self._current = found
        LOG.info("The data has changed: now serving version %s.", found.version)
        return True

    def _mark(self) -> Mark:
        """Return what tells one state of the source from the next, cheaply."""
        if isinstance(self._source, str) and fetching.is_address(self._source):
            return (int(time.monotonic() / REFETCH),)
        path = Path(self._source)
        files = [path / table.name for table in TABLES.values()] if path.is_dir() else [path]
        return tuple(_status(file) for file in files)


def make_ready(catalogue: Catalogue) -> None:
    """Make what pictures and searches look up, or the first reader would wait: ten seconds for a million events."""

    def index() -> None:
        catalogue.index.speller()

    with ThreadPoolExecutor(1) as pool:
        # SQLite makes its index of words without Python's lock, so both are made at the same time.
        words = pool.submit(index)
        prepare(catalogue)
        words.result()


def forget() -> None:
    """Empty the caches of drawings and pages, each of which holds on to the catalogue that it was made from.

    A million events are a gigabyte, and without this every edit would leave one more behind.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith(_REMEMBERING):
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def _status(file: Path) -> tuple[int, int, int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    # The last is the disk's own clock: a tool that keeps sizes and sets times back does not turn that back.
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns
