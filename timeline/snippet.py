"""The piece of HTML that puts a chart into somebody else's article: an iframe that keeps its place while it loads."""

from __future__ import annotations

from html import escape


def iframe(address: str, title: str, high: int, *, heard: bool = False) -> str:
    """The snippet for an embed's address, `high` pixels high; it works wherever an iframe is allowed.

    `heard` marks it for the script that sets the height which the embed tells.
    """
    mark = "data-echoline " if heard else ""
    return (
        f'<iframe {mark}title="{escape(title)}" src="{escape(address)}" loading="lazy" height="{high}" '
        f'style="width:0;min-width:100%;height:{high}px;border:0" allowfullscreen></iframe>'
    )
