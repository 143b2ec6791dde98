"""Catalogues and scenes for tests that must hold for any data, and what must hold for every Scene."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from tests.builders import TODAY, Row, catalogue_of, citation, history, report, today
from timeline.catalogue import Catalogue
from timeline.scene import Frame
from timeline.scene.scene import Box, Scene

YEARS = st.integers(1890, 2000)
PAST = st.one_of(
    st.builds(lambda y, m, d: f"{y}-{m:02d}-{d:02d}", st.integers(1940, 1945), st.integers(1, 12), st.integers(1, 28)),
    st.builds(lambda y: f"{y}", YEARS),
    st.builds(lambda y, n: f"{y}/{y + n}", YEARS, st.integers(0, 12)),
    st.builds(lambda y: f"{y}-03~", YEARS),
    st.builds(lambda y: f"{y}-05-01/", YEARS),
    st.builds(lambda y: f"-0{y % 500 + 100}", YEARS),
)
PRESENT = st.one_of(
    st.builds(lambda y, m, d: f"{y}-{m:02d}-{d:02d}", st.integers(2020, 2025), st.integers(1, 12), st.integers(1, 28)),
    st.builds(lambda y, m: f"{y}-{m:02d}/..", st.integers(2020, 2025), st.integers(1, 12)),
    st.builds(lambda y, m: f"{y}-{m:02d}/{y + 1}-{m:02d}", st.integers(2020, 2024), st.integers(1, 12)),
)
TITLES = st.one_of(
    st.text("abcdefgh ", min_size=3, max_size=30).filter(lambda t: t.strip() == t and t),
    st.sampled_from(
        [
            "Order No. 270, On the Responsibility of Servicemen for Surrender and for Leaving Weapons",
            "中文标题很长",
            "مرحبا",
        ]
    ),
)
VERDICTS = st.sampled_from(["supported", "imprecise", "disputed", "contradicted", "unchecked"])


@st.composite
def catalogues(draw: st.DrawFn, most: int = 24) -> Catalogue:
    """A catalogue of up to `most` past events, as many present ones and reports, and links between them."""
    past = draw(st.lists(st.tuples(PAST, TITLES), min_size=1, max_size=most))
    present = draw(st.lists(st.tuples(PRESENT, TITLES), max_size=most // 2))
    reports = draw(st.lists(st.integers(0, 300), max_size=most))
    rows: list[Row] = [history(f"h{k}", date, title=title) for k, (date, title) in enumerate(past)]
    rows += [today(f"t{k}", date, title=title) for k, (date, title) in enumerate(present)]
    rows += [
        report(f"r{k}", f"2026-0{1 + days % 5}-{1 + days % 28:02d}", publisher=f"Paper {k}")
        for k, days in enumerate(reports)
    ]
    links = []
    for k in range(len(reports)):
        about = f"t{draw(st.integers(0, len(present) - 1))}" if present and draw(st.booleans()) else ""
        links.append(citation(f"r{k}", f"h{draw(st.integers(0, len(past) - 1))}", about, verdict=draw(VERDICTS)))
    return catalogue_of(rows, links)


def frame(width: int, layout: str = "wide", compact: bool = False) -> Frame:
    return Frame(width, "tall" if layout == "tall" else "wide", TODAY, compact)


def overlaps(scene: Scene) -> list[str]:
    """What stands on top of something else: words on words, words on marks, stems through words."""
    found: list[str] = []
    labels = [(mark, mark.label.box) for mark in scene.marks if mark.label]
    for (one, a), (other, b) in combinations(labels, 2):
        if a.meets(b):
            found.append(f"the labels of {one.key} and {other.key}")
    for mark, box in labels:
        for other in scene.marks:
            if other is not mark and shrink(other.box).meets(shrink(box)):
                found.append(f"the label of {mark.key} and the mark {other.key}")
        if mark.label and mark.label.inside:
            continue
        for stem in scene.stems if scene.scale != "across-time" else ():
            line = Box(
                stem.start[0], min(stem.start[1], stem.end[1]), stem.start[0] + 0.01, max(stem.start[1], stem.end[1])
            )
            if stem.key != mark.key and line.meets(shrink(box)):
                found.append(f"the label of {mark.key} and the stem of {stem.key}")
    for gap in scene.breaks if scene.layout == "tall" else ():
        text = gap.label
        left = text.x if text.anchor == "start" else text.x - text.width
        words = Box(left, text.y - 10, left + text.width, text.y + 2)
        found += [f"the words of a cut and the label of {m.key}" for m, box in labels if text.text and words.meets(box)]
    for tag, other_tag in combinations(scene.tags, 2):
        if tag.box.meets(other_tag.box):
            found.append(f"the tags {tag.key} and {other_tag.key}")
    return found


def outside(scene: Scene) -> list[str]:
    """Labels, marks and tags that leave the frame."""
    boxes = [(f"label of {m.key}", m.label.box) for m in scene.marks if m.label]
    boxes += [(f"mark {m.key}", m.box) for m in scene.marks] + [(f"tag {t.key}", t.box) for t in scene.tags]
    return [
        f"{name}: {box}"
        for name, box in boxes
        if box.x0 < -1 or box.y0 < -1 or box.x1 > scene.width + 1 or box.y1 > scene.height + 1
    ]


def shrink(box: Box) -> Box:
    """One pixel less on each side: boxes may touch."""
    return Box(box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1)
