"""The explorer without a browser: its wiring, its served page, its words, its addresses."""

from __future__ import annotations

import json
import re
import struct
import threading
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from dash import Dash
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import catalogue_of, citation, history, report, step, today
from tests.documents_app import client_of
from timeline import reading, resources
from timeline.catalogue import Catalogue
from timeline.explore import PATHS, create_explore
from timeline.explore.app import answer
from timeline.explore.links import Selecting, address, outward, passage, window
from timeline.explore.markup import Raw, html, to_html
from timeline.explore.page import REGIONS, parts, show
from timeline.scene.selection import select
from timeline.shell_icons import icons_css
from timeline.snippet import iframe
from timeline.view import View

SELECTED = "?report=report-express-medvedev-order-227&event=order-227"


@pytest.fixture(scope="module")
def bundled(sample_folder: Path) -> Catalogue:
    return reading.read(sample_folder)


def app_of(catalogue: Catalogue) -> tuple[Dash, FlaskClient]:
    server = Flask("test")
    return create_explore(server, lambda: catalogue), server.test_client()


@pytest.fixture(scope="module")
def client(bundled: Catalogue) -> FlaskClient:
    return app_of(bundled)[1]


@pytest.fixture
def in_request() -> Iterator[None]:
    with Flask("test").test_request_context("/"):
        yield


# ------------------------------------------------------------------------------------------------------------ wiring


