"""How fast texts are read, whether the number of names matters, and how others fare on the same text."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.citing.scoring import passages
from timeline.citing import Knowledge, cite
from timeline.citing.article import Article
from timeline.citing.dates_in_text import find_dates
from timeline.citing.names import Name
from timeline.citing.scan import scan
from timeline.dates import parse

PUBLISHED = parse("2023-02-15")
LEAST_RATE = 1.0
"""Million characters a second on one core."""
LINE = "{:<58} {:>10} {}"


def text_of(size: int, history: float = 0.2, seed: int = 7) -> str:
    """About `size` characters of prose: passages in random order, a paragraph each, that share of them with history."""
    gold = passages()
    dense = [passage["text"] for passage in gold if passage["events"]]
    quiet = [passage["text"] for passage in gold if not passage["events"]]
    rng = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(rng.choice(dense if rng.random() < history else quiet))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)


def rate(work: Callable[[], Any], size: int, times: int = 5) -> float:
    """Million characters a second of processor time, the median of a few runs."""
    seconds = []
    for _ in range(times):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return size / median(seconds) / 1e6


def speed(knowledge: Knowledge) -> bool:
    """Print the rates of `cite` on articles, on one long text and on text that is nothing but history; True if articles
    are read at the rate that is asked for.
    """
    news = text_of(1_000_000)
    articles = [news[place : place + 3000] for place in range(0, len(news), 3000)]
    reached = rate(lambda: [cite(one, knowledge, PUBLISHED) for one in articles], len(news))
    label = "articles of 3 kB, one paragraph in five with history"
    print(LINE.format(label, f"{reached:.2f}", f"MB/s (at least {LEAST_RATE:g})"))
    plain = text_of(500_000, history=0)
    quiet = [plain[place : place + 3000] for place in range(0, len(plain), 3000)]
    for label, work, size in (
        (
            "articles without history, a third of them full of its names",
            lambda: [cite(one, knowledge, PUBLISHED) for one in quiet],
            len(plain),
        ),
        ("the first ones as one text of 1 MB", lambda: cite(news, knowledge, PUBLISHED), len(news)),
        ("its dates alone", lambda: find_dates(Article(news), PUBLISHED), len(news)),
    ):
        print(LINE.format(label, f"{rate(work, size):.2f}", "MB/s"))
    dense = text_of(500_000, history=1)
    print(
        LINE.format(
            "nothing but history, 0.5 MB", f"{rate(lambda: cite(dense, knowledge, PUBLISHED), len(dense)):.2f}", "MB/s"
        )
    )
    return reached >= LEAST_RATE


def start_up() -> None:
    """Print how long a fresh process needs until it can cite."""
    code = (
        "import time; t=time.perf_counter(); from timeline.citing.knowledge import Knowledge; i=time.perf_counter(); "
        "Knowledge.build(); print(f'{i-t:.2f} {time.perf_counter()-i:.2f}')"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    print(LINE.format("start-up: imports, knowledge of the whole gazetteer", f"{told[0]}+{told[1]}", "s"))


def flatness() -> None:
    """Print the rate with 1,000 and with 100,000 names."""
    text = text_of(1_000_000)
    rates = []
    for count in (1_000, 100_000):
        knowledge = Knowledge.build(rows_with(count), (), ())
        rates.append(rate(lambda knowledge=knowledge: cite(text, knowledge, PUBLISHED), len(text)))
        print(LINE.format(f"cite with {count:,} names", f"{rates[-1]:.2f}", "MB/s"))
    print(LINE.format("100,000 names take", f"{rates[0] / rates[1]:.2f}", "times as long as 1,000 (at most 1.5)"))


def rows_with(count: int, per_event: int = 10) -> list[dict[str, str]]:
    """Rows of an events table with so many made-up names between them."""
    rng = random.Random(11)
    sounds = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "or")]

    def name() -> str:
        kind = rng.choice(("Battle", "Treaty", "Siege", "Revolt"))
        return f"{kind} of {''.join(rng.choice(sounds) for _ in range(4)).title()}"

    rows = []
    for number in range(count // per_event):
        date = f"{rng.randrange(1200, 2000)}-{rng.randrange(1, 13):02d}"
        aliases = ";".join(name() for _ in range(per_event - 1))
        rows.append({"id": f"event-{number}", "kind": "history", "title": name(), "date": date, "aliases": aliases})
    return rows


def scanning() -> None:
    """Print how fast an archive is scanned by one process and by two, start-up included."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.jsonl"
        news = text_of(12_000_000)
        articles = (news[place : place + 3000] for place in range(0, len(news), 3000))
        lines = (json.dumps({"text": one, "published": "2023-02-15"}) for one in articles)
        archive.write_text("\n".join(lines), encoding="utf-8")
        seconds = []
        for count in (1, 2):
            begun = time.perf_counter()
            scan(archive, Path(folder) / f"{count}.parquet", processes=count)
            seconds.append(time.perf_counter() - begun)
            label = f"scan, 12 MB, {count} process{'es' * (count > 1)}"
            print(LINE.format(label, f"{len(news) / seconds[-1] / 1e6:.2f}", "MB/s of wall clock"))
        load = os.getloadavg()[0]
        print(
            LINE.format(
                "two processes are", f"{seconds[0] / seconds[1]:.2f}", f"times as fast (load of the machine {load:.1f})"
            )
        )


def others(knowledge: Knowledge) -> None:
    """Print the rates of what people would use instead, or that it is not installed."""
    text = text_of(200_000)
    print(
        LINE.format(
            "ours, names and dates, 0.2 MB", f"{rate(lambda: cite(text, knowledge, PUBLISHED), len(text)):.3f}", "MB/s"
        )
    )
    print(_spacy(text, knowledge.names))
    print(_dateparser(text[:20_000]))


def _spacy(text: str, names: Sequence[Name]) -> str:
    label = "spaCy EntityRuler, the same names (finds names, weighs none)"
    try:
        import spacy
    except ImportError:
        return LINE.format(label, "-", "not installed: pip install spacy")
    model = spacy.blank("en")
    model.max_length = 10_000_000
    ruler = model.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": str(name.event), "pattern": name.written} for name in names])
    return LINE.format(label, f"{rate(lambda: model(text), len(text)):.3f}", "MB/s")


def _dateparser(text: str) -> str:
    label = "dateparser.search, 20 kB (finds dates, as days)"
    try:
        from dateparser.search import search_dates
    except ImportError:
        return LINE.format(label, "-", "not installed: pip install dateparser")
    return LINE.format(label, f"{rate(lambda: search_dates(text, languages=['en']), len(text), times=1):.4f}", "MB/s")
