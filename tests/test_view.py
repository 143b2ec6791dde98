"""A View is its query string, exactly; a bad query falls back and says so."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.schema import KINDS, RELATIONS, VERDICTS
from timeline.view import COLOURS, FORMS, LOOKS, SCALES, View

SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
TEXTS = st.text(string.ascii_letters + "äßчі中 &=+%#?'\"<>0123456789", min_size=1, max_size=60).map(
    lambda t: " ".join(t.split())
)
WINDOWS = st.sampled_from(["", "1941/1945", "-0430/-0403", "1942-07-28/2023-02", "1942", "1930~/1939"])


def several(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


VIEWS = st.builds(
    View,
    story=SLUGS | st.just(""),
    q=TEXTS | st.just(""),
    theme=st.lists(SLUGS, unique=True, max_size=3).map(tuple),
    kind=several(KINDS),
    relation=several(RELATIONS),
    verdict=several(VERDICTS),
    publisher=st.lists(TEXTS.filter(bool), unique=True, max_size=2).map(tuple),
    when=several(("194X", "19XX", "-043X", "-04XX")),
    only=st.lists(SLUGS, unique=True, max_size=3).map(tuple),
    then=WINDOWS,
    now=WINDOWS,
    scale=st.sampled_from(SCALES),
    pair=st.builds(lambda a, b, shift: f"{a}~{b}{shift}", SLUGS, SLUGS, st.sampled_from(["", "~3", "~-36525"]))
    | st.just(""),
    event=SLUGS | st.just(""),
    report=SLUGS | st.just(""),
    form=st.sampled_from(FORMS),
    sort=st.sampled_from(["", "date", "-verdict"]),
    colour=st.sampled_from(COLOURS),
    look=st.sampled_from(["", *LOOKS]),
)


@given(VIEWS)
def test_a_view_comes_back_from_its_query_string_exactly(view: View) -> None:
    back = View.from_search(view.to_search())
    assert back == view
    assert back.notes == ()
    assert back.to_search() == view.to_search()


def test_a_publisher_of_any_length_comes_back() -> None:
    view = View(publisher=("Union of " + "Regional " * 40 + "Papers",))
    assert View.from_search(view.to_search()) == view


@given(st.text(max_size=400))
def test_any_text_is_read_as_some_view_that_comes_back(text: str) -> None:
    view = View.from_search(text)
    assert View.from_search(view.to_search()) == view


@given(st.dictionaries(st.sampled_from(["theme", "then", "pair", "scale", "q", "event", "x"]), st.text(max_size=30)))
def test_any_mapping_is_read(query: dict[str, str]) -> None:
    view = View.from_query(query)
    assert View.from_search(view.to_search()) == view


def test_the_default_view_is_the_empty_query() -> None:
    assert View().to_search() == ""
    assert View.from_search("") == View() == View.from_search("?")


def test_unknown_names_are_ignored_without_a_word() -> None:
    assert View.from_search("?utm_source=mail&fbclid=1") == View()
    assert View.from_search("?utm_source=mail").notes == ()


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("scale=sidebyside", "“scale=sidebyside” is not known. Did you mean “side-by-side”?"),
        ("verdict=false", "“verdict=false” is not known, so it is left out."),
        ("then=1945/1939", "“then=1945/1939” is not a window of time"),
        ("then=1939/..", "“then=1939/..” has no beginning or no end, so all years are shown."),
        ("pair=order-227", "“pair=order-227” is not a pair: write a past event’s id, “~” and a present event’s id."),
        ("pair=a~b~x", "“pair=a~b~x” asks for a shift that is not a count of days up to 36,525."),
        ("pair=a~b~40000", "“pair=a~b~40000” asks for a shift that is not a count of days up to 36,525."),
        ("pair=a~b~1~2", "“pair=a~b~1~2” is not a pair: write a past event’s id, “~” and a present event’s id."),
        ("event=a b", "“event=a b” is not an id, so it is left out."),
        ("scale=in-step&scale=across-time", "“scale” stands 2 times in the address; the last one counts."),
        ("when=1942", "“when=1942” is not a decade or a century (write 194X or 19XX), so it is left out."),
    ],
)
def test_what_is_not_understood_falls_back_and_is_said(query: str, note: str) -> None:
    view = View.from_search(query)
    assert len(view.notes) == 1
    assert view.notes[0].startswith(note)


def test_what_people_type_as_a_window_is_kept_as_edtf() -> None:
    assert View.from_search("?then=1941-1945").then == "1941/1945"


def test_a_query_of_100_kb_is_not_read_and_says_so() -> None:
    view = View.from_search("?q=" + "x" * 100_000)
    assert view == View()
    assert view.notes == ("The address is 100,002 characters long; at most 8,000 are read. Showing the first story.",)


def test_a_long_search_is_cut_and_says_so() -> None:
    view = View.from_search("?q=" + "x" * 500)
    assert len(view.q) == 200
    assert view.notes == ("The search is 500 characters long; its first 200 are used.",)


def test_changing_one_choice_keeps_the_others_and_drops_old_notes() -> None:
    view = View.from_search("?theme=siege&scale=nonsense")
    assert view.notes
    assert view.but(event="x") == View(theme=("siege",), event="x")
    assert view.but(event="x").notes == ()


def test_what_is_selected_follows_from_event_and_report() -> None:
    assert [View(event=e, report=r).selects for e, r in (("", ""), ("e", ""), ("", "r"), ("e", "r"))] == [
        "",
        "event",
        "report",
        "citation",
    ]


def test_a_pair_may_be_shifted_by_days_and_a_shift_of_none_is_left_out() -> None:
    shifted = View(pair="order-227~wagner~-3")
    assert shifted.pair_ids == ("order-227", "wagner")
    assert (shifted.pair_shift, View(pair="order-227~wagner").pair_shift) == (-3, 0)
    assert View.from_search("?pair=a~b~0").pair == "a~b"
    assert View.from_search("?pair=a~b~007").pair == "a~b~7"
