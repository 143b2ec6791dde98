"""The process behind /make: make ready, wait for one job, answer it, end. It may write no file and start nothing."""

from __future__ import annotations

import os
import resource
import select
import sys
from typing import Final

from timeline import starter
from timeline.documents.make_process import packed
from timeline.making.work import PAGE, work
from timeline.view import SCALES

IDLE: Final = 300.0
"""Seconds after which a process that nobody needs goes."""
SECONDS: Final = 40
"""Of processor time, should its parent have gone without ending it."""
MEMORY: Final = 4 * 1024**3
"""Bytes of address space; a tenth of it is in use at most."""


def main() -> None:
    """Answer the job on standard input, if one comes, on standard output."""
    answer = os.fdopen(os.dup(1), "wb")
    # Whatever a library may print would stand in the middle of the answer.
    os.dup2(2, 1)
    warm_up()
    confine()
    if not select.select([0], [], [], IDLE)[0]:
        return
    job = sys.stdin.buffer.read()
    if not job:
        return
    with answer:
        answer.write(work(job))


def warm_up() -> None:
    """Draw the starter once: fonts, templates and tables of words are then at hand for the first job."""
    contents = {table.name.removesuffix(".csv"): (table.name, text.encode()) for table, text in starter.texts()}
    work(packed(PAGE, contents, {"today": 0, "scale": SCALES[0]}))


def confine() -> None:
    """From here on this process writes no file, not even when it crashes, and has its share of time and memory."""
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
    ):
        _limit(what, most)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    main()
