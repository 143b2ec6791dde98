"""The stories as a reader enters by them: one line each, with its years, its reports and its verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from timeline.catalogue import Catalogue
from timeline.explore.links import address
from timeline.explore.markup import Child, Component, hidden_words, html, icon
from timeline.explore.reading import counted
from timeline.palette import LEGEND_ORDER, VERDICT_WORDS
from timeline.scene.index import index_of
from timeline.scene.scene import short_count
from timeline.scene.selection import select, story_slugs
from timeline.scene.wording import verdict_counts, years_range
from timeline.view import EVERYTHING, View


@dataclass(frozen=True, slots=True)
class Story:
    """A story in one line: `years` of the past that it cites, its reports, its steps, its claims by verdict.

    `heading` and `text` are those of its first step.
    """

    slug: str
    title: str
    years: str
    reports: int
    steps: int
    verdicts: tuple[tuple[str, int], ...]
    heading: str
    text: str


@lru_cache(maxsize=4)
def stories(catalogue: Catalogue) -> tuple[Story, ...]:
    """Every story in the order of the file, then everything."""
    return tuple(_story(catalogue, slug) for slug in [*story_slugs(catalogue), EVERYTHING])


def story_of(catalogue: Catalogue, slug: str) -> Story:
    """The story of that slug; everything, when there is none."""
    listed = stories(catalogue)
    return next((one for one in listed if one.slug == slug), listed[-1])


def _story(catalogue: Catalogue, slug: str) -> Story:
    selection = select(catalogue, View(story=slug))
    index = index_of(catalogue)
    past = index.cites[selection.citations]
    years = years_range(int(index.first[past].min()), int(index.last[past].max())) if len(past) else ""
    steps = catalogue.stories[catalogue.stories["story"] == slug]
    titles = [title for title in steps["story_title"] if title] if len(steps) else []
    first = steps.iloc[0] if len(steps) else {"heading": "", "text": ""}
    return Story(
        slug,
        "Everything" if slug == EVERYTHING else titles[0] if titles else slug,
        years,
        int(np.count_nonzero(np.bincount(index.report[selection.citations]))),
        len(steps),
        verdict_counts(catalogue, selection.chosen),
        first["heading"],
        first["text"],
    )


def picker(catalogue: Catalogue, view: View, story: str) -> Child:
    """The first thing on the page: which story this is, and all the others; nothing where no story is told."""
    slugs = [one.slug for one in stories(catalogue)]
    count = len(slugs) - 1
    if not count:
        return None
    at = f"{slugs.index(story) + 1} of {count}" if story in slugs[:-1] else counted(count, "story", "stories")
    name = [
        html.Span("Story", className="eyebrow"),
        html.Span(story_of(catalogue, story).title, className="name", dir="auto"),
        html.Span(at, className="of"),
    ]
    return html.Details(
        [html.Summary([*name, icon("down")]), html.Div(lines(catalogue, view, story), className="drop stories")],
        className="story",
        id="story",
    )


def lines(catalogue: Catalogue, view: View, story: str) -> Component:
    """Every story as a link; following one keeps the scale, the form and the look, and drops what narrowed the last."""
    return _lines(stories(catalogue), View(scale=view.scale, form=view.form, look=view.look, colour=view.colour), story)


@lru_cache(maxsize=64)
def _lines(told: tuple[Story, ...], base: View, story: str) -> Component:
    return html.Ul([_line(base, one, one.slug == story) for one in told])


def _line(base: View, story: Story, current: bool) -> Component:
    told = [part for part in (story.years, counted(story.reports, "report")) if part]
    marks: list[Child] = []
    spoken = ", ".join(f"{count:,} {verdict}" for verdict, count in story.verdicts if count)
    total = max(1, sum(count for _, count in story.verdicts))
    for verdict in LEGEND_ORDER:
        count = dict(story.verdicts).get(verdict, 0)
        if count:
            marks.append(
                html.Span(
                    [html.I(className=f"vg v-{verdict}"), short_count(count)],
                    className=f"v-{verdict}",
                    title=f"{VERDICT_WORDS[verdict]}: {count:,} of {total:,}",
                    **{"aria-hidden": "true"},
                )
            )
    words = [html.Span(story.title, className="name", dir="auto"), html.Span(" · ".join(told), className="of")]
    here = {"aria-current": "true"} if current else {}
    inside = [*words, html.Span(marks, className="marks"), hidden_words(f". Claims: {spoken}." if spoken else "")]
    return html.Li(html.A(inside, href=address(base, story=story.slug), **here))
