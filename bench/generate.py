"""Made-up catalogues of any size, the same for the same seed: `python -m bench.generate 100000 FOLDER`.

A quarter of the events is history, spread over 80 years; a quarter is today's and half are reports, in two dense recent
years. 15 % of the dates are intervals; there are half as many citations as events.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

SEED: Final = 227
HISTORY: Final = (np.datetime64("1942-01-01"), 80 * 365)
RECENT: Final = (np.datetime64("2022-02-24"), 2 * 365)
INTERVALS: Final = 0.15
DEEDS_IN_ONE: Final = (
    "siege battle treaty famine march trial election strike landing retreat census famine armistice "
    "mutiny congress expedition evacuation blockade uprising decree coronation flood earthquake "
    "epidemic surrender conference"
)
PLACES_IN_ONE: Final = (
    "Aldermoor Brankova Castellane Dunmere Estavar Farholt Garlund Hestria Ilmenau Jarovka Kestrel "
    "Lorraine Marovia Norden Ostrava Pellworm Quarry Rovaniemi Sarnath Tolosa Ulverston Valdivia "
    "Westmark Yarrow Zelenograd"
)
THEMES_IN_ONE: Final = "siege famine revolt invasion purge refugees pandemic coup annexation propaganda"
DEEDS, PLACES, THEMES = (np.array(words.split(), object) for words in (DEEDS_IN_ONE, PLACES_IN_ONE, THEMES_IN_ONE))
RELATIONS: Final = np.array(["echo", "precedent", "contrast", "background", "anniversary"], object)
VERDICTS: Final = np.array(["supported", "imprecise", "disputed", "contradicted", "unchecked"], object)


def tables(count: int, seed: int = SEED) -> tuple[pa.Table, pa.Table]:
    """The events (`count` rows) and the citations (half as many) as tables of text."""
    rng = np.random.default_rng(seed)
    histories = max(count // 4, 1)
    todays = count // 4
    kind = np.repeat(np.array(["history", "today", "report"], object), [histories, todays, count - histories - todays])
    number = pa.array(np.arange(count)).cast(pa.string())
    ids = _join(pa.array(kind), "-", number)
    deed, place = DEEDS[rng.integers(0, len(DEEDS), count)], PLACES[rng.integers(0, len(PLACES), count)]
    title = _join("The ", pa.array(deed), " of ", pa.array(place), ", no. ", number)
    themes = THEMES[rng.integers(0, len(THEMES), count)]
    report = kind == "report"
    events = pa.table(
        {
            "id": ids,
            "kind": pa.array(kind),
            "title": title,
            "date": _dates(kind == "history", rng),
            "date_note": _blank(count),
            "place": pa.array(place),
            "lat": pa.array(np.round(rng.uniform(-60, 70, count), 2)).cast(pa.string()),
            "lon": pa.array(np.round(rng.uniform(-180, 180, count), 2)).cast(pa.string()),
            "summary": _join(
                "What is known of the ",
                pa.array(deed),
                " at ",
                pa.array(place),
                ", from two archives, and why it is told again.",
            ),
            "themes": pa.array(themes),
            "aliases": _join(pa.array(place), " ", pa.array(deed), ";", pa.array(deed), " at ", pa.array(place)),
            "source": _join("Archive of ", pa.array(place)),
            "url": _join("https://example.org/archive/", ids),
            "publisher": pa.array(np.where(report, "Example Times", "").astype(object)),
            "author": pa.array(np.where(report, "A. Writer", "").astype(object)),
        }
    )
    links = count // 2 if count > histories + todays else 0
    cites = rng.integers(0, histories, links)
    about = rng.integers(histories, histories + todays, links) if todays else np.zeros(0, np.int64)
    reports = rng.integers(histories + todays, count, links) if links else np.zeros(0, np.int64)
    serial = pa.array(np.arange(links)).cast(pa.string())
    citations = pa.table(
        {
            "report": ids.take(pa.array(reports)),
            "cites": ids.take(pa.array(cites)),
            "about": ids.take(pa.array(about)) if todays else _blank(links),
            "relation": pa.array(RELATIONS[rng.integers(0, len(RELATIONS), links)]),
            "phrase": _join("an echo of number ", serial),
            "claim": _join("That it happened as in case ", serial, "."),
            "record": _join("The archive gives the day, the place and the count for case ", serial, "."),
            "verdict": pa.array(VERDICTS[rng.integers(0, len(VERDICTS), links)]),
            "record_source": _join("Archive, box ", serial),
            "record_url": _join("https://example.org/record/", serial),
            "similar": _join("Both were told by those who were there, in case ", serial),
            "differs": _join("The one lasted months, the other days, in case ", serial),
        }
        if links
        else {"report": _blank(0), "cites": _blank(0)}
    )
    return events, citations


def _join(*parts: str | pa.Array) -> pa.Array:
    size = next((len(part) for part in parts if not isinstance(part, str)), None)
    if size is None:
        return pa.scalar("".join(str(part) for part in parts))
    return pc.binary_join_element_wise(*parts, "")


def _blank(count: int) -> pa.Array:
    return pa.nulls(count, pa.string()).fill_null("")


def _dates(history: npt.NDArray[np.bool_], rng: np.random.Generator) -> pa.Array:
    """EDTF: mostly days; 15 % intervals of up to two years, some months and years."""
    count = len(history)
    first = np.where(history, HISTORY[0], RECENT[0])
    reach = np.where(history, HISTORY[1], RECENT[1])
    start = first + (rng.random(count) * reach).astype(np.int64)
    stop = start + rng.integers(1, 700, count)
    day, end = start.astype(str).astype(object), stop.astype(str).astype(object)
    form = rng.random(count)
    texts = day.copy()
    interval = (form < INTERVALS) & history
    # What is recent spans days: a report is not two years long.
    brief = (form < INTERVALS) & ~history
    texts[interval] = day[interval] + "/" + end[interval]
    texts[brief] = day[brief] + "/" + (start[brief] + 20).astype(str).astype(object)
    month = (form >= 0.80) & (form < 0.90)
    texts[month] = [text[:7] for text in day[month]]
    year = (form >= 0.90) & (form < 0.95)
    texts[year] = [text[:4] for text in day[year]]
    about = form >= 0.98
    texts[about] = [text[:7] + "~" for text in day[about]]
    return pa.array(texts, pa.string())


def write_folder(path: Path, count: int, seed: int = SEED) -> Path:
    """Writes events.csv and citations.csv of a made-up catalogue into the folder, and returns it."""
    path.mkdir(parents=True, exist_ok=True)
    for name, table in zip(("events", "citations"), tables(count, seed), strict=True):
        pyarrow.csv.write_csv(table, path / f"{name}.csv", pyarrow.csv.WriteOptions(quoting_style="needed"))
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("Usage: python -m bench.generate COUNT FOLDER")
    print(write_folder(Path(sys.argv[2]), int(sys.argv[1])))
