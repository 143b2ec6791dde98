"""The explorer with a million events: how soon it is there, answers and draws; and small ones beside plain plotly.

Run with `python -m bench.explore [--size 1000000] [--small 20 200] [--seconds 170]`; three minutes once the data is
made: what there is no time for is left out, and said. The real `timeline serve` with one worker, the real requests of
the page, a real Chromium; on the same made-up data vis-timeline (from npm, into .cache/, no part of the product) and a
bare page of plotly's basic bundle.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench import explore_others as others
from bench.explore_browser import Seen, watch
from bench.measuring import (
    Times,
    closing,
    generated,
    load,
    machine,
    megabytes,
    processor_seconds,
    quantile,
    verdict,
)  # fmt: skip
from bench.serving import Client, Server, browser

ANSWER_MS: Final = 60.0
"""95 of 100 answers to a zoom or a filter come within this."""
FIRST_MS: Final = 2_000.0
PIXELS_MS: Final = 300.0
WAKE_MS: Final = 1_200.0
MOST_MB: Final = 4_000.0
LATER_MS: Final = 1_000.0
"""A small page is ready at most so much later than a bare plotly page with the same points: Dash's own start."""
BROWSER: Final = "gzip, deflate, br, zstd"
"""The encodings that Chromium says it takes."""
ASKED: Final = {"zoom": 30, "filter": 15}


def queries(count: int) -> Iterator[tuple[str, str]]:
    """(what, query string) of what readers do one after the other: zooms, moves and filters, none of them twice."""
    themes = ("siege", "famine", "revolt", "invasion", "purge", "refugees", "pandemic", "coup")
    for n in range(count):
        day = f"{1 + n % 28:02}"
        year = 1944 + n
        yield (
            ("zoom", f"?story=everything&then={year}-01-{day}/{year + 20}-01-{day}"),
            ("zoom", f"?story=everything&then={year}-03-{day}/{year + 1}-02-{day}"),
            ("filter", f"?theme={themes[n // 5 % 8]}&verdict=disputed&then={year}-01/{year + 30}-12"),
            ("zoom", f"?story=everything&now=2022-{3 + n % 9:02}-{day}/2023-01-{day}"),
            ("zoom", f"?theme={themes[n // 5 % 8]}&then={year}-01/{year + 5}-12&now=2022-{3 + n % 9:02}/2022-12"),
        )[n % 5]


def replayed(server: Server, payload: dict[str, Any], kind: str, count: int) -> Times:
    """The page's own request for each query, one after the other, on both clocks (the processor's is the server's)."""
    client = Client(server.url)
    wall, cpu = [], []
    for query in [query for what, query in queries(count * 5) if what == kind][:count]:
        body = json.dumps(asking(payload, query)).encode()
        used, began = processor_seconds(server.process.pid), time.perf_counter()
        status, _ = client.ask("/_dash-update-component", body, accept=BROWSER)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((processor_seconds(server.process.pid) - used) * 1000)
        if status != 200:
            raise SystemExit(f"The explorer answered {status} to {query}")
    client.close()
    return Times(tuple(wall), tuple(cpu))


def asking(payload: dict[str, Any], query: str) -> dict[str, Any]:
    """The recorded request, asking for another address."""
    changed: dict[str, Any] = json.loads(json.dumps(payload))
    for one in changed["inputs"]:
        if isinstance(one.get("value"), dict) and "search" in one["value"]:
            one["value"]["search"] = query
    return changed


def fetched(server: Server, path: str, count: int = 12) -> Times:
    """A page or a picture, each time of another view."""
    client = Client(server.url)
    wall, cpu = [], []
    for _, query in queries(count):
        used, began = processor_seconds(server.process.pid), time.perf_counter()
        status, _ = client.ask(path + (query if "?" not in path else "&" + query[1:]))
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((processor_seconds(server.process.pid) - used) * 1000)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
    client.close()
    return Times(tuple(wall), tuple(cpu))


def line(name: str, text: str) -> None:
    """One line of the table."""
    print(f"  {name:44} {text}", flush=True)


def seen(name: str, figures: list[float], bar: float | None, missed: list[str]) -> None:
    """A line of what the browser saw, with its bar."""
    if not figures:
        line(name, "not seen")
        missed.append(f"{name}: not seen")
        return
    middle = statistics.median(figures)
    told = f"median {middle:7.0f} ms, most {max(figures):7.0f} ms of {len(figures)}"
    line(name, told + (f" {verdict(name, middle, bar, 'ms', missed)}" if bar else ""))


