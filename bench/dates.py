"""How fast a column of dates is read, next to the `edtf` package on the same texts in the same run.

Run with `python -m bench.dates` or `python bench/dates.py`; some seconds.
"""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timeline.dates import read_column

ROWS = 1_000_000
MOST_SECONDS = 3.0
LEAST_RATIO = 500
EDTF_SAMPLE = 300


def mixed_dates(rows: int, seed: int = 1942) -> list[str]:
    """Return dates as catalogues have them: 80 % plain days of 3,000 years, the rest months, years, intervals, doubts.

    Each text is drawn anew from a million days, so two of three are different and remembering them helps little.
    """
    draw = random.Random(seed)

    def year() -> str:
        number = draw.randint(-999, 2026)
        return f"{'-' if number < 0 else ''}{abs(number):04}"

    def month() -> str:
        return f"{year()}-{draw.randint(1, 12):02}"

    def day() -> str:
        return f"{month()}-{draw.randint(1, 28):02}"

    def interval() -> str:
        first = draw.randint(1, 1990)
        kind = draw.choice((day, month, year))
        shape = draw.random()
        if shape < 0.2:
            return f"{kind()}/.."
        if shape < 0.3:
            return f"{kind()}/"
        last = first + draw.randint(1, 30)
        if shape < 0.6:
            return f"{first:04}/{last:04}"
        return f"{first:04}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}/{last:04}-{draw.randint(1, 12):02}"

    def qualified() -> str:
        return draw.choice((day, month, year))() + draw.choice("?~%")

    def rare() -> str:
        return draw.choice((f"{draw.randint(1000, 2020) // 10}X", f"{year()}-XX", f"{year()}-{draw.randint(21, 24)}"))

    others = (month, year, interval, qualified, rare)
    return [day() if draw.random() < 0.8 else draw.choice(others)() for _ in range(rows)]


def machine() -> str:
    """Return the processor, its cores and the Python in one line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def seconds_for_column(texts: list[str], times: int = 3) -> float:
    """Return the median time to read the column."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        column = read_column(texts)
        taken.append(time.perf_counter() - start)
        if not column.ok.all():
            raise SystemExit(f"not read: {texts[next(iter(column.errors))]}")
    return statistics.median(taken)


def seconds_per_edtf_date(texts: list[str]) -> float:
    """Return the time that the `edtf` package takes for one of these texts, with both its bounds."""
    from edtf import parse_edtf

    start = time.perf_counter()
    for text in texts:
        date = parse_edtf(text)
        date.lower_strict()
        date.upper_strict()
    return (time.perf_counter() - start) / len(texts)


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    print(machine())
    texts = mixed_dates(ROWS)
    print(f"{ROWS:,} mixed dates, {len(set(texts)):,} different")
    seconds = seconds_for_column(texts)
    print(f"read_column   {seconds:6.2f} s (median of 3; at most {MOST_SECONDS} s)   {ROWS / seconds:12,.0f} dates/s")
    sample = random.Random(7).sample(texts, EDTF_SAMPLE)
    each = seconds_per_edtf_date(sample)
    ratio = each * ROWS / seconds
    print(f"edtf package  {each * 1000:6.2f} ms a date ({EDTF_SAMPLE} of them)              {1 / each:12,.0f} dates/s")
    print(f"ratio         {ratio:6,.0f} times (at least {LEAST_RATIO})")
    return 0 if seconds <= MOST_SECONDS and ratio >= LEAST_RATIO else 1


if __name__ == "__main__":
    raise SystemExit(main())
