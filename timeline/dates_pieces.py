"""A date as typed, before it is EDTF: it may lack what its neighbour in a range says."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.dates_calendar import FIRST_YEAR, LAST_YEAR
from timeline.dates_mends import edtf_year
from timeline.dates_span import DateError


@dataclass(frozen=True, slots=True)
class Piece:
    """A date, perhaps without what its neighbour in a range says ("28" in "28-29 July 1942")."""

    year: int | None = None  # as typed, not yet astronomical
    month: int | None = None
    day: int | None = None
    era: str = ""  # "bce", "ce" or "" when not said
    bits: int = 0  # APPROXIMATE | UNCERTAIN
    edtf: str = ""  # set when the piece is complete as it is: "19XX", "1942-24", "1942-07-28"
    number: int | None = None  # a bare number of one to three digits: a day, a short year, a century
    unit: str = ""  # "century", "millennium": number counts these

    def text(self) -> str:
        """Return the EDTF; DateError when the year is missing."""
        return self.plain() + ("", "~", "?", "%")[self.bits]

    def plain(self) -> str:
        """Return the EDTF without its qualifier."""
        if self.edtf:
            return self.edtf
        if self.unit and self.number:
            return self._mask()
        if self.year is None:
            raise self._no_year()
        text = edtf_year(astronomical(self.year, self.era))
        if self.month:
            text += f"-{self.month:02}"
        return f"{text}-{self.day:02}" if self.day else text

    def _mask(self) -> str:
        number, sign = (self.number or 1) - 1, "-" if self.era == "bce" else ""
        if self.unit == "millennium":
            if number > 9:
                raise out_of_range()
            return f"{sign}{number}XXX"
        return f"{sign}{number:02}XX"

    def _no_year(self) -> DateError:
        if self.number is not None:
            if self.number == 0:
                return DateError("there is no year 0", "Write 1 BCE or 1 CE.")
            return DateError(
                f"{self.number} may be a year of our era or before it, or a day",
                f"Write {self.number:04} or {self.number} CE, {edtf_year(1 - self.number)} or {self.number} BCE.",
            )
        return DateError("it has no year", "Add the year.")


def out_of_range() -> DateError:
    """Return the error for years that cannot be shown."""
    return DateError(f"the year is out of range: years from {FIRST_YEAR} to {LAST_YEAR} can be shown")


def astronomical(year: int, era: str) -> int:
    """Return the year as EDTF counts, 0 = 1 BCE."""
    if year == 0:
        raise DateError("there is no year 0", "Write 0000 or 1 BCE for the year before 1 CE.")
    number = 1 - year if era == "bce" else year
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise out_of_range()
    return number


def full_year(first: int, tail: str) -> int:
    """Return the year that the last digits of a range stand for: (1851, "52") -> 1852."""
    return int(str(first)[: -len(tail)] + tail) if len(tail) < len(str(first)) else int(tail)
