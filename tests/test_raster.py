"""PNG without a browser: the shipped fonts in all their weights, the same bytes every time."""

from __future__ import annotations

import struct

import pytest

from tests.scenes import dot, full_scene, scene
from timeline import raster, svg

SERIF = "'Source Serif 4'"
PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40">{}</svg>'


def size(png: bytes) -> tuple[int, int]:
    """Width and height from the header of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def words(**attributes: object) -> bytes:
    told = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return raster.png(PLAIN.format(f'<text x="5" y="30" font-size="24" {told}>Stalingrad</text>'))


def test_a_picture_has_its_own_size_times_the_scale():
    drawn = svg.draw(full_scene(), theme="light", standalone=True)
    assert size(raster.png(drawn)) == (640, 400)
    assert size(raster.png(drawn, scale=2)) == (1280, 800)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_the_same_picture_gives_the_same_bytes(theme):
    drawn = svg.draw(full_scene(), theme=theme, standalone=True, caption=svg.Caption("Source"))
    assert raster.png(drawn) == raster.png(drawn)


def test_themes_differ():
    shown = {raster.png(svg.draw(full_scene(), theme=theme, standalone=True)) for theme in ("light", "dark", "print")}
    assert len(shown) == 3


@pytest.mark.parametrize("family", ["IBM Plex Sans Condensed", "IBM Plex Sans", "'Source Serif 4'"])
def test_every_weight_of_every_family_is_there(family):
    assert len({words(font_family=family, font_weight=weight) for weight in (400, 500, 600)}) == 3


def test_each_family_looks_different_and_none_is_a_blank():
    blank = raster.png(PLAIN.format(""))
    shown = {words(font_family=family) for family in ("IBM Plex Sans Condensed", "IBM Plex Sans", SERIF)}
    assert len(shown) == 3 and blank not in shown


def test_the_serif_has_its_italic():
    assert words(font_family=SERIF, font_style="italic") != words(font_family=SERIF)


def test_titles_in_other_scripts_do_not_fail():
    drawn = svg.draw(scene(marks=(dot(title="斯大林格勒战役 Сталинград"),)), theme="light", standalone=True)
    assert size(raster.png(drawn)) == (640, 340)


@pytest.mark.parametrize("nonsense", ["", "no picture", "<svg"])
def test_what_is_no_picture_is_said(nonsense):
    with pytest.raises(raster.RasterError, match="resvg cannot draw this picture"):
        raster.png(nonsense)


def test_a_picture_too_large_for_the_memory_is_refused():
    huge = PLAIN.replace('width="200" height="40"', 'width="20000" height="20000"').format("")
    with pytest.raises(raster.RasterError, match="more than 64,000,000 pixels"):
        raster.png(huge)


@pytest.mark.parametrize("scale", [0, -1, 9, float("nan")])
def test_a_scale_without_sense_is_refused(scale):
    with pytest.raises(raster.RasterError, match=r"between 0\.1 and 8"):
        raster.png(PLAIN.format(""), scale=scale)
