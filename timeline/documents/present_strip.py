"""The strips at the foot of slides: one ground and one set of links for all, and over them the link that is spoken of.

They are laid out 640 units wide and shown at least 1280 pixels wide, so that the smallest words of a chart, 12 units,
are 24 pixels on the smallest projector.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline import svg
from timeline.documents.facts import Card, Ref
from timeline.documents.present_flat import HEIGHT, WIDTH, flat
from timeline.documents.present_lit import numbers, overlay
from timeline.scene.scene import Scene


@dataclass(frozen=True, slots=True)
class Strip:
    """The strips of one lesson. `ground`, `rest` and `judged` are defined once per page (`definitions`).

    `ground` is the two bands with their calendar, `rest` every event and link without a verdict, `judged` the same
    with the verdicts. `lit` draws one link over them.
    """

    scene: Scene
    definitions: str

    def whole(self, *, judged: bool) -> str:
        """All links, none spoken of: for the opening (before any verdict) and the end (with them)."""
        return _svg(self._uses("judged" if judged else "rest"), self.scene.sentence if judged else self.scene.headline)

    def lit(self, ref: Ref, card: Card | None, number: int) -> str:
        """The link of the card lit and the rest receded; before its verdict is known, then with it (classes).

        `number` keeps the ids of several strips on one page apart.
        """
        uses = self._uses("rest", "st-rest")
        if card is None:
            return _svg(uses + overlay(self.scene, [ref], None, number, judged=False), f"{ref.title}, {ref.date}")
        ends = [card.history] + ([card.about] if card.about else [])
        before, after = (overlay(self.scene, ends, card, number, judged=judged) for judged in (False, True))
        now = card.about or card.report
        # the date of the past event may be the very thing that the class is to judge: it waits for the record
        words = f"{card.history.title} and {now.title}, {now.date}: {card.apart}"
        return _svg(f'{uses}<g class="st-open">{before}</g><g class="st-known">{after}</g>', words)

    def numbered(self, refs: Sequence[Ref]) -> str:
        """The events with their numbers, in the order given: what shows how the cards should have stood."""
        return _svg(
            self._uses("rest", "st-rest") + numbers(self.scene, refs), "The events in their order on the timeline"
        )

    def _uses(self, name: str, look: str = "") -> str:
        called = f' class="{look}"' if look else ""
        return f'<use href="#st-ground"/><use href="#st-{name}"{called}/>'


def strip(scene: Scene) -> Strip:
    """The strips of a side-by-side or in-step scene that is WIDTH wide."""
    pressed = flat(scene)
    ground = replace(pressed, stems=(), threads=(), marks=(), nodes=())
    rest = replace(pressed, bands=(), ticks=(), breaks=(), lines=())
    blank = replace(rest, threads=tuple(replace(thread, verdict="unchecked", parts=()) for thread in rest.threads))
    parts = (("ground", ground), ("rest", blank), ("judged", rest))
    drawn = "".join(_drawn(shown, f"st-{name}") for name, shown in parts)
    return Strip(
        pressed, f'<svg width="0" height="0" class="st-defs" aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _drawn(scene: Scene, id: str) -> str:
    text = svg.draw(scene, styles=False, hidden=True, ids_prefix=id)
    return text.replace("<svg ", f'<svg id="{id}" overflow="visible" ', 1)


def _svg(inside: str, words: str) -> str:
    name = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return f'<svg class="ec strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}">{inside}</svg>'
