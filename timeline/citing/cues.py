"""What the neighbourhood of a name says: an echo ("another Munich"), another sense ("the Watergate hotel"), another name ("Munich Security")."""

from __future__ import annotations

import re
from typing import Final

from timeline.citing.article import Article

_ECHO_BEFORE: Final = re.compile(
    r"\b(?:another|second|modern|modern day|latter day|21st century|mini|repeat(?:ing|ed|s)? (?:of)?|replay of|rerun of|re-run of|return (?:of|to)|"
    r"echo(?:es|ing|ed|s)? (?:of )?|shades of|ghosts? of|spect(?:re|er)s? of|shadows? of|lessons? (?:of|from)|lessons? learned (?:at|in|from)|"
    r"memor(?:y|ies) of|spirit of|legacy of|trauma of|example of|mistakes? (?:of|made (?:at|in))|reminiscent of|comparisons? (?:to|with)|"
    r"parallels? (?:to|with|between)|analog(?:y|ies) (?:to|with|of)|akin to|evok(?:e|es|ed|ing)|new|next|own|this is not|it is not|humiliation (?:of|at)|"
    r"betrayal (?:of|at)|disaster (?:of|at)|days of|veterans? of|horrors? of|heroes of|survivors? of|anniversary of|commemorat\w+|the tragedy of|"
    r"not since|fate of|haunted by|learned from|compared? (?:\w+ )?(?:to|with)|likened? (?:\w+ )?to|what happened (?:at|in))\s?(?:the )?$"
)
_ECHO_AFTER: Final = re.compile(
    r"^(?:[ -](?:moment|style|like|esque|era|syndrome|analogy|redux|all over again|parallels?|comparisons?|playbook|scenario|generation|trap|again|"
    r"survivors?|veterans?|anniversary|legacy|debacle|fiasco|humiliation|moments)\b| 2\.0\b)"
)
_WEAK_BEFORE: Final = re.compile(
    r"\b(?:since|like|unlike|as in|as at|after|before|from|than|worse than|until|of|at)\s(?:the )?$"
)
_FACILITY: Final = re.compile(
    r"^(?:['\u2019]s)? (?:\w+ )?(?:hotel|hotels|station|metro|subway|tube|airport|street|avenue|road|boulevard|square|bridge|museum|gallery|stadium|arena|theatre|theater|"
    r"restaurant|cafe|pub|bar|complex|building|apartments?|tower|mall|shop|store|hospital|university|college|campus|school|port|harbour|harbor|"
    r"marathon|festival|orchestra|choir|opera|ballet|zoo|park|gardens?|traffic|toll|tolls|transits?|exchange|index|derby|office|factory|plant|branch|"
    r"province|county|region|suburb|district|beach|resort|weather|tourism|tourists|flight|flights|airlines?|fans|striker|midfielder|defender|"
    r"goalkeeper|coach|fc|side|game|match|win|airfield|cathedral|church|housing|residents?|brewery|beer|wine|cheese|recipe|film|movie|musical|sequel|remake|"
    r"line|stop|platform|commuters?|shipping|container|vessel|authority|locks)\b"
)
_NOT_PLACE_BEFORE: Final = re.compile(
    r"\b(?:bayern|borussia|university of|city of|bishop of|port of|lord|mayor of|born in|live in|lives in|lived in|based in|flew to|hotel in|fly to)\s$"
)
_OTHER_SENSES: Final = {
    "sport": re.compile(
        r" (?:match|matches|goal|goals|scored|striker|midfielder|defender|league|coach|derby|playoff|playoffs|touchdown|quarterback|innings|wicket|tournament|"
        r"semi final|semifinal|half time|kick off|premier league|bundesliga|champions league|squad|penalty shoot|teammate|points clear|relegation) "
    ),
    "stage": re.compile(
        r" (?:film|movie|novel|album|soundtrack|sequel|box office|opera|operas|composer|conductor|orchestra|symphony|soprano|tenor|libretto|overture|"
        r"playlist|singer|band|streaming|netflix|trailer|director|starring|exhibition|painting|canvas|sculptures?) "
    ),
    "travel": re.compile(
        r" (?:hotel|hotels|tourists|tourist|itinerary|flights|airline|restaurant|restaurants|beaches|spa|check in|guests|passengers|commuters|metro|"
        r"trains|station|platform|traffic|tonnage|container|containers|vessels|tolls|transit|cruise|bookings|rooms|lobby|boutique) "
    ),
    "market": re.compile(
        r" (?:shares|startup|start up|ipo|quarterly|revenue|earnings|dividend|investors|retailer|house prices|rents|property) "
    ),
}


