"""How long each kind of document takes to make when nothing is kept, and what an embed weighs over the wire.

Run with `python -m bench.documents`. Every request asks for another id, so no drawing helps with the next.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

import brotli
from flask import Flask
from flask.testing import FlaskClient

from bench.measuring import closing, machine, quantile, timed, verdict
from timeline import headers, reading, resources
from timeline.documents import blueprint

RUNS: Final = 30
MOST_MS: Final = 120.0
"""The median of a page on the processor's clock; readers mostly get it from the shelf, in a fraction."""
MOST_KB: Final = 40.0
SEED: Final = "/embed/order-227-and-wagner"


def _asking(client: FlaskClient, name: str, ids: list[str]) -> Callable[[int], object]:
    return lambda number: client.get(name.replace("ID", ids[number % len(ids)]))


def main() -> int:
    """Print times and weights; the status is 1 when a page is too slow or the seed story's embed too heavy."""
    print(machine())
    catalogue = reading.read(resources.sample_data_dir())
    app = Flask("timeline")
    app.register_blueprint(blueprint(lambda: catalogue))
    headers.install(app, headers.Policy())
    client = app.test_client()
    client.get(SEED)
    kinds = catalogue.events["kind"]
    reports = catalogue.events["id"][kinds == "report"].tolist()
    events = catalogue.events["id"][kinds != "report"].tolist()
    missed: list[str] = []
    for name, ids in (("/report/ID", reports), ("/event/ID", events), ("/embed/ID", reports[RUNS:])):
        times = timed(_asking(client, name, ids), RUNS)
        print(f"{name:14} {times.said()} {verdict(name, quantile(times.cpu, 0.5), MOST_MS, 'ms', missed)}")
    for address in (SEED, f"/embed/{reports[0]}", "/embed/coercion-of-soldiers"):
        data = client.get(address).data
        wire = len(brotli.compress(data, quality=5)) / 1024
        bar = verdict(address, wire, MOST_KB, "kB", missed)
        print(f"{address:44} {len(data) / 1024:6.1f} kB, {wire:5.1f} kB over the wire {bar}")
    return closing(missed)


if __name__ == "__main__":
    sys.exit(main())
