"""What ships is whole: fonts and plotly.js with their licences, the two commands, the wheel, the papers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from plotly.offline import get_plotlyjs_version

import bench.__main__ as benches
import timeline
from tests.floors import FLOORS
from tests.serving import ROOT, Served
from timeline import resources
from timeline.cli import commands
from timeline.schema import TABLES

FONTS = ROOT / "assets" / "fonts"


def test_the_plotly_bundle_is_the_basic_one_of_the_installed_plotly():
    bundle = resources.plotly_bundle()
    assert bundle.name == f"plotly-basic-{get_plotlyjs_version()}.min.js"
    assert f"plotly.js (basic - minified) v{get_plotlyjs_version()}" in bundle.read_text("utf-8")[:200]
    assert "MIT License" in (bundle.parent / "plotly-basic-LICENSE.txt").read_text("utf-8")


def test_a_second_plotly_bundle_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    folder = tmp_path / "_assets"
    folder.mkdir()
    for release in ("1.0.0", "2.0.0"):
        (folder / f"plotly-basic-{release}.min.js").touch()
    with pytest.raises(FileNotFoundError, match=r"found plotly-basic-1\.0\.0\.min\.js, plotly-basic-2\.0\.0\.min\.js"):
        resources.plotly_bundle()


def test_installed_files_win_over_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "timeline"
    package.mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.assets_dir() == tmp_path / "assets"
    assert resources.sample_data_dir() == tmp_path / "data"
    (package / "_assets").mkdir()
    (package / "_data").mkdir()
    assert resources.assets_dir() == package / "_assets"
    assert resources.sample_data_dir() == package / "_data"


def test_an_edited_asset_gets_a_new_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "timeline")
    (tmp_path / "assets").mkdir()
    sheet = tmp_path / "assets" / "page.css"
    sheet.write_text("a{}")
    first = resources.asset_url("page.css")
    sheet.write_text("a{color:red}")
    second = resources.asset_url("page.css")
    assert re.fullmatch(r"/assets/page\.css\?v=[0-9a-f]{10}", first)
    assert first != second
    assert resources.asset_url("page.css", prefix="../assets/").startswith("../assets/page.css?v=")


def test_every_font_of_the_style_sheet_is_there_under_the_fingerprint_it_names():
    sheet = (ROOT / "assets" / "tokens.css").read_text("utf-8")
    named = dict(re.findall(r'url\("fonts/([^"?]+)\?v=([0-9a-f]+)"\)', sheet))
    assert named == {path.name: resources.fingerprint(path) for path in FONTS.glob("*.woff2")}
    assert sheet.count("url(") == len(named)


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.woff2")), ids=lambda path: path.stem)
def test_fonts_are_the_families_that_the_design_names_and_hold_its_signs(path: Path):
    font = TTFont(path)
    family = str(font["name"].getDebugName(1))
    assert family.startswith(("Source Serif 4", "IBM Plex Sans"))
    assert set(map(ord, "–—−…’“”·×éüñß")) <= set(font.getBestCmap())


def test_every_font_family_has_its_licence_beside_it():
    licences = {path.stem.removeprefix("OFL-"): path.read_text("utf-8") for path in FONTS.glob("OFL-*.txt")}
    assert set(licences) == {"source-serif-4", "ibm-plex-sans", "ibm-plex-sans-condensed"}
    assert all("SIL Open Font License, Version 1.1" in text for text in licences.values())
    assert all(any(path.name.startswith(family) for family in licences) for path in FONTS.glob("*.woff2"))


def test_both_dark_themes_of_the_tokens_are_alike():
    sheet = (ROOT / "assets" / "tokens.css").read_text("utf-8")
    chosen = re.search(r'^\[data-theme="dark"\]\{(.*?)\n\}', sheet, re.DOTALL | re.MULTILINE)
    system = re.search(r"prefers-color-scheme:dark\)\{:root[^{]*\{(.*?)\n\}\}", sheet, re.DOTALL)
    assert chosen
    assert system
    assert chosen.group(1) == system.group(1)


def test_nothing_that_ships_is_loaded_from_another_host():
    elsewhere = re.compile(
        r"""(?:src|href)=["'](?:https?:)?//[^"']+\.(?:js|css|woff2?)\b|url\(["']?(?:https?:)?//|@import"""
    )
    shipped = [path for folder in ("timeline", "assets") for path in (ROOT / folder).rglob("*") if path.is_file()]
    texts = [path for path in shipped if path.suffix in {".py", ".html", ".css", ".js", ".svg"}]
    own = [path for path in texts if not path.name.startswith("plotly-basic")]
    assert not [path.name for path in own if elsewhere.search(path.read_text("utf-8"))]


def test_the_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == timeline.__version__
    assert "[Unreleased]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_ci_runs_what_a_contributor_runs():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in script
    assert script.index("make lint") < script.index("make test")


def test_the_papers_name_the_commands_and_link_only_what_is_there():
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"serve", "test", "lint", "bench"} <= set(targets)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"make {name}" in readme for name in ("serve", "test", "lint", "bench", "clean"))
    for paper in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / paper).read_text("utf-8"))
        assert not [link for link in links if "://" not in link and not (ROOT / link).exists()]