def ids_of(component: Any) -> set[str]:
    if isinstance(component, list):
        return set().union(*(ids_of(one) for one in component))
    found = {component.id} if getattr(component, "id", None) else set()
    children = getattr(component, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if hasattr(child, "to_plotly_json"):
            found |= ids_of(child)
    return found


def test_every_output_has_one_owner_and_every_id_stands_in_the_layout(bundled: Catalogue) -> None:
    app, client = app_of(bundled)
    callbacks = client.get("/_dash-dependencies").get_json()
    outputs = [output for one in callbacks for output in re.findall(r"[a-z]+\.[A-Za-z]+", one["output"])]
    assert len(outputs) == len(set(outputs))
    used = {output.split(".")[0] for output in outputs}
    used |= {entry["id"] for one in callbacks for entry in one["inputs"] + one["state"]}
    layout = app.layout()  # type: ignore[operator]
    assert used <= ids_of(layout)


def test_the_regions_stand_in_the_served_page_once_and_dash_owns_none_of_them(bundled: Catalogue) -> None:
    app, client = app_of(bundled)
    page = Document(client.get("/").get_data(as_text=True))
    for name in (*REGIONS, "main", "chart", "say", "react-entry-point"):
        assert page.ids.count(name) == 1, name
    assert not ids_of(app.layout()) & set(page.ids)  # type: ignore[operator]
    assert set(json.loads(updated(client, ""))["response"]["page"]["data"]["regions"]) == set(REGIONS)


def test_there_are_few_callbacks_and_one_of_them_asks_the_server(bundled: Catalogue) -> None:
    _, client = app_of(bundled)
    callbacks = client.get("/_dash-dependencies").get_json()
    assert len(callbacks) == 3
    assert len([one for one in callbacks if one["clientside_function"] is None]) == 1


def test_two_apps_in_one_process_show_each_its_own_catalogue() -> None:
    first = catalogue_of([history("siege"), report("piece")], [citation("piece", "siege")])
    second = catalogue_of([history("battle"), report("essay")], [citation("essay", "battle")])
    clients = [app_of(one)[1] for one in (first, second)]
    pages = [client.get("/").get_data(as_text=True) for client in clients]
    assert "Siege" in pages[0]
    assert "Siege" not in pages[1]
    assert "Battle" in pages[1]
    assert clients[0].get("/_dash-dependencies").get_json() == clients[1].get("/_dash-dependencies").get_json()


def test_two_readers_at_once_do_not_see_each_others_state(bundled: Catalogue) -> None:
    _, client = app_of(bundled)
    searches = ["", SELECTED, "?scale=in-step", "?q=munich", "?verdict=disputed", "?form=table"] * 4
    alone = {search: updated(client, search) for search in set(searches)}
    found: list[tuple[str, str]] = []

    def ask(search: str) -> None:
        found.append((search, updated(client.application.test_client(), search)))

    threads = [threading.Thread(target=ask, args=(search,)) for search in searches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(searches)
    for search, text in found:
        assert text == alone[search], search


def updated(client: FlaskClient, search: str, **frame: Any) -> str:
    """What the one callback answers for a search, as text."""
    body = {
        "output": "page.data",
        "outputs": {"id": "page", "property": "data"},
        "inputs": [
            {"id": "frame", "property": "data", "value": {"search": search, "width": 1040, "layout": "wide", **frame}}
        ],
        "changedPropIds": ["frame.data"],
        "parsedChangedPropsIds": ["frame.data"],
    }
    answered = client.post("/_dash-update-component", json=body)
    assert answered.status_code == 200, answered.get_data(as_text=True)[:400]
    return answered.get_data(as_text=True)


@pytest.mark.usefixtures("in_request")
@pytest.mark.parametrize(
    "frame", [{}, {"width": "wide"}, {"width": -4}, {"width": 10**12}, {"layout": "round", "search": 7}]
)
def test_a_frame_that_no_browser_sends_is_answered_all_the_same(bundled: Catalogue, frame: dict[str, Any]) -> None:
    assert answer(bundled, frame)["scene"]["w"] >= 240


# -------------------------------------------------------------------------------------------------- the served page


class Document(HTMLParser):
    """Ids, links, buttons and scripts of a page; fails on a tag that is closed out of turn."""

    void = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "use", "rect", "circle"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.scripts: list[tuple[bool, dict[str, str | None]]] = []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [str(found["id"])] if "id" in found else []
        self.hrefs += [str(found["href"])] if tag == "a" and "href" in found else []
        if tag == "script":
            self.scripts.append(("template" in self.open, found))
        assert not any(name.startswith("on") for name in found), found
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.void:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.void:
            assert self.open.pop() == tag


VIEWS = (
    "",
    SELECTED,
    "?event=order-227",
    "?report=report-times-barrier-troops",
    "?scale=in-step",
    "?scale=across-time",
    "?form=list&story=everything",
    "?form=table&sort=-verdict",
    "?q=zzzzzz&verdict=disputed",
    "?look=dark",
    "?then=1942/1943&theme=siege&when=194X&kind=history",
    "?colour=relation&relation=echo",
)


@pytest.mark.parametrize("search", ["", "?story=everything&look=dark&theme=coercion-of-soldiers"])
def test_networks_are_offered_a_picture_of_the_view_in_their_shape(
    bundled: Catalogue, client: FlaskClient, search: str
) -> None:
    served = client.get(f"/{search}").get_data(as_text=True)
    meta = dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)"', served))
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "628")
    picture = client_of(bundled).get(urlsplit(unescape(meta["og:image"]))._replace(scheme="", netloc="").geturl())
    assert struct.unpack(">II", picture.data[16:24]) == (1200, 628)
    assert ("theme=coercion" in meta["og:image"]) is ("theme=coercion" in search)


@pytest.mark.parametrize("search", VIEWS)
def test_the_served_page_is_well_formed_and_holds_no_id_twice(client: FlaskClient, search: str) -> None:
    page = Document(client.get(f"/{search}").get_data(as_text=True))
    assert len(page.ids) == len(set(page.ids)), sorted(id for id in page.ids if page.ids.count(id) > 1)


@pytest.mark.parametrize("search", VIEWS)
def test_what_the_app_is_sent_for_an_address_is_what_the_page_of_that_address_holds(
    client: FlaskClient, search: str
) -> None:
    served = client.get(f"/{search}").get_data(as_text=True)
    sent = json.loads(updated(client, search))["response"]["page"]["data"]
    for name, text in sent["regions"].items():
        assert text in served, name
    assert f'id="main" class="{sent["look"]}"' in served


