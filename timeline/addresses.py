"""The site's own addresses: absolute ones for the world outside, and those that may be cached for ever."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from flask import current_app, request

from timeline import resources

BASE_URL: Final = "ECHOLINE_BASE_URL"
"""Key of the Flask configuration: the address the world knows the site by, without a slash at its end, or ""."""

_VERSIONED: Final = re.compile(r"-\d+\.\d+\.\d+\.")
"""A release number in a file name: its content never changes under that name."""


def public_url(path: str = "") -> str:
    """Return the absolute address of a path of this site ("/event/x"): below --base-url, else at the host asked for."""
    base = str(current_app.config.get(BASE_URL, "")) or request.url_root.rstrip("/")
    return base + path


def lasts(name: str, version: str, stamp: str) -> bool:
    """Return whether what an asset's address holds can never change.

    `name` is the path below /assets/; `version` the `v` of its query (a fingerprint of ours), `stamp` the `m` (Dash's,
    the file's time in seconds). A wrong or outdated one does not count: its answer is today's file, not that one.
    """
    path = resources.assets_dir() / name
    if not path.is_file():
        return False
    if version:
        return version == resources.fingerprint(path)
    if stamp:
        return stamp in _times(path)
    return _VERSIONED.search(path.name) is not None


def _times(path: Path) -> tuple[str, str]:
    # Dash writes the time of an asset as an int or as a float, depending on where the link is made.
    seconds = path.stat().st_mtime
    return str(int(seconds)), str(seconds)
