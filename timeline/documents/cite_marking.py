"""A text cut into paragraphs and pieces, so that findings and dates can be marked in it and everything else escaped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

QUIET_WORDS: Final = 110
"""Words in a row without a finding that are folded away."""
_LINE: Final = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text: where it is, the id of its element, and what it belongs to (a number from 1).

    `slip`: something in it is to be checked.
    """

    start: int
    end: int
    id: str
    number: int
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the text, within a date or not. `date_id` stands on the first part of a date only."""

    text: str
    date: int = 0
    date_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Parts that belong to one finding (`number`), or to none (0). `id` stands on the first piece of a mention only."""

    parts: tuple[Part, ...]
    number: int = 0
    id: str = ""
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs to show, or to fold away because nothing in them was found."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    words: int
    quiet: bool


def blocks(text: str, mentions: Sequence[Mark], dates: Sequence[Mark]) -> list[Block]:
    """The whole text in its order; together the parts are the text without its line ends.

    Mentions do not overlap one another, nor dates; a date may lie within a mention or across its end.
    """
    found: list[Block] = []
    held: list[tuple[Piece, ...]] = []
    count = 0
    quiet = True

    def close() -> None:
        nonlocal count
        if held:
            found.append(Block(tuple(held), count, quiet and count >= QUIET_WORDS))
            held.clear()
            count = 0

    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        pieces = tuple(_pieces(text, line.start(), line.end(), mentions, dates))
        plain = not any(piece.number or any(part.date for part in piece.parts) for piece in pieces)
        if plain != quiet:
            close()
            quiet = plain
        held.append(pieces)
        count += len(line.group().split())
    close()
    return found


def _pieces(text: str, start: int, end: int, mentions: Sequence[Mark], dates: Sequence[Mark]) -> Iterator[Piece]:
    at = start
    for mark in _within(mentions, start, end):
        first, last = max(mark.start, start), min(mark.end, end)
        if first > at:
            yield Piece(tuple(_parts(text, at, first, dates)))
        yield Piece(
            tuple(_parts(text, first, last, dates)), mark.number, mark.id if first == mark.start else "", mark.slip
        )
        at = last
    if at < end:
        yield Piece(tuple(_parts(text, at, end, dates)))


def _parts(text: str, start: int, end: int, dates: Sequence[Mark]) -> Iterator[Part]:
    at = start
    for mark in _within(dates, start, end):
        first, last = max(mark.start, start), min(mark.end, end)
        if first > at:
            yield Part(text[at:first])
        yield Part(text[first:last], mark.number, mark.id if first == mark.start else "")
        at = last
    if at < end:
        yield Part(text[at:end])


def _within(marks: Sequence[Mark], start: int, end: int) -> Iterator[Mark]:
    """The marks that touch the stretch, in order, without any that begins before the one ahead has ended."""
    at = start
    first = max(0, bisect_left(marks, start, key=lambda one: one.start) - 1)
    for mark in marks[first:]:
        if mark.start >= end:
            return
        if mark.end > at and (mark.start >= at or at == start):
            yield mark
            at = mark.end
