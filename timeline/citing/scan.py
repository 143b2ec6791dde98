"""`timeline scan`: what a whole archive cites. Local processes or a Dask cluster, the same rows either way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

from timeline import __version__
from timeline.catalogue import Catalogue
from timeline.citing.scan_archive import ArchiveError, Chunk, chunks, fingerprint, total_size
from timeline.citing.scan_cluster import on_cluster
from timeline.citing.scan_parts import Done, Parts
from timeline.citing.scan_work import Scanned, Seed, scan_chunk
from timeline.processes import end_with_parent, shielded

AHEAD: Final = 3
"""Chunks given to each process at a time: enough to keep it busy, few enough to keep the memory small."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan is. The rate is that of this run alone: what an earlier one did is not counted as speed."""

    done: Done
    kept: int  # articles that an earlier run had done
    share: float  # of the archive's bytes, 0 to 1, about
    seconds: float
    characters_now: int

    @property
    def rate(self) -> float:
        """Characters a second in this run."""
        return self.characters_now / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        """One line for people."""
        kept = f", {self.kept:,} of them by an earlier run" if self.kept else ""
        return (
            f"{min(self.share, 1):.0%}: {self.done.articles:,} articles{kept}, {self.done.findings:,} findings, "
            f"{self.rate / 1e6:.2f} million characters a second"
        )


Report: TypeAlias = Callable[[Progress], None]


def scan(
    archive: str | Path,
    out: str | Path,
    catalogue: Catalogue | None = None,
    *,
    scheduler: str = "",
    processes: int | None = None,
    report: Report | None = None,
) -> Progress:
    """Scan an archive to a Parquet table with one row per finding, in the order of the archive.

    A scan that was killed goes on where it was when it is called again with the same archive, catalogue and output.
    `scheduler`: the address of a Dask scheduler ("tcp://..."); without it, `processes` of this machine (all of its
    cores by default). ArchiveError if the archive cannot be read, ClusterError if no scheduler answers; single broken
    records are in the result's `done.unread`.
    """
    archive, out = Path(archive), Path(out)
    if not archive.exists():
        raise ArchiveError(f"{archive}: there is no such file or folder.")
    if not out.parent.is_dir():
        raise ArchiveError(f"{out}: there is no folder {out.parent} to write to.")
    if out.is_dir():
        raise ArchiveError(f"{out}: is a folder. Give the name of a file, such as {out / 'findings.parquet'}.")
    seed = Seed.of(catalogue)
    version = catalogue.version if catalogue is not None else ""
    parts = Parts(out, f"{fingerprint(archive)} {version} {__version__}")
    run = _Run(parts, total_size(archive), report)
    work = _missing(archive, parts, run)
    finished = on_cluster(work, seed, scheduler) if scheduler else _locally(work, seed, processes)
    for scanned in finished:
        run.add(scanned)
    last = run.progress()
    parts.join(
        {
            "articles": last.done.articles,
            "characters": last.done.characters,
            "unread": list(last.done.unread)[:1000],
            # With them the scan can be opened anywhere, without the catalogue that it was made with.
            "events": _rows(catalogue, parts.found()),
        }
    )
    return last


def _rows(catalogue: Catalogue | None, found: set[str]) -> list[dict[str, str]]:
    """The catalogue's own rows of the events that were found, their filled cells only."""
    if catalogue is None:
        return []
    rows = sorted(row for id in found if (row := catalogue.row(id)) is not None)
    return [{name: cell for name, cell in catalogue.event(row).items() if cell} for row in rows]


class _Run:
    def __init__(self, parts: Parts, size: int, report: Report | None) -> None:
        self._parts, self._size, self._report = parts, max(size, 1), report
        self._begun = time.monotonic()
        self._done, self._kept, self._bytes, self._characters = Done(), 0, 0, 0
        self._sizes: dict[int, int] = {}

    def skip(self, chunk: Chunk) -> None:
        """Count a chunk that an earlier run has done."""
        done = self._parts.done(chunk.number)
        self._done = self._done.plus(done)
        self._kept += done.articles
        self._bytes += chunk.size

    def expect(self, chunk: Chunk) -> None:
        """Take note of a chunk that is given out."""
        self._sizes[chunk.number] = chunk.size

    def add(self, scanned: Scanned) -> None:
        """Keep what came of a chunk, and tell how far the scan is."""
        done = self._parts.keep(scanned)
        self._done = self._done.plus(done)
        self._characters += done.characters
        self._bytes += self._sizes.pop(scanned.number, 0)
        if self._report is not None:
            self._report(self.progress())

    def progress(self) -> Progress:
        """How far it is now."""
        seconds = time.monotonic() - self._begun
        return Progress(self._done, self._kept, self._bytes / self._size, seconds, self._characters)


def _missing(archive: Path, parts: Parts, run: _Run) -> Iterator[Chunk]:
    """The chunks that no earlier run has done."""
    for chunk in chunks(archive):
        if parts.has(chunk.number):
            run.skip(chunk)
        else:
            run.expect(chunk)
            yield chunk


def _locally(work: Iterator[Chunk], seed: Seed, processes: int | None) -> Iterator[Scanned]:
    """Scan the chunks in processes of this machine, a few chunks ahead; in this process if one is enough."""
    count = processes or len(os.sched_getaffinity(0))
    if count == 1:
        yield from (scan_chunk(chunk, seed) for chunk in work)
        return
    # Not fork: the caller may have threads (a server, a progress bar), and a forked lock never opens.
    pool = ProcessPoolExecutor(count, mp_context=get_context("forkserver"), initializer=end_with_parent)
    try:
        running: set[Future[Scanned]] = set()
        for chunk in work:
            with shielded():
                running.add(pool.submit(scan_chunk, chunk, seed))
            if len(running) >= count * AHEAD:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                yield from _results(finished)
        yield from _results(running)
    finally:
        with shielded():
            pool.shutdown(cancel_futures=True)


def _results(futures: set[Future[Scanned]]) -> Iterator[Scanned]:
    for future in futures:
        try:
            yield future.result()
        except BrokenProcessPool:
            raise ArchiveError(
                "A process of the scan was ended from outside (too little memory?). "
                "What was done is kept: the same command goes on from there."
            ) from None
