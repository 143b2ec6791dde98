"""What does this text cite: the form, its answer, what can be taken, and that nothing of the text stays behind."""

from __future__ import annotations

import csv
import io
import logging
import re
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import catalogue_of, citation, history, report, today
from timeline import reading
from timeline.catalogue import Catalogue
from timeline.citing import cite
from timeline.documents import blueprint
from timeline.documents.cite_found import found_in, knowledge_of, sure_words
from timeline.documents.cite_reading import LIMIT, PAGE_LIMIT
from timeline.schema import CITATIONS, EVENTS

TEXT = (
    "The prisoners spoke of Order No. 227, which Stalin signed on 27 July 1942.\n\n"
    "Others were reminded of the Cuban missile crisis. Order No. 227 came up again."
)


@cache
def small() -> Catalogue:
    return catalogue_of(
        [
            history(
                "order-227", "1942-07-28", title="Order No. 227", aliases="Not a step back",
                summary="Stalin forbids retreat.", source="Wikipedia", url="https://en.wikipedia.org/wiki/Order_No._227",
            ),
            today("invasion", "2022-02-24"),
            report("r1"), report("r2"),
        ],
        [
            citation("r1", "order-227", verdict="supported", claim="It forbade retreat.", record="So it did."),
            citation("r2", "order-227", verdict="imprecise", claim="It was of 27 July.", record="It is of 28 July."),
        ],
    )  # fmt: skip


def form_of(fields: Mapping[str, str | tuple[bytes, str]]) -> bytes:
    """The fields as a browser sends them; a file is (content, name)."""
    parts = []
    for name, value in fields.items():
        content, more = value if isinstance(value, tuple) else (value.encode("utf-8"), "")
        named = f'; filename="{more}"' if more else ""
        parts.append(
            b'--cut\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
            % (name.encode(), named.encode(), content)
        )
    return b"".join(parts) + b"--cut--\r\n"


@pytest.fixture
def post() -> Callable[..., TestResponse]:
    app = Flask("test")
    app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024
    app.register_blueprint(blueprint(small))
    client = app.test_client()

    def send(path: str = "/cite", **fields: str | tuple[bytes, str]) -> TestResponse:
        return client.post(path, data=form_of(fields), content_type="multipart/form-data; boundary=cut")

    return send


