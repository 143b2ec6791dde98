"""What every answer says besides its content."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask, Response, abort
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from timeline import headers, resources
from timeline.headers import Policy


def site(policy: Policy | None = None) -> FlaskClient:
    """A small site with a page of each kind."""
    app = Flask("timeline", static_folder=str(resources.assets_dir()), static_url_path="/assets")
    documents = Blueprint("documents", __name__)

    @documents.get("/event/<name>")
    @documents.get("/embed/<name>")
    @documents.get("/chart.svg")
    @documents.get("/data/<name>")
    @documents.get("/oembed")
    def page(name: str = "") -> str:
        if name == "unknown":
            abort(404)
        return f"<p>{name}"

    @documents.get("/report/x")
    def scripted() -> str:
        return f"<script>{headers.allow_inline_script('hello()')}{headers.allow_inline_script('hello()')}</script>"

    @documents.get("/kept")
    def kept() -> Response:
        return Response("x", headers={"Cache-Control": "max-age=5", "ETag": '"own"'})

    app.register_blueprint(documents)
    app.add_url_rule("/", "/", lambda: "explore")
    app.add_url_rule("/_dash-layout", "/_dash-layout", lambda: {"props": 1})
    app.add_url_rule("/_dash-update-component", "update", lambda: {"x": 1}, methods=["POST"])
    headers.install(app, policy or Policy())
    return app.test_client()


def said_of(client: FlaskClient, path: str) -> Headers:
    """Return the headers of an answer; the answer is closed, since a file's would stay open."""
    with client.get(path) as answer:
        return answer.headers


def policy_of(client: FlaskClient, path: str) -> dict[str, str]:
    rules = said_of(client, path)["Content-Security-Policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


def test_documents_run_no_script_but_their_own_files():
    rules = policy_of(site(Policy(dash_hashes=["'sha256-dash'"])), "/event/x")
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert rules["base-uri"] == "'none'"
    assert "unsafe-eval" not in str(rules)


def test_an_inline_script_is_allowed_by_its_hash_and_only_in_its_own_answer():
    client = site()
    assert policy_of(client, "/report/x")["script-src"] == f"'self' {headers.script_hash('hello()')}"
    assert policy_of(client, "/event/x")["script-src"] == "'self'"


def test_the_hash_is_the_one_that_browsers_make():
    # Computed once with: printf 'hello()' | openssl dgst -sha256 -binary | base64
    assert headers.script_hash("hello()") == "'sha256-mTytrf2QssaOZNGNRT1WCtMRd3ocH8LJxQQu5qMUanU='"


def test_the_explorer_runs_dash_by_the_hashes_of_its_inline_scripts():
    rules = policy_of(site(Policy(dash_hashes=["'sha256-a'", "'sha256-b'"])), "/")
    assert rules["script-src"] == "'self' 'sha256-a' 'sha256-b'"


@pytest.mark.parametrize("path", ["/", "/event/x", "/chart.svg", "/data/events.csv", "/nothing"])
def test_pages_may_not_be_framed(path: str):
    assert policy_of(site(), path)["frame-ancestors"] == "'none'"


def test_embeds_may_be_framed_by_anyone_also_by_a_page_in_a_folder():
    assert "frame-ancestors" not in policy_of(site(), "/embed/x")


def test_embeds_may_be_kept_to_some_sites():
    client = site(Policy("https://news.example.org https://*.example.net"))
    assert policy_of(client, "/embed/x")["frame-ancestors"] == "'self' https://news.example.org https://*.example.net"
    assert policy_of(client, "/event/x")["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", ["/", "/event/x", "/embed/unknown", "/assets/tokens.css", "/nothing"])
def test_every_answer_has_the_safety_headers(path: str):
    said = said_of(site(), path)
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in said["Permissions-Policy"]
    assert "Set-Cookie" not in said


@pytest.mark.parametrize("path", ["/chart.svg", "/data/events.csv", "/oembed", "/event/x.json", "/assets/tokens.css"])
def test_pictures_data_oembed_and_assets_may_be_read_from_other_sites(path: str):
    said = said_of(site(), path)
    assert said["Access-Control-Allow-Origin"] == "*"
    assert said["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/", "/event/x", "/_dash-layout"])
def test_pages_may_not_be_read_from_other_sites(path: str):
    said = said_of(site(), path)
    assert "Access-Control-Allow-Origin" not in said
    assert said["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_asset_under_its_fingerprint_is_kept_for_a_year():
    client = site()
    assert said_of(client, resources.asset_url("tokens.css"))["Cache-Control"] == headers.FOR_EVER
    assert said_of(client, f"/assets/{resources.plotly_bundle().name}")["Cache-Control"] == headers.FOR_EVER
    stamp = int((resources.assets_dir() / "tokens.css").stat().st_mtime)
    assert said_of(client, f"/assets/tokens.css?m={stamp}")["Cache-Control"] == headers.FOR_EVER


@pytest.mark.parametrize("query", ["", "?v=0123456789", "?m=1", "?v="])
def test_an_asset_under_no_fingerprint_or_a_wrong_one_is_asked_for_again(query: str):
    said = said_of(site(), f"/assets/tokens.css{query}")
    assert said["Cache-Control"] == headers.REVALIDATE
    assert said["ETag"]


def test_a_missing_asset_is_not_remembered():
    answer = site().get("/assets/nothing.css?v=0123456789")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, headers.REVALIDATE)


def test_pages_are_asked_for_again_and_carry_the_validator_of_the_data():
    answer = site().get("/event/x", environ_overrides={headers.VALIDATOR: 'W/"abc"'})
    assert answer.headers["Cache-Control"] == headers.REVALIDATE
    assert answer.headers["ETag"] == 'W/"abc"'


def test_a_page_that_is_not_there_carries_no_validator():
    answer = site().get("/event/unknown", environ_overrides={headers.VALIDATOR: 'W/"abc"'})
    assert "ETag" not in answer.headers


def test_what_a_page_says_of_itself_stays():
    said = site().get("/kept", environ_overrides={headers.VALIDATOR: 'W/"abc"'}).headers
    assert (said["Cache-Control"], said["ETag"]) == ("max-age=5", '"own"')


def test_the_layout_of_dash_is_known_again_by_its_content():
    client = site()
    first = client.get("/_dash-layout")
    again = client.get("/_dash-layout", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_answers_to_callbacks_are_not_stored():
    assert site().post("/_dash-update-component").headers["Cache-Control"] == "no-store"
