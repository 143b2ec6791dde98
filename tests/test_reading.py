"""Files become a catalogue cell by cell, however they were written, or nothing at all."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    TODAY,
    catalogue_of,
    citation,
    csv_text,
    event,
    history,
    report,
    step,
    today,
    write_folder,
)
from timeline import dates, reading, reading_tables
from timeline.catalogue import Catalogue
from timeline.problems import CatalogueError, Problem
from timeline.reading_text import decode
from timeline.schema import EVENTS, SLUG, TABLES


def read_bytes(data: bytes | str) -> Catalogue:
    """The catalogue of one events.csv."""
    content = data.encode() if isinstance(data, str) else data
    return reading.read_files({"events": ("events.csv", content)}, today=TODAY)


def said(source: str | Path) -> list[str]:
    """What is wrong with a source that cannot be read."""
    with pytest.raises(CatalogueError) as caught:
        reading.read(source, today=TODAY)
    return [str(problem) for problem in caught.value.problems]


def test_the_bundled_data_has_no_problem_at_all(sample_folder: Path) -> None:
    catalogue = reading.read(sample_folder)
    assert catalogue.problems == ()
    assert len(catalogue.events) > 300
    assert len(catalogue.citations) > 200
    assert catalogue.stories["story"].nunique() >= 1
    assert catalogue.events["earliest"].min() < 0 < catalogue.events["earliest"].max()


def test_one_file_is_enough(tmp_path: Path) -> None:
    rows = [history("war"), history("siege"), report("news", cites="war; siege;war")]
    path = tmp_path / "mine.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    (tmp_path / "citations.csv").write_text("not,read\n", encoding="utf-8")
    catalogue = reading.read(path, today=TODAY)
    links = catalogue.citations
    assert links["cites"].tolist() == ["war", "siege"]
    assert set(links["verdict"]) == {"unchecked"}
    assert set(links["relation"]) == {"background"}
    assert links["about_row"].tolist() == [-1, -1]
    assert links["bare"].all()
    assert links["line"].tolist() == [4, 4]
    assert len(catalogue.stories) == 0


def test_a_bare_link_gives_way_to_the_row_that_says_more() -> None:
    events = [history("war"), history("siege"), report("news", cites="war;siege")]
    links = catalogue_of(events, [citation("news", "war", verdict="disputed", record="So it says.")]).citations
    assert list(zip(links["cites"], links["verdict"], links["bare"], strict=True)) == [
        ("war", "disputed", False),
        ("siege", "unchecked", True),
    ]


def test_frames_have_every_column_of_the_schema_and_the_derived_ones() -> None:
    catalogue = catalogue_of([history("war")])
    assert list(catalogue.events.columns) == [*EVENTS.names, *EVENTS.derived]
    assert catalogue.events["lat"].dtype == np.float64
    assert np.isnan(catalogue.events["lat"].iat[0])
    for name in ("earliest", "latest", "start_latest", "end_earliest", "line"):
        assert catalogue.events[name].dtype == np.int64
    assert {"report_row", "cites_row", "about_row"} <= set(catalogue.citations.columns)
    assert {"step", "ref_row", "ref_report_row"} <= set(catalogue.stories.columns)


def test_unknown_columns_are_kept_in_their_order_with_their_blanks() -> None:
    catalogue = read_bytes("zeta,id,kind,title,date,alpha\n 1 ,war,history,The war,1942,NA\n")
    assert [name for name in catalogue.events.columns if name in {"zeta", "alpha"}] == ["zeta", "alpha"]
    assert catalogue.event(0)["zeta"] == " 1 "
    assert catalogue.event(0)["alpha"] == "NA"


def test_cells_that_pandas_would_change_stay_as_they_are() -> None:
    rows = [event("nan", title="NA", date="1942", place="null"), event("1942", title="007", date="1943", place="1e5")]
    events = catalogue_of(rows).events
    assert events["id"].tolist() == ["nan", "1942"]
    assert events["title"].tolist() == ["NA", "007"]
    assert events["place"].tolist() == ["null", "1e5"]
    assert events["summary"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("'=1+1", "=1+1"),
        ("''=1+1", "'=1+1"),
        ("'-5", "-5"),
        ("=1+1", "=1+1"),
        ("'tis", "'tis"),
        ("''", "''"),
        ("a'=", "a'="),
    ],
)
def test_formulas_that_a_download_made_harmless_come_back(written: str, read: str) -> None:
    catalogue = read_bytes(csv_text([history("war", summary=written, mood=written)]))
    assert (catalogue.event(0)["summary"], catalogue.event(0)["mood"]) == (read, read)
    assert "=sum" in read_bytes("id,kind,title,date,'=sum\nwar,history,The war,1942,x\n").event(0)


def test_dates_are_kept_in_edtf_with_their_bounds() -> None:
    catalogue = catalogue_of([event("a", date="28 July 1942"), event("b", date="2022-02-24/..")])
    assert catalogue.events["date"].tolist() == ["1942-07-28", "2022-02-24/.."]
    assert catalogue.events["earliest"].tolist() == [dates.day_number(1942, 7, 28), dates.day_number(2022, 2, 24)]
    assert catalogue.events["latest"].tolist() == [dates.day_number(1942, 7, 28), dates.NO_DAY]
    assert [problem.level for problem in catalogue.problems] == ["note"]


def test_a_link_to_what_still_goes_on_is_not_older_than_it() -> None:
    events = [history("war", date="../1945"), history("siege", date="1942/.."), report("news", date="1943")]
    catalogue_of(events, [citation("news", "war"), citation("news", "siege")])


def test_the_steps_of_a_story_come_in_their_order() -> None:
    stories = [step("b", 10, "war"), step("a", 2, "war"), step("b", 9, "news>war"), step("a", 1, "now")]
    events = [history("war"), today("now"), report("news")]
    frame = catalogue_of(events, [citation("news", "war")], stories).stories
    assert list(zip(frame["story"], frame["step"], strict=True)) == [("b", 9), ("b", 10), ("a", 1), ("a", 2)]
    assert frame["ref_row"].tolist() == [0, 0, 1, 0]
    assert frame["ref_report_row"].tolist() == [2, -1, -1, -1]
    assert frame["line"].tolist() == [4, 2, 5, 3]


def test_a_story_may_refer_to_a_bare_link() -> None:
    events = [history("war"), report("news", cites="war")]
    assert catalogue_of(events, [], [step("s", 1, "news > war")]).stories["ref_report_row"].tolist() == [1]


def test_lines_are_those_of_the_editor() -> None:
    text = 'id,kind,title,date\na,history,"one\ntwo",1942\n\nb,history,"x ""y""\r\n\n",1943\nc,history,z,1944'
    assert read_bytes(text).events["line"].tolist() == [2, 5, 8]


def test_the_version_changes_with_the_data_and_only_then(tmp_path: Path) -> None:
    first = reading.read(write_folder(tmp_path / "a", [history("war")], []), today=TODAY)
    again = reading.read(write_folder(tmp_path / "b", [history("war")], []), today=TODAY + 9)
    other = reading.read(write_folder(tmp_path / "c", [history("war", place="Here")], []), today=TODAY)
    assert first.version == again.version != other.version
    assert len(first.version) == 12
    assert int(first.version, 16) >= 0
    assert first.origin == str(tmp_path / "a")


def test_the_default_is_the_folder_data_and_else_the_sample(
    tmp_path: Path, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reading.default_source().resolve() == sample_folder.resolve()
    write_folder(tmp_path / "data", [history("war")])
    assert reading.default_source() == Path("data")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "timeline").mkdir()
    assert said(tmp_path / "timelnie") == [
        f"{tmp_path}/timelnie: there is no such file or folder. Did you mean 'timeline'?"
    ]
    assert said(tmp_path / "nowhere" / "near") == [f"{tmp_path}/nowhere/near: there is no such file or folder."]


def test_a_folder_without_events(tmp_path: Path) -> None:
    assert said(tmp_path) == [
        f"{tmp_path}: this folder has no events.csv. `timeline new my-timeline` writes a folder to start from."
    ]
    (tmp_path / "table.csv").write_text("x", encoding="utf-8")
    assert said(tmp_path) == [
        (
            f"{tmp_path}: this folder has no events.csv. "
            "It has 'table.csv': give the path of that file, or rename it to events.csv."
        )
    ]
    (tmp_path / "Events.CSV").write_text("x", encoding="utf-8")
    assert said(tmp_path) == [
        f"{tmp_path}: this folder has no events.csv. Did you mean 'Events.CSV'? Rename it to events.csv."
    ]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path, [history("war")], [])

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # The tests may run as root, who may read everything.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert said(folder) == [
        f"{folder}/events.csv: this may not be read with your rights.",
        f"{folder}/citations.csv: this may not be read with your rights.",
    ]


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "events.csv").mkdir()
    assert said(tmp_path) == [f"{tmp_path}/events.csv: this is not a plain file."]
    assert said("/dev/null") == ["/dev/null: this is not a plain file."]
    assert said("nul\0byte")[0].startswith(r"nul\x00byte: ")


def test_problems_name_the_path_that_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "data", [event("war", kind="wart")])
    monkeypatch.chdir(tmp_path)
    assert said("data") == ["data/events.csv:2: war: kind: 'wart' is not a kind. Write history, today or report."]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",;\n\t='), max_size=12)


@settings(max_examples=150)
@given(st.data())
def test_any_table_comes_back_cell_by_cell(data: st.DataObject) -> None:
    names = [*EVENTS.required, *data.draw(st.lists(st.from_regex(rf"\Ax{SLUG}\Z"), max_size=3, unique=True))]
    rows = data.draw(st.lists(st.lists(WORDS, min_size=len(names), max_size=len(names)), min_size=1, max_size=6))
    out = io.StringIO()
    delimiter = data.draw(st.sampled_from([",", ";", "\t"]))
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ends).writerows([names, *rows])
    raw, problems = reading_tables.read_table(out.getvalue().encode(), "events.csv", EVENTS)
    assert raw is not None
    assert not [problem for problem in problems if problem.level == "error"]
    full = [row for row in rows if any(row)]
    for place, name in enumerate(names):
        trimmed = [row[place].strip() if name in EVENTS.names else row[place] for row in full]
        # An apostrophe that a download put before a formula is taken off again.
        expected = [re.sub(r"^'('*[=+\-@\t\r])", r"\1", cell) for cell in trimmed]
        found = [cell.strip() if name in EVENTS.names else cell for cell in raw.cells(name).to_pylist()]
        assert [cell.strip() for cell in found] == [cell.strip() for cell in expected]


@settings(max_examples=150)
@given(st.lists(st.text('a",\n\r x', max_size=12), max_size=6).map("\n".join))
def test_the_fast_reader_and_the_patient_one_agree(body: str) -> None:
    data = f"id,kind,title,date\n{body}".encode()
    text, _ = decode(data, "events.csv", EVENTS)
    assert text is not None
    patient, problems = reading_tables._read_patiently(text, "events.csv", EVENTS)
    either, also = reading_tables._read_rows(text, "events.csv", EVENTS)
    assert [str(one) for one in also] == [str(one) for one in problems]
    assert either.line.tolist() == patient.line.tolist()
    for name in EVENTS.required:
        assert either.cells(name).to_pylist() == patient.cells(name).to_pylist()


@settings(max_examples=150)
@given(st.binary(max_size=300), st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(events: bytes, citations: bytes, stories: bytes) -> None:
    heads = {"events": b"id,kind,title,date,url\n", "citations": b"report,cites\n", "stories": b"story,step,ref\n"}
    bodies = {"events": events, "citations": citations, "stories": stories}
    contents = {key: (f"{key}.csv", heads[key] + body) for key, body in bodies.items()}
    problems: tuple[Problem, ...] = ()
    try:
        problems = reading.read_files(contents, today=TODAY).problems
    except CatalogueError as error:
        problems = error.problems
    assert all(str(problem).isprintable() for problem in problems)


CELLS = st.sampled_from(
    [
        "",
        "a",
        "b",
        "a;b",
        "a>b",
        ">",
        ";",
        "report",
        "history",
        "today",
        "1942",
        "1942-13",
        "../..",
        "/",
        "[1942..]",
        "90",
    ]
    + [
        "-1",
        "NaN",
        "1e9",
        "http://a",
        "javascript:a",
        "http://[::1",
        "=1+1",
        "\u202e",
        "é" * 300,
        "echo",
        "supported",
        "٣",
    ]
)


@settings(max_examples=300)
@given(st.data())
def test_any_cells_are_read_or_refused_in_words(data: st.DataObject) -> None:
    contents = {}
    for key, table in TABLES.items():
        cells = st.lists(CELLS, min_size=len(table.names), max_size=len(table.names))
        rows = [dict(zip(table.names, row, strict=True)) for row in data.draw(st.lists(cells, max_size=4))]
        contents[key] = (table.name, csv_text(rows, key).encode())
    problems: tuple[Problem, ...] = ()
    try:
        problems = reading.read_files(contents, today=TODAY).problems
    except CatalogueError as error:
        problems = error.problems
    assert all(str(problem).isprintable() for problem in problems)


def test_a_row_of_the_wrong_shape_is_told_once_and_its_id_still_counts() -> None:
    text = "id,kind,title,date\nwar,history,The war, long,1942\nnews,report,The news,2023\n"
    contents = {
        "events": ("events.csv", text.encode()),
        "citations": ("citations.csv", b"report,cites\nnews,war\n"),
    }
    with pytest.raises(CatalogueError) as caught:
        reading.read_files(contents, today=TODAY)
    assert [str(problem) for problem in caught.value.problems] == [
        "events.csv:2: 5 cells under 4 headings. Is a comma missing its quotes?"
    ]


def test_many_problems_are_all_kept() -> None:
    rows = [event(f"e-{number}", kind="histori", date="1942") for number in range(5_000)]
    with pytest.raises(CatalogueError) as caught:
        catalogue_of(rows)
    assert len(caught.value.problems) == 5_000
    assert {problem.mend for problem in caught.value.problems} == {"Did you mean 'history'?"}


def test_thirty_thousand_dangling_links_are_all_told() -> None:
    events = [history("war"), *(report(f"news-{number}", cites=f"wars-{number}") for number in range(30_000))]
    with pytest.raises(CatalogueError) as caught:
        catalogue_of(events)
    assert len(caught.value.problems) == 30_000
