"""Embeds, their snippets, oEmbed and pictures, asked for without a browser."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import brotli
import pytest
from flask.testing import FlaskClient

from tests.builders import TODAY, catalogue_of, citation, history, report, today, write_folder
from tests.documents_app import BASE, client_of, faults, page, tree
from timeline import reading
from timeline.documents.charts import sorted_out
from timeline.documents.versions import Versions
from timeline.documents.words import WORDS, gutter, language
from timeline.headers import script_hash
from timeline.scene.index import index_of

SEED = "/embed/order-227-and-wagner"
REPORT = "report-express-medvedev-order-227"
MOST_BYTES = 40 * 1024
MOST_SCRIPT = 4 * 1024


@pytest.fixture(scope="module")
def client(sample_folder) -> FlaskClient:
    return client_of(reading.read(sample_folder))


def drawings(root: Any) -> list[Any]:
    """The charts of a page."""
    return [node for node in root.iter("{http://www.w3.org/2000/svg}svg") if node.get("class") == "ec"]


# one request, whole without JavaScript


def test_the_seed_story_is_at_most_40_kb_over_the_wire(client: FlaskClient) -> None:
    assert len(brotli.compress(client.get(SEED).data, quality=5)) <= MOST_BYTES


def test_an_embed_loads_nothing_and_runs_one_small_script_that_the_policy_names(client: FlaskClient) -> None:
    answer = client.get(SEED)
    root = tree(answer.get_data(as_text=True))
    assert not [node for node in root.iter() if isinstance(node.tag, str) and node.get("src")]
    loaded = [
        node.get("href") for node in root.iter("link") if node.get("rel") in ("stylesheet", "preload", "modulepreload")
    ]
    assert loaded == []
    scripts = [node.text or "" for node in root.iter("script")]
    assert len(scripts) == 1
    assert len(scripts[0].encode()) <= MOST_SCRIPT
    policy = answer.headers["Content-Security-Policy"]
    assert script_hash(scripts[0]) in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "url(" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "id",
    [
        "order-227-and-wagner",
        REPORT,
        "order-227",
        "kabul-fall-2021",
        "coercion-of-soldiers",
        "view",
        "view?q=siege",
        "view?q=nothing-has-this",
        "view?scale=across-time",
        "view?scale=in-step",
        "order-227?verdict=supported",
    ],
)
def test_every_kind_of_embed_is_valid_html_with_title_legend_source_and_way_back(client: FlaskClient, id: str) -> None:
    text = page(client, f"/embed/{id}")
    assert faults(text) == []
    root = tree(text)
    assert "Explore on Echoline" in "".join(root.find(".//footer").itertext())
    assert drawings(root)


def test_an_embed_may_be_framed_and_shared_and_sets_no_cookie(client: FlaskClient) -> None:
    headers = client.get(SEED).headers
    assert "frame-ancestors" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    assert "frame-ancestors 'none'" in client.get("/event/order-227").headers["Content-Security-Policy"]


def test_everything_in_the_chart_is_also_told_in_words(client: FlaskClient) -> None:
    root = tree(page(client, SEED))
    told = {node.get("data-key") for node in root.find(".//details").iter() if node.get("data-key")}
    drawn = {node.get("data-key") for node in root.find(".//main/div").iter() if node.get("data-kind")}
    assert drawn
    assert drawn <= told


def test_no_two_drawings_share_an_id_and_each_width_has_one(client: FlaskClient) -> None:
    root = tree(page(client, SEED))
    widths = [node.get("width") for node in drawings(root)]
    assert widths == ["320", "480", "640", "900", "1200"]


def test_a_large_view_is_cut_in_words_but_says_so(client: FlaskClient) -> None:
    text = page(client, "/embed/view?story=everything")
    assert text.count("<article") == 40
    assert re.search(r"and \d+ more", text)


# look, language, colour


@pytest.mark.parametrize(("asked", "given"), [("de", "de"), ("de-AT", "de"), ("FR", "fr"), ("xx", "en"), ("", "en")])
def test_the_language_is_one_we_have_words_for(asked: str, given: str) -> None:
    assert language(asked) == given


def test_every_language_has_every_word() -> None:
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}


def test_a_german_embed_says_its_own_words_in_german(client: FlaskClient) -> None:
    text = page(client, f"/embed/{REPORT}?lang=de")
    assert '<html lang="de"' in text
    for words in ("Ungenau", "Damals", "Heute", "Auf Echoline erkunden", "Jahre dazwischen"):
        assert words in text
    assert gutter("79 to 81 years apart", "fr") == "79 à 81 ans d’écart"


def test_look_and_brand_are_taken_only_when_they_are_what_they_should_be(client: FlaskClient) -> None:
    assert 'data-theme="dark"' in page(client, f"{SEED}?look=dark")
    assert "--brand:#cc0000" in page(client, f"{SEED}?brand=cc0000")
    for wrong in ("red;}body{display:none", "#12345", "url(x)"):
        assert ":root{--brand" not in page(client, f"{SEED}?brand={quote(wrong)}")


def test_a_finding_is_the_title_of_a_reports_embed(client: FlaskClient) -> None:
    root = tree(page(client, f"/embed/{REPORT}"))
    assert (
        "".join(root.find(".//h1").itertext()).replace("\u2060", "")
        == "Eight claims about 1941–45: one matches the record"
    )


# frozen


def folder(path: Path, verdict: str) -> Path:
    return write_folder(path, [history("h"), report("r")], [citation("r", "h", verdict=verdict, claim="C", record="R")])


def test_a_frozen_embed_shows_its_version_from_the_folder_and_says_when_it_is_gone(tmp_path: Path) -> None:
    old = reading.read(folder(tmp_path / "old", "supported"))
    data = folder(tmp_path / "data", "contradicted")
    folder(data / "versions" / old.version, "supported")
    client = client_of(reading.read(data))
    frozen = page(client, f"/embed/r?asof={old.version}")
    assert "Supported" in frozen
    assert f"Data as of version {old.version}" in frozen
    assert "Contradicted" in page(client, "/embed/r")
    gone = page(client, "/embed/r?asof=0123456789ab&lang=en", 410)
    assert "no longer kept here" in gone
    assert "/embed/r?lang=en" in gone


def test_versions_seen_since_the_start_are_kept_a_few_at_a_time() -> None:
    kept = Versions()
    seen = [catalogue_of([history(f"h{n}")], today=TODAY) for n in range(6)]
    for catalogue in seen:
        kept.remember(catalogue)
    assert kept.find(seen[-1].version, None) is seen[-1]
    assert kept.find(seen[0].version, None) is None
    assert kept.find("../../etc", None) is None


def test_a_folder_with_the_wrong_name_is_not_taken_for_a_version(tmp_path: Path) -> None:
    folder(tmp_path / "0123456789ab", "supported")
    assert Versions().find("0123456789ab", tmp_path) is None


# the snippet


def snippets(client: FlaskClient, path: str) -> tuple[str, str]:
    root = tree(page(client, path))
    plain, scripted = (root.find(f".//textarea[@id='{id}']").text for id in ("plain", "scripted"))
    return plain, scripted


def test_the_snippet_keeps_its_place_and_checks_origin_and_source(client: FlaskClient) -> None:
    plain, _ = snippets(client, f"/share/{REPORT}")
    assert re.match(r'<iframe data-echoline title="[^"]+" src="https://timeline.example.org/embed/', plain)
    assert 'loading="lazy"' in plain
    assert "width:0;min-width:100%" in plain
    assert re.search(r'height="\d{3}"', plain)
    assert f'e.origin!=="{BASE}"' in plain
    assert "contentWindow===e.source" in plain


def test_the_script_variant_has_a_picture_for_readers_without_scripts(client: FlaskClient) -> None:
    _, scripted = snippets(client, f"/share/{REPORT}")
    picture = re.search(r'<noscript>.*?<img src="([^"]+)" alt="[^"]+"', scripted)
    assert picture is not None
    assert client.get(unescape(picture[1]).removeprefix(BASE)).mimetype == "image/png"
    assert f'src="{BASE}/assets/embed.js"' in scripted


def test_the_snippet_keeps_the_view_the_look_and_the_version(client: FlaskClient) -> None:
    plain, _ = snippets(client, f"/share/{REPORT}?verdict=imprecise&look=dark&lang=de&brand=c00&data=frozen")
    address = unescape(re.search(r'src="([^"]+)"', plain)[1])  # type: ignore[index]
    query = urlsplit(address).query
    for part in ("verdict=imprecise", "look=dark", "lang=de", "brand=c00", "asof="):
        assert part in query
    assert "Data as of" not in page(client, f"/embed/{REPORT}")
    assert "Datenstand" in page(client, address.removeprefix(BASE))


def test_a_title_cannot_break_out_of_the_snippet() -> None:
    client = client_of(catalogue_of([history("h"), report("r", title='"></iframe><script>alert(1)</script>')]))
    plain, scripted = snippets(client, "/share/r")
    assert "<script>alert" not in plain + scripted


# oEmbed


def oembed(client: FlaskClient, url: str, **query: str) -> dict[str, object]:
    answer = client.get("/oembed", query_string={"url": url, **query})
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    return json.loads(answer.data)


@pytest.mark.parametrize(
    "path",
    [
        f"/report/{REPORT}",
        "/event/order-227",
        "/story/order-227-and-wagner",
        "/",
        "/?q=siege",
        "/embed/view?q=siege",
        "/present/order-227",
        f"/embed/{REPORT}?lang=de",
    ],
)
def test_oembed_is_rich_and_whole(client: FlaskClient, path: str) -> None:
    said = oembed(client, BASE + path, maxwidth="600", format="json")
    assert (said["version"], said["type"], said["width"]) == ("1.0", "rich", 600)
    assert {"title", "html", "height", "provider_name", "thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(
        said
    )
    address = unescape(re.search(r'src="([^"]+)"', str(said["html"]))[1])  # type: ignore[index]
    page(client, address.removeprefix(BASE))


def test_oembed_keeps_the_views_query(client: FlaskClient) -> None:
    said = oembed(client, f"{BASE}/report/{REPORT}?verdict=imprecise&asof=0123456789ab&lang=de")
    for part in ("verdict=imprecise", "asof=0123456789ab", "lang=de"):
        assert part in unescape(str(said["html"]))


@pytest.mark.parametrize(("width", "height"), [(320, 300), (600, 10_000), (1200, 200), (4000, 4000), (120, 90)])
def test_oembed_stays_within_the_limits_and_so_does_its_thumbnail(client: FlaskClient, width: int, height: int) -> None:
    said = oembed(client, f"{BASE}/report/{REPORT}", maxwidth=str(width), maxheight=str(height))
    assert int(said["width"]) <= width  # type: ignore[call-overload]
    assert int(said["height"]) <= height  # type: ignore[call-overload]
    if "thumbnail_url" in said:
        assert int(said["thumbnail_width"]) <= width  # type: ignore[call-overload]
        assert int(said["thumbnail_height"]) <= height  # type: ignore[call-overload]
        data = client.get(str(said["thumbnail_url"]).removeprefix(BASE)).data
        size = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        assert abs(size[0] - int(said["thumbnail_width"])) <= 1  # type: ignore[call-overload]
        assert abs(size[1] - int(said["thumbnail_height"])) <= 1  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"url": f"{BASE}/report/nothing"}, 404),
        ({"url": "https://elsewhere.example/report/x"}, 404),
        ({"url": "x"}, 404),
        ({"url": f"{BASE}/data/events.csv"}, 404),
        ({"url": "http://["}, 404),
        ({}, 400),
        ({"url": BASE + "/", "format": "xml"}, 501),
        ({"url": BASE + "/", "maxwidth": "-1"}, 400),
        ({"url": BASE + "/", "maxwidth": "x"}, 400),
    ],
)
def test_oembed_refuses_as_the_spec_has_it(client: FlaskClient, query: dict[str, str], status: int) -> None:
    assert client.get("/oembed", query_string=query).status_code == status


def test_an_embed_says_where_its_own_oembed_is_and_that_keeps_colour_language_and_view(client: FlaskClient) -> None:
    path = "/embed/order-227?verdict=imprecise&look=dark&brand=ff0000&lang=de"
    link = next(node for node in tree(page(client, path)).iter("link") if node.get("type") == "application/json+oembed")
    said = json.loads(client.get((link.get("href") or "").removeprefix(BASE)).data)
    frame = re.search(r'src="([^"]*)"', said["html"])
    assert frame is not None
    shown = urlsplit(unescape(frame[1]))
    assert shown.path == "/embed/order-227"
    assert set(shown.query.split("&")) == {"verdict=imprecise", "look=dark", "brand=ff0000", "lang=de"}


# pictures


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?of=order-227",
        "?q=siege&width=320",
        "?of=order-227&width=2400&theme=print",
        "?theme=dark&scale=across-time",
        "?of=coercion-of-soldiers&shape=social",
    ],
)
def test_a_picture_has_the_same_bytes_every_time(client: FlaskClient, query: str) -> None:
    one, other = (client.get(f"/chart.svg{query}").data for _ in range(2))
    assert one == other
    assert one.startswith(b"<svg xmlns=")
    html = "<!doctype html><html><head><title>x</title></head><body>" + one.decode() + "</body></html>"
    tree(html)


@pytest.mark.parametrize("width", [320, 479, 480, 900, 2400])
def test_nothing_in_a_picture_touches_its_edge(client: FlaskClient, width: int) -> None:
    drawn = client.get(f"/chart.svg?of=order-227&width={width}").get_data(as_text=True)
    opening = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)" width="(\S+)" height="(\S+)"', drawn)
    ground = re.search(r'<rect class="pp" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/>', drawn)
    assert opening is not None
    assert ground is not None
    left, top, wide, high = map(float, opening.groups()[:4])
    assert (left, top, wide, high) == tuple(map(float, ground.groups()))
    assert (wide, high) == tuple(map(float, opening.groups()[4:])) == (width, high)
    assert left == top <= -8
    places = [float(x) for x in re.findall(r'<text class="[^"]*" x="([-0-9.]+)"', drawn)]
    assert left + 8 <= min(places)
    assert max(places) <= left + wide - 8


def test_a_png_is_as_wide_as_asked_times_the_pixel_ratio(client: FlaskClient) -> None:
    data = client.get("/chart.png?of=order-227&width=320&dpr=2").data
    assert int.from_bytes(data[16:20]) == 640


@pytest.mark.parametrize(
    "query",
    [
        "width=319",
        "width=2401",
        "width=abc",
        "width=400.5",
        "theme=pink",
        "dpr=9",
        "dpr=nan",
        "width=2400&dpr=2.5",
        "layout=round",
        "shape=heart",
    ],
)
def test_a_picture_that_cannot_be_is_refused_in_words(client: FlaskClient, query: str) -> None:
    assert client.get(f"/chart.svg?{query}").status_code == 400


def test_a_picture_filters_by_theme_and_takes_its_look_by_the_same_name(
    client: FlaskClient, sample_folder: Path
) -> None:
    def said(query: str) -> str:
        answer = client.get(f"/chart.svg?story=everything&{query}")
        assert answer.status_code == 200, query
        return answer.get_data(as_text=True)

    whole, theme = said("look=dark"), index_of(reading.read(sample_folder)).event_codes["theme"].values[0]
    assert said("theme=dark") == whole != said("theme=light")
    filtered = said(f"theme={theme}&theme=dark")
    assert filtered == said(f"theme={theme}&look=dark") != whole
    assert "Nothing in" not in filtered + said(f"theme={theme}")


def test_a_theme_that_is_called_like_a_look_is_a_theme() -> None:
    pairs = [("theme", "print"), ("theme", "dark"), ("q", "x")]
    assert sorted_out(pairs, {"print"}) == (["dark"], [("theme", "print"), ("q", "x")])
    assert sorted_out([*pairs, ("look", "light")], {"print"}) == (["light"], [("theme", "print"), ("q", "x")])


def test_the_snippet_without_scripts_shows_the_picture_of_the_same_view(client: FlaskClient) -> None:
    text = client.get("/share/view?story=everything&q=Stalingrad&look=dark").get_data(as_text=True)
    picture = re.search(r"<noscript>.*?<img src=\"([^\"]*)\"", unescape(text))
    assert picture is not None
    address = unescape(picture[1]).removeprefix(BASE)
    assert "q=Stalingrad" in address
    assert "look=dark" in address
    assert client.get(address).status_code == 200


def test_the_links_in_a_picture_are_absolute(client: FlaskClient) -> None:
    links = re.findall(r'href="([^"#][^"]*)"', client.get("/chart.svg?of=order-227").get_data(as_text=True))
    assert links
    assert all(link.startswith(BASE) for link in links)


def test_pictures_data_and_oembed_may_be_read_by_other_sites(client: FlaskClient) -> None:
    for path in (
        "/chart.svg",
        "/chart.png?width=320",
        "/data/events.csv",
        "/data/echoline.zip",
        f"/oembed?url={BASE}/",
    ):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"


# data


def test_tables_for_an_address_too_long_to_read_are_refused_and_not_all_handed_out(client: FlaskClient) -> None:
    for path in ("/data/events.csv", "/data/events.json", "/data/echoline.zip", "/data/"):
        assert client.get(f"{path}?q={'x' * 10_000}").status_code == 400


def test_the_row_counts_are_said_as_shown_and_in_full(client: FlaskClient) -> None:
    whole = client.get("/data/events.csv")
    part = client.get("/data/events.csv?of=order-227")
    assert whole.headers["X-Rows"] == whole.headers["X-Rows-In-Full"] == part.headers["X-Rows-In-Full"]
    assert int(part.headers["X-Rows"]) == part.get_data(as_text=True).count("\n") - 1 < int(whole.headers["X-Rows"])
    assert "attachment" in whole.headers["Content-Disposition"]


def test_the_data_of_a_view_reads_as_a_catalogue_of_its_own(client: FlaskClient, tmp_path: Path) -> None:
    for name in ("events", "citations", "stories"):
        (tmp_path / f"{name}.csv").write_bytes(client.get(f"/data/{name}.csv?story=order-227-and-wagner").data)
    catalogue = reading.read(tmp_path)
    assert catalogue.stories["story"].nunique() == 1
    assert catalogue.problems == ()


def test_json_names_version_licence_and_counts(client: FlaskClient) -> None:
    body = json.loads(client.get("/data/echoline.json").data)
    assert body["licence"] == "CC BY 4.0"
    assert body["rows"]["events"] == len(body["events"])
    assert json.loads(client.get("/data/citations.json").data)["citations"]


def test_present_events_stand_in_words_too() -> None:
    client = client_of(
        catalogue_of([history("h"), today("t", summary="What happens now"), report("r")], [citation("r", "h", "t")])
    )
    assert "What happens now" in page(client, "/embed/r")
