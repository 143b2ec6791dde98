"""Findings as rows that the catalogue's files take: citations.csv, and events.csv for what it does not have yet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from timeline.citing.article import fold_name
from timeline.citing.findings import Finding, Findings
from timeline.citing.texts import ArticleText
from timeline.dates import DateError, read
from timeline.schema import CITATIONS, DEFAULT_VERDICT, EVENTS, TITLE_LIMIT

_PHRASE_WORDS: Final = 10
_PHRASE_LEAST: Final = 3
_SLUG_LIMIT: Final = 60
_WORD: Final = re.compile(r"\S+")


def report_id(text: ArticleText) -> str:
    """An id for the report: from its title, else from its file's name."""
    name = re.split(r"[/\\]", text.name)[-1].rsplit(".", 1)[0] or text.name
    slug = "-".join(fold_name(text.title or name).encode("ascii", "ignore").decode().split())[:_SLUG_LIMIT].strip("-")
    return f"report-{slug}" if slug else "report-text"


def citation_rows(text: ArticleText, findings: Findings, report: str = "") -> list[dict[str, str]]:
    """One row of citations.csv for each past event that the text cites, its surest mention as the phrase; all
    unchecked.
    """
    present = next((one.event for one in findings.events if one.kind == "today"), "")
    best: dict[str, Finding] = {}
    for one in findings.events:
        held = best.get(one.event)
        if (
            one.kind == "history"
            and one.citable
            and (held is None or (bool(one.slip), one.confidence) > (bool(held.slip), held.confidence))
        ):
            best[one.event] = one
    return [_citation(text, one, report or report_id(text), present) for one in best.values()]


def _citation(text: ArticleText, one: Finding, report: str, present: str) -> dict[str, str]:
    row = dict.fromkeys(CITATIONS.names, "")
    row.update(
        report=report,
        cites=one.event,
        about=present,
        phrase=phrase(text.text, one.start, one.end),
        verdict=DEFAULT_VERDICT,
    )
    row["relation"] = _relation(text.text, one)
    if one.slip:
        row["record"] = f"{one.slip[0].upper()}{one.slip[1:]}."
    return row


def _relation(text: str, one: Finding) -> str:
    around = text[max(0, one.start - 60) : one.end + 40].lower()
    if "anniversary" in around or re.search(
        r"\byears? (?:ago|since|after|on)\b|\bcommemorat|\bmark(?:s|ed|ing)\b", around
    ):
        return "anniversary"
    return "echo" if any("parallel" in reason for reason in one.reasons) else "background"


def phrase(text: str, start: int, end: int) -> str:
    """Three to ten words of the text, as printed, with the mention among them: the anchor of a link into the page."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    words = list(_WORD.finditer(text, begin, len(text) if stop < 0 else stop))
    inside = [place for place, word in enumerate(words) if word.start() < end and start < word.end()]
    if not inside:
        return text[start:end]
    first, last = inside[0], min(inside[-1], inside[0] + _PHRASE_WORDS - 1)
    while last - first + 1 < _PHRASE_LEAST and (first > 0 or last + 1 < len(words)):
        if last + 1 < len(words):
            last += 1
        else:
            first -= 1
    return text[words[first].start() : words[last].end()].strip(" ,;:.!?\"'()[]\u2018\u2019\u201c\u201d\u2014\u2013")


def report_row(text: ArticleText, report: str = "") -> dict[str, str] | None:
    """The row of events.csv for the report itself; None if it has no date, which every row needs."""
    try:
        date = read(text.published).text if text.published else ""
    except DateError:
        date = ""
    if not date:
        return None
    row = dict.fromkeys(EVENTS.names, "")
    row.update(
        id=report or report_id(text),
        kind="report",
        title=(text.title or text.name)[:TITLE_LIMIT],
        date=date,
        publisher=text.publisher,
    )
    row["url"] = text.url if text.url.startswith(("http://", "https://")) else ""
    return row


def new_event_rows(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The rows of events.csv for found events that it does not have, once each."""
    rows = {
        one.event: {name: str(one.row.get(name, "")) for name in EVENTS.names}
        for one in findings
        if one.row is not None
    }
    return list(rows.values())


def csv_text(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as CSV with its heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(names), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
