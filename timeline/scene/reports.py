"""The reports' own rows below NOW: a sheet of paper each, on the Now scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np

from timeline.catalogue import Catalogue
from timeline.scales import PiecewiseScale
from timeline.scene.clusters import cluster, cluster_marks, rest_of
from timeline.scene.found import find
from timeline.scene.index import index_of
from timeline.scene.items import Item, make_items, sheet_box
from timeline.scene.lanes import place, to_mark
from timeline.scene.scene import Frame, Mark, Stem, Text
from timeline.scene.selection import Chosen
from timeline.scene.tracks import Track
from timeline.view import View
from timeline.widths import cut, width

LANE: Final = 18.0
MOST_ROWS: Final = 5
MOST_SHEETS: Final = 400
TOP: Final = 8.0
_HEADING: Final = 100.0


def short_titles(catalogue: Catalogue, reports: Sequence[Item]) -> list[str]:
    """What stands beside each sheet of paper: its publisher, else its title."""
    names = catalogue.event_texts("publisher", np.array([item.row for item in reports], dtype=np.int64))
    return [cut((name or item.whole).split(" (")[0], 28) for item, name in zip(reports, names, strict=True)]


def report_rows(
    catalogue: Catalogue,
    view: View,
    track: Track,
    scale: PiecewiseScale,
    window: tuple[int, int],
    chosen: Chosen,
    top: float,
    frame: Frame,
) -> tuple[list[Mark], list[Stem], float, list[Text]]:
    """Marks and stems of the reports, the y at which their rows end, and their heading."""
    found = find(catalogue, view, track, window, chosen, MOST_SHEETS)
    items, rest = make_items(found, "now", scale, frame.today), rest_of(found, scale)
    for item, title in zip(items, short_titles(catalogue, items), strict=True):
        # A report's date is a point in the picture; how exact it is stands in its words.
        item.dot, item.start, item.end, item.whisker, item.hatch = True, item.at, item.at, None, ()
        item.hollow, item.nodes = False, [item.at]
        date = ""
        if item.state == "selected":
            item.weight += 1e6
            date = f"{item.date}, {item.cited} citation" + ("" if item.cited == 1 else "s")
        item.write(title, date)
    baseline = top + TOP + 12
    edge = top
    if any(item.at < _HEADING for item in items):
        top += LANE
    heading = Text("Reports", 16, baseline, width("Reports", 12.5, weight=600), "tick", 12.5, 600)
    placed, left = place(items, MOST_ROWS, frame.width)
    used = max([1, *(p.row + 1 for p in placed)])
    marks, stems = [], []
    for one in placed:
        centre = top + TOP + (one.row + 0.5) * LANE
        mark = to_mark(one, centre)
        x = one.item.at
        box = sheet_box(x, centre)
        marks.append(replace(mark, shape="sheet", box=box))
        stems.append(Stem(mark.key, "now", (x, edge), (x, box.y0), mark.state))
    end = top + TOP + used * LANE + TOP
    if left or rest is not None:
        index = index_of(catalogue)
        groups = cluster(left, "now", frame.width, rest)
        for mark in cluster_marks(groups, end + 8, window, catalogue, index, "reports"):
            shape: Literal["sheet", "cluster"] = "sheet" if mark.shape == "dot" else "cluster"
            marks.append(replace(mark, key=mark.key.replace("cluster-", "cluster-reports-"), shape=shape))
        end += 26
    return marks, stems, end, [heading]
