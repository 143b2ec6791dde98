"""The type of a slide: each text as large as its box allows, on a wide screen (16:9) and on a taller one.

The boxes are those of present.css, in units of 1/720 of a wide screen's height.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from timeline.documents.facts import Card
from timeline.documents.lesson import Source, Step
from timeline.documents.present_fit import LEAST, SIZES, fit, lines

ROOM: Final = 374
"""Height of a slide's body between header and strip on a screen of 16:9."""
TALL_ROOM: Final = 560
"""The same on a screen of 7:5, the widest that present.css calls tall; one of 4:3 has more."""
_WIDTH: Final = 1200
_COLUMN, _SIDE = 770.0, 324.0
_LABEL, _GAP, _LINE = 30.0, 16.0, 30.0
_STAMP: Final = 60.0
_WHOLE_GAP: Final = 32
_WHOLE_STAMP, _HEADED = 48.0, 38.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes of a step: each text in the part that shows it; `whole` and its two columns with all at once.

    `told` is the claim beside the record, `aside` beside the comparison; 0 where it has no room.
    """

    passage: int
    claim: int
    told: int
    record: int
    sides: int
    aside: int
    question: int
    context: int
    whole: int
    left: int
    right: int

    def css(self, prefix: str = "") -> str:
        """The sizes as custom properties, `--passage:48;`, for the style of a slide's body."""
        return "".join(f"--{prefix}{one.name}:{getattr(self, one.name)};" for one in fields(self))


def sizes(step: Step, room: int = ROOM) -> Sizes:
    """How large each text of the step can be set in a body of `room` units of height."""
    card = step.card
    passage, claim = _passage_and_claim(card, room) if card else (LEAST, LEAST)
    whole, left, right = _whole(step, room)
    sides_width = 395.0 if card else 580.0
    return Sizes(
        passage=passage,
        claim=claim,
        told=_beside(card, room - _LABEL - _GAP - _STAMP - 3 * _LINE, 34) if card else 0,
        record=_record(step, card, room) if card else LEAST,
        sides=min(fit(side, sides_width, room - 60, most=52) for side in (step.holds, step.breaks)),
        aside=_beside(card, room - _LABEL - _GAP - _STAMP - 2 * _LINE - 10, 28) if card else 0,
        question=fit(step.question, 1180, room - _LABEL - _GAP, most=80, weight=500),
        context=_context(step, room),
        whole=whole,
        left=left,
        right=right,
    )


