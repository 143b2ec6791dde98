"""Helper processes that Ctrl-C does not reach: the terminal sends it to all, and only the parent may answer it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def shielded() -> Iterator[None]:
    """What is begun in here never hears Ctrl-C; for this process itself it waits until the end of the block.

    A process inherits what its parent keeps back, from its very first step on: else one that is still importing would
    print a trace. Use it around what starts processes, and around steps that must not be left half-done.
    """
    # multiprocessing begins this helper of its own along with the first process, and lets Ctrl-C through while at it.
    resource_tracker.ensure_running()
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    # Both are needed: the mask is what a new process inherits, but the other threads of this one hear the signal still,
    # and Python would raise KeyboardInterrupt here.
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
        if heard and callable(handler):
            handler(signal.SIGINT, None)
