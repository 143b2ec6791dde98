"""An edited file is shown; a broken edit keeps the last good one and says so."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from timeline import reading, searching
from timeline.citing.scan import scan
from timeline.live import LiveCatalogue
from timeline.problems import CatalogueError

EVENTS = """id,kind,title,date
a,history,First,1942
b,report,Second,2023-02-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue in a folder."""
    (tmp_path / "events.csv").write_text(EVENTS)
    return tmp_path


def edit(folder: Path, text: str, name: str = "events.csv") -> None:
    """Write the file as an editor would, with a time of its own even on a coarse clock."""
    path = folder / name
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def test_an_edit_is_shown_once_two_looks_agree(folder: Path):
    live = LiveCatalogue(folder)
    first = live.current()
    assert not live.check()
    edit(folder, EVENTS.replace("First", "Premier"))
    assert not live.check()
    assert live.current() is first
    assert live.check()
    assert live.current().event(0)["title"] == "Premier"
    assert not live.check()


def test_an_edit_that_keeps_the_size_and_sets_the_time_back_is_seen(folder: Path):
    path = folder / "events.csv"
    live, before = LiveCatalogue(folder), path.stat()
    ticked = before.st_ctime_ns
    while ticked == before.st_ctime_ns:  # the clock of a disk ticks every few milliseconds
        path.write_text(EVENTS.replace("First", "Later"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        ticked = path.stat().st_ctime_ns
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert [live.check() for _ in range(2)] == [False, True]
    assert live.current().event(0)["title"] == "Later"


def test_no_reader_waits_for_the_index_of_words(folder: Path, monkeypatch: pytest.MonkeyPatch):
    live = LiveCatalogue(folder)
    edit(folder, EVENTS.replace("First", "Premier"))
    first = live.current()
    assert [live.check() for _ in range(2)] == [False, True]

    def build(*_: object) -> None:
        raise AssertionError("a search made an index")

    monkeypatch.setattr(searching.SearchIndex, "_build", build)
    monkeypatch.setattr(searching, "Speller", build)
    assert live.current().search("premeir").tolist() == [0]
    assert first.search("first").tolist() == [0]


def test_workers_inherit_the_index_of_words(folder: Path):
    live = LiveCatalogue(folder)
    here, there = multiprocessing.Pipe()

    def ask() -> None:
        there.send([live.current().search(query).tolist() for query in ("first", "frist", "second", "secnod")])

    workers = [multiprocessing.get_context("fork").Process(target=ask) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert [here.recv() for _ in workers] == [[[0], [0], [1], [1]]] * 2
    for worker in workers:
        worker.join(10)


def test_a_file_that_is_still_being_written_is_left_alone(folder: Path):
    live = LiveCatalogue(folder)
    for title in ("Pre", "Premi", "Premier"):
        edit(folder, EVENTS.replace("First", title))
        assert not live.check()
    assert live.check()
    assert live.current().event(0)["title"] == "Premier"


def test_a_broken_edit_keeps_the_last_good_one_and_says_so(folder: Path, caplog: pytest.LogCaptureFixture):
    live = LiveCatalogue(folder)
    first = live.current()
    edit(folder, EVENTS.replace("1942", "1943-02-30"))
    with caplog.at_level(logging.INFO, "echoline"):
        assert not any(live.check() for _ in range(3))
    assert live.current() is first
    assert [problem.line for problem in live.refused] == [2]
    assert "1943-02-30" in caplog.text
    assert f"still serving version {first.version}" in caplog.text
    edit(folder, EVENTS.replace("1942", "1943-02-28"))
    assert [live.check() for _ in range(2)] == [False, True]
    assert live.refused == ()


def test_undoing_a_broken_edit_is_no_new_version(folder: Path):
    live = LiveCatalogue(folder)
    first = live.current()
    edit(folder, "id\n")
    assert [live.check() for _ in range(2)] == [False, False]
    assert live.refused
    edit(folder, EVENTS)
    assert [live.check() for _ in range(2)] == [False, False]
    assert live.refused == ()
    assert live.current() is first


def test_a_table_that_appears_or_goes_is_an_edit(folder: Path):
    live = LiveCatalogue(folder)
    edit(folder, "report,cites,phrase\nb,a,like the first\n", "citations.csv")
    assert [live.check() for _ in range(2)] == [False, True]
    assert len(live.current().citations) == 1
    (folder / "citations.csv").unlink()
    assert [live.check() for _ in range(2)] == [False, True]
    assert len(live.current().citations) == 0


def test_a_folder_that_is_gone_keeps_the_last_good_one(folder: Path):
    live = LiveCatalogue(folder)
    shutil.rmtree(folder)
    assert not any(live.check() for _ in range(3))
    assert len(live.current().events) == 2
    assert live.refused


def test_a_fault_in_reading_is_logged_and_outlived(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    live = LiveCatalogue(folder)

    def fail(source: object) -> None:
        raise RuntimeError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read", fail)
        edit(folder, EVENTS.replace("First", "Premier"))
        assert not any(live.check() for _ in range(3))
    assert "a fault" in caplog.text
    assert live.refused[0].message == "reading it failed"
    edit(folder, EVENTS.replace("First", "Primero"))
    assert any(live.check() for _ in range(2))


def test_bad_data_are_refused_at_the_start(folder: Path):
    edit(folder, "id\n")
    with pytest.raises(CatalogueError):
        LiveCatalogue(folder)


def scanned(folder: Path, *texts: str) -> Path:
    """The table of a scan of these texts."""
    archive = folder / "archive.jsonl"
    rows = ({"text": text, "published": "2020-01-02", "title": text} for text in texts)
    archive.write_text("\n".join(map(json.dumps, rows)))
    scan(archive, folder / "found.parquet", processes=1)
    return folder / "found.parquet"


def test_a_scan_opens_like_any_other_data(tmp_path: Path):
    live = LiveCatalogue(scanned(tmp_path, "Nobody had forgotten the Munich Agreement."))
    assert live.current().events["id"].tolist() == [
        "scan-1-nobody-had-forgotten-the-munich-agreement",
        "munich-agreement",
    ]
    assert len(live.current().citations) == 1


def test_a_scan_made_anew_is_shown(tmp_path: Path):
    path = scanned(tmp_path, "Nobody had forgotten the Munich Agreement.")
    live = LiveCatalogue(path)
    scanned(tmp_path, "Nobody had forgotten the Munich Agreement.", "Survivors of the Srebrenica massacre spoke.")
    assert [live.check() for _ in range(2)] == [False, True]
    assert len(live.current().citations) == 2


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (
            lambda path: pq.write_table(pa.table({"text": ["x"]}), path),
            "this Parquet file is no scan of `timeline scan`.",
        ),
        (lambda path: path.write_bytes(b"PAR1 and no more"), "this Parquet file is no scan of `timeline scan`."),
        (
            lambda path: pq.write_table(pq.read_table(path).drop_columns(["phrase"]), path),
            "lacks the column phrase, which timeline scan writes. Scan the archive anew.",
        ),
        (lambda path: path.unlink(), "there is no such file or folder."),
    ],
)
def test_a_table_that_is_no_scan_is_told(tmp_path: Path, break_it: Callable[[Path], object], said: str):
    path = scanned(tmp_path, "Nobody had forgotten the Munich Agreement.")
    break_it(path)
    with pytest.raises(CatalogueError) as caught:
        LiveCatalogue(path)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{path}: {said}")


def test_an_address_is_fetched_again_every_five_minutes(monkeypatch: pytest.MonkeyPatch, folder: Path):
    clock = 1_000.0
    fetched: list[object] = []
    good = reading.read(folder)

    def read(source: object) -> object:
        fetched.append(source)
        return good

    monkeypatch.setattr("timeline.live.time.monotonic", lambda: clock)
    monkeypatch.setattr(reading, "read", read)
    live = LiveCatalogue("https://example.org/events.csv")
    for _ in range(5):
        live.check()
    assert len(fetched) == 1
    clock += 300
    for _ in range(5):
        live.check()
    assert len(fetched) == 2


class StopAfter(threading.Event):
    """Stops a watch after a number of looks, without letting time pass."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.looks = looks

    def wait(self, timeout: float | None = None) -> bool:
        self.looks -= 1
        return self.looks < 0


def test_the_watch_shows_an_edit_by_itself(folder: Path):
    live = LiveCatalogue(folder)
    edit(folder, EVENTS.replace("First", "Premier"))
    live.watch(StopAfter(3)).join(10)
    assert live.current().event(0)["title"] == "Premier"
