"""Where the files that ship with the program are: in the installed wheel, or in a checkout of the repository."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(installed: str, checkout: str) -> Path:
    """Return the folder inside the package when the wheel put one there, else its twin beside the package."""
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout


def assets_dir() -> Path:
    """Return the folder of style sheets, fonts, scripts and the plotly.js bundle."""
    return _shipped("_assets", "assets")


def sample_data_dir() -> Path:
    """Return the folder of the bundled catalogue: events.csv, citations.csv, stories.csv."""
    return _shipped("_data", "data")


def plotly_bundle() -> Path:
    """Return the one plotly.js file that pages load: the basic bundle, its plotly.js version in its name.

    Raises FileNotFoundError when it is missing or there is more than one, since a page could not tell which to load.
    """
    folder = assets_dir()
    found = sorted(folder.glob("plotly-basic-*.min.js"))
    if len(found) != 1 and str(folder) in _seen():
        return Path(_seen()[str(folder)])
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise FileNotFoundError(f"One plotly-basic-*.min.js belongs in {folder}; found {names}.")
    _seen()[str(folder)] = str(found[0])
    return found[0]


@lru_cache(maxsize=1)
def _seen() -> dict[str, str]:
    """What was last known of a file: an upgrade under a running server takes files away for a moment."""
    return {}


def fingerprint(path: Path) -> str:
    """Return ten hex digits of the file's content, for an address that may be cached for ever.

    A file that has gone keeps the last one; FileNotFoundError for one that was never there.
    """
    try:
        status = path.stat()
        found = _seen()[str(path)] = _digest(path, status.st_mtime_ns, status.st_size)
    except FileNotFoundError:
        if str(path) not in _seen():
            raise
        return _seen()[str(path)]
    return found


@lru_cache(maxsize=256)
def _digest(path: Path, mtime_ns: int, size: int) -> str:
    # mtime and size are part of the key only: an edited asset gets its new fingerprint without a restart.
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset_url(name: str, prefix: str = "/assets/") -> str:
    """Return the address of the asset `name` ("tokens.css") with its fingerprint: "/assets/tokens.css?v=0a1b2c3d4e".

    Without one when the file is not there: a page that lacks a style sheet is better than no page.
    """
    try:
        return f"{prefix}{name}?v={fingerprint(assets_dir() / name)}"
    except FileNotFoundError:
        return f"{prefix}{name}"