def echoed(article: Article, start: int, end: int) -> bool:
    """True if the words around say that the past is invoked: "another Munich", "the ghosts of 1914", "a Sputnik moment"."""
    before = article.folded[max(0, start - 34) : start].replace("-", " ")
    return _ECHO_BEFORE.search(before) is not None or _ECHO_AFTER.match(article.folded[end : end + 24]) is not None


def invoked_weakly(article: Article, start: int) -> bool:
    """True after words that often lead to the past: "since Suez", "like Verdun"."""
    return _WEAK_BEFORE.search(article.folded[max(0, start - 16) : start]) is not None


def part_of_longer_name(article: Article, first: int, last: int) -> bool:
    """True if the words stand inside a longer run of capitals: "Munich Security Conference", "Bayern Munich", "Suez Canal Authority"."""
    text, starts, words = article.text, article.starts, article.words
    if article.text[starts[first] : article.end_of_word(last)].isupper() and len(words[first]) > 3:
        return False
    if last + 1 < len(words):
        between = text[article.end_of_word(last) : starts[last + 1]]
        following = text[starts[last + 1]]
        if (
            between == " "
            and following.isupper()
            and words[last + 1] not in ("i",)
            and not _sentence_break(article, starts[last + 1])
        ):
            return True
        if between == "-" and following.isupper():
            return True
    if first > 0:
        between = text[article.end_of_word(first - 1) : starts[first]]
        before = starts[first - 1]
        opens = _sentence_break(article, before) and re.search(r"(?:ing|ed|ly|s)$", words[first - 1]) is not None
        if between == " " and text[before].isupper() and words[first - 1] not in _LEADS and not opens:
            return True
    return _NOT_PLACE_BEFORE.search(article.folded[max(0, starts[first] - 20) : starts[first]]) is not None


_LEADS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "at",
        "on",
        "from",
        "since",
        "after",
        "before",
        "like",
        "another",
        "new",
        "second",
        "president",
        "chancellor",
        "premier",
        "general",
        "field",
        "marshal",
        "prime",
        "minister",
        "mr",
        "mrs",
        "sir",
        "king",
        "queen",
        "soviet",
        "nazi",
        "german",
        "british",
        "american",
        "us",
        "french",
        "russian",
        "nato",
        "if",
        "when",
        "as",
        "but",
        "and",
        "for",
        "to",
        "with",
        "by",
        "of",
        "not",
        "remember",
        "think",
        "call",
        "is",
        "was",
        "it",
        "this",
        "that",
        "general",
        "colonel",
        "emperor",
        "tsar",
        "czar",
        "dictator",
        "senator",
        "captain",
        "admiral",
        "archbishop",
        "saint",
        "late",
        "post",
        "pre",
        "anti",
    ]
)


def _sentence_break(article: Article, offset: int) -> bool:
    """A capital at the beginning of a sentence tells nothing."""
    start, _ = article.sentence(offset)
    return not article.folded[start:offset].strip(" \"'\u201c\u201d\u2018([")


def facility(article: Article, end: int) -> bool:
    """True before a word that makes the name a place to go to: "Watergate hotel", "Stalingrad metro station", "Suez Canal traffic"."""
    return _FACILITY.match(article.folded[end : end + 34]) is not None


def other_sense(line: str) -> str | None:
    """The field (sport, stage, travel, market) whose words fill the line, if any does."""
    for name, words in _OTHER_SENSES.items():
        if words.search(line):
            return name
    return None
