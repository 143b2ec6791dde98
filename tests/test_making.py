"""The work on a reader's own CSV: the same problems as `timeline check`, the same files as `timeline export`."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, citation, csv_text, history, report, step, today
from tests.documents_app import tree
from timeline import reading, starter
from timeline.documents.make_process import Failed, packed, unpacked
from timeline.making import work as making
from timeline.making.work import MOST_LISTED, work
from timeline.problems import CatalogueError, Problem

BAD = """id,kind,title,date,cites,url
Order 227,history,Order No. 227,1942-7-28,,https://example.org
war,now,War in Ukraine,24 February 2022,,javascript:alert(1)
war,today,War,2022-02-24/..,,
report-a,report,A chilling echo,2023-02-31,order-27;war,
report-b,report,,March 2023,,
report-c,report,Three,03/04/2023,,,extra
"""

Tables = dict[str, tuple[str, bytes]]


def tables(**texts: str | bytes) -> Tables:
    return {key: (f"{key}.csv", text.encode() if isinstance(text, str) else text) for key, text in texts.items()}


def example() -> Tables:
    return tables(**{table.name.removesuffix(".csv"): text for table, text in starter.texts()})


def made(
    contents: Tables, want: str = "page", scale: str = "side-by-side", **more: str
) -> tuple[dict[str, Any], bytes]:
    return unpacked(work(packed(want, contents, {"today": TODAY, "scale": scale, **more})))


def said(contents: Tables) -> tuple[Problem, ...]:
    """What the reading itself says, which is what `timeline check` prints."""
    try:
        return reading.read_files(contents, today=TODAY).problems
    except CatalogueError as error:
        return error.problems


def test_the_starter_is_drawn_with_its_counts_its_verdicts_and_its_events() -> None:
    answer, _ = made(example())
    assert answer["errors"] == 0
    assert answer["headline"] == "Two reports reach back to 1918–69"
    assert answer["counts"][:4] == [[2, "past event"], [2, "present-day event"], [2, "report"], [2, "citation"]]
    assert answer["counts"][4] == [1, "story"]
    assert answer["verdicts"] == [["contradicted", 1], ["unchecked", 1]]
    assert [one["size"] for one in answer["drawings"]] == ["at-320", "at-640", "at-900", "at-1200", "at-1400"]
    assert all(one["svg"].startswith("<svg") for one in answer["drawings"])
    past, now, reports = answer["groups"]
    assert [entry["id"] for entry in past["entries"]] == ["influenza-1918", "apollo-11"], "as time runs"
    assert [entry["id"] for entry in now["entries"]] == ["covid-19", "artemis-1"]
    links = [link for entry in reports["entries"] for link in entry["links"]]
    assert [(link["title"], link["verdict"]) for link in links] == [
        ("Influenza pandemic of 1918", "unchecked"),
        ("First landing on the Moon", "contradicted"),
    ]


def test_events_alone_are_enough_and_a_bare_cites_is_a_link() -> None:
    answer, _ = made(tables(events=csv_text([history("a"), report("r", cites="a")])))
    assert answer["counts"][3] == [1, "citation"]
    assert answer["verdicts"] == [["unchecked", 1]]


def test_marks_lead_to_the_events_in_the_list() -> None:
    answer, _ = made(tables(events=csv_text([history("a"), today("b"), report("r", cites="a")])))
    svg = answer["drawings"][0]["svg"]
    assert set(re.findall(r'href="(#[^"]*)"', svg)) >= {"#e-a", "#e-b"}
    assert not re.search(r'href="[^#]', svg), "no link leaves the page: the site has no page of these events"
    anchors = {entry["anchor"] for group in answer["groups"] for entry in group["entries"]}
    assert anchors == {"e-a", "e-b", "e-r"}


@pytest.mark.parametrize(
    "contents",
    [
        tables(events=BAD),
        tables(events=BAD, citations="report,cites\nnobody,nothing\n", stories="story,step,ref\nS,one,x\n"),
        tables(events=""),
        tables(events=b"PK\x03\x04 workbook"),
        tables(events=b"\x00\x01\x02\x03 binary"),
        tables(events="a,b\n1,2\n"),
        tables(events="id;kind;title;date\na;history;A;1942\n"),
        tables(events="id\tkind\ttitle\tdate\na\thistory\tA\t28 July 1942\n"),
        tables(events="id,kind,title,date\na,history,Caf\u00e9,1942\n".encode("cp1252")),
        tables(events=csv_text([history("a")]).encode("utf-16")),
        tables(events=csv_text([history("a")]), citations=b"\x89PNG\r\n\x1a\n", stories="<!doctype html><p>"),
        tables(events='id,kind,title,date\na,history,"open,1942\n'),
    ],
)
def test_the_problems_are_those_of_timeline_check_all_at_once(contents: Tables) -> None:
    answer, _ = made(contents)
    expected = [problem.as_dict() for problem in said(contents)]
    assert [{key: value for key, value in one.items() if key != "more"} for one in answer["problems"]] == expected
    assert answer["errors"] == sum(one["level"] == "error" for one in expected)
    assert ("drawings" in answer) == (answer["errors"] == 0)


def test_a_date_in_plain_words_is_a_note_that_holds_its_edtf() -> None:
    answer, _ = made(tables(events=csv_text([history("a", "28 July 1942")])))
    (note,) = answer["problems"]
    assert (note["level"], note["line"], note["column"]) == ("note", 2, "date")
    assert "1942-07-28" in note["message"]
    assert answer["groups"][0]["entries"][0]["edtf"] == "1942-07-28"


def test_many_problems_of_one_sort_are_counted_after_the_first_two_hundred() -> None:
    rows = "".join(f"a-{number},history,T,19x{number % 10}\n" for number in range(250))
    answer, _ = made(tables(events=f"id,kind,title,date\n{rows}"))
    assert answer["errors"] == 250
    assert len(answer["problems"]) == 200
    assert [one["more"] for one in answer["problems"]] == [0] * 199 + [50]


def test_long_lists_are_cut_and_counted() -> None:
    rows = [history(f"a-{number}", f"{1000 + number}") for number in range(MOST_LISTED + 5)]
    answer, _ = made(tables(events=csv_text(rows)))
    past = answer["groups"][0]
    assert (past["count"], len(past["entries"]), past["more"]) == (MOST_LISTED + 5, MOST_LISTED, 5)


def test_no_event_at_all_is_a_warning_and_an_empty_picture() -> None:
    answer, _ = made(tables(events="id,kind,title,date\n"))
    assert answer["errors"] == 0
    assert "there is no event under the headings" in answer["problems"][0]["message"]
    assert len(answer["drawings"]) == 5


@pytest.mark.parametrize("scale", ["side-by-side", "in-step", "across-time"])
def test_every_scale_is_drawn_and_goes_into_the_files(scale: str) -> None:
    answer, _ = made(example(), scale=scale)
    picture = answer["drawings"][-1]["svg"]
    assert ("years ago" in picture.casefold()) == (scale == "across-time")
    _, svg = made(example(), "svg", scale)
    assert ("years ago" in svg.decode().casefold()) == (scale == "across-time")


def test_the_zip_reads_back_as_the_same_catalogue(tmp_path: Path) -> None:
    contents = tables(
        events=csv_text([history("a", "c. 1930", title="=1+1", mood="grim"), today("b"), report("r", cites="a")]),
        citations=csv_text(
            [citation("r", "a", "b", verdict="disputed", claim="Said; so", record="Some say so")], "citations"
        ),
        stories=csv_text([step("s", 1, "r>a")], "stories"),
    )
    answer, body = made(contents, "zip")
    assert answer == {"file": "zip"}
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        archive.extractall(tmp_path)
    back, first = reading.read(tmp_path / "echoline", today=TODAY), reading.read_files(contents, today=TODAY)
    derived = ["line", "bare"]
    for name in ("events", "citations", "stories"):
        kept = getattr(first, name).drop(columns=derived, errors="ignore")
        assert getattr(back, name).drop(columns=derived, errors="ignore")[kept.columns].equals(kept), name
    assert back.problems == ()


def test_the_html_file_is_one_file_that_asks_no_network_for_anything() -> None:
    _, body = made(example(), "html")
    text = body.decode()
    assert text.startswith("<!doctype html>")
    assert "First landing on the Moon" in text
    assert not re.search(r'(?:src|srcset)="|<link[^>]+stylesheet|url\((?!["\']?data:)', text)


def test_a_story_is_a_lesson_in_one_file() -> None:
    answer, _ = made(example())
    assert answer["stories"] == [{"slug": "moon-then-and-now", "title": "The Moon, then and now", "steps": 3}]
    answer, body = made(example(), "lesson", story="moon-then-and-now")
    assert answer == {"file": "lesson"}
    assert b"Which earlier flight does it remind you of?" in body
    assert b"<script" in body, "slides turn by themselves"
    assert "drawings" in made(example(), "lesson", story="gone")[0], "who has taken the story out sees the timeline"


def test_what_has_a_problem_gives_its_problems_in_place_of_a_file() -> None:
    answer, body = made(tables(events=BAD), "zip")
    assert answer["errors"] == 9
    assert body == b""


def test_a_fault_of_the_program_is_told_by_its_place_and_not_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Xyzzyplugh")

    monkeypatch.setattr(making, "page", fail)
    out = work(packed("page", example(), {"today": TODAY, "scale": "side-by-side"}))
    assert b"Xyzzyplugh" not in out
    with pytest.raises(Failed, match=r"^KeyError in fail, line \d+ of "):
        unpacked(out)


@settings(max_examples=40)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"id,kind,title,date\n{text}".encode()))
def test_whatever_is_sent_there_is_an_answer(data: bytes) -> None:
    answer, _ = made(tables(events=data))
    assert answer["errors"] or answer["drawings"]


def test_hostile_cells_stay_text_in_the_pictures() -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    answer, _ = made(tables(events=csv_text([history("a", title=evil), report("r", title=evil, cites="a")])))
    for one in answer["drawings"]:
        assert "<script" not in one["svg"]
        assert "<img" not in one["svg"]
        root = tree(f'<!doctype html><html lang="en"><head><title>x</title></head><body>{one["svg"]}</body></html>')
        assert not [node for node in root.iter() if "onerror" in node.attrib]


def test_the_process_may_write_no_file(tmp_path: Path) -> None:
    code = (
        "from timeline.making.__main__ import confine; confine()\n"
        "try:\n    with open('x', 'w') as file:\n        file.write('a')\n"
        "except OSError as error:\n    print(error.strerror)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "File too large"


def test_a_process_that_nobody_needs_goes_by_itself() -> None:
    code = "from timeline.making import __main__ as making; making.IDLE = 0.01; making.main()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.wait(60) == 0, "its input is open still, and nothing has come"
        assert process.stdout is not None
        assert process.stdout.read() == b""
    finally:
        process.kill()
        process.communicate()


def test_an_answer_is_plain_values() -> None:
    head = work(packed("page", example(), {"today": TODAY, "scale": "side-by-side"})).partition(b"\n")[0]
    assert set(json.loads(head)) >= {"problems", "errors", "tally", "headline", "drawings", "groups"}
