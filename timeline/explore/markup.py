"""Dash components written out as HTML, so that the page served and the page of the app are one description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, TypeAlias

import dash
from dash.development.base_component import Component


class _Html:
    """Dash's HTML components; its own types know neither `aria-*` nor `data-*`."""

    def __getattr__(self, name: str) -> Callable[..., Component]:
        made: Callable[..., Component] = getattr(dash.html, name)
        return made


html: Final = _Html()
__all__ = ["Child", "Component", "Raw", "hidden_words", "html", "icon", "kept", "stamp", "to_html"]

Child: TypeAlias = "Component | Raw | str | None"

_NAMES: Final = {
    "className": "class",
    "htmlFor": "for",
    "dateTime": "datetime",
    "tabIndex": "tabindex",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "hrefLang": "hreflang",
}
_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
# What only Dash's renderer reads.
_OWN: Final = frozenset({"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "loading_state"})


@dataclass(frozen=True, slots=True)
class Raw:
    """HTML that is finished already; only a served page may hold it."""

    html: str


def to_html(node: Child | Sequence[Child] | int | float) -> str:
    """The HTML of a tree of `dash.html` components; every text and attribute is escaped.

    TypeError for a component that is not of `dash.html`, which only Dash's own scripts can draw.
    """
    if node is None:
        return ""
    if isinstance(node, Raw):
        return node.html
    if isinstance(node, str | int | float):
        return escape(str(node), quote=False)
    if isinstance(node, Component):
        return _element(node)
    return "".join(to_html(child) for child in node)


def _element(component: Component) -> str:
    if component._namespace != "dash_html_components":
        raise TypeError(f"{component._type} is no plain HTML: give the page something to show in its place")
    tag = component._type.lower()
    props: dict[str, Any] = component.to_plotly_json()["props"]  # type: ignore[no-untyped-call]
    attributes = "".join(_attribute(name, value) for name, value in props.items() if name not in _OWN)
    if tag in _VOID:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(props.get('children'))}</{tag}>"


def _attribute(name: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    name = _NAMES.get(name, name if "-" in name else name.lower())
    if value is True and not name.startswith(("aria-", "data-")):
        return f" {name}"
    if isinstance(value, dict):
        value = ";".join(f"{key}:{one}" for key, one in value.items())
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f' {name}="{escape(text)}"'


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
