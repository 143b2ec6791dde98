"""The slides as a document: what is said, escaped, kept of the view, and drawn beneath."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest

from tests import builders as b
from tests.serving import Served
from timeline import palette, reading
from timeline.catalogue import Catalogue
from timeline.documents import present, present_flat, subjects
from timeline.documents.lesson import lesson
from timeline.documents.present_strip import strip
from timeline.view import View

SEED = "order-227-and-wagner"
HOSTILE = "<script>alert(1)</script>\"'&"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return reading.read(Path(__file__).parents[1] / "data", today=b.TODAY)


def page(catalogue: Catalogue, id: str, view: View | None = None, address: str = "") -> str:
    subject = subjects.find(catalogue, id, view)
    assert subject is not None
    return present.page(catalogue, subject, today=b.TODAY, address=address)


def words(text: str) -> str:
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    return " ".join(" ".join(tree.find("body").itertext()).split())


def test_the_whole_lesson_is_in_the_page_before_any_script_runs(catalogue: Catalogue) -> None:
    said = words(page(catalogue, SEED))
    for step in catalogue.stories[catalogue.stories["story"] == SEED].to_dict("records"):
        for name in ("heading", "question", "notes"):
            assert str(step[name]) in said
    for verdict in ("Supported", "Imprecise", "Disputed", "Contradicted"):
        assert verdict in said


def test_the_page_is_well_formed_and_no_id_stands_twice(catalogue: Catalogue) -> None:
    text = page(catalogue, SEED, address="https://echoline.example/present/x")
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    # use elements inside svg are read as foreign elements; nothing else may be wrong
    assert [error for _, error, _ in parser.errors] == []
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert sorted(ids) == sorted(set(ids))


def test_text_of_a_stranger_stays_text() -> None:
    events = [
        b.history("past", title=HOSTILE),
        b.history("third", "1900", title=HOSTILE),
        b.today("now", title=HOSTILE),
        b.report("post", title=HOSTILE, publisher=HOSTILE),
    ]
    texts = dict.fromkeys(("phrase", "claim", "record", "record_source", "similar", "differs"), HOSTILE)
    told = dict.fromkeys(("story_title", "heading", "text", "question", "notes"), HOSTILE)
    cited = [b.citation("post", "past", "now", **texts)]
    hostile = b.catalogue_of(events, cited, [b.step("tale", 1, "post>past", **told)])
    for id in ("tale", "post", "past"):
        text = page(hostile, id)
        assert "<script>alert" not in text
        assert HOSTILE in words(text)


def test_the_view_goes_along_to_the_handout_and_the_file(catalogue: Catalogue) -> None:
    text = page(catalogue, SEED, View(verdict=("imprecise",), look="dark"))
    assert 'data-theme="dark"' in text
    assert f'href="/handout/{SEED}?verdict=imprecise&amp;look=dark"' in text
    assert f'href="/offline/{SEED}.html?verdict=imprecise&amp;look=dark"' in text
    assert "Contradicted</span></p>" not in text


def test_a_view_that_shows_nothing_says_so(catalogue: Catalogue) -> None:
    text = page(catalogue, "view", View(q="zzzzqqqq"))
    assert "Nothing in this view can be presented" in text


def test_what_is_selected_opens_first(catalogue: Catalogue) -> None:
    text = page(catalogue, SEED, View(event="penal-battalions", report="report-express-medvedev-order-227"))
    assert 'data-start="7"' in text


def test_the_last_slide_carries_the_address_and_its_code(catalogue: Catalogue) -> None:
    text = page(catalogue, SEED, address=f"https://echoline.example/present/{SEED}")
    assert 'class="qr"' in text
    assert f"echoline.example/present/{SEED}" in words(text).replace("/ ", "/")
    assert 'class="qr"' not in page(catalogue, SEED)


def test_each_step_lights_its_own_link_and_no_other(catalogue: Catalogue) -> None:
    subject = subjects.find(catalogue, SEED)
    assert subject is not None
    strips = strip(present.picture(catalogue, subject, present_flat.WIDTH, b.TODAY))
    for step in lesson(catalogue, subject).steps:
        drawn = strips.lit(step.ref, step.card, step.number)
        ElementTree.fromstring(drawn)
        if step.card:
            before, known = drawn.split('<g class="st-known">')
            assert step.card.apart in before
            assert step.card.apart in known
            # the verdict of a claim is not to be seen before its record
            assert f"-{step.card.verdict}" not in before.partition('<g class="st-open">')[2]
            assert f"-{step.card.verdict}" in known
            # nor the date of the past event, which may be what the claim has wrong
            title = "".join(re.findall(r">[^<>]*<", before.partition('<g class="st-open">')[2]))
            assert f">{step.card.history.short}<" not in title


def test_no_word_of_a_strip_is_smaller_than_a_projector_needs_nor_outside_of_it(catalogue: Catalogue) -> None:
    for story in dict.fromkeys(catalogue.stories["story"]):
        subject = subjects.find(catalogue, story)
        assert subject is not None
        pressed = strip(present.picture(catalogue, subject, present_flat.WIDTH, b.TODAY)).scene
        labels = [tick.label for tick in pressed.ticks if tick.label] + [gap.label for gap in pressed.breaks]
        assert all(label.size >= 12 for label in labels)
        assert all(mark.box.y0 >= 0 and mark.box.y1 <= present_flat.HEIGHT for mark in pressed.marks)
        assert pressed.height == present_flat.HEIGHT


def test_a_gap_in_the_calendar_says_its_unit_in_full_where_its_neighbours_leave_room(catalogue: Catalogue) -> None:
    subject = subjects.find(catalogue, "munich-1938-invoked")
    assert subject is not None
    pressed = strip(present.picture(catalogue, subject, present_flat.WIDTH, b.TODAY)).scene
    said = [gap.label.text for gap in pressed.breaks if gap.label.text]
    assert {"7 months", "7 years", "2 years"} <= set(said)
    long_ago = subjects.find(catalogue, "annexation")
    assert long_ago is not None
    crowded = strip(present.picture(catalogue, long_ago, present_flat.WIDTH, b.TODAY)).scene
    assert "2,333 y" in [gap.label.text for gap in crowded.breaks], "no room beside the name of the band"
    for side in ("then", "now"):
        labels = [tick.label for tick in pressed.ticks if tick.label and tick.side == side]
        labels += [gap.label for gap in pressed.breaks if gap.side == side and gap.label.text]
        spans = sorted(present_flat.reach(label) for label in labels)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_a_lesson_without_a_source_still_ends_with_its_address() -> None:
    lone = b.catalogue_of([b.history("lone", summary="It happened.", source="", url="")])
    text = page(lone, "lone", address="https://echoline.example/present/lone")
    assert "No source is named." in words(text)
    assert 'class="qr"' in text


def test_a_long_title_is_cut_at_a_word_in_the_head_and_whole_on_the_first_slide() -> None:
    title = "A headline of many words " * 4 + "ends"
    text = page(b.catalogue_of([b.report("post", title=title)]), "post")
    shown = re.findall(r'class="about-title">([^<]*)<', text)[0]
    assert shown.endswith("…")
    assert shown[:-1].rstrip() in title
    assert f"<h1>{title}</h1>" in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_of_a_slide_stands_at_seven_to_one(theme: palette.Theme) -> None:
    colours = palette.THEMES[theme]
    grounds = ("paper", "surface", "then-band", "now-band", "then-bar", "now-bar", "select")
    for ink, on in [("ink", grounds), ("ink-2", ("paper", "surface", "then-band", "now-band")),
                    ("then-ink", ("then-band",)), ("now-ink", ("now-band",))]:  # fmt: skip
        for ground in on:
            assert palette.contrast(colours[ink], colours[ground]) >= 7, f"{ink} on {ground}"


def test_an_unknown_lesson_is_not_found_and_a_known_one_keeps_its_headers(server: Served) -> None:
    assert server.get("/present/nothing-of-the-kind")[0] == 404
    status, headers, _ = server.get(f"/present/{SEED}")
    assert status == 200
    assert "unsafe-inline" not in headers["content-security-policy"].partition("script-src")[2].partition(";")[0]
