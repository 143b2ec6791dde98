"""The words of an embed in three languages. What the catalogue says stays in the language of its authors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DEFAULT: Final = "en"

_EN: Final = {
    "supported": "Supported", "imprecise": "Imprecise", "disputed": "Disputed", "contradicted": "Contradicted",
    "unchecked": "Unchecked", "then": "Then", "now": "Now", "source": "Source", "sources": "Sources",
    "explore": "Explore on Echoline", "records": "records at Echoline", "claims": "The report claims",
    "record": "The record says", "holds": "Holds", "breaks": "Breaks", "close": "Close", "more": "All of it",
    "list": "Everything in words", "compared": "Compared with", "present": "The present", "verdicts": "Verdicts",
    "none": "Not yet compared with the record.", "asof": "Data as of version", "others": "and {} more",
    "gone": "This chart was frozen at version {} of its data, which is no longer kept here.",
    "current": "Show it with the data of today",
    "one-claim": "One claim about {years}", "some-claims": "{count} claims about {years}",
    "one-holds": "{claims}: one matches the record", "some-hold": "{claims}: {count} match the record",
    "none-hold": "{claims}: none matches the record", "report-says": "What “{title}” ({who}) says of the past",
    "cited": "Cited {count} times", "cited-once": "Cited once",
    "reading": "Time runs in both bands. A line is one report’s comparison; its pattern is the verdict.",
    "empty": "Nothing in the catalogue meets this choice.",
}  # fmt: skip
_DE: Final = {
    "supported": "Belegt", "imprecise": "Ungenau", "disputed": "Umstritten", "contradicted": "Widerlegt",
    "unchecked": "Ungeprüft", "then": "Damals", "now": "Heute", "source": "Quelle", "sources": "Quellen",
    "explore": "Auf Echoline erkunden", "records": "Belege bei Echoline", "claims": "Der Bericht sagt",
    "record": "Die Quellen sagen", "holds": "Trägt", "breaks": "Bricht", "close": "Schließen", "more": "Alles dazu",
    "list": "Alles in Worten", "compared": "Verglichen mit", "present": "Die Gegenwart", "verdicts": "Urteile",
    "none": "Noch nicht mit den Quellen verglichen.", "asof": "Datenstand, Version", "others": "und {} weitere",
    "gone": "Diese Grafik wurde mit der Version {} ihrer Daten eingefroren, die hier nicht mehr vorliegt.",
    "current": "Mit den heutigen Daten zeigen",
    "one-claim": "Eine Aussage über {years}", "some-claims": "{count} Aussagen über {years}",
    "one-holds": "{claims}: eine stimmt mit den Quellen überein",
    "some-hold": "{claims}: {count} stimmen mit den Quellen überein",
    "none-hold": "{claims}: keine stimmt mit den Quellen überein",
    "report-says": "Was „{title}“ ({who}) über die Vergangenheit sagt",
    "cited": "{count}-mal zitiert", "cited-once": "Einmal zitiert",
    "reading": "Beide Bänder sind Zeitachsen. Eine Linie ist der Vergleich eines Berichts, ihr Muster das Urteil.",
    "empty": "Nichts im Katalog entspricht dieser Auswahl.",
}  # fmt: skip
_FR: Final = {
    "supported": "Confirmé", "imprecise": "Imprécis", "disputed": "Débattu", "contradicted": "Contredit",
    "unchecked": "Non vérifié", "then": "Alors", "now": "Aujourd’hui", "source": "Source", "sources": "Sources",
    "explore": "Explorer sur Echoline", "records": "documents chez Echoline", "claims": "L’article affirme",
    "record": "Les sources disent", "holds": "Se tient", "breaks": "Se rompt", "close": "Fermer",
    "more": "Tout le détail", "list": "Tout en mots", "compared": "Comparé à", "present": "Le présent",
    "verdicts": "Verdicts", "none": "Pas encore comparé aux sources.", "asof": "Données, version",
    "others": "et {} autres",
    "gone": "Ce graphique a été figé à la version {} de ses données, qui n’est plus conservée ici.",
    "current": "L’afficher avec les données actuelles",
    "one-claim": "Une affirmation sur {years}", "some-claims": "{count} affirmations sur {years}",
    "one-holds": "{claims} : une est conforme aux sources",
    "some-hold": "{claims} : {count} sont conformes aux sources",
    "none-hold": "{claims} : aucune n’est conforme aux sources",
    "report-says": "Ce que « {title} » ({who}) dit du passé",
    "cited": "Cité {count} fois", "cited-once": "Cité une fois",
    "reading": "Le temps court dans les deux bandes. Une ligne est la comparaison d’un article, son motif le verdict.",
    "empty": "Rien dans le catalogue ne répond à ce choix.",
}  # fmt: skip

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": MappingProxyType(_EN), "de": MappingProxyType(_DE), "fr": MappingProxyType(_FR)}
)
"""Language -> name -> words."""

_GUTTER: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "de": (
            (r"\byears? apart\b", "Jahre dazwischen"), (r"\bdays? apart\b", "Tage dazwischen"), (r"\bto\b", "bis"),
            (r"\bless than a year apart\b", "weniger als ein Jahr"), (r"\byears?\b", "Jahre"), (r"\btoday\b", "heute"),
        ),
        "fr": (
            (r"\byears? apart\b", "ans d’écart"), (r"\bdays? apart\b", "jours d’écart"), (r"\bto\b", "à"),
            (r"\bless than a year apart\b", "moins d’un an"), (r"\byears?\b", "ans"), (r"\btoday\b", "aujourd’hui"),
        ),
    }
)  # fmt: skip


def language(asked: str) -> str:
    """The language to use: the one asked for (`de`, `de-AT`) when there are words for it, else English."""
    short = asked.lower().partition("-")[0]
    return short if short in WORDS else DEFAULT


def gutter(text: str, lang: str) -> str:
    """A distance in the picture, such as `79 to 81 years apart`, in the language."""
    for pattern, words in _GUTTER.get(lang, ()):
        text = re.sub(pattern, words, text)
    return text