def large(chrome: Any, size: int, missed: list[str]) -> None:
    """The explorer on one large catalogue."""
    source = generated(size)
    with Server(source) as server:
        print(f"{size:,} events, {size // 2:,} citations, one worker (load {load()})", flush=True)
        line("from start to ready", f"{server.seconds:.1f} s")
        line("the page, another view each time", fetched(server, "/").said())
        line("the drawing alone (/poster)", fetched(server, "/poster?at=900&form-of=wide").said())
        found = watch(chrome, server.url, "/?story=everything", runs=2, gestures=8) if chrome else Seen()
        payload = found.payload or made_up_payload()
        for kind in ASKED:
            times = replayed(server, payload, kind, ASKED[kind])
            kept = verdict(f"answer to a {kind}, p95", quantile(times.wall, 0.95), ANSWER_MS, "ms", missed)
            line(f"answer to a {kind}, {len(times.wall)} different", f"{times.said()} {kept}")
        held = megabytes(server.process.pid)
        line("memory of the server", f"{held:,.0f} MB {verdict('memory', held, MOST_MB, 'MB', missed)}")
        if chrome:
            seen("from the served page to the first chart", found.first, FIRST_MS, missed)
            seen("from the first touch to the working app", found.wake, WAKE_MS, missed)
            seen("from a zoom's click to the new pixels", found.pixels, PIXELS_MS, missed)


def made_up_payload() -> dict[str, Any]:
    """The page's request as it was when this was written, for when no browser can record it."""
    return {
        "output": "page.data",
        "outputs": {"id": "page", "property": "data"},
        "inputs": [
            {"id": "frame", "property": "data", "value": {"search": "", "layout": "wide", "dark": False, "width": 1040}}
        ],
        "changedPropIds": ["frame.data"],
    }


def small(chrome: Any, size: int, missed: list[str]) -> None:
    """The explorer, a bare plotly page and vis-timeline with the same few points."""
    source = generated(size)
    with Server(source) as server, tempfile.TemporaryDirectory(prefix="echoline-bench-") as place:
        print(f"{size:,} events, {size // 2:,} citations: from the address to all marks drawn (load {load()})")
        found = watch(chrome, server.url, "/?story=everything", runs=3, gestures=5)
        bare, beside = others.plotly(chrome, source, Path(place)), others.vis(chrome, source, Path(place))
        seen("a bare page of plotly's basic bundle", bare.ready, None, missed)
        bar = statistics.median(bare.ready) + LATER_MS if bare.ready else None
        seen("the explorer, its served drawing", found.ready, bar, missed)
        seen("the explorer, woken at once, by Dash", found.app, bar, missed)
        if beside is not None:
            seen("vis-timeline", beside.ready, None, missed)
        seen("a zoom, to the new pixels: the explorer", found.pixels, PIXELS_MS, missed)
        if beside is not None:
            seen("a zoom, to the new pixels: vis-timeline", beside.pixels, None, missed)


def beside(chrome: Any, sizes: tuple[int, ...]) -> None:
    """How far vis-timeline goes on the same data; it draws every item, and a browser has its limits."""
    print(f"vis-timeline on larger catalogues, given up after {others.PATIENCE} s (load {load()})")
    with tempfile.TemporaryDirectory(prefix="echoline-bench-") as place:
        for size in sizes:
            found = others.vis(chrome, generated(size), Path(place), runs=1)
            if found is None:
                return
            if not found.ready:
                line(f"{size:,} events", f"not drawn after {others.PATIENCE} s; larger ones were not tried")
                return
            pixels = f", a zoom {statistics.median(found.pixels):,.0f} ms" if found.pixels else ", no zoom in time"
            line(f"{size:,} events", f"drawn after {found.ready[0]:,.0f} ms{pixels}")


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--small", type=int, nargs="*", default=[20, 200])
    parser.add_argument("--beside", type=int, nargs="*", default=[2_000, 10_000])
    parser.add_argument("--seconds", type=float, default=170.0, help="after which no other part begins (at most 600)")
    options = parser.parse_args(arguments)
    print(machine())
    missed: list[str] = []
    generated(options.size)
    until = time.monotonic() + min(options.seconds, 600.0)
    with browser() as chrome:
        large(chrome, options.size, missed)
        for size in options.small if chrome else ():
            if late(until, f"{size:,} events"):
                continue
            small(chrome, size, missed)
        if chrome and options.beside and not late(until, "vis-timeline on larger catalogues"):
            beside(chrome, tuple(options.beside))
    return closing(missed)


def late(until: float, what: str) -> bool:
    """Whether the time is up; says what is left out."""
    if time.monotonic() < until:
        return False
    print(f"Left out, the time is up: {what} (load {load()})")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
