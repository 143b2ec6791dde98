"""A source named by a person (folder, file or address) -> the bytes of its files, within limits of time and size."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Final

from timeline.problems import CatalogueError, Problem, did_you_mean, nearest, quoted, shown
from timeline.schema import TABLES

WAIT: Final = 10.0
"""Seconds that a server may take for its answer, and for each further part of it."""
WHOLE: Final = 60.0
"""Seconds that a whole download may take."""
LIMIT: Final = 100 * 1024 * 1024
"""Bytes that a download may have."""
PART: Final = 1 << 18
PUBLISH: Final = "In the sheet choose File > Share > Publish to web > Comma-separated values"
HINTS: Final = {401: "It asks for a password.", 403: "It is not public.", 404: "Is the address right?"}
SAVE: Final = "Save the file, and give its path."
SHEET: Final = re.compile(r"^https?://docs\.google\.com/spreadsheets/(?P<path>.+)$", re.IGNORECASE)


Load = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Files:
    """What was found: `contents` maps table names to (name of the file for people, a function that reads its bytes).

    The function raises CatalogueError. Bytes are read one file at a time, so that a large folder is not held whole.
    """

    contents: Mapping[str, tuple[str, Load]]
    origin: str


def is_address(source: str) -> bool:
    """True for what looks like an address on the network, whichever scheme it has."""
    return re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", source) is not None


def find(source: str | Path) -> Files:
    """The files of a folder, a single CSV or an http(s) address; CatalogueError says why when there are none."""
    name = str(source)
    if isinstance(source, str) and is_address(name):
        return Files({"events": (name, lambda: download(name))}, name)
    path = Path(source)
    try:
        if path.is_dir():
            return Files(_folder(path), name)
    except (OSError, ValueError) as error:
        raise _failure(name, _reason(error), "") from None
    return Files({"events": (name, lambda: _bytes(path))}, name)


def _folder(path: Path) -> dict[str, tuple[str, Load]]:
    names = {entry.name for entry in path.iterdir()}
    if TABLES["events"].name not in names:
        raise _no_events(path)
    files = {key: path / table.name for key, table in TABLES.items() if table.name in names}
    return {key: (str(file), partial(_bytes, file)) for key, file in files.items()}


def _no_events(path: Path) -> CatalogueError:
    others = sorted(file.name for file in path.iterdir() if file.suffix.lower() in {".csv", ".tsv", ".txt"})
    near = [name for name in others if name.casefold() == "events.csv"] or nearest("events.csv", others)
    if near:
        mend = f"{did_you_mean(near)} Rename it to events.csv."
    elif others:
        mend = f"It has {quoted(others[0])}: give the path of that file, or rename it to events.csv."
    else:
        mend = "`timeline new my-timeline` writes a folder to start from."
    return _failure(str(path), "this folder has no events.csv", mend)


def _bytes(path: Path) -> bytes:
    """The bytes of a plain file; CatalogueError when it cannot be read."""
    try:
        if path.exists() and not path.is_file():
            raise _failure(str(path), "this is not a plain file", "")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _failure(str(path), _reason(error), _path_mend(path)) from None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "this may not be read with your rights"
    if isinstance(error, OSError) and error.strerror:
        return f"this cannot be read: {error.strerror}"
    return str(error)


def _path_mend(path: Path) -> str:
    try:
        if not path.exists() and path.parent.is_dir():
            return did_you_mean(nearest(path.name, _others(path)))
    except (OSError, ValueError):
        return ""
    return ""


def _others(path: Path) -> list[str]:
    """The names beside a path that could be meant in its place: a link that leads nowhere is not its own remedy."""
    return [other.name for other in path.parent.iterdir() if other.name != path.name and other.exists()]


def _failure(file: str, message: str, mend: str) -> CatalogueError:
    return CatalogueError([Problem("error", shown(file, 300), None, "", "", message, mend)])


class _HttpOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only: the library's own handler would also follow ftp."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urllib.parse.urlsplit(newurl).scheme.lower() not in {"http", "https"}:
            fp.close()
            raise urllib.error.URLError(f"it leads on to {quoted(newurl)}, which is not http or https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(address: str, *, wait: float = WAIT, whole: float = WHOLE, limit: int = LIMIT) -> bytes:
    """The bytes at an http(s) address; CatalogueError when it does not answer in time, or with too much."""
    scheme = address.split(":", 1)[0].lower()
    if scheme not in {"http", "https"}:
        raise _failure(
            address, f"addresses of the kind {scheme}:// are not read", "Give an http or https address, or a path."
        )
    sheet = SHEET.match(address)
    if sheet and not _is_csv_sheet(address):
        raise _failure(address, "this is the page of a Google Sheet, not its CSV", _sheet_mend(sheet["path"]))
    opener = urllib.request.build_opener(_HttpOnly)
    started = time.monotonic()
    try:
        request = urllib.request.Request(
            urllib.parse.quote(address, safe=":/?#[]@!$&'()*+,;=%~"),
            headers={"User-Agent": "echoline", "Accept": "text/csv, text/plain;q=0.9, */*;q=0.5"},
        )
        with opener.open(request, timeout=wait) as answer:
            if "html" in (answer.headers.get_content_type() or ""):
                mend = PUBLISH if sheet else "Give the address of the CSV itself."
                raise _failure(address, "a web page came back, not a CSV", mend)
            return _body(address, answer, started + whole, limit)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _failure(address, *_told(error, wait, sheet is not None)) from None


def _told(error: Exception, wait: float, sheet: bool) -> tuple[str, str]:
    """(message, mend) for what the library raises when an address cannot be read."""
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        return f"the server answered {error.code} {error.reason}", PUBLISH if sheet else HINTS.get(error.code, "")
    cause: object = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer within {wait:g} seconds", "Try again later, or save the file and give its path."
    return f"this address cannot be read: {shown(str(getattr(cause, 'strerror', None) or cause), 120)}", ""


def _body(address: str, answer: http.client.HTTPResponse, deadline: float, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    # read1 returns what has come so far, so that a server that dribbles cannot outlast the deadline.
    while part := answer.read1(PART):
        size += len(part)
        parts.append(part)
        if size > limit:
            raise _failure(address, f"the answer is larger than {limit / 1048576:g} MB", SAVE)
        if time.monotonic() > deadline:
            raise _failure(address, "the download takes too long", SAVE)
    if answer.length:
        raise _failure(address, f"the answer broke off {answer.length:,} bytes before its end", "Try again.")
    return b"".join(parts)


def _is_csv_sheet(address: str) -> bool:
    query = urllib.parse.urlsplit(address).query
    return "output=csv" in query or "format=csv" in query or "out:csv" in urllib.parse.unquote(query)


def _sheet_mend(path: str) -> str:
    """For the page of a Google Sheet, by the path of its address: the address that gives its CSV."""
    published = re.match(r"d/e/([\w-]+)", path)
    if published:
        return f"Use https://docs.google.com/spreadsheets/d/e/{published[1]}/pub?output=csv"
    how = f"{PUBLISH}, and use the address it gives"
    own = re.match(r"d/([\w-]+)", path)
    if own:
        return f"{how}; for a sheet that anyone may read: https://docs.google.com/spreadsheets/d/{own[1]}/export?format=csv"
    return how
