"""Score findings against the gold passages: events, places, dates, silence, calibration; by class and by half."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline.citing import Findings, Knowledge, cite
from timeline.dates import parse

PASSAGES = Path(__file__).parent / "passages.jsonl"


def passages() -> list[dict[str, Any]]:
    """Every gold passage: id, class, outlet, published, hard, text, events and dates with their places."""
    with PASSAGES.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def half(passage: dict[str, Any]) -> str:
    """The half that a passage belongs to, by a hash of its text: nobody chooses, and it never changes. What somebody
    else wrote as a blind test, and was then used to find faults, is marked as tuning.
    """
    if "half" in passage:
        return str(passage["half"])
    return "tuning" if hashlib.sha256(passage["text"].encode()).digest()[0] % 2 else "test"


@dataclass
class Count:
    """Right, found, wanted: precision, recall and their harmonic mean."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: Iterable[Any], wanted: Iterable[Any]) -> None:
        """Count two collections of things that are compared for equality."""
        found, wanted = set(found), set(wanted)
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that was found."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


@dataclass
class Score:
    """The figures of a set of passages."""

    events: Count = field(default_factory=Count)
    dates: Count = field(default_factory=Count)
    slips: Count = field(default_factory=Count)
    overlaps: int = 0
    silent: int = 0
    without: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)
    by_class: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    faults: list[str] = field(default_factory=list)

    @property
    def silence(self) -> float:
        """The share of the passages without history in which nothing was found."""
        return self.silent / self.without if self.without else 1.0

    @property
    def overlap(self) -> float:
        """The share of the right findings whose place overlaps the gold's."""
        return self.overlaps / self.events.right if self.events.right else 1.0

    def calibration(
        self, bins: Sequence[float] = (0.5, 0.7, 0.85, 0.95, 1.01)
    ) -> list[tuple[float, float, int, float, float]]:
        """For each bin: its bounds, how many findings, their mean confidence, and how many of them were right."""
        rows = []
        for low, high in zip(bins, bins[1:], strict=False):
            inside = [(sure, right) for sure, right in self.sure if low <= sure < high]
            if inside:
                mean = sum(sure for sure, _ in inside) / len(inside)
                rows.append((low, min(high, 1.0), len(inside), mean, sum(right for _, right in inside) / len(inside)))
        return rows

    @property
    def calibration_error(self) -> float:
        """The expected calibration error: how far the confidence is from the share that is right, weighted by bins."""
        return sum(count * abs(mean - right) for _, _, count, mean, right in self.calibration()) / max(
            1, len(self.sure)
        )


def score(chosen: Iterable[dict[str, Any]], knowledge: Knowledge) -> Score:
    """The score of these passages."""
    total = Score()
    for passage in chosen:
        findings = cite(passage["text"], knowledge, parse(passage["published"]) if passage["published"] else None)
        _count(total, passage, findings)
    return total


def _count(total: Score, passage: dict[str, Any], findings: Findings) -> None:
    events = [one for one in findings.events if one.kind == "history"]
    wanted = {gold["event"] for gold in passage["events"]}
    group = passage["class"].removeprefix("none-").split("-")[0] if not passage["class"].startswith("none") else "none"
    if passage["class"].startswith("none-hard"):
        group = "none, hard"
    total.events.add((one.event for one in events), wanted)
    total.by_class[group].add((one.event for one in events), wanted)
    _count_dates(total, passage, findings)
    if not wanted:
        total.without += 1
        total.silent += not events
    for event in {one.event for one in events} & wanted:
        places = [(one.start, one.end) for one in events if one.event == event]
        gold = [(one["start"], one["end"]) for one in passage["events"] if one["event"] == event]
        total.overlaps += any(start < stop and begin < end for start, end in places for begin, stop in gold)
    best: dict[str, float] = {}
    for one in events:
        best[one.event] = max(best.get(one.event, 0.0), one.confidence)
    total.sure.extend((sure, event in wanted) for event, sure in best.items())
    if passage["class"] == "slip":
        total.slips.add({passage["id"]} if any(one.slip for one in events) else (), {passage["id"]})
    elif any(one.slip and "spelt" not in one.slip for one in events):
        total.slips.add({passage["id"]}, ())
    missing, extra = wanted - {one.event for one in events}, [one for one in events if one.event not in wanted]
    if missing or extra:
        told = ", ".join(f"{one.event} ({one.confidence:.2f}, {one.text!r}: {'; '.join(one.reasons)})" for one in extra)
        total.faults.append(f"{passage['id']} {passage['class']}: missing {sorted(missing)} extra [{told}]")


def _count_dates(total: Score, passage: dict[str, Any], findings: Findings) -> None:
    """A date is right if its EDTF is the gold's and their places overlap."""
    left = list(passage["dates"])
    for one in findings.dates:
        match = next(
            (gold for gold in left if gold["edtf"] == one.edtf and gold["start"] < one.end and one.start < gold["end"]),
            None,
        )
        total.dates.found += 1
        if match is not None:
            left.remove(match)
            total.dates.right += 1
        else:
            total.faults.append(f"{passage['id']} date {one.text!r} {one.edtf} ({one.rule})")
    total.dates.wanted += len(passage["dates"])
    total.faults.extend(f"{passage['id']} date missing {gold['text']!r} {gold['edtf']}" for gold in left)
