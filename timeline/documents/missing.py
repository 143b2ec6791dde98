"""404: what was asked for is not here, and what may have been meant."""

from __future__ import annotations

from urllib.parse import unquote

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from timeline.documents import frame
from timeline.documents.site import Head, Site
from timeline.documents.subjects import suggestions
from timeline.problems import shown


def register(documents: Blueprint, site: Site) -> None:
    """Answer every unknown address of the whole app."""

    @documents.app_errorhandler(404)
    def missing(error: HTTPException) -> AnyResponse:
        if error.response is not None:
            return error.response  # type: ignore[return-value]
        return page(site)


def page(site: Site) -> Response:
    """The page for the address of the current request."""
    # What no page can print (control characters, half characters) would not find anything either.
    asked = "".join(c for c in unquote(request.path) if c.isprintable())
    kind, _, id = asked.strip("/").partition("/")
    id = id.removesuffix(".json")
    if id:
        said = f"This catalogue holds nothing with the id “{shown(id)}”."
        near = suggestions(site.current(), id)
    else:
        said = f"Nothing is kept at “/{shown(kind)}”."
        near = []
    head = Head("Not found", said, "", index=False)
    return frame.page(site, "missing.html", head, 404, said=said, near=near)
