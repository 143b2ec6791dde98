"""Weigh a name that needs support: what its neighbours, its dates and the words around say for and against it."""

from __future__ import annotations

from typing import Final

from timeline.citing import weighing
from timeline.citing.article import Article, fold_name
from timeline.citing.automaton import Named
from timeline.citing.candidates import Candidate, Reader, best_date
from timeline.citing.cues import (
    echoed,
    facility,
    invoked_strongly,
    invoked_weakly,
    led_by,
    led_by_capital,
    located,
    part_of_longer_name,
    word_before,
    year_invoked,
    years_after,
)
from timeline.citing.dates_in_text import DateFound
from timeline.citing.evidence import day_is_meant, of_another, standing
from timeline.citing.known_events import PERSON_WEIGHT
from timeline.citing.names import Name
from timeline.citing.namesakes import at_home, part_of_brand
from timeline.citing.surroundings import Surroundings
from timeline.citing.weighing import Support, listed, recent, support
from timeline.citing.word_lists import lands, pattern, words

_THESE_WEEKS: Final = 120
"""Days: a day without a year this near to the publication is of the news."""


def supported(
    reader: Reader, around: Surroundings, candidate: Candidate, named: Named, name: Name, help_at_most: float
) -> bool:
    """Weigh what speaks for and against a name that needs support; False if it cannot become a finding."""
    article, event, weighed = reader.article, candidate.event, candidate.weighed
    bare = name.force == "bare"
    own = _own_date(around, candidate)
    a_day = name.force == "day" or name.folded in words("days known for")
    if a_day and own is not None and not own.settled and candidate.date is not own:
        return False  # "11 September 1973" is no September 11
    weighed.points += in_itself(article, named, name)
    candidate.echo = echoed(article, candidate.start, candidate.end)
    if name.force == "dated":
        weighed.add(weighing.LOCATIVE_POINTS * (not candidate.echo and located(article, named.first)))
        weighed.add(weighing.LIFE_POINTS * around.of_lives(event.themes))
        weighed.add(weighing.LOCATIVE_POINTS * _merely_there(reader, around, candidate, name))
    _add_years_after(reader, candidate)
    found = standing(reader, around, support(event, around.near, around.far, name.folded))
    if found.sentence or found.paragraph:
        only_places = bare and candidate.date is None and all(one.place for one in (*found.sentence, *found.paragraph))
        share = weighing.PLACES_SHARE if only_places and not candidate.echo else 1.0
        weighed.add(share * found.points, f"the text also speaks of {listed(found.words)}")
    elif own is not None and candidate.fit in ("day", "month") and not day_is_meant(around, own.span):
        return False
    _add_echo(reader, around, candidate, named, name)
    if not (candidate.echo or candidate.date) and of_another(reader, around, found, name.folded):
        return False
    definite = bare and len(named.names) == 1 and _definite(article, named)
    weighed.add(weighing.DEFINITE_POINTS * definite)
    if bare and not (candidate.echo or definite or _past_is_meant(reader, around, candidate, found)):
        told = name.eponym and named.last > named.first and any(not one.place for one in found.sentence)
        land = name.folded in lands()
        weighed.add(weighing.LAND_NOTHING_PAST_POINTS if land else weighing.NOTHING_PAST_POINTS * (not told))
        weighed.add(weighing.NOW_POINTS * (pattern("now", " ", " ").search(around.line) is not None))
    if bare and not candidate.echo and recent(event, reader.published):
        weighed.add(weighing.RECENT_POINTS)
    themes = event.themes if bare else ()
    if weighing.hopeless(weighed.points + help_at_most + 2 * weighing.THEME_POINTS * bool(themes)):
        return False
    weighed.add(weighing.THEME_POINTS * min(2, sum(around.theme_words(theme) for theme in themes)))
    if weighing.hopeless(weighed.points + help_at_most):
        return False
    if bare:
        if name.folded in lands() and led_by(article, candidate.start, "state of"):
            weighed.add(weighing.GIVEN_NAME_POINTS)
        if part_of_longer_name(article, named.first, named.last):
            weighed.add(weighing.LONGER_NAME_POINTS)
        elif led_by_capital(article, named.first):
            weighed.add(weighing.LONGER_NAME_POINTS if name.eponym else weighing.GIVEN_NAME_POINTS)
    if facility(article, candidate.end) or at_home(article, candidate.end):
        weighed.add(weighing.FACILITY_POINTS)
    if around.is_elsewhere(event.themes):
        past = best_date(event, [one for one in around.near_dates if reader.long_past(one)]) is not None
        weighed.add(weighing.OTHER_SENSE_POINTS / (2 if past else 1))
    return True


