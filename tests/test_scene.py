"""A Scene is numbers: what stands where, that nothing covers anything else, and what links what."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import TODAY, catalogue_of, citation, history, report, today
from tests.scene_strategies import catalogues, frame, outside, overlaps
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.dates import day_number
from timeline.resources import sample_data_dir
from timeline.scene import Frame, Scene, arrange
from timeline.scene.scene import Mark
from timeline.view import EVERYTHING, View

WIDTHS = [(320, "tall"), (390, "tall"), (640, "wide"), (1040, "wide"), (1440, "wide")]
ANY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def bundled() -> Catalogue:
    return reading.read(sample_data_dir())


def scene_of(catalogue: Catalogue, search: str = "?story=everything", width: int = 1040, layout: str = "wide") -> Scene:
    return arrange(catalogue, View.from_search(search), frame(width, layout))


def mark(scene: Scene, key: str) -> Mark:
    return next(m for m in scene.marks if m.key == key)


@pytest.mark.parametrize(("width", "layout"), WIDTHS)
@ANY
@given(catalogue=catalogues())
def test_no_words_cover_words_marks_or_stems(catalogue: Catalogue, width: int, layout: str) -> None:
    scene = scene_of(catalogue, width=width, layout=layout)
    assert overlaps(scene) == []
    assert outside(scene) == []


@pytest.mark.parametrize("scale", ["in-step", "across-time"])
@pytest.mark.parametrize(("width", "layout"), WIDTHS)
@ANY
@given(catalogue=catalogues(most=12))
def test_nor_do_they_on_the_other_scales(catalogue: Catalogue, width: int, layout: str, scale: str) -> None:
    scene = scene_of(catalogue, f"?story=everything&scale={scale}", width, layout)
    assert outside(scene) == []
    assert [one for one in overlaps(scene) if "labels of" in one] == []


@pytest.mark.parametrize(("width", "layout"), WIDTHS)
@pytest.mark.parametrize("scale", ["side-by-side", "in-step", "across-time"])
def test_no_story_of_the_bundled_data_has_overlaps(bundled: Catalogue, width: int, layout: str, scale: str) -> None:
    for story in dict.fromkeys(bundled.stories["story"]):
        scene = scene_of(bundled, f"?story={story}&scale={scale}", width, layout)
        assert [o for o in overlaps(scene) if scale != "across-time" or "labels of" in o] == [], story
        assert outside(scene) == [], story


@ANY
@given(catalogue=catalogues())
def test_every_event_in_view_is_a_mark_or_in_a_cluster(catalogue: Catalogue) -> None:
    scene = scene_of(catalogue)
    shown = [key for m in scene.marks for key in (m.members if m.shape == "cluster" else (m.key,))]
    assert sorted(shown) == sorted(catalogue.events["id"])


@ANY
@given(catalogue=catalogues())
def test_every_citation_is_counted_in_a_thread(catalogue: Catalogue) -> None:
    scene = scene_of(catalogue)
    assert sum(t.count for t in scene.threads) == len(catalogue.citations)
    assert sum(count for _, count in scene.verdicts) == len(catalogue.citations)


@ANY
@given(catalogue=catalogues())
def test_threads_begin_and_end_on_the_rails_where_a_node_or_cluster_stands(catalogue: Catalogue) -> None:
    scene = scene_of(catalogue)
    then, now = scene.bands
    spots = [(n.x, n.y) for n in scene.nodes] + [(m.x, m.y) for m in scene.marks if m.shape in ("cluster", "dot")]
    for thread in scene.threads:
        (x0, y0), (x1, y1) = thread.curve[0], thread.curve[3]
        assert y0 == then.rail
        assert y1 == now.rail or thread.stub
        assert any(abs(x - x0) < 21 and y == y0 for x, y in spots)
        assert thread.stub or any(abs(x - x1) < 21 and y == y1 for x, y in spots)
        assert len(thread.points) == 49


def test_the_same_view_always_gives_the_same_scene(bundled: Catalogue) -> None:
    assert scene_of(bundled) == scene_of(reading.read(sample_data_dir()))


def test_the_bundled_page_opens_on_order_227_and_wagner(bundled: Catalogue) -> None:
    scene = scene_of(bundled, "")
    keys = {m.key for m in scene.marks}
    assert {"order-227", "report-express-medvedev-order-227", "wagner-prison-recruitment"} <= keys


def test_a_selected_report_lights_all_its_citations(bundled: Catalogue) -> None:
    scene = scene_of(bundled, "?report=report-express-medvedev-order-227")
    lit = [t for t in scene.threads if t.state == "lit"]
    assert len(lit) == 8
    assert {t.report for t in lit} == {"report-express-medvedev-order-227"}
    assert all(t.state == "receded" for t in scene.threads if t not in lit)


def test_a_selected_citation_carries_its_distance(bundled: Catalogue) -> None:
    scene = scene_of(bundled, "?report=report-express-medvedev-order-227&event=order-227")
    assert [(t.text.text, t.verdict) for t in scene.tags] == [("80 years apart", "imprecise")]
    assert mark(scene, "order-227").state == "selected"


def test_a_citation_without_a_present_event_is_a_stub() -> None:
    catalogue = catalogue_of([history("h"), report("r")], [citation("r", "h")])
    (thread,) = scene_of(catalogue).threads
    assert thread.stub
    assert thread.key == "r>h"


def test_seven_reports_on_one_pair_become_a_ribbon_split_by_verdict() -> None:
    rows = [history("h"), today("t"), *(report(f"r{k}") for k in range(7))]
    links = [citation(f"r{k}", "h", "t", verdict="supported" if k < 5 else "disputed") for k in range(7)]
    scene = scene_of(catalogue_of(rows, links))
    (thread,) = scene.threads
    assert (thread.count, thread.parts) == (7, (("disputed", 2), ("supported", 5)))
    assert [t.text.text for t in scene.tags] == ["7 reports"]


def test_several_claims_of_one_report_on_a_pair_draw_one_thread_in_the_gravest_verdict() -> None:
    links = [
        citation("r", "h", "t", verdict="supported", phrase="a"),
        citation("r", "h", "t", verdict="contradicted", phrase="b"),
    ]
    (thread,) = scene_of(catalogue_of([history("h"), today("t"), report("r")], links)).threads
    assert thread.verdict == "contradicted"


def test_an_open_end_is_an_arrow_an_unknown_end_fades_and_about_is_soft() -> None:
    catalogue = catalogue_of(
        [
            today("open", "2022-02-24/.."),
            today("unknown", "2021-01-01/"),
            today("soft", "2020-01-01/2023~"),
            today("known", "2020-06-01/2024-06-01"),
        ]
    )
    scene = scene_of(catalogue)
    assert {key: mark(scene, key).ends for key in ("open", "unknown", "soft", "known")} == {
        "open": "arrow",
        "unknown": "fade",
        "soft": "soft",
        "known": "edge",
    }


def test_a_month_is_hatched_where_the_day_is_not_known() -> None:
    catalogue = catalogue_of([today("a", "2022-07/2023-02-09"), today("b", "2022-01-01/2023-06-01")])
    a = mark(scene_of(catalogue), "a")
    assert len(a.hatch) == 1
    assert a.hatch[0][0] == pytest.approx(a.box.x0)
    assert mark(scene_of(catalogue), "b").hatch == ()


def test_what_leaves_the_window_ends_in_an_arrow() -> None:
    catalogue = catalogue_of([history("long", "1930/1950"), history("short", "1942-05-01/1942-08-01")])
    scene = scene_of(catalogue, "?then=1941/1943&story=everything")
    assert (mark(scene, "long").begins, mark(scene, "long").ends) == ("arrow", "arrow")


def test_what_lies_outside_the_window_is_not_drawn_and_its_links_are_counted() -> None:
    catalogue = catalogue_of(
        [history("in", "1942"), history("out", "1962"), today("t"), report("r")],
        [citation("r", "in", "t"), citation("r", "out", "t")],
    )
    scene = scene_of(catalogue, "?then=1941/1943&story=everything")
    assert "out" not in {m.key for m in scene.marks}
    assert scene.left_out == ("One citation is not drawn: an end lies outside the windows.",)
    assert " ".join(text.text for text in scene.texts if text.role == "gutter") == "81 years apart"


def test_long_empty_time_is_cut_drawn_and_told() -> None:
    catalogue = catalogue_of([history("a", "-0430/-0403"), history("b", "1914/1918")])
    scene = scene_of(catalogue)
    cuts = [b for b in scene.breaks if b.label.text]
    assert len(cuts) == 1
    assert cuts[0].label.text.endswith(" y")
    assert "without an event are cut out here" in cuts[0].word


def test_the_line_of_today_stands_where_the_window_reaches_it() -> None:
    catalogue = catalogue_of([today("t", "2022-02-24")])
    assert [line.role for line in scene_of(catalogue, "?now=2020/2030").lines] == ["today"]
    assert scene_of(catalogue, "?now=2020/2023").lines == ()


def test_in_step_aligns_the_first_days_of_the_pair_and_keeps_days_equal() -> None:
    catalogue = catalogue_of(
        [
            history("h", "1942-08-23/1943-02-02"),
            history("h2", "1942-09-22"),
            today("t", "2022-08-01/2023-05-20"),
            today("t2", "2022-08-31"),
            report("r"),
        ],
        [citation("r", "h", "t")],
    )
    scene = scene_of(catalogue, "?scale=in-step&story=everything")
    assert scene.pair == "h~t"
    assert mark(scene, "h").x == pytest.approx(mark(scene, "t").x)
    assert mark(scene, "h2").x == pytest.approx(mark(scene, "t2").x)  # 30 days after day 0 in both
    assert mark(scene, "h2").date == "day 30"
    assert scene.headline == "In step: T lasted 293 days, H 164"


def test_in_step_lays_the_present_so_many_days_later_as_the_pair_says() -> None:
    catalogue = catalogue_of(
        [history("h", "1942-08-23/1943-02-02"), today("t", "2022-08-01/2023-05-20"), report("r")],
        [citation("r", "h", "t")],
    )
    straight, shifted = (
        scene_of(catalogue, f"?scale=in-step&story=everything&pair=h~t{shift}") for shift in ("", "~7")
    )
    day = (straight.bands[0].pieces[0].at1 - straight.bands[0].pieces[0].at0) / (
        straight.bands[0].pieces[0].day1 - straight.bands[0].pieces[0].day0
    )
    assert mark(shifted, "h").x == mark(straight, "h").x
    assert mark(shifted, "t").x == pytest.approx(mark(straight, "t").x + 7 * day, abs=0.2)
    assert mark(shifted, "t").date == "day 7 to 299"
    assert "The present is laid 7 days later than its own day 0." in shifted.left_out
    assert shifted.pair == "h~t"


def test_in_step_counts_exact_days_across_1582_and_before_our_era() -> None:
    catalogue = catalogue_of(
        [
            history("calendar", "1582-10-04"),
            history("after", "1582-10-15"),
            history("ides", "-0043-03-15"),
            today("t", "2022-02-24"),
            report("r"),
        ],
        [citation("r", "calendar", "t"), citation("r", "ides", "t")],
    )
    assert mark(scene_of(catalogue, "?scale=in-step&pair=calendar~t&story=everything"), "after").date == "day 11"
    scene = scene_of(catalogue, "?scale=in-step&pair=ides~t&story=everything")
    assert mark(scene, "ides").date == "day 0"
    assert any("outside days" in note for note in scene.left_out)


def test_in_step_names_what_has_no_first_day_to_count_from() -> None:
    catalogue = catalogue_of(
        [history("h", "1942-08-23"), history("lost", "/1943"), today("t"), report("r")], [citation("r", "h", "t")]
    )
    scene = scene_of(catalogue, "?scale=in-step&story=everything")
    assert "One event without a known first day cannot be counted from day 0: Lost." in scene.left_out


def test_in_step_without_a_pair_falls_back_to_side_by_side() -> None:
    assert scene_of(catalogue_of([history("h")]), "?scale=in-step").scale == "side-by-side"


def test_arcs_that_share_an_end_stand_side_by_side_on_it_and_do_not_cross() -> None:
    catalogue = catalogue_of(
        [*(history(id, year) for id, year in (("old", "1812"), ("newer", "1914"), ("newest", "1942"))),
         report("r"), report("r2", "2015")],
        [citation("r", "old"), citation("r", "newer"), citation("r", "newest"), citation("r2", "newest")],
    )  # fmt: skip
    scene = scene_of(catalogue, "?scale=across-time&story=everything")
    ends = {(t.history, t.report): (t.curve[0][0], t.curve[3][0]) for t in scene.threads}
    assert ends["old", "r"][1] > ends["newer", "r"][1] > ends["newest", "r"][1]
    assert ends["newest", "r"][0] < ends["newest", "r2"][0]
    tops = sorted(t.curve[1][1] for t in scene.threads)
    assert all(lower - upper >= 5 for upper, lower in pairwise(tops))
    at = next(m for m in scene.marks if m.key == "r").x
    assert all(abs(ends[past, "r"][1] - at) <= 5 for past in ("old", "newer", "newest"))


def test_across_time_reaches_from_antiquity_to_today_and_says_how_old_the_data_is() -> None:
    catalogue = catalogue_of(
        [history("athens", "-0429"), history("h", "1942"), report("r", "2023-02-01")],
        [citation("r", "athens"), citation("r", "h")],
    )
    scene = scene_of(catalogue, "?scale=across-time&story=everything")
    athens, h, r = (mark(scene, key) for key in ("athens", "h", "r"))
    assert athens.x < h.x < r.x
    assert (athens.date, h.date) == ("430 BCE", "1942")
    assert all(t.curve[0][1] == t.curve[3][1] == athens.y for t in scene.threads)
    assert scene.left_out == ("Today is 1 June 2026; the newest row of the data is dated 1 February 2023.",)


def test_a_tall_frame_runs_time_down_the_page(bundled: Catalogue) -> None:
    for scale in ("side-by-side", "in-step", "across-time"):
        scene = scene_of(bundled, f"?scale={scale}", 390, "tall")
        assert scene.layout == "tall"
        assert scene.height > scene.width
        band = scene.bands[0]
        assert band.pieces[0].at1 > band.pieces[0].at0


def test_an_empty_selection_still_has_its_bands_and_says_so(bundled: Catalogue) -> None:
    scene = scene_of(bundled, "?q=zzzzzzzzzzz")
    assert scene.marks == ()
    assert len(scene.bands) == 2
    assert scene.empty == "Nothing in the catalogue meets these filters."
    assert scene.headline == "Nothing in this selection"


@pytest.mark.parametrize("scale", ["side-by-side", "in-step", "across-time"])
@pytest.mark.parametrize("layout", ["wide", "tall"])
def test_an_empty_catalogue_and_one_event_are_drawn(scale: str, layout: str) -> None:
    for rows in ([history("only")], [report("only")], [today("only")]):
        scene = arrange(
            catalogue_of(rows), View(scale=scale), Frame(390, "tall" if layout == "tall" else "wide", TODAY)
        )
        assert len(scene.marks) == (
            0 if (rows[0]["kind"], scene.scale) in _NOT_DRAWN or _hides(rows[0], layout, scene) else 1
        )


_NOT_DRAWN = {("today", "across-time")}


def _hides(row: dict[str, str], layout: str, scene: Scene) -> bool:
    # On a phone reports stand in the list below the chart, not in the two bands.
    return row["kind"] == "report" and layout == "tall" and scene.scale != "across-time"


@pytest.mark.parametrize(("layout", "width"), [("wide", 1040), ("tall", 390)])
def test_a_band_with_nothing_in_it_says_so_and_makes_up_no_dates(layout: str, width: int) -> None:
    past = arrange(catalogue_of([history("only")]), View(), frame(width, layout))
    assert [(text.text, text.role) for text in past.texts] == [("No present events here", "note")]
    assert {tick.side for tick in past.ticks} == {"then"}
    present = arrange(catalogue_of([today("only")]), View(), frame(width, layout))
    assert [text.text for text in present.texts] == ["No past events here"]
    assert {tick.side for tick in present.ticks} == {"now"}


@pytest.mark.parametrize(("layout", "width"), [("wide", 1040), ("wide", 640), ("tall", 390)])
def test_an_empty_catalogue_speaks_of_no_filters(layout: str, width: int) -> None:
    scene = arrange(catalogue_of([]), View(), frame(width, layout))
    assert scene.empty == "The catalogue holds no events yet."
    assert (scene.ticks, scene.texts) == ((), ())


def test_a_report_that_cites_nothing_is_told_where_reports_are_drawn_by_their_links_alone() -> None:
    rows = [history("past"), today("present"), report("silent"), report("speaks")]
    catalogue = catalogue_of(rows, [citation("speaks", "past", "present")])
    told = ("One report is not drawn: it cites nothing in this selection.",)
    assert scene_of(catalogue, width=390, layout="tall").left_out == told
    assert scene_of(catalogue, width=1040).left_out == ()


def test_headlines_count_in_words_and_name_the_years(bundled: Catalogue) -> None:
    assert scene_of(bundled, "").headline.endswith("reports reach back to 1941–45")
    assert "431 BCE" in scene_of(bundled).headline


def test_a_cluster_of_one_day_says_the_day_once() -> None:
    rows = [history(f"h{n}", "1941-12-07", title=f"Event {n}") for n in range(60)]
    catalogue = catalogue_of([*rows, today("now", "2022-02-24"), report("r")], [citation("r", "h0", "now")])
    words = [m.word for m in scene_of(catalogue).marks if m.shape == "cluster" and m.side == "then"]
    assert words
    assert all("events, 7 Dec 1941: " in word or word.startswith("1 event, 7 Dec 1941: ") for word in words), words


def test_a_cluster_opens_a_window_that_holds_its_members() -> None:
    rows = [history(f"h{k}", f"1942-07-{1 + k % 28:02d}") for k in range(60)] + [history("far", "1900")]
    scene = scene_of(catalogue_of(rows))
    clusters = [m for m in scene.marks if m.shape == "cluster"]
    assert clusters
    opened = View.from_search(f"?then={clusters[0].window}&story=everything")
    assert opened.notes == ()
    inside = arrange(catalogue_of(rows), opened, frame(1040))
    assert set(clusters[0].members) <= {k for m in inside.marks for k in (m.members or (m.key,))}


def test_the_brush_holds_both_windows_and_reads_back_as_days(bundled: Catalogue) -> None:
    brush = scene_of(bundled).brush
    assert brush is not None
    assert [w.side for w in brush.windows] == ["then", "now"]
    days = [day for _, day in brush.years]
    assert days == sorted(days)
    assert days[0] <= day_number(-430)


def test_everything_is_drawn_at_a_million_days_of_distance() -> None:
    catalogue = catalogue_of(
        [history("old", "-9999"), today("new", "2026-01-01"), report("r")], [citation("r", "old", "new")]
    )
    assert len(scene_of(catalogue, f"?story={EVERYTHING}&scale=across-time").threads) == 1


def test_the_first_words_of_each_stretch_name_a_year_even_if_the_first_tick_had_no_room() -> None:
    catalogue = catalogue_of([history("a", "1942-07-28"), history("b", "1982-06-06/1985")])
    scene = scene_of(catalogue)
    written = [t.label.text for t in scene.ticks if t.side == "then" and t.label]
    assert any("1942" in text for text in written)
    assert any("1982" in text for text in written)
    cuts = [b.label for b in scene.breaks if b.label.text]
    for tick in scene.ticks:
        if tick.label and tick.side == "then":
            left, right = tick.label.x, tick.label.x + tick.label.width
            assert all(right <= c.x - c.width / 2 or left >= c.x + c.width / 2 for c in cuts)


def test_links_too_many_to_tell_apart_are_counted_and_not_dropped_in_silence() -> None:
    rows = [history(f"h{k}", f"{1900 + k}") for k in range(80)] + [
        today(f"t{k}", f"{2000 + k // 4}") for k in range(80)
    ]
    rows += [report(f"r{k}", "2026-01-01") for k in range(1200)]
    links = [citation(f"r{k}", f"h{(7 * k) % 80}", f"t{(11 * k + k // 80) % 80}") for k in range(1200)]
    scene = scene_of(catalogue_of(rows, links))
    drawn = sum(thread.count for thread in scene.threads)
    assert drawn < 1200
    assert scene.left_out == (
        f"{1200 - drawn:,} citations are not drawn: too many places are linked; zoom in to see them.",
    )
    lines = sum(5 if thread.count > 1 else 1 for thread in scene.threads)
    assert lines <= 240