@pytest.mark.parametrize("search", VIEWS)
def test_every_link_of_the_page_to_itself_opens_a_view_without_a_note(client: FlaskClient, search: str) -> None:
    page = Document(client.get(f"/{search}").get_data(as_text=True))
    own = {href for href in page.hrefs if href.startswith("/?")}
    assert own
    for href in own:
        assert not View.from_search(href.removeprefix("/")).notes, href


def test_a_table_by_present_event_ends_with_the_citations_that_compare_with_none() -> None:
    catalogue = catalogue_of(
        [history("past"), today("old", "1950"), today("new", "2022"), *(report(f"r{n}") for n in range(3))],
        [citation("r0", "past", "new"), citation("r1", "past"), citation("r2", "past", "old")],
    )
    page = app_of(catalogue)[1].get("/?story=everything&form=table&sort=now").get_data(as_text=True)
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    found = list(dict.fromkeys(re.findall(r"report=(r\d)&amp;event=past|event=past&amp;report=(r\d)", table)))
    assert ["".join(one) for one in found] == ["r2", "r0", "r1"]


def test_only_the_loader_runs_by_itself_and_it_is_small(client: FlaskClient) -> None:
    page = Document(client.get("/").get_data(as_text=True))
    running = [found for asleep, found in page.scripts if not asleep and found.get("type") != "application/json"]
    assert [str(found["src"]).split("?")[0] for found in running] == ["/assets/explore-loader.js"]
    assert "defer" in running[0]
    assert (resources.assets_dir() / "explore-loader.js").stat().st_size < 5120
    asleep = [str(found.get("src")) for sleeping, found in page.scripts if sleeping]
    assert sum("plotly-basic" in src for src in asleep) == 1
    assert not any("async-plotlyjs" in src or src.startswith("http") for src in asleep)


def test_everything_stands_before_what_starts_it_and_only_what_the_app_uses(client: FlaskClient) -> None:
    page = Document(client.get("/").get_data(as_text=True))
    asleep = [str(found.get("src")) for sleeping, found in page.scripts if sleeping]
    assert asleep[-1] == "None"  # the one line that starts the app
    assert "plotly-basic" in asleep[-2]
    for needed in ("react-dom@", "dash_renderer", "dcc/dash_core_components.v", "dcc/async-graph.v", "explore.js"):
        assert sum(needed in src for src in asleep) == 1, needed
    assert not [src for src in asleep if "polyfill" in src or "dash_table" in src or "/html/" in src]
    for src in asleep[:-1]:
        if src.startswith("/_dash"):
            with client.get(src) as answered:
                assert answered.status_code == 200, src


def test_a_query_of_a_hundred_kilobytes_opens_the_first_story_and_says_so(client: FlaskClient) -> None:
    page = client.get("/?q=" + "x" * 100_000)
    assert page.status_code == 200
    assert "The address is 100,002 characters long" in page.get_data(as_text=True)


def test_text_from_the_csv_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'&"
    hostile = catalogue_of(
        [history("siege", title=evil, summary=evil, place=evil), today("war", title=evil),
         report("piece", title=evil, publisher=evil, author=evil, url="https://example.org/a?b=1&c=2")],
        [citation("piece", "siege", "war", claim=evil, record=evil, phrase=evil, similar=evil, differs=evil)],
        [step("tale", 1, "piece>siege", heading=evil, text=evil, story_title=evil)],
    )  # fmt: skip
    client = app_of(hostile)[1]
    for search in (
        "",
        "?event=siege",
        "?report=piece",
        "?report=piece&event=siege",
        "?form=table",
        "?form=list",
        "?q=<b>",
    ):
        text = client.get(f"/{search}").get_data(as_text=True)
        assert "<script>alert" not in text
        Document(text)


