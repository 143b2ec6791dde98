"""Calls of Dash's addresses that no page sends are refused with a word, and a real one is answered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.serving import ROOT
from timeline import server as doors
from timeline.live import LiveCatalogue

OUTPUT = "page.data"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return doors.create_server(LiveCatalogue(ROOT / "data")).test_client()


def asked(frame: Any, output: str = OUTPUT) -> dict[str, Any]:
    id, _, name = output.partition(".")
    return {
        "output": output,
        "outputs": {"id": id, "property": name},
        "inputs": [{"id": "frame", "property": "data", "value": frame}],
        "changedPropIds": ["frame.data"],
    }


def test_what_the_page_asks_is_answered(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", json=asked({"search": "", "width": 1040, "layout": "wide"}))
    assert answer.status_code == 200
    assert set(answer.get_json()["response"]["page"]["data"]) >= {"regions", "scene", "figure"}


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br, zstd;q=0", "br"),
        ("*;q=0.5, br", "br"),
        ("gzip", "gzip"),
        ("identity", None),
    ],
)
def test_an_answer_made_for_one_reader_is_packed_by_the_quickest_that_the_browser_takes(
    client: FlaskClient, accepted: str, packed: str | None
) -> None:
    question = asked({"search": "", "width": 1040, "layout": "wide"})
    answer = client.post("/_dash-update-component", json=question, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == packed


@pytest.mark.parametrize("frame", [None, 1, "x", True, [], {"search": 7, "width": "wide", "layout": None}])
def test_a_frame_of_any_shape_is_answered_with_the_default_page(client: FlaskClient, frame: Any) -> None:
    assert client.post("/_dash-update-component", json=asked(frame)).status_code in (200, 204)


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        "text",
        {"output": "nothing.here", "inputs": [], "changedPropIds": []},
        {**asked({}), "output": ["list"]},
        {**asked({}), "inputs": []},
        {**asked({}), "inputs": [1]},
        {**asked({}), "changedPropIds": 5},
        {**asked({}), "outputs": 3},
    ],
)
def test_what_no_page_asks_is_refused(client: FlaskClient, body: Any) -> None:
    assert client.post("/_dash-update-component", json=body).status_code == 400


def test_json_nested_without_end_is_refused(client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", data="[" * 100_000, content_type="application/json")
    assert answer.status_code == 400


def test_a_script_that_dash_does_not_have_is_not_found(client: FlaskClient) -> None:
    assert client.get("/_dash-component-suites/dash/nothing.js").status_code == 404
    assert client.get("/_dash-component-suites/other/nothing.js").status_code == 404
    assert json.loads(client.get("/healthz").data)["ok"]
