"""How the press remembers: every chart sums to the citations in view, and every number leads to exactly those."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import cache
from html import unescape

import numpy as np
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import catalogue_of, citation, history, report, step, today
from tests.serving import ROOT
from timeline import dates, reading
from timeline.catalogue import Catalogue
from timeline.documents import blueprint, memory_words
from timeline.documents.memory_addresses import here, narrowed
from timeline.documents.memory_charts import MOST_ROWS, NAMES, Chart, charts
from timeline.documents.memory_counts import Counts, count
from timeline.documents.memory_tables import share_words, to_csv
from timeline.palette import LEGEND_ORDER
from timeline.scene.facets import facets
from timeline.scene.index import index_of
from timeline.scene.selection import select
from timeline.schema import RELATIONS, VERDICTS
from timeline.view import View


@cache
def sample() -> Catalogue:
    return reading.read(ROOT / "data")


def counted(catalogue: Catalogue, search: str = "") -> Counts:
    return count(catalogue, select(catalogue, narrowed(View.from_search(search))))


def charted(catalogue: Catalogue, search: str = "") -> dict[str, Chart]:
    selection = select(catalogue, narrowed(View.from_search(search)))
    return charts(catalogue, narrowed(selection.view), count(catalogue, selection))


def sums(counts: Counts) -> dict[str, float]:
    """What each chart adds up to."""
    return {
        "verdicts": sum(counts.verdicts),
        "events": sum(one.count for one in counts.invoked),
        "events by verdict": sum(sum(one.verdicts) for one in counts.invoked),
        "reach": sum(one.count for one in counts.reach),
        "years": int(counts.grid.counts.sum()),
        "themes": round(sum(one.share for one in counts.themes), 6),
        "publishers": sum(number for _, number in counts.publishers),
    }


SEARCHES = (
    "", "theme=invasion", "verdict=supported&verdict=disputed", "relation=echo", "q=stalingrad", "when=194X",
    "theme=siege&verdict=imprecise", "story=everything", "publisher=Kyiv+Post", "only=order-227", "kind=today",
)  # fmt: skip


@pytest.mark.parametrize("search", SEARCHES)
def test_every_chart_sums_to_the_citations_in_view(search: str) -> None:
    selection = select(sample(), narrowed(View.from_search(search)))
    counts = counted(sample(), search)
    assert counts.citations == len(selection.citations)
    assert set(sums(counts).values()) == {counts.citations}


@pytest.mark.parametrize("search", SEARCHES)
def test_the_foot_of_every_table_says_that_sum_and_leads_to_the_same_citations(search: str) -> None:
    for chart in charted(sample(), search).values():
        cell = next(one for one in chart.table.foot if one.href)
        assert int(cell.text.replace(",", "")) == counted(sample(), search).citations
        assert len(shown_by(cell.href)) == int(cell.text.replace(",", ""))


def shown_by(href: str) -> np.ndarray:
    """The citations that the explorer shows at an address."""
    path, _, query = href.partition("?")
    assert path == "/"
    return select(sample(), View.from_search(query)).citations


@pytest.mark.parametrize("name", ["verdicts", "events", "themes", "publishers"])
@pytest.mark.parametrize("search", ["", "relation=echo", "theme=invasion&verdict=supported&verdict=imprecise"])
def test_every_number_leads_to_exactly_that_many_citations(name: str, search: str) -> None:
    for row in charted(sample(), search)[name].table.rows:
        for cell in row[1:]:
            if cell.href:
                assert len(shown_by(cell.href)) == int(cell.text.replace(",", "")), (row[0].text, cell)


def test_the_counts_beside_filters_are_those_that_choosing_them_shows() -> None:
    view = narrowed(View.from_search("relation=echo"))
    for facet in facets(sample(), view)["theme"]:
        assert counted(sample(), f"relation=echo&theme={facet.value}").citations == facet.count


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Small catalogues of any age, with and without themes, publishers and present events."""
    years = st.integers(-3000, 1989)
    theme = st.sampled_from(["", "siege", "siege;famine", "war;famine;siege"])
    pasts = [
        history(f"h{at}", dates.parse(_year(draw(years))).text, themes=draw(theme))
        for at in range(draw(st.integers(1, 5)))
    ]
    press = st.sampled_from(["", "The Daily", "Gazette"])
    reports = [
        report(f"r{at}", _year(draw(st.integers(1990, 2026))), publisher=draw(press), themes=draw(theme))
        for at in range(draw(st.integers(1, 5)))
    ]
    pairs = st.tuples(st.sampled_from(reports), st.sampled_from(pasts))
    links = draw(st.lists(pairs, max_size=14, unique_by=lambda pair: (pair[0]["id"], pair[1]["id"])))
    return catalogue_of(
        [*pasts, *reports, today("now", "2022-02-24")],
        [
            citation(one["id"], other["id"], draw(st.sampled_from(["", "now"])),
                     verdict=draw(st.sampled_from(VERDICTS)), relation=draw(st.sampled_from(RELATIONS)))
            for one, other in links
        ],
    )  # fmt: skip


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


