"""What `timeline cite` does: read the texts, find what they cite, print it for people, for a spreadsheet or for a
program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from timeline.citing.engine import cite
from timeline.citing.findings import Finding, Findings
from timeline.citing.knowledge import Knowledge
from timeline.citing.rows import citation_rows, csv_text, new_event_rows, report_id, report_row
from timeline.citing.texts import ArticleText, Unread, read_texts
from timeline.dates import DateError, Span, parse, read, words
from timeline.problems import plural
from timeline.schema import CITATIONS, EVENTS

FORMATS: Final = ("text", "csv", "json")


@dataclass(frozen=True, slots=True)
class Cited:
    """One text and what was found in it. `published`: as given, else as the page says, in EDTF, or ""."""

    text: ArticleText
    findings: Findings
    published: str


def cite_texts(
    knowledge: Knowledge, sources: Sequence[str], published: str = "", stdin: BinaryIO | None = None
) -> Iterator[Cited | Unread]:
    """What each text of the sources cites, or why it could not be read.

    `published`: when they appeared, as people write dates; DateError before anything is read if it is no date.
    """
    given = read(published) if published else None
    return _cited(knowledge, sources, given, stdin)


def _cited(
    knowledge: Knowledge, sources: Sequence[str], given: Span | None, stdin: BinaryIO | None
) -> Iterator[Cited | Unread]:
    for source in sources:
        for text in read_texts(source, stdin):
            if isinstance(text, Unread):
                yield text
                continue
            span = given or span_of(text.published)
            yield Cited(text, cite(text.text, knowledge, span), span.text if span else "")


def span_of(published: str) -> Span | None:
    """A publication date as it may be written; None if it is unknown or no date."""
    try:
        return read(published.strip()) if published.strip() else None
    except DateError:
        return None


def as_json(cited: Sequence[Cited]) -> str:
    """One object for one text, a list of them for several; a finding that only the gazetteer knows carries its row for
    events.csv.
    """
    answers = [_json(one) for one in cited]
    return json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=1) + "\n"


def _json(one: Cited) -> dict[str, object]:
    answer = one.findings.as_dict()
    for finding, printed in zip(one.findings.events, answer["findings"], strict=True):
        if finding.row is not None:
            printed["row"] = new_event_rows([finding])[0]
    return answer


def as_csv(cited: Iterable[Cited]) -> str:
    """Rows for citations.csv, every one of them unchecked."""
    return csv_text(
        CITATIONS.names, [row for one, report in _named(cited) for row in citation_rows(one.text, one.findings, report)]
    )


def new_events_csv(cited: Iterable[Cited]) -> str:
    """Rows for events.csv: the reports that have a date, and the events that only the gazetteer knows."""
    cited = list(cited)
    reports = [row for one, report in _named(cited) if (row := report_row(_dated(one), report)) is not None]
    return csv_text(
        EVENTS.names, [*reports, *new_event_rows(finding for one in cited for finding in one.findings.events)]
    )


def _named(cited: Iterable[Cited]) -> Iterator[tuple[Cited, str]]:
    """Each text with an id that no other text of the run has."""
    used: dict[str, int] = {}
    for one in cited:
        name = report_id(one.text)
        used[name] = used.get(name, 0) + 1
        yield one, name if used[name] == 1 else f"{name}-{used[name]}"


def _dated(one: Cited) -> ArticleText:
    text = one.text
    return ArticleText(text.name, text.text, one.published, text.url, text.title, text.publisher)


def as_text(cited: Iterable[Cited]) -> str:
    """For people: each finding with its place, its words, its reasons and what to check."""
    return "\n".join(_told(one) for one in cited)


def _told(one: Cited) -> str:
    events, dates = one.findings.events, one.findings.dates
    number = len({finding.event for finding in events})
    head = f"{one.text.name}: {plural(number, 'event')}, {plural(len(dates), 'date')}"
    lines = [head if not one.published else f"{head} (published {words(parse(one.published))})"]
    if one.text.note:
        lines.append(f"  note: this text {one.text.note}")
    for finding in events:
        lines.extend(_finding_lines(one.text.text, finding))
    if dates:
        lines.append("  dates: " + ", ".join(f"{' '.join(date.text.split())} = {date.edtf}" for date in dates))
    return "\n".join(lines) + "\n"


def _finding_lines(text: str, finding: Finding) -> Iterator[str]:
    line = text.count("\n", 0, finding.start) + 1
    known = "" if finding.source == "catalogue" else ", not in your events.csv"
    quoted = " ".join(finding.text.split())
    when = words(parse(finding.date))
    yield f"  line {line}, {finding.confidence:.0%}: {finding.title} ({when}) [{finding.event}{known}]"
    yield f"    \u201c{quoted}\u201d: {'; '.join(finding.reasons)}"
    if finding.slip:
        yield f"    check this: {finding.slip}"


def printed(cited: Sequence[Cited], form: str) -> str:
    """The answer in one of FORMATS."""
    return {"text": as_text, "csv": as_csv, "json": as_json}[form](cited)


def checked_date(published: str) -> str:
    """The publication date as EDTF, "" for none; DateError if it is no date."""
    return read(published).text if published else ""
