"""What /make was sent: which file is which table, what stands in the boxes again, and what is too much."""

from __future__ import annotations

import io

import pytest
from werkzeug.datastructures import FileStorage

from tests.builders import csv_text, history
from timeline.documents.forms import Form, Uploads
from timeline.documents.make_reading import LIMIT, MOST_LINES, Asked, Refused, shown_text, table_of, understood
from timeline.schema import TABLES

EVENTS = csv_text([history("order-227")])
CITATIONS = "report,cites\nreport-a,order-227\n"
STORIES = "story,step,ref\na-story,1,order-227\n"


def asked(files: dict[str, str | bytes] | None = None, **fields: str) -> Asked | Refused:
    uploads = [
        ("files", FileStorage(io.BytesIO(data.encode() if isinstance(data, str) else data), name))
        for name, data in (files or {}).items()
    ]
    return understood(Form(fields), Uploads(uploads))


def read(files: dict[str, str | bytes] | None = None, **fields: str) -> Asked:
    found = asked(files, **fields)
    assert isinstance(found, Asked), found.why
    return found


def refused(files: dict[str, str | bytes] | None = None, **fields: str) -> Refused:
    found = asked(files, **fields)
    assert isinstance(found, Refused)
    return found


def test_a_pasted_text_has_its_own_line_ends_whatever_the_browser_sends() -> None:
    found = read(events=EVENTS.replace("\n", "\r\n"))
    assert found.contents == {"events": ("events.csv", EVENTS.encode())}
    assert found.texts == {"events": EVENTS}


def test_an_empty_box_is_no_file() -> None:
    assert list(read(events=EVENTS, citations=" \r\n", stories="").contents) == ["events"]


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("a.csv", EVENTS, "events"),
        ("a.csv", CITATIONS, "citations"),
        ("events.csv", CITATIONS, "citations"),
        ("b.tsv", STORIES.replace(",", "\t"), "stories"),
        ("b.csv", CITATIONS.replace(",", ";"), "citations"),
        ("citations (1).csv", "rep,cit\n", "citations"),
        ("My-Stories.CSV", "", "stories"),
        ("events.xlsx", "PK\x03\x04", "events"),
        ("whatever.csv", "x\n", "events"),
    ],
)
def test_a_file_is_known_by_its_headings_and_else_by_its_name(name: str, text: str, key: str) -> None:
    assert table_of(name, text.encode()) == key


def test_three_files_in_any_order_find_their_tables_and_boxes() -> None:
    found = read({"one.csv": STORIES, "two.csv": CITATIONS, "three.csv": EVENTS})
    assert {key: name for key, (name, _) in found.contents.items()} == {
        "stories": "one.csv",
        "citations": "two.csv",
        "events": "three.csv",
    }
    assert found.texts == {"events": EVENTS, "citations": CITATIONS, "stories": STORIES}
    assert found.problems == ()


def test_a_file_takes_the_place_of_what_is_in_its_box_and_leaves_the_others() -> None:
    found = read({"new.csv": EVENTS}, events="id\nold", citations=CITATIONS)
    assert found.contents["events"] == ("new.csv", EVENTS.encode())
    assert found.contents["citations"] == ("citations.csv", CITATIONS.encode())
    assert found.texts["events"] == EVENTS


def test_two_files_for_one_table_are_a_problem_that_names_both() -> None:
    found = read({"a.csv": EVENTS, "b.csv": EVENTS})
    assert [str(problem) for problem in found.problems] == [
        "b.csv: 'a.csv' is for events.csv too. Choose one of the two. This one was not read."
    ]


def test_a_whole_folder_of_files_is_a_problem_too() -> None:
    found = read({f"{number}.csv": EVENTS for number in range(13)})
    assert found.contents == {}
    assert str(found.problems[0]) == (
        "the files: 13 files were given, and three are wanted at most. "
        "Choose events.csv, citations.csv and stories.csv."
    )


def test_a_file_keeps_only_its_own_name() -> None:
    found = read({"C:\\fakepath\\..\\my\x1b events.csv": EVENTS})
    assert found.contents["events"][0] == "my events.csv"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"\xef\xbb\xbf" + EVENTS.encode(), EVENTS),
        (EVENTS.encode("utf-16"), EVENTS),
        (EVENTS.replace("\n", "\r\n").encode(), EVENTS),
        (
            "id,kind,title,date\na,history,Caf\u00e9,1942\n".encode("cp1252"),
            "id,kind,title,date\na,history,Café,1942\n",
        ),
        (b"sep=;\r\nid;kind;title;date\r\n", "sep=;\nid;kind;title;date\n"),
        (b"PK\x03\x04\x00\x00", ""),
        (b"\x89PNG\r\n", ""),
        (b"", ""),
    ],
)
def test_a_file_stands_in_its_box_line_for_line_when_it_is_text(data: bytes, shown: str) -> None:
    assert shown_text(data, "events") == shown


def test_nothing_at_all_is_asked_for() -> None:
    found = refused(events=" \n")
    assert (found.status, found.why) == (
        400,
        "There is nothing to read. Paste an events.csv, drop one, or start with the example.",
    )


def test_a_megabyte_is_read_and_one_byte_more_is_not() -> None:
    whole = "id,kind,title,date\n" + "x" * LIMIT
    assert isinstance(asked(events=whole[:LIMIT]), Asked)
    found = refused(events=whole[: LIMIT + 1])
    assert found.status == 413
    assert found.why.startswith(
        "That is 1.0 MB; at most 1 MB is read here, all files together. “timeline serve FOLDER”"
    )
    assert found.asked.texts["events"] == whole[: LIMIT + 1], "what was pasted is there to be cut"


def test_files_count_together() -> None:
    half = "id,kind,title,date\n" + "x" * (LIMIT // 2)
    assert refused(events=half, citations=half).status == 413


def test_far_too_much_is_not_sent_back() -> None:
    assert refused({"big.csv": b"x" * (2 * LIMIT + 1)}).asked.texts == {}


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    assert isinstance(asked({"a.csv": f"id,kind,title,date{end}" * MOST_LINES}), Asked)
    found = refused({"a.csv": f"id,kind,title,date{end}" * (MOST_LINES + 1)})
    assert found.why.startswith("That is 5,001 lines; at most 5,000 are read here, all files together.")


@pytest.mark.parametrize(
    ("given", "kept"), [("across-time", "across-time"), ("", "side-by-side"), ("<b>", "side-by-side")]
)
def test_a_scale_that_is_none_is_the_usual_one(given: str, kept: str) -> None:
    assert read(events=EVENTS, scale=given).scale == kept


def test_half_a_character_is_replaced_and_does_no_harm() -> None:
    assert b"?" in read(events="id,kind,title,date\na,history,\ud83d,1942\n").contents["events"][1]


def test_every_table_has_a_name_by_which_its_file_is_known() -> None:
    assert [table_of(table.name, b"\n") for table in TABLES.values()] == list(TABLES)