def test_the_readme_explains_every_column_and_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    columns = [column for table in TABLES.values() for column in table.columns]
    assert not [column.name for column in columns if f"| `{column.name}` | {column.meaning}" not in readme]
    assert not [name for name in commands.commands if f"timeline {name}" not in readme]


def test_contributing_draws_every_part_of_the_house():
    drawn = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    # Helpers that the table orders by themselves (reading_text) are drawn as the part they share a name with.
    names = [name for floor in FLOORS for line in floor for name in line if "_" not in name]
    assert not [name for name in names if not re.search(rf"\b{name}\b", drawn)]


def needs(tmp_path: Path, *wanted: str) -> subprocess.CompletedProcess[str]:
    """Run tests/needs.sh as somebody who is neither root nor may use sudo."""
    for name, text in {"id": "echo 1000", "sudo": "exit 1"}.items():
        stub = tmp_path / name
        stub.write_text(f"#!/bin/sh\n{text}\n")
        stub.chmod(0o755)
    return subprocess.run(
        ["bash", str(ROOT / "tests" / "needs.sh"), *wanted],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )


def test_what_is_there_needs_no_word(tmp_path: Path):
    said = needs(tmp_path, "bash:bash", "anything:no-such-command,sh")
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_what_is_missing_and_may_not_be_installed_is_one_clear_line(tmp_path: Path):
    said = needs(tmp_path, "chromium:no-such-browser", "bash:bash", "poppler-utils:no-such-tool")
    assert said.returncode == 1
    assert said.stderr == (
        "The tests need chromium poppler-utils. Install: sudo apt-get install chromium poppler-utils\n"
    )


def program(path: Path, text: str) -> None:
    """Write a shell script that stands in for a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run our Makefile in a folder of its own."""
    for name in ("Makefile", "pyproject.toml"):
        if not (folder / name).exists():
            shutil.copy(ROOT / name, folder)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words], cwd=folder, capture_output=True, text=True, check=False, env=environment, timeout=60
    )


def test_an_old_python_is_told_in_one_line(tmp_path: Path):
    program(tmp_path / "old-python", "exit 1")
    said = make(tmp_path, "serve", "PYTHON=./old-python")
    assert said.returncode != 0
    assert said.stderr.startswith("Echoline needs Python 3.11 or newer as './old-python'; another can be named: make ")


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path):
    program(tmp_path / "bare-python", 'case "$2" in *ensurepip*) exit 1;; esac')
    said = make(tmp_path, "serve", "PYTHON=./bare-python")
    assert said.returncode != 0
    assert said.stderr.startswith(
        "Python cannot make a virtual environment here. Install it: sudo apt-get install python3-venv\n"
    )


def test_a_second_run_serves_at_once_and_a_new_dependency_is_installed(tmp_path: Path):
    program(tmp_path / ".venv/bin/python", 'echo "python $*"')
    program(tmp_path / ".venv/bin/timeline", 'echo "timeline $*"')
    first = make(tmp_path, "serve", "PORT=9000")
    assert "python -m pip install --quiet --editable ." in first.stdout
    second = make(tmp_path, "serve", "PORT=9000")
    assert second.stdout.splitlines() == [
        "Serving the explorer. Ctrl-C ends it.",
        "timeline serve --host 127.0.0.1 --port 9000",
    ]
    stamp = (tmp_path / ".venv/.for-serve").stat().st_mtime + 10
    os.utime(tmp_path / "pyproject.toml", (stamp, stamp))
    assert "pip install" in make(tmp_path, "-n", "serve").stdout


def test_benchmarks_are_found_by_themselves_in_the_order_of_the_house(capsys: pytest.CaptureFixture[str]):
    names = benches.modules()
    assert "load" in names
    assert names == sorted(names, key=lambda name: (benches.ORDER.index(name) if name in benches.ORDER else 99, name))
    assert benches.run(["nothing-of-the-kind"]) == 2
    assert capsys.readouterr().err.startswith("No benchmark is called nothing-of-the-kind. There are: ")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("echoline-*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_assets_data_and_licences(wheel: Path):
    data = {path.name for path in (wheel / "timeline/_data").iterdir()}
    assert {"events.csv", "citations.csv", "stories.csv"} <= data
    shipped = {path.relative_to(ROOT / "assets") for path in (ROOT / "assets").rglob("*") if path.is_file()}
    packed = {path.relative_to(wheel / "timeline/_assets") for path in (wheel / "timeline/_assets").rglob("*")}
    assert shipped <= packed
    templates = {path.relative_to(ROOT) for path in (ROOT / "timeline").rglob("*.html")}
    assert not [path for path in templates if not (wheel / path).is_file()]
    assert {"LICENSE", "LICENSE-DATA"} <= {path.name for path in wheel.rglob("licenses/*")}
    assert not (wheel / "tests").exists()


def test_the_wheel_serves_its_sample_from_any_folder(wheel: Path, tmp_path: Path):
    with Served(folder=tmp_path, python_path=wheel) as served:
        health = served.json("/healthz")
        paths = ("/", "/embed/view", "/chart.png", "/reports", "/cite", "/make", "/memory", "/data/echoline.zip")
        statuses = {path: served.get(path)[0] for path in paths}
    assert (health["ok"], health["origin"]) == (True, "_data")
    assert statuses == dict.fromkeys(paths, 200)
