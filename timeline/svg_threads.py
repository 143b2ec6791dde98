"""Threads, their tags, sheets of paper and the verdicts' silhouettes as SVG."""

from __future__ import annotations

from typing import Final

from timeline.palette import LEGEND_ORDER, SILHOUETTES, VERDICT_WORDS, ColourBy, Sign, thread_token
from timeline.palette_shapes import box_path, pill_path, sheet_at_end, sheet_lines
from timeline.palette_strokes import Stroke, curve_path, num, strokes
from timeline.scene.scene import Box, Tag, Thread
from timeline.svg_style import INK_CLASSES
from timeline.svg_text import text_element

# What hovering thickens has to scale its dashes as well, so these patterns carry a class of their own.
_PATTERNS: Final = {"imprecise": "ip", "unchecked": "up", "disputed": "dp"}


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(num(value) for value in values)


def symbols(verdicts: set[str], prefix: str) -> str:
    """The silhouettes that this picture uses, once each, to be placed by `silhouette`."""
    parts = []
    for verdict in LEGEND_ORDER:
        if verdict in verdicts:
            signs = "".join(_sign(sign) for sign in SILHOUETTES[verdict])
            parts.append(f'<symbol id="{prefix}-{verdict}" viewBox="0 0 20 20">{signs}</symbol>')
    return f"<defs>{''.join(parts)}</defs>" if parts else ""


def _sign(sign: Sign) -> str:
    """What is knocked out takes fill and stroke from the place of use: classes may not reach into a symbol."""
    own = sign.ink == "verdict"
    if not sign.stroke:
        return f'<path{_own("fill") if own else ""} stroke="none" d="{sign.d}"/>'
    dash = f' stroke-dasharray="{_numbers(sign.dash)}"' if sign.dash else ' stroke-linecap="round"'
    return f'<path fill="none"{_own("stroke") if own else ""} stroke-width="{num(sign.stroke)}"{dash} d="{sign.d}"/>'


def _own(attribute: str) -> str:
    return f' {attribute}="currentColor"'


def silhouette(verdict: str, x: float, y: float, size: float, prefix: str) -> str:
    """The sign of a verdict in a square whose upper left corner is (x, y)."""
    return (
        f'<use href="#{prefix}-{verdict}" class="us v{verdict[0]}" x="{num(x)}" y="{num(y)}"'
        f' width="{num(size)}" height="{num(size)}"/>'
    )


def thread_parts(thread: Thread, halo: Stroke | None, by: ColourBy, *, linked: bool) -> str:
    """The inside of a thread's group: where it can be touched, its halo, its lines, its sheet of paper."""
    hit = f'<path class="i" d="{curve_path(thread.curve)}"/>' if linked else ""
    ground = ""
    if halo:
        dash = _numbers(halo.dash)
        ground = f'<path class="hl" stroke-width="{num(halo.width)}" stroke-dasharray="{dash}" d="{halo.d}"/>'
    elif linked:  # the gap of paper inside the ring of a thread that has the focus
        ground = f'<path class="hl" stroke-width="0" d="{curve_path(thread.curve)}"/>'
    classes = ["l", INK_CLASSES[thread_token(thread.verdict, thread.relation, by)]]
    if thread.state == "receded":
        classes.append("a8")
    if linked and not thread.parts and thread.width < 3.4:
        classes.append("th")
    pattern = _PATTERNS.get(thread.verdict, "") if "th" in classes else ""
    lines = "".join(_line(stroke, pattern, ribbon=bool(thread.parts)) for stroke in strokes(thread, by))
    paper = sheet(sheet_at_end(thread.points), filled=thread.state == "selected") if thread.stub else ""
    return f'{hit}{ground}<g class="{" ".join(classes)}">{lines}</g>{paper}'


def _line(stroke: Stroke, pattern: str, *, ribbon: bool) -> str:
    name = "co" if stroke.ink == "paper" else INK_CLASSES[stroke.ink] if ribbon else pattern
    return (
        "<path"
        + (f' class="{name}"' if name else "")
        + f' stroke-width="{stroke.width:.2f}"'.replace(".00", "")
        + (f' stroke-dasharray="{_numbers(stroke.dash)}"' if stroke.dash else "")
        + (' stroke-linecap="round"' if stroke.round else "")
        + f' d="{stroke.d}"/>'
    )


def sheet(box: Box, *, filled: bool = False) -> str:
    """A sheet of paper with two lines of writing: a report. Filled when it is the selected one."""
    return (
        f'<path class="s{" sf" if filled else ""}" d="{box_path(box)}"/>'
        f'<path class="{"sk" if filled else "sl"}" d="{sheet_lines(box)}"/>'
    )


def tag(shown: Tag, prefix: str, *, fixed: bool) -> str:
    """A pill on a thread with the verdict's silhouette, or a ribbon's count."""
    verdict = shown.verdict if shown.verdict in VERDICT_WORDS else ""
    box = shown.box
    sign = ""
    if verdict:
        size = min(15.0, box.height - 6)
        sign = silhouette(verdict, box.x0 + 7.5, box.y0 + (box.height - size) / 2, size, prefix)
    ink = f"v{verdict[0]}" if verdict else "pk"
    pill = f'<path class="pi {ink}" d="{pill_path(box)}"/>' if shown.text.role != "lag" else ""
    return f"{pill}{sign}{text_element(shown.text, fixed=fixed)}"
