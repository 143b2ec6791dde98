"""What people type: what it is read as, and what is refused with both readings named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edtf_strategies import edtf, typed
from timeline.dates import DateError, Span, doubt, parse, read
from timeline.dates_edtf import fault_of

READ = [
    # Days
    ("28 July 1942", "1942-07-28"),
    ("July 28, 1942", "1942-07-28"),
    ("July 28 1942", "1942-07-28"),
    ("July, 28, 1942", "1942-07-28"),
    ("28th of July 1942", "1942-07-28"),
    ("the 28th of July, 1942", "1942-07-28"),
    ("28 Jul. 1942", "1942-07-28"),
    ("28 JULY 1942", "1942-07-28"),
    ("1942 July 28", "1942-07-28"),
    ("on 28 July 1942", "1942-07-28"),
    ("Tuesday, 28 July 1942", "1942-07-28"),
    ("Sept. 11, 2001", "2001-09-11"),
    ("15 March 44 BC", "-0043-03-15"),
    ("28\u00a0July\u00a01942", "1942-07-28"),
    ("  28  July 1942 ", "1942-07-28"),
    (" 1942-07-28", "1942-07-28"),
    ("1942/7/28", "1942-07-28"),
    ("1942/07/28", "1942-07-28"),
    ("1942.07.28", "1942-07-28"),
    ("28/07/1942", "1942-07-28"),
    ("28.07.1942", "1942-07-28"),
    ("28-07-1942", "1942-07-28"),
    ("7/28/1942", "1942-07-28"),
    ("05/05/1942", "1942-05-05"),  # both readings are the same day
    # As spreadsheets and databases write it
    ("1942-07-28 00:00:00", "1942-07-28"),
    ("1942-07-28T00:00", "1942-07-28"),
    ("7/28/1942 0:00", "1942-07-28"),
    ("1942-07-28 14:30", "1942-07-28T14:30:00"),
    ("1942-07-28T14:30:05Z", "1942-07-28T14:30:05Z"),
    ("1942.0", "1942"),
    ("“1942”", "1942"),
    ("1941 / 1945", "1941/1945"),
    ("[1667, 1668]", "[1667,1668]"),
    ("02/2022", "2022-02"),
    ("2.2022", "2022-02"),
    # Months, years, eras
    ("July 1942", "1942-07"),
    ("January 49 BCE", "-0048-01"),
    ("in 1942", "1942"),
    ("１９４２", "1942"),  # full-width digits
    ("431 BCE", "-0430"),
    ("431 BC", "-0430"),
    ("431 B.C.", "-0430"),
    ("431 b. c. e.", "-0430"),
    ("1 BC", "0000"),
    ("44 BC", "-0043"),
    ("10000 BC", "-9999"),
    ("AD 476", "0476"),
    ("476 AD", "0476"),
    ("476 CE", "0476"),
    ("\u22120430", "-0430"),  # a true minus sign
    # Decades, centuries, seasons
    ("1940s", "194X"),
    ("the 1940s", "194X"),
    ("1940's", "194X"),
    ("430s BCE", "[-0438..-0429]"),  # no decade of EDTF: its runs of ten years before our era end otherwise
    ("AD 30s", "003X"),
    ("1940s circa", "194X~"),
    ("19th century", "18XX"),
    ("the nineteenth century", "18XX"),
    ("19th c.", "18XX"),
    ("2nd century BC", "-01XX"),
    ("1st century BCE", "-00XX"),
    ("3rd millennium BCE", "-2XXX"),
    ("19th century?", "18XX?"),
    ("Summer 1942", "1942-22"),
    ("summer of 1942", "1942-22"),
    ("1942 summer", "1942-22"),
    ("fall 1942", "1942-23"),
    ("winter 1942-43", "1942-24"),
    ("winter 1942–1943", "1942-24"),
    ("winter 1942/43", "1942-24"),
    ("winter 431/430 BCE", "-0430-24"),
    ("winter 431 BCE–430 BCE", "-0430-24"),
    ("since winter 1942–43", "1942-24/.."),
    ("winter 1941–42 to winter 1942–43", "1941-24/1942-24"),
    ("southern summer 1982–83", "1982-30"),
    ("Q1 1942", "1942-33"),
    ("first quarter of 1942", "1942-33"),
    ("last third of 1942", "1942-39"),
    ("second half of 1942", "1942-41"),
    # Doubts
    ("c. 1930", "1930~"),
    ("c.1930", "1930~"),
    ("c1930", "1930~"),
    ("ca 1930", "1930~"),
    ("ca. 1930", "1930~"),
    ("circa 1930", "1930~"),
    ("about 1930", "1930~"),
    ("around July 1942", "1942-07~"),
    ("c. 431 BCE", "-0430~"),
    ("about the 1940s", "194X~"),
    ("perhaps 1930", "1930?"),
    ("probably 28 July 1942", "1942-07-28?"),
    ("1930 (?)", "1930?"),
    ("1930 ?", "1930?"),
    ("1930 (uncertain)", "1930?"),
    ("c. 1930?", "1930%"),
    ("perhaps about 1930", "1930%"),
    # Ranges
    ("1941-1945", "1941/1945"),
    ("1941–1945", "1941/1945"),
    ("1941 — 1945", "1941/1945"),
    ("1941 to 1945", "1941/1945"),
    ("from 1941 to 1945", "1941/1945"),
    ("1941–45", "1941/1945"),
    ("1851-52", "1851/1852"),  # 52 is no month
    ("1914-18", "1914/1918"),
    ("1918–22", "1918/1922"),  # a dash is never a season
    ("1942/43", "1942/1943"),
    ("431-404 BCE", "-0430/-0403"),
    ("1200-1000 BCE", "-1199/-0999"),
    ("431 BC – 404 BC", "-0430/-0403"),
    ("44 BC - AD 14", "-0043/0014"),
    ("Jul 1942 - Feb 1943", "1942-07/1943-02"),
    ("July-August 1942", "1942-07/1942-08"),
    ("July/August 1942", "1942-07/1942-08"),
    ("28/29 July 1942", "1942-07-28/1942-07-29"),
    ("28 July 1942 to 29 October 1944", "1942-07-28/1944-10-29"),
    ("28 July - 3 August 1942", "1942-07-28/1942-08-03"),
    ("28-29 July 1942", "1942-07-28/1942-07-29"),
    ("July 28-29, 1942", "1942-07-28/1942-07-29"),
    ("July 28 - August 3, 1942", "1942-07-28/1942-08-03"),
    ("28/07/1942 - 29/10/1944", "1942-07-28/1944-10-29"),
    ("1942-07-28 to 1944-10-29", "1942-07-28/1944-10-29"),
    ("18th-19th century", "17XX/18XX"),
    ("5th to 4th century BCE", "-04XX/-03XX"),
    ("1930s–1940s", "193X/194X"),
    ("c. 1941-45", "1941~/1945~"),  # about the pair
    ("c. 1941 - 1945", "1941~/1945"),  # about the date beside it
    ("1941 - c. 1945", "1941/1945~"),
    ("1941–45?", "1941?/1945?"),
    # Open, unknown and bounded
    ("since 2022", "2022/.."),
    ("since 24 February 2022", "2022-02-24/.."),
    ("from 2022 onwards", "2022/.."),
    ("2014-present", "2014/.."),
    ("2014 – now", "2014/.."),
    ("until 1945", "../1945"),
    ("until 1945, start unknown", "/1945"),
    ("from July 1942, end unknown", "1942-07/"),
    ("from July 1942", "1942-07/"),
    ("before 1928", "[..1927]"),
    ("after 1928", "[1929..]"),
    ("pre-1942", "[..1941]"),
    ("post-1942", "[1943..]"),
    ("before July 1942", "[..1942-06]"),
    ("after 31 December 1942", "[1943-01-01..]"),
    ("before the 1940s", "[..1939]"),
    ("before 1 CE", "[..0000]"),
    ("by 1928", "[..1928]"),
    ("1928 or earlier", "[..1928]"),
    ("1928 or later", "[1928..]"),
    ("between 1941 and 1945", "[1941..1945]"),
    ("1667, 1668 or 1670", "[1667,1668,1670]"),
    ("18 or 19 August 1942", "[1942-08-18,1942-08-19]"),
    ("1900 or 5 BCE", "[1900,-0004]"),
    ("1941 and 1943", "{1941,1943}"),
    ("1942, month unknown", "1942-XX"),
    ("1942, month and day unknown", "1942-XX-XX"),
    ("July 1942, day unknown", "1942-07-XX"),
    ("about July 1942, day unknown", "1942-07-XX~"),
    # EDTF wins over what someone may have meant.
    ("1941-12", "1941-12"),
    ("2010-24", "2010-24"),
    ("1942-25", "1942-25"),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=[row[0] for row in READ])
def test_what_people_type_is_read_as_edtf(text: str, expected: str) -> None:
    assert read(text) == parse(expected)


GENERIC = "Write it like 1942-07-28, 1942-07, 1942 or 1941/1945, and 2022-02-24/.. for what still goes on."
REFUSED = [
    ("03/04/1942", "it may be 3 April 1942 or 4 March 1942",
     "Write 1942-04-03 for 3 April 1942, 1942-03-04 for 4 March 1942."),
    ("03.04.1942", "it may be 3 April 1942 or 4 March 1942",
     "Write 1942-04-03 for 3 April 1942, 1942-03-04 for 4 March 1942."),
    ("9/11/2001", "it may be 9 November 2001 or 11 September 2001",
     "Write 2001-11-09 for 9 November 2001, 2001-09-11 for 11 September 2001."),
    ("28/07/42", "the year 42 does not say its century", "Write it in full: 1942-07-28 for 28 July 1942."),
    ("28 July 42", "the year 42 does not say its century", "Write all four digits, such as 1942."),
    ("9/11", "it has no year", "Add the year, and write it as year-month-day: 2001-09-11."),
    ("4 July", "it has no year", "Add the year."),
    ("13/13/1942", "neither 13 nor 13 is a month with such a day", "Write it as year-month-day: 1942-07-28."),
    ("1936-39", "it may be the years 1936 to 1939 or the last third of 1936",
     "Write 1936/1939 for the years, 1936-09/1936-12 for the part of the year."),
    ("1927-28", "it may be the years 1927 to 1928 or the northern winter 1927–28",
     "Write 1927/1928 for the years, 1927-12/1928-02 for the part of the year."),
    ("1905/06", "'1905/06' may be a month or a range of years",
     "Write 1905-06 for June 1905, 1905/1906 for the years."),
    ("1942/07", "07 does not follow 1942", "Write 1942-07 for July 1942."),
    ("1942-7-28", "months take two digits", "Write 1942-07-28."),
    ("30 February 1943", "30 February does not exist: February 1943 has 28 days", ""),
    ("29 February 44 BC", "29 February does not exist: February 44 BCE has 28 days", ""),
    ("August 32 1942", "day 32 does not exist: August 1942 has 31 days", ""),
    ("Monday, 28 July 1942", "28 July 1942 was a Tuesday", "Write 1942-07-28 if that is the day."),
    ("1945-1941", "the years run backwards: from 1945 to 1941", "Write 1941/1945 if you mean both years."),
    ("July 1945 to June 1941", "the interval runs backwards: it starts on 1945-07 and ends on 1941-06",
     "Write 1941-06/1945-07."),
    ("404-431 BCE", "the interval runs backwards: it starts on -0403 and ends on -0430", "Write -0430/-0403."),
    ("1900s", "the 1900s may be ten years or a hundred", "Write 190X for 1900 to 1909, 19XX for 1900 to 1999."),
    ("40s", "the 40s of which century", "Write 194X for the 1940s."),
    ("early 19th century", "'early' has no bounds of its own", "Write 18XX for all of it, or such as [1800..1832]."),
    ("late 1940s", "'late' has no bounds of its own", "Write 194X for all of it, or such as [1946..1949]."),
    ("mid-1942", "'mid' has no bounds of its own", "Write 1942 for all of it, or such as 1942-38."),
    ("0 BCE", "there is no year 0", "Write 0000 or 1 BCE for the year before 1 CE."),
    ("12000 BCE", "the year is out of range: years from -9999 to 9999 can be shown", ""),
    ("476", "years take four digits", "Write 0476 for 476 CE, -0475 for 476 BCE."),
    ("19??", "an unknown digit is written X", "Write 19XX."),
    ("194?", "an unknown digit is written X", "Write 194X."),
    ("194-", "an unknown digit is written X", "Write 194X."),
    ("19--", "an unknown digit is written X", "Write 19XX."),
    ("1942-??-??", "an unknown digit is written X", "Write 1942-XX-XX."),
    ("1942-07-28/29", "both ends of an interval are written in full", "Write 1942-07-28/1942-07-29."),
    ("1942-07/08", "both ends of an interval are written in full", "Write 1942-07/1942-08."),
    ("1942-07-28/08-03", "both ends of an interval are written in full", "Write 1942-07-28/1942-08-03."),
    ("20050924", "year, month and day take hyphens between them", "Write 2005-09-24."),
    ("2014–", "it has no end", "Write 2014/.. if it still goes on, 2014/ if its end is unknown."),
    ("–1945", "it has no start", "Write ../1945 for all time until then, /1945 if the start is unknown."),
    ("25 October 1917 O.S.", "dates are kept in the Gregorian calendar, and this is Old Style",
     "Write 1917-11-07; the old date goes in date_note."),
    ("28 Juli 1942", "'juli' is no word we know", "Did you mean 28 July 1942? Write 1942-07-28."),
    ("sumer 1942", "'sumer' is no word we know", "Did you mean summer 1942? Write 1942-22."),
    ("summer 1942-43", "summer does not run from 1942 to 43", "Write 1942-22."),
    ("unknown", "nothing is known of the date", "Write what is known, such as 19XX for the 20th century."),
    ("n.d.", "nothing is known of the date", "Write what is known, such as 19XX for the 20th century."),
    ("", "the date is missing", GENERIC),
    ("  ", "the date is missing", GENERIC),
    ("?", "no date we know is written like this", GENERIC),
    ("Stalingrad", "no date we know is written like this", GENERIC),
    ("28 July 1942\x00", "no date we know is written like this", GENERIC),
    ("1" * 401, "401 characters are too many for a date", GENERIC),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "mend"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_what_is_ambiguous_or_impossible_is_refused_with_the_way_out(text: str, message: str, mend: str) -> None:
    with pytest.raises(DateError) as caught:
        read(text)
    assert (caught.value.message, caught.value.mend) == (message, mend)


def test_an_error_prints_as_its_reason_and_its_mend() -> None:
    with pytest.raises(DateError, match=r"^months take two digits\. Write 1942-07-28\.$"):
        read("1942-7-28")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1918-22", "Write 1918/1922 if you mean the years."),
        ("2010-24~", "Write 2010~/2024~ if you mean the years."),
        ("1942-24", ""),
        ("1941-12", ""),
        ("1942", ""),
    ],
)
def test_a_season_that_looks_like_a_range_of_years_is_doubted(text: str, said: str) -> None:
    assert doubt(text) == said


def _read(text: str) -> Span | None:
    try:
        return read(text)
    except DateError:
        return None


@given(st.one_of(edtf, typed))
def test_whatever_is_typed_is_read_as_edtf_or_refused_in_words(text: str) -> None:
    span = _read(text)
    if span is not None:
        assert parse(span.text) == span
        return
    with pytest.raises(DateError) as caught:
        read(text)
    assert caught.value.message
    assert not caught.value.message.endswith(".")
    assert caught.value.mend == "" or caught.value.mend[-1] in ".?"


@given(edtf)
def test_edtf_is_read_as_it_is_but_for_years_that_look_like_thirds(text: str) -> None:
    span = _read(text)
    if fault_of(text) is None and span is None:
        assert 25 <= int(text[5:7]) <= 41
    elif fault_of(text) is None:
        assert span == parse(text)


def test_every_date_of_the_bundled_catalogue_is_edtf_already(sample_folder: Path) -> None:
    with (sample_folder / "events.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["date"] for row in csv.DictReader(file)]
    assert [text for text in texts if parse(text) != read(text) or doubt(text)] == []
