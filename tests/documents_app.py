"""The documents of a catalogue as an app to ask in a test, and what is wrong with a page of HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import html5lib
from flask import Flask
from flask.testing import FlaskClient

from timeline import addresses, headers, resources
from timeline.catalogue import Catalogue
from timeline.documents import blueprint

BASE = "https://timeline.example.org"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def client_of(catalogue: Catalogue, base_url: str = BASE) -> FlaskClient:
    """A client of the documents alone, with the headers of the real server."""
    app = Flask("timeline", static_folder=str(resources.assets_dir()), static_url_path="/assets")
    app.config[addresses.BASE_URL] = base_url
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.register_blueprint(blueprint(lambda: catalogue))
    headers.install(app, headers.Policy())
    return app.test_client()


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    """The text of a page; AssertionError when its status is another."""
    answer = client.get(path)
    assert answer.status_code == status, f"{path} answered {answer.status_code}: {answer.get_data(as_text=True)[:300]}"
    return answer.get_data(as_text=True)


def tree(text: str) -> Any:
    """The page as an element tree without namespaces; AssertionError with the parser's words when it is not valid."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    root = parser.parse(text)
    errors = [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]
    assert not errors, errors[:5]
    return root


def faults(text: str) -> list[str]:
    """What a validator would say of a page: broken nesting, ids that repeat, links to nothing on the page, no names."""
    root = tree(text)
    nodes = list(root.iter())
    found: list[str] = []
    ids = [node.get("id") for node in nodes if isinstance(node.tag, str) and node.get("id")]
    found += [f"id {id} stands {ids.count(id)} times" for id in sorted(set(ids)) if ids.count(id) > 1]
    for node in nodes:
        if not isinstance(node.tag, str):
            continue
        reference = node.get("href", "")
        if reference.startswith("#") and unquote(reference[1:]) not in ids:
            found.append(f"{reference} leads to nothing on the page")
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            found += [f"{name}={one} names nothing" for one in (node.get(name) or "").split() if one not in ids]
        if node.tag == "img" and node.get("alt") is None:
            found.append("an image has no alt")
        if node.tag == "iframe" and not node.get("title"):
            found.append("a frame has no title")
        if any(name.startswith("on") for name in node.attrib):
            found.append(f"<{node.tag}> has an inline handler")
        if reference.lower().startswith(("javascript:", "data:text", "vbscript:")):
            found.append(f"a link runs a script: {reference[:40]}")
    for name in ("html", "title", "main", "h1"):
        count = sum(node.tag == name for node in nodes if isinstance(node.tag, str))
        # A drawing has titles of its own.
        if name == "title":
            count = sum(child.tag == "title" for child in root.find("head"))
        # Slides and the two halves of a handout have a heading each.
        if count < 1 or (count > 1 and name != "h1"):
            found.append(f"{count} <{name}>")
    if root.get("lang") is None:
        found.append("no language")
    if root.find("head/meta[@name='description']") is None:
        found.append("no description")
    found += list(_headings(nodes))
    return found


def _headings(nodes: list[Any]) -> Iterator[str]:
    last = 0
    for node in nodes:
        if isinstance(node.tag, str) and re.fullmatch("h[1-6]", node.tag):
            level = int(node.tag[1])
            if level > last + 1:
                yield f"h{level} follows h{last}"
            last = level


def linked_data(text: str) -> Any:
    """The JSON-LD of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def local_links(text: str) -> set[str]:
    """Every address of this site that the page leads to or loads, without fragments."""
    found = set()
    for node in tree(text).iter():
        if not isinstance(node.tag, str):
            continue
        for name in ("href", "src", "action"):
            value = node.get(name, "")
            if value.startswith("/") and not value.startswith("//"):
                found.add(urlsplit(value)._replace(fragment="").geturl())
    return found
