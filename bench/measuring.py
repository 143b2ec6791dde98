"""What the benchmarks share: two clocks, quantiles, the machine in a line, made-up data kept in .cache/, and memory."""

from __future__ import annotations

import hashlib
import math
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.dates import machine as processor
from bench.generate import write_folder

ROOT: Final = Path(__file__).resolve().parent.parent
CACHE: Final = ROOT / ".cache" / "bench"
"""What a benchmark makes or fetches; `make clean` removes it."""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of several runs on two clocks: the wall's, and the processor's own (others' load hardly shows)."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    def said(self) -> str:
        """`median 12.3 ms, p95 14.5 ms (processor 12.0, 13.9)`."""
        return (
            f"median {quantile(self.wall, 0.5):7.1f} ms, p95 {quantile(self.wall, 0.95):7.1f} ms "
            f"(processor {quantile(self.cpu, 0.5):7.1f}, {quantile(self.cpu, 0.95):7.1f})"
        )


def quantile(numbers: Sequence[float], share: float) -> float:
    """The smallest number that this share of the numbers does not exceed; NaN of none."""
    ordered = sorted(numbers)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def timed(work: Callable[[int], object], times: int) -> Times:
    """Runs the work so often, with its number, and notes both clocks."""
    wall, cpu = [], []
    for number in range(times):
        began, used = time.perf_counter(), time.process_time()
        work(number)
        cpu.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return Times(tuple(wall), tuple(cpu))


def machine() -> str:
    """The machine in a line, with what else it is doing: a load above its cores makes every figure worse."""
    return f"{processor()}, load {load()}"


def load() -> str:
    """The load of the last minute and of the last five."""
    return " ".join(f"{number:.1f}" for number in os.getloadavg()[:2])


def peak_megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def megabytes(pid: int) -> float:
    """What a process and its children hold now, pages that they share counted once."""
    total = 0.0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


def processor_seconds(pid: int) -> float:
    """What a process and its children have used of the processor, all threads, to the microsecond."""
    total = 0
    for one in family(pid):
        for task in Path(f"/proc/{one}/task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except OSError:
                continue
    return total / 1e9


def family(pid: int) -> list[int]:
    """The process and all that came of it."""
    try:
        children = [
            int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()
        ]
    except OSError:
        children = []
    return [pid, *(one for child in children for one in family(child))]


def generated(count: int) -> Path:
    """The folder of a made-up catalogue, made at its first use and kept until the generator changes."""
    stamp = hashlib.sha256((ROOT / "bench" / "generate.py").read_bytes()).hexdigest()[:8]
    folder = CACHE / f"generated-{count}-{stamp}"
    if not (folder / "citations.csv").exists():
        began = time.perf_counter()
        # Under another name first: a run that is broken off leaves no half a catalogue behind.
        made = write_folder(folder.with_suffix(".part"), count)
        made.replace(folder)
        print(f"(made {count:,} events in {time.perf_counter() - began:.0f} s)", flush=True)
    return folder


def verdict(name: str, figure: float, bar: float, unit: str, missed: list[str]) -> str:
    """`(at most 60 ms: kept)` for a line of a table; a missed bar is added to the list."""
    kept = figure <= bar
    if not kept:
        missed.append(f"{name}: {figure:,.1f} {unit}, at most {bar:g} {unit}")
    return f"(at most {bar:g} {unit}{'' if kept else ': MISSED'})"


def closing(missed: Sequence[str]) -> int:
    """Says which bars were missed; returns the exit status."""
    for line in missed:
        print(f"Missed: {line}")
    return 1 if missed else 0
