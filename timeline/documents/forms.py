"""What a form sent, read in memory: nothing of it touches the disk, whatever its size."""

from __future__ import annotations

import io
from typing import IO, Final

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

Form = MultiDict[str, str]
Uploads = MultiDict[str, FileStorage]

PARTS: Final = 2_000
"""Fields and files of a form."""
DRAIN: Final = 64 * 1024 * 1024
"""Bytes of a refused form that are read and thrown away: a browser shows no answer while it is still sending."""


def received(request: Request, largest: int) -> tuple[Form, Uploads] | None:
    """The fields and the files of a form of at most `largest` bytes; None when it is larger, and it is read to its end.

    Flask's own way would spool large files to the disk.
    """
    size = request.content_length
    if size is None and "Transfer-Encoding" not in request.headers:
        return Form(), Uploads()  # nothing was sent at all
    if size is None or size > largest:
        _drain(request)
        return None
    parser = FormDataParser(
        stream_factory=lambda *_args, **_options: io.BytesIO(),
        max_form_memory_size=largest,
        max_content_length=largest,
        max_form_parts=PARTS,
    )
    try:
        stream: IO[bytes] = request.stream
        if request.mimetype == "application/x-www-form-urlencoded":
            # The parser counts the parts of the other kind of form alone.
            stream = io.BytesIO(sent := stream.read(size))
            if sent.count(b"&") >= PARTS:
                return None
        _, form, files = parser.parse(stream, request.mimetype, size, request.mimetype_params)
    except RequestEntityTooLarge:
        _drain(request)
        return None
    return form, files


def _drain(request: Request) -> None:
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, DRAIN)
    while left > 0 and (read := len(stream.read(min(left, 65_536)))):
        left -= read
