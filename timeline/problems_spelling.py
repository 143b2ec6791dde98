"""Which of many words a mistyped one may stand for: a count of letters drops most, a count of slips decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

BUCKETS: Final = 32
CANDIDATES: Final = 400
"""How many words, nearest by their letters, are compared letter by letter."""
BATCH: Final = 100_000


def slips(a: str, b: str, limit: int) -> int:
    """How many slips part two words (a letter wrong, missing, too many, or two swapped); `limit` + 1 when more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        # Two rows: a swap reaches back over one.
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def allowed_slips(word: str) -> int:
    """How many slips are forgiven: one in a short word, three in a long one."""
    return 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3


class Speller:
    """Finds the words nearest to a mistyped one; capitals do not count."""

    def __init__(self, words: Iterable[str]) -> None:
        """Earlier words win over later ones that are as near."""
        self._words = list(words)
        self._letters = letter_counts([word.casefold() for word in self._words])

    def near(self, word: str, allowed: int | None = None) -> list[tuple[int, str]]:
        """(slips, word) of the words within `allowed` slips (or as many as fit its length), nearest first."""
        wanted = word.strip().casefold()
        if not wanted or not self._words:
            return []
        limit = allowed_slips(wanted) if allowed is None else allowed
        own = letter_counts([wanted]).astype(np.int16)
        # A slip changes at most two counts by one, so no word within the limit is lost here.
        apart = np.concatenate(
            [
                np.abs(self._letters[start : start + BATCH] - own).sum(axis=1)
                for start in range(0, len(self._words), BATCH)
            ]
        )
        close = np.flatnonzero(apart <= 2 * limit)
        close = close[np.argsort(apart[close], kind="stable")][:CANDIDATES]
        found = []
        for place in close.tolist():
            candidate = self._words[place].casefold()
            count = slips(wanted, candidate, limit)
            # A word all of whose letters may be wrong is no likeness.
            if count <= limit and count < len(wanted):
                found.append((count, candidate[:1] != wanted[:1], place))
        return [(count, self._words[place]) for count, _, place in sorted(found)]


def letter_counts(words: list[str]) -> npt.NDArray[np.uint8]:
    """How often each letter stands in each word, letters folded into 32 buckets: uint8, shape (words, 32)."""
    # Longer words are no names; cut, they still differ where they differ at the start.
    short = [word[:250] for word in words]
    lengths = np.array([len(word) for word in short], np.int64)
    codes = np.frombuffer("".join(short).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64) % BUCKETS
    owner = np.repeat(np.arange(len(short)), lengths)
    counts = np.bincount(owner * BUCKETS + codes, minlength=len(short) * BUCKETS)
    return counts.reshape(len(short), BUCKETS).astype(np.uint8)