@settings(max_examples=25)
@given(catalogues(), st.sampled_from(["", "theme=siege", "verdict=supported", "publisher=Gazette", "q=h1", "only=h0"]))
def test_every_chart_sums_to_the_citations_in_view_of_any_catalogue(catalogue: Catalogue, search: str) -> None:
    selection = select(catalogue, narrowed(View.from_search(search)))
    counts = count(catalogue, selection)
    assert set(sums(counts).values()) == {len(selection.citations)}
    held = catalogue.citations.iloc[selection.citations]
    assert dict(zip(LEGEND_ORDER, counts.verdicts, strict=True)) == {
        verdict: int((held["verdict"] == verdict).sum()) for verdict in LEGEND_ORDER
    }
    titles = {int(row): int(number) for row, number in held["cites_row"].value_counts().items()}
    assert {one.row: one.count for one in counts.invoked} == titles
    for chart in charts(catalogue, narrowed(selection.view), counts).values():
        assert chart.title
        assert to_csv(chart.table)


def test_reach_counts_from_the_first_day_of_the_event_to_the_report() -> None:
    catalogue = catalogue_of(
        [history("long", "1939-09-01/1945-09-02"), report("before", "1989-08-31"), report("on", "1989-09-01")],
        [citation("before", "long"), citation("on", "long")],
    )
    held = {memory_words.reach_label(one): one.count for one in counted(catalogue).reach if one.count}
    assert held == {"20–50": 1, "50–100": 1}


def test_an_event_later_in_the_year_of_its_report_has_a_class_of_its_own() -> None:
    catalogue = catalogue_of([history("later", "2023-06"), report("r", "2023")], [citation("r", "later")])
    held = {memory_words.reach_label(one): one.count for one in counted(catalogue).reach if one.count}
    assert held == {"event is later": 1}


def test_the_grid_gives_recent_years_a_column_each_and_the_older_ones_one_together() -> None:
    grid = counted(sample()).grid
    assert [one.words for one in grid.reports][:3] == ["2001–2013", "2014", "2015"]
    assert grid.reports[-1].words == "2026"
    years = dates.civil(int(index_of(sample()).first[index_of(sample()).report].min()))[0]
    assert grid.reports[0].first == years


@pytest.mark.parametrize(("first", "last"), [(1700, 2020), (1950, 2026), (2020, 2026), (-40, 2020)])
def test_reports_of_any_span_fit_into_the_columns(first: int, last: int) -> None:
    years = [first + (last - first) * at // 20 for at in range(21)]
    rows = [report(f"r{at}", _year(year)) for at, year in enumerate(years)]
    catalogue = catalogue_of([history("h", "-3000"), *rows], [citation(row["id"], "h") for row in rows])
    grid = counted(catalogue).grid
    assert len(grid.reports) <= 14
    assert grid.counts.sum() == 21
    spans = [(one.first, one.last) for one in grid.reports]
    assert all(one[1] + 1 == other[0] for one, other in zip(spans, spans[1:], strict=False))


def test_publishers_stand_by_name_and_never_with_verdicts() -> None:
    chart = charted(sample())["publishers"]
    names = [row[0].text for row in chart.table.rows]
    assert names == sorted(names, key=str.casefold)
    assert chart.table.heads == ("Publisher, by name", "Citations")
    assert not any(verdict in bar.said for bar in chart.bars for verdict in LEGEND_ORDER)


def test_headings_state_what_the_counts_bear_out() -> None:
    held = charted(sample())
    assert {name: chart.title for name, chart in held.items() if name in ("verdicts", "events")} == {
        "verdicts": "About half of the claims match the record",
        "events": "Ten of 90 events carry 27% of the citations",
    }
    assert held["years"].title == "Most citations meet where reports of 2023 reach for 1939–1945: 22"


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ({}, "No claim has been compared with the record yet"),
        ({"unchecked": 3}, "No claim has been compared with the record yet"),
        ({"supported": 1}, "The one claim matches the record"),
        ({"supported": 3}, "All 3 claims match the record"),
        ({"supported": 3, "unchecked": 1}, "All 3 checked claims match the record"),
        ({"disputed": 2}, "None of 2 claims matches the record in full"),
        ({"supported": 2, "imprecise": 3}, "Four in ten claims match the record"),
        ({"supported": 99, "imprecise": 1}, "Nearly all of the claims match the record"),
        ({"supported": 1, "imprecise": 99}, "Hardly any of the claims match the record"),
    ],
)
def test_the_share_of_claims_that_match_is_said_of_those_that_were_checked(
    verdicts: dict[str, int], words: str
) -> None:
    numbers = tuple(verdicts.get(name, 0) for name in LEGEND_ORDER)
    empty = counted(catalogue_of([history("h"), report("r")]))
    counts = Counts(sum(numbers), 1, numbers, (), (), 1, empty.grid, (), ())
    assert memory_words.verdicts(counts) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 5, "0%"), (5, 5, "100%"), (1, 900, "1%"), (899, 900, "99%"), (1, 3, "33%"), (0, 0, "0%")],
)
def test_a_share_that_is_neither_none_nor_all_never_reads_as_such(part: int, whole: int, words: str) -> None:
    assert share_words(part, whole) == words


