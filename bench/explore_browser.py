"""What Chromium sees of the explorer: when the drawing is there, when the app works, and how soon a zoom shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

WATCHED: Final = """() => {
  window.bench = {};
  const look = () => {
    const pic = document.querySelector(".pic.wide svg");
    if (pic && pic.getBoundingClientRect().width && document.querySelector("footer")) {
      // After this frame is on the screen.
      requestAnimationFrame(() => setTimeout(() => { window.bench.drawn = performance.now(); }, 0));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const awake = () => {
    if (document.documentElement.classList.contains("awake")) {
      requestAnimationFrame(() => setTimeout(() => { window.bench.awake = performance.now(); }, 0));
    } else requestAnimationFrame(awake);
  };
  requestAnimationFrame(awake);
}"""
"""Runs before anything of the page: notes when its drawing and its app were on the screen."""

ZOOM: Final = """(move) => new Promise((done) => {
  const link = document.querySelector(`#zoom [data-move="${move}"]`), before = window.echolineScene();
  if (!link) return done(-1);
  const began = performance.now();
  link.click();
  const look = () => {
    const now = window.echolineScene(), plot = document.querySelector("#chart .js-plotly-plot");
    const there = now !== before && plot && plot._fullLayout && Math.abs(plot._fullLayout.height - now.h) < 1;
    if (there) requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0));
    else if (performance.now() - began > 10000) done(-1);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
"""Clicks a zoom; milliseconds until the frame with the new picture is on the screen, -1 if it never came."""

AT_ONCE: Final = (
    """addEventListener("DOMContentLoaded", () => setTimeout(() => dispatchEvent(new Event("wheel")), 0))"""
)
"""A reader whose hand is moving already."""

MOVES: Final = ("then-in", "now-in", "then-later", "then-out", "now-out")


@dataclass(slots=True)
class Seen:
    """Milliseconds: `ready` from the address to the drawing, `first` from the served page to it, `app` from the
    address to the app (woken at once), `wake` from the first touch to the app, `pixels` of zooms. `payload` is the
    page's own request for a view."""

    ready: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    app: list[float] = field(default_factory=list)
    wake: list[float] = field(default_factory=list)
    pixels: list[float] = field(default_factory=list)
    payload: dict[str, Any] | None = None


def watch(chrome: Any, url: str, path: str, *, runs: int, gestures: int) -> Seen:
    """Open the page so often, each time as a new reader; in the last run zoom so often."""
    found = Seen()
    for run in range(runs):
        context = chrome.new_context(viewport={"width": 1440, "height": 900}, base_url=url)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.add_init_script(f"({WATCHED})()")
        page.on("request", lambda request: _record(request, found))
        page.goto(path)
        page.wait_for_function("() => window.bench.drawn")
        told = page.evaluate(
            "() => ({drawn: window.bench.drawn, served: performance.getEntriesByType('navigation')[0].responseEnd})"
        )
        found.ready.append(told["drawn"])
        found.first.append(max(0.0, told["drawn"] - told["served"]))
        page.wait_for_load_state("load")
        page.mouse.move(3, 3)
        page.wait_for_function("() => window.bench.awake")
        found.wake.append(page.evaluate("() => window.bench.awake - window.echolineState.since"))
        if run == runs - 1:
            _zoom(page, gestures, found)
        context.close()
        found.app.append(_at_once(chrome, url, path))
    return found


def _at_once(chrome: Any, url: str, path: str) -> float:
    """From the address to the working app for a reader whose first sign of use comes with the page."""
    context = chrome.new_context(viewport={"width": 1440, "height": 900}, base_url=url)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.add_init_script(f"({WATCHED})()")
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => setTimeout(() => dispatchEvent(new Event('wheel')), 0))"
    )
    page.goto(path)
    page.wait_for_function("() => window.bench.awake")
    took = float(page.evaluate("() => window.bench.awake"))
    context.close()
    return took


def _zoom(page: Any, gestures: int, found: Seen) -> None:
    """Zooms in and out, again and again; the first is left out, since it also fetches what later ones have."""
    for number in range(gestures + 1):
        took = page.evaluate(ZOOM, MOVES[number % len(MOVES)])
        if took > 0 and number:
            found.pixels.append(took)


def _record(request: Any, found: Seen) -> None:
    """Keep the page's own request for a view, so that the same can be asked again."""
    if found.payload is None and request.url.endswith("/_dash-update-component") and request.post_data:
        asked = json.loads(request.post_data)
        if asked.get("output") == "page.data":
            found.payload = asked
