"""How wide a text will be: the shipped fonts' own advances and kerning, so that labels are placed without a browser."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import Any, Final, Literal

from fontTools.ttLib import TTFont

from timeline.resources import assets_dir

Family = Literal["cond", "sans", "serif"]

ELLIPSIS: Final = "…"
LABEL_LIMIT: Final = 54
"""Characters of a title on the chart; the whole title is in the list, the table and on hover."""

PLEX_WEIGHTS: Final = (400, 500, 600)
WIDE_EM: Final = 1.0
UNKNOWN_EM: Final = 0.6
DANGLING: Final = " ,;:.–—-−([{“‘\"'/|&"
"""What must not stand before an ellipsis."""


def font_file(family: Family, weight: int = 400, italic: bool = False) -> str:
    """The name of the shipped file that draws this style; weights between the shipped ones go to the nearest."""
    if family == "serif":
        return f"source-serif-4-latin-{'italic' if italic else 'normal'}.woff2"
    nearest = min(PLEX_WEIGHTS, key=lambda shipped: (abs(shipped - weight), shipped))
    stem = "ibm-plex-sans-condensed" if family == "cond" else "ibm-plex-sans"
    return f"{stem}-latin-{nearest}-normal.woff2"


class _Face:
    """One style of one font: advances and kerning in em, read once and remembered by character."""

    def __init__(self, file: str, location: dict[str, float]) -> None:
        font: Any = TTFont(assets_dir() / "fonts" / file)  # fontTools has no types of its own
        self._em = float(font["head"].unitsPerEm)
        self._names: dict[int, str] = font.getBestCmap()
        self._advances = self._read_advances(font, location)
        self._kerning = _kerning(font)
        self._singles = _Remembered(self._single)
        self._steps = _Remembered(self._step)

    def _read_advances(self, font: Any, location: dict[str, float]) -> dict[str, float]:
        if "fvar" not in font:
            return {name: advance / self._em for name, (advance, _) in font["hmtx"].metrics.items()}
        glyphs = font.getGlyphSet(location=location)
        return {name: glyphs[name].width / self._em for name in self._names.values()}

    def width(self, text: str) -> float:
        """The width of a line in em."""
        # Both loops run in C: a picture has hundreds of lines that were never measured before.
        return sum(map(self._steps.__getitem__, map(add, text, text[1:]))) + self._singles[text[-1]] if text else 0.0

    def widths(self, text: str) -> list[float]:
        """The widths in em of the first characters of a line: of none, of one, of two, and so on to all of them."""
        starts = accumulate(map(self._steps.__getitem__, map(add, text, text[1:])), initial=0.0)
        return [0.0, *map(add, starts, map(self._singles.__getitem__, text))]

    def _single(self, char: str) -> float:
        # an accented letter that the subset lacks is about as wide as its base, whichever font will draw it
        base = char if ord(char) in self._names else unicodedata.normalize("NFD", char)[0]
        name = self._names.get(ord(base))
        if name is None or _joins(char):
            return _estimate(char, self._advances["space"])
        return self._advances[name]

    def _step(self, pair: str) -> float:
        """From the beginning of the first of two characters to that of the second."""
        em = self._singles[pair[0]]
        left, right = self._names.get(ord(pair[0])), self._names.get(ord(pair[1]))
        if left is not None and right is not None:
            for subtables in self._kerning:  # within one lookup the first subtable that covers the pair decides
                em += next((k for s in subtables if (k := _kern_in(s, left, right)) is not None), 0.0) / self._em
        return em


class _Remembered(dict[str, float]):
    """Lengths of characters or of pairs of them, each found out when it is first asked for."""

    def __init__(self, found: Callable[[str], float]) -> None:
        self._found = found

    def __missing__(self, chars: str) -> float:
        length = self[chars] = self._found(chars)
        return length


def _kerning(font: Any) -> list[list[Any]]:
    """The pair adjustments that the `kern` feature uses: the subtables of each lookup, in order, unwrapped."""
    if "GPOS" not in font:
        return []
    table = font["GPOS"].table
    wanted = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    found = []
    for index in sorted(wanted):
        subtables = [s.ExtSubTable if s.LookupType == 9 else s for s in table.LookupList.Lookup[index].SubTable]
        found.append([subtable for subtable in subtables if subtable.LookupType == 2])
    return found


def _kern_in(subtable: Any, left: str, right: str) -> float | None:
    """The adjustment in font units if this subtable covers the pair, else None: the next one is asked."""
    if left not in subtable.Coverage.glyphs:
        return None
    if subtable.Format == 1:
        pairs = subtable.PairSet[subtable.Coverage.glyphs.index(left)].PairValueRecord
        value = next((record.Value1 for record in pairs if record.SecondGlyph == right), None)
        return None if value is None else float(value.XAdvance or 0)
    first = subtable.ClassDef1.classDefs.get(left, 0)
    second = subtable.ClassDef2.classDefs.get(right, 0)
    value = subtable.Class1Record[first].Class2Record[second].Value1
    return float(getattr(value, "XAdvance", 0) or 0)


def _joins(char: str) -> bool:
    """Whether the character adds nothing of its own: accents that combine, joiners, variation selectors."""
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _estimate(char: str, space: float) -> float:
    """An honest guess in em for what the latin subset lacks, drawn in whichever font the reader has."""
    if char.isspace():
        return space
    if _joins(char) or unicodedata.category(char) in ("Cc", "Cs"):
        return 0.0
    return WIDE_EM if unicodedata.east_asian_width(char) in ("W", "F") else UNKNOWN_EM


@lru_cache(maxsize=64)
def _face(family: Family, weight: int, italic: bool) -> _Face:
    return _Face(font_file(family, weight, italic), {"wght": float(weight)})


@lru_cache(maxsize=1 << 16)
def _em_width(text: str, family: Family, weight: int, italic: bool) -> float:
    return _face(family, weight, italic).width(text)


def width(text: str, size: float, family: Family = "cond", weight: int = 400, italic: bool = False) -> float:
    """The width in pixels of one line set at `size` px. Characters the fonts lack are estimated, never an error."""
    return _em_width(text, family, _drawn_weight(family, weight), italic and family == "serif") * size


@lru_cache(maxsize=64)
def _drawn_weight(family: Family, weight: int) -> int:
    """The weight that is drawn for this one. Plex has three fixed weights: fewer faces, more cache hits."""
    if family == "serif":
        return min(600, max(400, weight))
    return min(PLEX_WEIGHTS, key=lambda w: (abs(w - weight), w))


def cut(
    text: str,
    limit: int = LABEL_LIMIT,
    *,
    max_width: float | None = None,
    size: float = 13.5,
    family: Family = "cond",
    weight: int = 500,
) -> str:
    """The text within `limit` characters, and `max_width` pixels if given, cut at a word and ended by an ellipsis.

    A first word that is too long by itself is cut inside; where not even the ellipsis fits, the answer is empty.
    """

    if len(text) <= limit and max_width is None:
        return text

    def fits(candidate: str) -> bool:
        if len(candidate) > limit:
            return False
        return max_width is None or width(candidate, size, family, weight) <= max_width

    if fits(text):
        return text
    low, high = 0, min(len(text), max(limit, 0))  # bisection: the longest prefix that fits with its ellipsis
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle] + ELLIPSIS) else (low, middle - 1)
    while 0 < low < len(text) and _joins(text[low]):
        low -= 1
    at_word = text[:low] if low < len(text) and text[low].isspace() else text[:low].rpartition(" ")[0]
    short = at_word.rstrip(DANGLING) or text[:low].rstrip(DANGLING)
    if short:
        return short + ELLIPSIS
    return ELLIPSIS if fits(ELLIPSIS) else ""


def wrap(
    text: str, max_width: float, lines: int = 2, *, size: float = 13.5, family: Family = "cond", weight: int = 500
) -> tuple[str, ...]:
    """The text in at most `lines` lines, each at most `max_width` pixels wide; what does not fit ends in an ellipsis.

    Breaks fall at spaces, else between wide (CJK) characters, else, as a last resort, inside a word.
    """
    return tuple(line for line, _ in wrapped(text, max_width, lines, size, family, weight))


@lru_cache(maxsize=1 << 12)
def wrapped(
    text: str, max_width: float, lines: int, size: float, family: Family, weight: int
) -> tuple[tuple[str, float], ...]:
    """The lines of `wrap`, each with its width in pixels.

    Remembered: a tall picture asks twice (how long will it be, then what to write), and the next picture shows much
    the same titles.
    """
    face = _face(family, _drawn_weight(family, weight), False)
    done: list[tuple[str, float]] = []
    rest = " ".join(text.split())
    while rest and len(done) < lines:
        widths = [em * size for em in face.widths(rest)]
        if widths[-1] <= max_width:
            return (*done, (rest, widths[-1]))
        if len(done) == lines - 1:
            short = cut(rest, len(rest), max_width=max_width, size=size, family=family, weight=weight)
            return (*done, (short, width(short, size, family, weight))) if short else tuple(done)
        at = _break_at(rest, widths, max_width)
        line = rest[:at].rstrip()
        done.append((line, widths[len(line)]))
        rest = rest[at:].lstrip()
    return tuple(done)


def _break_at(text: str, widths: Sequence[float], max_width: float) -> int:
    """How many characters the first line takes, the first n being `widths[n]` wide: at least one, so wrapping ends."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = widths[len(text[:middle].rstrip())] <= max_width
        low, high = (middle, high) if fits else (low, middle - 1)
    for at in range(low, 0, -1):
        if at == len(text) or text[at].isspace() or unicodedata.east_asian_width(text[at]) in ("W", "F"):
            return at
    while low > 1 and _joins(text[low]):
        low -= 1
    return low
