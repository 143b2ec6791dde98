"""Your own CSV in the browser: the form, the problems, the timeline, the files, and that nothing of it stays behind."""

from __future__ import annotations

import io
import logging
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.builders import catalogue_of, citation, csv_text, event, history, report, today
from tests.documents_app import client_of, faults, page, tree
from tests.serving import ROOT
from tests.test_cite_page import form_of
from timeline import reading, starter
from timeline.documents import make
from timeline.documents.make_process import Busy, Contents, Failed, TooSlow, packed, unpacked
from timeline.documents.make_reading import LARGEST, LIMIT, MOST_LINES
from timeline.live import LiveCatalogue
from timeline.making.work import work
from timeline.server import create_server

GOOD = csv_text([history("order-227", title="Order No. 227"), today("war"), report("a-report", cites="order-227")])
BAD = "id,kind,title,date\nOrder 227,history,Order No. 227,1942-7-28\nwar,now,,24 February 2022\n"

Post = Callable[..., TestResponse]


class AtHand:
    """The workshop without processes: the work is done here."""

    def __init__(self) -> None:
        self.readied = 0
        self.fails: Exception | None = None

    def prepare(self) -> None:
        self.readied += 1

    def make(self, want: str, contents: Contents, **options: Any) -> tuple[dict[str, Any], bytes]:
        if self.fails:
            raise self.fails
        return unpacked(work(packed(want, contents, options)))


@pytest.fixture
def workshop(monkeypatch: pytest.MonkeyPatch) -> AtHand:
    held = AtHand()
    monkeypatch.setattr(make, "Workshop", lambda: held)
    return held


@pytest.fixture
def post(workshop: AtHand) -> Post:
    client = client_of(catalogue_of([history("other")]))

    def send(path: str = "/make", **fields: str | tuple[bytes, str]) -> TestResponse:
        return client.post(path, data=form_of(fields), content_type="multipart/form-data; boundary=cut")

    return send