def page(catalogue: Catalogue, address: str) -> tuple[int, str]:
    app = Flask("test")
    app.register_blueprint(blueprint(lambda: catalogue))
    answer = app.test_client().get(address)
    return answer.status_code, answer.get_data(as_text=True)


def test_the_page_says_that_it_counts_a_catalogue_and_not_the_press() -> None:
    status, text = page(sample(), "/memory")
    assert status == 200
    assert "These figures count a catalogue, not the press." in text
    assert "English-language outlets prevail" in text
    _, other = page(catalogue_of([history("h"), report("r")], [citation("r", "h")]), "/memory")
    assert "English-language outlets prevail" not in other


def test_every_chart_has_a_table_twin_and_the_same_as_csv() -> None:
    _, text = page(sample(), "/memory")
    for name in NAMES:
        assert f'id="m-{name}"' in text
        status, table = page(sample(), f"/memory/{name}.csv?theme=siege")
        assert status == 200
        rows = list(csv.reader(io.StringIO(table)))
        assert rows[-1][0] == "All"
        assert str(counted(sample(), "theme=siege").citations) in rows[-1]
    assert page(sample(), "/memory/nothing.csv")[0] == 404


def test_filters_in_force_can_be_dropped_and_everything_links_on_with_them() -> None:
    _, text = page(sample(), "/memory?theme=siege&verdict=supported&look=dark")
    assert 'href="/memory?verdict=supported&amp;look=dark"' in text
    assert 'href="/memory?look=dark">Clear all' in text
    assert 'href="/?story=everything&amp;theme=siege&amp;verdict=supported&amp;look=dark">Explore these' in text
    assert 'href="/data/?story=everything&amp;theme=siege&amp;verdict=supported"' in text
    assert '<meta name="robots" content="noindex">' in text


def test_the_switch_of_looks_keeps_the_filters() -> None:
    _, text = page(sample(), "/memory?theme=siege&theme=famine&look=dark")
    assert 'href="/memory?theme=siege&amp;theme=famine&amp;look=light"' in text


def test_a_story_narrows_the_page_like_any_other_filter() -> None:
    catalogue = catalogue_of(
        [history("one"), history("two"), report("r")],
        [citation("r", "one"), citation("r", "two")],
        [step("tale", 1, "r>one")],
    )
    assert counted(catalogue).citations == 2
    assert counted(catalogue, "story=tale").citations == 1
    assert here(narrowed(View(story="tale"))) == "/memory?story=tale"
    assert here(narrowed(View())) == "/memory"


def test_nothing_in_view_is_said_with_a_way_back() -> None:
    status, text = page(sample(), "/memory?q=zzzznothing")
    assert status == 200
    assert "Nothing meets all of these together" in text
    assert 'href="/memory">clear all' in text
    assert page(catalogue_of([history("h")]), "/memory")[0] == 200


def test_an_unknown_choice_is_said_and_the_rest_is_shown() -> None:
    status, text = page(sample(), "/memory?verdict=true&theme=siege&utm_source=x")
    assert status == 200
    assert "“verdict=true” is not known" in text


def test_hostile_cells_stay_text() -> None:
    evil = "<img src=x onerror=alert(1)>\"'&"
    catalogue = catalogue_of(
        [history("h", title=evil, place="<b>x</b>"), report("r", publisher="=cmd|" + evil)], [citation("r", "h")]
    )
    _, text = page(catalogue, f"/memory?q={evil.replace('&', '%26').replace(' ', '+')}")
    assert "<img src=x" not in text
    _, text = page(catalogue, "/memory")
    assert "<img src=x" not in text
    assert "<b>x</b>" not in text
    assert evil in unescape(text)
    assert "\r\n\"'=cmd|" in page(catalogue, "/memory/publishers.csv")[1]


def test_a_table_longer_than_the_page_wants_goes_on_in_its_csv() -> None:
    many = MOST_ROWS + 7
    events = [history(f"h{at}") for at in range(many)]
    catalogue = catalogue_of([*events, report("r")], [citation("r", one["id"]) for one in events])
    _, text = page(catalogue, "/memory")
    assert "7 more rows in the" in text
    assert len(page(catalogue, "/memory/events.csv")[1].splitlines()) == many + 2


def test_no_outlet_is_ranked_anywhere_on_the_page() -> None:
    text = page(sample(), "/memory")[1]
    filters = re.search(r"<h2 class=\"eyebrow\">Publisher</h2>.*?</section>", text, re.DOTALL)
    assert filters
    names = [unescape(name) for name in re.findall(r'<span dir="auto">(.*?)</span>', filters.group())]
    assert names == sorted(names, key=str.casefold)
    assert Counter(names).most_common(1)[0][1] == 1
