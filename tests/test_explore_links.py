"""Every link of the explorer changes what it says and nothing else: the story stays, and counts come true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from tests.builders import catalogue_of, citation, history, report, today
from timeline import reading, resources
from timeline.catalogue import Catalogue
from timeline.explore import listing
from timeline.explore.app import answer
from timeline.explore.links import hrefs
from timeline.explore.markup import to_html
from timeline.explore.page import parts, show
from timeline.explore.reading import RELATION_WORDS
from timeline.explore.served import page
from timeline.palette import VERDICT_WORDS
from timeline.scene.selection import resolve, select
from timeline.schema import RELATIONS, VERDICTS
from timeline.view import NAMES, View

ADDRESSES = (
    "",
    "?sort=-verdict&form=table",
    "?event=penal-battalions",
    "?report=report-ap-biden-armageddon",
    "?scale=in-step&pair=night-of-long-knives~munich-conference-2025",
    "?scale=across-time&pair=night-of-long-knives~munich-conference-2025",
    "?theme=siege&verdict=disputed",
    "?q=stalin&form=list",
    "?story=no-such-story&event=no-such-event&pair=no~such",
    "?story=saigon-and-kabul&only=fall-of-saigon&event=kabul-falls",
)
_LINK = re.compile(r"<a ([^>]*)>(.*?)</a>", re.DOTALL)


@pytest.fixture(scope="module")
def bundled(sample_folder: Path) -> Catalogue:
    return reading.read(sample_folder)


@pytest.fixture(autouse=True)
def in_request() -> Iterator[None]:
    with Flask("test").test_request_context("/"):
        yield


def links(html: str) -> list[tuple[str, str, View]]:
    """Attributes, inside and view of every link to the page itself."""
    found = []
    for attributes, inside in _LINK.findall(html):
        href = re.search(r'href="(/(?:\?[^"]*)?)"', attributes)
        if href:
            found.append((attributes, inside, View.from_search(unescape(href[1]).removeprefix("/"))))
    return found


@pytest.mark.parametrize("search", ADDRESSES)
def test_a_link_that_chooses_no_story_stays_in_the_story_and_brings_no_note(bundled: Catalogue, search: str) -> None:
    shown = show(bundled, View.from_search(search))
    regions = parts(shown)
    stories = {one for name in ("top", "panel") for one in re.findall(r'class="(?:drop )?stories">(.*?)</ul>',
                                                                      to_html(getattr(regions, name)))}  # fmt: skip
    for name in ("top", "zoom", "panel", "list"):
        text = to_html(getattr(regions, name))
        for chosen in stories:
            text = text.replace(chosen, "")
        for _, inside, view in links(text):
            if name == "panel" and view.theme != shown.asked.theme:
                continue  # a theme of the panel looks through everything
            settled = resolve(bundled, view)
            assert not settled.notes, inside
            assert settled.story == shown.selection.story, inside


@pytest.mark.parametrize("search", ["", "?event=penal-battalions", "?report=report-ap-biden-armageddon", "?q=stalin"])
def test_a_count_beside_a_filter_comes_true_in_whatever_story_it_stands(bundled: Catalogue, search: str) -> None:
    shown = show(bundled, View.from_search(search))
    counted = 0
    for attributes, inside, view in links(to_html(parts(shown).top)):
        count = re.search(r"<b>([\d,]+)</b>$", inside)
        if count is None or "aria-current" in attributes:
            continue
        chosen = select(bundled, view)
        rows = chosen.count if view.kind else len(chosen.citations)
        assert rows == int(count[1].replace(",", "")), inside
        counted += 1
    assert counted > 20


def test_a_link_of_the_first_story_is_as_short_as_what_it_says(bundled: Catalogue) -> None:
    assert 'href="/?event=order-227"' in to_html(parts(show(bundled, View())).list)


def test_the_script_knows_every_name_that_an_address_may_hold() -> None:
    script = (resources.assets_dir() / "explore.js").read_text(encoding="utf-8")
    names = re.search(r"var NAMES = \[(.*?)\];", script, re.DOTALL)
    assert names is not None
    assert re.findall(r'"(\w+)"', names[1]) == list(NAMES)


@pytest.mark.parametrize(("search", "story"), [("", ""), ("?q=stalin", "everything"), ("?story=no-such-story", "")])
def test_the_script_is_told_which_story_the_links_of_the_page_name(bundled: Catalogue, search: str, story: str) -> None:
    sent = answer(bundled, {"search": search, "width": 1040})
    assert (sent["search"], sent["scene"]["story"]) == (search, story)


def test_a_search_without_a_script_looks_through_everything_too(bundled: Catalogue) -> None:
    served = page(bundled, "story=saigon-and-kabul&scale=in-step", {"config": "", "scripts": "", "renderer": ""})
    form = re.search(r'<form class="search".*?</form>', served)
    assert form is not None
    assert re.findall(r'type="hidden" name="(\w+)"', form[0]) == ["scale"]


@pytest.mark.parametrize(
    ("search", "offer", "title"),
    [
        ("?story=saigon-and-kabul&verdict=disputed&q=wagner", "Look in everything: ", "Nothing meets all of these"),
        ("?only=no-such&theme=siege&story=everything", "Drop the choice of events: ", "Nothing meets all of these"),
        ("?story=saigon-and-kabul&q=prigozhin", "Look in everything: ", "Nothing meets this"),
    ],
)
def test_no_result_offers_whatever_gives_rows(bundled: Catalogue, search: str, offer: str, title: str) -> None:
    text = to_html(parts(show(bundled, View.from_search(search))).list)
    assert title in text
    offers = [(view, re.search(r"([\d,]+) rows?$", inside)) for _, inside, view in links(text) if offer in inside]
    assert offers
    for view, rows in offers:
        assert rows is not None
        assert select(bundled, view).count == int(rows[1].replace(",", ""))


def test_who_listens_hears_the_windows_after_a_zoom(bundled: Catalogue) -> None:
    said = parts(show(bundled, View.from_search("?then=1941/1943&now=2022/2023"))).say
    assert said == "Then 1941–43, Now 2022–23"


def test_a_catalogue_without_an_event_says_so_and_offers_no_filter_to_drop() -> None:
    text = to_html(parts(show(catalogue_of(), View())).list)
    assert "There is nothing to show yet" in text
    assert "Clear all" not in text


def cells(catalogue: Catalogue, sort: str) -> list[list[str]]:
    """The words of the table's cells, row by row, each with what stands before the small print."""
    text = answer(catalogue, {"search": f"?story=everything&form=table&sort={sort}"})["regions"]["list"]
    rows = text[text.index("<tbody>") : text.index("</tbody>")].split("<tr")[1:]
    return [
        [unescape(re.sub(r"<[^>]*>", "\t", one)).strip() for one in re.findall(r"<td.*?</td>", row)] for row in rows
    ]


