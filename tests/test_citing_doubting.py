"""Names that are not what they seem: houses, works, plays on words, the living, and what is in the news anyway."""

from __future__ import annotations

import pytest

from tests.test_citing import events


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Her album Prague Spring entered the chart at nine.", id="a work before the name"),
        pytest.param("A novel called The Boston Tea Party is on the long list.", id="a work called so"),
        pytest.param("Cultural Revolution, a punk band from Leeds, split up.", id="a work after the name"),
        pytest.param("The Paris Commune bistro on Canal Street has a two-week wait.", id="a house after the name"),
        pytest.param("Michael Moore's Fahrenheit 9/11 won the prize for best film.", id="a title that ends in a date"),
        pytest.param("Day two of the London blitz went to a boy who won nine games at the tournament.", id="a game"),
        pytest.param("Teachers in Dayton are back. The Dayton agreement gives them 4 per cent.", id="of today's place"),
        pytest.param("Prague spring came late this year, with frost on the steps.", id="small letters, nothing past"),
        pytest.param("MARCH ON ROME: walkers from Viterbo reach the square on Saturday.", id="loud, nothing past"),
        pytest.param("A Korean war of nerves over seaweed prices ended in a tie.", id="a war of nerves"),
        pytest.param("The French revolution in the kitchen began with a sauce.", id="a revolution in the kitchen"),
        pytest.param("Sunday is D-Day for the club's hopes of promotion.", id="a manner of speaking"),
        pytest.param("The Titanic struggle at the bottom of the table continues.", id="another, opening a sentence"),
        pytest.param("France fell behind Australia for the first time.", id="fell behind"),
        pytest.param("A block of flats outside Dhaka fell on passers-by.", id="fell on"),
        pytest.param("Six offices in Valley Forge, Pa., changed hands.", id="a town with its state"),
        pytest.param("The Long March rocket lifted two satellites.", id="a rocket"),
        pytest.param("Analysts said that Monday's Wall Street crash had cost billions.", id="of this week"),
        pytest.param("The Boston Tea Party will open its 22nd cafe in October.", id="what firms do"),
        pytest.param("Hurricane Katrina, 29, a wrestler from Hull, won by a fall.", id="an age"),
        pytest.param("Nuremberg trials its first driverless bus.", id="a verb"),
        pytest.param("The Munich agreement on beer caps the price at nine euros.", id="an agreement on another thing"),
        pytest.param("In the Battle of Britain's bakers a widow won.", id="of the land, not of the battle"),
        pytest.param("October Revolution is a blend of three beans.", id="a blend"),
    ],
)
def test_a_clear_name_is_doubted_where_it_names_something_else(text):
    assert events(text) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("It is worse than the Great Depression, the company said.", "great-depression"),
        ("During the Blitz the theatre stayed open.", "the-blitz"),
        ("After the Great Depression the company grew.", "great-depression"),
        ("A new film about the Vietnam War opens on Friday.", "vietnam-war"),
        ("The Vietnam War film won two prizes.", "vietnam-war"),
        ("Nothing since the Suez crisis had hurt as much.", "suez-crisis"),
        ("Historians still argue over the Suez crisis.", "suez-crisis"),
        ("The Suez crisis was a humiliation for the country.", "suez-crisis"),
        ("The fall of the Berlin wall ended that world.", "fall-of-the-berlin-wall"),
        ("The Marshall plan is often invoked by those who want a fund.", "marshall-plan"),
        ("The treaty of Versailles was just as punitive.", "versailles-treaty"),
        ("The president likened the raid on the port to Pearl Harbor.", "pearl-harbor"),
        ("The handling of the inquiry echoes that of Bloody Sunday.", "bloody-sunday-1972"),
        ("The Suez crisis cost Eden his office.", "suez-crisis"),
        ("She covered the Falklands war for a weekly.", "falklands-war"),
        ("Critics call it his Reichstag fire. The comparison is easy.", "reichstag-fire"),
        ("Her talk on the Blitz is full.", "the-blitz"),
        ("The Arab spring taught her that.", "arab-spring"),
        ("It was worse than the 1905 revolution.", "revolution-of-1905"),
        ("They spoke of the gilets jaunes since.", "yellow-vests"),
        ("The Suez crisis taught him much. I went ashore in November 1956.", "suez-crisis"),
    ],
)
def test_a_clear_name_stands_where_the_past_is_meant(text, event):
    assert events(text) == {event}


@pytest.mark.parametrize(
    "text",
    [
        "Afghanistan's Taliban rulers closed two radio stations in Kabul. Journalists in Kandahar were told to hush.",
        "Oil rose above 76 dollars a barrel after OPEC ministers met. Traders spoke of weak demand.",
        "Hezbollah fired rockets from southern Lebanon and Israel answered with artillery, officials in Beirut said.",
        "Public sector unions want more pay, and the Labour leader said the minister should talk to them.",
        "A trial of a drug for HIV found that it works. Aids charities asked for a lower price.",
        "A hose burst at Katrina Doyle's house in New Orleans Street, flooding the kitchen.",
    ],
)
def test_what_is_in_the_news_anyway_is_no_history(text):
    assert events(text, "2024-03-02") == set()


def test_a_name_of_the_last_years_needs_more_than_its_own_people():
    text = "An Enron trader told the jury about accounting, auditors and fraud."
    assert events(text, "2005-02-15") == set()
    assert events("It was another Enron, the senator said.", "2005-02-15") == {"enron-scandal"}


def test_a_year_within_a_longer_date_stands_for_no_event():
    text = "Two of her Sikh bodyguards shot the prime minister in her Delhi garden in October 1984."
    assert events(text) == {"indira-gandhi-assassination"}


def test_a_slipped_date_of_a_named_event_describes_no_other():
    text = "At Versailles the Treaty of Versailles was signed on 28 June 1920 by two Germans."
    assert events(text) == {"versailles-treaty"}
