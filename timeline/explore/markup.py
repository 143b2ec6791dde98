"""Elements of a page written out as HTML, so that what is served and what the app shows later are one description."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final, TypeAlias

import dash

Props: TypeAlias = "dict[str, Any]"


class Component(dict[str, Any]):
    """An element as Dash sends it to the browser, without the cost of Dash's own classes: a page has thousands."""

    @property
    def props(self) -> Props:
        """Its attributes and, under `children`, what it holds."""
        found: Props = self["props"]
        return found


class _Html:
    """Makes elements by their names in dash.html: `html.A("words", href="/")`; AttributeError for a name it has not."""

    def __getattr__(self, name: str) -> Callable[..., Component]:
        if not hasattr(dash.html, name):
            raise AttributeError(name)

        def make(children: Any = None, **props: Any) -> Component:
            given = {key: value for key, value in props.items() if value is not None}
            return Component(props={"children": children, **given}, type=name, namespace="dash_html_components")

        # Looked up once per name: the next time Python finds it on the instance.
        setattr(self, name, make)
        return make


html: Final = _Html()


def as_dash(node: Any) -> Any:
    """The same tree as Dash's own components, for a layout, which Dash reads."""
    if isinstance(node, list | tuple):
        return [as_dash(child) for child in node]
    if not isinstance(node, Component):
        return node
    props = {name: as_dash(value) if name == "children" else value for name, value in node.props.items()}
    return getattr(dash.html, node["type"])(**props)


__all__ = ["Child", "Component", "Raw", "as_dash", "hidden_words", "html", "icon", "kept", "stamp", "to_html"]

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


@dataclass(frozen=True, slots=True)
class Raw:
    """HTML that is finished already: what it shows has been escaped where it was made."""

    html: str


def to_html(node: Child | Sequence[Child] | int | float) -> str:
    """The HTML of a tree of elements; every text and attribute is escaped."""
    if node is None:
        return ""
    if isinstance(node, Raw):
        return node.html
    if isinstance(node, str | int | float):
        return escape(str(node), quote=False)
    if isinstance(node, Component):
        return _element(node)
    return "".join(to_html(child) for child in node)


def _element(element: Component) -> str:
    tag = element["type"].lower()
    attributes = "".join(_attribute(name, value) for name, value in element.props.items() if name != "children")
    if tag in _VOID:
        return f"<{tag}{attributes}>"
    return f"<{tag}{attributes}>{to_html(element.props['children'])}</{tag}>"


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
