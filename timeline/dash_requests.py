"""What is asked of Dash's own addresses: a refusal for what no page of ours would ask, and the quickest packing."""

from __future__ import annotations

from typing import Any, Final

from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, abort, request

UPDATE: Final = "/_dash-update-component"
_UNREADABLE: Final = "This is not a question that the page asks. Load the page again."


def guard(app: Flask, dash: Dash) -> None:
    """Answer 400 to calls of callbacks that no page could have sent, and 404 for scripts that Dash does not have."""

    @app.before_request
    def refuse() -> None:
        if request.path != UPDATE or request.method != "POST":
            return
        if not well_formed(_body(), dash.callback_map):
            abort(400, _UNREADABLE)
        # Made for one reader and waited for: zstd packs it in a fifth of the time that brotli takes, a fifth larger.
        if any(name == "zstd" and quality for name, quality in request.accept_encodings):
            request.environ["HTTP_ACCEPT_ENCODING"] = "zstd"

    @app.errorhandler(DependencyException)
    def missing(_: DependencyException) -> Any:
        return "Dash has no such script.\n", 404, {"Content-Type": "text/plain; charset=utf-8"}


def _body() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # nested a hundred thousand deep
        return None


def well_formed(body: Any, callbacks: Any) -> bool:
    """Whether a body names a callback that there is and gives its inputs, each with an id and a property."""
    output = body.get("output") if isinstance(body, dict) else None
    if not isinstance(output, str) or output not in callbacks:
        return False
    known = callbacks[output]
    changed = body.get("changedPropIds")
    if not (isinstance(changed, list) and all(isinstance(one, str) for one in changed)):
        return False
    for name in ("inputs", "state"):
        given = body.get(name, [])
        if not isinstance(given, list) or len(given) != len(known.get(name, [])):
            return False
        if not all(isinstance(one, dict) and {"id", "property"} <= one.keys() for one in given):
            return False
    return isinstance(body.get("outputs"), dict | list)
