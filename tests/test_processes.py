"""Ctrl-C waits until what must not be left half-done is done, and does not reach helper processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from timeline.processes import TERMINATED, ending_calmly, shielded


def from_a_thread() -> None:
    """Send Ctrl-C by a thread that hears signals itself, as those of numerical libraries do."""
    sender = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
    sender.start()
    sender.join()


@pytest.mark.parametrize("send", [lambda: os.kill(os.getpid(), signal.SIGINT), from_a_thread])
def test_ctrl_c_waits_until_the_end_of_the_block(send: Callable[[], None]):
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), shielded():  # noqa: PT012 that it waits is what is tested
        send()
        done.append("all")
    assert done == ["all"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_of_shields_in_one_another_the_outermost_decides():
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), shielded():  # noqa: PT012 that it waits is what is tested
        with shielded():
            os.kill(os.getpid(), signal.SIGINT)
        done.append("all")
    assert done == ["all"]


def test_told_to_end_a_program_tidies_up_first():
    tidied: list[str] = []
    with pytest.raises(SystemExit) as ended, ending_calmly():  # noqa: PT012 that it tidies up is what is tested
        try:
            with shielded():
                os.kill(os.getpid(), signal.SIGTERM)
                tidied.append("what must not be left half-done")
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            tidied.append("the rest")
    assert ended.value.code == TERMINATED
    assert tidied == ["what must not be left half-done", "the rest"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_who_has_decided_what_the_signal_means_is_left_alone():
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with ending_calmly():
            os.kill(os.getpid(), signal.SIGTERM)
        assert heard == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_process_begun_inside_never_hears_ctrl_c():
    command = [sys.executable, "-c", "print('ready', flush=True); input(); print('still here')"]
    with shielded():
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    assert process.communicate("\n", timeout=30) == ("still here\n", None)
    assert process.returncode == 0


def test_outside_the_main_thread_nothing_is_changed():
    found: list[object] = []

    def look() -> None:
        with shielded():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]
