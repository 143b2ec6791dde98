"""`timeline scan`: any archive, one row per finding, nothing twice and nothing lost, here or on a cluster."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tests.builders import catalogue_of, history
from timeline import reading
from timeline.citing import scan_archive
from timeline.citing.scan import Progress, scan
from timeline.citing.scan_archive import ArchiveError
from timeline.citing.scan_cluster import ClusterError
from timeline.citing.scan_folder import catalogue_of_scan, is_scan, scan_to_folder, told_of_scan
from timeline.cli import commands

TEXTS = [
    "Nobody had forgotten the Munich Agreement of 1937.",
    "A bus was late.",
    "The worst slump since the Great Depression, and then the fall of Saigon on 30 April 1975.",
    "Survivors of the Srebrenica massacre spoke in The Hague.",
]


def rows(count: int) -> list[dict[str, str]]:
    return [
        {
            "text": TEXTS[number % len(TEXTS)],
            "published": f"2020-01-{number % 28 + 1:02d}",
            "title": f"Article {number}",
            "publisher": "The Paper",
        }
        for number in range(count)
    ]


def jsonl(path: Path, count: int = 40) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows(count)), encoding="utf-8")
    return path


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_archive, "CHUNK_RECORDS", 4)


def events(path: Path) -> list[str]:
    return pq.read_table(path)["event"].to_pylist()


def test_every_kind_of_archive_gives_the_same_findings(tmp_path):
    wanted = rows(12)
    jsonl(tmp_path / "a.jsonl", 12)
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(wanted[0]))
        writer.writeheader()
        writer.writerows(wanted)
    pq.write_table(pa.Table.from_pylist(wanted), tmp_path / "a.parquet")
    folder = tmp_path / "folder"
    folder.mkdir()
    for number, row in enumerate(wanted):
        (folder / f"{number:02d}.txt").write_text(row["text"], encoding="utf-8")
    found = []
    for name in ("a.jsonl", "a.csv", "a.parquet", "folder"):
        out = tmp_path / f"{name}.found.parquet"
        scan(tmp_path / name, out, processes=1)
        found.append(events(out))
    assert found[0] == ["munich-agreement", "great-depression", "fall-of-saigon", "srebrenica"] * 3
    assert all(one == found[0] for one in found)


def test_a_finding_says_where_it_stands_and_what_is_off(tmp_path):
    out = tmp_path / "found.parquet"
    scan(jsonl(tmp_path / "a.jsonl", 1), out, processes=1)
    (row,) = pq.read_table(out).to_pylist()
    assert TEXTS[0][row["start"] : row["end"]] == row["text"] == "Munich Agreement"
    assert row["slip"] == "the year is off by one: the record has 29 to 30 September 1938"
    assert (row["published"], row["title"], row["publisher"]) == ("2020-01-01", "Article 0", "The Paper")
    assert told_of_scan(out)["articles"] == 1


def test_a_broken_record_is_said_and_the_rest_is_done(tmp_path):
    archive = tmp_path / "a.jsonl"
    good = json.dumps(rows(1)[0])
    lines = [
        good,
        '{"text": "broken',
        "[1]",
        '{"text": ""}',
        "\x00\x01",
        json.dumps({"text": TEXTS[3], "published": "soon"}),
        good,
    ]
    archive.write_text("\n".join(lines), encoding="utf-8")
    ended = scan(archive, tmp_path / "found.parquet", processes=1)
    assert ended.done.articles == 3
    assert [line.split(":")[0] for line in ended.done.unread] == ["line 2", "line 3", "line 4", "line 5", "line 6"]
    assert events(tmp_path / "found.parquet") == ["munich-agreement", "srebrenica", "munich-agreement"]


def test_a_row_with_too_many_cells_and_a_table_without_text_are_said(tmp_path):
    archive = tmp_path / "a.csv"
    archive.write_text("text;published\nthe Great Depression;2020\na;b;c\n", encoding="utf-8")
    ended = scan(archive, tmp_path / "found.parquet", processes=1)
    assert ended.done.unread == ("line 3: has 3 cells under 2 headings",)
    (tmp_path / "b.csv").write_text("body,date\nx,y\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="has no column text"):
        scan(tmp_path / "b.csv", tmp_path / "b.parquet", processes=1)
    assert not (tmp_path / "b.parquet").exists()


class Killed(Exception):
    pass


@pytest.mark.usefixtures("small_chunks")
def test_a_killed_scan_goes_on_where_it_was(tmp_path):
    archive, out, whole = jsonl(tmp_path / "a.jsonl"), tmp_path / "found.parquet", tmp_path / "whole.parquet"
    scan(archive, whole, processes=1)
    told: list[Progress] = []

    def kill_after_three(progress: Progress) -> None:
        told.append(progress)
        if len(told) == 3:
            raise Killed

    with pytest.raises(Killed):
        scan(archive, out, processes=1, report=kill_after_three)
    assert not out.exists()
    ended = scan(archive, out, processes=1)
    assert ended.kept == 12
    assert ended.done.articles == 40
    assert ended.characters_now < sum(len(row["text"]) for row in rows(40))
    assert pq.read_table(out).equals(pq.read_table(whole))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "found.parquet", "whole.parquet"]


@pytest.mark.usefixtures("small_chunks")
def test_what_was_begun_for_another_archive_is_not_taken_over(tmp_path):
    archive, out = jsonl(tmp_path / "a.jsonl"), tmp_path / "found.parquet"

    def kill(progress: Progress) -> None:
        raise Killed

    with pytest.raises(Killed):
        scan(archive, out, processes=1, report=kill)
    jsonl(archive, 41)
    assert scan(archive, out, processes=1).kept == 0
    assert len(events(out)) == 41


@pytest.mark.usefixtures("small_chunks")
def test_two_processes_give_the_same_rows_as_one(tmp_path):
    archive = jsonl(tmp_path / "a.jsonl")
    for count in (1, 2):
        scan(archive, tmp_path / f"{count}.parquet", processes=count)
    assert pq.read_table(tmp_path / "1.parquet").equals(pq.read_table(tmp_path / "2.parquet"))


def alive_in(session: int) -> list[int]:
    """The processes of a session that still run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, *_, its_session = entry.read_text("utf-8").rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(entry.parent.name))
    return found


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        os.sched_yield()
    return True


