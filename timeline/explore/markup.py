"""Elements of a page written out as HTML, so that what is served and what the app shows later are one description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any, Final, TypeAlias

import dash


class Component(str):
    """An element, written out at once, since a page has thousands: every text and attribute in it is escaped."""

    __slots__ = ()


class Raw(Component):
    """HTML from elsewhere that is finished already: what it shows has been escaped where it was made."""

    __slots__ = ()


class _Html:
    """Makes elements by their names in dash.html: `html.A("words", href="/")`; AttributeError for a name it has not."""

    def __getattr__(self, name: str) -> Callable[..., Component]:
        if not hasattr(dash.html, name):
            raise AttributeError(name)
        tag = name.lower()
        end = "" if tag in _VOID else f"</{tag}>"

        def make(children: Any = None, **props: Any) -> Component:
            attributes = "".join([_attribute(key, value) for key, value in props.items()])
            return Component(f"<{tag}{attributes}>{to_html(children) if end else ''}{end}")

        # Looked up once per name: the next time Python finds it on the instance.
        setattr(self, name, make)
        return make


html: Final = _Html()


__all__ = ["Child", "Component", "Raw", "hidden_words", "html", "icon", "joined", "kept", "stamp", "to_html"]

Child: TypeAlias = "Component | str | None"

_NAMES: Final = {
    "className": "class",
    "htmlFor": "for",
    "dateTime": "datetime",
    "tabIndex": "tabindex",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "hrefLang": "hreflang",
}
_REPEATED: Final = frozenset({"className", "dir", "data-kind", "aria-hidden"})
_NUMBER: Final = (int, float)
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


def to_html(node: Child | Sequence[Child] | int | float) -> str:
    """The HTML of an element, a text (escaped), nothing, or several of them one after the other."""
    if isinstance(node, Component):
        return node
    if isinstance(node, str):
        return escape(node, quote=False)
    if node is None:
        return ""
    if isinstance(node, _NUMBER):
        return str(node)
    return "".join([to_html(child) for child in node])


def joined(nodes: Sequence[Child]) -> Component:
    """Several of them as one, to be kept and shown again."""
    return Component(to_html(nodes))


def _attribute(name: str, value: Any) -> str:
    return _repeated(name, value) if name in _REPEATED else _written(name, value)


def _written(name: str, value: Any) -> str:
    if isinstance(value, str):
        return f' {_named(name)}="{escape(value)}"'
    if value is None or value is False:
        return ""
    name = _named(name)
    if value is True:
        return f' {name}="true"' if name.startswith(("aria-", "data-")) else f" {name}"
    if isinstance(value, dict):
        value = ";".join(f"{key}:{one}" for key, one in value.items())
    return f' {name}="{escape(str(value))}"'


@lru_cache(maxsize=1024, typed=True)
def _repeated(name: str, value: Any) -> str:
    """An attribute that says the same in one element after another, written once."""
    return _written(name, value)


@lru_cache(maxsize=256)
def _named(name: str) -> str:
    """The name that HTML has for what Dash calls `className`."""
    return _NAMES.get(name, name if "-" in name else name.lower())


def icon(name: str) -> Component:
    """A sign of the interface; the words beside it say the same."""
    return html.I(className=f"i i-{name}", **{"aria-hidden": "true"})


def stamp(verdict: str, words: str, extra: str = "") -> Component:
    """A verdict as silhouette and word."""
    sign = html.I(className=f"vg v-{verdict}", **{"aria-hidden": "true"})
    return html.Span([sign, words], className=f"stamp v-{verdict} {extra}".strip())


def hidden_words(text: str) -> Component:
    """Words for those who listen."""
    return html.Span(text, className="sr")


def kept(children: Iterable[Child]) -> list[Child]:
    """The children that are there."""
    return [child for child in children if child is not None and child != ""]
