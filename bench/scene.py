"""How fast a view becomes a picture, and what the explorer answers: the bundled data, and made-up catalogues of 10,000
to 1,000,000 events.

Run with `python -m bench.scene [N ...]`; about two minutes as it is, most of it reading the large catalogue. Every run
of a view is a little different from the one before (as a reader's zoom is), so nothing made for the last picture
helps with the next. Each catalogue is measured in a process of its own, whose peak memory is told by the system.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.measuring import ROOT, Times, closing, generated, machine, peak_megabytes, quantile, timed, verdict

SIZES: Final = (10_000, 100_000, 1_000_000)
BUNDLED_MS: Final = 30.0
"""The median of `scene.arrange` for the bundled data takes at most this."""
FLAT: Final = 2.0
"""The explorer's answer to a fixed view of the largest catalogue costs at most so often what it costs of the smallest.

The picture alone is told beside it, with how many marks and lines it draws: of more events there are more to draw.
"""
LARGEST_MB: Final = 4_000.0
RUNS: Final = 15
TODAY: Final = 20_600
ROOM: Final = (("wide", 1040), ("tall", 390))

Views = dict[str, Callable[[int], str]]
"""A name, and the query of the n-th run."""


def bundled_views() -> Views:
    """What a reader of the bundled data asks for first."""
    return {
        "the first story": lambda n: "",
        "everything": lambda n: "?story=everything",
        "everything, in step": lambda n: "?story=everything&scale=in-step",
        "everything, across time": lambda n: "?story=everything&scale=across-time",
    }


def generated_views() -> Views:
    """Zooms and filters, each run moved by days, so that no picture is made twice."""
    themes = ("siege", "famine", "revolt", "invasion", "purge", "refugees", "pandemic", "coup", "annexation")
    verdicts = ("disputed", "imprecise", "contradicted")
    everything = "?story=everything"
    return {
        "whole window": lambda n: f"{everything}&then=1942-01-{n + 1:02}/2021-12",
        "20 years": lambda n: f"{everything}&then=1950-01-{n + 1:02}/1969-12-{n + 1:02}",
        "one year": lambda n: f"{everything}&then=1960-01-{n + 1:02}/1960-12-{n + 1:02}",
        "one year, one month": lambda n: (
            f"{everything}&then=1960-01-{n + 1:02}/1960-12-{n + 1:02}&now=2023-01-{n + 1:02}/2023-02-{n + 1:02}"
        ),
        "a filter, zoomed": lambda n: f"?theme=siege&verdict=disputed&then=1950-01-{n + 1:02}/1969-12-{n + 1:02}",
        "in step": lambda n: f"{everything}&scale=in-step&then=1960-01-{n + 1:02}/1960-12-{n + 1:02}",
        "across time": lambda n: f"{everything}&scale=across-time",
        NEW_FILTER: lambda n: f"?theme={themes[n % len(themes)]}&verdict={verdicts[n // len(themes) % len(verdicts)]}",
    }


NEW_FILTER: Final = "a new filter"
"""It looks at every row once, so it is not flat; the bar of the explorer's answers holds for it."""


def child(source: str, made_up: bool, runs: int) -> dict[str, Any]:
    """Every figure of one catalogue; called in a process of its own."""
    from flask import Flask

    from timeline import reading
    from timeline.explore.app import answer
    from timeline.scene import Frame, arrange, facets, prepare
    from timeline.server_gunicorn import spare_what_is_loaded
    from timeline.view import View

    began = time.perf_counter()
    catalogue = reading.read(source)
    read = time.perf_counter() - began
    first = timed(lambda _: prepare(catalogue), 1)
    spare_what_is_loaded()
    views = generated_views() if made_up else bundled_views()
    found: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    drawn: dict[str, int] = {}
    server = Flask(__name__)
    for layout, width in ROOM:
        frame = Frame(width, "tall" if layout == "tall" else "wide", TODAY)

        def picture(query: str, frame: Frame = frame) -> int:
            scene = arrange(catalogue, View.from_search(query), frame)
            return len(scene.marks) + len(scene.threads)

        def answered(query: str, width: int = width, layout: str = layout) -> None:
            with server.test_request_context("/"):
                answer(catalogue, {"search": query, "width": width, "layout": layout})

        for name, query in views.items():
            if layout == "tall" and name == NEW_FILTER:
                continue
            if name != NEW_FILTER:
                picture(query(runs))  # widths of letters and the filter itself are not what a zoom costs
            taken = timed(lambda n, query=query: picture(query(n)), runs)
            found[f"{name}, {layout}"] = [taken.wall, taken.cpu]
            if made_up and name != NEW_FILTER:
                drawn[f"{name}, {layout}"] = picture(query(0))
                answered(query(runs))
                taken = timed(lambda n, query=query: answered(query(n)), runs)
                answers[f"{name}, {layout}"] = [taken.wall, taken.cpu]
    counts = timed(lambda n: facets(catalogue, View.from_search(views[NEW_FILTER](n) if made_up else "")), runs)
    found["counts beside the filters"] = [counts.wall, counts.cpu]
    return {
        "events": len(catalogue.events), "citations": len(catalogue.citations), "read": read, "first": first.wall[0],
        "peak": peak_megabytes(), "views": found, "answers": answers, "drawn": drawn,
    }  # fmt: skip


