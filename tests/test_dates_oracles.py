"""Two independent readers of EDTF agree with us on every form on which they are right.

`edtf` is trusted with the strict bounds of: years, months, days (before our era too), date-times, qualifiers behind
the whole, qualifiers before parts or behind one (it refuses others), masked decades and centuries, masked
months and days of our era, spring to autumn (21-23, 25-27), quarters, thirds and halves, closed intervals, one-of sets,
years with an exponent. Not with: winters (it ends them in December), southern seasons, significant digits, unknown
months before our era (bounds swapped), open and unknown ends (infinities, and ten years made up), 1942-X2 (refused),
XXXX-02-29.

`undate` is trusted with the bounds of: years, months and days of our era, qualifiers behind the whole, masked decades
and centuries, masked months and days, intervals with one open end, and closed ones whose ends lie apart (others it
refuses to compare). Not with: years before our era and 0000, seasons, sets, parts with qualifiers, XXXX (refused,
wrong, or endless).
"""

from __future__ import annotations

from edtf import parse_edtf
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from undate import Undate

from tests.edtf_strategies import QUALIFIER, days, masked_years, plain, years
from timeline.dates import Span, civil, parse
from timeline.dates_edtf import fault_of

Day = tuple[int, ...]


def ours(span: Span) -> tuple[Day | None, Day | None]:
    """Return both bounds as (year, month, day)."""
    earliest, latest = (day if day is None else civil(day) for day in (span.earliest, span.latest))
    return earliest, latest


def by_edtf(text: str) -> tuple[Day | None, Day | None]:
    """Return the strict bounds of the `edtf` package."""
    date = parse_edtf(text)
    return tuple(date.lower_strict()[:3]), tuple(date.upper_strict()[:3])


def by_undate(text: str) -> tuple[Day | None, Day | None]:
    """Return the bounds of the `undate` package."""
    date = Undate.parse(text, "EDTF")
    if "/" in text:
        first, last = date.earliest and date.earliest.earliest, date.latest and date.latest.latest
    else:
        first, last = date.earliest, date.latest
    # undate's day 0 of 1970 is falsy, as a number is
    earliest, latest = (None if day is None else (int(day.year), int(day.month), int(day.day)) for day in (first, last))
    return earliest, latest


month, day = st.integers(1, 12), st.integers(1, 28)
our_era = st.integers(1, 9999).map("{:04}".format)
unknown_parts = st.one_of(
    our_era.map("{}-XX".format), our_era.map("{}-XX-XX".format), st.builds("{}-{:02}-XX".format, our_era, month)
)
qualified = st.builds("{}{}".format, st.one_of(plain, masked_years, unknown_parts), QUALIFIER)
plain_or_doubted = st.builds("{}{}".format, plain, QUALIFIER)
trusted_to_edtf = st.one_of(
    qualified,
    st.builds("{}-{}".format, years, st.sampled_from([21, 22, 23, 25, 26, 27, *range(33, 42)])),
    st.builds("{}-{}-{}".format, our_era.map(lambda y: y[:3] + "X"), st.sampled_from(["01", "12"]), st.just("25")),
    st.builds("{}{}-{}{:02}-{}{:02}".format, QUALIFIER, years, QUALIFIER, month, QUALIFIER, day),
    st.builds("{}{}-{:02}-{:02}".format, years, QUALIFIER, month, day),
    st.builds("{}-{:02}{}-{:02}".format, years, month, QUALIFIER, day),
    st.builds("{}/{}".format, plain_or_doubted, plain_or_doubted),
    st.lists(plain, min_size=2, max_size=3).map(lambda dates: f"[{','.join(dates)}]"),
    st.builds("Y{}{}E{}".format, st.sampled_from(["", "-"]), st.integers(1, 9), st.integers(1, 3)),
    st.builds("{}T{:02}:{:02}:00Z".format, days, st.integers(0, 23), st.integers(0, 59)),
)


@settings(max_examples=80)
@given(trusted_to_edtf)
def test_we_agree_with_edtf_where_it_is_right(text: str) -> None:
    assume(fault_of(text) is None)
    assert ours(parse(text)) == by_edtf(text)


dated = st.one_of(
    our_era,
    st.builds("{}-{:02}".format, our_era, month),
    st.dates().map(str),
    st.integers(1, 99).map("{:02}XX".format),
    st.integers(1, 999).map("{:03}X".format),
    unknown_parts,
)


def lie_apart(ends: tuple[str, str]) -> bool:
    """Tell whether the second date starts after the first has ended."""
    first, last = parse(ends[0]), parse(ends[1])
    return (first.latest or 0) < (last.earliest or 0)


trusted_to_undate = st.one_of(
    st.builds("{}{}".format, dated, QUALIFIER),
    st.tuples(dated, dated).filter(lie_apart).map("/".join),
    dated.map("{}/..".format),
    dated.map("../{}".format),
)


@settings(max_examples=80)
@example("197X/..")
@given(trusted_to_undate)
def test_we_agree_with_undate_where_it_is_right(text: str) -> None:
    assert ours(parse(text)) == by_undate(text)
