"""Embeds in a real page on another origin: they fit, they grow, they answer to taps and keys, and nothing complains."""

from __future__ import annotations

import functools
import http.server
from collections.abc import Callable
from html import unescape

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import OtherHost
from tests.documents_app import tree
from tests.serving import Served

REPORT = "report-express-medvedev-order-227"
SEED = "order-227-and-wagner"


class Host:
    """A news site on its own origin: `host.show(html)` is the address of an article with that in its body."""

    def __init__(self, other_host: OtherHost) -> None:
        self.pages: dict[str, str] = {}
        self.url = other_host(functools.partial(_Handler, self.pages))

    def show(self, body: str, width: int = 1300) -> str:
        """The address of the article."""
        path = f"/{len(self.pages)}"
        self.pages[path] = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>'
            '<link rel="icon" href="data:,">'
            f"<style>body{{margin:0 auto;width:min(100%,{width}px);font:18px Georgia}}</style></head>"
            f"<body><h1>An article</h1>{body}<p>It goes on.</p></body></html>"
        )
        return self.url + path


class _Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, pages: dict[str, str], *args: object) -> None:
        self.pages = pages
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        text = self.pages.get(self.path)
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def host(other_host: OtherHost) -> Host:
    return Host(other_host)


def snippet(server: Served, id: str, query: str = "", kind: str = "plain") -> str:
    """The snippet that the site hands out."""
    root = tree(server.get(f"/share/{id}{query}")[2].decode())
    return str(root.find(f".//textarea[@id='{kind}']").text)


def settled(page: Page, count: int) -> list[dict[str, float]]:
    """Width, height and inner size of each frame, once each has its content's height."""
    page.wait_for_function(
        """count => { const frames = [...document.querySelectorAll("iframe")];
        return frames.length === count && frames.every(f => f.dataset.told === String(f.offsetHeight)); }""",
        arg=count,
    )
    found = []
    for frame in page.frames[1:]:
        inside = """() => { const e = document.scrollingElement, m = document.querySelector("main");
        return {inner: innerHeight, width: innerWidth, scroll: e.scrollHeight, wide: e.scrollWidth,
                main: m.getBoundingClientRect().height}; }"""
        found.append(frame.evaluate(inside))
    return found


# Counts the messages of each frame by dialect, and notes the last height on the frame.
LISTEN = """<script>window.told = [];
addEventListener("message", e => { const d = e.data;
  const kind = d && d.sentinel === "amp" ? "amp" : typeof d === "string" && d.startsWith("pymxPYMx") ? "pym"
             : d && d.type === "echoline:height" ? "own" : "other";
  window.told.push([kind, kind === "pym" ? +d.split("xPYMx")[3] : d.height]);
  document.querySelectorAll("iframe").forEach(f => {
    if (f.contentWindow === e.source) f.dataset.told = d.height || f.dataset.told; });
});</script>"""


@pytest.mark.parametrize("dark", [False, True])
def test_three_embeds_on_another_origin_fit_at_320_640_and_1200(
    new_page: Callable[..., Page], server: Served, host: Host, picture: Callable[[Page, str], object], dark: bool
) -> None:
    plain = snippet(server, SEED).replace('loading="lazy"', "")
    body = LISTEN + "".join(f'<div style="width:{width}px">{plain}</div>' for width in (320, 640, 1200))
    page = new_page(1320, 900, dark=dark)
    page.goto(host.show(body))
    sizes = settled(page, 3)
    assert [size["width"] for size in sizes] == [320, 640, 1200]
    for size in sizes:
        assert size["scroll"] <= size["inner"], f"a scrollbar: {size}"
        assert size["wide"] <= size["width"]
        assert abs(size["main"] - size["inner"]) < 1.5
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1320
    picture(page, f"embeds-in-an-article{'-dark' if dark else ''}")


