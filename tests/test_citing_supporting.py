"""Names that need support: countries, towns and firms of today, people's names, what is known for its past."""

from __future__ import annotations

import pytest

from tests.test_citing import events


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("Plessey gained two pence. Plessey had won an order for an exchange.", "1987", id="a firm's name"),
        pytest.param("You could buy a Ford or a Lincoln on any forecourt.", "1987", id="cars"),
        pytest.param("Exports would recover, the group's Romero said.", "1987", id="somebody of that name"),
        pytest.param("The arena's owner plans a new Madison Square Garden downtown.", "1987", id="a new hall"),
        pytest.param("The new Star Wars is on at the Odeon.", "2015-12-20", id="a new film"),
        pytest.param("A bomb was found in Soweto this morning, the army said.", "1987", id="a town this morning"),
        pytest.param("The delegate of Bosnia and Herzegovina thanked Croatia.", "1994-03-02", id="a country"),
        pytest.param("The Republic of Georgia sells wine from Abkhazia, they said.", "2023-05-01", id="its parts"),
        pytest.param("They opened a shop in Salem, Ill., and sold chocolate.", "2023-05-01", id="another town"),
        pytest.param("Troops began their Karbala-8 offensive near the river.", "1987", id="a numbered offensive"),
        pytest.param("The zeppelin was launched in Germany in 1936 for a firm.", "2023-05-01", id="merely there"),
        pytest.param("Ministers must prepare for the next energy crisis.", "1987", id="what is to come"),
    ],
)
def test_a_name_of_today_is_no_history(text, published):
    assert events(text, published) == set()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Japan has restarted reactors idle since Fukushima.", "fukushima"),
        ("Since Brexit the port has lost half its trucks.", "brexit-referendum"),
        ("Never again, we said after Rwanda, and looked away.", "rwanda-genocide"),
        ("Students held candles for the dead of Tiananmen.", "tiananmen-massacre"),
        ("One shot, as in Sarajevo in 1914, could set it alight.", "sarajevo-assassination"),
        ("Aleppo is the new Srebrenica, the nurse said.", "srebrenica"),
        ("Those who cite Munich to justify the bombing forget the weather.", "munich-agreement"),
        ("The helicopters brought back the fall of Saigon.", "fall-of-saigon"),
    ],
)
def test_a_name_that_is_known_for_its_past_is_heard(text, event):
    assert event in events(text)
