"""The words that dates are made of: months, seasons, numbers in words, eras. What a matched group of a rule means."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_UNITS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
DECADES: Final = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties":
    9,
}  # fmt: skip
HOLIDAYS: Final = {
    "christmas day": "12-25", "christmas eve": "12-24", "christmas": "12-25", "boxing day": "12-26", "new year's day":
    "01-01",
    "new year's eve": "12-31", "may day": "05-01", "armistice day": "11-11", "halloween": "10-31",
}  # fmt: skip
NAMED_DAYS: Final = {"9/11": "2001-09-11", "7/7": "2005-07-07", "26/11": "2008-11-26", "11-m": "2004-03-11"}


@cache
def cardinals() -> dict[str, int]:
    """Numbers in words up to 99, with hyphens or blanks between their parts."""
    numbers = {word: value for value, word in enumerate(_UNITS)}
    for tens, word in enumerate(_TENS, start=2):
        numbers[word] = tens * 10
        for unit in range(1, 10):
            numbers[f"{word}-{_UNITS[unit]}"] = numbers[f"{word} {_UNITS[unit]}"] = tens * 10 + unit
    return numbers


@cache
def ordinals() -> dict[str, int]:
    """Ordinals in words up to the thirty-first (days, centuries)."""
    numbers = {word: value for value, word in enumerate(_ORDINALS, start=1)}
    for tens, word, alone in ((2, "twenty", "twentieth"), (3, "thirty", "thirtieth")):
        numbers[alone] = tens * 10
        for unit in range(1, 10):
            numbers[f"{word}-{_ORDINALS[unit - 1]}"] = numbers[f"{word} {_ORDINALS[unit - 1]}"] = tens * 10 + unit
    return numbers


def alternatives(words: object) -> str:
    """The words as a regular expression, the longest first, blanks and hyphens alike."""
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@lru_cache(maxsize=10_000)
def number(text: str) -> float | None:
    """A number as written: "80", "2,000", "sixty-five", "a", "half a", "six hundred and fifty"; None if it is none."""
    text = " ".join(text.split())
    if text.replace(",", "").isdigit():
        return int(text.replace(",", ""))
    if text in ("a", "an"):
        return 1
    if text.startswith("half"):
        return 0.5
    for word, size in (("thousand", 1000), ("hundred", 100)):
        count, found, rest = text.partition(word)
        if found:
            times = cardinals().get(count.strip(), 1)
            return times * size + (number(rest.removeprefix(" and").strip()) or 0 if rest else 0)
    return cardinals().get(text)


@lru_cache(maxsize=1_000)
def month(text: str) -> int:
    """The number of a month, written out or shortened."""
    return next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(text.rstrip(".")[:3]))


@lru_cache(maxsize=1_000)
def ordinal(text: str) -> int:
    """A day or century: "27", "27th", "twenty-seventh"."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else ordinals()[" ".join(text.split())]


def year_text(year: int) -> str:
    """A year as EDTF: four digits, with a minus before our era."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def era_year(digits: str, era: str) -> int:
    """A year with its era, astronomically: 44 BC is -43."""
    value = int(digits.replace(",", ""))
    return 1 - value if era.replace(".", "").replace(" ", "").startswith("bc") else value


def decade_text(text: str) -> str:
    """A decade as EDTF; the 1800s are the century, as in most texts."""
    if len(text) == 5:
        return f"{text[:2]}XX" if text[2] == "0" and text != "2000s" else f"{text[:3]}X"
    digit = DECADES.get(text, text[0])
    return f"19{digit}X"


def century_text(text: str, era: str = "") -> str:
    """A century as EDTF: the nineteenth is 18XX, the fifth before our era -04XX."""
    sign = "-" if era.replace(".", "").replace(" ", "").startswith("bc") else ""
    return f"{sign}{ordinal(text) - 1:02d}XX"
