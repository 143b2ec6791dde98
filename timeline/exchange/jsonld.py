"""The catalogue in schema.org's words: `Event`, `NewsArticle` with what it cites, `ClaimReview` with a rating.

Every function returns plain dictionaries for `json.dumps`; `Link` turns a path of this site ("/event/x") into the
absolute address that names the thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.schema import parts

Link = Callable[[str], str]
Thing = dict[str, Any]

CONTEXT: Final = "https://schema.org"
RATINGS: Final[Mapping[str, int]] = {"contradicted": 1, "disputed": 2, "imprecise": 3, "supported": 4}
"""The verdicts as schema.org's ratings, 1 to 4. Unchecked claims get none: nothing was judged."""
MEANINGS: Final[Mapping[str, str]] = {
    "supported": "The record says the same.",
    "imprecise": "Right in substance, a detail off.",
    "disputed": "Historians differ.",
    "contradicted": "The record says otherwise.",
    "unchecked": "Not yet compared with the record.",
}


def iso_dates(span: dates.Span) -> tuple[str, str]:
    """First and last day in ISO 8601, as exact as known ("" when open or unknown): EDTF without its doubts."""
    if span.interval:
        first, last = span.ends
        return _edge(first, earliest=True), _edge(last, earliest=False)
    return _edge(span, earliest=True), _edge(span, earliest=False)


def _edge(span: dates.Span | None, *, earliest: bool) -> str:
    if span is None:
        return ""
    if span.precision in ("day", "month", "year") and not set(span.text) & set("X[{S/Y"):
        return span.text.rstrip("?~%") if not set(span.text[:-1]) & set("?~%") else _day(span, earliest)
    return _day(span, earliest)


def _day(span: dates.Span, earliest: bool) -> str:
    day = span.earliest if earliest else span.latest
    return "" if day is None else dates.day_text(day)


def address_of(kind: str, id: str) -> str:
    """The path of an event's or a report's page."""
    return f"/{'report' if kind == 'report' else 'event'}/{id}"


def event(catalogue: Catalogue, row: int, link: Link) -> Thing:
    """A past or present event."""
    cells = catalogue.event(row)
    first, last = iso_dates(catalogue.span(row))
    thing: Thing = {"@type": "Event", "@id": link(f"/event/{cells['id']}"), "name": cells["title"]}
    thing["url"] = thing["@id"]
    _put(thing, "description", cells["summary"])
    _put(thing, "startDate", first)
    _put(thing, "endDate", last if last != first else "")
    _put(thing, "alternateName", parts(cells["aliases"]))
    _put(thing, "keywords", ", ".join(parts(cells["themes"])))
    _put(thing, "location", _place(cells, catalogue, row))
    if cells["source"] or cells["url"]:
        source: Thing = {"@type": "CreativeWork"}
        _put(source, "name", cells["source"])
        _put(source, "url", cells["url"])
        thing["subjectOf"] = source
    return thing


def _place(cells: Mapping[str, str], catalogue: Catalogue, row: int) -> Thing:
    place: Thing = {}
    if cells["place"]:
        place = {"@type": "Place", "name": cells["place"]}
    lat, lon = (catalogue.events[name].to_numpy(np.float64)[row].item() for name in ("lat", "lon"))
    if not (np.isnan(lat) or np.isnan(lon)):
        place |= {"@type": "Place", "geo": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}}
    return place


def article(catalogue: Catalogue, row: int, link: Link) -> Thing:
    """A report, with the works and events that it cites."""
    cells = catalogue.event(row)
    first, _ = iso_dates(catalogue.span(row))
    thing: Thing = {"@type": "NewsArticle", "@id": cells["url"] or link(f"/report/{cells['id']}")}
    thing |= {"headline": cells["title"], "mainEntityOfPage": link(f"/report/{cells['id']}")}
    _put(thing, "url", cells["url"])
    _put(thing, "abstract", cells["summary"])
    _put(thing, "datePublished", first)
    _put(thing, "publisher", {"@type": "Organization", "name": cells["publisher"]} if cells["publisher"] else "")
    _put(thing, "author", {"@type": "Person", "name": cells["author"]} if cells["author"] else "")
    places = catalogue.citations_of_report(row)
    links = catalogue.citations
    _put(thing, "citation", [_cited(catalogue, int(r), link) for r in _distinct(links["cites_row"].iloc[places])])
    about = [row for row in _distinct(links["about_row"].iloc[places]) if row >= 0]
    _put(thing, "about", [_named(catalogue, row, link) for row in about])
    return thing


def _cited(catalogue: Catalogue, row: int, link: Link) -> Thing:
    """What an article cites is, for schema.org, a work: the page that tells of the event, about the event."""
    named = _named(catalogue, row, link)
    return {"@type": "CreativeWork", "name": named["name"], "url": named["@id"], "about": named}


def _named(catalogue: Catalogue, row: int, link: Link) -> Thing:
    id, title = (str(catalogue.events[name].iat[row]) for name in ("id", "title"))
    first, last = iso_dates(catalogue.span(row))
    thing: Thing = {"@type": "Event", "@id": link(f"/event/{id}"), "name": title}
    _put(thing, "startDate", first)
    _put(thing, "endDate", last if last != first else "")
    return thing


