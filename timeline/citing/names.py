"""The forms under which a text may name an event, and how much each form alone tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Literal, TypeAlias

from timeline.citing.article import fold_name
from timeline.citing.date_words import DECADES
from timeline.citing.word_lists import entries, grouped, pattern, words

Force: TypeAlias = Literal["clear", "echo", "derived", "dated", "bare", "common", "year", "day"]
"""clear: means the event in almost any text; echo: a bare name with a word that invokes it
("another Munich"); derived: a reordering of a clear name, or the same told with a verb; dated: its place with its year
("Tehran in 1979"); bare: a place, person or metonym
that needs support; common: words in small letters that need much support; year, day: a date that stands for the
event."""

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY: Final = re.compile(rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)$")
_PLACE: Final = r"((?:[A-Z][\w'’.-]+ ){1,2})"
_OF_PLACE: Final = r") (?:of|in|at|for|on) (?:the )?((?:[A-Z][\w'’.-]+ ?){1,2})$"
_WHOM: Final = r"[A-Z][\w'\u2019.-]+(?: [A-Z][\w'\u2019.-]+)?"
_DEED: Final = re.compile(
    rf"(?P<kind>[A-Za-z]+) (?:of|on) (?:the )?(?P<whom>{_WHOM})$|(?P<who>{_WHOM})['\u2019]s (?P<deed>[a-z]+)$"
)
_PARTS: Final = re.compile("[ /-]")
_TITLE_TAIL: Final = re.compile(r"\s*\([^)]*\)|\s*[:;].*$")
_PREPOSITIONS: Final = ("of", "in", "at")


@dataclass(frozen=True, slots=True)
class Name:
    """One form: as written in the data, as compared, whose it is, and its force."""

    written: str
    folded: str
    event: int
    force: Force
    eponym: bool = False  # the event is called after it: "Munich" of the Munich Agreement, but not "Chamberlain"
    vouched: bool = False  # the catalogue itself gives it as a name of the event
    invoked: bool = False  # the event has names such as "another Munich": of several events of the name, this is meant
    capital: int | None = field(init=False, repr=False)  # which of its words must have a capital, if one must
    signs: bool = field(init=False, repr=False)  # it is all digits and signs, which must be as written

    def __post_init__(self) -> None:
        letters = self.folded[:1].isalpha() or any(char.isalpha() for char in self.folded)
        object.__setattr__(self, "signs", not letters)
        object.__setattr__(self, "capital", None if self.signs else self._capital())

    def _capital(self) -> int | None:
        """The first word with a capital, counted among the folded ones: "Tet" is not "tet"."""
        if self.force not in ("bare", "day") and (
            self.force not in ("derived", "dated") or self.written == self.written.lower()
        ):
            return None
        if self.written[0].isupper():
            return 0
        words = [word for word in _PARTS.split(self.written) if word[:1].isalpha()]
        wanted = next((place for place, word in enumerate(words) if word[0].isupper()), None)
        if wanted is None:
            return None
        letters = [place for place, word in enumerate(self.folded.split()) if word[0].isalpha()]
        return letters[wanted] if wanted < len(letters) else None


def force_of_ambiguous(written: str) -> Force:
    """The force of a name that needs context."""
    if re.fullmatch(r"(?:the )?\d{3,4}s?", written):
        return "year"
    if _DAY.match(written):
        return "day"
    return "bare" if any(char.isupper() for char in written) else "common"


def force_of_alias(written: str, place: str) -> Force:
    """The force of an alias in an events.csv, which does not say: a bare place or a day needs support."""
    folded = fold_name(written)
    if force_of_ambiguous(written) in ("year", "day"):
        return force_of_ambiguous(written)
    if folded and f" {folded} " in f" {fold_name(place)} ":
        return "bare"
    words = folded.split()
    if not any(char.isupper() for char in written) and len(words) < 3:
        return "clear" if len(words) > 1 or len(folded) >= 9 else "common"
    if len(words) == 1 and len(folded) < 5 and not any(char.isdigit() for char in folded):
        return "bare"
    return "clear"


def title_forms(title: str) -> Iterator[str]:
    """The title, and what remains of it without brackets and without what follows a colon."""
    yield title
    shorter = _TITLE_TAIL.sub("", title).strip()
    if shorter and shorter != title and len(fold_name(shorter).split()) > 1:
        yield shorter
    quoted = re.search(r'["\u201c]([^"\u201d]{8,})["\u201d]', title)
    if quoted and len(fold_name(quoted[1]).split()) > 3:
        yield quoted[1]


def derived_forms(name: str) -> Iterator[str]:
    """Other orders of the same words: "Srebrenica massacre" is also "massacre in Srebrenica"."""
    place_kind = pattern("event kinds", _PLACE + "(", ")$", ignore_case=True).match(name)
    if place_kind:
        place, kind = place_kind[1].strip().removesuffix("'s"), place_kind[2]
        if place.lower() not in ("the",):
            yield from (f"{kind} {preposition} {place}" for preposition in _PREPOSITIONS)
    kind_place = pattern("event kinds", "(", _OF_PLACE, ignore_case=True).match(name)
    if kind_place:
        yield f"{kind_place[2].strip()} {kind_place[1]}"
        yield from (f"{kind_place[1]} {preposition} {kind_place[2].strip()}" for preposition in _PREPOSITIONS)
    battle = re.match(r"Battle of (.+)$", name, re.IGNORECASE)
    if battle:
        yield f"battle for {battle[1]}"


def told_forms(name: str) -> Iterator[str]:
    """The same with a verb: "Fall of Saigon" is also "Saigon fell", "Sadat's assassination" "Sadat was shot"."""
    match = _DEED.match(name)
    if match is None:
        return
    kind, whom = (match["kind"], match["whom"]) if match["kind"] else (match["deed"], match["who"])
    yield from (form.replace("{}", whom) for form in grouped("told").get(kind.lower(), ()))


def kindred_forms(name: str) -> Iterator[str]:
    """The same with another word of its kind: "Hungarian uprising" is also "Hungarian revolt"."""
    parts = name.split()
    for place, word in enumerate(parts):
        for other in _kindred().get(word.lower(), ()):
            yield " ".join((*parts[:place], other, *parts[place + 1 :]))


@cache
def _kindred() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries("same kinds"):
        kinds = entry.split()
        for kind in kinds:
            found[kind] = (*found.get(kind, ()), *(other for other in kinds if other != kind))
    return found


def respelt_forms(name: str) -> Iterator[str]:
    """Years and decades written otherwise: "1973 coup in Chile" is also "coup in Chile of 1973", "stagflation of the
    1970s" also "stagflation of the seventies".
    """
    dated = re.match(r"(?P<year>\d{4}) (?P<what>.+)$|(?P<was>.+) (?:of|in) (?P<then>\d{4})$", name)
    if dated:
        year, what = dated["year"] or dated["then"], dated["what"] or dated["was"]
        if len(what.split()) > 1:
            yield from (f"{year} {what}", f"{what} of {year}", f"{what} in {year}")
    decade = re.search(r"\b19([2-9])0s\b", name)
    if decade:
        word = next(word for word, digit in DECADES.items() if digit == int(decade[1]))
        yield from (name.replace(decade[0], spelt) for spelt in (word, f"{decade[1]}0s"))


def dated_forms(place: str, lands: Iterable[str], years: Iterable[int]) -> Iterator[str]:
    """An event's place, and the lands of which its title speaks, with its year: "Tehran in 1979", "Iran 1979"."""
    towns, _, land = place.partition(", ")
    for written in dict.fromkeys((*towns.split(" and "), land, *lands)):
        if re.fullmatch(r"[A-Z]\w+(?:[ -][A-Z]\w+)?", written) and written.lower() not in words("stop"):
            for year in years:
                yield from (f"{written}{between}{year}" for between in (" in ", " ", " of "))
                yield f"{year} in {written}"


