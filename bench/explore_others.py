"""What people would use instead, on the same made-up data: a bare page of plotly's basic bundle, and vis-timeline."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.serving import package, static

PATIENCE: Final = 25
"""Seconds after which a page that is not drawn is given up."""

PLOTLY: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bare</title>
<script src="plotly.js"></script></head><body><div id="plot" style="width:1040px;height:600px"></div><script>
fetch("points.json").then(a => a.json()).then(rows => {
  const kinds = ["history", "today", "report"];
  const data = kinds.map((kind, lane) => {
    const mine = rows.filter(r => r.kind === kind);
    return {type: "scatter", mode: "markers", name: kind, x: mine.map(r => r.start),
      y: mine.map((r, i) => lane + i % 9 / 10), text: mine.map(r => r.title)};
  });
  Plotly.newPlot("plot", data, {}, {displayModeBar: false}).then(() => requestAnimationFrame(() => setTimeout(() => {
    window.ready = performance.now();
  }, 0)));
});
</script></body></html>"""

VIS: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>vis-timeline</title>
<link rel="stylesheet" href="vis.css"><script src="vis.js"></script></head><body>
<div id="plot" style="width:1040px"></div><script>
fetch("points.json").then(a => a.json()).then(rows => {
  const items = new vis.DataSet(rows.map((r, id) => ({id, group: r.kind, content: r.title, start: r.start,
    ...(r.end ? {end: r.end} : {}), type: r.end ? "range" : "point"})));
  const groups = new vis.DataSet(["history", "today", "report"].map(id => ({id, content: id})));
  window.timeline = new vis.Timeline(document.getElementById("plot"), items, groups, {height: "600px"});
  const look = () => {
    if (document.querySelector(".vis-item") && document.querySelector(".vis-timeline").style.visibility !== "hidden") {
      requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now(); }, 0));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
</script></body></html>"""

ZOOM: Final = """(number) => new Promise((done) => {
  const began = performance.now();
  let changed = false;
  window.timeline.on("changed", () => { changed = true; });
  window.timeline.zoomIn(0.1 + number / 100, {animation: false});
  const look = () => {
    if (changed) requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0));
    else if (performance.now() - began > 10000) done(-1);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


@dataclass(slots=True)
class Other:
    """Milliseconds from the address to all marks drawn, and of zooms."""

    ready: list[float] = field(default_factory=list)
    pixels: list[float] = field(default_factory=list)


def points(source: Path) -> list[dict[str, str]]:
    """The events of a catalogue as these libraries want them: kind, title, start and, of an interval, end."""
    from timeline import reading
    from timeline.scene.index import index_of

    catalogue = reading.read(source)
    index = index_of(catalogue)
    days = [index.first.astype("datetime64[D]").astype(str), index.last.astype("datetime64[D]").astype(str)]
    rows = zip(catalogue.events["kind"], catalogue.events["title"], *days, strict=True)
    return [
        {"kind": kind, "title": title, "start": first, **({"end": last} if last != first else {})}
        for kind, title, first, last in rows
    ]


def plotly(chrome: Any, source: Path, place: Path, runs: int = 5) -> Other:
    """A bare page of the basic bundle with the same points."""
    from timeline.resources import plotly_bundle

    folder = _folder(place, f"plotly-{source.name}", PLOTLY, source)
    shutil.copy(plotly_bundle(), folder / "plotly.js")
    return _watch(chrome, folder, runs, 0)


def vis(chrome: Any, source: Path, place: Path, runs: int = 5) -> Other | None:
    """A bare page of vis-timeline with the same points; None where npm cannot fetch it."""
    found = package("vis-timeline")
    if found is None:
        return None
    folder = _folder(place, f"vis-{source.name}", VIS, source)
    shutil.copy(found / "standalone" / "umd" / "vis-timeline-graph2d.min.js", folder / "vis.js")
    shutil.copy(found / "styles" / "vis-timeline-graph2d.min.css", folder / "vis.css")
    return _watch(chrome, folder, runs, 5)


def _folder(place: Path, name: str, page: str, source: Path) -> Path:
    folder = place / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page, "utf-8")
    (folder / "points.json").write_text(json.dumps(points(source)), "utf-8")
    return folder


def _watch(chrome: Any, folder: Path, runs: int, zooms: int) -> Other:
    from playwright.sync_api import Error

    found = Other()
    with static(folder) as url:
        for run in range(runs):
            context = chrome.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            try:
                page.goto(f"{url}/index.html", timeout=PATIENCE * 1000)
                page.wait_for_function("() => window.ready", timeout=PATIENCE * 1000)
                found.ready.append(float(page.evaluate("() => window.ready")))
                if run == runs - 1:
                    took = [page.evaluate(ZOOM, number) for number in range(zooms)]
                    found.pixels = [one for one in took if one > 0]
            except Error:
                # Not drawn in time: what was seen until then is all there is to tell.
                pass
            context.close()
    return found
