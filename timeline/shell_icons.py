"""The signs of the interface, drawn once: as a sprite for pages of plain HTML, and as masks for a style sheet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from timeline.palette import SILHOUETTES

_THIN: Final = 'fill="none" stroke="currentColor" stroke-width="1.6"'
_ROUND: Final = 'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"'

ICONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "holds": ("0 0 24 16", f'<path d="M1 4.5h22M1 11.5h22" {_ROUND}/>'),
        "breaks": ("0 0 24 16", f'<path d="M1 6h8c5 0 7-4.5 14-4.5M1 10h8c5 0 7 4.5 14 4.5" {_ROUND}/>'),
        "search": ("0 0 20 20", f'<circle cx="8.6" cy="8.6" r="5.6" {_ROUND}/><path d="M13 13l4.4 4.4" {_ROUND}/>'),
        "present": ("0 0 20 20", f'<path d="M2 3.5h16v10H2zM10 13.5v3.6M6.4 17.1h7.2" {_THIN}/>'),
        "embed": ("0 0 20 20", f'<path d="M7 5.5L2.5 10 7 14.5M13 5.5l4.5 4.5-4.5 4.5" {_ROUND}/>'),
        "data": ("0 0 20 20", f'<path d="M10 3v9.5M6 9l4 4 4-4M3 16.8h14" {_ROUND}/>'),
        "out": ("0 0 20 20", f'<path d="M8 4H4v12h12v-4M11.5 3.5h5v5M16.2 3.8L9.5 10.5" {_THIN}/>'),
        "link": (
            "0 0 20 20",
            '<path d="M8.4 11.6a3.2 3.2 0 0 0 4.6 0l3-3a3.2 3.2 0 0 0-4.6-4.6l-1 1M11.6 8.4a3.2 3.2 0 0 0-4.6 0l-3 3'
            f'a3.2 3.2 0 0 0 4.6 4.6l1-1" {_ROUND}/>',
        ),
        "close": ("0 0 20 20", f'<path d="M5 5l10 10M15 5L5 15" {_ROUND}/>'),
        "theme": ("0 0 20 20", f'<circle cx="10" cy="10" r="7" {_THIN}/><path d="M10 3a7 7 0 0 1 0 14z"/>'),
        "menu": ("0 0 20 20", f'<path d="M3 5.5h14M3 10h14M3 14.5h14" {_ROUND}/>'),
        "filter": ("0 0 20 20", f'<path d="M3 5h14M5.8 10h8.4M8.4 15h3.2" {_ROUND}/>'),
        "left": ("0 0 20 20", f'<path d="M12.5 4.5L7 10l5.5 5.5" {_ROUND}/>'),
        "right": ("0 0 20 20", f'<path d="M7.5 4.5L13 10l-5.5 5.5" {_ROUND}/>'),
        "down": ("0 0 20 20", f'<path d="M4.5 7.5L10 13l5.5-5.5" {_ROUND}/>'),
        "plus": ("0 0 20 20", f'<path d="M10 4v12M4 10h12" {_ROUND}/>'),
        "minus": ("0 0 20 20", f'<path d="M4 10h12" {_ROUND}/>'),
        "reset": ("0 0 20 20", f'<path d="M4.2 8.2A6.2 6.2 0 1 1 4 11.6M4 3.8v4.6h4.6" {_ROUND}/>'),
        "keys": ("0 0 20 20", f'<path d="M2 5h16v10H2zM5 8h.01M8 8h.01M11 8h.01M14.5 8h.01M6 12h8" {_ROUND}/>'),
        "sheet": ("0 0 20 20", f'<path d="M5 2.5h10v15H5zM7.5 7h5M7.5 10.5h5" {_THIN}/>'),
        "swap": ("0 0 20 20", f'<path d="M6 16V4M3 7l3-3 3 3M14 4v12M11 13l3 3 3-3" {_ROUND}/>'),
        "side-by-side": (
            "0 0 20 16",
            f'<path d="M1 3h18M1 13h18" {_THIN}/><path d="M6 3c0 5 8 5 8 10" {_THIN}/>',
        ),
        "in-step": ("0 0 20 16", f'<path d="M1 3h18M1 13h18" {_THIN}/><path d="M5 3v10M10 3v10M15 3v10" {_THIN}/>'),
        "across-time": (
            "0 0 20 16",
            f'<path d="M1 13h18" {_THIN}/><path d="M3 13c0-11 13-11 13 0M7 13c0-6 6-6 6 0" {_THIN}/>',
        ),
    }
)
"""Name -> (viewBox, drawing); everything that is not a line is filled with the text's colour."""

BRAND: Final = (
    '<path d="M2 7.5h18.7" stroke="var(--then-ink)" stroke-width="3.4"/>'
    '<path d="M11.3 24.5H30" stroke="var(--now-ink)" stroke-width="3.4"/>'
    '<path d="M19 5.8V9c0 6.5-6 7.5-6 14v3.2" fill="none" stroke="currentColor" stroke-width="3.4"/>'
)
"""The mark: two rails and the line that joins them, in a square of 32."""


