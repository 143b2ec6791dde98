"""TimelineJS, both ways: its JSON, and on the way in the spreadsheet that its makers publish as well.

TimelineJS writes 431 BCE as the year -431; here and in EDTF that year is -0430.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from timeline import dates
from timeline.catalogue import Catalogue
from timeline.exchange.incoming import (
    Imported,
    NotReadableError,
    edtf_date,
    one_line,
    slug,
    slugs,
    web_address,
    words_of,
)
from timeline.exchange.jsonld import address_of, iso_dates
from timeline.exchange.tables import Rows

GROUPS: Final[Mapping[str, str]] = {"history": "Then", "today": "Now", "report": "Reports"}
"""Kind -> the group (row of the timeline) that TimelineJS shows it in."""
_KINDS: Final = {group.casefold(): kind for kind, group in GROUPS.items()}


# out


def to_json(catalogue: Catalogue, title: str, rows: Rows, link: Callable[[str], str]) -> str:
    """These events as TimelineJS JSON; dates without a beginning, which it cannot hold, begin at their end."""
    slides = [slide for slide in (_slide(catalogue, int(row), link) for row in rows) if slide is not None]
    body = {"title": {"text": {"headline": _html(title), "text": _html("Made with Echoline")}}, "events": slides}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _slide(catalogue: Catalogue, row: int, link: Callable[[str], str]) -> dict[str, Any] | None:
    cells, span = catalogue.event(row), catalogue.span(row)
    first, last = iso_dates(span)
    first = first or last
    if not first:
        return None
    page = link(address_of(cells["kind"], cells["id"]))
    text = f"<p>{_html(cells['summary'])}</p>" if cells["summary"] else ""
    text += f'<p><a href="{_html(page)}">Sources and parallels</a></p>'
    slide: dict[str, Any] = {
        "unique_id": cells["id"],
        "group": GROUPS[cells["kind"]],
        "display_date": dates.words(span),
        "start_date": _date(first),
        "text": {"headline": _html(cells["title"]), "text": text},
    }
    if last and last != first:
        slide["end_date"] = _date(last)
    if cells["url"]:
        credit = cells["publisher"] or cells["source"]
        slide["media"] = {"url": cells["url"], "caption": _html(cells["source"]), "credit": _html(credit)}
    return slide


def _date(iso: str) -> dict[str, int]:
    sign = -1 if iso.startswith("-") else 1
    year, *rest = iso.lstrip("-").split("-")
    number = sign * int(year)
    found = {"year": number if number > 0 else number - 1}
    return found | dict(zip(("month", "day"), map(int, rest), strict=False))


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


# in


def read(data: bytes) -> Imported:
    """The slides and eras of a TimelineJS file, JSON or CSV; NotReadableError when it is neither."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadableError("The file is not UTF-8 text.") from None
    slides = _from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_csv(text)
    found = Imported()
    for number, slide in enumerate(slides, 1):
        _add(found, slide, number)
    if not found.rows:
        raise NotReadableError("No slide with a date was found in the file.")
    return found


def _from_json(text: str) -> list[dict[str, Any]]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotReadableError(f"The file is not valid JSON: {error}.") from None
    if isinstance(body, dict) and isinstance(body.get("events"), list):
        eras = body.get("eras")
        slides = [*body["events"], *(eras if isinstance(eras, list) else [])]
        return [slide for slide in slides if isinstance(slide, dict)]
    raise NotReadableError('The JSON has no list of "events", so it is not TimelineJS.')


def _from_csv(text: str) -> list[dict[str, Any]]:
    """The rows of the spreadsheet as slides; the row of type "title" tells of no event."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"Year", "Headline"} <= set(reader.fieldnames or ()):
        raise NotReadableError('The table has no columns "Year" and "Headline", so it is not TimelineJS.')
    slides = []
    try:
        for row in reader:
            cells = {str(name): value if isinstance(value, str) else "" for name, value in row.items()}
            if cells.get("Type", "").strip().casefold() == "title":
                continue
            slides.append(
                {
                    "start_date": {name: cells.get(name.capitalize(), "") for name in ("year", "month", "day")},
                    "end_date": {name: cells.get(f"End {name.capitalize()}", "") for name in ("year", "month", "day")},
                    "display_date": cells.get("Display Date", ""),
                    "text": {"headline": cells.get("Headline", ""), "text": cells.get("Text", "")},
                    "media": {
                        "url": cells.get("Media", ""),
                        "credit": cells.get("Media Credit", ""),
                        "caption": cells.get("Media Caption", ""),
                    },
                    "group": cells.get("Group", ""),
                }
            )
    except csv.Error as error:
        raise NotReadableError(f"The table cannot be read: {error}.") from None
    return slides


def _add(found: Imported, slide: Mapping[str, Any], number: int) -> None:
    text, media = (_mapping(slide.get(name)) for name in ("text", "media"))
    title = words_of(_text(text.get("headline")))
    first, last = (_edtf(_mapping(slide.get(name))) for name in ("start_date", "end_date"))
    if not title or not first:
        missing = "headline" if not title else "date that can be read"
        found.notes.append(f"Slide {number} ({title[:60] or 'without a title'}) has no {missing} and is left out.")
        return
    group = one_line(_text(slide.get("group")))
    shown = _text(slide.get("display_date")) or _text(_mapping(slide.get("start_date")).get("display_date"))
    date = f"{first}/{last}" if last and last != first else first
    try:
        dates.parse(date)
    except dates.DateError as error:
        found.notes.append(f"Slide {number} ({title[:60]}): {date} is no date ({error}), so it is left out.")
        return
    kind = _KINDS.get(group.casefold(), "history")
    found.add(
        {
            "kind": kind,
            "title": title,
            "date": _as_shown(date, words_of(shown)),
            "summary": words_of(_text(text.get("text"))),
            "themes": "" if group.casefold() in _KINDS else slugs([group]),
            "source": words_of(_text(media.get("credit")) or _text(media.get("caption"))),
            "url": web_address(_text(media.get("url"))),
        },
        id=slug(_text(slide.get("unique_id"))),
    )


def _as_shown(date: str, shown: str) -> str:
    """The date as its author displays it ("about 1930"), when that names the same time; else the date itself."""
    if not shown:
        return date
    try:
        said, meant = dates.read(shown), dates.parse(date)
    except dates.DateError:
        return date
    same = said.earliest == meant.earliest and said.latest in (meant.latest, None)
    return said.text if same else date


def _edtf(parts: Mapping[str, Any]) -> str:
    numbers = []
    for name in ("year", "month", "day"):
        text = _text(parts.get(name)).strip()
        try:
            numbers.append(int(float(text)) if text else 0)
        except (ValueError, OverflowError):
            return ""
    year, month, day = numbers
    # There is no year 0 in TimelineJS's years before the common era.
    return edtf_date(year + 1 if year < 0 else year, month, day) if _text(parts.get("year")).strip() else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
