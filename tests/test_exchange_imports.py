"""TimelineJS both ways, and Wikidata in."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import catalogue_of, history, report
from timeline import reading
from timeline.exchange import timelinejs, wikidata
from timeline.exchange.incoming import Imported, NotReadableError, cut, slug, web_address, words_of, write
from timeline.problems import CatalogueError


def slide(year: object = 1942, headline: str = "Siege", **more: object) -> dict[str, object]:
    return {"start_date": {"year": year}, "text": {"headline": headline, "text": ""}, **more}


def timeline(*slides: object, **more: object) -> bytes:
    return json.dumps({"events": list(slides), **more}).encode()


def out_and_in(*rows: dict[str, str]) -> list[dict[str, str]]:
    catalogue = catalogue_of(rows)
    text = timelinejs.to_json(catalogue, "All", np.arange(len(rows)), lambda path: f"https://example.org{path}")
    return timelinejs.read(text.encode()).rows


@pytest.mark.parametrize(
    "edtf", ["1942-07-28", "1942-07", "1942", "-0430", "0000", "1930~", "1942-08-23/1943-02-02", "2022-02-24/.."]
)
def test_a_date_survives_the_way_through_timelinejs(edtf: str) -> None:
    assert out_and_in(history("h", edtf))[0]["date"] == edtf


def test_431_bce_is_minus_431_in_timelinejs() -> None:
    catalogue = catalogue_of([history("h", "-0430")])
    body = json.loads(timelinejs.to_json(catalogue, "All", np.array([0]), str))
    assert body["events"][0]["start_date"] == {"year": -431}


def test_kinds_and_ids_survive_as_groups_and_unique_ids() -> None:
    rows = out_and_in(history("past"), report("paper", title="A <b>bold</b> headline & more"))
    assert [(row["id"], row["kind"], row["title"]) for row in rows] == [
        ("past", "history", "Past"),
        ("paper", "report", "A <b>bold</b> headline & more"),
    ]


def test_all_of_the_bundled_data_comes_back_by_date(sample_folder) -> None:
    catalogue = reading.read(sample_folder)
    text = timelinejs.to_json(catalogue, "All", np.arange(len(catalogue.events)), lambda path: path)
    assert [row["date"] for row in timelinejs.read(text.encode()).rows] == catalogue.events["date"].tolist()


def test_html_in_a_slide_becomes_plain_words() -> None:
    found = timelinejs.read(timeline(slide(text={"headline": "<b>Siege</b>", "text": "<p>Long <i>war</i>.</p>"})))
    assert (found.rows[0]["title"], found.rows[0]["summary"]) == ("Siege", "Long war.")


def test_slides_without_a_date_or_with_an_impossible_one_are_left_out_and_said() -> None:
    found = timelinejs.read(
        timeline(slide(), slide(""), {"text": 3}, slide(1942, "Odd", start_date={"year": 1942, "month": 13}))
    )
    assert len(found.rows) == 1
    assert len(found.notes) == 3


def test_eras_and_groups_are_kept() -> None:
    found = timelinejs.read(timeline(slide(group="Home Front"), eras=[slide(1914, "War", end_date={"year": 1918})]))
    assert found.rows[0]["themes"] == "home-front"
    assert found.rows[1]["date"] == "1914/1918"


def test_the_spreadsheet_of_timelinejs_is_read_too() -> None:
    text = "Year,Month,Day,End Year,Headline,Text,Media,Type\n1942,7,28,,Order,<p>No step</p>,https://example.org/x,\n,,,,Title,,,title\n"
    row = timelinejs.read(text.encode()).rows[0]
    assert (row["date"], row["url"], row["summary"]) == ("1942-07-28", "https://example.org/x", "No step")


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"a,b\n1,2\n", b'{"events": []}', b'{"events": 3}']
)
def test_what_is_no_timeline_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotReadableError, match=r"\w"):
        timelinejs.read(data)
    with pytest.raises(NotReadableError, match=r"\w"):
        wikidata.read(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["year", "text", "headline", "start_date", "media", "group", "x"]), inner, max_size=4
            )
        ),
    )
)
def test_no_json_breaks_the_reading(body: object) -> None:
    for data in (json.dumps(body).encode(), json.dumps({"events": [body, slide(), body]}).encode()):
        for read in (timelinejs.read, wikidata.read):
            try:
                read(data)
            except NotReadableError:
                continue


# Wikidata


def entity(time: str, precision: int = 11, name: str = "P585", julian: bool = False, **more: object) -> bytes:
    calendar = "Q1985786" if julian else "Q1985727"
    value = {"time": time, "precision": precision, "calendarmodel": f"http://www.wikidata.org/entity/{calendar}"}
    claims = {name: [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}]}
    return json.dumps(
        {"entities": {"Q42": {"id": "Q42", "labels": {"en": {"value": "Battle"}}, "claims": claims, **more}}}
    ).encode()


@pytest.mark.parametrize(
    ("time", "precision", "edtf"),
    [
        ("+1942-07-28T00:00:00Z", 11, "1942-07-28"),
        ("+1942-07-00T00:00:00Z", 10, "1942-07"),
        ("+1942-00-00T00:00:00Z", 9, "1942"),
        ("+1940-00-00T00:00:00Z", 8, "194X"),
        ("+1901-00-00T00:00:00Z", 7, "19XX"),
        ("-0431-00-00T00:00:00Z", 9, "-0430"),
        ("+1000-00-00T00:00:00Z", 6, "1000~"),
    ],
)
def test_the_precision_of_an_entity_is_kept(time: str, precision: int, edtf: str) -> None:
    assert wikidata.read(entity(time, precision)).rows[0]["date"] == edtf


def test_a_julian_day_becomes_gregorian_and_its_note_keeps_the_old_one() -> None:
    row = wikidata.read(entity("+1917-10-25T00:00:00Z", julian=True)).rows[0]
    assert (row["date"], row["date_note"]) == ("1917-11-07", "25 October 1917, Old Style")


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 4), (1582, 10, 14)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1, 1, 1), (0, 12, 30)),
        ((-43, 3, 15), (-43, 3, 13)),
    ],
)
def test_julian_days_are_turned_as_the_tables_say(
    julian: tuple[int, int, int], gregorian: tuple[int, int, int]
) -> None:
    assert wikidata.from_julian(*julian) == gregorian


def test_start_and_end_make_an_interval_open_where_one_is_missing() -> None:
    assert wikidata.read(entity("+1942-07-28T00:00:00Z", name="P580")).rows[0]["date"] == "1942-07-28/.."


def test_results_of_a_query_are_read_once_per_item_with_place_and_address() -> None:
    item = {"value": "http://www.wikidata.org/entity/Q38789"}
    binding = {
        "item": item,
        "itemLabel": {"value": "Battle of Stalingrad"},
        "start": {"value": "1942-07-17T00:00:00Z"},
        "end": {"value": "1943-02-02T00:00:00Z"},
        "coord": {"value": "Point(44.51 48.7)"},
    }
    found = wikidata.read(json.dumps({"results": {"bindings": [binding, binding]}}).encode())
    assert found.rows == [
        {
            "id": "battle-of-stalingrad",
            "kind": "history",
            "title": "Battle of Stalingrad",
            "date": "1942-07-17/1943-02-02",
            "lat": "48.7000",
            "lon": "44.5100",
            "source": "Wikidata, Q38789",
            "url": "https://www.wikidata.org/wiki/Q38789",
        }
    ]


def test_new_years_day_without_a_precision_is_read_as_a_year_and_said() -> None:
    found = wikidata.read(b"item,itemLabel,pointInTime\nhttp://www.wikidata.org/entity/Q5,War,-0430-01-01T00:00:00Z\n")
    assert found.rows[0]["date"] == "-0430"
    assert "1 January" in found.notes[0]


# the folder


def test_the_folder_passes_check_and_is_never_overwritten(tmp_path: Path) -> None:
    found = timelinejs.read(timeline(slide(headline="=HYPERLINK(1)"), slide(headline="=HYPERLINK(1)")))
    path = write(found, tmp_path / "new")
    assert reading.read(path.parent).events["id"].tolist() == ["hyperlink-1", "hyperlink-1-2"]
    with pytest.raises(FileExistsError):
        write(found, tmp_path / "new")


def test_nothing_is_written_when_the_rows_would_not_pass(tmp_path: Path) -> None:
    broken = Imported(rows=[{"id": "a", "kind": "history", "title": "", "date": "no date"}])
    with pytest.raises(CatalogueError):
        write(broken, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Guerre de Crimée (1853)", "guerre-de-crimee-1853"), ("…", ""), ("x" * 99, "x" * 60), ("a  b", "a-b")],
)
def test_slugs_are_plain(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_long_texts_end_at_a_word_and_only_web_addresses_pass() -> None:
    assert cut("one two three", 9) == "one two…"
    assert web_address("javascript:alert(1)") == ""
    assert web_address(" https://example.org/a ") == "https://example.org/a"
    assert words_of("<script>alert(1)</script>a &amp; b<br>c") == "a & b c"