def words(answer: TestResponse) -> str:
    """The page's text as a reader meets it."""
    text = re.sub(r"<script.*?</script>|<style.*?</style>", "", answer.get_data(as_text=True), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


def valid(answer: TestResponse) -> str:
    text = answer.get_data(as_text=True)
    assert faults(text) == []
    return text


def test_the_form_is_there_for_those_without_a_script(workshop: AtHand) -> None:
    client = client_of(catalogue_of([]))
    text = page(client, "/make")
    assert faults(text) == []
    assert 'method="post" action="/make" enctype="multipart/form-data"' in text
    assert '<a href="/make" aria-current=page>Your own CSV</a>' in text
    assert "At most 1 MB and 5,000 lines, all files together." in text
    assert workshop.readied == 0, "who only looks costs nothing"


def test_the_example_is_the_starter_of_timeline_new_and_is_drawn(workshop: AtHand, post: Post) -> None:
    text = page(client_of(catalogue_of([])), "/make?start=example")
    assert faults(text) == []
    boxes = {node.get("name"): node.text for node in tree(text).iter("textarea")}
    assert [boxes[table.name.removesuffix(".csv")] for table, _ in starter.texts()] == [
        held for _, held in starter.texts()
    ]
    answer = post(**boxes)
    assert "Two reports reach back to 1918–69" in words(answer)


def test_a_csv_comes_back_as_a_timeline_with_its_counts_and_its_list(post: Post) -> None:
    answer = post(events=GOOD)
    text = valid(answer)
    assert answer.status_code == 200
    assert "One report reaches back to 1942" in words(answer)
    assert "1 past event, 1 present-day event, 1 report, 1 citation" in words(answer)
    assert [node.get("class") for node in tree(text).find(".//figure")][:5] == [
        "at-320",
        "at-640",
        "at-900",
        "at-1200",
        "at-1400",
    ]
    assert 'id="e-order-227"' in text
    assert "1 unchecked" in words(answer)
    assert "Cited once" in words(answer)
    assert "timeline serve echoline" in words(answer)


def test_the_text_is_in_its_boxes_again_after_every_step(post: Post) -> None:
    for text in (GOOD, BAD):
        boxes = {
            node.get("name"): node.text for node in tree(post(events=text).get_data(as_text=True)).iter("textarea")
        }
        assert boxes == {"events": text, "citations": None, "stories": None}


def test_every_problem_is_told_with_its_line_its_column_and_its_mend(post: Post) -> None:
    answer = post(events=BAD)
    text = valid(answer)
    assert answer.status_code == 200
    assert "4 problems to mend" in words(answer)
    for part in (
        "line 2 id of Order 227 'Order 227' is not a slug: small letters a-z, digits and single hyphens.",
        "Write order-227.",
        "line 2 date of Order 227 '1942-7-28' is not a date we can read; months take two digits. Write 1942-07-28.",
        "line 3 kind of war 'now' is not a kind. Write history, today or report.",
        "line 3 title of war The cell is empty.",
        "line 3 Note date of war '24 February 2022' is read as 2022-02-24 (24 February 2022).",
    ):
        assert part in words(answer), part
    assert '<a href="#m-events" data-line="3">line 3</a>' in text
    assert "<figure" not in text


def test_notes_stand_beside_the_timeline(post: Post) -> None:
    answer = post(events=csv_text([history("a", "c. 1930")]))
    valid(answer)
    assert "1 note" in words(answer)
    assert "line 2 Note date of a 'c. 1930' is read as 1930~ (about 1930)." in words(answer)


def test_citations_and_stories_come_along(post: Post) -> None:
    rows = csv_text(
        [citation("a-report", "order-227", verdict="imprecise", claim="27 July", record="28 July")], "citations"
    )
    answer = post(events=GOOD, citations=rows, stories="story,step,ref\nlesson,1,a-report>order-227\n")
    valid(answer)
    assert "1 imprecise" in words(answer)
    assert "1 story" in words(answer)
    assert "Claims 27 July" in words(answer)
    assert "Record 28 July" in words(answer)


def test_citations_alone_are_told_what_is_missing(post: Post) -> None:
    answer = post(citations="report,cites\na,b\n")
    valid(answer)
    assert "1 problem to mend" in words(answer)
    assert (
        "events.csv the file This file is missing; citations.csv can only add to it. "
        "Paste or drop an events.csv as well: it alone is enough." in words(answer)
    )


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04....", "events.xlsx", "This is a zip archive or a workbook (.xlsx, .ods), not a CSV."),
        (b"\x89PNG\r\n\x1a\n", "events.csv", "This is a picture, not a CSV."),
        (b"", "events.csv", "The file is empty. Its first line should be id,kind,title,date."),
        (b"<!doctype html><p>", "events.csv", "This is a web page, not a CSV."),
        (b"a\x00b,c\n1,2\n", "events.csv", "The line holds a NUL byte, so this is not plain text."),
        (b"name,when\nx,1942\n", "events.csv", "The column 'id' is missing."),
        (b"\xd0\xcf\x11\xe0....", "events.xls", "This is an old Excel workbook (.xls), not a CSV."),
    ],
)
def test_what_is_no_csv_is_called_by_its_name(post: Post, data: bytes, name: str, said: str) -> None:
    answer = post(files=(data, name))
    valid(answer)
    assert said in words(answer)
    assert "to mend" in words(answer)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD.replace(",", ";").encode(), "The file has semicolons between cells; it is read all the same."),
        (GOOD.replace(",", "\t").encode(), "The file has tabs between cells; it is read all the same."),
        (GOOD.replace("Order", "Ordré").encode("cp1252"), "The file is not UTF-8; it was read as Windows-1252."),
        (GOOD.encode("utf-16"), "The file is UTF-16; it is read all the same."),
    ],
)
def test_what_is_written_otherwise_is_read_and_said(post: Post, data: bytes, said: str) -> None:
    answer = post(files=(data, "mine.csv"))
    valid(answer)
    assert "One report reaches back to 1942" in words(answer)
    assert f"mine.csv the file {'Warning' if 'Windows' in said else 'Note'} {said}" in words(answer)


