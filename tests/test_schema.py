"""The one table of columns holds together, and describes the files as they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.builders import TODAY, csv_text
from timeline import reading
from timeline.schema import CITATIONS, EVENTS, KINDS, RELATIONS, STORIES, TABLES, VERDICTS, Table


def test_the_names_are_those_of_the_contract() -> None:
    assert KINDS == ("history", "today", "report")
    assert RELATIONS == ("echo", "precedent", "contrast", "background", "anniversary")
    assert VERDICTS == ("contradicted", "disputed", "imprecise", "unchecked", "supported")
    assert [table.name for table in TABLES.values()] == ["events.csv", "citations.csv", "stories.csv"]


def test_required_columns_are_few() -> None:
    assert EVENTS.required == ("id", "kind", "title", "date")
    assert CITATIONS.required == ("report", "cites")
    assert STORIES.required == ("story", "step", "ref")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_says_what_it_means_and_gives_an_example(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert not set(table.names) & (set(table.derived) - {"step"})
    for column in table.columns:
        assert column.meaning
        assert column.example
        assert not column.choices or column.example in column.choices
        assert column.limit is None or len(column.example) <= column.limit


def test_the_examples_together_pass_the_check() -> None:
    """An author who copies each example gets a row that is right."""
    example = {table: {column.name: column.example for column in TABLES[table].columns} for table in TABLES}
    past = {**example["events"], "cites": "", "publisher": "", "author": ""}
    report = {
        **example["events"],
        "id": "report-mercenaries",
        "kind": "report",
        "date": "2023-02",
        "cites": "order-227",
    }
    today = {**past, "id": "wagner-recruits", "kind": "today", "date": "2022-07/2023-02-09"}
    contents = {
        "events": ("events.csv", csv_text([past, report, today]).encode()),
        "citations": ("citations.csv", csv_text([example["citations"]], "citations").encode()),
        "stories": ("stories.csv", csv_text([example["stories"]], "stories").encode()),
    }
    assert reading.read_files(contents, today=TODAY).problems == ()


def test_a_column_is_found_by_its_name() -> None:
    assert EVENTS.column("date").required
    with pytest.raises(KeyError):
        EVENTS.column("dates")


@pytest.mark.parametrize("key", TABLES)
def test_the_bundled_files_have_no_column_that_the_table_does_not_describe(key: str, sample_folder: Path) -> None:
    with (sample_folder / TABLES[key].name).open(encoding="utf-8", newline="") as file:
        headings = next(csv.reader(file))
    assert set(headings) <= set(TABLES[key].names)
    assert set(TABLES[key].required) <= set(headings)
