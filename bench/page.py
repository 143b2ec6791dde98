"""What a slow phone gets: Lighthouse's mobile preset on the pages that people open, with the bytes by kind.

Run with `python -m bench.page [--runs 3] [--seconds 150] [DATA]`; at most three minutes. The phone is simulated from
what is measured here (1.6 Mbit/s, 150 ms, a quarter of the speed), so a busy machine makes it slower than it is.
Lighthouse comes from npm into .cache/ and is no part of the product.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.measuring import ROOT, closing, load, machine
from bench.serving import Server, chromium_path, package

LEAST: Final = {"/": 90, "": 98}
"""Least performance: of the explorer, and of all other pages; everything else is to be 100."""
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
KINDS: Final = ("Document", "Stylesheet", "Script", "Font", "Image", "Fetch", "Other")
ONE_RUN: Final = 90
"""Seconds after which a run is given up."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of Lighthouse: scores (0 to 100), milliseconds, layout shift, bytes by kind, and the largest paint."""

    scores: dict[str, float]
    first: float
    largest: float
    blocked: float
    shift: float
    largest_is: str
    in_poster: bool
    bytes: dict[str, int]
    woke: bool
    faults: tuple[str, ...]


def pages(source: Path) -> dict[str, str]:
    """Name and path of the pages to look at: the explorer, and a report, an event and a story of the data."""
    from timeline import reading

    catalogue = reading.read(source)
    kinds = catalogue.events["kind"]
    report = catalogue.events["id"].iat[int((kinds == "report").to_numpy().argmax())]
    event = catalogue.events["id"].iat[int((kinds == "history").to_numpy().argmax())]
    story = catalogue.stories["story"].iat[0] if len(catalogue.stories) else report
    return {"/": "/", "/report/ID": f"/report/{report}", "/event/ID": f"/event/{event}", "/embed/ID": f"/embed/{story}"}


def lighthouse(program: Path, address: str) -> Run | None:
    """One run on an address, None when it failed."""
    with tempfile.TemporaryDirectory(prefix="echoline-lighthouse-") as home:
        out = Path(home) / "report.json"
        command = [
            "node", str(program / "cli" / "index.js"), address, "--quiet", "--output=json", f"--output-path={out}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless --no-sandbox --disable-background-networking --disable-dev-shm-usage",
        ]  # fmt: skip
        environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "CHROME_PATH": str(chromium_path())}
        environment["TMPDIR"] = home
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=ONE_RUN, check=False
            )
        except subprocess.TimeoutExpired:
            print(f"  {address}: Lighthouse took more than {ONE_RUN} s")
            return None
        if not out.exists():
            print(f"  {address}: Lighthouse failed: {done.stderr.strip()[-300:]}")
            return None
        return read(json.loads(out.read_text("utf-8")))


def read(told: dict[str, Any]) -> Run:
    """What we look at in a report of Lighthouse."""
    audits = told["audits"]

    def number(name: str) -> float:
        return float(audits.get(name, {}).get("numericValue") or 0)

    requests = audits.get("network-requests", {}).get("details", {}).get("items", [])
    weights: dict[str, int] = {}
    for one in requests:
        if not str(one.get("url", "")).startswith("data:"):
            kind = one.get("resourceType") or "Other"
            kind = kind if kind in KINDS else "Other"
            weights[kind] = weights.get(kind, 0) + int(one.get("transferSize") or 0)
    node = _largest(audits)
    faults = tuple(
        sorted(
            {
                audits[one["id"]]["title"]
                for name in CATEGORIES[1:]
                for one in told["categories"].get(name, {}).get("auditRefs", [])
                if one["weight"] and (audits[one["id"]]["score"] or 0) < 1 and audits[one["id"]]["score"] is not None
            }
        )
    )
    return Run(
        {name: 100 * float(told["categories"].get(name, {}).get("score") or 0) for name in CATEGORIES},
        number("first-contentful-paint"), number("largest-contentful-paint"), number("total-blocking-time"),
        number("cumulative-layout-shift"), str(node.get("selector", "")),
        # Only the served page has a <main> before the app wakes; the app's own is empty until then.
        "main" in str(node.get("selector", "")).lower() or "MAIN" in str(node.get("path", "")),
        weights, any("plotly" in str(one.get("url", "")) for one in requests), faults,
    )  # fmt: skip


def _largest(audits: dict[str, Any]) -> dict[str, Any]:
    """The element of the largest paint, wherever this version of Lighthouse keeps it."""
    for name in ("lcp-breakdown-insight", "largest-contentful-paint-element"):
        for item in audits.get(name, {}).get("details", {}).get("items", []):
            for one in [item, *(item.get("items", []) if isinstance(item, dict) else [])]:
                node = one.get("node", one) if isinstance(one, dict) else {}
                if isinstance(node, dict) and node.get("selector"):
                    return node
    return {}


def measure(program: Path, addresses: dict[str, str], runs: int, seconds: float) -> dict[str, list[Run]]:
    """Round after round over the pages, as long as there is time for another."""
    found: dict[str, list[Run]] = {name: [] for name in addresses}
    began = time.monotonic()
    for turn in range(runs):
        started = time.monotonic()
        for name, address in addresses.items():
            spent = time.monotonic() - began
            if turn and spent > seconds:
                break
            run = lighthouse(program, address)
            if run is not None:
                found[name].append(run)
        took = time.monotonic() - started
        if time.monotonic() - began + took > seconds:
            break
    return found


def tell(found: dict[str, list[Run]]) -> list[str]:
    """Prints the table of medians; returns the bars that were missed."""
    missed: list[str] = []
    print(
        f"{'page':12} {'runs':>4} {'perf.':>6} {'acc.':>5} {'best':>5} {'SEO':>5} {'first':>8} {'largest':>8} "
        f"{'blocked':>8} {'shift':>6}  largest paint"
    )
    for name, runs in found.items():
        if not runs:
            missed.append(f"{name}: not measured")
            continue

        def median(of: list[float]) -> float:
            return statistics.median(of)

        scores = {key: median([run.scores[key] for run in runs]) for key in CATEGORIES}
        shift = max(run.shift for run in runs)
        print(
            f"{name:12} {len(runs):>4} {scores['performance']:6.0f} {scores['accessibility']:5.0f} "
            f"{scores['best-practices']:5.0f} {scores['seo']:5.0f} {median([r.first for r in runs]):5.0f} ms "
            f"{median([r.largest for r in runs]):5.0f} ms {median([r.blocked for r in runs]):5.0f} ms {shift:6.3f}  "
            f"{runs[0].largest_is[-60:]}"
        )
        least = LEAST.get(name, LEAST[""])
        if scores["performance"] < least:
            missed.append(f"{name}: performance {scores['performance']:.0f}, at least {least}")
        missed += [f"{name}: {key} {scores[key]:.0f}, is to be 100" for key in CATEGORIES[1:] if scores[key] < 100]
        missed += [f"  {fault}" for fault in runs[0].faults]
        if shift > 0.001:
            missed.append(f"{name}: layout shift {shift:.3f}, is to be 0")
        if name == "/" and not runs[0].in_poster:
            missed.append(f"{name}: the largest paint is {runs[0].largest_is}, is to be the poster")
        if any(run.woke for run in runs):
            missed.append(f"{name}: plotly.js came before anything was touched")
    print(f"\nkB over the wire {'':4}" + "".join(f"{kind:>11}" for kind in KINDS) + f"{'all':>11}")
    for name, runs in found.items():
        if runs:
            weights = runs[0].bytes
            columns = "".join(f"{weights.get(kind, 0) / 1000:11.1f}" for kind in KINDS)
            print(f"{name:21}{columns}{sum(weights.values()) / 1000:11.1f}")
    return missed


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables; 1 when a bar is missed. Without npm or Chromium it says so, and that is fine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", default=str(ROOT / "data"))
    parser.add_argument("--runs", type=int, default=3, help="of each page (at most 5)")
    parser.add_argument("--seconds", type=float, default=120.0, help="after which no other round begins (at most 150)")
    parser.add_argument("--only", default="", help="one page: /, /report/ID, /event/ID or /embed/ID")
    options = parser.parse_args(arguments)
    print(machine())
    program = package("lighthouse")
    if program is None or chromium_path() is None:
        print("Lighthouse was not run: it needs node, npm and Chromium")
        return 0
    source = Path(options.data)
    with Server(source) as server:
        addresses = {name: server.url + path for name, path in pages(source).items() if options.only in ("", name)}
        found = measure(program, addresses, min(options.runs, 5), min(options.seconds, 150.0))
    print(f"Lighthouse, simulated slow phone; medians; load at the end {load()}")
    missed = tell(found)
    print()
    return closing(missed)


if __name__ == "__main__":
    raise SystemExit(main())
