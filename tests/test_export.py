"""Export: a whole site from a folder, single files, and what happens when something goes wrong in the middle."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.builders import catalogue_of, citation, history, report, step, today
from tests.documents_app import faults, linked_data
from timeline import export_folder, export_site, reading
from timeline.catalogue import Catalogue
from timeline.documents.files import file_of, relative, with_relative_links
from timeline.export import ENDINGS, FORMS, ExportError, export
from timeline.export_pages import PageError, Pages
from timeline.view import View

BASE = "https://static.example.org/timeline"


def small(verdict: str = "imprecise", title: str = "Order No. 227") -> Catalogue:
    return catalogue_of(
        [
            history("order-227", title=title, themes="coercion;siege"),
            history("other", "1950", summary="Text"),
            today("wagner", "2022-07"),
            report("report-a", publisher="Example Times", url="https://example.org/a"),
            report("report-b", "2023-06"),
        ],
        [
            citation("report-a", "order-227", "wagner", verdict=verdict, claim="C", record="R"),
            citation("report-b", "other", phrase="some words"),
        ],
        [step("tour", 1, "report-a>order-227", heading="H"), step("tour", 2, "wagner")],
    )


def site(tmp_path: Path, base_url: str = "", catalogue: Catalogue | None = None) -> Path:
    return export(catalogue or small(), tmp_path / "site", base_url=base_url, jobs=1).path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site for tests that only read it."""
    return site(tmp_path_factory.mktemp("built"))


def dead_links(root: Path) -> list[str]:
    """Links in the folder that lead to no file, to no place in a file, or that only work from one address."""
    found = []
    texts = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.html")}
    ids = {path: set(re.findall(r'\sid="([^"]*)"', text)) for path, text in texts.items()}
    for path, text in texts.items():
        text = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
        for link in re.findall(r'\s(?:href|src|action)="([^"]*)"', text):
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme or link.startswith("data:"):
                continue
            target = path if not parts.path else Path(os.path.normpath(path.parent / unquote(parts.path)))
            if link.startswith("/") or not target.exists():
                found.append(f"{path.relative_to(root)}: {link}")
            elif parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]:
                found.append(f"{path.relative_to(root)}: {link} names nothing there")
    return found


# the site


def test_every_page_of_a_site_is_valid_and_every_link_in_it_leads_somewhere(built: Path) -> None:
    root = built
    assert dead_links(root) == []
    for path in root.rglob("*.html"):
        assert faults(path.read_text(encoding="utf-8")) == [], path.name


def test_a_site_holds_documents_embeds_pictures_data_and_search(built: Path) -> None:
    root = built
    names = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    for name in (
        "index.html",
        "reports.html",
        "events.html",
        "stories.html",
        "search-index.js",
        "report/report-a.html",
        "report/report-a.json",
        "event/order-227.html",
        "story/tour.html",
        "present/tour.html",
        "handout/tour.html",
        "embed/report-a.html",
        "embed/tour.html",
        "embed/coercion.html",
        "chart/tour.png",
        "chart/order-227.svg",
        "data/index.html",
        "data/events.csv",
        "data/echoline.zip",
        "data/echoline.json",
        "assets/tokens.css",
    ):
        assert name in names, name
    assert not [name for name in names if name.startswith(("share/", "sitemap", "oembed/"))], "these need an address"


def test_a_site_knows_no_address_unless_it_is_told_one(built: Path) -> None:
    for path in built.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "localhost" not in text
        assert 'rel="canonical"' not in text, path
        assert "og:image" not in text or path.parent.name == "present"