@pytest.mark.parametrize("back", ["", "-"])
@pytest.mark.parametrize("sort", ["verdict", "report", "published", "then", "now", "years", "relation"])
def test_the_table_stands_in_the_order_of_what_its_cells_say(sort: str, back: str) -> None:
    catalogue = catalogue_of(
        [
            *(history(f"past-{n}", date) for n, date in enumerate(("-0430", "1582-10-04", "1902-03-02", "1999-12-31"))),
            *(today(f"now-{n}", date) for n, date in enumerate(("1904-02-28", "2022-02-24"))),
            report("bbc", "1904-02-28", publisher="BBC", title="Zebras"),
            report("bbc-2", "1904-02-29", publisher="BBC", title="apes"),
            report("bbc-africa", "2000-12-30", publisher="BBC Africa", title="Apes"),
            report("nobody", "2001-02-28", title="Bears"),
            report("old", "1903-03-02", publisher="bbb", title="Cats"),
        ],
        [
            # Exactly a year, and as many days that are no year because one of them is a 29 February.
            citation("old", "past-2", relation="contrast"),
            citation("bbc", "past-2", "now-0", verdict="supported"),
            citation("bbc-2", "past-1", relation="background"),
            citation("bbc-africa", "past-3", "now-0", verdict="disputed"),
            citation("nobody", "past-0", "now-0", verdict="contradicted"),
        ],
    )
    rows = cells(catalogue, back + sort)
    column = {name: n for n, (name, _) in enumerate(listing._HEADS) if name}[sort]
    told = [row[column] for row in rows]
    ranks: dict[str, list[str]] = {
        "verdict": [VERDICT_WORDS[one] for one in VERDICTS],
        "relation": [RELATION_WORDS[one] for one in RELATIONS],
        "report": ["bbb", "BBC\t\tapes", "BBC\t\tZebras", "BBC Africa", "Bears"],
        "published": ["2 Mar 1903", "28 Feb 1904", "29 Feb 1904", "30 Dec 2000", "28 Feb 2001"],
        "then": ["Past 0", "Past 1", "Past 2", "Past 3"],
        "now": ["Now 0", "Now 1"],
        "years": ["0", "1", "321", "2,431"],
    }
    places = [next((n for n, word in enumerate(ranks[sort]) if one.startswith(word) and _alone(one, word)), 99)
              for one in told]  # fmt: skip
    known = [place for place in places if place != 99]
    assert known
    assert known == sorted(known, reverse=bool(back)), told
    assert places == known + [99] * (len(places) - len(known)), "what has nothing to sort by comes last"


def _alone(text: str, word: str) -> bool:
    return text[len(word) : len(word) + 1] in ("", "\t")


def test_a_cluster_that_fills_the_window_already_leads_to_the_list() -> None:
    catalogue = catalogue_of([*(history(f"past-{n}", "1942-07-28") for n in range(60)), history("other", "1943-02-02")])
    view = View(story="everything")
    for _ in range(9):
        shown = show(catalogue, view)
        cluster = next(mark for mark in shown.scene.marks if mark.window)
        found = hrefs(shown.asked, shown.scene)("window", cluster.window)
        assert found is not None
        view = View.from_search(found.removeprefix("/"))
        if view.form == "list":
            break
    assert view.form == "list"
