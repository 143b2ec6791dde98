"""Report, event and story pages, their heads, lists, search, and what is missing."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.builders import catalogue_of, citation, history, report, step, today
from tests.documents_app import BASE, client_of, faults, linked_data, local_links, page, tree
from timeline import reading
from timeline.documents import facts, lists
from timeline.documents.subjects import find
from timeline.exchange.jsonld import MEANINGS
from timeline.view import View

REPORT = "/report/report-express-medvedev-order-227"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&lt;{{7*7}}"


@pytest.fixture(scope="module")
def client(sample_folder) -> FlaskClient:
    return client_of(reading.read(sample_folder))


@pytest.fixture(scope="module")
def small() -> FlaskClient:
    return client_of(
        catalogue_of(
            [
                history("first", "1900"),
                history("second", "1942-07-28", aliases="Not one step back", place="Moscow"),
                history("third", "1945"),
                history("lonely", "1910"),
                today("war", "2022-02-24/.."),
                report("paper", publisher="Example Times", url="https://example.org/a?b=c#d", author="A. Writer"),
                report("other", "2023-05", publisher="The Other"),
                report("silent", "2024"),
            ],
            [
                citation(
                    "paper",
                    "second",
                    "war",
                    verdict="imprecise",
                    phrase="not, one-step & back",
                    claim="C",
                    record="R",
                    record_source="Archive",
                    record_url="https://example.org/archive",
                    similar="S",
                    differs="D",
                ),
                citation("paper", "first", verdict="supported"),
                citation("other", "second"),
            ],
            [
                step(
                    "tour",
                    1,
                    "paper>second",
                    heading="A heading",
                    text="A text",
                    question="Why?",
                    notes="For the teacher",
                ),
                step("tour", 2, "war"),
                step("next-tour", 1, "third"),
            ],
        )
    )


@pytest.mark.parametrize(
    "path",
    [
        REPORT,
        "/event/order-227",
        "/event/peloponnesian-war",
        "/event/kabul-fall-2021",
        "/story/order-227-and-wagner",
        "/reports",
        "/events",
        "/stories",
        "/search",
        "/search?q=siege",
        "/search?q=qqqq",
        "/data/",
        "/data/?of=order-227",
        "/cite",
        "/make",
        "/make?start=example&look=dark",
        "/share/order-227",
        "/share/view?q=siege&data=frozen&lang=de",
        f"{REPORT}?look=dark",
    ],
)
def test_every_kind_of_page_is_valid_html(client: FlaskClient, path: str) -> None:
    assert faults(page(client, path)) == []


def test_every_document_of_the_bundled_data_is_valid_html_and_leads_nowhere_wrong(
    client: FlaskClient, sample_folder
) -> None:
    catalogue = reading.read(sample_folder)
    links: set[str] = set()
    for kind, id in zip(catalogue.events["kind"][::9], catalogue.events["id"][::9], strict=True):
        text = page(client, f"/{'report' if kind == 'report' else 'event'}/{id}")
        assert faults(text) == [], id
        links |= local_links(text)
    explorer = {link for link in links if link == "/" or link.startswith(("/?", "/memory", "/cite", "/make"))}
    for link in sorted(links - explorer):
        if link.startswith(("/event", "/report", "/story", "/data/?", "/share")):
            assert client.head(link).status_code == 200, link


def test_a_report_shows_every_citation_with_claim_record_and_parallel(small: FlaskClient) -> None:
    root = tree(page(small, "/report/paper"))
    words = " ".join(" ".join(root.itertext()).split())
    parts = ["Example Times", "A. Writer", "Two citations, reaching back 80 to 123 years.", "“not, one-step & back”"]
    parts += ["Imprecise", "Archive", "Holds S", "Breaks D", "Not yet compared with the record.", "Compared with War"]
    for part in parts:
        assert part in words, part
    headings = ["".join(node.itertext()) for node in root.iter("h2")]
    assert headings == ["First", "Second"], "cards run as time does"


def test_a_passage_is_opened_by_a_text_fragment_after_the_articles_own(small: FlaskClient) -> None:
    assert "https://example.org/a?b=c#d:~:text=not%2C%20one%2Dstep%20%26%20back" in page(small, "/report/paper")


def test_an_event_is_reached_from_its_report_and_back(small: FlaskClient) -> None:
    assert "/event/second" in local_links(page(small, "/report/paper"))
    assert {"/report/paper", "/report/other", "/story/tour"} <= local_links(page(small, "/event/second"))


def test_a_present_event_lists_the_reports_that_compare_it(small: FlaskClient) -> None:
    text = page(small, "/event/war")
    assert "One report compares it with one past event." in text
    assert "/report/paper" in local_links(text)


def test_neighbours_in_time_are_of_the_same_kind(small: FlaskClient) -> None:
    root = tree(page(small, "/event/second"))
    assert root.find(".//a[@rel='prev']").get("href") == "/event/lonely"
    assert root.find(".//a[@rel='next']").get("href") == "/event/third"
    assert tree(page(small, "/event/first")).find(".//a[@rel='prev']") is None


def test_an_event_that_nobody_cites_says_so(small: FlaskClient) -> None:
    assert "No report in this catalogue cites it yet." in page(small, "/event/lonely")
    assert "No citation of this report has been read yet." in page(small, "/report/silent")


def test_a_story_tells_its_steps_but_not_the_teachers_notes(small: FlaskClient) -> None:
    text = page(small, "/story/tour")
    assert "A heading" in text
    assert "Why?" in text
    assert "For the teacher" not in text
    assert "/story/next-tour" in local_links(text)


@pytest.mark.parametrize(("asked", "given"), [("/event/paper", "/report/paper"), ("/report/second", "/event/second")])
def test_the_wrong_kind_of_address_leads_to_the_right_one(small: FlaskClient, asked: str, given: str) -> None:
    answer = small.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, given)


def test_an_unknown_id_is_a_404_with_the_nearest_ids(client: FlaskClient) -> None:
    text = page(client, "/event/oder-227", 404)
    assert "/event/order-227" in local_links(text)
    assert faults(text) == []
    assert "noindex" in text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/event/",
        "/event/%00",
        "/report/x.json",
        "/story/x.json",
        "/embed/x",
        "/share/x",
        "/data/x.csv",
        "/data/x.json",
        "/data/?of=x",
        "/reports?page=9",
        "/reports?page=x",
        "/chart.svg?of=x",
        "/sitemap-7.xml",
        f"/event/{'x' * 3000}",
        "/event/%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_a_404_page(client: FlaskClient, path: str) -> None:
    assert faults(page(client, path, 404)) == []


# the head


def head(client: FlaskClient, path: str) -> dict[str, str]:
    root = tree(page(client, path))
    found = {node.get("property") or node.get("name"): node.get("content") for node in root.iter("meta")}
    return found | {node.get("rel"): node.get("href") for node in root.iter("link") if node.get("rel") != "alternate"}


def test_a_page_says_who_it_is_to_search_engines_and_networks(client: FlaskClient) -> None:
    found = head(client, REPORT)
    assert found["canonical"] == f"{BASE}{REPORT}"
    assert found["og:url"] == found["canonical"]
    assert found["og:type"] == "article"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "628")
    assert found["twitter:card"] == "summary_large_image"
    assert 50 <= len(found["description"]) <= 300
    assert "Euro Canals News" in found["description"]


def test_the_picture_of_a_page_is_a_png_of_1200_by_628(client: FlaskClient) -> None:
    address = head(client, REPORT)["og:image"].removeprefix(BASE)
    answer = client.get(address)
    assert answer.mimetype == "image/png"
    assert (int.from_bytes(answer.data[16:20]), int.from_bytes(answer.data[20:24])) == (1200, 628)


@pytest.mark.parametrize("kind", ["report", "present", "handout"])
def test_oembed_is_found_in_the_served_page(client: FlaskClient, kind: str) -> None:
    path = REPORT.replace("report", kind, 1)
    link = tree(page(client, path)).find(".//link[@type='application/json+oembed']")
    assert link.get("href").startswith(f"{BASE}/oembed?url=https%3A%2F%2Ftimeline.example.org%2F{kind}%2F")
    assert client.get(link.get("href").removeprefix(BASE)).get_json()["type"] == "rich"


@pytest.mark.parametrize("path", [REPORT, "/event/order-227", "/story/order-227-and-wagner"])
def test_linked_data_stands_in_the_page_and_alone(client: FlaskClient, path: str) -> None:
    alone = client.get(f"{path}.json")
    assert alone.mimetype == "application/ld+json"
    assert alone.headers["Access-Control-Allow-Origin"] == "*"
    assert alone.get_json() == linked_data(page(client, path))


def test_the_anchor_of_a_review_is_on_the_page(client: FlaskClient) -> None:
    text = page(client, REPORT)
    for thing in linked_data(text)["@graph"]:
        if thing["@type"] == "ClaimReview":
            assert f'id="{thing["url"].partition("#")[2]}"' in text


@pytest.mark.parametrize("path", [REPORT, "/data/", "/stories", "/nowhere"])
def test_a_head_is_as_long_as_its_page(client: FlaskClient, path: str) -> None:
    assert client.head(path).headers["Content-Length"] == client.get(path).headers["Content-Length"]


def test_an_overlong_look_or_query_never_breaks_a_page(client: FlaskClient) -> None:
    for query in ("?look=%00", "?utm_source=x&utm_source=y", "?" + "a=b&" * 500, "?q=%ff%fe", "?story=%F0%9F%92%A5"):
        page(client, f"{REPORT}{query}")
        page(client, f"/embed/view{query}")


# hostile data


@pytest.fixture(scope="module")
def hostile() -> FlaskClient:
    every = {
        "title": HOSTILE[:100],
        "summary": HOSTILE,
        "place": HOSTILE,
        "aliases": HOSTILE,
        "source": HOSTILE,
        "date_note": HOSTILE,
    }
    return client_of(
        catalogue_of(
            [
                history("h", **every),
                today("t", **every),
                report(
                    "r", **every, publisher=HOSTILE, author=HOSTILE, url="https://example.org/?a=%22%3E%3Cscript%3E"
                ),
            ],
            [
                citation(
                    "r",
                    "h",
                    "t",
                    phrase=HOSTILE,
                    claim=HOSTILE,
                    record=HOSTILE,
                    record_source=HOSTILE,
                    similar=HOSTILE,
                    differs=HOSTILE,
                    verdict="disputed",
                )
            ],
            [
                step("s", 1, "r>h", story_title=HOSTILE[:100], heading=HOSTILE[:100], text=HOSTILE, question=HOSTILE),
                step("s", 2, "t", story_title=HOSTILE[:100]),
            ],
        )
    )


@pytest.mark.parametrize(
    "path",
    [
        "/report/r",
        "/event/h",
        "/event/t",
        "/story/s",
        "/reports",
        "/events",
        "/stories",
        "/search?q=alert",
        "/embed/r",
        "/embed/s?lang=fr",
        "/share/r",
        "/data/?of=r",
        f"/search?q={HOSTILE}",
        f"/event/{HOSTILE.replace('/', '')}",
        f"/embed/view?q={HOSTILE}",
        f"/share/view?q={HOSTILE}",
        f"/share/r?brand={HOSTILE}",
        f"/embed/r?brand={HOSTILE}",
        f"/embed/r?asof={HOSTILE}",
        f"/data/?q={HOSTILE}",
    ],
)
def test_hostile_text_is_shown_and_never_run(hostile: FlaskClient, path: str) -> None:
    text = hostile.get(path).get_data(as_text=True)
    root = tree(text)
    assert "alert(1)" in text or "q=alert" in path or "brand" in path or path in ("/reports", "/events", "/stories")
    assert not [
        node
        for node in root.iter("script")
        if "alert(1)" in (node.text or "") and "ld+json" not in node.get("type", "")
    ]
    assert not [
        node for node in root.iter() if isinstance(node.tag, str) and any(key.startswith("on") for key in node.attrib)
    ]
    assert not [node for node in root.iter("img") if node.get("src") == "x"]
    assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", text), "templates in data must not run"


def test_hostile_text_in_linked_data_stays_data(hostile: FlaskClient) -> None:
    assert linked_data(page(hostile, "/report/r"))["@graph"][0]["headline"] == HOSTILE[:100].strip()


def test_a_link_that_is_no_web_address_is_never_a_link() -> None:
    assert facts.web_address("javascript:alert(1)") == ""
    assert facts.passage("", "words") == ""


# subjects, lists, words


def test_a_subject_is_narrowed_by_the_views_filters(sample_folder) -> None:
    catalogue = reading.read(sample_folder)
    whole = find(catalogue, "order-227")
    part = find(catalogue, "order-227", View(verdict=("imprecise",)))
    assert whole is not None
    assert part is not None
    assert 0 < len(part.selection.citations) < len(whole.selection.citations)
    assert part.narrowed
    assert find(catalogue, "no-such-id") is None


def test_themes_views_and_stories_are_subjects_too(sample_folder) -> None:
    catalogue = reading.read(sample_folder)
    for id, kind in (("coercion-of-soldiers", "theme"), ("view", "view"), ("order-227-and-wagner", "story")):
        subject = find(catalogue, id)
        assert subject is not None
        assert (subject.kind, len(subject.selection.citations) > 0) == (kind, True)


def test_long_lists_have_pages_that_share_all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PER_PAGE", 3)
    client = client_of(catalogue_of([history(f"h{n}", f"{1900 + n}") for n in range(8)]))
    seen = [
        link
        for number in (1, 2, 3)
        for link in sorted(local_links(page(client, f"/events?page={number}")))
        if "/event/" in link
    ]
    assert sorted(seen) == [f"/event/h{n}" for n in range(8)]
    page(client, "/events?page=4", 404)


@pytest.mark.parametrize(
    ("years", "words"), [(80, "80 years apart"), (1, "1 year apart"), (0, "less than a year apart")]
)
def test_distances_are_said_in_years(years: int, words: str) -> None:
    assert facts.apart_words(years) == words


def test_an_empty_catalogue_still_has_pages() -> None:
    client = client_of(catalogue_of([]))
    for path in ("/reports", "/events", "/stories", "/search", "/search?q=x", "/data/", "/embed/view", "/sitemap.xml"):
        page(client, path)


def test_every_verdict_is_explained() -> None:
    assert set(MEANINGS) == {"supported", "imprecise", "disputed", "contradicted", "unchecked"}


def test_the_sitemap_names_every_document_once_and_robots_the_sitemap(client: FlaskClient, sample_folder) -> None:
    catalogue = reading.read(sample_folder)
    found = re.findall(r"<loc>(.*?)</loc>", page(client, "/sitemap.xml"))
    assert len(found) == len(set(found)) == 9 + len(catalogue.events) + catalogue.stories["story"].nunique()
    assert f"{BASE}{REPORT}" in found
    assert {f"{BASE}/memory", f"{BASE}/cite", f"{BASE}/make"} < set(found)
    assert f"Sitemap: {BASE}/sitemap.xml" in page(client, "/robots.txt")
