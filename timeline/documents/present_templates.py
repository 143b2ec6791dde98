"""The templates of slides, handouts and the file for offline use: rendered alike by the server and by an export."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from timeline.palette import LEGEND_ORDER, VERDICT_WORDS
from timeline.svg_threads import symbols

MEANINGS: Final = {
    "supported": "The record says the same.",
    "imprecise": "Right in substance, a detail off.",
    "disputed": "Historians differ.",
    "contradicted": "The record says otherwise.",
    "unchecked": "Not yet compared with the record.",
}
"""What a verdict means, in one sentence for a class."""
CHOICES: Final = ("supported", "imprecise", "disputed", "contradicted")
"""The verdicts a class may choose from: `unchecked` is no judgement."""


@cache
def environment() -> Environment:
    """The templates with what all of them use; every value is escaped unless it is Markup."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals.update(
        verdict_words=VERDICT_WORDS,
        meanings=MEANINGS,
        choices=CHOICES,
        sprite=Markup(symbols(set(LEGEND_ORDER), "v")),
    )
    return made


def render(template: str, **values: object) -> str:
    """The text of a page."""
    return environment().get_template(template).render(**values)