def measure(source: Path, made_up: bool, runs: int) -> dict[str, Any]:
    """The figures of one catalogue, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.scene", "--child", str(source), str(int(made_up)), str(runs)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def tell(title: str, told: dict[str, Any]) -> dict[str, Times]:
    """Prints what a catalogue took to read; returns the figures of its pictures by view."""
    print(
        f"{title}: {told['events']:,} events, {told['citations']:,} citations; read in {told['read']:.1f} s, "
        f"prepared in {told['first']:,.0f} ms, peak {told['peak']:,.0f} MB"
    )
    return times_of(told["views"])


def times_of(told: dict[str, Any]) -> dict[str, Times]:
    """The figures of a child as Times."""
    return {name: Times(tuple(wall), tuple(cpu)) for name, (wall, cpu) in told.items()}


def flatness(least: dict[str, Any], most: dict[str, Any], missed: list[str]) -> None:
    """Prints what each fixed view costs of the largest catalogue, beside the smallest."""
    print(
        f"Processor time at {most['events']:,} events, beside {least['events']:,}: "
        f"the answer (at most {FLAT:g} times), and the picture alone"
    )
    for name in most["answers"]:
        answer, picture = (_ratio(least[kind], most[kind], name) for kind in ("answers", "views"))
        bar = verdict(f"flatness, {name}", answer, FLAT, "times", missed)
        print(
            f"  {name:30} {answer:5.2f} times {bar}, picture {picture:5.2f} times "
            f"({most['drawn'][name]} marks and lines beside {least['drawn'][name]})"
        )


def _ratio(least: dict[str, Any], most: dict[str, Any], name: str) -> float:
    ours, theirs = (quantile(times_of(told)[name].cpu, 0.5) for told in (most, least))
    return ours / max(theirs, 0.1)


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures; 1 when a bar is missed."""
    words = sys.argv[1:] if arguments is None else arguments
    sizes = tuple(int(word) for word in words) or SIZES
    runs = RUNS if max(sizes) > 1_000 else 3
    print(machine())
    missed: list[str] = []
    for name, times in tell("The bundled data", measure(ROOT / "data", False, runs)).items():
        bar = ""
        if name in ("the first story, wide", "everything, wide", "the first story, tall", "everything, tall"):
            bar = verdict(f"bundled, {name}", quantile(times.cpu, 0.5), BUNDLED_MS, "ms", missed)
        print(f"  {name:30} {times.said()} {bar}", flush=True)
    by_size: dict[int, dict[str, Any]] = {}
    for size in sizes:
        by_size[size] = measure(generated(size), True, runs)
        for name, times in tell("Made up", by_size[size]).items():
            print(f"  {name:30} {times.said()}", flush=True)
    verdict(f"memory at {max(sizes):,}", by_size[max(sizes)]["peak"], LARGEST_MB, "MB", missed)
    flatness(by_size[min(sizes)], by_size[max(sizes)], missed)
    print(f"Load at the end: {machine().rpartition('load ')[2]}")
    return closing(missed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(child(sys.argv[2], sys.argv[3] == "1", int(sys.argv[4]))))
    else:
        sys.exit(main())
