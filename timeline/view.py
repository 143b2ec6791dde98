"""Every choice that a reader can make, as one frozen value, and the query string that says the same.

A `View` is what the addresses of the explorer, of an embed and of a picture and a command's `--view` have in common.
Reading one never fails: what is not understood falls back to the default and leaves a note for the reader in `notes`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from timeline import dates
from timeline.problems import nearest
from timeline.schema import KINDS, RELATIONS, VERDICTS

SCALE_WORDS: Final = {"side-by-side": "Side by side", "in-step": "In step", "across-time": "Across time"}
"""The scales, and what the switch between them calls them."""
SCALES: Final = tuple(SCALE_WORDS)
LOOKS: Final = ("light", "dark")
FORMS: Final = ("chart", "list", "table")
COLOURS: Final = ("verdict", "relation")
EVERYTHING: Final = "everything"
"""The value of `story` that asks for the whole catalogue."""

LONGEST_QUERY: Final = 8_000
LONGEST_TEXT: Final = 200
MOST_SHIFT: Final = 36_525
"""Days: a century."""
_MANY: Final = ("theme", "kind", "relation", "verdict", "publisher", "when", "only")
_CHOICES: Final[dict[str, Sequence[str]]] = {
    "kind": KINDS,
    "relation": RELATIONS,
    "verdict": VERDICTS,
    "scale": SCALES,
    "look": LOOKS,
    "form": FORMS,
    "colour": COLOURS,
}
_SLUG: Final = re.compile(r"[^\s\x00-\x1f~>&#?]+")
_SHIFT: Final = re.compile(r"-?[0-9]{1,6}")
_SORT: Final = re.compile(r"-?[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class View:
    """What a reader has chosen to see; empty values mean "not chosen".

    `then` and `now` are EDTF intervals (the two windows), `pair` is `history-id~today-id` (day 0 of in-step; a third
    part, `~3` or `~-7`, lays the present so many days later against the past), `event` and `report` select; both
    together select that citation. `when` holds EDTF decades or centuries (`194X`, `19XX`), `only` ids of events to
    which the view is narrowed.
    """

    story: str = ""
    q: str = ""
    theme: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    then: str = ""
    now: str = ""
    scale: str = "side-by-side"
    pair: str = ""
    event: str = ""
    report: str = ""
    form: str = "chart"
    sort: str = ""
    colour: str = "verdict"
    look: str = ""
    notes: tuple[str, ...] = dataclasses.field(default=(), compare=False)

    @classmethod
    def from_search(cls, search: str) -> View:
        """Read a query string, with or without its `?`. Never raises."""
        text = search.removeprefix("?")
        if len(text) > LONGEST_QUERY:
            return cls(
                notes=(
                    f"The address is {len(text):,} characters long; at most {LONGEST_QUERY:,} are read. "
                    "Showing the first story.",
                )
            )
        pairs = parse_qsl(text, keep_blank_values=False, errors="replace")
        query: dict[str, list[str]] = {}
        for key, value in pairs:
            query.setdefault(key, []).append(value)
        return cls.from_query(query)

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> View:
        """Read a mapping of names to a value or a list of values. Unknown names are ignored. Never raises."""
        notes: list[str] = []
        chosen: dict[str, Any] = {}
        for name in NAMES:
            raw = query.get(name)
            values = [raw] if isinstance(raw, str) else [str(one) for one in raw or ()]
            values = [value for value in (_clean(value) for value in values) if value]
            if not values:
                continue
            if name in _MANY:
                many = tuple(dict.fromkeys(v for value in values for v in _read(name, value, notes)))
                if many:
                    chosen[name] = many
            else:
                if len(values) > 1:
                    notes.append(f"“{name}” stands {len(values)} times in the address; the last one counts.")
                one = _read(name, values[-1], notes)
                if one:
                    chosen[name] = one[0]
        return cls(**chosen, notes=tuple(notes))

    def to_query(self) -> list[tuple[str, str]]:
        """The names and values of the canonical query string; what equals the default is left out."""
        pairs: list[tuple[str, str]] = []
        for name, default in _DEFAULTS:
            value = getattr(self, name)
            if value != default:
                pairs += [(name, one) for one in value] if isinstance(value, tuple) else [(name, value)]
        return pairs

    def to_search(self) -> str:
        """The canonical query string, `""` for the default view; `View.from_search` gives the same view back."""
        pairs = self.to_query()
        return "?" + "&".join([written(name, value) for name, value in pairs]) if pairs else ""

    def but(self, **changes: Any) -> View:
        """The same view with some choices changed; its notes belong to the old address and are dropped."""
        return dataclasses.replace(self, **{"notes": (), **changes})

    @property
    def selects(self) -> str:
        """What is selected: `citation`, `event`, `report` or `""`."""
        return "citation" if self.event and self.report else "event" if self.event else "report" if self.report else ""

    @property
    def filters(self) -> bool:
        """Whether anything narrows what the story holds."""
        return bool(self.q or any(getattr(self, name) for name in _MANY))

    @property
    def pair_ids(self) -> tuple[str, str] | None:
        """The ids of the pair whose first days are day 0, past event first."""
        parts = self.pair.split("~")
        return (parts[0], parts[1]) if len(parts) > 1 else None

    @property
    def pair_shift(self) -> int:
        """Days by which the present band is laid later than its own day 0; negative is earlier."""
        return int(self.pair.split("~")[2]) if self.pair.count("~") == 2 else 0


_DEFAULTS: Final = tuple((field.name, field.default) for field in dataclasses.fields(View) if field.name != "notes")
NAMES: Final = tuple(name for name, _ in _DEFAULTS)


@lru_cache(maxsize=8192)
def written(name: str, value: str) -> str:
    """One choice as it stands in an address; a page writes the same ones into hundreds of links."""
    return f"{name}={quote(value, safe='-._~/:,')}"


def _clean(value: str) -> str:
    # Control characters and lone surrogates cannot be written back into an address.
    kept = "".join(c for c in value if c.isprintable() or c == " ").encode("utf-8", "ignore").decode("utf-8")
    return " ".join(kept.split())


def _read(name: str, value: str, notes: list[str]) -> tuple[str, ...]:
    if name == "q":
        if len(value) > LONGEST_TEXT:
            notes.append(f"The search is {len(value):,} characters long; its first {LONGEST_TEXT} are used.")
        return (value[:LONGEST_TEXT].strip(),)
    shown = value if len(value) <= 60 else value[:59] + "…"
    if name in _CHOICES:
        if value in _CHOICES[name]:
            return (value,)
        near = nearest(value, _CHOICES[name])
        notes.append(
            f"“{name}={shown}” is not known" + (f". Did you mean “{near[0]}”?" if near else ", so it is left out.")
        )
        return ()
    if name in ("then", "now"):
        return _window(name, value, shown, notes)
    if name == "when":
        return _period(value, shown, notes)
    if name == "sort":
        return (value,) if _SORT.fullmatch(value) else ()
    if name == "publisher":  # as long as the catalogue has it: the address has a limit of its own
        return (value,)
    if name == "pair":
        return _pair(value, shown, notes)
    if len(value) <= LONGEST_TEXT and _SLUG.fullmatch(value):
        return (value,)
    notes.append(f"“{name}={shown}” is not an id, so it is left out.")
    return ()


def _pair(value: str, shown: str, notes: list[str]) -> tuple[str, ...]:
    *ids, shift = value.split("~") if value.count("~") == 2 else (*value.split("~"), "0")
    if len(ids) != 2 or not all(_SLUG.fullmatch(part) for part in ids) or len(value) > 2 * LONGEST_TEXT:
        notes.append(f"“pair={shown}” is not a pair: write a past event’s id, “~” and a present event’s id.")
        return ()
    days = int(shift) if _SHIFT.fullmatch(shift) else None
    if days is None or abs(days) > MOST_SHIFT:
        notes.append(f"“pair={shown}” asks for a shift that is not a count of days up to {MOST_SHIFT:,}.")
        days = 0
    return ("~".join(ids) + (f"~{days}" if days else ""),)


def _window(name: str, value: str, shown: str, notes: list[str]) -> tuple[str, ...]:
    try:
        span = dates.read(value)
    except dates.DateError as error:
        notes.append(f"“{name}={shown}” is not a window of time ({error}), so all years are shown.")
        return ()
    if span.earliest is None or span.latest is None:
        notes.append(f"“{name}={shown}” has no beginning or no end, so all years are shown.")
        return ()
    return (span.text,)


def _period(value: str, shown: str, notes: list[str]) -> tuple[str, ...]:
    try:
        span = dates.read(value)
    except dates.DateError:
        span = None
    if (
        span is None
        or span.precision not in ("decade", "century")
        or span.interval
        or not re.fullmatch(r"-?\d+X+", span.text)
    ):
        notes.append(f"“when={shown}” is not a decade or a century (write 194X or 19XX), so it is left out.")
        return ()
    return (span.text,)
