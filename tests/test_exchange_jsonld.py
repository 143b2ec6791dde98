"""Linked data in schema.org's words."""

from __future__ import annotations

import pytest

from tests.builders import catalogue_of, citation, history, report, today
from timeline import dates, reading
from timeline.exchange import jsonld
from timeline.schema import VERDICTS

# The properties of schema.org (version 28) that we use, by type, inherited ones included.
THING = {"@type", "@id", "name", "url", "description", "alternateName", "subjectOf", "mainEntityOfPage"}
WORK = THING | {
    "about",
    "abstract",
    "author",
    "citation",
    "datePublished",
    "headline",
    "keywords",
    "publisher",
    "isAccessibleForFree",
}
PROPERTIES = {
    "Event": THING | {"startDate", "endDate", "location", "keywords"},
    "NewsArticle": WORK,
    "CreativeWork": WORK,
    "LearningResource": WORK | {"learningResourceType"},
    "Claim": WORK | {"appearance"},
    "ClaimReview": WORK | {"claimReviewed", "itemReviewed", "reviewRating", "reviewBody"},
    "Rating": THING | {"ratingValue", "bestRating", "worstRating", "ratingExplanation"},
    "Organization": THING,
    "Person": THING,
    "Place": THING | {"geo"},
    "GeoCoordinates": THING | {"latitude", "longitude"},
}


def link(path: str) -> str:
    return f"https://example.org{path}"


def faults(node: object) -> list[str]:
    """What schema.org does not know, anywhere in the document."""
    if isinstance(node, list):
        return [fault for item in node for fault in faults(item)]
    if not isinstance(node, dict):
        return []
    found = []
    if "@graph" not in node:
        kind = node.get("@type")
        known = PROPERTIES.get(kind, set())
        found = [f"{kind}.{name}" for name in node if name not in known]
        found += [f"{kind}.{name} is empty" for name, value in node.items() if value in ("", [], {}, None)]
    return found + [fault for value in node.values() for fault in faults(value)]


def parallel(verdict: str = "imprecise", **cells: str) -> object:
    return catalogue_of(
        [
            history(
                "order-227",
                url="https://example.org/o",
                source="An encyclopaedia",
                place="Moscow",
                lat="55.7",
                lon="37.6",
            ),
            today("wagner"),
            report("report-a", publisher="Example Times", author="A. Writer", url="https://example.org/a"),
        ],
        [
            citation(
                "report-a",
                "order-227",
                "wagner",
                verdict=verdict,
                claim="It dates from 27 July.",
                record="It dates from 28 July.",
                record_source="The order",
                **cells,
            )
        ],
    )


def test_every_thing_of_the_bundled_data_uses_only_words_of_schema_org(sample_folder) -> None:
    catalogue = reading.read(sample_folder)
    assert faults(jsonld.of_catalogue(catalogue, link)) == []
    for slug in dict.fromkeys(catalogue.stories["story"]):
        assert faults(jsonld.of_story(catalogue, slug, link)) == []


def test_a_report_is_an_article_that_cites_and_a_review_of_its_claim() -> None:
    article, review = jsonld.of_report(parallel(), 2, link)["@graph"]
    assert article["@type"] == "NewsArticle"
    assert article["citation"][0]["about"]["@id"] == "https://example.org/event/order-227"
    assert article["about"][0]["name"] == "Wagner"
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "It dates from 27 July."
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.org/a"
    assert review["reviewRating"]["alternateName"] == "Imprecise"
    assert review["url"] == "https://example.org/report/report-a#c-order-227"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_is_rated_but_the_unchecked_one(verdict: str) -> None:
    things = jsonld.of_report(parallel(verdict), 2, link)["@graph"]
    ratings = [thing["reviewRating"]["ratingValue"] for thing in things if "reviewRating" in thing]
    assert ratings == ([jsonld.RATINGS[verdict]] if verdict != "unchecked" else [])


def test_graver_verdicts_have_lower_ratings() -> None:
    judged = [verdict for verdict in VERDICTS if verdict in jsonld.RATINGS]
    assert [jsonld.RATINGS[verdict] for verdict in judged] == sorted(jsonld.RATINGS.values())


def test_two_citations_of_one_event_have_two_anchors() -> None:
    catalogue = catalogue_of(
        [history("h"), report("r")], [citation("r", "h", phrase="one"), citation("r", "h", phrase="two")]
    )
    assert [jsonld.anchor(catalogue, place) for place in (0, 1)] == ["c-h", "c-h-2"]


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1942-07-28", "1942-07-28", "1942-07-28"),
        ("1942-07", "1942-07", "1942-07"),
        ("1930~", "1930", "1930"),
        ("1942-08-23/1943-02-02", "1942-08-23", "1943-02-02"),
        ("2022-02-24/..", "2022-02-24", ""),
        ("../1945", "", "1945"),
        ("194X", "1940-01-01", "1949-12-31"),
        ("-0430/-0403", "-0430", "-0403"),
    ],
)
def test_dates_are_iso_as_exact_as_they_are_known(edtf: str, first: str, last: str) -> None:
    assert jsonld.iso_dates(dates.parse(edtf)) == (first, last)