@pytest.mark.parametrize(
    ("width", "drawing"), [(320, 320), (479, 320), (480, 480), (640, 640), (899, 640), (900, 900), (1200, 1200)]
)
def test_the_container_alone_chooses_the_drawing_and_no_text_is_shrunk(
    new_page: Callable[..., Page], host: Host, server: Served, width: int, drawing: int
) -> None:
    page = new_page(1320, 900, javascript=False)
    page.goto(
        host.show(
            f'<iframe title="x" style="border:0;width:{width}px;height:900px" src="{server.url}/embed/{SEED}"></iframe>'
        )
    )
    inside = page.frame_locator("iframe")
    shown = inside.locator("svg.ec:visible")
    expect(shown).to_have_count(1)
    assert shown.get_attribute("width") == str(drawing)
    assert shown.evaluate("e => e.getBoundingClientRect().width / e.viewBox.baseVal.width") >= 0.999


def test_the_script_variant_becomes_the_same_chart(new_page: Callable[..., Page], server: Served, host: Host) -> None:
    page = new_page(800, 900)
    page.goto(host.show(LISTEN + snippet(server, REPORT, kind="scripted"), 640))
    page.locator("iframe").scroll_into_view_if_needed()
    assert settled(page, 1)[0]["width"] == 640
    assert page.locator("iframe").get_attribute("title")


def test_without_scripts_the_script_variant_is_a_picture(
    new_page: Callable[..., Page], server: Served, host: Host
) -> None:
    page = new_page(800, 900, javascript=False)
    page.goto(host.show(snippet(server, REPORT, kind="scripted"), 640))
    image = page.locator("noscript img, img").first
    expect(image).to_be_visible()
    assert image.evaluate("e => e.naturalWidth") == 1280


def test_the_listener_believes_only_this_site_and_that_frame(page: Page, server: Served, host: Host) -> None:
    page.goto(host.show(LISTEN + snippet(server, REPORT).replace('loading="lazy"', ""), 640))
    settled(page, 1)
    before = page.locator("iframe").evaluate("f => f.offsetHeight")
    page.evaluate("""() => new Promise(done => { addEventListener("message", () => setTimeout(done), {once: true});
        postMessage({type: "echoline:height", height: 4000}, "*"); })""")
    assert page.locator("iframe").evaluate("f => f.offsetHeight") == before


def opened(page: Page, server: Served, host: Host, id: str = REPORT, query: str = "") -> FrameLocator:
    page.goto(host.show(LISTEN + snippet(server, id, query).replace('loading="lazy"', ""), 640))
    settled(page, 1)
    return page.frame_locator("iframe")


def test_heights_are_told_in_three_dialects_once_and_a_card_tells_nothing(
    page: Page, server: Served, host: Host
) -> None:
    inside = opened(page, server, host)
    told = page.evaluate("window.told")
    assert {kind for kind, _ in told} == {"amp", "pym", "own"}
    assert len({height for _, height in told}) <= 2, "the height settles at once"
    count = len(told)
    inside.locator("svg.ec:visible a[data-kind=event]").first.click()
    expect(inside.locator("#card")).to_be_visible()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert len(page.evaluate("window.told")) == count
    inside.locator("summary").click()
    page.wait_for_function(f"() => window.told.length === {count + 3}")
    settled(page, 1)


def test_a_tap_on_a_thread_shows_claim_and_record_and_escape_gives_the_focus_back(
    page: Page, server: Served, host: Host
) -> None:
    inside = opened(page, server, host)
    thread = inside.locator("svg.ec:visible a[data-kind=citation]").first
    thread.focus()
    thread.press("Enter")
    card = inside.locator("#card")
    expect(card).to_contain_text("The record says")
    expect(card).to_be_focused()
    card.press("Escape")
    expect(card).to_be_hidden()
    expect(thread).to_be_focused()
    assert len(page.context.pages) == 1, "the reader stays in the article"


