"""Hypothesis strategies for texts of EDTF, by form, and for what people type."""

from __future__ import annotations

from hypothesis import strategies as st

QUALIFIER = st.sampled_from(["", "", "?", "~", "%"])


def year_text(year: int) -> str:
    """Return an astronomical year in EDTF."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


years = st.one_of(st.integers(-9999, 9999), st.integers(-5, 5), st.integers(1900, 2030)).map(year_text)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(lambda d: d.isoformat()) | st.builds("{}-{:02}".format, months, st.integers(1, 28))
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
groupings = st.builds("{}-{}".format, years, st.integers(25, 41))
masked_years = st.builds(lambda y, n: y[: len(y) - n] + "X" * n, years, st.integers(1, 2)).filter(
    lambda text: not text.startswith("-00XX") and text != "-000X"
)
masked_parts = st.one_of(
    years.map(lambda y: f"{y}-XX"), months.map(lambda m: f"{m}-XX"), years.map(lambda y: f"{y}-XX-XX")
)
plain = st.one_of(days, months, years)
level_1 = st.one_of(plain, seasons, masked_years, masked_parts)
qualified = st.builds(lambda d, q: d + q, level_1, QUALIFIER)
intervals = st.one_of(
    st.builds("{}/{}".format, qualified, qualified),
    st.builds("{}/{}".format, qualified, st.sampled_from(["..", ""])),
    st.builds("{}/{}".format, st.sampled_from(["..", ""]), qualified),
)
scattered = st.text("0123456789X", min_size=4, max_size=4)  # X anywhere
two_digits = st.text("012X", min_size=2, max_size=2)
level_2 = st.one_of(
    groupings,
    st.builds("{}{}-{}{:02}-{}{:02}".format, st.sampled_from(["", "?", "~", "%"]), years, QUALIFIER,
              st.integers(1, 12), QUALIFIER, st.integers(1, 28)),
    st.builds("{}{}-{:02}{}-{:02}{}".format, years, QUALIFIER, st.integers(1, 12), QUALIFIER, st.integers(1, 28),
              QUALIFIER),
    scattered,
    st.builds("{}-{}".format, scattered, two_digits),
    st.builds("{}-{}-{}".format, scattered, two_digits, two_digits),
    st.builds("{}S{}".format, years, st.integers(0, 5)),
    st.builds("Y{}{}E{}".format, st.sampled_from(["", "-"]), st.integers(0, 99), st.integers(0, 4)),
    st.builds("[{}]".format, st.lists(plain, min_size=1, max_size=4).map(",".join)),
    st.builds("{{{}}}".format, st.lists(plain, min_size=1, max_size=4).map(",".join)),
    st.builds("[{}..{}]".format, plain | st.just(""), plain | st.just("")),
    st.builds("{{{}..{}}}".format, plain | st.just(""), plain | st.just("")),
    st.builds("{}T{:02}:{:02}:{:02}{}".format, days, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59),
              st.sampled_from(["", "Z", "+04:30", "-05"])),
)  # fmt: skip
edtf = st.one_of(qualified, intervals, level_2)
"""Texts with the forms of EDTF; some are impossible dates, so not all are accepted."""

month_names = st.sampled_from(
    ["January", "February", "March", "April", "May", "June", "July", "August", "jan", "FEB", "Sept.", "Oct", "Dec."]
)
typed = st.one_of(
    st.builds("{} {} {}".format, st.integers(0, 33), month_names, st.integers(1, 2050)),
    st.builds("{} {}, {}".format, month_names, st.integers(0, 33), st.integers(900, 2050)),
    st.builds("{}{}".format, st.sampled_from(["c. ", "about ", "before ", "since ", "until ", "perhaps "]), years),
    st.builds("{} {}".format, st.integers(0, 12000), st.sampled_from(["BCE", "BC", "AD", "CE", "b.c."])),
    st.builds("{}{}{}".format, st.integers(900, 2050), st.sampled_from("-–/"), st.integers(0, 2050)),
    st.builds("{}/{}/{}".format, st.integers(0, 33), st.integers(0, 33), st.integers(1900, 1999)),
    st.builds("{}th century{}".format, st.integers(0, 30), st.sampled_from(["", " BCE", "?"])),
    st.text("0123456789X-/.?~%[]{},TYES uxopen'–", max_size=14),
    st.text(max_size=12),
)
