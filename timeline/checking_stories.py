"""The rules of stories.csv, and of names that more than one address would claim."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timeline.checking import Ledger, Rows, Saying, empty, index_in
from timeline.checking_links import Index
from timeline.problems import quoted


def check_stories(ledger: Ledger, index: Index, pairs: set[tuple[int, int]], pairs_complete: bool) -> dict[str, Rows]:
    """The columns step, ref_report_row and ref_row (-1 where there is none); says what does not hold.

    `pairs` holds (report row, history row) of every citation; `pairs_complete` is False when some could not be read.
    """
    raw = ledger.raw
    parts = [[part.strip() for part in cell.split(">")] for cell in raw.cells("ref").to_pylist()]
    pair = np.array([len(part) == 2 for part in parts], bool)
    target = index.rows(pa.array([part[-1] for part in parts], pa.string()))
    report = np.where(pair, index.rows(pa.array([part[0] for part in parts], pa.string())), -1)
    for row, part in enumerate(parts):
        if len(part) > 2 or (len(part) == 2 and not all(part)):
            ledger.say_at(
                "error",
                row,
                "ref",
                f"{quoted('>'.join(part))} is not a reference",
                "Write an event's id, or report-id>history-id",
            )
            continue
        missing = [
            name
            for name, found in zip(part, (report[row], target[row]) if pair[row] else (target[row],), strict=True)
            if found < 0 and name
        ]
        if missing:
            for name in missing if index.complete else ():
                ledger.say_at(
                    "error",
                    row,
                    "ref",
                    f"no event has the id {quoted(name)}",
                    index.suggest(name) or "Add the event to events.csv, or correct the id",
                )
        elif pair[row] and pairs_complete and (int(report[row]), int(target[row])) not in pairs:
            ledger.say_at(
                "error",
                row,
                "ref",
                f"{quoted(part[0])} has no citation of {quoted(part[1])}",
                "Add the citation to citations.csv, or name an event alone",
            )
    steps = _check_steps(ledger)
    _check_story_titles(ledger)
    return {"step": steps, "ref_row": target, "ref_report_row": report}


def _check_steps(ledger: Ledger) -> Rows:
    raw = ledger.raw
    steps = np.zeros(len(raw), np.int64)
    first: dict[tuple[str, int], int] = {}
    stories = raw.cells("story").to_pylist()
    for row, cell in enumerate(raw.cells("step").to_pylist()):
        if not re.fullmatch(r"\d{1,6}", cell):
            found = quoted(cell) if cell else "an empty cell"
            ledger.say_at("error", row, "step", f"{found} is not a whole number", "Number the steps 1, 2, 3")
            continue
        steps[row] = int(cell)
        if (before := first.setdefault((stories[row], int(cell)), row)) != row:
            ledger.say_at(
                "error",
                row,
                "step",
                f"step {int(cell)} of this story is already on line {raw.line[before]}",
                "Number the steps 1, 2, 3",
            )
    return steps


def _check_story_titles(ledger: Ledger) -> None:
    raw = ledger.raw
    titles: dict[str, tuple[str, int]] = {}
    stories = raw.cells("story").to_pylist()
    rows: dict[str, int] = {}
    for row, (story, title) in enumerate(zip(stories, raw.cells("story_title").to_pylist(), strict=True)):
        rows.setdefault(story, row)
        if title and titles.setdefault(story, (title, row))[0] != title:
            line = raw.line[titles[story][1]]
            ledger.say_at(
                "warning",
                row,
                "story_title",
                f"{quoted(title)} is not the title that line {line} gives the story",
                "Write it the same, or leave it empty",
            )
    for story, row in rows.items():
        if story and story not in titles:
            ledger.say_at("warning", row, "story_title", "the story has no title", "Give its first step one")


def check_shared_names(events: Ledger, stories: Ledger | None) -> None:
    """Says which themes and stories have the name of an event: one address would stand for both."""
    ids = events.raw.cells("id")
    themes = pc.unique(
        pc.utf8_trim_whitespace(pc.list_flatten(pc.split_pattern(pc.unique(events.raw.cells("themes")), ";")))
    )
    shared = np.flatnonzero(index_in(ids, themes) >= 0)
    for row in shared.tolist():
        name = ids[row].as_py()
        if name:
            events.say_at(
                "warning",
                row,
                "id",
                f"{quoted(name)} is also a theme, and one address would show both",
                "Rename one of them",
            )
    if stories is not None:
        slugs = stories.raw.cells("story")
        taken = (index_in(slugs, pa.concat_arrays([ids, themes.cast(ids.type)])) >= 0) & ~empty(slugs)
        first = np.zeros(len(stories.raw), bool)
        first[np.unique(np.asarray(pc.dictionary_encode(slugs).indices), return_index=True)[1]] = True

        def say(cell: str, _row: int) -> Saying:
            return f"{quoted(cell)} is also an event or a theme, and one address would show both", "Rename the story"

        stories.add("warning", taken & first, "story", say)
