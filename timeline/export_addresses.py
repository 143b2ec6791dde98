"""Every address of a site that becomes a file, in batches that share their drawings."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from timeline.catalogue import Catalogue
from timeline.documents.lists import PER_PAGE
from timeline.documents.subjects import themes
from timeline.exchange.jsonld import address_of
from timeline.scene.selection import story_slugs


def addresses(catalogue: Catalogue, base_url: str) -> list[str]:
    """Every address that becomes a file; those of one subject stand together, as they share its drawings."""
    found = ["/search", "/stories", "/data/", "/search-index.js", *_lists(catalogue)]
    found += [f"/data/{name}.{ending}" for name in ("events", "citations", "stories") for ending in ("csv", "json")]
    found += ["/data/COLUMNS.csv", "/data/echoline.json", "/data/echoline.zip"]
    if base_url:
        found += ["/sitemap.xml", "/robots.txt"]
    for slug in story_slugs(catalogue):
        found += _of_subject(f"/story/{slug}", slug, base_url)
        found += [f"/{form}/{slug}" for form in ("present", "handout")]
        found += [f"/handout/{slug}?answers=1", f"/offline/{slug}.html"]
    for kind, id in zip(catalogue.events["kind"].tolist(), catalogue.events["id"].tolist(), strict=True):
        found += _of_subject(address_of(kind, id), id, base_url)
    found += [f"/embed/{quote(theme)}" for theme in themes(catalogue)]
    return found


def _of_subject(page: str, id: str, base_url: str) -> list[str]:
    found = [page, f"{page}.json", f"/embed/{id}", f"/chart.svg?of={id}"]
    # Networks show a PNG of a page only when they are told its whole address; half of the work is saved without.
    if base_url or page.startswith("/story/"):
        found.append(f"/chart.png?of={id}&shape=social")
    if base_url:
        found += [f"/share/{id}", f"/oembed?{urlencode({'url': page, 'format': 'json'})}"]
    return found


def _lists(catalogue: Catalogue) -> Iterator[str]:
    reports = int((catalogue.events["kind"] == "report").sum())
    for name, count in (("reports", reports), ("events", len(catalogue.events) - reports)):
        for page in range(1, max(1, -(-count // PER_PAGE)) + 1):
            yield f"/{name}" if page == 1 else f"/{name}?page={page}"


def in_groups(wanted: list[str]) -> list[list[str]]:
    """The addresses in small batches that keep a subject's own together."""
    groups: list[list[str]] = [[]]
    for address in wanted:
        if groups[-1] and address.startswith(("/event/", "/report/", "/story/")) and not address.endswith(".json"):
            groups.append([])
        groups[-1].append(address)
    return groups