def words_of(answer: TestResponse) -> str:
    """The page's text as a reader meets it."""
    page = re.sub(r"<script.*?</script>|<style.*?</style>", "", answer.get_data(as_text=True), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def rows_of(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_the_form_is_there_for_those_without_a_script() -> None:
    app = Flask("test")
    app.register_blueprint(blueprint(small))
    page = app.test_client().get("/cite")
    assert page.status_code == 200
    assert '<form class="f-form" method="post" action="/cite" enctype="multipart/form-data"' in page.get_data(
        as_text=True
    )


def test_a_text_comes_back_marked_with_reasons_and_a_slip_to_check(post: Callable[..., TestResponse]) -> None:
    answer = post(text=TEXT, published="5 February 2023")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "This text reaches for 2 past events, and has 1 detail to check" in words_of(answer)
    assert "Check this The date is a day off: the record has 28 July 1942." in words_of(answer)
    assert "published 5 February 2023" in words_of(answer)
    assert page.count('data-n="1"') == 4  # two mentions, the entry and its place on the line of years
    assert 'name="d.order-227" value="accept"' in page
    assert "Stalin forbids retreat." in page
    assert "It was of 27 July." in page


def test_an_event_that_the_catalogue_lacks_is_said_to_be_new(post: Callable[..., TestResponse]) -> None:
    assert "not in this catalogue" in words_of(post(text=TEXT))


def test_dates_are_listed_with_their_edtf(post: Callable[..., TestResponse]) -> None:
    page = post(text=TEXT).get_data(as_text=True)
    assert '<a href="#d-1">27 July 1942</a></td><td>27 July 1942</td><td><code>1942-07-27</code>' in page
    assert 'id="d-1">27 July 1942</span>' in page


def test_a_text_without_history_is_told_so(post: Callable[..., TestResponse]) -> None:
    answer = post(text="The council will mend the road next to the bakery.")
    assert answer.status_code == 200
    assert "This text names no past event that Echoline knows" in words_of(answer)


def test_the_same_decisions_are_there_again_after_any_step(post: Callable[..., TestResponse]) -> None:
    page = post(text=TEXT, **{"d.order-227": "accept"}).get_data(as_text=True)
    assert re.search(r'name="d\.order-227" value="accept" checked', page)
    assert "1 of 2 accepted" in page
    everything = post(text=TEXT, all="accept").get_data(as_text=True)
    assert "2 of 2 accepted" in everything


def test_accepted_rows_are_ready_for_citations_csv(post: Callable[..., TestResponse]) -> None:
    answer = post("/cite/citations.csv", text=TEXT, published="2023-02-05", title="A deserter tells", all="accept")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="citations.csv"'
    rows = rows_of(answer)
    assert list(rows[0]) == list(CITATIONS.names)
    assert {row["verdict"] for row in rows} == {"unchecked"}
    assert rows[0]["cites"] == "order-227"
    assert {row["report"] for row in rows} == {"report-a-deserter-tells"}


def test_rejected_and_undecided_findings_have_no_row(post: Callable[..., TestResponse]) -> None:
    rows = rows_of(post("/cite/citations.csv", text=TEXT, **{"d.order-227": "accept"}))
    assert [row["cites"] for row in rows] == ["order-227"]


def test_new_events_come_with_rows_for_events_csv_and_the_report_with_its_date(
    post: Callable[..., TestResponse],
) -> None:
    rows = rows_of(post("/cite/events.csv", text=TEXT, published="2023-02-05", publisher="The Daily", all="accept"))
    assert list(rows[0]) == [name for name in EVENTS.names if name != "cites"]
    assert [row["kind"] for row in rows] == ["report", "history"]
    assert rows[0]["publisher"] == "The Daily"
    undated = rows_of(post("/cite/events.csv", text=TEXT, all="accept"))
    assert [row["kind"] for row in undated] == ["history"]


@pytest.mark.parametrize("published", ["", "2023-02-05"])
def test_the_catalogue_of_its_own_passes_check(
    post: Callable[..., TestResponse], published: str, tmp_path: Path
) -> None:
    answer = post("/cite/catalogue.zip", text=TEXT, published=published, title="=1+1", all="accept")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        archive.extractall(tmp_path)
    made = reading.read(tmp_path)
    assert set(made.events["kind"]) == {"report", "history"}
    assert len(made.citations) == 2
    assert made.events["title"].iat[0] == "=1+1"


def test_rows_can_be_put_below_those_of_the_catalogue(post: Callable[..., TestResponse]) -> None:
    answer = post("/cite/citations.csv", text=TEXT, title="r1", all="accept")
    assert rows_of(answer)[0]["report"] == "report-r1"
    named = catalogue_of([history("order-227", title="Order No. 227"), report("report-r1")])
    app = Flask("test")
    app.register_blueprint(blueprint(lambda: named))
    other = app.test_client().post("/cite/citations.csv", data={"text": TEXT, "title": "r1", "all": "accept"})
    assert rows_of(other)[0]["report"] == "report-r1-2"


def test_accepted_events_open_on_the_timeline(post: Callable[..., TestResponse]) -> None:
    answer = post("/cite/open", text=TEXT, all="accept")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/?story=everything&only=order-227"


def test_events_that_only_the_gazetteer_knows_cannot_open_and_the_page_says_what_can(
    post: Callable[..., TestResponse],
) -> None:
    answer = post("/cite/open", text="Some spoke of the Cuban missile crisis.", all="accept")
    assert answer.status_code == 400
    assert "None of the accepted events is in this catalogue" in words_of(answer)


@pytest.mark.parametrize("name", ["citations.csv", "events.csv", "catalogue.zip", "open"])
def test_nothing_accepted_is_said_with_the_findings_kept(post: Callable[..., TestResponse], name: str) -> None:
    answer = post(f"/cite/{name}", text=TEXT)
    assert answer.status_code == 400
    assert "Nothing is accepted yet." in words_of(answer)
    assert "Order No. 227" in words_of(answer)


def test_an_unknown_file_is_not_there(post: Callable[..., TestResponse]) -> None:
    assert post("/cite/passwords.csv", text=TEXT).status_code == 404


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01"])
def test_an_empty_text_is_asked_for(post: Callable[..., TestResponse], text: str) -> None:
    answer = post(text=text)
    assert answer.status_code == 400
    assert "There is no text to read. Paste one, or choose a file." in words_of(answer)


def test_a_date_that_is_none_is_asked_again_and_the_text_is_kept(post: Callable[..., TestResponse]) -> None:
    answer = post(text=TEXT, published="30 February 2023")
    assert answer.status_code == 400
    assert "30 February does not exist" in words_of(answer)
    assert "which Stalin signed" in words_of(answer)
    assert 'aria-describedby="c-wrong c-pub-help"' in answer.get_data(as_text=True)


def test_a_text_of_200_kb_is_read_and_one_byte_more_is_not(post: Callable[..., TestResponse]) -> None:
    whole = (TEXT + "\n") * (LIMIT // (len(TEXT) + 1) + 1)
    assert post(text=whole[:LIMIT]).status_code == 200
    answer = post(text=whole[: LIMIT + 1])
    assert answer.status_code == 413
    assert "It has 200 kB; at most 200 kB of text are read here" in words_of(answer)


@pytest.mark.parametrize("size", [PAGE_LIMIT + 3 * LIMIT + 1, 17 * 1024 * 1024])
def test_a_form_far_too_large_is_told_so_and_read_to_its_end(post: Callable[..., TestResponse], size: int) -> None:
    answer = post(text="x" * size)
    assert answer.status_code == 413
    assert "at most 200 kB of text are read here" in words_of(answer)


HTML = (
    "<!doctype html><html><head><title>A deserter tells</title>"
    '<meta property="article:published_time" content="2023-02-05T10:00:00Z">'
    '<meta property="og:site_name" content="The Daily"></head><body><nav>Menu Sport Weather</nav><article>'
    "<h1>A deserter tells</h1><p>The prisoners spoke of Order No. 227, which Stalin signed on 27 July 1942, and of how "
    "it was read out to them.</p><p>The unit had been sent to the front without a word, they said, and none of the "
    "officers came back for them in the following weeks.</p></article><footer>Imprint</footer></body></html>"
)


def test_the_main_text_of_a_web_page_is_read_with_what_it_says_of_itself(post: Callable[..., TestResponse]) -> None:
    for given in ({"file": (HTML.encode(), "story.html")}, {"text": HTML}):
        answer = post(**given)
        assert answer.status_code == 200
        assert "Menu Sport Weather" not in words_of(answer)
        assert "published 5 February 2023" in words_of(answer)
        assert 'name="title" value="A deserter tells"' in answer.get_data(as_text=True)


def test_a_plain_file_is_read_in_its_own_encoding(post: Callable[..., TestResponse]) -> None:
    answer = post(file=("Café talk of Order No. 227 – again".encode("cp1252"), "a.txt"))
    assert "Café talk" in words_of(answer)
    assert "The file is not UTF-8" in words_of(answer)


@pytest.mark.parametrize(
    ("data", "name", "status", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.png", 400, "The file is not text but a binary file"),
        (b"", "a.txt", 400, "There is no text to read"),
        (b"<html><body><script>x()</script></body></html>", "a.html", 400, "without the text of an article"),
        (b"x" * (LIMIT + 1), "a.txt", 413, "at most 200 kB"),
        (b"<html>" + b" " * PAGE_LIMIT, "a.html", 413, "at most 200 kB"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_why(
    post: Callable[..., TestResponse], data: bytes, name: str, status: int, words: str
) -> None:
    answer = post(file=(data, name))
    assert answer.status_code == status
    assert words in words_of(answer)


def test_a_hostile_text_stays_text(post: Callable[..., TestResponse]) -> None:
    evil = '<script>alert(1)</script> Order No. 227"><img src=x onerror=alert(2)> </textarea><b>27 July 1942</b>'
    page = post(text=evil, title=evil, publisher=evil, url="javascript:alert(1)", all="accept").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>27 July" not in page
    assert 'href="javascript' not in page
    rows = rows_of(
        post("/cite/events.csv", text=evil, url="javascript:alert(1)", published="2023", title="=cmd()", all="1")
    )
    assert rows[0]["url"] == ""
    assert rows[0]["title"] == "'=cmd()"


def test_a_decision_on_something_else_is_left_out(post: Callable[..., TestResponse]) -> None:
    page = post(text=TEXT, **{"d.order-227": "<b>", "d.nothing": "accept"}).get_data(as_text=True)
    assert "0 of 2 accepted" in page


def test_nothing_of_a_text_reaches_the_disk_or_a_log(
    post: Callable[..., TestResponse], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was made of what was sent")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    with caplog.at_level(logging.DEBUG):
        secret = "Xyzzyplugh " * 40_000
        assert post(file=((HTML + f"<!-- {secret} -->").encode(), "a.html")).status_code == 200
        assert post(text=TEXT + " Xyzzyplugh", all="accept").status_code == 200
        assert post(text=secret).status_code == 413
    assert "Xyzzyplugh" not in caplog.text


def test_the_answer_is_never_kept() -> None:
    from tests.serving import ROOT
    from timeline.live import LiveCatalogue
    from timeline.server import create_server

    app = create_server(LiveCatalogue(ROOT / "data"))
    client = app.test_client()
    answer = client.post("/cite", data={"text": TEXT}, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe-inline" not in re.search(r"script-src[^;]*", answer.headers["Content-Security-Policy"])[0]  # type: ignore[index]


def test_what_is_known_is_gathered_once_for_each_catalogue() -> None:
    assert knowledge_of(small()) is knowledge_of(small())


def test_findings_keep_the_order_of_the_text_and_gather_their_mentions() -> None:
    found = found_in(small(), cite(TEXT, knowledge_of(small())), {})
    first = found.entries[0]
    assert (first.number, first.id, len(first.mentions)) == (1, "order-227", 2)
    assert first.slips == ("the date is a day off: the record has 28 July 1942",)
    assert first.best.slip
    assert first.verdicts == (("supported", 1), ("imprecise", 1))
    assert [card.claim for card in first.claims] == ["It was of 27 July."]


@pytest.mark.parametrize(
    ("confidence", "words"), [(1.0, "Almost certain"), (0.9, "Very likely"), (0.7, "Likely"), (0.55, "Possible")]
)
def test_confidence_is_told_in_words(confidence: float, words: str) -> None:
    assert sure_words(confidence) == words
