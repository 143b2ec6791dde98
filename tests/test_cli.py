"""The command line: what it prints, how it ends, and that it never shows a trace."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.builders import event, history, report, write_folder
from tests.serving import ROOT
from timeline import cli, reading
from timeline.catalogue import Catalogue
from timeline.problems import CatalogueError, Problem


def run(*arguments: str) -> Result:
    """The result of a command, run in this process."""
    return CliRunner().invoke(cli.commands, list(arguments), prog_name="timeline")


def call(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The result of a command, run as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def ended(monkeypatch: pytest.MonkeyPatch, error: BaseException, arguments: tuple[str, ...] = ("check",)) -> int:
    """The exit status of the whole program when reading ends with that error."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(reading, "read", fail)
    with pytest.raises(SystemExit) as caught:
        cli.main(list(arguments))
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_the_bundled_data_passes() -> None:
    done = call("check")
    assert done.returncode == 0
    assert done.stdout.startswith("No problem found in ")
    assert done.stderr == ""


def test_without_a_folder_the_sample_is_checked(tmp_path: Path) -> None:
    done = call("check", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("No problem found in ")


def test_problems_are_printed_one_a_line_and_counted(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [event("war", "histori"), report("news", cites="wra")], [{"report": "nwes"}])
    done = call("check", folder.name, cwd=tmp_path.parent)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{folder.name}/events.csv:2: war: kind: 'histori' is not a kind. Did you mean 'history'?",
        f"{folder.name}/events.csv:3: news: cites: no event has the id 'wra'. Did you mean 'war'?",
        f"{folder.name}/citations.csv:2: nwes: cites: the cell is empty. Write it, for instance order-227.",
        f"{folder.name}/citations.csv:2: nwes: report: no event has the id 'nwes'. Did you mean 'news'?",
        "4 problems in 2 files. Nothing was loaded.",
    ]
    assert done.stderr == ""


def test_warnings_and_notes_are_printed_and_do_not_prevent_anything(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [history("war", "28 July 1942", title="x" * 121)])
    done = run("check", str(folder))
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        f"{folder}/events.csv:2: warning: war: title: 121 characters; at most 120 fit. Shorten it by 1.",
        f"{folder}/events.csv:2: note: war: date: '28 July 1942' is read as 1942-07-28 (28 July 1942).",
        "No problem found in 1 event, 0 citations, 0 stories (1 warning and 1 note).",
    ]


def test_of_thousands_alike_two_hundred_are_printed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [history(f"e-{number}", date="soon") for number in range(1_234)])
    done = run("check", str(folder))
    lines = done.output.splitlines()
    assert done.exit_code == 1
    assert len(lines) == 202
    assert lines[-2:] == [
        f"{folder}/events.csv: and 1,034 more like this",
        "1,234 problems in 1 file. Nothing was loaded.",
    ]
    assert len(json.loads(run("check", str(folder), "--format", "json").output)["problems"]) == 1_234


def test_machines_get_the_same_as_json(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [history("war", date="28 July 1942"), event("tale", "fabel")])
    done = run("check", str(folder), "--format", "json")
    assert done.exit_code == 1
    answer = json.loads(done.output)
    assert answer == {
        "ok": False,
        "problems": [
            {
                "level": "note",
                "file": f"{folder}/events.csv",
                "line": 2,
                "id": "war",
                "column": "date",
                "message": "'28 July 1942' is read as 1942-07-28 (28 July 1942)",
                "mend": "",
            },
            {
                "level": "error",
                "file": f"{folder}/events.csv",
                "line": 3,
                "id": "tale",
                "column": "kind",
                "message": "'fabel' is not a kind",
                "mend": "Write history, today or report",
            },
        ],
    }
    assert json.loads(run("check", "--format", "json").output) == {"ok": True, "problems": []}


def test_a_folder_that_is_not_there_is_told_in_two_lines() -> None:
    done = call("check", "nowhere-at-all")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "nowhere-at-all: there is no such file or folder.",
        "1 problem in 1 file. Nothing was loaded.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "Error: No command is called 'chek'. Did you mean 'check'?"),
        (("frobnicate",), "Error: No command is called 'frobnicate'. There are: "),
        (("check", "--format", "xml"), "Error: Invalid value for '--format': 'xml' is not one of 'text', 'json'."),
        (("check", "--fast"), "Error: No such option"),
        (("check", "a", "b"), "Error: Got unexpected extra argument (b)"),
        (("new",), "Error: Missing argument 'DIR'."),
        (("serve", "--port", "99999"), "Error: Invalid value for '--port': 99999 is not in the range 0<=x<=65535."),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_without_a_command_the_help_is_shown() -> None:
    assert "check" in run().output
    assert run("--help").exit_code == 0
    assert run("--version").output.startswith("timeline, version ")


def test_every_command_ends_its_help_with_an_example_that_names_it() -> None:
    for name, command in cli.commands.commands.items():
        help_text = command.get_help(click.Context(command, info_name=f"timeline {name}"))
        last = help_text.strip().splitlines()[-1].strip()
        assert "Example:" in help_text, name
        assert shlex.split(last)[:2] == ["timeline", name]


