"""Spans and day numbers in words for people: "28 July 1942", "about 1930", "since 2022", "431 BCE"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal, TypeAlias

from timeline.dates_atom import Atom
from timeline.dates_calendar import MONTHS, SEASONS, civil
from timeline.dates_edtf import Interval, Members, analyse
from timeline.dates_span import APPROXIMATE, UNCERTAIN, Edge, Span

Style: TypeAlias = Literal["long", "short"]

_PLAIN_DAY = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)", re.ASCII)
_BARE = re.compile(r"(-?)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)
_SEASON_NAMES = ("spring", "summer", "autumn", "winter")
_QUARTERS = ("first", "second", "third", "fourth")
_THIRDS = ("first", "second", "last")
_PARTS = ("year", "month", "day")


def words(span: Span, style: Style = "long") -> str:
    """Return the span as a person would say it; "short" abbreviates months and uses en dashes ("28 Jul 1942 – 29 Oct
    1944"). It starts with a small letter unless a name starts it."""
    return text_words(span.text, style)


def day_words(day: int, style: Style = "long") -> str:
    """Return a day number in words: "28 July 1942", "15 Mar 44 BCE"."""
    return _day_of(civil(day), style)


def year_words(year: int) -> str:
    """Return an astronomical year in words: "1942", "476 CE", "431 BCE" (for -430)."""
    if year > 999:
        return str(year)
    return f"{year} CE" if year > 0 else f"{1 - year} BCE"


@lru_cache(maxsize=16_384)
def text_words(text: str, style: Style = "long") -> str:
    """Return the words of a text that `parse` accepts, as every date of a catalogue is; see `words`."""
    if plain := _PLAIN_DAY.fullmatch(text):  # four dates in five: nothing to take apart
        year, month, day = map(int, plain.groups())
        return _day_of((year, month, day), style)
    what = _ends(text) or _bare(text) or analyse(text)
    if isinstance(what, Atom):
        return _doubted(what, style)
    return _interval(what, style) if isinstance(what, Interval) else _members(what, style)


def _ends(text: str) -> Interval | None:
    """Return an interval of dates without doubts or unknown digits."""
    left, slash, right = text.partition("/")
    start, end = (_bare(left), _bare(right)) if slash else (None, None)
    return Interval(start, end) if start and end else None


def _bare(text: str) -> Atom | None:
    """Return a date without doubts or unknown digits, and without its bounds, of which its words say nothing."""
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    sign, year, month, day = match.groups("")
    precision = "day" if day else "month" if month else "year"
    return Atom(text, bool(sign), year, month, day, (0, 0, 0), "", 0, 0, 0, precision)


def _month(month: int, style: Style) -> str:
    return MONTHS[month - 1] if style == "long" else MONTHS[month - 1][:3]


def _doubted(atom: Atom, style: Style) -> str:
    """Return a date with its doubts: on all of it as "about" or "perhaps", on parts of it in brackets."""
    plain, given = _plain(atom, style), 1 + bool(atom.month) + bool(atom.day)
    doubts = atom.doubts[:given]
    if atom.significant:
        between = f"{year_words(civil(atom.earliest)[0])} and {year_words(civil(atom.latest)[0])}"
        return f"{_with(doubts[0] | APPROXIMATE, plain, style)} (between {between})"
    if len(set(doubts)) == 1:
        return _with(doubts[0], plain, style) if doubts[0] else plain
    notes = []
    for kind, name in (
        (APPROXIMATE, "approximate"),
        (UNCERTAIN, "uncertain"),
        (APPROXIMATE | UNCERTAIN, "approximate and uncertain"),
    ):
        parts = [part for part, bits in zip(_PARTS, doubts, strict=False) if bits == kind]
        if parts:
            notes.append(f"{' and '.join(parts)} {name}")
    return f"{plain} ({', '.join(notes)})"


def _with(bits: int, plain: str, style: Style) -> str:
    if bits & APPROXIMATE:
        plain = f"about {_the(plain)}" if style == "long" else f"c. {plain}"
    if bits & UNCERTAIN:
        plain = f"perhaps {plain if bits & APPROXIMATE else _the(plain)}" if style == "long" else f"{plain}?"
    return plain


def _the(plain: str) -> str:
    """Return "the 1940s" for "1940s", "some time between ..." for "between ...": what stands after a preposition."""
    if plain.startswith("between "):
        return f"some time {plain}"
    head = plain.split(" ", 1)[0]
    return f"the {plain}" if head[0].isdigit() and head.endswith(("s", "st", "nd", "rd", "th")) else plain


def _plain(atom: Atom, style: Style) -> str:
    if "X" in atom.year:
        return _masked_year(atom, style)
    year = year_words(atom.astronomical)
    if not atom.month:
        return year
    if "X" in atom.month:
        return _masked_month(atom, year, style)
    if int(atom.month) > 12:
        return _season(int(atom.month), atom.astronomical)
    month = f"{_month(int(atom.month), style)} {year}"
    if not atom.day:
        return month
    if atom.day == "XX":
        return f"{month}, day unknown"
    if "X" in atom.day:
        first, last = civil(atom.earliest)[2], civil(atom.latest)[2]
        days = [
            d for d in range(first, last + 1) if all(p in ("X", c) for p, c in zip(atom.day, f"{d:02}", strict=True))
        ]
        if len(days) == last - first + 1 and len(days) > 2:
            return f"{month}, between the {ordinal(first)} and the {ordinal(last)}"
        return f"{_either([str(d) for d in days])} {month}"
    day = f"{int(atom.day)} {month}"
    return f"{day}, {_time(atom.time)}" if atom.time and style == "long" else day


def _time(time: str) -> str:
    clock, zone = (time[:8] if not time[:8].endswith(":00") else time[:5]), time[8:]
    return f"{clock} {'UTC' if zone == 'Z' else zone}".rstrip()


def _either(items: list[str], last: str = "or") -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def ordinal(number: int) -> str:
    """Return "1st", "22nd", "13th"."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def _masked_month(atom: Atom, year: str, style: Style) -> str:
    months = [m for m in range(1, 13) if all(p in ("X", c) for p, c in zip(atom.month, f"{m:02}", strict=True))]
    if len(months) == 1:
        return _plain(replace(atom, month=f"{months[0]:02}"), style)
    if atom.month == "XX":
        if not atom.day:
            return f"{year}, month unknown"
        if atom.day == "XX":
            return f"{year}, month and day unknown"
    names = [_month(m, style) for m in months]
    inside = f"between {names[0]} and {names[-1]}" if len(names) > 2 else _either(names)
    if not atom.day or atom.day == "XX":
        return f"{year}, {inside}{', day unknown' if atom.day else ''}"
    where = "month unknown" if atom.month == "XX" else inside
    if "X" not in atom.day:
        return f"{year}, the {ordinal(int(atom.day))} of a month, {where}"
    days = f"{int(atom.day.replace('X', '0')) or 1} to {min(int(atom.day.replace('X', '9')), 31)}"
    return f"{year}, a day from {days} of a month, {where}"


def _masked_year(atom: Atom, style: Style) -> str:
    years = _years_of(atom)
    if not atom.month:
        return years
    if atom.month == "XX" and atom.day in ("", "XX"):
        return f"{years}, month {'and day ' if atom.day else ''}unknown"
    known = Atom("", False, "2000", atom.month, atom.day, (0, 0, 0), "", 0, 0, 0, "year")
    if "X" in atom.month or "X" in atom.day:
        first, last = civil(atom.earliest), civil(atom.latest)
        return f"{years}, between {_day_of(first, style)} and {_day_of(last, style)}"
    if int(atom.month) > 12:
        name = _season(int(atom.month), 2000).replace(" 2000–01", "").replace(" of 2000", "").replace(" 2000", "")
    else:
        name = _plain(known, style).removesuffix(" 2000")
    return f"{name} in an unknown year" if atom.year == "XXXX" else f"{name}, in {_the(years)}"


def _day_of(date: tuple[int, int, int], style: Style) -> str:
    return f"{date[2]} {_month(date[1], style)} {year_words(date[0])}"


def _years_of(atom: Atom) -> str:
    """Return a masked year in words: a decade, century or millennium where its bounds are one, else both bounds."""
    if atom.year == "XXXX" and not atom.negative:
        return "year unknown"
    number = atom.astronomical
    if atom.year[1:] == "XXX" and atom.year[0] != "X":
        return f"{ordinal(int(atom.year[0]) + 1)} millennium{' BCE' if atom.negative else _ce(number)}"
    if atom.year[2:] == "XX" and "X" not in atom.year[:2]:
        return f"{ordinal(int(atom.year[:2]) + 1)} century{' BCE' if atom.negative else _ce(number)}"
    # Not "1900s": people take that for a hundred years.
    if atom.year[3] == "X" and "X" not in atom.year[:3] and atom.year[2] != "0" and number > 999:
        return f"{number}s"
    low, high = int(atom.year.replace("X", "0")), int(atom.year.replace("X", "9"))
    first, last = (-high, -max(low, 1)) if atom.negative else (low, high)
    ending = atom.year[atom.year.rindex("X") + 1 :]
    if ending and not atom.negative:
        return f"a year ending in {ending} between {year_words(first)} and {year_words(last)}"
    return f"between {_without_era(year_words(first), year_words(last))} and {year_words(last)}"


def _without_era(first: str, last: str) -> str:
    """Return "440" for "440 BCE" when the second year says BCE too."""
    for era in (" BCE", " CE"):
        if first.endswith(era) and last.endswith(era):
            return first.removesuffix(era)
    return first


def _ce(year: int) -> str:
    return " CE" if year < 1000 else ""


def _season(code: int, year: int) -> str:
    shown, start_and_length = year_words(year), SEASONS[code]
    if sum(start_and_length) > 12:
        following = year_words(year + 1)
        if year > 999:
            following = following if (year + 1) % 100 == 0 else following[2:]
        shown = f"{_without_era(shown, following)}–{following}"
    if code <= 24:
        return f"{_SEASON_NAMES[code - 21]} {shown}"
    if code <= 32:
        return f"{'northern' if code <= 28 else 'southern'} {_SEASON_NAMES[(code - 25) % 4]} {shown}"
    if code <= 36:
        return f"{_QUARTERS[code - 33]} quarter of {shown}"
    if code <= 39:
        return f"{_THIRDS[code - 37]} third of {shown}"
    return f"{_QUARTERS[code - 40]} half of {shown}"


def _interval(what: Interval, style: Style) -> str:
    if not isinstance(what.start, Atom):
        until = f"until {_the(_doubted(_atom(what.end), style))}"
        return until if what.start == "open" else f"{until}, start unknown"
    first = _doubted(what.start, style)
    if not isinstance(what.end, Atom):
        return f"since {_the(first)}" if what.end == "open" else f"from {_the(first)}, end unknown"
    last = _doubted(what.end, style)
    if first == last:
        return first if what.start.precision == "day" else f"within {_the(first)}"
    whole, first = first, _without_repeats(what.start, what.end, first, last)
    if style == "long":
        if last.startswith("between "):
            last = _the(last)
        return f"{first}, to {last}" if ", " in first else f"{first} to {last}"
    # 8–16 Mar 1917, but 6 Mar – 8 May 1917: the dash stands close between single words of the same kind.
    doubtful = any(what.start.doubts) or any(what.end.doubts)
    close = not doubtful and " " not in first and (first != whole or " " not in last)
    return f"{first}–{last}" if close else f"{first} – {last}"


def _atom(end: Atom | Edge) -> Atom:
    assert isinstance(end, Atom)
    return end


def _without_repeats(start: Atom, end: Atom, first: str, last: str) -> str:
    """Return the first date without the year, month or era that the second one repeats."""
    if any(start.doubts) or any(end.doubts) or "X" in start.text + end.text:
        return first
    dated = ("day", "month")
    if start.precision in dated and end.precision in dated and start.astronomical == end.astronomical:
        if start.month != end.month:
            return first.removesuffix(f" {year_words(start.astronomical)}")
        if start.day and end.day:
            return first.split(" ", 1)[0]
    if not start.month and not end.month:
        return _without_era(first, last)
    return first


def _members(what: Members, style: Style) -> str:
    shown = []
    for low, high in what.members:
        if low is None or high is None:
            shown.append(_endless(low, high, what.all_of, style))
        elif low is high:
            shown.append(_doubted(low, style))
        else:
            first, last = _doubted(low, style), _doubted(high, style)
            first = _without_repeats(low, high, first, last)
            shown.append(f"{first} to {last}" if what.all_of else f"between {_the(first)} and {_the(last)}")
    singles = [low for low, high in what.members if low is not None and low is high]
    if len(singles) == len(shown):
        shorter = [
            _without_repeats(atom, singles[-1], text, shown[-1]) for atom, text in zip(singles, shown, strict=True)
        ]
        if all(a != b for a, b in zip(shorter[:-1], shown[:-1], strict=True)):
            shown[:-1] = shorter[:-1]
    return _either(shown, "and" if what.all_of else "or")


def _endless(low: Atom | None, high: Atom | None, all_of: bool, style: Style) -> str:
    known = low or high
    assert known is not None
    date = _doubted(known, style)
    if all_of:
        return f"every {known.precision} {'up to' if low is None else 'from'} {_the(date)}"
    return f"{date} or {'earlier' if low is None else 'later'}"
