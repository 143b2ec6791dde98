"""A process of its own for each CSV that a reader tries out: it ends with its answer, and all that it knew with it.

Whatever is read, drawn and remembered on the way stays in that process. So nothing of a reader's data can outlive the
answer, an answer that takes too long can be ended, and no other reader waits behind it. One process is kept ready,
since starting Python takes longer than most answers; it leaves by itself when nobody comes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import timeline
from timeline.documents.make_reading import Contents

MODULE: Final = "timeline.making"
"""What the process runs. It stands above the documents, whose pages it asks for, so it is named and not imported."""
PATIENCE: Final = 20.0
"""Seconds that an answer may take, the start of the process included."""
AT_ONCE: Final = 2
"""Processes that work at the same time; a machine has other readers."""
WAITING: Final = 2
"""Readers who may wait for one of them; every further one is asked to come again, and no thread is held for him."""
WAIT: Final = 8.0
"""Seconds that one waits."""


class Busy(Exception):
    """So many are at it that this one was not begun."""


class Failed(Exception):
    """No answer came. The message is for the operator's log and holds nothing of the data."""


class TooSlow(Failed):
    """The answer took longer than PATIENCE."""


@dataclass(frozen=True, slots=True)
class _Helper:
    """A process, and what ends it: called once, or when the workshop goes."""

    process: subprocess.Popen[bytes]
    end: Callable[[], object]


class Workshop:
    """Starts the processes, at most AT_ONCE at work and one ready; ready ones end with this object."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: _Helper | None = None
        self._door = threading.BoundedSemaphore(AT_ONCE + WAITING)
        self._benches = threading.BoundedSemaphore(AT_ONCE)

    def prepare(self) -> None:
        """Have a process ready, if the machine has room for one. Returns at once."""
        with self._lock, suppress(OSError):
            if self._ready is not None and self._ready.process.poll() is not None:
                self._ready.end()
                self._ready = None
            if self._ready is None:
                self._ready = self._started()

    def make(self, want: str, contents: Contents, **options: Any) -> tuple[dict[str, Any], bytes]:
        """What `timeline.making.work` makes of it; raises Busy, TooSlow or Failed."""
        if not self._door.acquire(blocking=False):
            raise Busy
        try:
            if not self._benches.acquire(timeout=WAIT):
                raise Busy
            try:
                return self._made(packed(want, contents, options))
            finally:
                self._benches.release()
        finally:
            self._door.release()

    def _made(self, job: bytes) -> tuple[dict[str, Any], bytes]:
        out, status = self._answer(job, self._taken)
        if not out and not status:  # it was leaving, since nobody had needed it, at the moment it was taken
            out, status = self._answer(job, self._started)
        # Who tries a CSV out mends it and tries again.
        self.prepare()
        if status or not out:
            raise Failed(f"the process ended with status {status}")
        return unpacked(out)

    def _answer(self, job: bytes, start: Callable[[], _Helper]) -> tuple[bytes, int | None]:
        """What a process says to the job, and its status."""
        try:
            helper = start()
        except OSError as error:
            raise Failed(f"no process could be started: {error.strerror}") from None
        try:
            out, _ = helper.process.communicate(job, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise TooSlow(f"no answer within {PATIENCE:g} seconds") from None
        except OSError as error:
            raise Failed(f"the process went away: {error.strerror}") from None
        finally:
            helper.end()
        return out, helper.process.returncode

    def _taken(self) -> _Helper:
        with self._lock:
            helper, self._ready = self._ready, None
        if helper is not None and helper.process.poll() is None:
            return helper
        if helper is not None:
            helper.end()
        return self._started()

    def _started(self) -> _Helper:
        root = str(Path(timeline.__file__).resolve().parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        process = subprocess.Popen(
            # -P: the folder that the server was started in may hold a csv.py.
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What Python says of an error may hold a line of the data.
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # Ctrl-C at the server's terminal is the server's alone; the process leaves when its input ends.
            start_new_session=True,
        )
        return _Helper(process, weakref.finalize(self, _end, process))


def packed(want: str, contents: Contents, options: Mapping[str, Any]) -> bytes:
    """What is asked as bytes: a line of JSON, then the files one behind the other."""
    files = [(key, name, len(data)) for key, (name, data) in contents.items()]
    head = json.dumps({"want": want, "files": files, **options})
    return b"".join([head.encode(), b"\n", *(data for _, data in contents.values())])


def unpacked(out: bytes) -> tuple[dict[str, Any], bytes]:
    """An answer as bytes: what it says, and the bytes of a file; Failed when it says that there was a fault."""
    said, _, body = out.partition(b"\n")
    answer: dict[str, Any] = json.loads(said)
    if "fault" in answer:
        raise Failed(str(answer["fault"]))
    return answer, body


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process and its pipes are gone afterwards, whatever state they were in."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        # Bytes that the process never read cannot be written any more.
        with suppress(OSError):
            if pipe is not None:
                pipe.close()