@pytest.mark.parametrize("name", ["check", "new"])
def test_the_example_runs(name: str, tmp_path: Path) -> None:
    example = cli.commands.commands[name].epilog
    assert example is not None
    done = call(*shlex.split(example.splitlines()[-1])[1:], cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_new_folder_passes_the_check_and_is_not_overwritten(tmp_path: Path) -> None:
    done = call("new", "mine", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Wrote mine/COLUMNS.txt",
        "Wrote mine/citations.csv",
        "Wrote mine/events.csv",
        "Wrote mine/stories.csv",
        "Next: timeline serve mine",
    ]
    assert call("check", "mine", cwd=tmp_path).stdout == "No problem found in 6 events, 2 citations, 1 story.\n"
    again = call("new", "mine", cwd=tmp_path)
    assert again.returncode == 1
    assert again.stderr == "Error: mine exists already, and nothing is overwritten\n"


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [history(f"e-{number}", date="soon " * 9) for number in range(3_000)])
    program = [sys.executable, "-m", "timeline", "check", "--format", "json", str(folder)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_terminal_without_the_letters_gets_their_codes(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [history("war", date="юль")])
    done = call("check", str(folder), PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert r"'\u044e\u043b\u044c' is not a date we can read" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "out.csv"), "Error: out.csv: No space left on device\n"),
        (OSError("the disk is gone"), "Error: the disk is gone\n"),
        (MemoryError(), "Error: there is not enough memory for this\n"),
        (
            ZeroDivisionError("one\ntwo"),
            "Error: this should not have happened: ZeroDivisionError: one two (TIMELINE_TRACE=1 shows where)\n",
        ),
    ],
)
def test_whatever_happens_is_told_in_one_line(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, error) == 1
    assert capsys.readouterr().err == said


def test_the_trace_is_there_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        ended(monkeypatch, ZeroDivisionError())


def test_commands_that_need_data_say_what_is_wrong_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = CatalogueError([Problem("error", "events.csv", 2, "war", "date", "the cell is empty", "Write it")])

    def fail(*_: object) -> None:
        raise wrong

    monkeypatch.setattr(reading, "read", fail)
    with pytest.raises(SystemExit) as caught:
        cli.load("data")
    assert caught.value.code == 1
    assert capsys.readouterr().err == (
        "events.csv:2: war: date: the cell is empty. Write it.\n1 problem in 1 file. Nothing was loaded.\n"
    )


def test_commands_that_need_data_say_its_warnings_and_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path, [history("war", date="28 July 1942", title="x" * 121)])
    catalogue = cli.load(str(folder))
    assert isinstance(catalogue, Catalogue)
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        said.err == f"{folder}/events.csv:2: warning: war: title: 121 characters; at most 120 fit. Shorten it by 1.\n"
    )


def test_checking_needs_neither_dash_nor_plotly() -> None:
    program = (
        "import sys; from timeline import cli; cli.commands(['check'], standalone_mode=False); "
        "sys.exit(any(name in sys.modules for name in ('dash', 'plotly', 'flask')))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_ctrl_c_ends_a_command_with_one_line_and_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert ended(monkeypatch, KeyboardInterrupt()) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


def interrupted(process: subprocess.Popen[str], ready: Callable[[], bool]) -> tuple[int, str]:
    """The exit status and what was said by a command that is ended as Ctrl-C on a terminal does, once it is ready."""
    while process.poll() is None and not ready():
        os.sched_yield()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def children(process: subprocess.Popen[str]) -> list[str]:
    try:
        return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    except FileNotFoundError:
        return []


def begin(*arguments: str) -> subprocess.Popen[str]:
    """A command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("moment", ["no page yet", "first helper", "helpers at work"])
def test_ctrl_c_during_an_export_leaves_what_was_there(tmp_path: Path, moment: str):
    out, new = tmp_path / "site", tmp_path / ".site.new"
    process = begin("export", "data", "--out", str(out), "--base-url", "https://example.org")
    ready = {
        "no page yet": new.is_dir,
        "first helper": lambda: bool(children(process)) or (new / "index.html").exists(),
        "helpers at work": (new / "index.html").exists,
    }
    status, said = interrupted(process, ready[moment])
    assert (status, said) == (130, f"Stopped. Nothing was written; {out} is as it was.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_an_export_that_is_ended_from_outside_leaves_no_helper_behind(tmp_path: Path, number: signal.Signals):
    process = begin("export", "data", "--out", str(tmp_path / "site"))
    while process.poll() is None and not any((tmp_path / ".site.new").glob("event/*.html")):
        os.sched_yield()
    process.send_signal(number)
    # Its end is read when the last process that could still write to it has gone.
    _, said = process.communicate(timeout=60)
    assert not (tmp_path / "site").exists()
    if number is signal.SIGTERM:
        assert (process.returncode, "Traceback" in said) == (143, False)
        assert list(tmp_path.iterdir()) == []


def test_ctrl_c_during_a_scan_keeps_what_is_done(tmp_path: Path):
    archive, out = tmp_path / "a.jsonl", tmp_path / "found.parquet"
    archive.write_text((json.dumps({"text": "Since the Munich Agreement. " * 400}) + "\n") * 3000)
    process = begin("scan", "data", str(archive), "--out", str(out), "--processes", "2")
    parts = tmp_path / ".found.parquet.parts"
    status, said = interrupted(process, lambda: any(parts.glob("part-*.parquet")))
    assert (status, said.splitlines()[-1]) == (130, "Stopped. The same command goes on from there.")
    assert "Traceback" not in said
    assert any(parts.glob("part-*.parquet"))
    assert not out.exists()
