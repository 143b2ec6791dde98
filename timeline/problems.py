"""What is wrong with the data, said so that its author can mend it: where, what was found, what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["error", "warning", "note"]
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")
SHOWN: Final = 60
"""How many characters of a cell a message shows."""


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
    wanted = word.strip().casefold()
    if not wanted:
        return []
    slack = max(2, len(wanted) // 3)
    by_form: dict[str, str] = {}
    for candidate in candidates:
        if abs(len(candidate) - len(wanted)) <= slack:
            by_form.setdefault(candidate.casefold(), candidate)
    return [by_form[form] for form in difflib.get_close_matches(wanted, by_form, n=count, cutoff=0.72)]


def did_you_mean(words: Iterable[str]) -> str:
    """`Did you mean 'a' or 'b'?`, or nothing when there are no words."""
    listed = " or ".join(quoted(word) for word in words)
    return f"Did you mean {listed}?" if listed else ""
