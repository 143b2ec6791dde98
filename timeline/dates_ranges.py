"""Typed ranges, bounds and choices -> EDTF: "28-29 July 1942", "before 1928", "since 2022", "1667, 1668 or 1670"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from timeline.dates_calendar import civil
from timeline.dates_edtf import parse
from timeline.dates_mends import GENERIC_MEND, edtf_year
from timeline.dates_phrases import ISO, NUMBER_WORDS, read_piece
from timeline.dates_pieces import Piece, full_year
from timeline.dates_span import PRECISIONS, DateError

_SPLIT: Final = re.compile(r" ?– ?| - | (?:to|until|till|through|thru) ")
_HYPHEN: Final = re.compile(r"(?<=[\w.?)])-(?=\w)", re.ASCII)
_NOW: Final = {"present", "now", "today", "ongoing", "the present", "the present day", "date", "this day", ".."}
_YEARISH: Final = PRECISIONS.index("year")


def checked(piece: Piece) -> Piece:
    if piece.number is not None and piece.year is not None:
        raise DateError("it has a day but no month", GENERIC_MEND)
    return piece


def whole_piece(text: str) -> Piece:
    piece = read_piece(text)
    if piece is None:
        raise DateError(f"'{text[:40]}' is not a date we can read", GENERIC_MEND)
    return checked(piece)


def read_bounded(text: str) -> str | None:
    """Read since, from, until, before, after, "or later", "between .. and ..", and "- present"."""
    if match := re.fullmatch(r"between (.+) and (.+)", text):
        low, high = _ends(match[1], match[2])
        return f"[{low}..{high}]"
    if match := re.fullmatch(r"(since|from) (.+?)(?: on| onwards?|(, end unknown))?", text):
        ongoing = match[1] == "since" or (text.endswith((" on", " onward", " onwards")))
        if not _SPLIT.search(match[2]) or read_piece(match[2]) is not None:
            return f"{whole_piece(match[2]).text()}/{'..' if ongoing else ''}"
        return read_bounded(match[2]) or read_range(match[2])
    if match := re.fullmatch(r"(?:until|till|up to|to) (.+?)(, start unknown)?", text):
        return f"{'' if match[2] else '..'}/{whole_piece(match[1]).text()}"
    if match := re.fullmatch(r"(pre|post)-(.+)", text):
        return _beyond({"pre": "before", "post": "after"}[match[1]], whole_piece(match[2]))
    if match := re.fullmatch(r"(before|after|by|not before|not after|no later than|no earlier than) (.+)", text):
        return _beyond(match[1], whole_piece(match[2]))
    if match := re.fullmatch(r"(.+?),? (?:or|and) (earlier|before|later|after)", text):
        date = whole_piece(match[1]).text()
        return f"[..{date}]" if match[2] in ("earlier", "before") else f"[{date}..]"
    if (match := re.fullmatch(r"(.+?)(?: ?– ?| ?- ?| to | until | till )([a-z. ]+|\.\.)", text)) and match[2] in _NOW:
        return f"{whole_piece(match[1].removeprefix('from ')).text()}/.."
    return None


def _beyond(word: str, piece: Piece) -> str:
    """Return a set without one bound: before 1928 ends in 1927, after 1928 starts in 1929."""
    span = parse(piece.text())
    assert span.earliest is not None
    assert span.latest is not None
    if word in ("by", "not after", "no later than"):
        return f"[..{span.text}]"
    if word in ("not before", "no earlier than"):
        return f"[{span.text}..]"
    year, month, day = civil(span.earliest - 1 if word == "before" else span.latest + 1)
    text = edtf_year(year)
    if PRECISIONS.index(span.precision) < _YEARISH:
        text += f"-{month:02}" + (f"-{day:02}" if span.precision == "day" else "")
    text += ("", "~", "?", "%")[piece.bits]
    return f"[..{text}]" if word == "before" else f"[{text}..]"


def read_range(text: str) -> str | None:
    """Read two dates with a dash, "to" or "until" between them; what the first leaves out the second says."""
    if read_piece(text) is not None:
        return None  # winter 1942–43
    cuts = list(_SPLIT.finditer(text))
    if not cuts:
        # A hyphen divides a range only where it is not inside a date: 28-29 July 1942, 431-404 BCE.
        inside = [match.span() for match in ISO.finditer(text)]
        cuts = [c for c in _HYPHEN.finditer(text) if not any(a <= c.start() < b for a, b in inside)]
        if not cuts and text.count("/") == 1 and re.search(r"[a-z]", text):
            cuts = list(re.finditer(r" ?/ ?", text))  # July/August 1942
    # Winters have dashes of their own: winter 1941–42 to winter 1942–43.
    parts = [(text[: cut.start()], text[cut.end() :], cut[0] in "–-/") for cut in cuts[:4]]
    parts = [part for part in parts if read_piece(part[1]) is not None and read_piece(part[0]) is not None]
    if len(parts) != 1:
        return None
    low, high = _ends(*parts[0])
    return f"{low}/{high}"


def _ends(left: str, right: str, compact: bool = False, in_order: bool = True) -> tuple[str, str]:
    """Return both ends in EDTF, each completed by the other: (28, 29 July 1942), (July 28, 29 1942), (431, 404 BCE).

    `compact` when nothing but a dash divides them: a doubt before or behind the pair is then about both.
    `in_order` when the second follows the first, so that 1200 before 1000 BCE must be BCE too.
    """
    first, last = whole_piece(left), read_piece(right)
    if last is None:
        raise DateError(f"'{right[:40]}' is not a date we can read", GENERIC_MEND)
    if compact:
        before = first.bits if left[-1] not in "?~%)" else 0
        after = last.bits if right[-1] in "?~%)" else 0
        first, last = replace(first, bits=first.bits | after), replace(last, bits=last.bits | before)
    if last.number is not None and last.year is not None and first.month and not last.edtf:
        last = replace(last, day=last.number, month=first.month, number=None)  # July 28-29 1942
    last = checked(last)
    if last.unit and first.number is not None and not first.edtf:
        first = replace(first, unit=last.unit, era=first.era or last.era)
    elif re.fullmatch(r"(?:the )?\d{1,2}(?:st|nd|rd|th)|" + "|".join(NUMBER_WORDS), left) and last.unit:
        number = NUMBER_WORDS.get(left) or int(re.sub(r"\D", "", left))
        first = Piece(number=number, unit=last.unit, era=last.era, bits=first.bits)
    elif first.number is not None and not first.unit:
        first = _completed(first, last)
    elif first.year is None and not first.edtf and not first.unit:
        first = replace(first, year=last.year, era=last.era)
    elif first.year is not None and last.era == "bce" and not first.era and in_order:
        first = replace(first, era="bce")
    elif last.number is not None and first.year is not None and not last.unit and len(str(last.number)) < 3:
        last = replace(last, year=full_year(first.year, f"{last.number:02}"), era=first.era, number=None)
    if first.unit and not first.era and last.era:
        first = replace(first, era=last.era)
    return first.text(), last.text()


def _completed(first: Piece, last: Piece) -> Piece:
    """Return a bare number as the day before `28 July 1942` or the year before `404 BCE`."""
    number = first.number or 0
    if last.day and last.month and number <= 31:
        return replace(first, number=None, day=number, month=last.month, year=last.year, era=last.era)
    if last.year is not None and not last.month:
        return replace(first, number=None, year=number, era=last.era)
    return first


def read_choice(text: str) -> str | None:
    """Read 1667, 1668 or 1670 and 18 or 19 August 1942 (one of), 1941 and 1943 (all of)."""
    match = re.fullmatch(r"(.+?),? (or|and) (.+)", text)
    if match is None:
        return None
    parts = [*match[1].split(", "), match[3]]
    if any(read_piece(part) is None for part in parts):
        return None
    last = whole_piece(parts[-1])
    dates = [*(_ends(part, parts[-1], in_order=False)[0] for part in parts[:-1]), last.text()]
    return f"[{','.join(dates)}]" if match[2] == "or" else f"{{{','.join(dates)}}}"