def test_with_a_base_url_canonical_links_pictures_map_and_oembed_are_absolute(tmp_path: Path) -> None:
    root = site(tmp_path, BASE)
    assert dead_links(root) == []
    text = (root / "report/report-a.html").read_text(encoding="utf-8")
    assert f'rel="canonical" href="{BASE}/report/report-a.html"' in text
    assert f'property="og:image" content="{BASE}/chart/report-a.png"' in text
    assert f'href="{BASE}/oembed/report-a.json"' in text
    sitemap = (root / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{BASE}/event/order-227.html</loc>" in sitemap
    assert not re.search(r"<loc></loc>|/memory|/cite|/make", sitemap), "these need a server"
    said = json.loads((root / "oembed/report-a.json").read_text(encoding="utf-8"))
    assert f'src="{BASE}/embed/report-a.html"' in said["html"]
    assert f"{BASE}/embed/report-a.html" in (root / "share/report-a.html").read_text(encoding="utf-8")
    for path in root.rglob("*.html"):
        assert faults(path.read_text(encoding="utf-8")) == [], path.name


def test_linked_data_names_the_files(built: Path) -> None:
    root = built
    article = linked_data((root / "report/report-a.html").read_text(encoding="utf-8"))["@graph"][0]
    assert article["mainEntityOfPage"] == "report-a.html"
    assert article["citation"][0]["url"] == "../event/order-227.html"
    assert json.loads((root / "report/report-a.json").read_text(encoding="utf-8"))["@graph"][0] == article


def test_a_second_export_rewrites_only_what_changed(tmp_path: Path) -> None:
    root = site(tmp_path, BASE)
    nodes = {path.relative_to(root): path.stat().st_ino for path in root.rglob("*") if path.is_file()}
    again = export(small(), root, base_url=BASE, jobs=1)
    assert again.changed == 0
    assert {
        path.relative_to(root): path.stat().st_ino
        for path in root.rglob("*")
        if path.name != ".echoline.json" and path.is_file()
    } == {name: node for name, node in nodes.items() if name.name != ".echoline.json"}
    other = export(small("contradicted"), root, base_url=BASE, jobs=1)
    assert 0 < other.changed < other.files
    assert "Contradicted" in (root / "report/report-a.html").read_text(encoding="utf-8")
    same = {name for name, node in nodes.items() if (root / name).stat().st_ino == node}
    assert {Path("event/other.html"), Path("report/report-b.html"), Path("chart/report-b.png")} <= same


def test_what_is_gone_from_the_data_goes_from_the_folder(tmp_path: Path) -> None:
    root = site(tmp_path)
    export(catalogue_of([history("only")]), root, jobs=1)
    assert not (root / "report/report-a.html").exists()
    assert (root / "event/only.html").exists()


def test_a_failed_export_leaves_the_old_one_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def fail(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Pages, "get", fail)
    with pytest.raises(OSError, match="No space"):
        export(small("supported"), root, jobs=1)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_of_two_exports_to_one_place_the_later_is_told_and_the_earlier_goes_on(tmp_path: Path) -> None:
    told: list[str] = []

    def second(done: int, total: int) -> None:
        if not told:
            with pytest.raises(OSError, match="another export is writing there") as refused:
                export(small("supported"), tmp_path / "site", jobs=1)
            told.append(str(refused.value.filename))

    done = export(small(), tmp_path / "site", jobs=1, progress=second)
    assert told == [str(tmp_path / "site")]
    assert dead_links(done.path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_export_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".site.new"
    (left / "event").mkdir(parents=True)
    (left / "event" / "stale.html").write_text("stale")
    (left / "stale.txt").write_text("stale")
    root = site(tmp_path)
    assert not list(root.rglob("stale*"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_export_that_died_between_its_renamings_is_put_back(tmp_path: Path) -> None:
    root = site(tmp_path)
    root.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new").mkdir()
    assert export(small(), root, jobs=1).changed == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="other things"):
        site(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileExistsError, match="needs a folder"):
        export(small(), tmp_path / "file", jobs=1)
    assert (tmp_path / "site" / "thesis.txt").read_text() == "years of work"


def test_a_broken_manifest_only_means_that_everything_is_written_anew(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / export_folder.MANIFEST).write_text('{"files": {"index.html": 3}}')
    done = export(small(), root, jobs=1)
    assert done.changed == done.files


def test_several_processes_make_the_same_files_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = site(tmp_path)
    monkeypatch.setattr(export_site, "WORTH_A_PROCESS", 1)
    seen: list[tuple[int, int]] = []
    many = export(small(), tmp_path / "many", jobs=2, progress=lambda done, total: seen.append((done, total)))
    for path in one.rglob("*"):
        if path.is_file():
            assert (many.path / path.relative_to(one)).read_bytes() == path.read_bytes(), path
    assert seen[-1][0] == seen[-1][1] > 0
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_an_empty_catalogue_makes_a_site_too(tmp_path: Path) -> None:
    assert dead_links(site(tmp_path, catalogue=catalogue_of([]))) == []


# single files


@pytest.mark.parametrize("form", [form for form in FORMS if form != "site"])
def test_each_form_is_one_file_with_the_same_bytes_every_time(tmp_path: Path, form: str) -> None:
    paths = [export(small(), tmp_path / f"{n}.{ENDINGS[form]}", form, story="tour").path for n in (1, 2)]
    one, other = (path.read_bytes() for path in paths)
    assert one == other
    starts = {
        "html": b"<!doctype",
        "svg": b"<svg",
        "png": b"\x89PNG",
        "json-ld": b"{",
        "timelinejs": b"{",
        "zip": b"PK",
    }
    assert one.startswith(starts[form])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in paths)


def test_an_html_file_has_no_link_that_needs_a_server(tmp_path: Path) -> None:
    text = export(small(), tmp_path / "a.html", "html", view=View(verdict=("imprecise",))).path.read_text(
        encoding="utf-8"
    )
    assert not re.search(r'href="/', text)
    assert faults(text) == []


def test_a_picture_takes_width_theme_and_view(tmp_path: Path) -> None:
    data = export(small(), tmp_path / "a.png", "png", width=320, theme="dark").path.read_bytes()
    assert int.from_bytes(data[16:20]) == 320
    part = export(small(), tmp_path / "b.svg", "svg", view=View(q="Other")).path.read_text(encoding="utf-8")
    assert "Order No. 227" not in part


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_the_look_of_a_picture_of_everything_is_no_filter(tmp_path: Path, theme: str) -> None:
    whole = export(small(), tmp_path / "a.svg", "svg", theme=theme).path.read_text(encoding="utf-8")
    assert "Nothing in this selection" not in whole
    assert "Order No. 227" in whole


def test_what_cannot_be_exported_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Did you mean 'order-227'"):
        export(small(), tmp_path / "a.svg", "svg", story="oder-227")
    with pytest.raises(ExportError, match="Did you mean 'svg'"):
        export(small(), tmp_path / "a", "svgg")
    with pytest.raises(ExportError, match="A site holds everything"):
        export(small(), tmp_path / "a", "site", story="tour")
    with pytest.raises(ExportError, match="is a folder"):
        export(small(), tmp_path, "svg")
    with pytest.raises(PageError, match="width"):
        export(small(), tmp_path / "a.svg", "svg", width=9)
    assert list(tmp_path.iterdir()) == []


def test_the_bundled_story_is_exported_as_a_picture(tmp_path: Path, sample_folder: Path) -> None:
    done = export(reading.read(sample_folder), tmp_path / "a.svg", "svg", story="order-227-and-wagner")
    assert done.path.read_text(encoding="utf-8").count("<text") > 20


# where pages lie


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/search?q=x", "index.html"),
        ("/report/a?look=dark", "report/a.html"),
        ("/event/a.json", "event/a.json"),
        ("/?event=a", "event/a.html"),
        ("/?event=a&report=b", "report/b.html"),
        ("/?story=s", "story/s.html"),
        ("/?story=everything", "index.html"),
        ("/events?page=2", "events-2.html"),
        ("/data/", "data/index.html"),
        ("/data/events.csv?of=a", "data/events.csv"),
        ("/chart.png?of=a&shape=social&v=1", "chart/a.png"),
        ("/chart.svg", None),
        ("/assets/x.css?v=1", "assets/x.css"),
        ("/handout/s?answers=1", "handout/s-answers.html"),
        ("/memory", None),
        ("/make", None),
        ("/oembed", None),
    ],
)
def test_each_address_has_its_file(address: str, file: str | None) -> None:
    assert file_of(address) == file


