"""Wikidata in: what its query service downloads (JSON or CSV), and entities as its API gives them.

The two count years before the common era differently: in entities -0431 is 431 BCE, in query results it is 432 BCE.
Entities may give days by the Julian calendar; those are turned into Gregorian ones, and the note keeps the old day.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from timeline import dates
from timeline.exchange.incoming import Imported, NotReadableError, edtf_date, web_address

JULIAN: Final = "Q1985786"
_TIME: Final = re.compile(r"([+-]?)0*(\d{1,6})-(\d\d)-(\d\d)(?:T.*)?")
_POINT: Final = re.compile(r"Point\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)
_ENTITY: Final = re.compile(r"Q\d+")

# What people call the columns of their query; the first name that is there counts.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "item": ("item", "event", "entity", "battle", "war"),
    "title": ("itemLabel", "eventLabel", "entityLabel", "battleLabel", "warLabel", "label", "title"),
    "summary": ("itemDescription", "eventDescription", "entityDescription", "description", "summary"),
    "aliases": ("itemAltLabel", "eventAltLabel", "altLabel", "aliases"),
    "date": ("pointInTime", "point_in_time", "date", "time", "when"),
    "start": ("start", "startTime", "start_time", "startDate", "begin"),
    "end": ("end", "endTime", "end_time", "endDate"),
    "place": ("placeLabel", "locationLabel", "countryLabel", "place", "location"),
    "coord": ("coord", "coords", "coordinates", "coordinate", "coordinate_location"),
    "precision": ("precision", "datePrecision", "timePrecision"),
}


def read(data: bytes, language: str = "en") -> Imported:
    """The events of a file from Wikidata; NotReadableError when it is not one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadableError("The file is not UTF-8 text.") from None
    found = Imported()
    if text.lstrip()[:1] not in ("{", "["):
        _from_rows(found, _csv_rows(text))
    else:
        try:
            body = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise NotReadableError(f"The file is not valid JSON: {error}.") from None
        if isinstance(body, dict) and isinstance(body.get("entities"), dict):
            for entity in body["entities"].values():
                if isinstance(entity, dict):
                    _entity(found, entity, language)
        else:
            _from_rows(found, _json_rows(body))
    if not found.rows:
        raise NotReadableError("No event with a date was found in the file.")
    return found


# results of queries


def _csv_rows(text: str) -> list[dict[str, str]]:
    try:
        delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [{str(k): v for k, v in row.items() if isinstance(v, str)} for row in reader]
    except csv.Error as error:
        raise NotReadableError(f"The table cannot be read: {error}.") from None


def _json_rows(body: Any) -> list[dict[str, str]]:
    if isinstance(body, dict):
        results = body.get("results")
        body = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(body, list):
        raise NotReadableError("The JSON has neither results of a query nor entities, so it is not from Wikidata.")
    rows = []
    for binding in body:
        if isinstance(binding, dict):
            cells = [(name, cell.get("value") if isinstance(cell, dict) else cell) for name, cell in binding.items()]
            rows.append({str(name): str(value) for name, value in cells if isinstance(value, str | int | float)})
    return rows


def _from_rows(found: Imported, rows: Iterable[Mapping[str, str]]) -> None:
    seen: set[str] = set()
    guessed = 0
    for number, row in enumerate(rows, 1):
        cells = {name: next((row[key] for key in keys if row.get(key)), "") for name, keys in _NAMES.items()}
        entity = _ENTITY.search(cells["item"])
        id = entity.group(0) if entity else ""
        # A query gives one row for each combination of values: the first of an entity counts.
        if id and id in seen:
            continue
        title = cells["title"] or id
        precision = int(cells["precision"]) if cells["precision"].isdigit() else 0
        single, guess = _result_date(cells["date"], precision)
        start, guess_start = _result_date(cells["start"], precision)
        end, guess_end = _result_date(cells["end"], precision)
        guessed += guess or guess_start or guess_end
        date = _interval(single, start, end)
        if not title or not date:
            named = title[:60] or "without a label"
            found.notes.append(f"Row {number} ({named}) has no date that can be read, so it is left out.")
            continue
        seen.add(id)
        lat, lon = _coordinates(cells["coord"])
        found.add(
            {
                "title": title, "date": date, "summary": cells["summary"], "place": cells["place"], "lat": lat,
                "lon": lon, "aliases": ";".join(part.strip() for part in cells["aliases"].split(",") if part.strip()),
                "source": f"Wikidata, {id}" if id else "Wikidata",
                "url": web_address(f"https://www.wikidata.org/wiki/{id}") if id else "",
            }
        )  # fmt: skip
    if guessed:
        found.notes.append(
            f"{guessed} dates fall on 1 January and are read as years, since results of a query do not say how exact "
            "they are. Ask for the precision as well to keep such days."
        )


