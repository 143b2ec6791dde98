"""That every benchmark runs, on sizes that take no time: it prints its figures, and bars are told as kept or missed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as runner
from bench import explore, explore_others, page
from bench import measuring as measured
from bench.generate import write_folder
from tests.serving import ROOT


def ran(*command: str, patience: int = 120) -> tuple[int, str]:
    """Exit status and output of `python -m ...` in the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, timeout=patience, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout


def test_the_runner_knows_every_module_that_prints_figures() -> None:
    assert {"dates", "catalogue", "scene", "explore", "page", "load"} <= set(runner.modules())
    assert "measuring" not in runner.modules()


def test_pictures_are_measured_for_the_bundled_data_and_for_each_size() -> None:
    status, said = ran("bench.scene", "60", "240")
    assert status in (0, 1)
    assert re.search(r"The bundled data: \d+ events, \d+ citations; read in", said)
    assert "Made up: 240 events, 120 citations" in said
    assert len(re.findall(r"^  one year, wide +median +[\d.]+ ms, p95 +[\d.]+ ms \(processor", said, re.M)) == 2
    assert re.search(r"in step, wide +[\d.]+ times \(at most 2 times", said)
    assert ("Missed:" in said) == (status == 1)


def test_a_quantile_is_one_of_the_numbers_and_a_missed_bar_is_told() -> None:
    assert measured.quantile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert measured.quantile(list(range(1, 101)), 0.95) == 95
    missed: list[str] = []
    assert measured.verdict("answer", 59.0, 60.0, "ms", missed) == "(at most 60 ms)"
    assert "MISSED" in measured.verdict("answer", 61.0, 60.0, "ms", missed)
    assert missed == ["answer: 61.0 ms, at most 60 ms"]


def test_both_clocks_of_a_run_are_noted() -> None:
    times = measured.timed(lambda number: sum(range(1000 * number)), 4)
    assert len(times.wall) == len(times.cpu) == 4
    assert "processor" in times.said()


def test_queries_of_readers_are_all_different_and_understood() -> None:
    from timeline.view import View

    asked = list(explore.queries(60))
    assert len({query for _, query in asked}) == 60
    assert {what for what, _ in asked} == {"zoom", "filter"}
    assert all(not View.from_search(query).notes for _, query in asked)


def test_a_recorded_request_asks_for_another_view_and_for_nothing_else() -> None:
    recorded = explore.made_up_payload()
    changed = explore.asking(recorded, "?q=siege")
    assert changed["inputs"][0]["value"]["search"] == "?q=siege"
    assert explore.asking(changed, recorded["inputs"][0]["value"]["search"]) == recorded


def test_the_explorer_answers_the_request_that_is_replayed(tmp_path: Path) -> None:
    from bench.serving import Server

    with Server(write_folder(tmp_path / "made", 60)) as server:
        for kind in explore.ASKED:
            assert len(explore.replayed(server, explore.made_up_payload(), kind, 2).wall) == 2
        assert len(explore.fetched(server, "/poster?at=900&form-of=wide", 2).cpu) == 2
        assert measured.megabytes(server.process.pid) > 20


def test_the_others_get_the_same_points(tmp_path: Path) -> None:
    points = explore_others.points(write_folder(tmp_path / "made", 40))
    assert len(points) == 40
    assert {point["kind"] for point in points} == {"history", "today", "report"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", point["start"]) for point in points)


@pytest.mark.parametrize("found", ["/", "/report/ID", "/event/ID", "/embed/ID"])
def test_lighthouse_looks_at_pages_that_are_there(found: str, sample_folder: Path) -> None:
    assert page.pages(sample_folder)[found].startswith("/")


def test_a_report_of_lighthouse_is_read_and_its_faults_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    audits = {
        "largest-contentful-paint": {"numericValue": 1200.0},
        "cumulative-layout-shift": {"numericValue": 0.02},
        "image-alt": {"score": 0, "title": "Images lack words"},
        "largest-contentful-paint-element": {
            "details": {"items": [{"items": [{"node": {"selector": "main#main > h1", "path": "1,HTML,3,MAIN"}}]}]}
        },
        "network-requests": {
            "details": {
                "items": [
                    {"url": "/a.woff2", "resourceType": "Font", "transferSize": 20_000},
                    {"url": "data:image/svg", "resourceType": "Image", "transferSize": 9},
                ]
            }
        },
    }
    refs = {"accessibility": [{"id": "image-alt", "weight": 1}]}
    categories = {name: {"score": 0.9, "auditRefs": refs.get(name, [])} for name in page.CATEGORIES}
    run = page.read(json.loads(json.dumps({"audits": audits, "categories": categories})))
    assert run.bytes == {"Font": 20_000}
    assert run.in_poster
    missed = page.tell({"/": [run]})
    assert "/: layout shift 0.020, is to be 0" in missed
    assert "  Images lack words" in missed
    assert "/: accessibility 90, is to be 100" in missed
    assert "main#main > h1" in capsys.readouterr().out
