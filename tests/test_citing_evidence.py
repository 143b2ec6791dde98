"""What evidence is worth: words of every day, people in office, papers, ordinary words that are also names."""

from __future__ import annotations

import pytest

from tests.test_citing import events


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("Net profit rose after currency depreciation in 1985, the yen having gained.", "1987", id="money"),
        pytest.param("A strike of the metal union in 1984 closed plants in Germany for weeks.", "1987", id="strike"),
        pytest.param("The Commission opened the butter scheme in October 1984, judges noted.", "1987", id="commission"),
        pytest.param("Coffee futures were launched in January 1986, a year after rubber.", "1987", id="launch"),
        pytest.param("The plant began to make hatchbacks in December 1984.", "1987", id="plant"),
        pytest.param("Firms whose contracts were signed in 1986 may pay later.", "1990", id="Contras in contracts"),
        pytest.param("China sold bonds for a railway from Peking to Canton in 1911.", "1987", id="places, no deed"),
    ],
)
def test_a_year_with_words_of_every_day_describes_no_event(text, published):
    assert events(text, published) == set()


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Mr Arafat promised to arrest militants, Palestinian officials said after Israel had struck Gaza.", "2001-12"),
        ("Prime Minister Sharon broke with Mr Arafat and sent tanks to Ramallah, Israel radio said.", "2001-12"),
        ("Opec left its price at 18 dollars a barrel, the Saudi oil minister said after the talks.", "1987"),
    ],
)
def test_people_long_in_the_news_tell_no_event_of_their_past(text, published):
    assert events(text, published) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Old miners in the village curse 1984, Scargill and the strike that closed their pit.", "miners-strike-1984"),
        ("Tanks rolled into Prague in August 1968, she said.", "prague-spring"),
        ("When Wilson, Clemenceau and Lloyd George redrew the map, nobody asked us.", "versailles-treaty"),
        (
            "The line was never so busy since Kennedy and Khrushchev were at odds over Cuba.",
            "cuban-missile-crisis",
        ),
        ("They told of missionaries, of legations, of the indemnity, and of Beijing in flames.", "boxer-rebellion"),
    ],
)
def test_deeds_and_people_of_the_past_still_tell_it(text, event):
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A letter dated 7 April 1994 from the mission was filed under item 12.", id="a letter"),
        pytest.param("He died on 20 July 1969 in Athens, Texas, aged 81.", id="a life"),
        pytest.param("The volcano erupted on 18 May 1980 and lost its top.", id="a volcano"),
        pytest.param("The patent of 6 June 1944 names a dentist from Ohio.", id="a patent"),
        pytest.param("A term of three years began on 1 January 1994 for the judge.", id="the first of January"),
        pytest.param("A shop in Hull opens on September 11th.", id="a day without a year"),
        pytest.param("Since 11 September 1974 the archive has had a roof.", id="that day of another year"),
    ],
)
def test_a_day_of_papers_and_lives_stands_for_nothing(text):
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ask anyone where he was on 22 November 1963.", "jfk-assassination"),
        ("A mob broke the gate on 14 July 1789.", "storming-of-the-bastille"),
        ("No such raid has been tried since September 11.", "september-11"),
        ("To do so would be to ignore the lessons of September the eleventh.", "september-11"),
    ],
)
def test_a_day_stands_for_what_happened_on_it_where_that_is_meant(text, event):
    assert event in events(text, "2014-05-06")