@pytest.mark.parametrize("path", ["/make", "/cite"])
def test_a_form_of_many_fields_is_refused_before_they_are_read(workshop: AtHand, path: str) -> None:
    client = client_of(catalogue_of([history("other")]))
    kind = "application/x-www-form-urlencoded"
    many = client.post(path, data=b"&".join([b"a=1"] * 2_001), content_type=kind)
    assert many.status_code == 413
    assert client.post(path, data=b"a=1", content_type=kind).status_code == 400


def test_a_post_of_nothing_is_told_so(workshop: AtHand) -> None:
    client = client_of(catalogue_of([history("other")]))
    answer = client.post("/make", environ_overrides={"CONTENT_LENGTH": ""})
    assert answer.status_code == 400
    assert "There is nothing to read" in words(answer)


def test_two_files_for_one_table_are_told_apart_by_their_author(post: Post) -> None:
    answer = post(files=(GOOD.encode(), "one.csv"), citations="")
    assert answer.status_code == 200
    client = client_of(catalogue_of([]))
    both = {"files": [(io.BytesIO(GOOD.encode()), "one.csv"), (io.BytesIO(GOOD.encode()), "two.csv")]}
    assert "'one.csv' is for events.csv too." in words(client.post("/make", data=both))


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)></textarea><b>"


def test_a_hostile_text_stays_text_wherever_it_stands(post: Post) -> None:
    cells = dict.fromkeys(("title", "place", "summary", "source", "publisher", "date_note"), HOSTILE)
    rows = csv_text([history("a", **cells), report("r", cites="a", **cells)])
    claims = csv_text([citation("r", "a", claim=HOSTILE, record=HOSTILE, similar=HOSTILE)], "citations")
    for answer in (
        post(events=rows, citations=claims),
        post(events=csv_text([event(HOSTILE, HOSTILE, HOSTILE, url="javascript:alert(1)")])),
        post(events=f"{HOSTILE},{HOSTILE}\n1,2\n", scale=HOSTILE),
        post(files=(HOSTILE.encode(), f"{HOSTILE.replace('/', '')}.csv")),
    ):
        root = tree(answer.get_data(as_text=True))
        assert not list(root.iter("img"))
        assert not [node for node in root.iter("script") if node.text]
        assert not [node for node in root.iter() if "onerror" in node.attrib]
        assert not [node for node in root.iter("a") if node.get("href", "").startswith("javascript")]


def test_only_web_addresses_are_links(post: Post) -> None:
    text = post(events=csv_text([history("a", url="https://example.org/a")])).get_data(as_text=True)
    assert '<a href="https://example.org/a" rel="noopener">A</a>' in text
    assert "of the kind javascript:" in words(post(events=csv_text([history("a", url="javascript:alert(1)")])))


def test_the_scale_is_a_button_and_stays(post: Post) -> None:
    text = post(events=GOOD, scale="across-time").get_data(as_text=True)
    assert 'value="across-time" aria-pressed="true"' in text
    assert '<input type="hidden" name="scale" value="across-time">' in text
    assert "years ago" in text.casefold()