def test_arrows_move_from_mark_to_mark_in_time(page: Page, server: Served, host: Host) -> None:
    inside = opened(page, server, host)
    inside.locator("svg.ec:visible a").first.focus()
    at = "() => { const b = document.activeElement.getBoundingClientRect(); return b.left + b.width / 2; }"
    frame = page.frames[1]
    page.keyboard.press("Home")
    places = [frame.evaluate("() => document.activeElement.dataset.key")]
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        places.append(frame.evaluate("() => document.activeElement.dataset.key"))
    assert len(set(places)) == 5
    page.keyboard.press("End")
    assert frame.evaluate(at) > 0
    page.keyboard.press("ArrowLeft")
    assert frame.evaluate("() => document.activeElement.matches('.ch a[data-key]')")


def test_hovering_shows_a_card_and_leaving_hides_it(page: Page, server: Served, host: Host) -> None:
    inside = opened(page, server, host)
    inside.locator("svg.ec:visible a[data-kind=event]").first.hover()
    expect(inside.locator("#card")).to_be_visible()
    inside.locator("h1").hover()
    expect(inside.locator("#card")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 640])
def test_a_card_stays_inside_the_chart(page: Page, server: Served, host: Host, width: int) -> None:
    page.goto(host.show(LISTEN + snippet(server, SEED).replace('loading="lazy"', ""), width))
    settled(page, 1)
    frame = page.frames[1]
    inside = page.frame_locator("iframe")
    links = inside.locator("svg.ec:visible a[data-kind=event]")
    for number in range(links.count()):
        links.nth(number).focus()
        links.nth(number).press("Enter")
        box = frame.evaluate("""() => { const c = document.getElementById("card").getBoundingClientRect(),
            b = document.getElementById("ch").getBoundingClientRect();
            return [c.left - b.left, c.top - b.top, b.right - c.right, b.bottom - c.bottom, c.height]; }""")
        assert min(box[:4]) >= -1, box
        assert box[4] > 60, box
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 640, 1200])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_an_embed_is_accessible_with_its_card_open_too(
    new_page: Callable[..., Page], axe: Callable[..., list[str]], width: int, look: str
) -> None:
    page = new_page(width, 900)
    page.goto(f"/embed/{SEED}?look={look}&brand=cc0000")
    assert not axe(page)
    page.locator("summary").click()
    page.locator("svg.ec:visible a[data-kind=citation]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()
    assert not axe(page)


def test_without_scripts_every_mark_is_a_link_and_all_is_told_in_words(new_page: Callable[..., Page]) -> None:
    page = new_page(640, 900, javascript=False)
    page.goto(f"/embed/{SEED}")
    assert page.locator("svg.ec:visible a[href]").count() > 5
    page.locator("summary").click()
    expect(page.locator("details article").first).to_contain_text("The record says")


def test_the_share_page_copies_its_snippet_and_previews_grow(new_page: Callable[..., Page], server: Served) -> None:
    page = new_page(1440, 900, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/share/{REPORT}")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#plain").input_value()
    frames = page.locator(".pre iframe")
    for number in range(3):
        frames.nth(number).scroll_into_view_if_needed()
        frame = page.frame_locator(".pre iframe").nth(number)
        expect(frame.locator("h1")).to_be_visible()
        handle = frames.nth(number).element_handle().content_frame()
        page.wait_for_function(
            "([f, h]) => Math.abs(f.offsetHeight - h) < 2",
            arg=[
                frames.nth(number).element_handle(),
                handle.evaluate("() => Math.ceil(document.querySelector('main').getBoundingClientRect().height)"),
            ],
        )


def test_the_frozen_snippet_is_made_by_the_form(page: Page) -> None:
    page.goto(f"/share/{REPORT}")
    page.get_by_label("frozen as of").check()
    page.get_by_label("Look").select_option("dark")
    page.get_by_role("button", name="Use this").click()
    address = unescape(page.locator("#plain").input_value())
    assert "look=dark" in address
    assert "asof=" in address