def test_every_view_answers_with_parts_for_catalogues_of_any_size() -> None:
    alone = catalogue_of([history("siege")])
    client = app_of(alone)[1]
    for search in VIEWS:
        assert client.get(f"/{search}").status_code == 200, search
        updated(client, search)


def test_the_code_to_paste_is_the_one_that_the_page_about_embedding_hands_out(client: FlaskClient) -> None:
    """Of the same pieces in the same order; that page adds the mark which its script listens for."""
    text = unescape(unescape(client.get(f"/{SELECTED}").get_data(as_text=True)))
    code = re.search(r"<iframe .*?</iframe>", text)
    assert code is not None
    height = re.search(r'height="(\d+)"', code[0])
    source = re.search(r'src="([^"]+)"', code[0])
    title = re.search(r'title="([^"]+)"', code[0])
    assert height
    assert source
    assert title
    assert source[1].startswith("http://localhost/embed/view?story=order-227-and-wagner&event=order-227&report=")
    assert code[0] == unescape(iframe(source[1], title[1], int(height[1])))
    assert iframe("a", "b", 1, heard=True) == iframe("a", "b", 1).replace("<iframe ", "<iframe data-echoline ")


@pytest.mark.parametrize("told", [True, False])
def test_stories_are_offered_where_there_are_any(told: bool) -> None:
    rows = [history("h", "1942"), today("t", "2022"), report("r")]
    links, steps = [citation("r", "h", "t")], [step("one", 1, "h")] if told else []
    page = app_of(catalogue_of(rows, links, steps))[1].get("/").text
    assert ("Stories to explore" in page) is told
    assert ('id="story"' in page) is told


@pytest.mark.usefixtures("in_request")
def test_no_result_names_the_filter_to_drop(bundled: Catalogue) -> None:
    shown = show(bundled, View.from_search("?q=zzzzzzqqq&verdict=disputed"))
    text = to_html(parts(shown).list)
    assert "Drop the search: " in text
    assert "Clear all filters" in text


@pytest.mark.usefixtures("in_request")
@pytest.mark.parametrize("name", ["verdict", "relation", "theme", "publisher", "when"])
def test_the_count_beside_a_filter_is_the_number_of_rows_that_it_shows(bundled: Catalogue, name: str) -> None:
    shown = show(bundled, View(story="everything"))
    text = to_html(parts(shown).top)
    chips = re.findall(r'<a ([^>]*class="chip"[^>]*)><span[^>]*>[^<]*</span><b>([\d,]+)</b>', text)
    pairs = [(re.search(r'href="([^"]*)"', tag), count) for tag, count in chips]
    offered = [(found[1], count) for found, count in pairs if found and f"{name}=" in found[1]]
    assert offered
    for href, count in offered[:12]:
        view = View.from_search(href.removeprefix("/").replace("&amp;", "&"))
        assert len(show(bundled, view).selection.citations) == int(count.replace(",", "")), href


# -------------------------------------------------------------------------------------------------------- small parts


@pytest.mark.usefixtures("in_request")
@pytest.mark.parametrize(
    "search",
    ["?only=order-227&only=bakhmut&story=everything", "?theme=siege", "?q=stalin", "?kind=report", "?verdict=disputed"],
)
def test_the_list_holds_the_rows_of_the_selection_and_no_others(bundled: Catalogue, search: str) -> None:
    listed = answer(bundled, {"search": search, "width": 1040})["regions"]["list"]
    rows = set(re.findall(r'data-row="([^">]+)" data-kind="(?:history|today|report)"', listed))
    selection = select(bundled, View.from_search(search))
    assert rows == {str(one) for one in bundled.events["id"].iloc[selection.rows]}


def test_a_passage_is_a_text_fragment_with_hyphens_and_commas_encoded() -> None:
    assert passage("https://e.org/a", "so-called, “war” & peace") == (
        "https://e.org/a#:~:text=so%2Dcalled%2C%20%E2%80%9Cwar%E2%80%9D%20%26%20peace"
    )
    assert passage("https://e.org/a#b", "x y") == "https://e.org/a#b:~:text=x%20y"
    assert passage("https://e.org/a", " ") == "https://e.org/a"


