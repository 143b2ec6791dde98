"""/embed/ID?QUERY: a chart for an iframe, in one request, complete without JavaScript, at home in any column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, abort, make_response, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from timeline import resources
from timeline.catalogue import Catalogue
from timeline.documents import facts
from timeline.documents.pictures import EMBED_SIZES, Drawing, drawings, local_links
from timeline.documents.site import Site, asked_path, snapshot_folder
from timeline.documents.subjects import VIEW_ID, Subject, find
from timeline.documents.words import WORDS, gutter, language
from timeline.exchange.archive import licence_of
from timeline.headers import allow_inline_script
from timeline.palette import EMBED_PAPER, FAMILIES, SILHOUETTES, THEMES
from timeline.scene import Scene
from timeline.scene.index import index_of
from timeline.scene.scene import Text
from timeline.scene.wording import number, years_range
from timeline.svg import chart_css
from timeline.view import LOOKS
from timeline.widths import width

_COLOUR: Final = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
MOST_PUBLISHERS: Final = 3
MOST_CARDS: Final = 40
"""Citations told in words; a larger chart leads to the explorer for the rest."""


def register(documents: Blueprint, site: Site) -> None:
    """Add the address."""

    @documents.get("/embed/<id>")
    def embed(id: str) -> AnyResponse:
        current = site.current()
        site.versions.remember(current)
        style = Style.of_request()
        asked = request.args.get("asof", "")
        catalogue = current
        if asked and asked != current.version:
            frozen = site.versions.find(asked, snapshot_folder(current))
            if frozen is None:
                return _gone(id, asked, style)
            catalogue = frozen
        subject = find(catalogue, id, site.view())
        if subject is None:
            abort(404)
        return page(site, catalogue, subject, style, frozen=bool(asked))


@dataclass(frozen=True, slots=True)
class Style:
    """How an embed looks: `look` light, dark or "" (the reader's system), `brand` a colour `#rrggbb` or "", `lang`."""

    look: str = ""
    brand: str = ""
    lang: str = "en"

    @classmethod
    def of_request(cls) -> Style:
        """What the query of the current request asks for."""
        return cls.of(request.args)

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Style:
        """What a query asks for; what is not understood is left out."""
        look, brand = query.get("look", ""), _COLOUR.fullmatch(query.get("brand", ""))
        return cls(
            look if look in LOOKS else "",
            f"#{brand.group(1).lower()}" if brand else "",
            language(query.get("lang", "")),
        )

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the language."""
        return WORDS[self.lang]


@dataclass(frozen=True, slots=True)
class Past:
    """A past event in words, with the cards of those who cite it."""

    ref: facts.Ref
    times: str
    cards: Sequence[facts.Card]


def page(site: Site, catalogue: Catalogue, subject: Subject, style: Style, *, frozen: bool) -> Response:
    """The embed of a subject."""
    words = style.words
    cards = facts.cards(catalogue, subject.selection.citations, MOST_CARDS)
    pictures = drawings(
        catalogue,
        subject,
        EMBED_SIZES,
        site.today(),
        href=local_links(),
        prefix="e",
        pinned=True,
        change=lambda scene: in_language(site.settled(scene), style.lang),
    )
    title, said = headings(catalogue, subject, cards, pictures, style.lang)
    text = render_template(
        "embed.html",
        title=title,
        said=said,
        subject=subject,
        drawings=pictures,
        verdicts=[(verdict, count) for verdict, count in pictures[-1].scene.verdicts if count],
        past=_past(cards, words),
        present=_present(cards),
        source=source_line(cards, words),
        more=max(0, len(subject.selection.citations) - len(cards)),
        licence=licence_of(catalogue),
        canonical=site.absolute(subject.path or subject.explore),
        oembed="" if site.static and not subject.path else site.oembed_link(asked_path()),
        explore=subject.explore,
        style=style,
        words=words,
        frozen=catalogue.version if frozen else "",
        sign=sign,
        signs=signs([verdict for verdict, count in pictures[-1].scene.verdicts if count]),
        css=Markup(embed_css()),
        script=Markup(allow_inline_script(_asset("embed-inline.js"))),
    )
    answer = make_response(text)
    answer.mimetype = "text/html"
    return answer


def headings(
    catalogue: Catalogue, subject: Subject, cards: Sequence[facts.Card], pictures: Sequence[Drawing], lang: str
) -> tuple[str, str]:
    """The embed's title and the line under it: the finding first."""
    words, english = WORDS[lang], lang == "en"
    headline = pictures[-1].scene.headline if pictures else ""
    if subject.kind != "report" or not cards:
        return subject.title, headline if english else ""
    index = index_of(catalogue)
    past = index.cites[subject.selection.citations]
    # A range of years is not broken at the end of a line: word joiners around the dash.
    years = years_range(int(index.first[past].min()), int(index.last[past].max())).replace("–", "\u2060–\u2060")
    count = number(len(cards)).capitalize() if english else str(len(cards))
    claims = words["one-claim" if len(cards) == 1 else "some-claims"].format(count=count, years=years)
    held = sum(card.verdict == "supported" for card in cards)
    judged = sum(card.verdict != "unchecked" for card in cards)
    who = ", ".join(part for part in (cards[0].report.publisher, cards[0].report.date) if part)
    said = words["report-says"].format(title=subject.title, who=who)
    if judged < len(cards):
        return claims, said
    name = "none-hold" if not held else "one-holds" if held == 1 else "some-hold"
    return words[name].format(claims=claims, count=number(held) if english else held), said


def in_language(scene: Scene, lang: str) -> Scene:
    """The scene with its own words in the language; labels of events stay as the catalogue has them."""
    if lang == "en":
        return scene
    words = WORDS[lang]
    bands = tuple(
        replace(
            band,
            name=replace(
                band.name,
                text=words[band.side],
                width=width(words[band.side], band.name.size, "serif", band.name.weight, italic=True),
            ),
        )
        for band in scene.bands
    )
    texts = tuple(_reworded(text, lang) if text.role == "gutter" else text for text in scene.texts)
    tags = tuple(replace(tag, text=replace(tag.text, text=gutter(tag.text.text, lang))) for tag in scene.tags)
    reading, empty = words["reading"], words["empty"] if scene.empty else ""
    return replace(scene, bands=bands, texts=texts, tags=tags, reading=reading, empty=empty)


def _reworded(text: Text, lang: str) -> Text:
    words = gutter(text.text, lang)
    return replace(text, text=words, width=width(words, text.size, "serif", text.weight, italic=True))


def source_line(cards: Sequence[facts.Card], words: Mapping[str, str]) -> str:
    """`Sources: The Times, Express and 4 more; records at Echoline`."""
    names = list(dict.fromkeys(card.report.publisher for card in cards if card.report.publisher))
    if not names:
        return ""
    shown = ", ".join(names[:MOST_PUBLISHERS])
    if len(names) > MOST_PUBLISHERS:
        shown += " " + words["others"].format(len(names) - MOST_PUBLISHERS)
    return f"{words['source' if len(names) == 1 else 'sources']}: {shown}; {words['records']}."


def _past(cards: Sequence[facts.Card], words: Mapping[str, str]) -> list[Past]:
    held: dict[str, list[facts.Card]] = {}
    for card in cards:
        held.setdefault(card.history.id, []).append(card)
    return [
        Past(own[0].history, words["cited-once" if len(own) == 1 else "cited"].format(count=len(own)), own)
        for own in held.values()
    ]


def _present(cards: Sequence[facts.Card]) -> list[facts.Ref]:
    found = {card.about.id: card.about for card in cards if card.about}
    return sorted(found.values(), key=lambda ref: ref.row)


def _gone(id: str, version: str, style: Style) -> Response:
    """What a frozen embed says when nobody has its version any more."""
    kept = [(k, v) for k, values in request.args.lists() if k != "asof" for v in values]
    query = "&".join(f"{quote(k)}={quote(v)}" for k, v in kept)
    current = f"/embed/{quote(id)}" + (f"?{query}" if query else "")
    text = render_template(
        "embed_gone.html",
        said=style.words["gone"].format(version[:40]),
        current=current,
        style=style,
        words=style.words,
        css=Markup(embed_css()),
        script=Markup(allow_inline_script(_asset("embed-inline.js"))),
    )
    return make_response(text, 410, {"Content-Type": "text/html; charset=utf-8"})


def signs(verdicts: Sequence[str]) -> Markup:
    """The silhouettes of these verdicts as symbols, drawn once for the whole embed."""
    symbols = []
    for verdict in verdicts:
        paths = []
        for stroke in SILHOUETTES[verdict]:
            ink = "currentColor" if stroke.ink == "verdict" else "var(--paper)"
            dash = f' stroke-dasharray="{" ".join(map(str, stroke.dash))}"' if stroke.dash else ""
            look = (
                f'fill="none" stroke="{ink}" stroke-width="{stroke.stroke}"{dash}' if stroke.stroke else f'fill="{ink}"'
            )
            paths.append(f'<path {look} d="{stroke.d}"/>')
        symbols.append(f'<symbol id="s-{verdict}" viewBox="0 0 20 20">{"".join(paths)}</symbol>')
    return Markup(f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">{"".join(symbols)}</svg>')


def sign(verdict: str) -> Markup:
    """One silhouette; the word beside it says the same."""
    return Markup(f'<svg class="sg" aria-hidden="true"><use href="#s-{verdict}"/></svg>')


def embed_css() -> str:
    """Every rule of an embed: tokens for light and dark, the chart's rules, the frame's rules."""
    return _tokens() + chart_css() + _asset("embed.css")


@lru_cache(maxsize=1)
def _tokens() -> str:
    """The colours as CSS variables; an embed's light ground is white, as the page around it."""
    light = {**THEMES["light"], "paper": EMBED_PAPER, **FAMILIES, "accent": THEMES["light"]["ink"]}
    dark = {**THEMES["dark"], "accent": THEMES["dark"]["ink"]}
    first, second = (";".join(f"--{name}:{value}" for name, value in theme.items()) for theme in (light, dark))
    return (
        f":root{{color-scheme:light;{first}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{second}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{second}}}"
    )


def _asset(name: str) -> str:
    path = resources.assets_dir() / name
    return _read(str(path), resources.fingerprint(path))


@lru_cache(maxsize=8)
def _read(path: str, _fingerprint: str) -> str:
    text = Path(path).read_text(encoding="utf-8")
    # A comment at the top is for those who read the source; readers of the embed need not load it.
    return re.sub(r"^\s*/\*.*?\*/\s*", "", text, flags=re.S).strip()


def embed_path(subject_id: str, search: str = "") -> str:
    """The path of an embed for a subject and a canonical query string (`""` or with its `?`)."""
    return f"/embed/{quote(subject_id or VIEW_ID)}{search}"
