"""How fast a catalogue is checked and loaded, beside a bare `pandas.read_csv` of the same file; and how it is searched.

`python -m bench.catalogue` runs all; each figure is the median of several runs in processes of their own, whose peak
memory is told by the system. Fails when a figure is worse than the issue allows.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.generate import write_folder

HERE: Final = Path(__file__).resolve().parent.parent
LIMITS: Final = {"check 100,000": (4.0, 600.0), "load 1,000,000": (40.0, 2_000.0)}
"""The most seconds and MB that a figure may take."""


def pandas_alone(folder: str) -> int:
    """What people would use instead: pandas, with every cell as text, and nothing checked."""
    import pandas as pd

    return len(pd.read_csv(Path(folder) / "events.csv", dtype=str, keep_default_na=False))


def pandas_both(folder: str) -> int:
    """Both files by pandas."""
    import pandas as pd

    return sum(
        len(pd.read_csv(Path(folder) / name, dtype=str, keep_default_na=False))
        for name in ("events.csv", "citations.csv")
    )


def load(folder: str) -> int:
    """Read, checked, joined: the catalogue."""
    from timeline import reading

    return len(reading.read(folder).events)


def load_events(folder: str) -> int:
    """One events.csv, read and checked."""
    from timeline import reading

    return len(reading.read(Path(folder) / "events.csv").events)


def check(folder: str) -> int:
    """The command as people run it, from the start of Python to its last line."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", "check", folder], cwd=HERE, stdout=subprocess.DEVNULL, check=True
    ).returncode


def search(folder: str) -> int:
    """The index of words built, and a first search in it."""
    from timeline import reading

    catalogue = reading.read(folder)
    started = time.perf_counter()
    catalogue.search("siege of dunmere", 20)
    built = time.perf_counter()
    for query in ("siege", "famine Valdivia", "Dunmeer famine", "archive"):
        catalogue.search(query, 20)
    print(f"index {built - started:.2f} s, then four searches {(time.perf_counter() - built) * 1000:.0f} ms")
    return 0


TASKS: Final[dict[str, Callable[[str], int]]] = {
    task.__name__: task for task in (pandas_alone, pandas_both, load, load_events, check, search)
}


def measure(task: str, folder: Path, runs: int) -> tuple[float, float, str]:
    """(median seconds, greatest MB, what it printed last) of a task in processes of their own, imports left out."""
    seconds, peaks, said = [], [], ""
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-m", "bench.catalogue", task, str(folder)],
            cwd=HERE,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        *lines, last = done.stdout.strip().splitlines()
        said = " ".join(lines)
        second, peak = last.split()
        seconds.append(float(second))
        peaks.append(float(peak))
    return statistics.median(seconds), max(peaks), said


def child(task: str, folder: str) -> None:
    """Runs a task once and prints its seconds and its peak memory in MB."""
    import pandas as pd

    from timeline import reading

    assert pd is not None
    assert reading is not None
    started = time.perf_counter()
    TASKS[task](folder)
    taken = time.perf_counter() - started
    who = resource.RUSAGE_CHILDREN if task == "check" else resource.RUSAGE_SELF
    print(f"{taken:.3f} {resource.getrusage(who).ru_maxrss / 1024:.0f}")


def machine() -> str:
    """The machine in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.machine()}"


def main() -> int:
    """Prints the figures; 1 when one is worse than it may be."""
    print(f"Machine: {machine()}")
    worse = []
    with tempfile.TemporaryDirectory(prefix="echoline-bench-") as place:
        for count, runs in ((100_000, 5), (1_000_000, 3)):
            folder = write_folder(Path(place) / str(count), count)
            size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
            print(f"{count:,} events and {count // 2:,} citations, {size:.0f} MB")
            for label, task, times in (
                ("pandas.read_csv, events.csv", "pandas_alone", runs),
                ("events.csv read and checked", "load_events", runs),
                ("pandas.read_csv, both files", "pandas_both", runs),
                (f"load {count:,}", "load", runs),
                (f"check {count:,}", "check", runs),
                ("search", "search", 1),
            ):
                seconds, peak, said = measure(task, folder, times)
                shown = f"  {label:30}" + (said if said else f"{seconds:7.2f} s {peak:7.0f} MB")
                allowed = LIMITS.get(label)
                if allowed:
                    shown += f"   (at most {allowed[0]:g} s, {allowed[1]:g} MB)"
                    if seconds > allowed[0] or peak > allowed[1]:
                        worse.append(label)
                print(shown, flush=True)
    for label in worse:
        print(f"Worse than allowed: {label}")
    return 1 if worse else 0


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(sys.argv[1], sys.argv[2])
    else:
        sys.exit(main())
