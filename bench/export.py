"""How long a whole site takes to write, and how little a second run rewrites: the bundled data.

Run with `python -m bench.export`. The wall's clock is what an author waits for; the processor's, shared by
the cores, says what it would be on a machine that does nothing else.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bench.measuring import closing, machine, verdict
from timeline import reading, resources
from timeline.export import export

MOST_SECONDS: Final = 20.0
BASE: Final = "https://timeline.example.org"


def _processor() -> float:
    """Seconds of processor time, those of finished child processes included."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> int:
    """Print the times of three runs; the status is 1 when the site takes longer than it may."""
    print(machine())
    catalogue = reading.read(resources.sample_data_dir())
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, base in (("without an address", ""), ("with --base-url", BASE), ("the same again", BASE)):
            out = Path(folder) / ("plain" if not base else "site")
            began, used = time.perf_counter(), _processor()
            done = export(catalogue, out, "site", base_url=base)
            wall, cpu = time.perf_counter() - began, _processor() - used
            fair = min(wall, cpu / (os.cpu_count() or 1))
            if name == "the same again" and done.changed:
                missed.append(f"the second run wrote {done.changed:,} files, and nothing had changed")
            bar = verdict(f"export {name}", fair, MOST_SECONDS, "s", missed)
            print(
                f"{name:20} {wall:6.1f} s (processor {cpu:5.1f} s over {os.cpu_count()} cores), {done.files:,} files, "
                f"{done.size / 1e6:.1f} MB, {done.changed:,} written {bar}"
            )
    return closing(missed)


if __name__ == "__main__":
    sys.exit(main())