def _add_echo(reader: Reader, around: Surroundings, candidate: Candidate, named: Named, name: Name) -> None:
    """Weigh what invokes the name as an event."""
    article, weighed = reader.article, candidate.weighed
    known = name.force in ("bare", "day") and name.folded in words("known for")
    invoked = weighing.INVOKED_POINTS * name.invoked
    if name.eponym and invoked_strongly(article, named.first, named.last):
        weighed.add(weighing.STRONG_ECHO_POINTS + invoked, "is invoked as a parallel")
    elif name.force == "year" and _year_is_invoked(article, around, candidate, named):
        more = weighing.KNOWN_FOR_POINTS * (len(named.names) == 1)
        weighed.add(weighing.STRONG_ECHO_POINTS + more, "is invoked as a parallel")
    elif candidate.echo:
        strong = known and name.folded in words("days known for")
        echo = weighing.STRONG_ECHO_POINTS if strong else weighing.ECHO_POINTS
        weighed.add(echo + invoked + weighing.KNOWN_FOR_POINTS * known, "is invoked as a parallel")
    elif known and _known_since(reader, around, candidate, name):
        more = weighing.KNOWN_FOR_POINTS * (name.folded in words("days known for"))
        weighed.add(weighing.STRONG_ECHO_POINTS + more, "is known for what happened then or there")
    else:
        if invoked_weakly(article, candidate.start):
            weighed.add(weighing.WEAK_ECHO_POINTS)
        return
    candidate.echo = True


def _year_is_invoked(article: Article, around: Surroundings, candidate: Candidate, named: Named) -> bool:
    return year_invoked(article, named.first, named.last) and not around.of_lives(candidate.event.themes)


def _merely_there(reader: Reader, around: Surroundings, candidate: Candidate, name: Name) -> bool:
    """True for a country with a year of which nothing says that it stands for the event: "built in Germany in 1936"."""
    event = candidate.event
    if candidate.echo or lands().keys().isdisjoint(name.folded.split()):
        return False
    if invoked_weakly(reader.article, candidate.start) or around.looks_back:
        return False
    return event.needles.isdisjoint(around.near) or all(
        one.place for one in event.evidence if one.needle in around.near
    )


def _own_date(around: Surroundings, candidate: Candidate) -> DateFound | None:
    """The date that a name is itself or begins: "6 June 1944"."""
    return next((one for one in around.dates if one.start < candidate.end <= one.end), None)


def _known_since(reader: Reader, around: Surroundings, candidate: Candidate, name: Name) -> bool:
    """True for names known for what happened there after "since", or where the words around look back too: "Never
    again, they said after Rwanda"; not for a day of these weeks.
    """
    before = word_before(reader.article, candidate.start)
    if before != "since" and not (around.looks_back and before in words("leads to the past")):
        return False
    if name.folded not in words("days known for") or reader.published is None:
        return True
    own = _own_date(around, candidate)
    if own is None or own.span.latest is None or reader.published.earliest is None:
        return True
    return abs(reader.published.earliest - own.span.latest) > _THESE_WEEKS


def _past_is_meant(reader: Reader, around: Surroundings, candidate: Candidate, found: Support) -> bool:
    """True if something beside the event's own words says that a text looks back: a date long past, a person of the
    event who is not in the news still, or a word such as "veterans", "history", "ago".
    """
    people = [one for one in found.sentence if one.weight >= PERSON_WEIGHT and not one.place]
    if around.looks_back or (
        any(fold_name(one.word) not in lands() for one in people) and not recent(candidate.event, reader.published)
    ):
        return True
    if word_before(reader.article, candidate.start) in ("since", "like", "unlike", "not"):
        return True
    return any(reader.long_past(one) for one in around.near_dates)


def _definite(article: Article, named: Named) -> bool:
    """True for "the Blitz", with a capital and nothing that goes on from it."""
    first, last = named.first, named.last
    if not first or article.words[last] not in words("with the") or article.words[first - 1] != "the":
        return False
    return _all_capitals(article, named) and not part_of_brand(article, first, last)


def _all_capitals(article: Article, named: Named) -> bool:
    return all(article.text[article.starts[place]].isupper() for place in (named.first, named.last))


def in_itself(article: Article, named: Named, name: Name) -> float:
    """What the name tells by its length, its capitals, and by what the data says of it."""
    several = named.last > named.first
    if name.force == "bare":
        eponym = weighing.EPONYM_POINTS + weighing.LONG_EPONYM_POINTS * several
        own = weighing.VOUCHED_POINTS * name.vouched + eponym * name.eponym
        kind = several and len(named.names) == 1 and article.words[named.last] in words("own kinds")
        return max(own, weighing.KIND_NAME_POINTS) if kind and _all_capitals(article, named) else own
    if name.force != "common":
        return 0.0
    capitals = _all_capitals(article, named)
    return weighing.LONG_COMMON_POINTS * (several and len(name.folded) >= 14) + weighing.CAPITALS_POINTS * capitals


def _add_years_after(reader: Reader, candidate: Candidate) -> None:
    years = years_after(reader.article, candidate.start, reader.published)
    if years is not None and best_date(candidate.event, [years]) is not None:
        candidate.weighed.add(weighing.YEARS_AFTER_POINTS, f"{years.text!r} is the year of the event")