def sprite() -> str:
    """Every sign as an SVG symbol: `i-NAME`, `v-VERDICT` and `brand`, to stand once in a page and be used by `icon`."""
    symbols = [f'<symbol id="i-{name}" viewBox="{box}">{drawn}</symbol>' for name, (box, drawn) in ICONS.items()]
    symbols += [
        f'<symbol id="v-{verdict}" viewBox="0 0 20 20">{_silhouette(verdict)}</symbol>' for verdict in SILHOUETTES
    ]
    symbols.append(f'<symbol id="brand" viewBox="0 0 32 32">{BRAND}</symbol>')
    body = "".join(symbols).replace('fill="currentColor" fill="none"', 'fill="none"')
    return (
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false">'
        f'<defs fill="currentColor">{body}</defs></svg>'
    )


def icon(name: str, size: int = 18) -> str:
    """A sign out of the sprite, hidden from assistive technology: the words beside it say the same."""
    use = f'<use href="#i-{name}"/>'
    return f'<svg class="ic" width="{size}" height="{size}" aria-hidden="true" focusable="false">{use}</svg>'


def silhouette(verdict: str) -> str:
    """The sign of a verdict out of the sprite, as large as the text beside it."""
    return f'<svg class="vs" aria-hidden="true" focusable="false"><use href="#v-{verdict}"/></svg>'


def _silhouette(verdict: str) -> str:
    drawn = []
    for sign in SILHOUETTES[verdict]:
        ink = "currentColor" if sign.ink == "verdict" else "var(--knock,var(--surface))"
        if not sign.stroke:
            drawn.append(f'<path fill="{ink}" d="{sign.d}"/>')
        else:
            dash = f' stroke-dasharray="{" ".join(map(str, sign.dash))}"' if sign.dash else ""
            line = f'stroke="{ink}" stroke-width="{sign.stroke}" stroke-linecap="round"{dash}'
            drawn.append(f'<path fill="none" {line} d="{sign.d}"/>')
    return "".join(drawn)


def icons_css() -> str:
    """Every sign as a mask, for elements that a script builds: `<i class="i i-search">`, `<i class="vg v-supported">`.

    What stands in assets/icons.css; `python -m timeline.shell_icons` writes it anew, and a test compares the two.
    """
    rules = [
        "/* Made by `python -m timeline.shell_icons`: the signs as masks, in the colour of the text. */",
        ".i,.vg{display:inline-block;flex:none;width:18px;height:18px;background:currentColor;vertical-align:-.2em;"
        "-webkit-mask:var(--m) center/contain no-repeat;mask:var(--m) center/contain no-repeat;"
        "-webkit-print-color-adjust:exact;print-color-adjust:exact}",
        ".vg{width:1.22em;height:1.22em;color:var(--v)}",
        "@media (forced-colors:active){.i,.vg{forced-color-adjust:none;background:CanvasText}}",
    ]
    for name, (box, drawn) in ICONS.items():
        rules.append(f".i-{name}{{--m:{_data(box, drawn.replace('currentColor', '#000'))}}}")
    for verdict in SILHOUETTES:
        rules.append(f".vg.v-{verdict}{{--m:{_data('0 0 20 20', _masked(verdict))}}}")
    return "\n".join(rules) + "\n"


def _masked(verdict: str) -> str:
    """A silhouette whose knocked-out sign is a hole."""
    signs = SILHOUETTES[verdict]
    solid = "".join(_plain(sign.d, sign.stroke, sign.dash, "#000") for sign in signs if sign.ink == "verdict")
    # Only what is knocked out of something that lies below it needs a hole; a ground at the very bottom is none.
    holes = "".join(_plain(sign.d, sign.stroke, sign.dash, "#000") for sign in signs[1:] if sign.ink == "knock")
    if not holes:
        return solid
    return f'<mask id="m"><rect width="20" height="20" fill="#fff"/>{holes}</mask><g mask="url(#m)">{solid}</g>'


def _plain(d: str, stroke: float, dash: tuple[float, ...], ink: str) -> str:
    if not stroke:
        return f'<path fill="{ink}" d="{d}"/>'
    dashed = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f'<path fill="none" stroke="{ink}" stroke-width="{stroke}" stroke-linecap="round"{dashed} d="{d}"/>'


_SAFE: Final = " =:/()',;-.~"


def _data(box: str, drawn: str) -> str:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawn}</svg>'.replace('"', "'")
    return f'url("data:image/svg+xml,{quote(text, safe=_SAFE)}")'


def main() -> None:
    """Write assets/icons.css."""
    from timeline import resources

    (resources.assets_dir() / "icons.css").write_text(icons_css(), encoding="utf-8")


if __name__ == "__main__":
    main()
