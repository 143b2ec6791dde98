"""Linked data as an answer of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response


def answer(data: Mapping[str, Any]) -> Response:
    """The JSON-LD document, readable by people too."""
    return Response(json.dumps(data, ensure_ascii=False, indent=1) + "\n", mimetype="application/ld+json")
