"""Names and evidence in a text: what is looked up by words is what a search of the letters finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.citing.article import Article, fold_name
from timeline.citing.automaton import Finder
from timeline.citing.names import Name

WORDS = st.sampled_from(["tank", "tanks", "who", "whose", "warsaw", "pact", "pacts", "red", "army", "the", "a", "2"])
NEEDLES = [" tank", " who ", " warsaw pact", " red army ", " the red", " pact", " army a", " 2 "]


@given(st.lists(WORDS, max_size=12))
def test_evidence_found_is_what_the_line_holds(words):
    article = Article(" ".join(words))
    sightings = Finder([], NEEDLES).read(article)
    line = article.line
    expected = sorted(
        (place + len(needle) - 1, needle)
        for needle in NEEDLES
        for place in range(len(line))
        if line.startswith(needle, place)
    )
    assert list(zip(sightings.ends, sightings.needles, strict=True)) == expected


@given(st.lists(WORDS, min_size=1, max_size=12), st.data())
def test_evidence_of_a_stretch_lies_within_it(words, data):
    article = Article(" ".join(words))
    begin = data.draw(st.integers(0, len(article.line)))
    stop = data.draw(st.integers(begin, len(article.line)))
    between = Finder([], NEEDLES).read(article).between(begin, stop)
    assert between == {needle for needle in NEEDLES if needle in article.line[begin:stop]}


@given(st.lists(WORDS, max_size=12))
def test_every_name_is_found_wherever_its_words_stand(words):
    written = ("Warsaw Pact", "Red Army", "tank", "army a", "the red")
    names = [Name(one, fold_name(one), 0, "clear") for one in written]
    finder = Finder(names, NEEDLES)
    expected = [
        (place, place + len(name.folded.split()) - 1, name.written)
        for name in names
        for place in range(len(words))
        if words[place : place + len(name.folded.split())] == name.folded.split()
    ]
    for found in (finder.read(Article(" ".join(words))).names, finder.find_among(words, 0)):
        assert sorted((named.first, named.last, named.names[0].written) for named in found) == sorted(expected)


def test_without_names_and_evidence_nothing_is_found():
    sightings = Finder([]).read(Article("The Warsaw Pact"))
    assert (sightings.names, sightings.ends) == ([], [])