def opening(title: str, question: str, room: int = ROOM) -> dict[str, int]:
    """The sizes of the first slide's title and driving question."""
    spare = room - ROOM
    return {
        "title": fit(title, 1180, 90 + spare // 4, most=72, weight=600),
        "driving": fit(question, 1180, 180 + spare // 2, most=88),
    }


def source_slides(sources: list[Source], beside: bool) -> list[list[Source]]:
    """The sources on as few slides as hold them, about equally full; on the last the address may stand `beside` them.

    There is always one slide, without a source too: the lesson's address needs a place.
    """
    room = ROOM - 54
    for most in range(1, len(sources) + 2):
        for cap in range(_SOURCE_STEP, int(room) + _SOURCE_STEP, _SOURCE_STEP):
            slides = _packed(sources, min(cap, room))
            if len(slides) <= most and (not beside or _listed(slides[-1], 790) <= room):
                return slides
    return [*_packed(sources, room), []]


_SOURCE_STEP: Final = 20


def _packed(sources: list[Source], cap: float) -> list[list[Source]]:
    slides: list[list[Source]] = [[]]
    for source in sources:
        if slides[-1] and _listed([*slides[-1], source], 1180) > cap:
            slides.append([])
        slides[-1].append(source)
    return slides


def _listed(sources: list[Source], width: float) -> float:
    return sum(lines(f"{one.title}, {one.detail}", width, 26, "serif", 500) * 32.0 + 12 for one in sources)


def _passage_and_claim(card: Card, room: int) -> tuple[int, int]:
    """The claim shares its column with the passage; both as large as they can be together, the smaller one first."""
    quoted = f"“{card.phrase}”" if card.phrase else ""
    source = f"{card.report.title}, {card.report.publisher}, {card.report.date}"
    left = room - 2 * _LABEL - 14 - _GAP - lines(source, _COLUMN, 24, "sans") * _LINE
    best = (LEAST, LEAST)
    for passage in (size for size in SIZES if size <= 64):
        claim = fit(card.claim, _COLUMN, left - lines(quoted, _COLUMN, passage) * passage * 1.2, most=64)
        if lines(quoted, _COLUMN, passage) * passage * 1.2 + lines(card.claim, _COLUMN, claim) * claim * 1.2 > left:
            continue
        best = max(best, (passage, claim), key=lambda pair: (min(pair), pair[1], pair[0]))
    return best


def _record(step: Step, card: Card, room: int) -> int:
    head = lines(step.heading, _COLUMN, 36, "serif", 600) * 41.4 + 10 if step.heading else _LABEL
    source = lines(f"Record: {card.record_source or 'not yet looked up'}", _COLUMN, 24, "sans") * _LINE + 10
    return fit(step.text or card.record, _COLUMN, room - head - source, most=52, leading=1.22)


def _beside(card: Card, room: float, most: int) -> int:
    """The size of the claim in the narrow column, 0 when even the least is too long: it was read a slide ago."""
    size = fit(card.claim, _SIDE, room, most=most)
    return size if card.claim and lines(card.claim, _SIDE, size) * size * 1.2 <= room else 0


def _context(step: Step, room: int) -> int:
    ref = step.ref
    source = ", ".join(part for part in (ref.title, ref.publisher, ref.place, ref.date) if part)
    head = lines(step.heading, 1180, 36, "serif", 600) * 41.4 + lines(source, 1180, 24, "sans") * _LINE
    return fit(step.text or ref.summary, 1180, room - head - 2 * 14, most=52, leading=1.25)


def _whole(step: Step, room: int) -> tuple[int, int, int]:
    """All at once: the size, and the widths of the columns beside the record that let it be largest."""
    columns = [(left, right) for left in (260, 300, 340) for right in (260, 300, 340, 380)] if step.card else [(0, 0)]
    for size in (size for size in SIZES if size <= 34):
        height, left, right = min((_height(step, size, left, right), left, right) for left, right in columns)
        if height <= room:
            return size, left, right
    return LEAST, left, right


def _height(step: Step, size: int, left: int, right: int) -> float:
    card, line = step.card, size * 1.2
    asked = lines(step.question, _WIDTH, size, "serif", 600) * line + 8 if step.question else 0.0
    if not card:
        half = (_WIDTH - _WHOLE_GAP) / 2
        sides = max(lines(side, half, size) for side in (step.holds, step.breaks)) * line
        told = f"{step.ref.title}, {step.ref.publisher}, {step.ref.place}, {step.ref.date}"
        head = lines(step.heading, _WIDTH, 26, "serif", 600) * 30.0 + lines(told, _WIDTH, 24, "sans") * _LINE + 28
        return head + lines(step.text or step.ref.summary, _WIDTH, size) * line + (sides and sides + 46) + asked
    middle = _WIDTH - left - right - 2 * _WHOLE_GAP
    head = lines(step.heading, middle, 26, "serif", 600) * 30.0 + 10 if step.heading else 0.0
    source = lines(f"Record: {card.record_source or 'not yet looked up'}", middle, 24, "sans") * 28.8 + 10
    record = head + lines(step.text or card.record, middle, size) * line + source
    # claim and "holds" share a row, verdict and "breaks" the next
    first = max(lines(card.claim, left, size) * line, _HEADED + lines(step.holds, right, size) * line)
    second = max(_WHOLE_STAMP, _HEADED + lines(step.breaks, right, size) * line)
    return max(first + 8 + second, record) + asked
