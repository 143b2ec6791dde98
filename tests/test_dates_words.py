"""Dates in words for people, long and short."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.edtf_strategies import edtf, intervals, masked_parts, months, plain, qualified, seasons, years
from timeline.dates import day_number, day_words, parse, read, words
from timeline.dates_edtf import fault_of

SAID = [
    ("1942-07-28", "28 July 1942", "28 Jul 1942"),
    ("1942-07", "July 1942", "Jul 1942"),
    ("1942", "1942", "1942"),
    ("0476", "476 CE", "476 CE"),
    ("-0430", "431 BCE", "431 BCE"),
    ("0000", "1 BCE", "1 BCE"),
    ("-0043-03-15", "15 March 44 BCE", "15 Mar 44 BCE"),
    ("1985-04-12T23:20:30Z", "12 April 1985, 23:20:30 UTC", "12 Apr 1985"),
    ("1985-04-12T23:20:00+04:30", "12 April 1985, 23:20 +04:30", "12 Apr 1985"),
    # Unknown parts
    ("1942-XX", "1942, month unknown", "1942, month unknown"),
    ("1942-XX-XX", "1942, month and day unknown", "1942, month and day unknown"),
    ("1942-07-XX", "July 1942, day unknown", "Jul 1942, day unknown"),
    ("1942-07-3X", "30 or 31 July 1942", "30 or 31 Jul 1942"),
    ("1942-07-1X", "July 1942, between the 10th and the 19th", "Jul 1942, between the 10th and the 19th"),
    ("1942-X2", "1942, February or December", "1942, Feb or Dec"),
    ("1942-1X", "1942, between October and December", "1942, between Oct and Dec"),
    ("1942-X0", "October 1942", "Oct 1942"),
    ("1942-1X-XX", "1942, between October and December, day unknown", "1942, between Oct and Dec, day unknown"),
    ("1560-XX-25", "1560, the 25th of a month, month unknown", "1560, the 25th of a month, month unknown"),
    ("1560-1X-0X", "1560, a day from 1 to 9 of a month, between October and December",
     "1560, a day from 1 to 9 of a month, between Oct and Dec"),
    ("156X-12-25", "25 December, in the 1560s", "25 Dec, in the 1560s"),
    ("15XX-12", "December, in the 16th century", "Dec, in the 16th century"),
    ("156X-24", "winter, in the 1560s", "winter, in the 1560s"),
    ("156X-35", "third quarter, in the 1560s", "third quarter, in the 1560s"),
    ("156X-XX", "1560s, month unknown", "1560s, month unknown"),
    ("156X-1X", "1560s, between 1 October 1560 and 31 December 1569", "1560s, between 1 Oct 1560 and 31 Dec 1569"),
    ("XXXX-12-25", "25 December in an unknown year", "25 Dec in an unknown year"),
    # Decades, centuries
    ("194X", "1940s", "1940s"),
    ("190X", "between 1900 and 1909", "between 1900 and 1909"),  # "the 1900s" would be a century to many
    ("000X/..", "since some time between 1 BCE and 9 CE", "since some time between 1 BCE and 9 CE"),
    ("000X", "between 1 BCE and 9 CE", "between 1 BCE and 9 CE"),
    ("-043X", "between 440 and 431 BCE", "between 440 and 431 BCE"),
    ("18XX", "19th century", "19th century"),
    ("10XX", "11th century", "11th century"),
    ("04XX", "5th century CE", "5th century CE"),
    ("-04XX", "5th century BCE", "5th century BCE"),
    ("1XXX", "2nd millennium", "2nd millennium"),
    ("-2XXX", "3rd millennium BCE", "3rd millennium BCE"),
    ("XXXX", "year unknown", "year unknown"),
    ("1X42", "a year ending in 42 between 1042 and 1942", "a year ending in 42 between 1042 and 1942"),
    ("Y17E2", "1700", "1700"),
    ("1950S2", "about 1950 (between 1900 and 1999)", "c. 1950 (between 1900 and 1999)"),
    # Seasons
    ("1942-21", "spring 1942", "spring 1942"),
    ("1942-24", "winter 1942–43", "winter 1942–43"),
    ("1999-24", "winter 1999–2000", "winter 1999–2000"),
    ("-0430-24", "winter 431–430 BCE", "winter 431–430 BCE"),
    ("0000-24", "winter 1 BCE–1 CE", "winter 1 BCE–1 CE"),
    ("0475-24", "winter 475–476 CE", "winter 475–476 CE"),
    ("1942-27", "northern autumn 1942", "northern autumn 1942"),
    ("1982-30", "southern summer 1982–83", "southern summer 1982–83"),
    ("1942-36", "fourth quarter of 1942", "fourth quarter of 1942"),
    ("1942-39", "last third of 1942", "last third of 1942"),
    ("1942-40", "first half of 1942", "first half of 1942"),
    # Doubts
    ("1930~", "about 1930", "c. 1930"),
    ("1930?", "perhaps 1930", "1930?"),
    ("1930%", "perhaps about 1930", "c. 1930?"),
    ("194X~", "about the 1940s", "c. 1940s"),
    ("18XX?", "perhaps the 19th century", "19th century?"),
    ("2004-06-~11", "11 June 2004 (day approximate)", "11 Jun 2004 (day approximate)"),
    ("?2004-06", "June 2004 (year uncertain)", "Jun 2004 (year uncertain)"),
    ("2004-06~-11", "11 June 2004 (year and month approximate)", "11 Jun 2004 (year and month approximate)"),
    ("?2004-06-%11", "11 June 2004 (year uncertain, day approximate and uncertain)",
     "11 Jun 2004 (year uncertain, day approximate and uncertain)"),
    # Intervals
    ("1941/1945", "1941 to 1945", "1941–1945"),
    ("-0430/-0403", "431 to 404 BCE", "431–404 BCE"),
    ("0014/0037", "14 to 37 CE", "14–37 CE"),
    ("-0043/0014", "44 BCE to 14 CE", "44 BCE – 14 CE"),
    ("1942-07-28/1944-10-29", "28 July 1942 to 29 October 1944", "28 Jul 1942 – 29 Oct 1944"),
    ("1942-08-01/1942-10-15", "1 August to 15 October 1942", "1 Aug – 15 Oct 1942"),
    ("2023-06-23/2023-06-24", "23 to 24 June 2023", "23–24 Jun 2023"),
    ("2022-03/2022-05", "March to May 2022", "Mar–May 2022"),
    ("1942-07-28/1945", "28 July 1942 to 1945", "28 Jul 1942 – 1945"),
    ("1994-04-07/1994-07", "7 April to July 1994", "7 Apr – Jul 1994"),
    ("1941~/1945", "about 1941 to 1945", "c. 1941 – 1945"),
    ("193X/194X", "1930s to 1940s", "1930s–1940s"),
    ("1942-XX/1943", "1942, month unknown, to 1943", "1942, month unknown – 1943"),
    ("1942/1942", "within 1942", "within 1942"),
    ("1942-07-28/1942-07-28", "28 July 1942", "28 Jul 1942"),
    ("2022-02-24/..", "since 24 February 2022", "since 24 Feb 2022"),
    ("2022/..", "since 2022", "since 2022"),
    ("194X/..", "since the 1940s", "since the 1940s"),
    ("../1945", "until 1945", "until 1945"),
    ("1942-07/", "from July 1942, end unknown", "from Jul 1942, end unknown"),
    ("/1945", "until 1945, start unknown", "until 1945, start unknown"),
    # Sets
    ("[1667,1668,1670]", "1667, 1668 or 1670", "1667, 1668 or 1670"),
    ("[1667,1668,1670..1672]", "1667, 1668 or between 1670 and 1672", "1667, 1668 or between 1670 and 1672"),
    ("[1942-08-18,1942-08-19]", "18 or 19 August 1942", "18 or 19 Aug 1942"),
    ("[-0001,0382,-0001]", "2 BCE, 382 CE or 2 BCE", "2 BCE, 382 CE or 2 BCE"),
    ("[1941..1945]", "between 1941 and 1945", "between 1941 and 1945"),
    ("[..1927]", "1927 or earlier", "1927 or earlier"),
    ("[1929..]", "1929 or later", "1929 or later"),
    ("{1941,1943}", "1941 and 1943", "1941 and 1943"),
    ("{1667,1670..1672}", "1667 and 1670 to 1672", "1667 and 1670 to 1672"),
    ("{..1984}", "every year up to 1984", "every year up to 1984"),
    ("{1984-06..}", "every month from June 1984", "every month from Jun 1984"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "long", "short"), SAID, ids=[row[0] for row in SAID])
def test_people_read_words_and_not_codes(text: str, long: str, short: str) -> None:
    assert (words(parse(text)), words(parse(text), "short")) == (long, short)


def test_a_day_number_is_said_like_a_date() -> None:
    assert day_words(day_number(1942, 7, 28)) == "28 July 1942"
    assert day_words(day_number(-43, 3, 15), "short") == "15 Mar 44 BCE"


endless = st.one_of(months.map(lambda m: f"[{m}..]"), years.map(lambda y: f"[..{y}]"))
simple = st.one_of(plain, seasons, masked_parts, qualified, intervals, endless)


@given(simple)
def test_what_we_say_we_read_back_with_the_same_bounds(text: str) -> None:
    assume(fault_of(text) is None)
    span = parse(text)
    # Masked years that are no decade people speak of, and an interval within one date, are said in ways of their own.
    assume("between" not in words(span) and "unknown to" not in words(span) and "within" not in words(span))
    again = read(words(span))
    assert (again.earliest, again.latest) == (span.earliest, span.latest)
    assert (again.approximate, again.uncertain) == (span.approximate, span.uncertain)
    assert (again.start, again.end) == (span.start, span.end)


@given(edtf)
def test_no_code_is_left_in_the_words(text: str) -> None:
    assume(fault_of(text) is None)
    for said in (words(parse(text)), words(parse(text), "short")):
        assert not re.search(r"X|\.\.|[~%{}\[\]]|\d-\d|[SE]\d", said)
        assert said == said.strip()
