"""What /memory says above each chart: the finding, in one sentence that its counts bear out."""

from __future__ import annotations

from timeline.documents.memory_counts import Counts, Reach
from timeline.palette import LEGEND_ORDER
from timeline.problems import plural
from timeline.scene.wording import number

MOST_EVENTS = 10
"""Events drawn as bars; the table has all of them."""
_TENTHS = ("Hardly any", "One in ten", "Two in ten", "Three in ten", "Four in ten", "About half",
           "Six in ten", "Seven in ten", "Eight in ten", "Nine in ten", "Nearly all")  # fmt: skip


def lead(counts: Counts) -> str:
    """How much there is to count."""
    if not counts.citations:
        return "Nothing in the catalogue meets these filters."
    times = "once" if counts.citations == 1 else f"{counts.citations:,} times"
    verb = "cites" if counts.reports == 1 else "cite"
    return (
        f"{plural(counts.reports, 'report')} {verb} the past {times}: what they reach for, how far back, "
        "and what the record says."
    )


def verdicts(counts: Counts) -> str:
    """How many claims match the record; of those that were compared with it when some were not."""
    held = dict(zip(LEGEND_ORDER, counts.verdicts, strict=True))
    checked = counts.citations - held["unchecked"]
    if not checked:
        return "No claim has been compared with the record yet"
    what = "claims" if checked == counts.citations else "checked claims"
    match = "match" if checked > 1 else "matches"
    if held["supported"] == checked:
        return f"All {checked:,} {what} match the record" if checked > 1 else "The one claim matches the record"
    if not held["supported"]:
        return f"None of {checked:,} {what} matches the record in full"
    share = held["supported"] / checked
    of = " of the" if round(share * 10) in (0, 5, 10) else ""
    return f"{_TENTHS[round(share * 10)]}{of} {what} {match} the record"


def invoked(counts: Counts, first: str) -> str:
    """How the citations gather on few events; `first` is the title of the most invoked one."""
    events, total = len(counts.invoked), counts.citations
    if events == 1:
        return f"All citations reach for one event: {first}"
    if events <= MOST_EVENTS:
        return f"{number(events).capitalize()} events; {first} is invoked most"
    top = sum(one.count for one in counts.invoked[:MOST_EVENTS])
    return f"Ten of {events:,} events carry {100 * top / total:.0f}% of the citations"


def reach(counts: Counts) -> str:
    """The middle of how far back the citations reach."""
    years = counts.median or 0
    if counts.citations == 1:
        return f"The citation reaches back {plural(years, 'year')}"
    if years <= 0:
        return "Half of the citations reach back less than a year"
    return f"Half of the citations reach back {plural(years, 'year')} or more"


def reach_label(one: Reach) -> str:
    """A class of years, as under its column: `50–100`."""
    if one.low is None:
        return "event is later"
    if one.high is None:
        return f"{one.low:,} or more"
    return f"under {one.high}" if one.low == 0 else f"{one.low:,}–{one.high:,}"


def grid(counts: Counts) -> str:
    """Where most citations meet."""
    held = counts.grid.counts
    row, column = divmod(int(held.argmax()), held.shape[1])
    era, report = counts.grid.eras[row].words, counts.grid.reports[column].words
    era = f"what is {era}" if era.startswith("since") else f"the time {era}" if era.startswith("before") else era
    return f"Most citations meet where reports of {report} reach for {era}: {int(held[row, column]):,}"


def themes(counts: Counts, first: str) -> str:
    """The theme that most citations hold."""
    if not counts.themes or not counts.themes[0].slug:
        return "No citation has a theme"
    most = counts.themes[0].count
    alike = [one for one in counts.themes if one.count == most and one.slug]
    if len(alike) > 1:
        return (
            f"{number(len(alike)).capitalize()} themes are in {most:,} of {plural(counts.citations, 'citation')} each"
        )
    return f"{first} is in {most:,} of {plural(counts.citations, 'citation')}"


def publishers(counts: Counts) -> str:
    """How the citations spread over publishers; names none, since the number measures the choice of reports."""
    named = [count for name, count in counts.publishers if name]
    if not named:
        return "No report names its publisher"
    if len(named) == 1:
        return "All citations come from one publisher"
    return f"The citations come from {len(named):,} publishers; none gives more than {max(named):,}"