def numbered_form(folded: str) -> str | None:
    """The name with its number left open ("order no #"), for finding slips of the number; None if it has no number to
    slip on.
    """
    words = folded.split()
    numbers = [place for place, word in enumerate(words) if word.isdigit()]
    if len(numbers) != 1 or len(words) < 2:
        return None
    number = words[numbers[0]]
    if not 2 <= len(number) <= 4 or re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", number):
        return None
    return " ".join("#" if place == numbers[0] else word for place, word in enumerate(words))


_ECHO_FORM: Final = re.compile(
    r"^(?:an? )?(?:another|new|second|next|own|his|her|their|america s) (.+)$"
    r"|^(.+?) (?:moment|style|syndrome|like|era|analogy)$"
)


def echo_of(folded: str) -> str | None:
    """What a form such as "another munich" or "suez moment" invokes; None if it is no such form."""
    match = _ECHO_FORM.match(folded)
    return (match[1] or match[2]) if match else None


def unique(names: Iterable[Name]) -> list[Name]:
    """The names without repetitions; of the same form of the same event the most telling force stays."""
    forces: tuple[Force, ...] = ("clear", "echo", "derived", "dated", "bare", "common", "year", "day")
    order = {force: place for place, force in enumerate(forces)}
    best: dict[tuple[str, int], Name] = {}
    for name in names:
        key = (name.folded, name.event)
        held = best.get(key)
        if not name.folded:
            continue
        if held is None or order[name.force] < order[held.force]:
            vouched = held is not None and held.vouched and not name.vouched
            best[key] = replace(name, vouched=True) if vouched else name
        elif name.vouched and not held.vouched:
            best[key] = replace(held, vouched=True)
    return list(best.values())