def _result_date(text: str, precision: int) -> tuple[str, bool]:
    """(EDTF, whether its precision is a guess): 1 January most often stands for a year known without its day."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return "", False
    year = int(found[2]) * (-1 if found[1] == "-" else 1)
    month, day = int(found[3]), int(found[4])
    if precision:
        return _exact(year, month, day, precision), False
    guess = month == 1 and day == 1
    return edtf_date(year, 0 if guess else month, 0 if guess else day), guess


def _coordinates(text: str) -> tuple[str, str]:
    found = _POINT.search(text)
    return (f"{float(found[2]):.4f}", f"{float(found[1]):.4f}") if found else ("", "")


# entities


def _entity(found: Imported, entity: Mapping[str, Any], language: str) -> None:
    id = str(entity.get("id", ""))
    title = _in_language(entity.get("labels"), language) or id
    notes: list[str] = []
    moments = {name: _moment(entity, name, notes) for name in ("P585", "P580", "P582")}
    date = _interval(moments["P585"], moments["P580"], moments["P582"])
    if not date:
        found.notes.append(f"{id} ({title[:60]}) has no date that can be read, so it is left out.")
        return
    lat = lon = ""
    place = _value(entity, "P625")
    if isinstance(place, dict) and isinstance(place.get("latitude"), int | float):
        lat, lon = f"{place['latitude']:.4f}", f"{float(place.get('longitude', 0)):.4f}"
    names = entity.get("aliases")
    aliases = names.get(language, []) if isinstance(names, dict) else []
    found.add(
        {
            "title": title, "date": date, "date_note": "; ".join(notes), "lat": lat, "lon": lon,
            "summary": _in_language(entity.get("descriptions"), language),
            "aliases": ";".join(str(alias.get("value", "")) for alias in aliases if isinstance(alias, dict)),
            "source": f"Wikidata, {id}", "url": web_address(f"https://www.wikidata.org/wiki/{id}"),
        }
    )  # fmt: skip


def _in_language(texts: Any, language: str) -> str:
    if not isinstance(texts, dict):
        return ""
    held = texts.get(language) or texts.get("en") or texts.get("mul") or next(iter(texts.values()), None)
    return str(held.get("value", "")) if isinstance(held, dict) else ""


def _value(entity: Mapping[str, Any], name: str) -> Any:
    """The value of the first statement that is not deprecated, preferred ones first."""
    claims = entity.get("claims")
    held = claims.get(name) if isinstance(claims, dict) else None
    ranks = {"preferred": 0, "normal": 1}
    usable = [one for one in held or [] if isinstance(one, dict) and one.get("rank", "normal") in ranks]
    for statement in sorted(usable, key=lambda one: ranks[one.get("rank", "normal")]):
        snak = statement.get("mainsnak")
        data = snak.get("datavalue") if isinstance(snak, dict) else None
        if isinstance(data, dict):
            return data.get("value")
    return None


def _moment(entity: Mapping[str, Any], name: str, notes: list[str]) -> str:
    value = _value(entity, name)
    found = _TIME.fullmatch(str(value.get("time", ""))) if isinstance(value, dict) else None
    if found is None or not isinstance(value, dict):
        return ""
    year = int(found[2]) * (-1 if found[1] == "-" else 1)
    year = year + 1 if year < 0 else year
    month, day = int(found[3]), int(found[4])
    precision = int(value.get("precision", 11))
    if str(value.get("calendarmodel", "")).endswith(JULIAN) and precision >= 11 and month and day:
        notes.append(f"{dates.words(dates.parse(edtf_date(year, month, day)))}, Old Style")
        year, month, day = from_julian(year, month, day)
    return _exact(year, month, day, precision)


def from_julian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """A day of the Julian calendar (astronomical year) as the same day of the Gregorian one."""
    # Years and months are counted from 1 March of 4801 BCE, so that the leap day ends a year.
    early = month <= 2
    years, months = year + 4800 - early, month - 3 + 12 * early
    julian_day = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32_083
    return dates.civil(julian_day - _EPOCH)


# The Julian day number (at noon) of 1 January 1970.
_EPOCH: Final = 2_440_588


def _exact(year: int, month: int, day: int, precision: int) -> str:
    """EDTF from Wikidata's precision: 11 day, 10 month, 9 year, 8 decade, 7 century, less: about that year."""
    if precision >= 11:
        return edtf_date(year, month, day)
    if precision == 10:
        return edtf_date(year, month)
    if precision == 9:
        return edtf_date(year)
    if precision == 8 and year >= 0:
        return f"{year // 10:03d}X"
    if precision == 7 and year > 0:
        return f"{(year - 1) // 100:02d}XX"
    return f"{edtf_date(year)}~"


def _interval(single: str, start: str, end: str) -> str:
    date = f"{start or '..'}/{end or '..'}" if (start or end) else single
    if start and start == end:
        date = start
    if single and not (start and end):
        date = single
    try:
        dates.parse(date)
    except dates.DateError:
        return ""
    return date
