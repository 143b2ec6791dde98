"""Where each page lies when the site is a folder of files, and links between those files."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

PAGES: Final = ("report", "event", "story", "embed", "present", "handout", "share")
"""First parts of addresses whose second part is an id, and whose page is an HTML file."""
_LIST: Final = ("reports", "events", "stories")
_TAG: Final = re.compile(
    r'(<script type="application/ld\+json">)(.*?)(</script>)'
    r"|<(?:script|style)\b.*?</(?:script|style)>|<[a-zA-Z][^>]*>",
    re.DOTALL,
)
_LINK: Final = re.compile(r'\s(href|src|action)="(/[^"]*)"')
_JSON_LINKS: Final = ("@id", "url", "mainEntityOfPage")

Known = Callable[[str], bool]
"""Whether the folder has a file of that name."""


def file_of(address: str) -> str | None:
    """The file (`report/x.html`) of a local address (`/report/x?look=dark`), None when only a server could answer it.

    The explorer's addresses lead to the page about what they select, else to the search page.
    """
    parts = urlsplit(address)
    path, query = unquote(parts.path), parse_qs(parts.query)
    first, _, rest = path.strip("/").partition("/")

    def one(name: str) -> str:
        return query.get(name, [""])[-1]

    if path in ("/", "/search"):
        return _explored(one)
    if first in _LIST and not rest:
        page = one("page")
        return f"{first}-{page}.html" if page not in ("", "1") else f"{first}.html"
    if first in PAGES and rest:
        if rest.endswith(".json"):
            return f"{first}/{rest}"
        answers = one("answers") if first == "handout" else ""
        return f"{first}/{rest}-answers.html" if answers == "1" else f"{first}/{rest}.html"
    if first == "data":
        return f"data/{rest or 'index.html'}"
    if first in ("chart.png", "chart.svg") and not rest:
        return f"chart/{one('of')}.{first[-3:]}" if one("of") else None
    if first == "oembed":
        about = file_of(urlsplit(one("url")).path) if one("url") else None
        return f"oembed/{posixpath.basename(about).removesuffix('.html')}.json" if about else None
    if first in ("assets", "offline") or path in ("/search-index.js", "/sitemap.xml", "/robots.txt"):
        return path.lstrip("/")
    return None


def _explored(one: Callable[[str], str]) -> str:
    if one("report"):
        return f"report/{one('report')}.html"
    if one("event"):
        return f"event/{one('event')}.html"
    if one("story") and one("story") != "everything":
        return f"story/{one('story')}.html"
    return "index.html"


def words_for_search(address: str) -> str:
    """What to search for instead, where the explorer would filter: the theme or the search of its address."""
    query = parse_qs(urlsplit(address).query)
    return query.get("q", [""])[-1] or query.get("theme", [""])[-1].replace("-", " ")


def relative(address: str, page: str, known: Known) -> str | None:
    """The link from the file `page` to what a local address shows; None when no file of the folder shows it."""
    file = file_of(address)
    if file is None or not known(file):
        return None
    parts = urlsplit(address)
    path = quote(posixpath.relpath(file, posixpath.dirname(page) or "."))
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    if file == "index.html" and (words := words_for_search(address)):
        return f"{path}?q={quote(words)}{fragment}"
    if parts.path in ("", "/") and not fragment and "event=" in parts.query and file.startswith("report/"):
        fragment = f"#c-{parse_qs(parts.query)['event'][-1]}"
    return path + fragment


def with_relative_links(text: str, page: str, known: Known) -> str:
    """The HTML with every local link made relative to the file it stands in; links without a file lose their target."""

    def attribute(found: re.Match[str]) -> str:
        target = relative(html.unescape(found[2]), page, known)
        return f' {found[1]}="{html.escape(target)}"' if target is not None else ""

    def tag(found: re.Match[str]) -> str:
        # A browser refuses to load a font ahead of time from a disk, and complains; the style sheet's own rule works.
        if found[0].startswith('<link rel="preload"'):
            return ""
        if found[1]:
            return found[1] + _in_script(relative_data(json.loads(found[2]), page, known)) + found[3]
        whole = found[0]
        if not whole.startswith(("<script", "<style")):
            return _LINK.sub(attribute, whole)
        start, end, rest = whole.partition(">")
        return _LINK.sub(attribute, start) + end + rest

    return _TAG.sub(tag, text)


def relative_data(data: Any, page: str, known: Known) -> Any:
    """Linked data with the addresses of this site's things made relative to the file."""
    if isinstance(data, list):
        return [relative_data(item, page, known) for item in data]
    if not isinstance(data, dict):
        return data
    changed = {}
    for name, value in data.items():
        if name in _JSON_LINKS and isinstance(value, str) and value.startswith("/"):
            value = relative(value, page, known) or value.lstrip("/")
        changed[name] = relative_data(value, page, known)
    return changed


def _in_script(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
