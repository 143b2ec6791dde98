"""A column of dates says what `read` says, row by row, however it comes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.dates import mixed_dates
from tests.edtf_strategies import edtf, typed
from timeline.dates import (
    APPROXIMATE,
    END_APPROXIMATE,
    INTERVAL,
    NO_DAY,
    OPEN_END,
    PRECISIONS,
    SET,
    START_APPROXIMATE,
    UNKNOWN_START,
    DateColumn,
    DateError,
    Span,
    civil,
    civil_column,
    completed_years,
    parse,
    read,
    read_column,
    years_between,
)


def says(column: DateColumn, row: int) -> tuple[object, ...]:
    """Return all that the column says of a row."""
    days = (column.earliest, column.latest, column.start_latest, column.end_earliest)
    precision = PRECISIONS[column.precision[row]]
    return (column.text[row], *(int(bounds[row]) for bounds in days), precision, int(column.flags[row]))


def expected(span: Span) -> tuple[object, ...]:
    """Return what a column has to say of a row with this span."""
    days = (span.earliest, span.latest, span.start_latest, span.end_earliest)
    return (span.text, *(NO_DAY if day is None else day for day in days), span.precision, span.flags)


def check(column: DateColumn, texts: list[str]) -> None:
    """Assert that every row is what `read` gives for its text."""
    assert len(column) == len(texts)
    for row, text in enumerate(texts):
        try:
            span = read(text)
        except DateError as refused:
            assert not column.ok[row]
            error = column.errors[row]
            assert (error.message, error.mend) == (refused.message, refused.mend)
            assert says(column, row) == (text, NO_DAY, NO_DAY, NO_DAY, NO_DAY, "day", 0)
            assert row not in column.read_as
            continue
        assert column.ok[row]
        assert row not in column.errors
        assert says(column, row) == expected(span)
        assert column.read_as.get(row, text) == span.text
        assert (row in column.read_as) == (span.text != text)


@given(st.lists(st.one_of(edtf, typed), max_size=40))
def test_every_row_is_what_read_gives(texts: list[str]) -> None:
    check(read_column(texts), texts)


def neighbours(text: str) -> list[str]:
    """Return the text with each character replaced by others that matter."""
    return [text[:i] + c + text[i + 1 :] for i in range(len(text)) for c in "09X-/.~ \n"]


@pytest.mark.parametrize(
    "text", ["1942-07-28", "-0043-03-15~", "1942-07", "1942-24?", "1942", "194X", "19XX%", "1942-XX-XX", "1941/1945",
             "1942-07-28/..", "../1945", "1942-07/", "/1945", "1936-39", "1943-02-29", "-0001", "-0000", "-000X"],
)  # fmt: skip
def test_a_slip_in_a_common_form_is_seen(text: str) -> None:
    texts = neighbours(text)
    check(read_column(texts), texts)


def test_the_dates_of_the_benchmark_are_read_right() -> None:
    texts = mixed_dates(2000, seed=3)
    check(read_column(texts), texts)


@pytest.mark.parametrize("texts", [[], [""], ["\n"], ["1942\n1943"], ["1942", "", "1943"], ["1942", "\n\n", "x\ny"],
                                   ["\ud800", "1942"], ["١٩٤٢", "1942"], ["1942\x00"]])  # fmt: skip
def test_empty_and_odd_columns_keep_their_rows(texts: list[str]) -> None:
    check(read_column(texts), texts)


@pytest.mark.parametrize("kind", ["list", "tuple", "objects", "str", "object series", "filtered"])
def test_a_column_may_come_as_list_array_or_series(kind: str) -> None:
    texts = ["1942-07-28", "28 July 1942", "nonsense", "1941/1945"]
    given_as = {
        "list": texts,
        "tuple": tuple(texts),
        "objects": np.array(texts, dtype=object),
        "str": pd.Series(texts, dtype="str"),
        "object series": pd.Series(texts, dtype=object, index=[9, 7, 5, 3]),
        "filtered": pd.Series([*texts, "1"], dtype="str")[[True, True, True, True, False]],
    }[kind]
    column = read_column(given_as)
    check(column, texts)
    assert texts == ["1942-07-28", "28 July 1942", "nonsense", "1941/1945"]


def test_the_texts_that_were_given_are_not_changed() -> None:
    texts = np.array(["28 July 1942"], dtype=object)
    assert read_column(texts).text[0] == "1942-07-28"
    assert texts[0] == "28 July 1942"


def test_cells_that_are_no_text_are_missing_dates() -> None:
    column = read_column(pd.Series(["1942", None, float("nan")], dtype=object))
    assert column.ok.tolist() == [True, False, False]
    assert column.errors[1].message == "the date is missing"


def test_flags_say_what_is_soft_open_unknown_and_a_set() -> None:
    column = read_column(["1942~", "1941~/1945", "1941/1945~", "2022/..", "/1945", "[1941,1942]"])
    soft = START_APPROXIMATE | END_APPROXIMATE
    assert column.flags.tolist() == [
        APPROXIMATE | soft,
        APPROXIMATE | INTERVAL | START_APPROXIMATE,
        APPROXIMATE | INTERVAL | END_APPROXIMATE,
        INTERVAL | OPEN_END,
        INTERVAL | UNKNOWN_START,
        SET,
    ]
    assert parse("1942~").flags == column.flags[0]


DAYS = st.integers(-1_500_000, 20_000)


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=30))
def test_years_between_columns_are_the_completed_years_of_each_pair(pairs):
    columns = np.array(pairs, dtype=np.int32)
    told = years_between(columns[:, 0], columns[:, 1]).tolist()
    assert told == [completed_years(one, other) for one, other in pairs]


@given(st.lists(DAYS, min_size=1, max_size=30))
def test_a_column_of_days_has_the_dates_of_its_days(days):
    columns = civil_column(np.array(days, dtype=np.int64))
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == [civil(day) for day in days]
