"""What stands in an article but is not its story: teasers for other articles, sign-ups, captions of adverts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from timeline.citing.word_lists import pattern

_LINE: Final = r"^[ \t>*\u2022\u25ba-]*"
_OF: Final = r"(?:[ \t]+(?:ARTICLES?|STORIES|NEWS|CONTENT|COVERAGE|READING|LINKS?))?"
_MARK: Final = r"[ \t]*(?::|\||\u2013|-|\u2014|\u203a|>|$)"
_INLINE: Final = re.compile(
    r"(?<=[.!?\u201d\"] )(?:READ MORE|DON'?T MISS|READ NEXT|SEE ALSO)\s*:"
    r"[^\n]{0,200}?(?:\[[A-Z ]+\]|[.!?](?=\s)|$)",
    re.MULTILINE,
)
_INLINE_WORDS: Final = ("READ MORE", "MISS", "READ NEXT", "SEE ALSO")
_TAGGED: Final = re.compile(r"^[^\n]{10,160}\[[A-Z][A-Z ]{2,20}\][ \t]*$", re.MULTILINE)
_ENDS_LIKE_PROSE: Final = re.compile(r"[.!?][\"'\u201d\u2019)\]]*[ \t]*$")
_TEASER_WORDS: Final = 22


def noise_stretches(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    """Start and end of every stretch that is not the story, in order, without overlaps; `starts`: of its paragraphs.

    A heading such as DON'T MISS that stands alone takes the headlines below it along, up to the first line that ends
    like prose.
    """
    text = text.replace("\u2019", "'")
    stretches: list[tuple[int, int]] = []
    loud = pattern("teasers in capitals", _LINE, _OF + _MARK, lines=True)
    for found in filter(None, (loud.match(text, start) for start in starts)):
        end = _line_end(text, found.start())
        if not text[found.end() : end].strip():
            end = _headlines_below(text, end)
        stretches.append((found.start(), end))
    soft = pattern("teasers", _LINE, r"\b[^\n]*$", ignore_case=True, lines=True)
    stretches += [
        found.span() for found in filter(None, (soft.match(text, start) for start in starts)) if _teases(found)
    ]
    if "]" in text:
        stretches += [found.span() for found in _TAGGED.finditer(text)]
    if any(word in text for word in _INLINE_WORDS):
        stretches += [found.span() for found in _INLINE.finditer(text)]
    return _merged(sorted(stretches))


def _teases(found: re.Match[str]) -> bool:
    """False for a line that goes on in sentences: "Don't miss: the festival, from Friday. Bring a cushion."."""
    return len(found[0].split()) <= _TEASER_WORDS or _ENDS_LIKE_PROSE.search(found[0]) is None


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _headlines_below(text: str, end: int) -> int:
    taken = 0
    while end < len(text) and taken < 6:
        start = end + 1
        stop = _line_end(text, start)
        line = text[start:stop]
        if line.strip():
            if _ENDS_LIKE_PROSE.search(line) or len(line.split()) > _TEASER_WORDS:
                break
            taken += 1
        elif taken:  # a blank line after headlines closes the box
            break
        end = stop
        if start > len(text):
            break
    return min(end, len(text))


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
