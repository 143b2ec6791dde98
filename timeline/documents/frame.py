"""The frame of every page: what the templates may call."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, make_response, render_template, request
from markupsafe import Markup

from timeline import resources, shell
from timeline.documents.site import Head, Site
from timeline.svg import chart_css
from timeline.view import LOOKS


def page(site: Site, template: str, head: Head, status: int = 200, **context: Any) -> Response:
    """A whole page; the template extends `base.html`."""
    answer = make_response(render_template(template, **{**common(site), "head": head, **context}), status)
    answer.mimetype = "text/html"
    return answer


def common(site: Site) -> dict[str, Any]:
    """Names that every template of ours may use. What the shell returns is finished HTML."""
    look = request.args.get("look", "")
    look = look if look in LOOKS else ""

    def page_head(head: Head) -> Markup:
        canonical = site.absolute(head.path) if head.path else ""
        return Markup(shell.head(head.title, head.description, canonical=canonical, styles=("document.css",)))

    def page_header(section: str) -> Markup:
        return Markup(shell.header(section, look=_other_look(site, look), static=site.static))

    return {
        "site": site,
        "look": look,
        "section": "",
        "page_head": page_head,
        "page_header": page_header,
        "page_footer": lambda: Markup(shell.footer(static=site.static)),
        "icon": lambda name, size=17: Markup(shell.icon(name, size)),
        "silhouette": lambda verdict: Markup(shell.silhouette(verdict)),
        "asset": resources.asset_url,
        "chart_css": Markup(chart_css()),
    }


def _other_look(site: Site, look: str) -> str:
    """The address of this page in the other look; "" where a file could not answer it."""
    if site.static or request.method not in ("GET", "HEAD"):
        return ""
    other = "light" if look == "dark" else "dark"
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "look"]
    return f"{quote(request.path)}?{urlencode([*kept, ('look', other)])}"
