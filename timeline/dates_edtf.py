"""EDTF text -> Span: single dates, intervals and sets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from timeline.dates_atom import Atom, parse_atom
from timeline.dates_mends import GENERIC_MEND, explain
from timeline.dates_span import DateError, Edge, Span, coarser

LONGEST: Final = 400  # characters of a date; a cell of 10 MB must not keep the regular expressions busy
_MEMBER: Final = re.compile(r"(.*?)(\.\.)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval taken apart; an end is a date, "open" or "unknown"."""

    start: Atom | Edge
    end: Atom | Edge


@dataclass(frozen=True, slots=True)
class Members:
    """A set taken apart: each member is (date, date) from..to; None = open on that side; the same twice = one date."""

    all_of: bool
    members: tuple[tuple[Atom | None, Atom | None], ...]


def parse(text: str) -> Span:
    """Return the Span of an EDTF text; DateError, with the mend where one is known, for anything else."""
    return span_of(text, analyse(text))


def analyse(text: str) -> Atom | Interval | Members:
    """Return the EDTF text taken apart, as `words` needs it; DateError as for `parse`."""
    if len(text) > LONGEST:
        raise DateError(f"{len(text):,} characters are too many for a date", GENERIC_MEND)
    if text[:1] in ("[", "{") and len(text) > 2 and text[-1] == ("]" if text[0] == "[" else "}"):
        return _set(text)
    if "/" in text:
        return _interval(text)
    atom = parse_atom(text)
    if atom is None:
        raise explain(text, fault_of)
    return atom


def fault_of(text: str) -> DateError | None:
    """Return why `parse` refuses the text, or None when it accepts it."""
    try:
        analyse(text)
    except DateError as error:
        return error
    return None


def _interval(text: str) -> Interval:
    left, _, right = text.partition("/")
    if "/" in right:
        raise explain(text, fault_of)
    ends = [_end(part, text, unknown_word) for part, unknown_word in ((left, "start"), (right, "end"))]
    start, end = ends
    if not isinstance(start, Atom) and not isinstance(end, Atom):
        raise DateError(
            "an interval needs a date on one side at least", "Write what is known of it, such as 1941/.. or 194X."
        )
    if isinstance(start, Atom) and isinstance(end, Atom) and end.latest < start.earliest:
        raise DateError(
            f"the interval runs backwards: it starts on {left} and ends on {right}", f"Write {right}/{left}."
        )
    return Interval(start, end)


def _end(part: str, whole: str, side: str) -> Atom | Edge:
    if part == "":
        return "unknown"
    if part == "..":
        return "open"
    atom = parse_atom(part)
    if atom is None:
        raise explain(whole, fault_of, part)
    if atom.time:
        raise DateError("an interval takes days, not times", f"Write {part.partition('T')[0]} as its {side}.")
    return atom


def _set(text: str) -> Members:
    members: list[tuple[Atom | None, Atom | None]] = []
    items = text[1:-1].split(",")
    for place, item in enumerate(items):
        match = _MEMBER.fullmatch(item)
        if match is None:
            one = _member(item, text)
            members.append((one, one))
            continue
        low = _member(match[1], text) if match[1] else None
        high = _member(match[3], text) if match[3] else None
        if low is None and high is None:
            raise DateError("a set needs a date on one side of its dots at least", "Write [..1945] or [1941..].")
        if (low is None and place > 0) or (high is None and place < len(items) - 1):
            raise DateError(f"'{item}' is open in the middle of a set", "Put ..a first and b.. last.")
        if low is not None and high is not None and high.latest < low.earliest:
            raise DateError(
                f"'{item}' runs backwards: it starts on {low.text} and ends on {high.text}",
                f"Write {high.text}..{low.text}.",
            )
        members.append((low, high))
    return Members(text[0] == "{", tuple(members))


def _member(item: str, whole: str) -> Atom:
    atom = parse_atom(item)
    if atom is None or atom.time:
        raise explain(whole, fault_of, item)
    return atom


def span_of(text: str, what: Atom | Interval | Members) -> Span:
    """Return the Span of a text taken apart."""
    if isinstance(what, Atom):
        return what.span()
    if isinstance(what, Interval):
        return _interval_span(text, what)
    return _set_span(text, what)


def _interval_span(text: str, what: Interval) -> Span:
    first = what.start.span() if isinstance(what.start, Atom) else None
    last = what.end.span() if isinstance(what.end, Atom) else None
    earliest, start_latest = (first.earliest, first.latest) if first else (None, None)
    end_earliest, latest = (last.earliest, last.latest) if last else (None, None)
    if start_latest is not None and latest is not None:
        start_latest = min(start_latest, latest)  # 2020-03/2020: no end before its start, no start after its end
    if end_earliest is not None and earliest is not None:
        end_earliest = max(end_earliest, earliest)
    known = [span for span in (first, last) if span]
    return Span(
        text, earliest, latest, start_latest, end_earliest,
        coarser(known[0].precision, known[-1].precision),
        any(span.approximate for span in known), any(span.uncertain for span in known), True,
        what.start if isinstance(what.start, str) else "known", what.end if isinstance(what.end, str) else "known",
        (first, last),
    )  # fmt: skip


def _set_span(text: str, what: Members) -> Span:
    spans = [(low and low.span(), high and high.span()) for low, high in what.members]
    known = [span for pair in spans for span in pair if span]
    precision = known[0].precision
    for span in known:
        precision = coarser(precision, span.precision)
    # One of an endless series is a date with an unknown bound; all of it is a thing that never stops.
    beyond: Edge = "open" if what.all_of else "unknown"
    start: Edge = "known" if spans[0][0] else beyond
    end: Edge = "known" if spans[-1][1] else beyond
    bounds = [(span.earliest, span.latest) for span in known if span.earliest is not None and span.latest is not None]
    earliest = min(low for low, _ in bounds) if start == "known" else None
    latest = max(high for _, high in bounds) if end == "known" else None
    start_latest, end_earliest = latest, earliest
    if what.all_of:
        start_latest = min(high for _, high in bounds) if start == "known" else None
        end_earliest = max(low for low, _ in bounds) if end == "known" else None
    return Span(
        text, earliest, latest, start_latest, end_earliest, precision,
        any(span.approximate for span in known), any(span.uncertain for span in known), False, start, end, (None, None),
    )  # fmt: skip