def test_links_are_relative_to_the_page_they_stand_on() -> None:
    assert relative("/report/a#c-x", "event/b.html", lambda _: True) == "../report/a.html#c-x"
    assert relative("/?event=x&report=a", "index.html", lambda _: True) == "report/a.html#c-x"
    assert relative("/?theme=cold-war", "event/b.html", lambda _: True) == "../index.html?q=cold%20war"
    assert relative("/report/a", "event/b.html", lambda _: False) is None


def test_only_attributes_of_tags_are_rewritten() -> None:
    text = '<p>a href="/report/a"</p><script>x = \' href="/report/a"\'</script><a class="n" href="/report/a">b</a>'
    changed = with_relative_links(text, "index.html", lambda _: True)
    assert changed.count('"/report/a"') == 2
    assert '<a class="n" href="report/a.html">' in changed


def test_a_story_as_html_is_the_whole_lesson_in_one_file(tmp_path: Path) -> None:
    written = export(small(), tmp_path / "lesson.html", "html", story="tour")
    text = written.path.read_text(encoding="utf-8")
    assert "data:font/woff2" in text
    assert "Order No. 227" in text
    assert not re.search(r'(?:src|href)="(?!data:|#|https?://)[^"]*\.(?:css|js|woff2)"', text)
    assert [path.name for path in tmp_path.iterdir()] == ["lesson.html"]


@pytest.mark.parametrize("form", ["site", "svg"])
def test_what_the_disk_refuses_is_said_of_the_place_that_was_asked_for(tmp_path: Path, form: str):
    (tmp_path / "file").write_text("x")
    catalogue = catalogue_of([history("war", "1942")])
    with pytest.raises(NotADirectoryError) as caught:
        export(catalogue, tmp_path / "file" / "out", form)
    assert caught.value.filename == str(tmp_path / "file")
    long = tmp_path / ("n" * 252)
    with pytest.raises(OSError, match="File name too long") as caught:
        export(catalogue, long, form)
    assert caught.value.filename == str(long)
