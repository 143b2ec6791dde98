"""What a text cites: names, metonyms, descriptions, slips, and silence."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import catalogue_of, citation, history, report, today
from timeline.citing import Findings, Knowledge, cite, known_events
from timeline.citing.known_events import rows_and_links
from timeline.dates import parse

SEED = """A former mercenary says that men who refuse to fight are shot, as in Stalin's day.

On January 31, 1943, Field Marshal Paulus surrendered the German 6th Army at Stalingrad. An estimated 1.3million
Russians died in the battle.

READ MORE: What the Watergate tapes tell us

Before that Stalin had issued Order No.227 on July, 27, 1942: "Not one step back!" More than 1,000 retreating soldiers
were shot by their own side. The units that shot were the Blocking Detachments.

DON'T MISS
Kremlin panic over the Suez Crisis [LATEST]

Fast forward 80 years: the Wagner Group uses the same doctrine, and convicts are recruited by Wagner in Russian prisons
to have their sentences lifted. In 1942 the order led to Penal Battalions. Prighozin pays £57,000.
"""


@cache
def gazetteer() -> Knowledge:
    return Knowledge.build()


@cache
def catalogue() -> Knowledge:
    rows = [
        history(
            "order-227", "1942-07-28", title='Order No. 227: "Not one step back!"', aliases="Order 227", place="Moscow"
        ),
        history("stalingrad-surrender", "1943-01-31", title="Paulus is captured at Stalingrad", place="Stalingrad"),
        history("blocking-detachments-1942", "1942-07-28/1944-10-29", title="Blocking detachments under Order No. 227"),
        history("penal-battalions", "1942-07-28/1945", title="Soviet penal battalions and companies"),
        today(
            "wagner-recruits", "2022-07/2023-02", title="Wagner recruits in Russian prisons", aliases="Wagner convicts"
        ),
    ]
    return Knowledge.build(rows, [("penal-battalions", "wagner-recruits")])


def cited(text: str, published: str | None = "2023-02-05", knowledge: Knowledge | None = None) -> Findings:
    return cite(text, knowledge or gazetteer(), parse(published) if published else None)


def events(text: str, published: str | None = "2023-02-05") -> set[str]:
    return {one.event for one in cited(text, published).events}


def test_the_seed_article_yields_the_order_with_its_slip_and_what_belongs_to_it():
    findings = cite(SEED, catalogue(), parse("2023-02-05"))
    by_event = {one.event: one for one in findings.events}
    assert set(by_event) == {
        "order-227",
        "stalingrad-surrender",
        "blocking-detachments-1942",
        "penal-battalions",
        "wagner-recruits",
    }
    assert by_event["order-227"].slip == "the date is a day off: the record has 28 July 1942"
    assert by_event["order-227"].text == "Order No.227"
    assert by_event["stalingrad-surrender"].slip is None
    assert by_event["wagner-recruits"].kind == "today"
    assert [date.edtf for date in findings.dates] == ["1943-01-31", "1942-07-27", "1942"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Many still quote the Munich Agreement.", "munich-agreement"),
        ("the worst slump since the Great Depression", "great-depression"),
        ("The Smoot-Hawly Tariff made it worse.", "smoot-hawley-tariff"),
        ("They remember the Srebrencia massacre.", "srebrenica"),
        ("Appeasers want another Munich over Ukraine.", "munich-agreement"),
        ("Soviet tanks rolled into Prague in August 1968.", "prague-spring"),
        ("Nothing was the same after the twenty-first of August 1968.", "prague-spring"),
        ("Not since Watergate has a president fired his accuser, said Nixon's counsel.", "watergate"),
        ("A mob surrounded the palace on 14 July 1789.", "storming-of-the-bastille"),
        ("a massacre in Srebrenica that Europe watched", "srebrenica"),
        ("They left six years after Saigon fell.", "fall-of-saigon"),
        ("as when Sadat was assassinated at his own parade", "sadat-assassination"),
        ("We are not going to be Tehran in 1979, she said.", "iranian-revolution"),
        ("They compare it to Chile in 1973.", "chile-coup-1973"),
        ("What followed was the stagflation of the seventies.", "stagflation-1970s"),
        ('"This is Watergate on steroids!" said Nixon\u2019s old lawyer.', "watergate"),
        ("An iceberg in the North Atlantic sank the unsinkable liner on her maiden voyage.", "sinking-of-the-titanic"),
        ("Rain came down in May 1986, after a reactor north of Kiev had blown up.", "chernobyl-disaster"),
        (
            "Ask the treasury about September 1992, when sterling fell and interest rates went to 15 per cent.",
            "black-wednesday",
        ),
        ("Ask Amsterdam about tulip mania and its bulbs.", "tulip-mania"),
    ],
)
def test_names_slips_of_the_pen_metonyms_descriptions_and_dates_are_found(text, event):
    assert event in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Munich Security Conference opens on Friday.",
        "The Watergate hotel has a new bar with 336 rooms.",
        "Wagner wrote the libretto himself; the tenor tired.",
        "Suez Canal traffic rose by a tenth; tolls came to $704 million.",
        "Trains do not stop at Stalingrad metro station.",
        "The 1922 Committee met in a room upstairs.",
        "Bayern Munich won 5-1 and want another Munich win in the league.",
        "The lorry left a great depression in the tarmac.",
        "Shares fell to 1,066p and 1914 of them were sold.",
        "It may rain in march, said the man from Hastings Road.",
        "The Boston Tea Party Inn on Elm Street has new owners and six rooms.",
        "The Prague Spring International Music Festival opens with Smetana.",
        "The Cuban Missile Crisis, a punk band from Leeds, released an album.",
        "He ordered a pint of Black Death IPA and a packet of crisps.",
        "The Marshall Plan Collective sells lamps.",
        "It is a Manhattan project like many others: eleven storeys of brick.",
        "It was the biggest desert storm I have seen since I moved here in 1991.",
        "He opened a bakery in Tehran in 1979 and sold it in 1990.",
        "A gas leak forced 300 pupils out of a school in Dresden.",
        "",
        "\n\n \t",
    ],
)
def test_hard_negatives_stay_silent(text):
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("The Munich Agreement of 1937 shamed them.", "the year is off by one: the record has 29 to 30 September 1938"),
        ("Hiroshima was bombed; the atomic bombing of Hiroshima on 6 August 1946", "the year is off: the record has"),
        ("the Kent State shootings of 5 May 1970", "the date is a day off: the record has 4 May 1970"),
        ("The Smoot-Hawly Tariff", "the name is spelt 'Smoot-Hawly Tariff'"),
    ],
)
def test_slips_are_told_with_the_record(text, slip):
    assert any(slip in (one.slip or "") for one in cited(text).events)


def test_a_wrong_number_is_told_where_the_date_speaks_for_the_event():
    text = "The recruits were read Order No. 222 of 28 July 1942, by which Stalin forbade retreat."
    (finding,) = [one for one in cite(text, catalogue(), parse("2022-09-24")).events if one.event == "order-227"]
    assert finding.slip is not None
    assert "Order No. 227" in finding.slip


def test_a_date_that_fits_is_no_slip():
    assert all(one.slip is None for one in cited("The Munich Agreement of September 1938 was signed at night.").events)


def test_what_was_done_so_many_years_before_the_text_to_the_day_is_found_by_its_day():
    text = "They met seventy-four years to the day after soldiers of the Red Army forced open the gate."
    assert events(text, "2019-01-27") == {"liberation-of-auschwitz"}
    assert events(text, "2019-01-20") == set()


def test_a_slip_of_the_day_belongs_to_the_event_that_is_named_not_to_that_of_the_wrong_day():
    (finding,) = cited("Eighty years ago bombs fell on Pearl Harbor on December 8, 1941.", "2021-12-07").events
    assert finding.event == "pearl-harbor"
    assert finding.slip == "the date is a day off: the record has 7 December 1941"


def test_a_bare_name_that_the_catalogue_has_may_still_mean_another_event_of_the_gazetteer():
    knowledge = Knowledge.build([history("great-purge", "1936/1938", title="Great Purge", aliases="the Terror")])
    text = "Robespierre sent them to the guillotine; it was the Terror, and Paris trembled before Danton died."
    found = {one.event for one in cite(text, knowledge, parse("2013-02-20")).events}
    assert "great-purge" not in found
    assert found == {"reign-of-terror"}


def test_the_war_gives_way_to_its_battle_but_not_when_it_is_invoked():
    assert events("Of all the battles of the Second World War the Battle of Kursk was the widest.") == {"kursk-1943"}
    assert "world-war-ii" in events("Survivors of the Second World War spoke.")


def test_what_was_news_when_the_text_appeared_is_not_history():
    text = "Thousands fled as the Fall of Saigon ended the war."
    assert events(text, "1975-05-02") == set()
    assert "fall-of-saigon" in events(text, "1985-05-02")


def test_an_event_later_than_the_text_is_never_found():
    assert events("Grenfell Tower fire drill on 14 June", "2016-06-14") == set()


def test_teasers_are_skipped():
    assert events("A fire broke out.\nREAD MORE: The Suez Crisis explained\nNobody was hurt.") == set()


def test_a_gazetteer_finding_brings_its_row_for_events_csv():
    (finding,) = cited("the Boston Tea Party").events
    assert finding.source == "gazetteer"
    assert finding.row is not None
    assert (finding.row["id"], finding.row["kind"], finding.row["date"]) == (
        "boston-tea-party",
        "history",
        "1773-12-16",
    )


def test_the_catalogues_row_stands_for_the_same_event():
    (finding,) = [one for one in cite("Order No 227", catalogue()).events if one.event == "order-227"]
    assert finding.source == "catalogue"
    assert finding.row is None


def test_an_event_that_no_gazetteer_has_is_found_by_the_catalogues_names():
    knowledge = Knowledge.build(
        [history("pig-war", "1859-06-15", title="Pig War", aliases="San Juan Boundary Dispute")]
    )
    assert [one.event for one in cite("as in the San Juan boundary dispute", knowledge).events] == ["pig-war"]


def test_every_reason_is_said_in_words():
    (finding,) = cited("Chamberlain flew home from Munich in September 1938, the Sudetenland given away.").events
    assert finding.event == "munich-agreement"
    assert any("1938" in reason for reason in finding.reasons)
    assert 0.5 <= finding.confidence <= 1


def test_the_same_text_gives_the_same_findings():
    assert cited(SEED) == cited(SEED)


PIECES = st.sampled_from(
    [
        "Munich",
        " ",
        "1938",
        "the Great Depression",
        ".",
        "\n",
        "READ MORE",
        "İ",
        "ſ",
        "Order No. 222",
        "9/11",
        "’s ",
        "44 BC",
        "\x00",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_and_every_place_holds_its_words(text):
    findings = cited(text)
    for one in findings.events:
        assert text[one.start : one.end] == one.text
        assert one.start < one.end
        assert 0.5 < one.confidence <= 1
    places = [(one.start, one.end) for one in findings.events]
    assert places == sorted(places)


def test_of_a_very_large_catalogue_the_events_cited_most_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_events, "MOST_KNOWN", 2)
    catalogue = catalogue_of(
        [history("a", "1901", title="Siege of Alba"), history("b", "1902", title="Siege of Borg"),
         history("c", "1903", title="Siege of Cora"), report("r")],
        [citation("r", "c"), citation("r", "a")],
    )  # fmt: skip
    rows, links = rows_and_links(catalogue)
    assert [row["id"] for row in rows] == ["a", "c"]
    assert links == []
