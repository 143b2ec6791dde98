"""`timeline new` leaves a folder that passes, or nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from timeline import reading
from timeline.schema import TABLES
from timeline.starter import columns_text, write_starter


def test_the_starter_passes_the_check(tmp_path: Path) -> None:
    files = write_starter(tmp_path / "mine")
    assert sorted(path.name for path in files) == ["COLUMNS.txt", "citations.csv", "events.csv", "stories.csv"]
    catalogue = reading.read(tmp_path / "mine")
    assert catalogue.problems == ()
    assert set(catalogue.events["kind"]) == {"history", "today", "report"}
    assert catalogue.citations["bare"].tolist() == [False, True]
    assert (catalogue.stories["ref_report_row"] >= 0).any()


def test_every_column_is_there_to_be_filled(tmp_path: Path) -> None:
    write_starter(tmp_path / "mine")
    for table in TABLES.values():
        with (tmp_path / "mine" / table.name).open(encoding="utf-8", newline="") as file:
            assert tuple(next(csv.reader(file))) == table.names


def test_every_column_is_explained() -> None:
    text = columns_text()
    for table in TABLES.values():
        for column in table.columns:
            assert f"\n{column.name}" in text


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write_starter(tmp_path / "mine")
    assert reading.read(tmp_path / "mine").problems == ()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_folders_above_are_made(tmp_path: Path) -> None:
    write_starter(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / "events.csv").is_file()


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_nothing_is_overwritten(tmp_path: Path, what: str) -> None:
    target = tmp_path / "mine"
    if what == "file":
        target.write_text("my own", encoding="utf-8")
    elif what == "folder":
        target.mkdir()
        (target / "events.csv").write_text("my own", encoding="utf-8")
    else:
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere")
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    with pytest.raises(FileExistsError, match="exists already, and nothing is overwritten"):
        write_starter(target)
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before
    if what == "folder":
        assert (target / "events.csv").read_text(encoding="utf-8") == "my own"


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="No space left"):
        write_starter(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []
