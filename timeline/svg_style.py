"""The style rules of the picture: short classes under one root, colours as tokens, concrete or as CSS variables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from timeline.palette import EMBED_PAPER, FAMILIES, LEGEND_ORDER, THEMES, Theme
from timeline.palette_words import ROLES

ThemeChoice = Literal["auto", "light", "dark", "print"]
ROOT: Final = "ec"
"""The class of the root element: every rule stands under it, so that none meets the page's own."""

_TOKEN: Final = re.compile(r"@([a-z0-9-]+)")

# @name is a token: a CSS variable of the page, or the colour itself when the theme is fixed
_RULES: Final = """\
{r} text{font-family:@cond;fill:@ink;white-space:pre}
{roles}{r} .m{text-anchor:middle}
{r} .e{text-anchor:end}
{r} .w4{font-weight:400}
{r} .w5{font-weight:500}
{r} .w6{font-weight:600}
{r} .u{fill:@ink-3}
{r} .j{fill:@ink-2}
{r} .pp{fill:@paper}
{r} .h{fill:@paper}
{r} .hl{fill:none;stroke:@paper}
{r} .us{fill:@surface;stroke:@surface}
{r} .se{fill:@select}
{r} .tb{fill:@then-band}
{r} .nb{fill:@now-band}
{r} .tg{fill:@then-bar}
{r} .ng{fill:@now-bar}
{r} .ti{fill:@then-ink}
{r} .ni{fill:@now-ink}
{r} .tl{fill:none;stroke:@then-ink}
{r} .nl{fill:none;stroke:@now-ink}
{r} .to{fill:@then-band;stroke:@then-ink;stroke-width:1.4}
{r} .no{fill:@now-band;stroke:@now-ink;stroke-width:1.4}
{r} .tn{fill:@then-ink;stroke:@paper;stroke-width:1.5}
{r} .nn{fill:@now-ink;stroke:@paper;stroke-width:1.5}
{r} .r{stroke-width:2}
{r} .o{stroke-opacity:.55}
{r} .f{stroke-dasharray:2 2;stroke-width:1.5}
{r} .k{fill:none;stroke:@ink;stroke-opacity:.06}
{r} .ks{stroke-opacity:.12}
{r} .ka{stroke-opacity:.75}
{r} .ru{fill:none;stroke:@rule-strong}
{r} .rl{fill:none;stroke:@rule}
{r} .s{fill:@surface;stroke:@ink;stroke-width:1.5}
{r} .sf{fill:@ink}
{r} .sl{fill:none;stroke:@ink;stroke-width:1.1}
{r} .sk{fill:none;stroke:@paper;stroke-width:1.1}
{r} .pi{fill:@surface;stroke:currentColor;stroke-width:1.6}
{r} .pk{color:@ink}
{r} .l path{fill:none;stroke:currentColor}
{r} .l .co{stroke:@paper}
{r} .a8{opacity:.78}
{r} .bk{fill:none;stroke:@rule}
{r} .w{fill-opacity:.55;stroke-width:1.6}
{r} .wt{fill:@then-bar;stroke:@then-ink}
{r} .wn{fill:@now-bar;stroke:@now-ink}
{r} .wh{fill:@surface;stroke-width:1.6}
{r} .ht{fill:none;stroke:@then-band;stroke-width:2.2}
{r} .hn{fill:none;stroke:@now-band;stroke-width:2.2}
{r} .sm{fill:@ink-2}
{r} .lk{font-family:@sans;font-size:13.5px;font-weight:600;text-decoration:underline}
{r} .cd{fill:@surface;stroke:@rule-strong}
{r} .hd{font-family:@serif;font-weight:600;font-size:23px}
"""
_LINKED: Final = """\
{r} a{cursor:pointer;text-decoration:none}
{r} .i{fill:none;stroke:none;pointer-events:all}
{r} path.i{pointer-events:stroke;stroke-width:24px}
{r} .n{pointer-events:none}
{r} .a:hover .t,{r} .a:focus-visible .t{text-decoration:underline}
{r} .a:focus-visible{outline:3px solid @focus;outline-offset:1px}
{r} .q:focus-visible{outline:0}
{r} .q:hover .th path{stroke-width:3.4px}
{r} .q:hover .th .ip{stroke-dasharray:15.3 8.5}
{r} .q:hover .th .up{stroke-dasharray:.1 10.2;stroke-width:3.9px}
{r} .q:hover .th .dp{stroke-width:8.6px}
{r} .q:hover .th .co{stroke-width:4.4px}
{r} .q:focus-visible path.i{stroke:@focus;stroke-width:13px}
{r} .q:focus-visible .hl{stroke-width:7px;stroke-dasharray:none}
"""
# The reader's own colours: words, lines and silhouettes stay, grounds give way, and every bar gets an outline.
_FORCED: Final = (
    "@media(forced-colors:active){{r}{forced-color-adjust:none;"
    "--paper:Canvas;--surface:Canvas;--then-band:Canvas;--now-band:Canvas;--then-bar:Canvas;--now-bar:Canvas;"
    "--rule:GrayText;--rule-strong:GrayText;--ink:CanvasText;--ink-2:CanvasText;--ink-3:CanvasText;"
    "--then-ink:CanvasText;--now-ink:CanvasText;--focus:Highlight;--select:Canvas;{verdicts}}"
    "{r} .tg,{r} .ng,{r} .se{stroke:CanvasText}{r} .a text{fill:LinkText}}\n"
)
_SIZES: Final = range(100, 301, 5)


def style(
    theme: ThemeChoice, *, standalone: bool, linked: bool, sizes: Iterable[int] = (), paper: str | None = None
) -> str:
    """The rules of one picture. `sizes` are the font sizes beside the roles' own, in tenths of a pixel.

    `auto` uses CSS variables: the page's own tokens, or (`standalone`) tokens defined here for light and dark.
    """
    rules = _RULES.replace("{roles}", _role_rules()) + "".join(
        f"{{r}} .v{verdict[0]}{{color:@v-{verdict}}}\n" for verdict in LEGEND_ORDER
    )
    rules += "".join(f"{{r}} .{name}{{color:@{token}}}\n" for name, token in RELATION_CLASSES.items())
    rules += "".join(f"{{r}} .z{size}{{font-size:{size / 10:g}px}}\n" for size in sorted(set(sizes)))
    if linked:
        rules += _LINKED
    root = f".{ROOT}"
    if theme != "auto":
        return _fixed(rules, theme, standalone, paper).replace("{r}", root)
    verdicts = ";".join(f"--{token}:CanvasText" for token in THEMES["light"] if token[:2] in ("v-", "r-"))
    text = _TOKEN.sub(r"var(--\1)", rules) + _FORCED.replace("{verdicts}", verdicts)
    if standalone:
        text = _definitions(paper) + text
    return text.replace("{r}", root)


def _role_rules() -> str:
    """One rule per role of text, as the table of roles says."""
    out = ""
    for look in ROLES.values():
        family = f"font-family:@{look.family};" if look.family != "cond" else ""
        italic = "font-style:italic;" if look.italic else ""
        size = f"font-size:{look.size:g}px;font-weight:{look.weight}"
        out += f"{{r}} .{look.name}{{{family}{italic}{size};fill:@{look.ink}}}\n"
    return out


RELATION_CLASSES: Final = {
    "re": "r-echo",
    "rp": "r-precedent",
    "rc": "r-contrast",
    "rg": "r-background",
    "ra": "r-anniversary",
}
INK_CLASSES: Final = {f"v-{verdict}": f"v{verdict[0]}" for verdict in LEGEND_ORDER} | {
    token: name for name, token in RELATION_CLASSES.items()
}
"""Token of a thread's colour -> its class."""


def chart_css() -> str:
    """The rules for a page that serves them once, for pictures drawn with `styles=False` under the page's tokens."""
    return style("auto", standalone=False, linked=True, sizes=_SIZES)


def _fixed(rules: str, theme: Theme, standalone: bool, paper: str | None) -> str:
    values = dict(THEMES[theme]) | dict(FAMILIES)
    values["paper"] = _paper(theme, standalone, paper)
    return _TOKEN.sub(lambda found: values[found[1]], rules)


def _paper(theme: Theme, standalone: bool, paper: str | None) -> str:
    """The ground of the picture: white under a light embed, the page's paper inside a page."""
    if paper:
        return paper
    return EMBED_PAPER if standalone and theme == "light" else THEMES[theme]["paper"]


def _definitions(paper: str | None) -> str:
    """Tokens of a picture that stands alone: light, dark by the reader's system, or as `data-theme` says."""
    light = dict(THEMES["light"]) | {"paper": _paper("light", True, paper)} | dict(FAMILIES)
    dark = dict(THEMES["dark"]) | ({"paper": paper} if paper else {})

    def block(values: dict[str, str]) -> str:
        return "{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}"

    return (
        "{r}" + block(light) + "\n@media(prefers-color-scheme:dark){{r}:not([data-theme=light])" + block(dark) + "}\n"
        "{r}[data-theme=dark]" + block(dark) + "\n"
    )
