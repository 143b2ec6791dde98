"""The lessons of data/stories.csv: what a teacher may rely on when pressing Present without having read them first.

Read with the csv module alone, so that these tests judge the data and nothing else.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from itertools import groupby, pairwise

import pytest

from tests.serving import ROOT

Row = dict[str, str]

FIRST = "order-227-and-wagner"
SEED_REPORT = "report-express-medvedev-order-227"
LIMITS = {"story_title": 60, "heading": 60, "text": 420, "question": 160, "notes": 500}
SKILLS = ("Sourcing", "Contextualisation", "Corroboration", "Close reading", "Analogy")
VERDICTS = ("supported", "imprecise", "disputed", "contradicted")
COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NOT_OUR_VOICE = ("debunk", "fake", "busted", "shocking", "myth-bust", "exposed", "slam", "horrif", "outrag", "!")


@cache
def table(name: str) -> tuple[Row, ...]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def events() -> dict[str, Row]:
    return {row["id"]: row for row in table("events.csv")}


@cache
def citations() -> dict[tuple[str, str], Row]:
    return {(row["report"], row["cites"]): row for row in table("citations.csv")}


@cache
def lessons() -> dict[str, tuple[Row, ...]]:
    return {story: tuple(rows) for story, rows in groupby(table("stories.csv"), key=lambda row: row["story"])}


def cited(step: Row) -> Row | None:
    """The citation that the step refers to; None for a step that refers to an event."""
    report, arrow, history = step["ref"].partition(">")
    return citations()[report, history] if arrow else None


def rows_behind(step: Row) -> list[Row]:
    """The catalogue rows that the step refers to, and those that they join."""
    citation = cited(step)
    if citation is None:
        return [events()[step["ref"]]]
    return [citation, *(events()[citation[end]] for end in ("report", "cites", "about") if citation[end])]


def words_of(rows: list[Row]) -> str:
    return plain(" ".join(cell for row in rows for cell in row.values()))


def plain(text: str) -> str:
    """The text with one kind of quotation mark, apostrophe and dash, in lower case, to compare wording with wording."""
    return text.translate(str.maketrans("“”’–", '""\'-')).casefold()


def figures(text: str) -> set[str]:
    """Its numbers of three digits or more, as written: years, counts, shares."""
    return {number for number in re.findall(r"\d[\d,.]*\d", text) if len(re.sub(r"\D", "", number)) >= 3}


def balance(text: str) -> tuple[str, str, str]:
    """What comes before the comparison, where it holds, and where it breaks."""
    parts = re.fullmatch(r"(.+) Where it holds: (.+) Where it breaks: (.+)", text)
    assert parts is not None, f"the text does not weigh the comparison: {text}"
    return parts[1], parts[2], parts[3]


def minutes(story: str) -> list[int]:
    """How long each step takes, as its notes begin by saying."""
    return [int(re.match(r"(\d+) min\. ", row["notes"])[1]) for row in lessons()[story]]


each_lesson = pytest.mark.parametrize("story", lessons())
each_step = pytest.mark.parametrize(
    "step", table("stories.csv"), ids=lambda row: f"{row['story']}-{row['step']}" if isinstance(row, dict) else None
)


def test_there_are_six_lessons_or_more_and_order_no_227_comes_first() -> None:
    assert len(lessons()) >= 6
    assert next(iter(lessons())) == FIRST


def test_the_steps_of_a_lesson_stand_together_in_the_file() -> None:
    order = [row["story"] for row in table("stories.csv")]
    changes = sum(before != after for before, after in pairwise(order))
    assert changes == len(set(order)) - 1


@each_lesson
def test_a_lesson_has_8_to_12_steps_numbered_from_1(story: str) -> None:
    steps = [row["step"] for row in lessons()[story]]
    assert 8 <= len(steps) <= 12
    assert steps == [str(number) for number in range(1, len(steps) + 1)]


@each_lesson
def test_a_lesson_has_one_title_and_an_address_of_its_own(story: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story)
    assert len({row["story_title"] for row in lessons()[story]}) == 1
    themes = {theme for row in events().values() for theme in row["themes"].split(";")}
    assert story not in events()
    assert story not in themes


def test_no_two_lessons_have_the_same_title() -> None:
    titles = [steps[0]["story_title"] for steps in lessons().values()]
    assert len(set(titles)) == len(titles)


@each_step
def test_every_reference_is_to_an_event_or_to_a_citation_of_the_catalogue(step: Row) -> None:
    report, arrow, history = step["ref"].partition(">")
    assert (report, history) in citations() if arrow else step["ref"] in events()


@each_step
def test_every_cell_is_filled_and_fits_the_slide(step: Row) -> None:
    for column, limit in LIMITS.items():
        assert 0 < len(step[column]) <= limit, column


@each_step
def test_every_cell_is_plain_text_set_as_print(step: Row) -> None:
    for column in LIMITS:
        text = step[column]
        assert text == " ".join(text.split()), f"{column}: spaces"
        assert not re.search(r"[<>{}|`*_]|--|\.\.\.", text), f"{column}: markup"
        assert '"' not in text, f"{column}: straight quotation marks"
        assert not re.search(r"\d-\d", text), f"{column}: a hyphen for an en dash"
        assert text.count("“") == text.count("”"), f"{column}: quotation marks"


@each_step
def test_every_step_asks_the_class_a_question(step: Row) -> None:
    assert "?" in step["question"]


@each_step
def test_no_step_uses_a_word_that_is_not_our_voice(step: Row) -> None:
    text = " ".join(step[column] for column in LIMITS).casefold()
    assert not [word for word in NOT_OUR_VOICE if word in text]


@each_step
def test_figures_on_a_slide_stand_in_the_rows_that_its_lesson_refers_to(step: Row) -> None:
    behind = words_of([row for other in lessons()[step["story"]] for row in rows_behind(other)])
    assert figures(step["heading"] + " " + step["text"]) <= figures(behind)


@each_step
def test_figures_in_the_notes_stand_in_the_catalogue(step: Row) -> None:
    catalogue = words_of([*table("events.csv"), *table("citations.csv")])
    assert figures(plain(step["notes"])) <= figures(catalogue)


@each_step
def test_what_a_slide_quotes_stands_in_the_rows_that_its_lesson_refers_to(step: Row) -> None:
    behind = words_of([row for other in lessons()[step["story"]] for row in rows_behind(other)])
    for quoted in re.findall(r"“([^”]+)”", step["heading"] + " " + step["text"]):
        assert plain(quoted).rstrip(".,:;?") in behind, quoted


@pytest.mark.parametrize("step", [row for row in table("stories.csv") if ">" in row["ref"]], ids=lambda row: row["ref"])
def test_a_step_on_a_citation_gives_claim_and_record_then_both_sides_of_the_comparison(step: Row) -> None:
    claim_and_record, holds, breaks = balance(step["text"])
    assert len(claim_and_record) >= 100
    assert 0.4 <= len(holds) / len(breaks) <= 2.5, "both sides have the same weight"


@each_lesson
def test_a_lesson_opens_with_a_driving_question_and_says_how_long_it_takes(story: str) -> None:
    opening = lessons()[story][0]
    assert "?" in opening["heading"]
    assert ">" not in opening["ref"]
    assert "Driving question." in opening["notes"]
    assert "Sensitive: " in opening["notes"]
    total = sum(minutes(story))
    assert f"Whole lesson {total} min; short way, " in opening["notes"]
    assert 30 <= total <= 50


@each_lesson
def test_the_short_way_through_a_lesson_runs_from_its_first_step_to_its_last_in_the_time_it_says(story: str) -> None:
    stated = re.search(r"short way, (\d+) min: steps ([\d, ]+) and (\d+)\.", lessons()[story][0]["notes"])
    assert stated is not None
    short = [int(number) for number in (*stated[2].split(", "), stated[3])]
    assert short == sorted(set(short))
    assert (short[0], short[-1]) == (1, len(lessons()[story]))
    assert int(stated[1]) == sum(minutes(story)[number - 1] for number in short)
    assert int(stated[1]) <= 30


@each_lesson
def test_the_notes_of_a_lesson_train_every_skill(story: str) -> None:
    notes = " ".join(row["notes"] for row in lessons()[story]).casefold()
    assert not [skill for skill in SKILLS if skill.casefold() not in notes]


@each_lesson
def test_a_lesson_closes_by_weighing_the_comparison_and_counting_its_verdicts_right(story: str) -> None:
    closing = lessons()[story][-1]
    tally = balance(closing["text"])[0].casefold()
    assert re.search(r"\bexplain", closing["question"])
    shown = [citation["verdict"] for citation in map(cited, lessons()[story]) if citation is not None]
    if story == FIRST:
        shown = [row["verdict"] for (report, _), row in citations().items() if report == SEED_REPORT]
    count = dict(zip(COUNTS, range(len(COUNTS)), strict=True))
    total = re.search(r"of (?:the report's )?(\w+) claims", tally)
    assert total is not None
    assert count[total[1]] == len(shown)
    said = dict.fromkeys(VERDICTS, 0)
    for number in re.finditer(r"supports (\w+)", tally):
        said["supported"] = count[number[1]]
    for number, verdict in re.findall(r"(\w+) (?:(?:is|are) )?(imprecise|disputed|contradicted)", tally):
        said[verdict] = count[number]
    assert said == {verdict: shown.count(verdict) for verdict in VERDICTS}


@each_lesson
def test_a_lesson_looks_at_each_citation_once_and_reaches_past_report_and_present(story: str) -> None:
    refs = [row["ref"] for row in lessons()[story] if ">" in row["ref"]]
    assert len(refs) == len(set(refs)) >= 5
    kinds = {row["kind"] for step in lessons()[story] for row in rows_behind(step) if "kind" in row}
    assert kinds == {"history", "today", "report"}


@each_lesson
def test_a_lesson_weighs_more_than_one_report_and_more_than_one_verdict(story: str) -> None:
    shown = [citation for citation in map(cited, lessons()[story]) if citation is not None]
    assert len({row["report"] for row in shown}) >= 3
    assert len({row["verdict"] for row in shown}) >= 2
    assert "supported" in {row["verdict"] for row in shown}


def test_together_the_lessons_show_every_verdict_and_many_themes() -> None:
    shown = [row for row in map(cited, table("stories.csv")) if row is not None]
    assert {row["verdict"] for row in shown} >= set(VERDICTS)
    themes = {theme for row in shown for theme in events()[row["cites"]]["themes"].split(";")}
    assert len(themes) >= 12


def test_the_first_lesson_shows_its_report_with_every_citation_and_other_reports_of_the_order() -> None:
    refs = {row["ref"] for row in lessons()[FIRST]}
    assert SEED_REPORT in refs
    assert {f"{report}>{history}" for report, history in citations() if report == SEED_REPORT} <= refs
    others = {ref for ref in refs if ref.endswith(">order-227")} - {f"{SEED_REPORT}>order-227"}
    assert len(others) >= 2
    joined = {row["id"] for step in lessons()[FIRST] for row in rows_behind(step) if row.get("kind") == "today"}
    assert {"medvedev-cnn-interview", "wagner-prison-recruitment", "battle-of-bakhmut"} <= joined


def test_the_readme_of_the_data_gives_the_true_numbers() -> None:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    kinds = [row["kind"] for row in events().values()]
    for number, what in [
        (kinds.count("report"), "reports"),
        (kinds.count("history"), "past events"),
        (kinds.count("today"), "present-day events"),
        (len(citations()), "citations"),
        (len(lessons()), "lessons"),
        (len(table("stories.csv")), "steps"),
    ]:
        assert f"{number} {what}" in text, what
    verdicts = [row["verdict"] for row in citations().values()]
    for verdict in VERDICTS:
        assert re.search(rf"`{verdict}`[^\n]*\({verdicts.count(verdict)} ", text), verdict
    themes = {theme for row in events().values() for theme in row["themes"].split(";") if theme}
    assert f"{len(themes)} themes" in text
    assert not [theme for theme in themes if theme not in text]
