"""Other well-known bearers of an event's name, and the words that speak for them: rockets, theatres, towns, bands."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def rival_words(name: str) -> frozenset[str]:
    """The words, folded, that speak for another bearer of a folded name; none for a name without well-known others."""
    return _rivals().get(name.removeprefix("the "), frozenset())


def rival_near(name: str, words: str) -> str:
    """The first of its rivals' words that stands in `words` (folded, a blank before and after each), else ""."""
    return next((word for word in sorted(rival_words(name)) if f" {word} " in words and word not in name), "")


@cache
def _rivals() -> dict[str, frozenset[str]]:
    text = files("timeline.citing").joinpath("rivals.tsv").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            names, _, words = line.partition("\t")
            for name in names.split("|"):
                found[name.removeprefix("the ")] = frozenset(words.split("|"))
    return found
