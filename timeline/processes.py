"""Helper processes that Ctrl-C does not reach, and that never outlive their parent; and a calm end when told to end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from types import FrameType
from typing import Final

TERMINATED: Final = 143
"""The exit status of a program that was told to end: 128 and the number of the signal SIGTERM."""


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
    handlers = {signal.SIGINT: signal.signal(signal.SIGINT, lambda number, _: heard.append(number))}
    if callable(signal.getsignal(signal.SIGTERM)):
        handlers[signal.SIGTERM] = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for known, handler in handlers.items():
            signal.signal(known, handler)
        for number in dict.fromkeys(heard):
            answer = handlers[signal.Signals(number)]
            if callable(answer):
                answer(number, None)


def end_with_parent() -> None:
    """In a helper process: end it when its parent is gone, however that ended.

    A parent that is killed (for want of memory, say) cannot tell its helpers; they would wait for work for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, name="echoline-parent", daemon=True).start()


@contextmanager
def ending_calmly() -> Iterator[None]:
    """Being told to end (by a service manager, a container) is a SystemExit in here, so that what runs can tidy up.

    Only in the main thread, and only where nobody else has decided what the signal means.
    """

    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # told twice, it still tidies up
        raise SystemExit(TERMINATED)

    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
