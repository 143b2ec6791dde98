"""Addresses: of the same page with the view changed, and of a passage in somebody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from timeline import dates
from timeline.scene.scene import Scene
from timeline.view import NAMES, View, written

Href = Callable[[str, str], str | None]

_DEFAULT: Final = View()


def address(view: View, **changes: Any) -> str:
    """The explorer with this view, some choices changed: `/?event=order-227`."""
    return _joined(_choices(view) | {name: _choice(name, value) for name, value in changes.items()})


@lru_cache(maxsize=16)
def _choices(view: View) -> dict[str, str]:
    """Every choice by name as it stands in the view's address, in its order: a page has hundreds of links from it."""
    return {name: _choice(name, getattr(view, name)) for name in NAMES}


def _choice(name: str, value: str | tuple[str, ...]) -> str:
    """One choice as it stands in an address; nothing when it is the default."""
    if value == getattr(_DEFAULT, name):
        return ""
    return "&".join([written(name, one) for one in value]) if isinstance(value, tuple) else written(name, value)


def _joined(choices: dict[str, str]) -> str:
    chosen = [choice for choice in choices.values() if choice]
    return "/?" + "&".join(chosen) if chosen else "/"


class Selecting:
    """The view's address with another selection, for the hundreds of links of one page; equal to `address`."""

    def __init__(self, view: View) -> None:
        self._choices = _choices(view)

    def __call__(self, event: str = "", report: str = "") -> str:
        """The address that selects these two; empty: not selected."""
        return _joined(self._choices | {"event": _choice("event", event), "report": _choice("report", report)})


def hrefs(view: View, scene: Scene) -> Href:
    """What svg.draw asks: the address that a mark, a thread or a cluster of this scene leads to."""
    # In step the pair follows the link that is chosen.
    select, link = Selecting(view), Selecting(view.but(pair=""))
    windows = {mark.window: mark.side for mark in scene.marks if mark.window}

    def href(kind: str, key: str) -> str | None:
        if kind == "window":
            if key not in windows:
                return None
            # What stands on one spot cannot be drawn apart; the list tells it.
            here = getattr(view, windows[key]) == key
            return address(view, form="list") if here else address(view, **{windows[key]: key})
        if kind == "citation":
            report, _, history = key.partition(">")
            return link(history, report)
        return select(report=key) if kind == "report" else select(event=key)

    return href


def passage(url: str, phrase: str) -> str:
    """The address that opens a page at a phrase (a text fragment); the address alone when there is no phrase."""
    if not url or not phrase.strip():
        return url
    # "-" and "," mean something in a text fragment and must not stand for themselves; quote() leaves the first alone.
    text = quote(" ".join(phrase.split()), safe="").replace("-", "%2D")
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def outward(url: str) -> str:
    """The address when it is http or https, else nothing."""
    return url if re.match(r"https?://", url, re.IGNORECASE) else ""


def window(first: int, last: int) -> str:
    """Two day numbers as an EDTF interval, as the view writes a window."""
    return f"{dates.day_text(first)}/{dates.day_text(last)}"
