"""The site's own addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from timeline import addresses, resources


def site(base_url: str) -> Flask:
    app = Flask("timeline")
    app.config[addresses.BASE_URL] = base_url
    return app


def test_without_a_base_url_the_host_that_is_asked_for_is_the_address():
    with site("").test_request_context("/event/x", base_url="http://127.0.0.1:8050"):
        assert addresses.public_url("/event/x") == "http://127.0.0.1:8050/event/x"
        assert addresses.public_url() == "http://127.0.0.1:8050"


def test_a_base_url_is_the_address_whatever_host_is_asked_for():
    with site("https://timeline.example.org").test_request_context("/event/x", base_url="http://evil.example"):
        assert addresses.public_url("/event/x") == "https://timeline.example.org/event/x"


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of assets with two files."""
    folder = tmp_path / "_assets"
    folder.mkdir()
    (folder / "page.css").write_text("a{}")
    (folder / "library-1.2.3.min.js").write_text("1")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    return folder


def test_an_asset_lasts_under_its_own_fingerprint_only(assets: Path):
    right = resources.fingerprint(assets / "page.css")
    assert addresses.lasts("page.css", right, "")
    assert not addresses.lasts("page.css", "0" * 10, "")
    assert not addresses.lasts("page.css", "", "")
    (assets / "page.css").write_text("a{color:red}")
    assert not addresses.lasts("page.css", right, "")


def test_an_asset_lasts_under_the_time_that_dash_writes(assets: Path):
    seconds = (assets / "page.css").stat().st_mtime
    assert addresses.lasts("page.css", "", str(int(seconds)))
    assert addresses.lasts("page.css", "", str(seconds))
    assert not addresses.lasts("page.css", "", "1")


def test_an_asset_with_its_release_in_its_name_lasts(assets: Path):
    assert addresses.lasts("library-1.2.3.min.js", "", "")


def test_what_is_not_there_does_not_last(assets: Path):
    assert not addresses.lasts("nothing-1.2.3.js", "", "")
