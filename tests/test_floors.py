"""The house stands: every import goes down, or back in its own floor's list, and none goes in a circle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.floors import FLOORS, complaints, cycles, imports, part_of, place

PACKAGE = Path(__file__).resolve().parent.parent / "timeline"


def sources() -> list[tuple[str, str]]:
    return [(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]


def test_every_import_goes_down_the_house():
    assert not complaints(sources()), "\n".join(complaints(sources()))


def test_no_imports_go_in_a_circle():
    assert not cycles(sources()), "\n".join(cycles(sources()))


def test_no_part_lives_on_two_floors():
    names = [name for floor in FLOORS for line in floor for name in line]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        (
            "scene/arrange.py",
            "from timeline.figure import draw",
            "scene/arrange.py:1: scene may not import figure: floor 3 may not look up to floor 4",
        ),
        (
            "dates_text.py",
            "\nfrom timeline import packing",
            "dates_text.py:2: dates may not import packing: on floor 1, packing is not before dates",
        ),
        (
            "documents/pages.py",
            "from ..explore import ids",
            "documents/pages.py:1: documents may not import explore: on floor 5, explore is not before documents",
        ),
        ("reading.py", "import dash", "reading.py:1: reading may not import dash: floor 2 does without it"),
        ("attic.py", "import json", "say on which floor attic.py lives, in tests/floors.py"),
        (
            "view.py",
            "def late():\n    from timeline import server",
            "view.py:2: view may not import server: floor 3 may not look up to floor 5",
        ),
    ],
)
def test_a_forbidden_import_is_named_with_both_parts(module: str, source: str, complaint: str):
    assert complaints([(module, source)]) == [complaint]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("scene/arrange.py", "from timeline import dates, view"),
        ("scene/arrange.py", "from .labels import place"),
        ("dates_words.py", "from timeline.dates_text import parse"),
        ("server.py", "from timeline import __version__"),
        ("export.py", "from timeline.documents import render"),
    ],
)
def test_an_import_that_goes_down_is_fine(module: str, source: str):
    assert complaints([(module, source)]) == []


def test_a_circle_is_named_link_by_link():
    pair = [("dates.py", "from timeline import dates_text"), ("dates_text.py", "import timeline.dates")]
    assert cycles(pair) == ["timeline.dates -> timeline.dates_text -> timeline.dates"]


def test_helpers_live_where_their_prefix_lives():
    assert part_of("dates_columns.py") == "dates"
    assert part_of("scene/side_by_side.py") == "scene"
    assert place("dates") == (1, 3)


def test_relative_imports_are_read_as_absolute_ones():
    assert imports("from . import ids\nfrom .. import view\nfrom ..scene import arrange", "explore/pages.py") == [
        (1, "timeline.explore"),
        (2, "timeline.view"),
        (3, "timeline.scene"),
    ]