def test_the_processes_of_a_killed_scan_end_with_it(tmp_path):
    archive = jsonl(tmp_path / "a.jsonl", 20_000)
    command = [sys.executable, "-m", "timeline.cli", "scan", str(archive), "--out", str(tmp_path / "f.parquet")]
    process = subprocess.Popen([*command, "--processes", "2"], stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        # the scan, Python's fork server, its tracker of resources, and the two
        assert within(60, lambda: len(alive_in(process.pid)) >= 5)
        process.kill()
        process.wait()
        assert within(30, lambda: not alive_in(process.pid))
    finally:
        for one in alive_in(process.pid):
            os.kill(one, signal.SIGKILL)


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    from distributed import Client

    told = tmp_path / "scheduler.json"
    with ExitStack() as stack:
        scheduler = ("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        stack.enter_context(started(*scheduler, "--host", "127.0.0.1"))
        worker = ("distributed.cli.dask_worker", "--scheduler-file", str(told), "--nthreads", "1", "--no-nanny")
        deadline = time.monotonic() + 60
        while not told.exists():
            assert time.monotonic() < deadline, "the scheduler did not start"
            os.sched_yield()
        local = str(tmp_path / "workers")
        workers = [
            stack.enter_context(started(*worker, "--no-dashboard", "--local-directory", local)) for _ in range(2)
        ]
        address = json.loads(told.read_text("utf-8"))["address"]
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, workers


@pytest.mark.usefixtures("small_chunks")
def test_a_cluster_gives_the_same_rows_even_when_a_worker_is_killed(tmp_path, cluster):
    address, workers = cluster
    archive = jsonl(tmp_path / "a.jsonl", 120)
    scan(archive, tmp_path / "here.parquet", processes=1)
    killed: list[Progress] = []

    def kill_one(progress: Progress) -> None:
        if not killed and progress.done.articles >= 40:
            workers[0].kill()
            killed.append(progress)

    ended = scan(archive, tmp_path / "there.parquet", scheduler=address, report=kill_one)
    assert killed
    assert ended.done.articles == 120
    assert pq.read_table(tmp_path / "here.parquet").equals(pq.read_table(tmp_path / "there.parquet"))


def test_a_scheduler_that_is_not_there_gets_a_clear_word(tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.citing.scan_cluster.PATIENCE", 1)
    with pytest.raises(ClusterError, match="No Dask scheduler answers at tcp"):
        scan(jsonl(tmp_path / "a.jsonl", 1), tmp_path / "x.parquet", scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize(
    ("name", "why"), [("nowhere", "no such file"), ("a.docx", "an archive is"), ("empty", "holds no texts")]
)
def test_an_archive_that_is_none_gets_a_clear_word(tmp_path, name, why):
    (tmp_path / "a.docx").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveError, match=why):
        scan(tmp_path / name, tmp_path / "x.parquet", processes=1)


def test_a_scan_opens_as_a_catalogue(tmp_path):
    out = tmp_path / "found.parquet"
    scan(jsonl(tmp_path / "a.jsonl", 8), out, processes=1)
    assert is_scan(out)
    assert not is_scan(tmp_path / "a.jsonl")
    catalogue = catalogue_of_scan(out)
    assert set(catalogue.citations["verdict"]) == {"unchecked"}
    assert len(catalogue.citations) == 8
    folder = scan_to_folder(out, tmp_path / "as-data")
    assert len(reading.read(folder).events) == len(catalogue.events) == 4 + 6


def test_a_scan_names_the_events_of_the_catalogue(tmp_path):
    catalogue = catalogue_of([history("pig-war", "1859-06-15", title="Pig War of San Juan")])
    archive = tmp_path / "a.jsonl"
    archive.write_text(
        json.dumps({"text": "as in the Pig War of San Juan", "published": "2020-01-02"}), encoding="utf-8"
    )
    out = tmp_path / "found.parquet"
    scan(archive, out, catalogue, processes=1)
    assert events(out) == ["pig-war"]
    assert "pig-war" in catalogue_of_scan(out, catalogue).events["id"].tolist()


def test_a_scan_carries_the_rows_of_the_catalogue_that_it_was_made_with(tmp_path):
    catalogue = catalogue_of(
        [
            history(
                "pig-war", "1859-06-15", title="Pig War of San Juan", summary="A pig is shot.", lat="48.5", lon="-123"
            ),
            history("other", "1860"),
        ]
    )
    archive = tmp_path / "a.jsonl"
    archive.write_text(json.dumps({"text": "as in the Pig War of San Juan", "published": "2020-01-02"}))
    scan(archive, tmp_path / "found.parquet", catalogue, processes=1)
    opened = catalogue_of_scan(tmp_path / "found.parquet")
    assert opened.events["id"].tolist() == ["scan-1", "pig-war"]
    event = opened.event(1)
    assert (event["summary"], event["lat"], event["lon"], event["date"]) == (
        "A pig is shot.",
        "48.5",
        "-123",
        "1859-06-15",
    )


def test_what_no_timeline_can_show_is_left_out_and_told(tmp_path):
    archive = tmp_path / "a.jsonl"
    lines = [
        {"text": TEXTS[0]},
        {"text": TEXTS[0], "published": "1999"},
        {
            "text": TEXTS[3],
            "published": "2020",
            "title": "A\x00\x07 B\n\u2028C",
            "publisher": "\x1b[1m",
            "url": "http://x y",
        },
        {"text": TEXTS[3], "published": "2021", "title": "x" * 5000, "url": "javascript:alert(1)"},
        {"text": TEXTS[3], "published": "2022", "url": "http://a.example@b.example/"},
    ]
    archive.write_text("\n".join(map(json.dumps, lines)))
    scan(archive, tmp_path / "found.parquet", processes=1)
    # The scan itself knows better than to find this; a table that went through other hands may say it.
    table = pq.read_table(tmp_path / "found.parquet")
    dates = pa.array([date.replace("1999", "1920") for date in table["published"].to_pylist()])
    pq.write_table(
        table.set_column(table.schema.get_field_index("published"), "published", dates), tmp_path / "found.parquet"
    )
    opened = catalogue_of_scan(tmp_path / "found.parquet")
    assert [str(problem).partition(": ")[2] for problem in opened.problems] == [
        "warning: left out: 1 article without a date. Give the archive a column published.",
        "warning: left out: 1 article dated before what each seems to cite. Are their dates right?",
    ]
    reports = opened.events[opened.events["kind"] == "report"]
    assert reports["title"].tolist()[0] == "A B C"
    assert set(reports["url"]) == {""}
    assert len(opened.citations) == 3


BINARY = bytes(range(256)) * 20


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BINARY, "is a binary file, not CSV. Save its articles as CSV in UTF-8, JSONL or Parquet."),
        (b"PK\x03\x04" + BINARY, "is a zip archive or a workbook (.xlsx, .ods), not CSV."),
        (b"text,published\nthe Great Depression\0,2020\n", "is a binary file, not CSV."),
        (
            "text,published\nthe Great Depression,2020\n".encode("utf-16-le"),
            "is UTF-16LE without the mark that says so.",
        ),
        (
            "text,published\nthe Great Depression,2020\n".encode("utf-16-be"),
            "is UTF-16BE without the mark that says so.",
        ),
    ],
)
def test_a_csv_that_is_none_is_named_for_what_it_is(tmp_path, data, said):
    archive = tmp_path / "a.csv"
    archive.write_bytes(data)
    with pytest.raises(ArchiveError) as caught:
        scan(archive, tmp_path / "found.parquet", processes=1)
    assert str(caught.value).startswith(f"{archive}: {said}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_people_save(tmp_path, encoding):
    archive = tmp_path / "a.csv"
    archive.write_bytes("text,title\nthe Great Depression,Café\n".encode(encoding))
    scan(archive, tmp_path / "found.parquet", processes=1)
    assert pq.read_table(tmp_path / "found.parquet")["title"].to_pylist() == ["Café"]


def test_a_refused_scan_leaves_nothing_behind(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "b.csv").write_text("body,date\nx,y\n", encoding="utf-8")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    before = sorted(tmp_path.rglob("*"))
    for name in ("empty", "b.csv", "c.parquet"):
        with pytest.raises(ArchiveError):
            scan(tmp_path / name, tmp_path / "x.parquet", processes=1)
    with pytest.raises(ClusterError):
        scan(jsonl(tmp_path / "a.jsonl", 1), tmp_path / "x.parquet", scheduler="tcp://127.0.0.1:1")
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "a.jsonl"])


def test_the_command_tells_how_it_went(tmp_path):
    archive, out, folder = jsonl(tmp_path / "a.jsonl", 4), tmp_path / "found.parquet", tmp_path / "data"
    result = CliRunner().invoke(
        commands, ["scan", str(archive), "--out", str(out), "--processes", "1", "--folder", str(folder)]
    )
    assert result.exit_code == 0
    assert "4 articles, 4 findings" in result.stdout
    assert (folder / "citations.csv").exists()
    lost = CliRunner().invoke(commands, ["scan", str(tmp_path / "nowhere"), "--out", str(out)])
    assert lost.exit_code == 1
    assert "there is no such file" in lost.stderr
