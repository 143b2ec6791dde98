"""What goes by the name of an event and is something else: houses, works, firms, towns of today, other agreements."""

from __future__ import annotations

import re
from typing import Final

from timeline.citing.article import Article
from timeline.citing.cues import capital_follows
from timeline.citing.word_lists import pattern, words

_LONG_BRAND: Final = 4
_KIND: Final = (  # "the Gulf War, a punk band from Leeds", but not "the Gulf War, the company said"
    r"(?:,|,? (?:is|was)) (?:a|an|the) (?:[\w'-]+ ){0,3}?",
    r"(?:[.,;:)]|$| (?:by|from|about|in|on|with|that|which|who|whose|of|for|made|starring|directed|based|owned|run)\b)",
)
_AGED: Final = re.compile(r", (?:aged )?\d\d,")
_STATE: Final = (r",? \(?", r"\b")


def part_of_brand(article: Article, first: int, last: int) -> bool:
    """True if a word with a capital follows that makes the name before it that of a house, a firm or a feast: "the
    Boston Tea Party Inn", "the Prague Spring Festival".
    """
    if first and article.words[first - 1] in words("brand"):
        begin, end = article.starts[first - 1], article.end_of_word(first - 1)
        if article.text[begin].isupper() and article.text[end : article.starts[first]] == " ":
            return True
    for place in range(last, last + _LONG_BRAND):
        if not capital_follows(article, place):
            break
        if article.words[place + 1] in words("brand"):
            return True
    end = article.end_of_word(last)
    if pattern("made otherwise", ",? ", r"\b").match(article.folded, end) is not None:
        return True
    if not article.folded.startswith((",", " is ", " was "), end):
        return False
    return any(pattern(name, *_KIND).match(article.folded, end) is not None for name in ("brand", "works"))


def title_of_work(article: Article, first: int) -> bool:
    """True after a word for a work, a ship or a house that goes by the name: "her album Prague Spring", "the novel
    called The Long March". With a small "the" between, the work is about the event.
    """
    before = article.words[max(0, first - 3) : first]
    if before[-1:] == ["the"]:
        if article.text[article.starts[first - 1]] == "t":
            return False
        before.pop()
    if before[-1:] and before[-1] in ("called", "titled", "entitled", "named"):
        before.pop()
    return (
        bool(before)
        and before[-1] in words("works")
        and article.text[article.end_of_word(first - 1)] in ' "\u201c\u2018'
    )


def idiom(article: Article, start: int) -> bool:
    """True where a clear name opens a manner of speaking: "D-Day for the club", "Titanic struggle"."""
    return pattern("idiom", "(?:the )?", r"\b").match(article.folded, start) is not None


def house(article: Article, end: int) -> bool:
    """True directly before a word that makes a clear name that of a house or a street ("the Paris Commune bistro"),
    before an age ("Hurricane Katrina, 29, a wrestler") and before the state where it lies ("Valley Forge, Pa.").
    """
    if article.folded.startswith(",", end) and (_AGED.match(article.folded, end) or at_home(article, end)):
        return True
    return pattern("house", " ", r"\b").match(article.folded, end) is not None


def at_home(article: Article, end: int) -> bool:
    """True for a place of today, named with its state: "St. Louis, Mo."."""
    return article.text[end : end + 2] == ", " and pattern("home", *_STATE).match(article.folded, end) is not None


def of_now(article: Article, first: int) -> bool:
    """True after a word for a day of the week, which makes the name one of today's: "Monday's Wall Street crash"."""
    before = article.words[max(0, first - 2) : first]
    return len(before) == 2 and before[1] == "s" and before[0] in words("of now")


def turns_to_verb(article: Article, last: int) -> bool:
    """True where the last word of a name, written small, is a verb: "Nuremberg trials its first tram"."""
    return article.text[article.starts[last]].islower() and _next_word(article, last) in words("verb or name")


def speaks(article: Article, last: int) -> bool:
    """True where a name does what firms do: "The Boston Tea Party will open its next cafe"."""
    return pattern("firms do", " ", r"\b").match(article.folded, article.end_of_word(last)) is not None


def goes_on_to_tell(article: Article, last: int) -> bool:
    """True where a name that ends small tells what it is about: "the Oslo agreement on whaling quotas"."""
    if article.words[last] not in words("any such") or not article.text[article.starts[last]].islower():
        return False
    return _next_word(article, last) in words("of another")


def _next_word(article: Article, last: int) -> str:
    """The word that follows after nothing but a blank."""
    if last + 1 == len(article.words) or article.text[article.end_of_word(last) : article.starts[last + 1]] != " ":
        return ""
    return article.words[last + 1]
