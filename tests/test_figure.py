"""The Plotly figure: the same pixels as the SVG, only scatter traces, nothing read out of titles."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes import dot, full_scene, interval, scene, thread
from timeline import figure, svg
from timeline.palette import THEMES
from timeline.palette_shapes import hit_boxes


def parts(shown, **more):
    """The figure as the browser gets it, its traces by name."""
    told = json.loads(figure.draw(shown, **more).to_json())
    return told, {trace["name"]: trace for trace in told["data"]}


def test_the_axes_are_the_pixels_of_the_scene():
    told, _ = parts(full_scene())
    layout = told["layout"]
    assert layout["xaxis"]["range"] == [0, 640] and layout["yaxis"]["range"] == [400, 0]
    assert layout["xaxis"]["fixedrange"] and layout["yaxis"]["fixedrange"]
    assert (layout["width"], layout["height"]) == (640, 400)
    assert set(layout["margin"].values()) == {0}


def test_only_scatter_traces_are_used_so_that_the_basic_bundle_is_enough():
    told, _ = parts(full_scene())
    assert {trace["type"] for trace in told["data"]} == {"scatter"}
    assert "annotations" not in told["layout"]


def test_the_figure_is_plain_lists_without_a_template():
    told, traces = parts(full_scene())
    assert told["layout"]["template"] == {}
    assert isinstance(figure.draw(full_scene()).data[0].x, (list, tuple))
    assert "bdata" not in json.dumps(told)
    assert set(traces) == {figure.DOTS, figure.WORDS, figure.HITS}


def test_plotly_itself_accepts_every_part():
    told, _ = parts(full_scene())
    assert go.Figure(data=told["data"], layout=told["layout"]).data[0].name == figure.DOTS


def test_every_word_of_the_svg_is_in_the_figure_at_the_same_place():
    _, traces = parts(full_scene())
    words = traces[figure.WORDS]
    anchors = {"middle right": "", "middle center": " m", "middle left": " e"}
    drawn = svg.draw(full_scene(), styles=False)
    in_svg = sorted(
        (text, float(x), float(y))
        for x, y, text in re.findall(r'<text class="[^"]*" x="([^"]+)" y="([^"]+)">([^<]+)</text>', drawn)
    )
    in_figure = sorted(
        (text, x, round(y + size / 4, 1))
        for text, x, y, size in zip(words["text"], words["x"], words["y"], words["textfont"]["size"], strict=True)
    )
    assert [text for text, *_ in in_figure] == [text for text, *_ in in_svg]
    for one, other in zip(in_figure, in_svg, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=0.06)
    assert set(words["textposition"]) <= set(anchors)


def test_every_path_of_the_svg_is_a_shape_of_the_figure():
    told, _ = parts(full_scene())
    shapes = " ".join(shape["path"] for shape in told["layout"]["shapes"])
    drawn = svg.draw(full_scene(), styles=False)
    body = drawn[drawn.index("</defs>") :]
    for d in re.findall(r'<path[^>]* d="([^"]+)"', body):
        assert d in shapes, d


def test_shapes_hold_only_commands_that_plotly_reads():
    told, _ = parts(full_scene())
    for shape in told["layout"]["shapes"]:
        assert re.fullmatch(r"M[-MLCQZ0-9. ]+", shape["path"])
        assert shape["layer"] == "below"


def test_every_point_that_can_be_clicked_says_what_it_is():
    _, traces = parts(full_scene())
    hits = traces[figure.HITS]
    kinds = {kind for kind, _ in hits["customdata"]}
    assert kinds == {"event", "report", "window", "citation"}
    assert ["citation", "times>chosen"] in hits["customdata"]
    assert len(hits["x"]) == len(hits["y"]) == len(hits["customdata"]) == len(hits["hovertext"])
    assert all(trace["hoverinfo"] == "skip" for name, trace in traces.items() if name != figure.HITS)


def test_the_pointer_reaches_every_spot_of_a_mark_and_of_a_thread():
    shown = scene(marks=(interval(),), threads=(thread(),))
    told, traces = parts(shown)
    hits = list(zip(traces[figure.HITS]["x"], traces[figure.HITS]["y"], strict=True))
    reach = told["layout"]["hoverdistance"]
    (box,) = hit_boxes(shown.marks[0])
    spots = [(x, (box.y0 + box.y1) / 2) for x in range(int(box.x0), int(box.x1))] + list(shown.threads[0].points)
    for x, y in spots:
        assert min((x - a) ** 2 + (y - b) ** 2 for a, b in hits) <= reach**2


def test_a_page_that_finds_the_pointer_itself_gets_no_places_to_click():
    _, traces = parts(full_scene(), hits=False)
    assert set(traces) == {figure.DOTS, figure.WORDS}


def test_a_thread_can_be_found_by_its_key():
    told, _ = parts(full_scene())
    assert {"times>chosen", ">many", "times>stub"} <= {shape.get("name") for shape in told["layout"]["shapes"]}


def test_no_node_lies_on_the_count_of_a_cluster():
    _, traces = parts(full_scene())
    dots = traces[figure.DOTS]
    assert (600, 120) not in zip(dots["x"], dots["y"], strict=True)
    assert "9" in traces[figure.WORDS]["text"]


def test_selected_nodes_are_bigger_and_drawn_after_their_neighbours():
    _, traces = parts(full_scene())
    sizes = traces[figure.DOTS]["marker"]["size"]
    assert 13 in sizes and sizes.index(13) > sizes.index(8)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_every_theme_brings_its_colours(theme):
    told, _ = parts(full_scene(), theme=theme)
    used = {shape.get("fillcolor") for shape in told["layout"]["shapes"]}
    assert THEMES[theme]["then-band"] in used
    assert told["layout"]["paper_bgcolor"] == THEMES[theme]["paper"]
    assert parts(full_scene(), theme=theme, paper="#FFFFFF")[0]["layout"]["paper_bgcolor"] == "#FFFFFF"


def test_many_threads_of_a_verdict_are_one_shape_and_none_is_lost():
    verdicts = ("supported", "disputed", "contradicted", "unchecked", "imprecise")
    threads = tuple(thread(verdict, 9.0 * at, 9.0 * at + 40) for verdict in verdicts for at in range(30))
    told, _ = parts(scene(threads=threads))
    lines = [shape for shape in told["layout"]["shapes"] if "C" in shape["path"]]
    # two for disputed ones: a wide line and its core of paper; the halves of contradicted ones are curves of their own
    assert len(lines) == 6
    assert sum(shape["path"].count("C") for shape in lines) == 30 * (1 + 2 + 2 + 1 + 1)


def test_neighbouring_lines_of_one_look_are_one_shape():
    told, _ = parts(full_scene())
    shapes = told["layout"]["shapes"]
    looks = [(shape.get("fillcolor"), str(shape["line"]), shape.get("opacity")) for shape in shapes]
    assert all(one != other or one[0] or one[2] for one, other in pairwise(looks))


def test_a_receded_thread_is_paler_without_being_transparent():
    told, _ = parts(scene(threads=(thread(state="receded"),)))
    (line,) = [shape for shape in told["layout"]["shapes"] if shape.get("name") == "times>order-227"]
    assert line["line"]["color"] not in THEMES["light"].values() and "opacity" not in line


def test_an_empty_picture_says_what_is_missing():
    _, traces = parts(scene(empty="Nothing here"))
    assert "Nothing here" in traces[figure.WORDS]["text"]


@given(
    st.text(max_size=60)
    | st.sampled_from(["<b>x</b>", "<a href='javascript:x'>", "$x^2$", "&lt;b&gt;", "%{y}", "\ud800"])
)
def test_no_title_is_read_as_markup_or_formula(title):
    _, traces = parts(scene(marks=(dot(title=title, word=title),), threads=(thread(word=title),)))
    shown = [*traces[figure.WORDS]["text"], *traces[figure.HITS]["hovertext"]]
    for text in shown:
        assert "<" not in text and "$" not in text
        assert all(re.match(r"&#\d+;", text[at:]) for at, char in enumerate(text) if char == "&")
        text.encode("utf-8")


def test_surfaces_that_overlap_are_shapes_of_their_own_since_in_one_they_would_cancel_out():
    marks = (
        interval("a", x0=100, x1=300),
        interval("b", x0=150, x1=250),
        interval("c", x0=400, x1=500),
        interval("d", x0=200, x1=320),
    )
    told, _ = parts(scene(marks=marks))
    ground = THEMES["light"]["then-bar"]
    bodies = [shape["path"].count("Z") for shape in told["layout"]["shapes"] if shape.get("fillcolor") == ground]
    assert bodies == [2, 1, 1]  # a and c, b on a, d on both


def test_a_figure_is_lean():
    assert len(figure.draw(full_scene()).to_json()) < 45_000
