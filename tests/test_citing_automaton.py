"""Names and evidence in a text: what is looked up by words is what a search of the letters finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.citing.article import Article, fold_name
from timeline.citing.automaton import NameFinder, NeedleFinder, Needles
from timeline.citing.names import Name

WORDS = st.sampled_from(["tank", "tanks", "who", "whose", "warsaw", "pact", "pacts", "red", "army", "the", "a", "2"])
NEEDLES = [" tank", " who ", " warsaw pact", " red army ", " the red", " pact", " army a", " 2 "]


@given(st.lists(WORDS, max_size=12))
def test_evidence_found_by_words_is_what_the_letters_hold(words):
    article = Article(" ".join(words))
    found = NeedleFinder(NEEDLES).places(article.words, article.line, article.line_starts)
    line = article.line
    expected = sorted(
        (place + len(needle) - 1, needle)
        for needle in NEEDLES
        for place in range(len(line))
        if line.startswith(needle, place)
    )
    assert found == expected


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_evidence_of_a_stretch_lies_within_it(words, data):
    article = Article(" ".join(words))
    begin = data.draw(st.integers(0, len(article.line)))
    stop = data.draw(st.integers(begin, len(article.line)))
    between = Needles(NeedleFinder(NEEDLES), article).between(begin, stop)
    assert between == {needle for needle in NEEDLES if needle in article.line[begin:stop]}


@given(st.lists(WORDS, max_size=12))
def test_every_name_is_found_wherever_its_words_stand(words):
    names = [Name(written, fold_name(written), 0, "clear") for written in ("Warsaw Pact", "Red Army", "tank", "army a")]
    article = Article(" ".join(words))
    found = [(named.first, named.last, named.names[0].written) for named in NameFinder(names).find(article)]
    expected = [
        (place, place + len(name.folded.split()) - 1, name.written)
        for name in names
        for place in range(len(words))
        if words[place : place + len(name.folded.split())] == name.folded.split()
    ]
    assert sorted(found) == sorted(expected)


def test_without_names_and_evidence_nothing_is_found():
    article = Article("The Warsaw Pact")
    assert list(NameFinder([]).find(article)) == []
    assert NeedleFinder([]).places(article.words, article.line, article.line_starts) == []
