"""From an article to the past events it cites: names and dates found, weighed, sorted out, worded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.citing import weighing
from timeline.citing.article import Article
from timeline.citing.automaton import Named
from timeline.citing.candidates import Candidate, Reader
from timeline.citing.comparing import compared
from timeline.citing.dates_in_text import DateFound, find_dates
from timeline.citing.describing import described
from timeline.citing.findings import Finding, Findings
from timeline.citing.knowledge import Knowledge
from timeline.citing.known_events import KnownEvent
from timeline.citing.named import Help, weigh_name
from timeline.citing.numbering import misnumbered
from timeline.citing.slips import date_slip, same_day_of_year
from timeline.citing.sorting import most_specific, not_yet_past, one_each, same_days, without_overlaps
from timeline.citing.telling import told
from timeline.dates import Span


def cite(text: str, knowledge: Knowledge, published: Span | None = None) -> Findings:
    """The past events that a text invokes and the dates it gives, in its order.

    `published`: when the text appeared, which settles "80 years ago" and keeps what was news then from being history.
    Pure: the same text and knowledge give the same findings; nothing is kept of the text.
    """
    article = Article(text, knowledge.lexicon)
    dates = find_dates(article, published)
    reader = Reader(article, knowledge, dates, published)
    candidates = _by_name(reader)
    candidates = [one for one in candidates if not not_yet_past(one.event, published)]
    candidates = _without_claimed_dates(reader, candidates)
    _doubt_lone(candidates)
    _help_repeated(candidates, knowledge)
    named = without_overlaps([one for one in candidates if one.confidence >= weighing.THRESHOLD])
    unnamed = _found(described(reader, named, published), published)
    doubted = [one for one in candidates if one.lone]
    unnamed += _found(told(reader, [*named, *unnamed, *doubted]), published)
    kept = most_specific(reader, without_overlaps([*named, *unnamed]))
    kept = one_each(reader, kept)
    kept.extend(compared(reader, kept, published))
    _find_slips(reader, kept)
    kept.sort(key=lambda one: (one.start, one.end))
    return Findings(tuple(_finding(article, one) for one in kept), _settled_by_events(reader, kept))


def _found(candidates: Iterable[Candidate], published: Span | None) -> list[Candidate]:
    return [
        one for one in candidates if one.confidence >= weighing.THRESHOLD and not not_yet_past(one.event, published)
    ]


def _settled_by_events(reader: Reader, kept: Sequence[Candidate]) -> tuple[DateFound, ...]:
    """The dates; a day without a year that names an event ("September 11") is that event's day."""
    by_sentence = reader.by_sentence(kept)
    settled = []
    for date in reader.dates:
        near = by_sentence.get(reader.around(date.start).start, []) if date.settled else []
        spans = [one.event.span for one in near if one.start < date.end and date.start < one.end]
        same = next((span for span in spans if same_day_of_year(date.span, span)), None)
        settled.append(date if same is None else replace(date, edtf=same.text, span=same))
    return tuple(settled)


def _by_name(reader: Reader) -> list[Candidate]:
    article, knowledge = reader.article, reader.knowledge
    found: Sequence[Named] = (
        *reader.sightings.names,
        *misnumbered(reader),
        *knowledge.speller.find(article, knowledge.finder),
    )
    elsewhere = Help(knowledge, found)
    candidates: list[Candidate] = []
    noise = bool(article.noise)
    covered = -1  # the last word of a clear name: what lies within it is part of it
    for named in sorted(found, key=lambda named: (named.first, -named.last)):
        if named.last <= covered or (noise and article.is_noise(article.starts[named.first])):
            continue
        help_at_most = elsewhere.at_most(named.names)
        options = [one for name in named.names if (one := weigh_name(reader, named, name, help_at_most)) is not None]
        if options:
            best = max(options, key=_preference)
            candidates.append(best)
            if best.clear and not named.slip:
                covered = named.last
    return candidates


def _doubt_lone(candidates: Sequence[Candidate]) -> None:
    """A name in other letters of which nothing speaks, in a text without any other history, is a play on words."""
    if not any(one.clear and not one.lone for one in candidates):
        for one in candidates:
            one.weighed.points += weighing.LONE_POINTS * one.lone


def _without_claimed_dates(reader: Reader, candidates: Sequence[Candidate]) -> list[Candidate]:
    """A year or day that dates a clearly named event does not stand for another one."""
    claimed = {(one.date.start, one.date.end) for one in candidates if one.clear and one.date is not None}
    kept = []
    for one in candidates:
        dates = reader.around(one.start).dates if one.force in ("year", "day") else ()
        within = ((date.start, date.end) for date in dates if date.start < one.end and one.start < date.end)
        if not any(place in claimed for place in within):
            kept.append(one)
    return kept


def _preference(one: Candidate) -> tuple[float, bool, bool, int, int]:
    """Of several events of one name the best supported; then the catalogue's, the much-invoked, the narrower, the last
    ("since September 11").
    """
    event = one.event
    return (round(one.weighed.points, 2), event.source == "catalogue", event.core, -event.length, event.first or 0)


def _help_repeated(candidates: Sequence[Candidate], knowledge: Knowledge) -> None:
    """A bare name gains where the text names the event, or one that belongs to it, clearly elsewhere."""
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in candidates:
        if one.clear:
            places[one.event.number].append((one.start, one.end))
    sure = [knowledge.events[number] for number in places]
    company: dict[int, tuple[float, str]] = {}
    for one in candidates:
        if one.clear:
            continue
        number = one.event.number
        if any(end <= one.start or one.end <= start for start, end in places.get(number, ())):
            one.weighed.add(weighing.NAMED_ELSEWHERE_POINTS, "the text names it clearly elsewhere")
            continue
        if number not in company:
            company[number] = _company(one.event, sure, knowledge)
        one.weighed.add(*company[number])


def _company(event: KnownEvent, sure: Sequence[KnownEvent], knowledge: Knowledge) -> tuple[float, str]:
    """What the other events that the text names clearly say for this one."""
    related = knowledge.related.get(event.number, frozenset())
    for other in sure:
        if other.number in related:
            return weighing.RELATED_POINTS, f"the text also names {other.title}"
    for other in sure:
        if same_days(event, other):
            return weighing.SAME_DAYS_POINTS, f"the text also names {other.title}"
    return 0.0, ""


def _find_slips(reader: Reader, kept: Sequence[Candidate]) -> None:
    for group in reader.by_sentence(kept).values():
        dates = reader.around(group[0].start).dates
        for one in group:
            loosely = one.fit == "year" and one.date is not None and one.date.settled  # "eighty years ago"
            if one.event.kind != "history" or (one.fit in ("day", "month", "year", "near") and not loosely):
                continue
            others = [(other.start, other.end) for other in group if other is not one]
            others += [(date.start, date.end) for date in dates if date is not one.date]
            slip = date_slip(one.event, reader.article, one.start, one.end, dates, others)
            if slip is not None:
                one.weighed.reasons.append(slip[0])
                one.slip = f"{one.slip}; {slip[0]}" if one.slip else slip[0]


def _finding(article: Article, one: Candidate) -> Finding:
    event = one.event
    return Finding(
        event=event.id,
        title=event.title,
        date=event.date,
        source=event.source,
        kind=event.kind,
        start=one.start,
        end=one.end,
        text=article.text[one.start : one.end],
        confidence=one.confidence,
        reasons=tuple(dict.fromkeys(one.weighed.reasons)),
        slip=one.slip,
        row=event.row if event.source == "gazetteer" else None,
        citable=event.row.get("kind") == "history",
    )
