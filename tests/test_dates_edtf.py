"""EDTF: what is accepted with which bounds, what is refused with which words, and each trap decided."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.edtf_strategies import edtf
from timeline.dates import DateError, Span, civil, parse, words
from timeline.dates_edtf import fault_of


def bounds(span: Span) -> tuple[str | None, str | None]:
    """Return both bounds as ISO texts, astronomical years without padding of the sign."""
    earliest, latest = (
        day if day is None else "{}-{:02}-{:02}".format(*civil(day)) for day in (span.earliest, span.latest)
    )
    return earliest, latest


ACCEPTED = [
    # Level 0
    ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
    ("1985-04", "1985-04-01", "1985-04-30", "month"),
    ("1985", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "day"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "day"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "day"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "day"),
    ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31", "day"),
    ("1964/2008", "1964-01-01", "2008-12-31", "year"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "month"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "day"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31", "year"),
    ("2005/2006-02", "2005-01-01", "2006-02-28", "year"),
    ("0000", "0-01-01", "0-12-31", "year"),
    ("0000-02-29", "0-02-29", "0-02-29", "day"),
    # Level 1
    ("-1985", "-1985-01-01", "-1985-12-31", "year"),
    ("-9999", "-9999-01-01", "-9999-12-31", "year"),
    ("2001-21", "2001-03-01", "2001-05-31", "season"),
    ("2001-22", "2001-06-01", "2001-08-31", "season"),
    ("2001-23", "2001-09-01", "2001-11-30", "season"),
    ("2001-24", "2001-12-01", "2002-02-28", "season"),
    ("2019-24", "2019-12-01", "2020-02-29", "season"),
    ("9999-24", "9999-12-01", "10000-02-29", "season"),
    ("1984?", "1984-01-01", "1984-12-31", "year"),
    ("2004-06~", "2004-06-01", "2004-06-30", "month"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "day"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12/..", "1985-04-12", None, "day"),
    ("1985/..", "1985-01-01", None, "year"),
    ("../1985-04", None, "1985-04-30", "month"),
    ("1985-04-12/", "1985-04-12", None, "day"),
    ("/1985", None, "1985-12-31", "year"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30", "year"),
    ("1984-06?/2004-08?", "1984-06-01", "2004-08-31", "month"),
    ("18XX/1914", "1800-01-01", "1914-12-31", "century"),
    # Level 2, as far as histories use it
    ("Y17E2", "1700-01-01", "1700-12-31", "year"),
    ("Y-4E2", "-400-01-01", "-400-12-31", "year"),
    ("1950S2", "1900-01-01", "1999-12-31", "century"),
    ("1957S3", "1950-01-01", "1959-12-31", "decade"),
    ("1950S1", "1000-01-01", "1999-12-31", "millennium"),
    ("1950S4", "1950-01-01", "1950-12-31", "year"),
    ("-0431S2", "-439-01-01", "-430-12-31", "decade"),
    ("Y17E2S2", "1700-01-01", "1799-12-31", "century"),
    ("2001-25", "2001-03-01", "2001-05-31", "season"),
    ("2001-28", "2001-12-01", "2002-02-28", "season"),
    ("2001-29", "2001-09-01", "2001-11-30", "season"),
    ("2001-30", "2001-12-01", "2002-02-28", "season"),
    ("2001-32", "2001-06-01", "2001-08-31", "season"),
    ("2001-34", "2001-04-01", "2001-06-30", "season"),
    ("2001-38", "2001-05-01", "2001-08-31", "season"),
    ("2001-40", "2001-01-01", "2001-06-30", "season"),
    ("2001-41", "2001-07-01", "2001-12-31", "season"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "year"),
    ("[..1760-12-03]", None, "1760-12-03", "day"),
    ("[1760-12..]", "1760-12-01", None, "month"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31", "year"),
    ("[1667]", "1667-01-01", "1667-12-31", "year"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", "year"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31", "year"),
    ("{..1984}", None, "1984-12-31", "year"),
    ("{1984~..}", "1984-01-01", None, "year"),
    ("2004-06~-11", "2004-06-11", "2004-06-11", "day"),
    ("2004?-06-11", "2004-06-11", "2004-06-11", "day"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11", "day"),
    ("2004-%06-11", "2004-06-11", "2004-06-11", "day"),
    ("?2004-06", "2004-06-01", "2004-06-30", "month"),
    ("?-0043-03", "-43-03-01", "-43-03-31", "month"),
    ("156X-12-25", "1560-12-25", "1569-12-25", "decade"),
    ("15XX-12-25", "1500-12-25", "1599-12-25", "century"),
    ("XXXX-12-XX", "0-12-01", "9999-12-31", "millennium"),
    ("1XXX-XX", "1000-01-01", "1999-12-31", "millennium"),
    ("1560-XX-25", "1560-01-25", "1560-12-25", "year"),
    ("1984-1X", "1984-10-01", "1984-12-31", "year"),
    ("1942-X2", "1942-02-01", "1942-12-31", "year"),
    ("1X42", "1042-01-01", "1942-12-31", "millennium"),
    ("1999-02-2X", "1999-02-20", "1999-02-28", "month"),
    ("XXXX-02-29", "0-02-29", "9996-02-29", "millennium"),
    ("19X9-02-2X", "1909-02-20", "1999-02-28", "century"),
    ("1942-XX-31", "1942-01-31", "1942-12-31", "year"),
    ("-043X", "-439-01-01", "-430-12-31", "decade"),
    ("-000X", "-9-01-01", "-1-12-31", "decade"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_edtf_has_these_bounds_and_comes_back_as_it_was(
    text: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    span = parse(text)
    assert (str(span), span.precision) == (text, precision)
    assert bounds(span) == (earliest, latest)


REFUSED = [
    # Impossible dates say why.
    ("1943-02-30", "30 February does not exist: February 1943 has 28 days", ""),
    ("1900-02-29", "29 February does not exist: February 1900 has 28 days", ""),
    ("-0043-02-29", "29 February does not exist: February 44 BCE has 28 days", ""),
    ("1942-06-31", "31 June does not exist: June 1942 has 30 days", ""),
    ("1942-07-32", "day 32 does not exist: July 1942 has 31 days", ""),
    ("1942-07-00", "day 00 does not exist", "Write 1942-07, or 1942-07-XX for an unknown day."),
    ("1942-00", "month 00 does not exist", "Write 1942, or 1942-XX to say that the month is unknown."),
    ("1942-13", "month 13 does not exist: months run from 01 to 12, seasons from 21 to 41", ""),
    ("1942-13-01", "month 13 does not exist: months run from 01 to 12, seasons from 21 to 41", "Write 1942-01-13."),
    ("1942-28-07", "28 is a season in EDTF, and a season has no days", "Write 1942-07-28."),
    ("1942-5X", "no month reads 5X: months run from 01 to 12, seasons from 21 to 41", ""),
    ("1942-02-3X", "no day of February reads 3X", ""),
    ("19X1-02-29", "29 February does not exist in any year that reads 19X1", ""),
    ("19XX-02-30", "30 February does not exist in any year", ""),
    ("1942-XX-32", "no month has a day 32", ""),
    ("-0000", "there is no year -0000", "Write 0000 for 1 BCE, -0001 for 2 BCE."),
    ("-0000-01-01", "there is no year -0000", "Write 0000 for 1 BCE, -0001 for 2 BCE."),
    ("1985-04-12T24:00:00", "24:00:00 is not a time of day: hours run to 23, minutes and seconds to 59",
     "Leave the time out, or write midnight as 00:00:00 of the next day."),
    ("1985-04-12T23:20:30+25", "+25 is not a time zone", "Write Z, or an offset such as +04:30."),
    # Years that cannot be shown
    ("Y-17E7", "the year is out of range: years from -9999 to 9999 can be shown", ""),
    ("Y170000002", "the year is out of range: years from -9999 to 9999 can be shown", ""),
    ("Y9E999999999999", "the year is out of range: years from -9999 to 9999 can be shown", ""),
    ("-10000", "the year is out of range: years from -9999 to 9999 can be shown", ""),
    ("Y1942", "Y is for years of more than four digits", "Write 1942."),
    ("1950S0", "S0 does not fit the year 1950, which has 4 digits", "Write S2 for the century, S3 for the decade."),
    # Intervals and sets
    ("1945/1941", "the interval runs backwards: it starts on 1945 and ends on 1941", "Write 1941/1945."),
    ("1943-02-02/1942-08-23", "the interval runs backwards: it starts on 1943-02-02 and ends on 1942-08-23",
     "Write 1942-08-23/1943-02-02."),
    ("/", "an interval needs a date on one side at least", "Write what is known of it, such as 1941/.. or 194X."),
    ("../..", "an interval needs a date on one side at least", "Write what is known of it, such as 1941/.. or 194X."),
    ("1941/1943/1945", "an interval has one / between its two ends",
     "Write it like 1942-07-28, 1942-07, 1942 or 1941/1945, and 2022-02-24/.. for what still goes on."),
    ("1942-07-28T10:00:00/1943", "an interval takes days, not times", "Write 1942-07-28 as its start."),
    ("1942/1943-02-30", "30 February does not exist: February 1943 has 28 days", ""),
    ("[..]", "a set needs a date on one side of its dots at least", "Write [..1945] or [1941..]."),
    ("[1941,..1945]", "'..1945' is open in the middle of a set", "Put ..a first and b.. last."),
    ("[1945..1941]", "'1945..1941' runs backwards: it starts on 1945 and ends on 1941", "Write 1941..1945."),
    ("?1984~", "a part takes one qualifier, before it or after it", "Keep one of ? ~ %, where % is both."),
    # The basic format is not EDTF.
    ("20050924", "year, month and day take hyphens between them", "Write 2005-09-24."),
    ("2005-0924", "year, month and day take hyphens between them", "Write 2005-09-24."),
    ("200509", "year and month take a hyphen between them", "Write 2005-09."),
    ("20050924T101112", "it is not EDTF",
     "Write it like 1942-07-28, 1942-07, 1942 or 1941/1945, and 2022-02-24/.. for what still goes on."),
    # Slips with one mend
    ("1942-7-28", "months take two digits", "Write 1942-07-28."),
    ("1942-07-8", "days take two digits", "Write 1942-07-08."),
    ("1942-7-8", "months take two digits; days take two digits", "Write 1942-07-08."),
    ("1943-2-30", "30 February does not exist: February 1943 has 28 days", ""),
    ("1942-7/1942-8", "months take two digits", "Write 1942-07/1942-08."),
    ("476", "years take four digits", "Write 0476 for 476 CE, -0475 for 476 BCE."),
    ("42", "years take four digits", "Write 0042 for 42 CE, -0041 for 42 BCE, or 1942."),
    ("-431", "years take four digits, and 0000 is 1 BCE", "Write -0430 for 431 BCE, -0431 for 432 BCE."),
    ("15550", "five digits are no date; a spreadsheet counts days like this",
     "Write 1942-07-28 if that is the day; format the column as text to keep it so."),
    ("1941..1945", "an interval is written with /", "Write 1941/1945."),
    ("2022/...", "an open end is written as two dots", "Write '2022/..'."),
    ("[1667, 1668]", "EDTF has no spaces", "Write [1667,1668]."),
    ("1985-04-12T23:20", "a time takes its seconds", "Write 1985-04-12T23:20:00."),
    # Forms of the draft of 2012
    ("198u", "an unknown digit is written X", "Write 198X."),
    ("19uu", "an unknown digit is written X", "Write 19XX."),
    ("uuuu", "an unknown digit is written X", "Write XXXX."),
    ("1984-uu", "an unknown digit is written X", "Write 1984-XX."),
    ("196x", "an unknown digit is written X", "Write 196X."),
    ("1984-06?/unknown", "an unknown end is left empty", "Write 1984-06?/."),
    ("unknown/2004", "an unknown end is left empty", "Write /2004."),
    ("2004-01-01/open", "an open end is written as two dots", "Write '2004-01-01/..'."),
    ("(2004)?-06", "EDTF has no brackets around parts any more", "Write 2004?-06."),
    ("1984?~", "uncertain and approximate together are written %", "Write 1984%."),
    ("y17e2", "the letters of EDTF are capitals", "Write Y17E2."),
    ("2001-21^southernHemisphere", "a season takes no suffix: 25 to 28 are northern, 29 to 32 southern",
     "Write 2001-21."),
    ("198u/open", "an open end is written as two dots; an unknown digit is written X", "Write '198X/..'."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "mend"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_edtf_is_refused_with_the_reason_and_the_mend(text: str, message: str, mend: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.mend) == (message, mend)


ONE_MEND = [mend[6:-1].strip("'") for _, _, mend in REFUSED if mend.startswith("Write ") and mend.count(" ") == 1]


@pytest.mark.parametrize("text", [mend for mend in ONE_MEND if mend != "1941..1945"])  # that one mends part of a set
def test_a_mend_that_is_one_text_is_accepted(text: str) -> None:
    assert parse(text).text == text


@given(edtf)
def test_every_accepted_text_comes_back_exactly_and_its_bounds_are_in_order(text: str) -> None:
    assume(fault_of(text) is None)
    span = parse(text)
    assert span.text == str(span) == text
    known = [day for day in (span.earliest, span.start_latest, span.latest) if day is not None]
    assert known == sorted(known)
    known = [day for day in (span.earliest, span.end_earliest, span.latest) if day is not None]
    assert known == sorted(known)
    if not span.interval and not text.startswith("{"):
        assert (span.start_latest, span.end_earliest) == (span.latest, span.earliest)
    assert words(span)
    assert words(span, "short")


@given(edtf, st.integers(0, 30), st.sampled_from(["", "0", "u", "x", "-", "/", "?", " "]))
def test_every_refusal_gives_a_reason_and_whole_sentences_as_its_mend(text: str, at: int, slip: str) -> None:
    at %= len(text)
    fault = fault_of(text[:at] + slip + text[at + 1 :])
    if fault is None:
        return
    assert fault.message
    assert not fault.message.endswith(".")
    assert fault.mend == "" or fault.mend.endswith(".")


def test_an_interval_knows_both_bounds_of_both_its_ends() -> None:
    span = parse("1942-07/2023")
    ends = [span.earliest, span.start_latest, span.end_earliest, span.latest]
    assert [civil(day) for day in ends if day is not None] == [
        (1942, 7, 1),
        (1942, 7, 31),
        (2023, 1, 1),
        (2023, 12, 31),
    ]
    assert [end.text for end in span.ends if end] == ["1942-07", "2023"]


def test_an_interval_within_its_own_year_cannot_end_before_it_starts() -> None:
    span = parse("2020-03/2020")
    assert span.end_earliest == parse("2020-03-01").earliest


def test_an_open_end_is_not_an_unknown_one() -> None:
    still, nobody_knows = parse("2022/.."), parse("2022/")
    assert (still.end, nobody_knows.end) == ("open", "unknown")
    assert still.flags != nobody_knows.flags
    assert (parse("../1945").start, parse("/1945").start) == ("open", "unknown")


def test_all_of_a_set_lasts_from_its_first_to_its_last_and_one_of_it_may_be_any() -> None:
    every, one = parse("{1941,1943}"), parse("[1941,1943]")
    assert every.start_latest == parse("1941").latest
    assert every.end_earliest == parse("1943").earliest
    assert (one.start_latest, one.end_earliest) == (one.latest, one.earliest)
    assert (parse("{1941..}").end, parse("[1941..]").end) == ("open", "unknown")


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("1930~", True, False), ("1930?", False, True), ("1930%", True, True), ("2004-06-~11", True, False),
     ("?2004-06", False, True), ("1941~/1945?", True, True), ("[1667?,1668]", False, True), ("1950S2", True, False)],
)  # fmt: skip
def test_doubts_are_known_wherever_they_stand(text: str, approximate: bool, uncertain: bool) -> None:
    assert (parse(text).approximate, parse(text).uncertain) == (approximate, uncertain)


TRAPS = [
    # text, bounds, words: the table of the field notes, row by row, and what we decided.
    # ISO 8601 counts 0000 as 1 BCE, so -0431 is 432 BCE; people type "431 BCE" and get -0430.
    ("-0431", ("-431-01-01", "-431-12-31"), "432 BCE"),
    # A valid year, and never shown as "0".
    ("0000", ("0-01-01", "0-12-31"), "1 BCE"),
    # The winter that begins in December 2010; January and February 2010 are 2009-24.
    ("2010-24", ("2010-12-01", "2011-02-28"), "winter 2010–11"),
    # "About" widens nothing: any width would be invented. The flag softens the edge of the mark.
    ("1984~", ("1984-01-01", "1984-12-31"), "about 1984"),
    ("1984%", ("1984-01-01", "1984-12-31"), "perhaps about 1984"),
    # An unknown end is no bound at all, drawn as a fade; nothing is added.
    ("2004-06-01/", ("2004-06-01", None), "from 1 June 2004, end unknown"),
    # Significant digits count from the front; Y171010000S3 itself is out of range.
    ("1710S3", ("1710-01-01", "1719-12-31"), "about 1710 (between 1710 and 1719)"),
    # Doubts on both ends, and the interval is as coarse as its coarser end.
    ("-0469~/-0398~", ("-469-01-01", "-398-12-31"), "about 470 BCE to about 399 BCE"),
    ("2004-02-01/2005", ("2004-02-01", "2005-12-31"), "1 February 2004 to 2005"),
    # The decade of EDTF is a run of equal digits: -043X is 440 to 431 BCE, not "the 430s BCE".
    ("-043X", ("-439-01-01", "-430-12-31"), "between 440 and 431 BCE"),
    # The century of EDTF starts with its 00: called the 19th all the same, as everyone does.
    ("18XX", ("1800-01-01", "1899-12-31"), "19th century"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "said"), TRAPS, ids=[row[0] for row in TRAPS])
def test_traps_are_decided(text: str, expected: tuple[str | None, str | None], said: str) -> None:
    assert (bounds(parse(text)), words(parse(text))) == (expected, said)


@pytest.mark.parametrize("text", ["-0000-01-01", "Y171010000S3", "198u", "1984-06?/unknown", "(2004)?-06", "20050924"])
def test_traps_that_are_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@pytest.mark.parametrize("size", [1000, 10_000_000])
def test_a_cell_of_any_size_is_refused_at_once(size: int) -> None:
    with pytest.raises(DateError, match="characters are too many for a date"):
        parse("1" * size)
