"""What is wrong with the data, said so that its author can mend it: where, what was found, what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from timeline.problems_spelling import Speller

Level = Literal["error", "warning", "note"]
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")
SHOWN: Final = 60
"""How many characters of a cell a message shows."""
LISTED: Final = 200
"""How many problems of one sort a list shows before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the data that an author should know; an `error` keeps the data from being loaded."""

    level: Level
    file: str
    line: int | None
    id: str
    column: str
    message: str
    mend: str

    def __str__(self) -> str:
        """One line: `file:line: id: column: message mend`; warnings and notes say so after the place."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        level = "" if self.level == "error" else self.level
        where = ": ".join(part for part in (place, level, shown(self.id) if self.id else "", self.column) if part)
        return f"{where}: {' '.join(sentence(part) for part in (self.message, self.mend) if part)}"

    def as_dict(self) -> dict[str, str | int | None]:
        """The same for machines, in the order of the command's contract."""
        return {
            "level": self.level,
            "file": self.file,
            "line": self.line,
            "id": self.id,
            "column": self.column,
            "message": self.message,
            "mend": self.mend,
        }


class CatalogueError(Exception):
    """The data cannot be loaded; `problems` holds everything that was found, errors, warnings and notes."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems[:20]))


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    return text if not text or text[-1] in ".!?" else f"{text}."


def shown(value: str, limit: int = SHOWN) -> str:
    """The value on one line, safe to print: cut at `limit` characters, control characters as escapes."""
    cut = value if len(value) <= limit else f"{value[: limit - 1]}…"
    if cut.isprintable():
        return cut
    return "".join(char if char.isprintable() else _escape(char) for char in cut)


def quoted(value: str, limit: int = SHOWN) -> str:
    """The value as messages show it, in single quotes."""
    return f"'{shown(value, limit)}'"


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii") if char != "\xa0" else r"\xa0"


def nearest(word: str, candidates: Iterable[str], count: int = 1) -> list[str]:
    """Up to `count` candidates that the word may be a slip of, the most likely first; [] when none is close."""
    return [candidate for _, candidate in Speller(candidates).near(word)[:count]]


def did_you_mean(words: Iterable[str]) -> str:
    """`Did you mean 'a' or 'b'?`, or nothing when there are no words."""
    listed = " or ".join(quoted(word) for word in words)
    return f"Did you mean {listed}?" if listed else ""


def limited(problems: Sequence[Problem], most: int = LISTED) -> Iterator[tuple[Problem, int]]:
    """The problems in order, of those alike in file, level and column at most `most`; the last of these has the number
    of those left out beside it, all others 0.
    """
    alike = Counter((problem.file, problem.level, problem.column) for problem in problems)
    told: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        key = (problem.file, problem.level, problem.column)
        told[key] += 1
        if told[key] <= most:
            yield problem, alike[key] - most if told[key] == most < alike[key] else 0


def listing(problems: Sequence[Problem], most: int = LISTED) -> Iterator[str]:
    """The problems as lines, in order; of those alike in file, level and column at most `most`, then their count."""
    for problem, more in limited(problems, most):
        yield str(problem)
        if more:
            yield f"{problem.file}: and {more:,} more like this"


def tally(problems: Sequence[Problem]) -> str:
    """`3 problems in 2 files, and 1 warning`: how many errors there are, and what else was said."""
    errors = [problem for problem in problems if problem.level == "error"]
    files = len({problem.file for problem in errors})
    counted = f"{plural(len(errors), 'problem')} in {plural(files, 'file')}" if errors else ""
    others = [
        plural(count, level)
        for level in ("warning", "note")
        if (count := sum(problem.level == level for problem in problems))
    ]
    return ", and ".join(part for part in (counted, " and ".join(others)) if part)


def plural(count: int, word: str) -> str:
    """`1 story`, `2 stories`, `12,345 events`."""
    if count == 1:
        return f"1 {word}"
    return f"{count:,} {word[:-1]}ies" if word.endswith("y") else f"{count:,} {word}s"
