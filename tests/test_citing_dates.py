"""Dates in prose: every rule's own example, what is no date, and what text or publication settle."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from timeline.citing.article import Article
from timeline.citing.date_rules import beginnings, mark_of, rules
from timeline.citing.date_words import MONTHS
from timeline.citing.dates_in_text import find_dates
from timeline.dates import parse

PUBLISHED = parse("2023-02-15")


def found(text: str, published: str | None = "2023-02-15") -> list[tuple[str, str]]:
    dates = find_dates(Article(text), parse(published) if published else None)
    return [(date.text, date.edtf) for date in dates]


def edtf(text: str, published: str | None = "2023-02-15") -> list[str]:
    return [date for _, date in found(text, published)]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_reads_its_own_example(rule):
    dates = find_dates(Article(f"We know: {rule.example}."), PUBLISHED)
    assert rule.edtf in [date.edtf for date in dates if date.rule == rule.name]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He fell on the twenty-first of August 1968.", [("twenty-first of August 1968", "1968-08-21")]),
        ("On Sunday, December 7, 1941, bombs fell.", [("Sunday, December 7, 1941", "1941-12-07")]),
        ("Stalin signed on July, 27, 1942", [("July, 27, 1942", "1942-07-27")]),
        ("in the winter of 1942-43", [("winter of 1942-43", "1942-24")]),
        ("from 19 to 22 August 1991", [("19 to 22 August 1991", "1991-08-19/1991-08-22")]),
        ("Caesar died in 44 B.C.", [("44 B.C.", "-0043")]),
        ("the crash of '29", [("'29", "1929")]),
        ("after 9/11 nothing", [("9/11", "2001-09-11")]),
        ("the early 19th century", [("19th century", "18XX")]),
        ("c. 1450 in Mainz", [("c. 1450", "1450~")]),
        ("the war of 1914–18", [("1914–18", "1914/1918")]),
        ("the wall fell on 9.11.1989", [("9.11.1989", "1989-11-09")]),
        ("lost at sea in 31BC", [("31BC", "-0030")]),
        ("the spring and summer of 1940", [("spring", "1940-21"), ("summer of 1940", "1940-22")]),
        ("(1939 to 1945)", [("1939 to 1945", "1939/1945")]),
        ("in the 1930s and 40s", [("1930s", "193X"), ("40s", "194X")]),
        ("mid-August 1942", [("August 1942", "1942-08")]),
        ("late in the 19th century", [("19th century", "18XX")]),
        ("between March and May 1945", [("March and May 1945", "1945-03/1945-05")]),
        ("in the first week of June 1944", [("June 1944", "1944-06")]),
        ("two decades ago", [("two decades ago", "2003")]),
        ("Christmas 1989", [("Christmas 1989", "1989-12-25")]),
        ("ask the treasury about September 1992", [("September 1992", "1992-09")]),
        ("around 1450", [("1450", "1450~")]),
    ],
)
def test_dates_are_found_with_their_place_and_meaning(text, dates):
    assert found(text) == dates
    for date in find_dates(Article(text), PUBLISHED):
        assert text[date.start : date.end] == date.text


@pytest.mark.parametrize(
    "text",
    [
        "It costs £1942 or $1,942.",
        "They won 21-14 and then 3-2.",
        "It may rain, and they march on.",
        "Take the A1914 or Route 66 to room 1815.",
        "The 1922 Committee met.",
        "Some 1500 soldiers and 2000 people came.",
        "a 1600-metre run at 2030 GMT",
        "Mrs May spoke; Theresa May left.",
        "She is in her sixties, in her late 60s.",
        "temperatures in the high 30s",
        "the October Revolution and the March on Rome",
        "the accounts for FY2023",
        "at the turn of the century",
        "The index closed at 1945.",
        "A fund bought 1914 of them.",
        "as it does every February",
        "10,000 years ago",
        "04/07/1976 is in one month for some and in another for others",
        "tomorrow's world",
    ],
)
def test_prices_scores_verbs_and_committees_are_no_dates(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("In February the war began.", "2023-03-01", "2023-02"),
        ("In 1943 it turned. In February they gave up.", "2023-03-01", "1943-02"),
        ("In 1956 it began; on the fourth of November the tanks came.", None, "1956-11-04"),
        ("Stalin engineered a famine 90 years ago", "2022-11-27", "1932"),
        ("Sixty-five years ago tomorrow it was attacked", "2006-12-06", "1941-12-07"),
        ("Twenty years ago to the day they signed", "2014-12-05", "1994-12-05"),
        ("The vote in May last year", "2023-03-01", "2022-05"),
        ("In 1936 they met. Two years later they met again.", None, "1938"),
        ("The bridge of 1933 will be repaired in June.", "2023-02-15", "2023-06"),
        ("Talks may take until January, its leader said.", "2017-09-25", "2018-01"),
        ("The state has promised houses by December.", "2005-01-26", "2005-12"),
        ("By December they had won.", "2005-01-26", "2004-12"),
        ("They ran until February and stopped.", "2020-04-01", "2020-02"),
        ("In 1794 he was freed. The show is never cheap. Until 19 May.", "2013-02-20", "2013-05-19"),
        ("The place will open on the 22nd.", "2023-02-15", "2023-02-22"),
        ("They signed in July 1914; on the 28th, war came.", "2023-02-15", "1914-07-28"),
        ("yesterday's vigil", "2012-08-21", "2012-08-20"),
        ("this summer", "2023-02-15", "2023-22"),
    ],
)
def test_text_or_publication_settle_what_is_open(text, published, date):
    assert edtf(text, published)[-1] == date


def test_nothing_settles_a_month_when_neither_year_nor_publication_is_known():
    assert found("In February they came, 80 years ago.", None) == []


def test_teasers_have_no_dates():
    assert found("It began in 1942.\n\nREAD MORE: What happened in 1991\n\nIt ended in 1943.") == [
        ("1942", "1942"),
        ("1943", "1943"),
    ]


TOKENS = st.one_of(
    st.sampled_from(
        ["1942", "43", "7", "27th", "first", "twenty", "a", "hundred", "1930s", "1930's", "jan1942", "44bc"]
    ),
    st.sampled_from(["May", "june", "march", "summer", "century", "years", "year", "ago", "later", "BC", "AD", "last"]),
    st.sampled_from([",", "-", "/", "'", "(", ")", ".", "\n", "the", "of", "to", "and", "from", "between", "until"]),
    st.sampled_from(["that", "this", "next", "nineteenth", "the same", "earlier", "c.", "'44", "1943-44", "3/4"]),
)


@hypothesis_given(st.lists(TOKENS, max_size=14), st.sampled_from(["", " "]))
def test_rules_that_are_left_out_for_what_follows_would_not_fit(tokens, between):
    article = Article(between.join(tokens) if between else " ".join(tokens).replace(" - ", "-").replace(" ' ", " '"))
    words, starts, folded = article.words, article.starts, article.folded
    allowed = dict(beginnings(article.noted.dates, words, starts, folded))
    for place, word in enumerate(words):
        mark = mark_of(word)
        rules_of = [rule for rule, _ in mark.rules] if mark is not None else []
        fitting = [rule.name for rule in rules_of if rule.pattern.match(folded, starts[place])]
        able = allowed.get(place, ())
        assert [rule.name for rule in able if rule.pattern.match(folded, starts[place])] == fitting


@hypothesis_given(st.text(max_size=200))
def test_any_text_is_read_and_every_place_holds_its_words(text):
    for date in find_dates(Article(text), PUBLISHED):
        assert text[date.start : date.end] == date.text
        assert parse(date.edtf).text == date.edtf


@hypothesis_given(st.dates(min_value=datetime.date(1200, 1, 1), max_value=datetime.date(2199, 12, 31)))
def test_every_day_written_in_full_is_read_back(day):
    month = MONTHS[day.month - 1].capitalize()
    for text in (f"on {day.day} {month} {day.year:04d}.", f"on {month} {day.day}, {day.year:04d}."):
        assert edtf(text) == [day.isoformat()]
