"""What every answer says besides its content: what a page may load, who may frame it, how long it may be kept."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, g, request

from timeline import addresses

DOCUMENTS: Final = "documents"
"""Name of the blueprint of the server-rendered pages."""
VALIDATOR: Final = "echoline.validator"
"""Key of the WSGI environment: the ETag that this address has for as long as data, program and day stay the same."""

YEAR: Final = 31_536_000
FOR_EVER: Final = f"public, max-age={YEAR}, immutable"
REVALIDATE: Final = "public, no-cache"

# Other sites may read these with scripts, and show them: a sandboxed embed is another site to its own fonts.
_SHARED: Final = ("/data/", "/chart.", "/oembed", "/assets/")
_FRAMED: Final = "/embed/"
_NO_DEVICES: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
# What of Dash is made from the data or from the program, and asked for by its own pages only.
_DASH: Final = "/_dash-"
_DASH_FILES: Final = "/_dash-component-suites/"


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator decided: who may frame embeds ("*", or origins as CSP writes them), and Dash's own scripts."""

    frame_ancestors: str = "*"
    dash_hashes: Sequence[str] = ()


def script_hash(text: str) -> str:
    """Return the CSP source that allows exactly this inline script: 'sha256-...' in quotes."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def allow_inline_script(text: str) -> str:
    """Let the answer to the current request run this inline script; return the text, so that a template may call it.

    The text must be exactly what stands between the tags, white space included.
    """
    hashes: list[str] = g.setdefault("script_hashes", [])
    source = script_hash(text)
    if source not in hashes:
        hashes.append(source)
    return text


def content_policy(path: str, policy: Policy, hashes: Sequence[str] = (), *, dash: bool = False) -> str:
    """Return the Content-Security-Policy of an address. Scripts: own files and the hashes named, nothing else."""
    scripts = ["'self'", *hashes, *(policy.dash_hashes if dash else ())]
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        # Chart text and plotly.js place things by style attributes; no style can leave the origin by this.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'none'",
        "frame-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    ancestors = frame_ancestors(path, policy)
    if ancestors:
        rules["frame-ancestors"] = ancestors
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def frame_ancestors(path: str, policy: Policy) -> str:
    """Return who may frame the address, or "" for anyone.

    No rule is more open than "*", which would leave out pages opened from a folder (a teacher's, an archive's).
    """
    if not path.startswith(_FRAMED):
        return "'none'"
    if policy.frame_ancestors.strip() == "*":
        return ""
    # The embed dialog's own preview frames the embed too.
    return f"'self' {policy.frame_ancestors}"


def install(app: Flask, policy: Policy) -> None:
    """Put the headers on every answer of the app. What a view has set itself stays, but for the safety headers."""

    @app.after_request
    def dress(response: Response) -> Response:
        path = request.path
        document = request.blueprint == DOCUMENTS
        shared = path.startswith(_SHARED) or (document and path.endswith(".json"))
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Permissions-Policy"] = _NO_DEVICES
        anyone = shared or path.startswith(_FRAMED)
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if anyone else "same-origin"
        if not path.startswith(_FRAMED):
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if shared:
            headers["Access-Control-Allow-Origin"] = "*"
        hashes: list[str] = g.get("script_hashes", [])
        dash = not document and response.status_code == 200
        headers["Content-Security-Policy"] = content_policy(path, policy, hashes, dash=dash)
        _keep(response)
        return response


def _keep(response: Response) -> None:
    """Say how long the answer may be kept, and by what it is known again."""
    headers, path = response.headers, request.path
    if path.startswith("/assets/"):
        named = (path.removeprefix("/assets/"), request.args.get("v", ""), request.args.get("m", ""))
        headers["Cache-Control"] = FOR_EVER if response.status_code == 200 and addresses.lasts(*named) else REVALIDATE
        return
    if "Cache-Control" in headers:
        if path.startswith(_DASH_FILES) and response.cache_control.max_age == YEAR:
            # Dash fingerprints its scripts, but does not say that browsers and proxies need not ask again.
            headers["Cache-Control"] = FOR_EVER
        return
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        headers["Cache-Control"] = "no-store" if request.method == "POST" else REVALIDATE
        return
    headers["Cache-Control"] = REVALIDATE
    if "ETag" in headers:
        return
    validator = request.environ.get(VALIDATOR)
    if validator and not path.startswith("/_"):
        # Pages, pictures and tables are made from the data, the address and the day, and from nothing else.
        headers["ETag"] = validator
    elif path.startswith(_DASH) and not response.is_streamed:
        response.add_etag(weak=True)
        response.make_conditional(request.environ)
