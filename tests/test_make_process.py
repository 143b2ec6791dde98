"""A process of its own for each answer: it answers once, ends in time, and takes all that it knew with it."""

from __future__ import annotations

import gc
import subprocess
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest

from tests.builders import TODAY, csv_text, history
from timeline.documents import make_process
from timeline.documents.make_process import Busy, Failed, TooSlow, Workshop

CONTENTS = {"events": ("events.csv", csv_text([history("order-227", "28 July 1942")]).encode())}
OPTIONS: dict[str, Any] = {"today": TODAY, "scale": "side-by-side"}


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that a workshop of the test starts."""
    held: list[subprocess.Popen[bytes]] = []
    start = Workshop._started

    def watched(workshop: Workshop) -> make_process._Helper:
        helper = start(workshop)
        held.append(helper.process)
        return helper

    monkeypatch.setattr(Workshop, "_started", watched)
    return held


def idle(monkeypatch: pytest.MonkeyPatch, code: str = "import sys; sys.stdin.buffer.read()") -> None:
    """Have processes run a few words of Python in place of the program."""
    run = subprocess.Popen

    def other(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return run([command[0], "-c", code], **options)

    monkeypatch.setattr(make_process.subprocess, "Popen", other)


def test_an_answer_comes_from_another_process_which_is_gone_then(
    workshop: Workshop, started: list[subprocess.Popen[bytes]]
) -> None:
    answer, body = workshop.make("page", CONTENTS, **OPTIONS)
    assert answer["counts"][0] == [1, "past event"]
    assert "1942-07-28" in answer["problems"][0]["message"]
    assert body == b""
    assert started[0].returncode == 0
    assert len(started) == 2, "the next one is made ready"
    second, _ = workshop.make("svg", CONTENTS, **OPTIONS)
    assert second == {"file": "svg"}
    assert started[1].returncode == 0


def test_one_process_is_ready_however_often_that_is_asked_for(
    workshop: Workshop, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle(monkeypatch)
    workshop.prepare()
    workshop.prepare()
    assert len(started) == 1


def test_a_process_that_has_gone_is_replaced(
    workshop: Workshop, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle(monkeypatch)
    workshop.prepare()
    started[0].kill()
    started[0].wait()
    monkeypatch.undo()
    answer, _ = workshop.make("page", CONTENTS, **OPTIONS)
    assert answer["errors"] == 0


def test_ready_processes_end_with_what_started_them(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle(monkeypatch)
    workshop = Workshop()
    workshop.prepare()
    assert started[0].poll() is None
    del workshop
    gc.collect()
    assert started[0].returncode is not None


def test_a_process_leaves_when_its_input_ends(workshop: Workshop, started: list[subprocess.Popen[bytes]]) -> None:
    workshop.prepare()
    (process,) = started
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(make_process.PATIENCE) == 0


def test_what_takes_too_long_is_ended(
    workshop: Workshop, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle(monkeypatch, "import signal; signal.pause()")
    monkeypatch.setattr(make_process, "PATIENCE", 0.05)
    with pytest.raises(TooSlow):
        workshop.make("page", CONTENTS, **OPTIONS)
    assert started[0].returncode == -9


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.stdin.buffer.read(); sys.exit(3)", "ended with status 3"),
        ("import os, sys; sys.stdin.buffer.read(); os.kill(os.getpid(), 9)", "ended with status -9"),
        ("pass", "status 0|went away"),
        ('import sys; sys.stdin.buffer.read(); print(\'{"fault": "KeyError"}\')', "KeyError"),
    ],
)
def test_a_process_that_fails_is_said_to_the_operator(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    idle(monkeypatch, code)
    with pytest.raises(Failed, match=said):
        workshop.make("page", CONTENTS, **OPTIONS)


def test_a_process_that_was_just_leaving_when_it_was_taken_is_replaced(
    workshop: Workshop, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        idle(patched, "import sys; sys.stdin.buffer.read()")  # alive, and will say nothing
        workshop.prepare()
    answer, _ = workshop.make("page", CONTENTS, **OPTIONS)
    assert answer["counts"][0] == [1, "past event"]
    assert started[0].returncode == 0


def test_a_machine_that_has_no_room_for_a_process_is_said_to_the_operator(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(make_process.subprocess, "Popen", refuse)
    workshop.prepare()
    with pytest.raises(Failed, match="no process could be started: Cannot allocate memory"):
        workshop.make("page", CONTENTS, **OPTIONS)


def test_processes_that_have_answered_are_let_go(
    workshop: Workshop, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    idle(monkeypatch, "import sys; sys.stdin.buffer.read(); print('{}')")
    for _ in range(3):
        workshop.make("page", CONTENTS, **OPTIONS)
    left = [weakref.ref(process) for process in started[:3]]
    started.clear()
    gc.collect()
    assert [ref() for ref in left] == [None] * 3


def test_two_work_at_once_two_wait_and_a_fifth_is_asked_to_come_again(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, working, release = threading.Semaphore(0), threading.Semaphore(0), threading.Event()
    benches = workshop._benches

    class Seen:
        def acquire(self, timeout: float) -> bool:
            inside.release()
            return benches.acquire(timeout=timeout)

        def release(self) -> None:
            benches.release()

    def slow(_: Workshop, job: bytes) -> tuple[dict[str, Any], bytes]:
        working.release()
        assert release.wait(30)
        return {}, b""

    monkeypatch.setattr(workshop, "_benches", Seen())
    monkeypatch.setattr(Workshop, "_made", slow)
    threads = [threading.Thread(target=workshop.make, args=("page", CONTENTS), kwargs=OPTIONS) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert all(inside.acquire(timeout=30) for _ in range(4))
    assert all(working.acquire(timeout=30) for _ in range(2))
    assert not working.acquire(blocking=False)
    with pytest.raises(Busy):
        workshop.make("page", CONTENTS, **OPTIONS)
    release.set()
    for thread in threads:
        thread.join()
    assert workshop._door._value == 4
    assert workshop.make("page", CONTENTS, **OPTIONS) == ({}, b"")


def test_who_waits_too_long_is_asked_to_come_again(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_process, "WAIT", 0.01)
    for _ in range(make_process.AT_ONCE):
        workshop._benches.acquire()
    with pytest.raises(Busy):
        workshop.make("page", CONTENTS, **OPTIONS)
    assert workshop._door._value == 4


def test_a_file_beside_the_server_cannot_take_a_modules_place(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert workshop.make("page", CONTENTS, **OPTIONS)[0]["errors"] == 0
