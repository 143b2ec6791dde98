"""What the neighbourhood of a name says of it.

It may invoke the past ("another Munich"), take the name for a place to go to ("the Watergate hotel"), or be part of a
longer name ("Munich Security Conference").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache, reduce
from operator import or_
from typing import Final

from timeline.citing.article import Article
from timeline.citing.date_words import number, year_text
from timeline.citing.dates_in_text import DateFound
from timeline.citing.word_lists import may_begin, may_end, pattern, words
from timeline.dates import Span, civil, parse

_LED_FROM: Final = 64
"""Characters in which "compared the blockade of the port to" has room."""
_THE_NEW: Final = re.compile(  # "the new Star Wars", but not "Aleppo is the new Srebrenica"
    r"(?<!\bis )(?<!\bwas )(?<!\bbe )(?<!come )(?<!came )(?<!comes )(?<!\bas )"
    r"\b(?:the|our|their|its|planned|brand) new $"
)
_TO_GO_TO: Final = r"(?:'s)? (?:(?!(?:the|a|an|and|in|at|on|to|of|its|his|her|their|no|one|has|have|is|was)\b)\w+ )?"
_ONE_OF_A_KIND: Final = re.compile(r"(?:\b(?:an?|no|our|its|his|her|their|my|your|own)|\w's|s') [\"\u201c\u2018]?$")
_SENSES: Final = ("sport", "stage", "travel", "market")
_YEARS_AFTER: Final = re.compile(r"\b(\d{1,4}|[a-z]+(?:[ -][a-z]+)?) years (?:after|since|on from) (?:the )?$")
_OPENS: Final = re.compile(r"(?:ing|ed|ly|s)$")  # "Recalling Vietnam" opens a sentence; "Bayern Munich" is a name


def echoed(article: Article, start: int, end: int) -> bool:
    """True if the words around invoke what is named: "another Munich", "the ghosts of 1914", "a Sputnik moment"."""
    if may_end("echo before", word_before(article, start)):
        before = article.folded[max(0, start - _LED_FROM) : start].replace("-", " ")
        if pattern("echo before", r"\b", r"\s?(?:the )?$").search(before) is not None:
            small = article.text[start].islower() and before.endswith("the next ")  # "the next energy crisis"
            if not (small or _THE_NEW.search(before)):
                return True
    after = article.folded[end : end + 24]
    return after.startswith(("-like", "-esque")) or pattern("echo after", "[ -]", r"\b").match(after) is not None


def invoked_strongly(article: Article, first: int, last: int) -> bool:
    """True where a proper name, but not a person's, stands as one event of a kind ("a Yalta,", "Turkey's Suez", "no
    Lehman") or where the words around can hardly mean the place ("not since Suez", "the worst blow since Suez",
    "Munich all over again").
    """
    start, end, folded = article.starts[first], article.end_of_word(last), article.folded
    before = folded[max(0, start - 34) : start]
    name = " ".join(article.words[first : last + 1])
    proper = name in words("known for") or (first == last and name not in words("surnames"))  # no New Deal for renters
    if proper and _ONE_OF_A_KIND.search(before) is not None and _stands_for_itself(article, last):
        return True
    led = may_end("strong before", word_before(article, start)) and _stands_for_itself(article, last)
    if led and pattern("strong before", r"\b", r"\s(?:the )?$").search(before.replace("-", " ")) is not None:
        return True
    if pattern("strong after", "[ -]", r"\b").match(folded, end) is not None:
        return True
    return before.endswith(("since ", "since the ")) and _superlative_since(article, start)


def year_invoked(article: Article, first: int, last: int) -> bool:
    """True where a year stands for what happened in it: "this is not 1933", "a repeat of 1929"."""
    before = article.folded[max(0, article.starts[first] - 34) : article.starts[first]]
    led = pattern("year invoked", r"\b", r"\s$").search(before) is not None
    return led and _stands_for_itself(article, last)


def _superlative_since(article: Article, start: int) -> bool:
    """ "The worst humiliation for a prime minister since Suez"."""
    begin, _ = article.sentence(start)
    return pattern("superlatives", r"\b", r"\b").search(article.folded, max(begin, start - 110), start) is not None


def _stands_for_itself(article: Article, last: int) -> bool:
    """True unless a noun follows: "a Yalta, at which", but not "a Munich court"."""
    end = article.end_of_word(last)
    following = article.text[end : end + 2]
    if not following[:1].isspace():
        return following[:1] != "-"
    if following[1:] in ("(", "\u2014", "\u2013", "-") or last + 1 == len(article.words):
        return True
    return article.words[last + 1] in words("goes with no noun")


def word_before(article: Article, start: int) -> str:
    """The word before a place, or before the "the" before it."""
    place = bisect_left(article.starts, start)
    word = article.words[place - 1] if place else " "
    return article.words[place - 2] if word == "the" and place > 1 else word


def invoked_weakly(article: Article, start: int) -> bool:
    """True after words that often lead to the past: "since Suez", "like Verdun"."""
    if not may_end("weak before", word_before(article, start)):
        return False
    return pattern("weak before", r"\b", r"\s(?:the )?$").search(article.folded[max(0, start - 16) : start]) is not None


def led_by(article: Article, start: int, name: str) -> bool:
    """True after an entry of that list."""
    before = article.folded[max(0, start - 24) : start]
    return pattern(name, r"\b", r"\s(?:the )?$").search(before) is not None


def part_of_longer_name(article: Article, first: int, last: int) -> bool:
    """True if the words begin a longer run of capitals: "Munich Security Conference"."""
    start = article.starts[first]
    if article.text[start : article.end_of_word(last)].isupper() and len(article.words[first]) > 3:
        return False  # a headline in capitals
    if capital_follows(article, last):
        return True
    if not (first and may_end("not place before", article.words[first - 1])):
        return False
    return pattern("not place before", r"\b", r"\s$").search(article.folded[max(0, start - 20) : start]) is not None


def capital_follows(article: Article, last: int) -> bool:
    """True if a word with a capital follows in the same sentence."""
    if last + 1 >= len(article.words):
        return False
    start = article.starts[last + 1]
    between = article.text[article.end_of_word(last) : start]
    if between == "-" and article.text[start].isdigit():
        return True  # the Karbala-8 offensive
    if between not in (" ", "-") or not article.text[start].isupper():
        return False
    return between == "-" or (article.words[last + 1] != "i" and not begins_sentence(article, start))


def runs_on(article: Article, first: int, last: int) -> bool:
    """True if a word with a capital goes on from a name, but in a headline, and but for words such as Memorial, Day and
    Britain with which texts go on from the event itself.
    """
    if not capital_follows(article, last) or article.words[last + 1] in words("goes on"):
        return False
    start, end = article.sentence(article.starts[last])
    others = [place for place in range(article.word_at(start), article.word_at(end)) if not first <= place <= last + 1]
    small = sum(article.text[article.starts[place]].islower() for place in others)
    return small * 2 > len(others)


def located(article: Article, first: int) -> bool:
    """True after words that make a name with its year the place and time of something else: "in Tehran in 1979"."""
    before = article.words[max(0, first - 2) : first]
    return bool(before) and before[-1] in words("locative") and before[0] != "as"  # "as in Sarajevo in 1914"


def led_by_capital(article: Article, first: int) -> bool:
    """True if a word with a capital stands before that belongs to the name: "Bayern Munich", "Jerome Powell"."""
    if first == 0:
        return False
    start, word = article.starts[first - 1], article.words[first - 1]
    if article.text[article.end_of_word(first - 1) : article.starts[first]] != " " or not article.text[start].isupper():
        return False
    opens = _OPENS.search(word) is not None and begins_sentence(article, start)
    return word not in words("leads") and not opens


def begins_sentence(article: Article, offset: int) -> bool:
    """A capital at the beginning of a sentence tells nothing."""
    start, _ = article.sentence(offset)
    return not article.folded[start:offset].strip(" \"'\u201c\u201d\u2018([")


def facility(article: Article, end: int) -> bool:
    """True before a word that makes the name a place to go to: "Watergate hotel", "Stalingrad metro station"."""
    place = bisect_left(article.starts, end)
    if not any(may_begin("facility", word) for word in article.words[place : place + 3]):
        return False
    return pattern("facility", _TO_GO_TO, r"\b").match(article.folded[end : end + 34]) is not None


def other_sense(line: str) -> str | None:
    """The field (sport, stage, travel, market) of which the line has a word, if any."""
    maybe = reduce(or_, map(_senses, line.split()), 0)
    if not maybe:
        return None
    return next(
        (
            name
            for place, name in enumerate(_SENSES)
            if maybe >> place & 1 and pattern(f"sense {name}", " ", " ").search(line)
        ),
        None,
    )


@lru_cache(maxsize=200_000)
def _senses(word: str) -> int:
    """The fields with an entry that ends with that word, as bits."""
    return sum(may_end(f"sense {name}", word) << place for place, name in enumerate(_SENSES))


def years_after(article: Article, start: int, published: Span | None) -> DateFound | None:
    """The year that "ten years after" a name gives it, counted from the publication; None without such words."""
    if published is None or published.earliest is None:
        return None
    if word_before(article, start) not in ("after", "since", "from"):
        return None
    before = _YEARS_AFTER.search(article.folded[max(0, start - 48) : start])
    count = number(before[1]) if before is not None else None
    if before is None or count is None:
        return None
    year = year_text(civil(published.earliest)[0] - round(count))
    return DateFound(start, start, before[0].strip(), year, parse(year), True, "years after")
