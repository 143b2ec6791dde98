"""Tables out and in again: nothing is lost, nothing runs in a spreadsheet, and a part is a whole of its own."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TODAY, catalogue_of, citation, history, report, step, today
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.exchange.archive import columns_csv, files, licence_of, to_zip
from timeline.exchange.tables import defuse, extract, restore, to_csv, to_json, to_objects
from timeline.schema import TABLES

FORMULAS = ("=1+1", "+1", "-1", "@cmd", "'=1", "''-x", '=HYPERLINK("http://x")', "-0430 in words")


def small() -> Catalogue:
    return catalogue_of(
        [
            history("order-227", summary="Not one step back", lat="48.7", lon="-44.51", aliases="a;b"),
            history("siege-of-leningrad", "1941-09-08/1944-01-27"),
            today("wagner", "2022-07/2023"),
            report("report-a", cites="siege-of-leningrad"),
            report("report-b"),
        ],
        [citation("report-a", "order-227", "wagner"), citation("report-b", "siege-of-leningrad")],
        [step("tour", 1, "report-a>order-227"), step("tour", 2, "siege-of-leningrad"), step("tour", 3, "report-b")],
    )


def again(catalogue: Catalogue) -> Catalogue:
    held = extract(catalogue)
    contents = {name: (name, to_csv(frame, TABLES[name]).encode()) for name, frame in held.tables.items()}
    return reading.read_files(contents, today=TODAY)


def same(one: Catalogue, other: Catalogue) -> bool:
    return all(
        getattr(one, name).drop(columns="line").equals(getattr(other, name).drop(columns="line")) for name in TABLES
    )


def test_the_bundled_data_comes_back_identical(sample_folder) -> None:
    catalogue = reading.read(sample_folder)
    assert same(catalogue, again(catalogue))


def test_a_small_catalogue_comes_back_identical_with_its_bare_links_and_numbers() -> None:
    assert same(small(), again(small()))


@given(st.text(alphabet="'=+-@ab \t", max_size=12))
def test_defusing_is_undone_exactly(text: str) -> None:
    assert restore(defuse(text)) == text
    assert defuse(text)[:1] not in ("=", "+", "-", "@", "\t")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_defused_in_the_file_and_whole_after_reading(formula: str) -> None:
    catalogue = catalogue_of([history("h", title=formula, summary=f"{formula} again")])
    text = to_csv(extract(catalogue).tables["events"], TABLES["events"])
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["title"].startswith("'")
    assert again(catalogue).events["title"].iat[0] == catalogue.events["title"].iat[0]


def test_dates_and_coordinates_before_zero_are_not_dressed_as_text() -> None:
    catalogue = catalogue_of([history("h", "-0430/-0403", lat="-33.9", lon="-70.6")])
    row = next(csv.DictReader(io.StringIO(to_csv(extract(catalogue).tables["events"], TABLES["events"]))))
    assert (row["date"], row["lat"], row["lon"]) == ("-0430/-0403", "-33.9", "-70.6")


def test_unknown_columns_are_carried_through_even_with_hostile_headings() -> None:
    catalogue = catalogue_of([{**history("h"), "=cmd": "=x", "mood": "grim"}])
    text = to_csv(extract(catalogue).tables["events"], TABLES["events"])
    assert "'=cmd" in text.splitlines()[0]
    assert again(catalogue).events["mood"].iat[0] == "grim"


def test_a_part_holds_what_its_citations_refer_to_and_passes_check() -> None:
    catalogue = small()
    held = extract(catalogue, np.array([3]), np.array([0]))
    assert held.tables["events"]["id"].tolist() == ["order-227", "wagner", "report-a"]
    assert held.tables["events"]["cites"].tolist() == ["", "", ""]
    assert held.tables["stories"]["ref"].tolist() == ["report-a>order-227"]
    contents = {name: (name, to_csv(frame, TABLES[name]).encode()) for name, frame in held.tables.items()}
    assert len(reading.read_files(contents, today=TODAY).citations) == 1


def test_the_counts_say_how_much_is_shown_of_how_much() -> None:
    held = extract(small(), np.array([3]), np.array([0]))
    assert held.said() == "3 of 5 events, 1 of 2 citations, 1 of 3 story steps"
    assert not held.whole
    assert extract(small()).whole


def test_json_has_lists_numbers_and_nothing_for_the_unknown() -> None:
    rows = to_objects(extract(small()).tables["events"], TABLES["events"])
    assert rows[0]["aliases"] == ["a", "b"]
    assert (rows[0]["lat"], rows[1]["lat"]) == (48.7, None)
    whole = json.loads(to_json(extract(small()), {"name": "x"}))
    assert whole["rows"] == {"events": 5, "citations": 2, "stories": 3}
    assert whole["stories"][0]["step"] == 1


def test_the_archive_explains_itself_and_its_checksums_hold() -> None:
    packed = zipfile.ZipFile(io.BytesIO(to_zip(extract(small()), "")))
    names = [name.removeprefix("echoline/") for name in packed.namelist()]
    assert {"README.txt", "LICENCE.txt", "CITATION.txt", "COLUMNS.csv", "events.csv", "SHA256SUMS"} <= set(names)
    for line in packed.read("echoline/SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(packed.read(f"echoline/{name}")).hexdigest() == digest


def test_the_archive_has_the_same_bytes_every_time() -> None:
    assert to_zip(extract(small()), "") == to_zip(extract(small()), "")


def test_every_column_stands_in_the_dictionary() -> None:
    rows = list(csv.DictReader(io.StringIO(columns_csv())))
    assert {(row["file"], row["column"]) for row in rows} == {
        (table.name, column.name) for table in TABLES.values() for column in table.columns
    }
    assert all(row["meaning"] for row in rows)


def test_only_the_bundled_data_is_given_away_under_our_licence(sample_folder) -> None:
    assert licence_of(reading.read(sample_folder)) == "CC BY 4.0"
    assert licence_of(small()) == ""
    assert "not made by the authors" in files(extract(small()), "")["LICENCE.txt"].decode()
