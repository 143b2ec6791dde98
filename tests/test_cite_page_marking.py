"""A marked text is the text: nothing lost, nothing doubled, every mark where it belongs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.documents.cite_marking import QUIET_WORDS, Block, Mark, blocks


def plain(found: list[Block]) -> str:
    return "".join(
        part.text for block in found for paragraph in block.paragraphs for piece in paragraph for part in piece.parts
    )


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark], list[Mark]]:
    text = draw(st.text(alphabet="ab \n", max_size=60))

    def marks(prefix: str) -> list[Mark]:
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
        return [Mark(start, end, f"{prefix}-{number}", number) for number, (start, end) in enumerate(pairs, 1)]

    return text, marks("m"), marks("d")


@given(marked())
def test_the_parts_are_the_text_without_its_line_ends(given: tuple[str, list[Mark], list[Mark]]) -> None:
    text, mentions, dates = given
    lines = [line for line in text.split("\n") if line.strip()]
    assert plain(blocks(text, mentions, dates)) == "".join(lines)


@given(marked())
def test_every_mark_holds_its_own_words_and_one_id(given: tuple[str, list[Mark], list[Mark]]) -> None:
    text, mentions, dates = given
    found = blocks(text, mentions, dates)
    pieces = [piece for block in found for paragraph in block.paragraphs for piece in paragraph]
    ids = [piece.id for piece in pieces if piece.id] + [p.date_id for piece in pieces for p in piece.parts if p.date_id]
    assert len(ids) == len(set(ids))
    kept = {line_at for line_at, char in enumerate(text) if char != "\n" and _line(text, line_at).strip()}
    for mark in mentions:
        words = "".join(part.text for piece in pieces if piece.number == mark.number for part in piece.parts)
        assert words == "".join(text[at] for at in range(mark.start, mark.end) if at in kept)
    for mark in dates:
        words = "".join(part.text for piece in pieces for part in piece.parts if part.date == mark.number)
        assert words == "".join(text[at] for at in range(mark.start, mark.end) if at in kept)


def _line(text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return text[start : len(text) if end < 0 else end]


def test_a_date_may_lie_within_a_mention_or_across_its_end() -> None:
    found = blocks("Munich 1938 ended", [Mark(0, 9, "m-1", 1)], [Mark(7, 11, "d-1", 1)])
    pieces = found[0].paragraphs[0]
    assert [(piece.number, [(part.text, part.date, part.date_id) for part in piece.parts]) for piece in pieces] == [
        (1, [("Munich ", 0, ""), ("19", 1, "d-1")]),
        (0, [("38", 1, ""), (" ended", 0, "")]),
    ]


def test_long_stretches_without_a_finding_are_folded_away() -> None:
    quiet = "word " * (QUIET_WORDS // 2)
    text = f"{quiet}\n{quiet}\nOrder No. 227\n{quiet}"
    start = text.index("Order")
    found = blocks(text, [Mark(start, start + 13, "m-1", 1)], [])
    assert [(block.quiet, len(block.paragraphs)) for block in found] == [(True, 2), (False, 1), (False, 1)]
    assert found[0].words == 2 * (QUIET_WORDS // 2)