def test_only_http_leads_outward() -> None:
    assert outward("HTTPS://e.org") == "HTTPS://e.org"
    assert outward("javascript:alert(1)") == ""


def test_windows_are_written_as_the_view_reads_them() -> None:
    for days in ((-876_000, -875_000), (-10_000, 20_000), (-(10**9), 10**9)):
        assert not View.from_query({"then": window(*days)}).notes


@given(st.text(max_size=30), st.text(max_size=30))
def test_text_and_attributes_are_escaped(text: str, title: str) -> None:
    class Read(HTMLParser):
        found: tuple[str, str] = ("", "")

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found = (tag, str(dict(attrs).get("title")))

    reader = Read()
    reader.feed(to_html(html.P(text, title=title)))
    assert reader.found[0] == "p"
    assert reader.found[1].replace("\r", "\n") == title.replace("\r", "\n")


def test_an_element_that_html_does_not_know_is_refused() -> None:
    with pytest.raises(AttributeError, match="Marquee2"):
        html.Marquee2("x")


def test_raw_html_passes_and_nothing_is_nothing() -> None:
    assert to_html([Raw("<b>x</b>"), None, "a<b"]) == "<b>x</b>a&lt;b"
    assert to_html(html.Details(html.Br(), open=True, hidden=False)) == "<details open><br></details>"


def test_the_masks_of_the_style_sheet_are_those_of_the_signs() -> None:
    assert (resources.assets_dir() / "icons.css").read_text(encoding="utf-8") == icons_css()


@given(st.sampled_from(VIEWS), st.sampled_from(["", "a-b", "ü/:,~ &"]), st.sampled_from(["", "c", "r>é"]))
def test_the_quick_way_to_an_address_is_the_same_address(search: str, event: str, report: str) -> None:
    view = View.from_search(search)
    assert Selecting(view)(event, report) == address(view, event=event, report=report)


def test_the_fonts_asked_for_early_are_those_that_the_style_sheet_names(client: FlaskClient) -> None:
    early = re.findall(r'<link rel="preload" href="/assets/([^"]+)"', client.get("/").get_data(as_text=True))
    tokens = (resources.assets_dir() / "tokens.css").read_text(encoding="utf-8")
    assert early
    assert all(f'url("{name}")' in tokens for name in early)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"theme": ("siege", "war & peace")},
        {"theme": ()},
        {"scale": "in-step", "pair": "a~b"},
        {"then": "", "q": ""},
    ],
)
def test_an_address_is_that_of_the_changed_view(changes: dict[str, Any]) -> None:
    view = View.from_search("?q=stalin&theme=famine&theme=siege&then=1940/1945&event=x&form=list")
    assert address(view, **changes) == "/" + view.but(**changes).to_search()


def test_an_address_is_as_short_as_the_view() -> None:
    assert address(View()) == "/"
    assert address(View(q="a"), q="") == "/"
    assert PATHS == ("/",)


def test_the_drawing_comes_in_the_width_that_a_page_has(client: FlaskClient) -> None:
    wide = client.get("/poster?at=1500&form-of=wide").get_data(as_text=True)
    tall = client.get("/poster?at=360&form-of=tall&event=order-227").get_data(as_text=True)
    assert 'width="1500"' in wide[:200]
    assert 'width="360"' in tall[:200]
    assert json.dumps(wide).count("<script") == 0


def test_the_links_that_shift_the_present_stop_at_a_century(bundled: Catalogue, in_request: None) -> None:
    asked = "?scale=in-step&pair=battle-of-stalingrad~battle-of-bakhmut~36525"
    moves = to_html(parts(show(bundled, View.from_search(asked))).zoom)
    assert "~36526" not in moves and moves.count("battle-of-bakhmut~36525") >= 1
    assert "battle-of-bakhmut~36524" in moves
