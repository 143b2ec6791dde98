"""`timeline cite`: texts from anywhere, answers for people, spreadsheets and programs, a clear word for the rest."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from timeline import reading
from timeline.citing.rows import phrase
from timeline.citing.texts import ArticleText, Unread, read_texts
from timeline.cli import commands

PAGE = """<!doctype html><html><head><title>Echoes of Munich</title>
<meta property="article:published_time" content="2018-09-30"><meta property="og:site_name" content="The Paper"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Echoes</h1>
<p>Eighty years ago the Munich Agreement was signed over the heads of the Czechs, and few in the town of Pilsen have
forgotten what their grandparents told them of the morning after. The museum shows letters, keys and a school bell.</p>
<p>The exhibition is open until the end of the year, and schools may visit it without paying. It has been made by pupils
who asked their families for photographs, and who learned that hardly any had been taken in those months.</p>
</article><script>var x = 1942;</script></body></html>"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(commands, ["cite", *arguments], input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text("The Munich Agreement of 1937 was signed.\n\nThe Boston Tea Party came before.", encoding="utf-8")
    return str(path)


def test_json_is_what_the_contract_says(article):
    answer = json.loads(run(article, "--format", "json").stdout)
    assert set(answer) == {"findings", "dates"}
    first, second = answer["findings"]
    assert {key: first[key] for key in ("event", "from", "text", "slip")} == {
        "event": "munich-agreement",
        "from": "catalogue",
        "text": "Munich Agreement",
        "slip": "the year is off by one: the record has 29 to 30 September 1938",
    }
    text = Path(article).read_text("utf-8")
    assert text[first["start"] : first["end"]] == "Munich Agreement"
    assert second["row"]["id"] == "boston-tea-party"
    assert answer["dates"] == [{"start": 24, "end": 28, "text": "1937", "edtf": "1937"}]


def test_several_texts_give_a_list_of_answers(article):
    assert len(json.loads(run(article, article, "--format", "json").stdout)) == 2


def test_csv_rows_are_unchecked_and_pass_check_with_the_new_events(article, tmp_path, sample_folder):
    out = tmp_path / "new.csv"
    result = run(article, "--format", "csv", "--published", "2020-01-02", "--new-events", str(out))
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["verdict"] for row in rows} == {"unchecked"}
    assert [row["cites"] for row in rows] == ["munich-agreement", "boston-tea-party"]
    known = (sample_folder / "events.csv").read_text("utf-8")
    new = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert {row["id"] for row in new} == {"report-article", "boston-tea-party"}
    folder = tmp_path / "together"
    folder.mkdir()
    heading = next(csv.reader(io.StringIO(known)))
    table = io.StringIO()
    writer = csv.DictWriter(table, heading, lineterminator="\n", extrasaction="ignore")
    writer.writerows(new)
    (folder / "events.csv").write_text(known + table.getvalue(), encoding="utf-8")
    (folder / "citations.csv").write_text(result.stdout, encoding="utf-8")
    assert len(reading.read(folder).citations_of_report(reading.read(folder).row("report-article") or 0)) == 2


def test_text_for_people_says_line_reason_and_what_to_check(article):
    told = run(article).stdout
    assert "2 events, 1 date" in told
    assert "line 1, 9" in told
    assert "check this: the year is off by one" in told
    assert "not in your events.csv" in told


def test_a_page_is_read_by_its_main_text_and_its_own_date(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    told = run(str(page)).stdout
    assert "published 30 September 2018" in told
    assert "[munich-agreement]" in told
    assert "1942" not in told


def test_standard_input_is_a_text():
    assert "[great-depression]" in run("-", stdin="the worst since the Great Depression").stdout


def test_the_first_argument_may_be_the_catalogue(article, tmp_path):
    data = tmp_path / "own"
    data.mkdir()
    (data / "events.csv").write_text("id,kind,title,date\npig-war,history,Pig War,1859-06-15\n", encoding="utf-8")
    text = tmp_path / "pig.txt"
    text.write_text("It was another Pig War.", encoding="utf-8")
    assert "[pig-war]" in run(str(data), str(text)).stdout


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt", "is not text but a binary file"),
        (b"<html><body><nav>menu</nav></body></html>", "a.html", "is HTML without the text of an article"),
        (b"  \n ", "a.txt", "is empty."),
        (b"\xff\xfe\x00", "a.txt", "is damaged, or not text"),
        (b"x" * 10_000_001, "a.txt", "has 10 MB; one text may have 10"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_done(tmp_path, article, data, name, why):
    path = tmp_path / name
    path.write_bytes(data)
    result = run(str(path), article)
    assert result.exit_code == 1
    assert why in result.stderr
    assert "[munich-agreement]" in result.stdout


def test_windows_1252_is_read_and_said(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("Café talk of the Treaty of Versailles".encode("cp1252"))
    told = run(str(path)).stdout
    assert "read as Windows-1252" in told
    assert "[versailles-treaty]" in told


def test_a_folder_gives_all_its_texts_and_an_empty_one_a_word(tmp_path, article):
    assert [one.name for one in read_texts(str(tmp_path)) if isinstance(one, ArticleText)] == [article]
    empty = tmp_path / "empty"
    empty.mkdir()
    (unread,) = read_texts(str(empty))
    assert isinstance(unread, Unread)
    assert "holds no text" in str(unread)


def test_wrong_use_is_told_with_status_two(article):
    assert run().exit_code == 2
    result = run(article, "--published", "yesterday")
    assert result.exit_code == 2
    assert "--published" in result.stderr
    assert run(article, "--format", "xml").exit_code == 2


def test_a_file_that_is_not_there_is_told_with_status_one():
    result = run("nowhere.txt")
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr


def test_a_phrase_has_three_to_ten_words_of_its_line():
    text = "One two.\nNobody forgot the Munich Agreement, they said.\nThree four."
    start = text.index("Munich")
    assert phrase(text, start, start + 16) == "Munich Agreement, they"
    long = "word " * 30
    assert len(phrase(long, 0, len(long)).split()) == 10
