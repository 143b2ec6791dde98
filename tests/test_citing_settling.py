"""Which year a day without year has: that of the publication, or one that the text named."""

from __future__ import annotations

import pytest

from timeline.citing.article import Article
from timeline.citing.dates_in_text import find_dates
from timeline.dates import parse


def last(text: str, published: str) -> str:
    return find_dates(Article(text), parse(published))[-1].edtf


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("He joined in 2019 and signed a new contract on 3 February.", "2024-03-10", "2024-02-03"),
        ("The bridge was built in 1932. It closed on 1 September for repairs.", "2023-09-20", "2023-09-01"),
        ("The cardinal, elected in 2013, died on 21 April.", "2025-05-06", "2025-04-21"),
        ("Built in 1904, the theatre reopens on 1 March.", "2023-02-15", "2023-03-01"),
        ("The 2015 deal lapses on 18 October.", "2025-05-06", "2025-10-18"),
        ("Nothing was the same after the vote of 2016; talks resume on 8 October.", "2020-10-02", "2020-10-08"),
        ("The union said that the depots would shut on 9 May.", "2022-04-28", "2022-05-09"),
        ("The final was moved to Sunday, 3 November.", "2024-10-20", "2024-11-03"),
        ("The chapel goes under the hammer on 2 July.", "2010-06-24", "2010-07-02"),
        ("The storm has destroyed two harbours, and insurers fear worse by December.", "2014-10-14", "2014-12"),
        ("We have ten nights at the telescope in July, and the form went in early.", "2025-02-20", "2025-07"),
        ("The mayor died on 9 May.", "2022-06-28", "2022-05-09"),
        ("Prices rose in May.", "2022-04-28", "2021-05"),
    ],
)
def test_the_publication_settles_a_day_near_it(text, published, edtf):
    assert last(text, published) == edtf


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("In 1932 the bridge opened on 19 March with a parade.", "2023-03-20", "1932-03-19"),
        ("In the war of 1973 the army was surprised on 6 October.", "2023-10-20", "1973-10-06"),
        ("The strike began in 1984. On 18 June police charged the pickets.", "2022-06-20", "1984-06-18"),
        ("They recalled the rising of 1956, which tanks began to crush on 4 November.", "2006-11-05", "1956-11-04"),
        ("The regime fell in 1989. In December its leader was shot.", "2019-06-20", "1989-12"),
        ("There is a 3 June 1989, and there is a 5 June.", "2009-06-04", "1989-06-05"),
        ("Closed from 3 to 7 February 2025. Loans are extended to 14 February.", "2025-01-22", "2025-02-14"),
    ],
)
def test_a_year_that_frames_what_follows_settles_it(text, published, edtf):
    assert last(text, published) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("It was lost six hundred years ago.", "1423"),
        ("It was lost two thousand years ago.", "0023"),
        ("It was lost 2,000 years ago.", "0023"),
        ("It was lost a quarter of a century ago.", "1998"),
        ("The city burned in AD 79, they say.", "0079"),
        ("They sold a seventeenth-century chest.", "16XX"),
        ("The thefts took place between April 2021 and January 2024.", "2021-04/2024-01"),
    ],
)
def test_large_numbers_and_eras_are_read(text, edtf):
    assert last(text, "2023-02-15") == edtf


def test_a_line_that_invites_and_goes_on_in_sentences_is_read():
    text = (
        "Don't miss: the weekend, 17-19 July 2026, with sessions in eleven pubs and a class. Bring a cushion for the "
        "church. Worth the drive is the film on the strand, weather permitting, with chips."
    )
    assert last(text, "2026-06-25") == "2026-07-17/2026-07-19"
