"""What `timeline scan` does beyond scanning: a line of progress, what could not be read, and the scan as a folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Final, TextIO

from timeline.catalogue import Catalogue
from timeline.citing.scan import Progress, scan
from timeline.citing.scan_archive import ArchiveError
from timeline.citing.scan_cluster import ClusterError
from timeline.citing.scan_folder import scan_to_folder

REFUSALS: Final = (ArchiveError, ClusterError)
"""What `scan_and_tell` raises when the archive or the cluster cannot be used; the message is for people."""
_SHOWN: Final = 20
_EVERY: Final = 0.5


def scan_and_tell(
    archive: str,
    out: Path,
    catalogue: Catalogue | None,
    *,
    scheduler: str = "",
    processes: int | None = None,
    folder: Path | None = None,
    stream: TextIO = sys.stderr,
) -> str:
    """Scan with progress on the stream; return what is to be said at the end."""
    teller = _Teller(stream)
    ended = scan(archive, out, catalogue, scheduler=scheduler, processes=processes, report=teller.tell)
    teller.close()
    for line in ended.done.unread[:_SHOWN]:
        stream.write(f"{line}\n")
    if len(ended.done.unread) > _SHOWN:
        stream.write(f"... and {len(ended.done.unread) - _SHOWN:,} more of this kind.\n")
    if folder is not None:
        scan_to_folder(out, folder, catalogue)
    return f"{ended}. Wrote {out}. timeline serve {folder or out} opens it."


class _Teller:
    """One line that is written over on a terminal; elsewhere a line now and then."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._live, self._last = stream, stream.isatty(), 0.0

    def tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last < (_EVERY if self._live else _EVERY * 20):
            return
        self._last = now
        self._stream.write(f"\r{progress}\x1b[K" if self._live else f"{progress}\n")
        self._stream.flush()

    def close(self) -> None:
        if self._live:
            self._stream.write("\r\x1b[K")
