"""Questions for lessons that nobody wrote: sourcing, context, corroboration, close reading, what the analogy does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.documents.facts import Card, Ref

HABITS: Final = (
    ("Sourcing", "Who says so, how would they know, and what do they want?"),
    ("Context", "What else was going on then, and what is different now?"),
    ("Corroboration", "Which second source, written independently, would settle it?"),
    ("Close reading", "Which word in the claim does most of the work?"),
    ("Analogy", "Does the comparison explain something, or only colour it?"),
)
"""What to ask of any citation, for the handout: the habit and its question."""


def of_citation(card: Card, number: int) -> str:
    """A question about one citation; the habits take turns, and a claim that the record denies is asked about first."""
    publisher = card.report.publisher or "the report"
    about = card.about.title if card.about else "what is reported today"
    turns = (
        f"Who speaks in {publisher}, and how do they know about {card.history.title}?",
        f"What would you have to know about {card.history.date} before this comparison makes sense?",
        f"Which second source would settle this claim about {card.history.title}?",
        "Which word in the claim carries the comparison? Change it: what is left?",
        f"Does {card.history.title} explain {about}, or only colour it?",
    )
    if card.verdict == "contradicted":
        return "The record says otherwise. Does that end the comparison, or only mend it?"
    if card.verdict == "disputed":
        return "Where sources differ, how should a report say so in one sentence?"
    return turns[(number - 1) % len(turns)]


def of_event(ref: Ref, number: int) -> str:
    """A question about an event that no report in view cites."""
    turns = (
        f"Who chose to remember {ref.title}, and what was left out?",
        f"When would you let the story of {ref.title} begin?",
        f"Who could have told of {ref.title} otherwise?",
    )
    return turns[(number - 1) % len(turns)]


def notes(card: Card, number: int) -> str:
    """A line for the teacher: which habit the question trains, and what the verdict means for the class."""
    habit = HABITS[(number - 1) % len(HABITS)][0]
    if card.verdict in ("contradicted", "disputed"):
        habit = "Corroboration"
    said = {
        "supported": "The record says the same; the comparison may still be weak.",
        "imprecise": "Right in substance, a detail off. Ask what follows from the slip, and what does not.",
        "disputed": "Sources differ. A middle figure is not a settlement.",
        "contradicted": "The record says otherwise on this point. It does not judge the reporter or the comparison.",
        "unchecked": "Nobody has compared this claim with the record yet. Let the class say what it would look for.",
    }[card.verdict if card.verdict in ("supported", "imprecise", "disputed", "contradicted") else "unchecked"]
    return f"{habit}. {said} Let the class choose a verdict before you show the record."


def driving(kind: str, cards: Sequence[Card], title: str) -> str:
    """The question that opens a lesson which nobody wrote."""
    pasts = list(dict.fromkeys(card.history.title for card in cards))
    if not pasts:
        return f"What do we know of {title}, and from whom?"
    if kind == "report" and len(pasts) > 1:
        return f"This report reaches for {len(pasts)} pasts. Which of them explains anything?"
    if kind == "event" and title in pasts:
        return f"Why do reports reach for {title}, and do they have it right?"
    if len(pasts) == 1:
        return f"Does {pasts[0]} explain the present, or only colour it?"
    return "Which of these comparisons explain the present, and which only colour it?"