def claim_review(catalogue: Catalogue, place: int, link: Link) -> Thing | None:
    """The review of one claim, None while it is unchecked or says nothing that could be judged."""
    cell = catalogue.citations.iloc[place]
    verdict, claim = str(cell["verdict"]), str(cell["claim"])
    if verdict not in RATINGS or not claim:
        return None
    report = int(cell["report_row"])
    cells = catalogue.event(report)
    page = link(f"/report/{cells['id']}")
    first, _ = iso_dates(catalogue.span(report))
    appearance: Thing = {"@type": "NewsArticle", "headline": cells["title"]}
    _put(appearance, "url", cells["url"])
    _put(appearance, "datePublished", first)
    item: Thing = {"@type": "Claim", "appearance": appearance}
    _put(item, "author", {"@type": "Organization", "name": cells["publisher"]} if cells["publisher"] else "")
    _put(item, "datePublished", first)
    named = f"{page}#{anchor(catalogue, place)}"
    thing: Thing = {"@type": "ClaimReview", "@id": named, "url": named, "claimReviewed": claim, "itemReviewed": item}
    thing["author"] = {"@type": "Organization", "name": "Echoline", "url": link("/")}
    thing["reviewRating"] = {
        "@type": "Rating",
        "ratingValue": RATINGS[verdict],
        "bestRating": max(RATINGS.values()),
        "worstRating": min(RATINGS.values()),
        "alternateName": verdict.capitalize(),
        "ratingExplanation": MEANINGS[verdict],
    }
    _put(thing, "reviewBody", str(cell["record"]))
    if cell["record_source"] or cell["record_url"]:
        source: Thing = {"@type": "CreativeWork"}
        _put(source, "name", str(cell["record_source"]))
        _put(source, "url", str(cell["record_url"]))
        thing["citation"] = source
    return thing


def anchor(catalogue: Catalogue, place: int) -> str:
    """The fragment of a citation's card on its report's page: `c-order-227`, and `c-order-227-2` for a second one."""
    links = catalogue.citations
    history = str(links["cites"].iat[place])
    report, cited = (links[name].to_numpy(np.int64) for name in ("report_row", "cites_row"))
    of_report = catalogue.citations_of_report(int(report[place]))
    same = of_report[cited[of_report] == cited[place]].tolist()
    earlier = same.index(place)
    return f"c-{history}-{earlier + 1}" if earlier else f"c-{history}"


def graph(things: Iterable[Thing | None]) -> Thing:
    """One JSON-LD document of several things."""
    return {"@context": CONTEXT, "@graph": [thing for thing in things if thing is not None]}


def of_report(catalogue: Catalogue, row: int, link: Link) -> Thing:
    """The article and the reviews of its claims."""
    places = catalogue.citations_of_report(row).tolist()
    return graph([article(catalogue, row, link), *(claim_review(catalogue, place, link) for place in places)])


def of_event(catalogue: Catalogue, row: int, link: Link) -> Thing:
    """The event, the articles that cite it or compare something with it, and the reviews of what they say of it."""
    places = [*catalogue.citations_of_event(row).tolist(), *catalogue.citations_about(row).tolist()]
    reports = _distinct(catalogue.citations["report_row"].iloc[places])
    reviews = (claim_review(catalogue, place, link) for place in places)
    return graph([event(catalogue, row, link), *(article(catalogue, int(r), link) for r in reports), *reviews])


def of_story(catalogue: Catalogue, slug: str, link: Link) -> Thing:
    """The story as an article in steps, and the events and reports that its steps refer to."""
    steps = catalogue.stories[catalogue.stories["story"] == slug]
    title = next((str(t) for t in steps["story_title"] if t), slug)
    thing: Thing = {"@type": "LearningResource", "@id": link(f"/story/{slug}"), "url": link(f"/story/{slug}")}
    thing |= {"name": title, "learningResourceType": "timeline", "isAccessibleForFree": True}
    _put(thing, "abstract", str(steps["text"].iloc[0]) if len(steps) else "")
    rows = _distinct([*steps["ref_report_row"], *steps["ref_row"]])
    thing["about"] = [
        _named(catalogue, row, link) for row in rows if row >= 0 and catalogue.events["kind"].iat[row] != "report"
    ]
    return graph([thing])


def of_catalogue(catalogue: Catalogue, link: Link) -> Thing:
    """Everything, once: for `timeline export --as json-ld`."""
    kinds = catalogue.events["kind"].tolist()
    things = [(article if kind == "report" else event)(catalogue, row, link) for row, kind in enumerate(kinds)]
    return graph([*things, *(claim_review(catalogue, place, link) for place in range(len(catalogue.citations)))])


def _distinct(rows: Iterable[Any]) -> list[int]:
    return list(dict.fromkeys(int(row) for row in rows))


def _put(thing: Thing, name: str, value: Any) -> None:
    if value:
        thing[name] = value