def test_the_zip_is_a_folder_that_the_program_reads(post: Post, tmp_path: Path) -> None:
    answer = post("/make/echoline.zip", events=GOOD)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="echoline.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        archive.extractall(tmp_path)
    made = reading.read(tmp_path / "echoline")
    assert made.events["id"].tolist() == ["order-227", "war", "a-report"]
    assert len(made.citations) == 1
    assert made.problems == ()


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("timeline.svg", "image/svg+xml", b"<svg"),
        ("timeline.png", "image/png", b"\x89PNG"),
        ("timeline.html", "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_the_picture_and_the_page_are_files(post: Post, name: str, kind: str, start: bytes) -> None:
    answer = post(f"/make/{name}", events=GOOD, scale="across-time")
    assert answer.status_code == 200
    assert answer.content_type.startswith(kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.data.startswith(start)


def test_a_story_is_taken_as_a_lesson(post: Post) -> None:
    steps = "story,story_title,step,ref\necho,An echo,1,a-report>order-227\n"
    text = valid(post(events=GOOD, stories=steps))
    assert 'name="story" value="echo" formaction="/make/lesson.html"' in text
    answer = post("/make/lesson.html", events=GOOD, stories=steps, story="echo")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="lesson.html"'
    assert "An echo" in answer.get_data(as_text=True)
    gone = post("/make/lesson.html", events=GOOD, stories=steps, story="<b>")
    assert gone.status_code == 400
    assert "One report reaches back to 1942" in words(gone)


def test_a_file_of_what_is_wrong_is_its_problems(post: Post) -> None:
    answer = post("/make/echoline.zip", events=BAD)
    assert answer.status_code == 400
    assert "4 problems to mend" in words(answer)


def test_an_unknown_file_is_not_there(post: Post) -> None:
    assert post("/make/passwords.csv", events=GOOD).status_code == 404


def test_nothing_to_read_is_asked_for(post: Post) -> None:
    answer = post(events="")
    valid(answer)
    assert answer.status_code == 400
    assert "There is nothing to read. Paste an events.csv, drop one, or start with the example." in words(answer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * (LIMIT + 1), "at most 1 MB is read here"),
        ("x\n" * (MOST_LINES + 1), "That is 5,001 lines; at most 5,000 are read here"),
        ("x" * (LARGEST + 1), "at most 1 MB is read here"),
        ("x" * (17 * 1024 * 1024), "at most 1 MB is read here"),
    ],
)
def test_too_much_is_said_with_what_has_no_such_limit(post: Post, text: str, said: str) -> None:
    answer = post(events=text)
    assert answer.status_code == 413
    assert said in words(answer)
    assert "“timeline serve FOLDER” on your own machine has no such limit" in words(answer)


@pytest.mark.parametrize(
    ("fails", "status", "said"),
    [
        (Busy(), 503, "Others are drawing at this moment."),
        (TooSlow("late"), 503, "This took longer than 20 seconds and was ended."),
        (Failed("KeyError in page"), 500, "This could not be drawn, and the fault is the program’s."),
    ],
)
def test_no_answer_is_said_and_the_text_is_kept(
    workshop: AtHand, post: Post, fails: Exception, status: int, said: str
) -> None:
    workshop.fails = fails
    answer = post(events=GOOD)
    valid(answer)
    assert answer.status_code == status
    assert said in words(answer)
    assert GOOD.strip() in unescape(answer.get_data(as_text=True))
    assert answer.headers.get("Retry-After") == ("5" if isinstance(fails, Busy) else None)


def test_the_server_is_made_ready_when_asked(workshop: AtHand, post: Post) -> None:
    answer = post("/make/ready")
    assert (answer.status_code, answer.data) == (204, b"")
    assert workshop.readied == 1


def test_a_fault_is_logged_without_a_word_of_the_data(
    workshop: AtHand, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.fails = Failed("KeyError in page, line 3 of work.py")
    with caplog.at_level(logging.DEBUG):
        post(events=csv_text([history("xyzzyplugh")]))
    assert [record.getMessage() for record in caplog.records] == [
        "/make could not answer: KeyError in page, line 3 of work.py"
    ]


def test_nothing_of_a_csv_reaches_the_disk_or_a_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was made of what was sent")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    client = client_of(catalogue_of([]))
    fields: Mapping[str, str | tuple[bytes, str]] = {
        "files": (csv_text([history("xyzzyplugh", title="Xyzzyplugh")]).encode() + b"\n" * 4000, "xyzzyplugh.csv"),
        "citations": "report,cites\nXyzzyplugh,b\n" + "x" * 600_000,
    }
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/make", data=form_of(fields), content_type="multipart/form-data; boundary=cut")
    assert "to mend" in words(answer)
    assert "xyzzyplugh" not in caplog.text.casefold()


def test_the_answer_is_never_kept_and_runs_no_script_of_its_own(workshop: AtHand) -> None:
    client = create_server(LiveCatalogue(ROOT / "data")).test_client()
    for path in ("/make", "/make/echoline.zip"):
        answer = client.post(path, data={"events": GOOD})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        found = re.search(r"script-src[^;]*", answer.headers["Content-Security-Policy"])
        assert found is not None
        assert "unsafe-inline" not in found[0]


def test_the_sites_own_catalogue_plays_no_part(post: Post) -> None:
    assert "Other" not in words(post(events=GOOD)).split("Past events")[1].split("Change the CSV")[0]
