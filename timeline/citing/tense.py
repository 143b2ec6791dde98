"""Whether a sentence looks ahead or back where it gives a date: "will open in June", "until 1 March", "they left"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias

from timeline.citing.word_lists import alternation, words

Tense: TypeAlias = Literal["ahead", "past", "none"]

_DEADLINE: Final = re.compile(
    r"\b(?:until|till|by|before|as soon as|as early as|as late as|no later than)"
    r"(?: the end of| the start of| late| early| mid| at least)*[ -](?:\w+day,? )?$"
)
_FEW_WORDS: Final = 3
_FUTURE: Final = frozenset({"will", "shall", "ll", "wo", "is", "are"})
_SAYS: Final = frozenset({"said", "told", "added", "warned", "announced", "reported", "insisted", "claimed"})
"""What was said is past, what it speaks of need not be: "he said that talks may take until January".
"""


def tense(before: str, after: str) -> Tense:
    """What the folded sentence says up to the date and after it: the verb nearest before the date decides, else, where
    the date opens the sentence, the first one after it. A deadline ("until", "by") without a past verb looks ahead.
    """
    deadline = _DEADLINE.search(before) is not None
    told = [_kind(found) for found in _verbs().finditer(before) if not (deadline and found[0] in _SAYS)]
    opens = len(before.split()) < _FEW_WORDS
    if not told and opens:
        told = [_kind(found) for found in _verbs().finditer(after)][:1]
    if told:
        return told[-1]
    return "ahead" if deadline else "none"


def will_be(before: str) -> bool:
    """True where the verb nearest before the date speaks of the writer's own future, not of a past plan."""
    told = [found[0].split()[0] for found in _verbs().finditer(before)]
    return bool(told) and told[-1] in _FUTURE


def has_past(sentence: str) -> bool:
    """True if the folded sentence has a verb in the past."""
    return any(_kind(found) == "past" for found in _verbs().finditer(sentence))


def _kind(found: re.Match[str]) -> Tense:
    return "ahead" if found["ahead"] else "past"


@cache
def _verbs() -> re.Pattern[str]:
    ahead, past, looks_past = (alternation(words(name)) for name in ("ahead", "past", "looks past"))
    passive = rf"(?:{ahead}|to)(?: not)? be(?: [a-z]+ly)? [a-z]+"
    is_past = rf"(?!(?:{looks_past})\b)(?P<past>{past}|[a-z]{{3,}}ed)"
    return re.compile(rf"\b(?:(?P<ahead>{passive}|{ahead})|{is_past})\b")
