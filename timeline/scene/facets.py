"""How many rows each further filter would leave (see `selection` for what counts as a row)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from timeline.catalogue import Catalogue
from timeline.scene.index import Codes, index_of
from timeline.scene.masks import FACETS, masks_of, met, of_kinds, of_story
from timeline.scene.selection import chosen_by, filters_of, resolve
from timeline.view import View

_KEPT: Final = 4
"""As many as selections are kept."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that a filter offers: how many rows choosing it shows, and whether it is chosen now."""

    name: str
    value: str
    count: int
    chosen: bool


def facets(catalogue: Catalogue, view: View) -> dict[str, tuple[Facet, ...]]:
    """For each filter its values with the rows that choosing them would show, most first; chosen ones always."""
    view = resolve(catalogue, view)
    return _facets(catalogue, filters_of(view))


@lru_cache(maxsize=_KEPT)
def _facets(catalogue: Catalogue, view: View) -> dict[str, tuple[Facet, ...]]:
    index = index_of(catalogue)
    story_events, story_citations = of_story(catalogue, index, view.story)
    filters = masks_of(catalogue, index, view)
    by_citation = len(index.report) > 0
    masks, start, size = (
        (filters.citations, story_citations, len(index.report))
        if by_citation
        else (filters.events, story_events, len(index.line))
    )
    if view.kind:
        of_events, of_citations = of_kinds(index, view.kind)
        masks["kind"] = of_citations if by_citation else of_events
    found: dict[str, tuple[Facet, ...]] = {}
    all_met = met(start, masks.values(), size)
    for name in FACETS:
        chosen = getattr(view, name)
        if name == "kind":
            counts = chosen_by(catalogue, view.but(kind=())).by_kind()
            found[name] = tuple(Facet(name, kind, n, kind in chosen) for kind, n in counts.items() if n)
            continue
        codes: Codes = index.citation_codes[name] if by_citation else index.event_codes[name]
        # What a filter offers is counted without that filter itself.
        mask = met(start, (m for other, m in masks.items() if other != name), size) if name in masks else all_met
        pairs = zip(codes.values, codes.count(mask).tolist(), strict=True)
        values = [Facet(name, value, n, value in chosen) for value, n in pairs if n or value in chosen]
        if name != "when":  # periods stay in time order, centuries first
            values.sort(key=lambda facet: (-facet.count, facet.value))
        found[name] = tuple(values)
    return found
