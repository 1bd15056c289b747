"""Challenges across the portfolio: open ones, due measurements, acceptances that end soon."""

from datetime import date
from typing import Any

import pytest

from roireport.assess.assess import assess
from roireport.assess.catalogue import RULES
from roireport.assess.verdict import verdict
from roireport.measure.engagement import measure
from roireport.model.language import Language
from roireport.present.blocks import Exhibit, Sentence, Table
from roireport.present.portfolio.entry import PortfolioEntry, portfolio_entry
from roireport.present.portfolio.open_questions import OpenQuestions, open_questions
from tests.contexts import LANGUAGES, words
from tests.engagements import cost, engagement, gain


def entry(id: str, **sections: Any) -> PortfolioEntry:
    """An engagement of one cost and one gain, appraised as a build does it."""
    sample = engagement(
        id=id, client={"name": id.title()}, costs=[cost(100)], gains=[gain(flows={"2025-05": 300})], **sections
    )
    results = measure(sample)
    findings = assess(sample, results, {})
    return portfolio_entry(sample, results, verdict(results, findings), (("en", f"{id}/index.html"),), (), findings)


def rows(page: OpenQuestions, at: int) -> list[list[str]]:
    """The texts of a table, its links with their addresses."""
    block = page.blocks[at]
    assert isinstance(block, Exhibit)
    assert isinstance(block.body, Table)
    return [
        [
            " ".join(filter(None, (cell.text, *(f"{text}>{href}" for text, href in cell.links), cell.sub)))
            for cell in row.cells
        ]
        for row in block.body.rows
    ]


def test_each_rule_is_counted_with_the_engagements_it_fires_on() -> None:
    """Sections are empty in both (G06, three each); the second says when it is measured again."""
    entries = [
        entry("mill"),
        entry("pit", challenges={"expectations": {"first_effect": "1 month", "full_effect": "2 months"}}),
    ]
    page = open_questions(entries, words("en"))
    reader, author = rows(page, 0), rows(page, 1)
    by_rule = {row[0]: row for row in (*reader, *author)}
    assert {row[0] for row in author} == {rule.id for rule in RULES if rule.id in by_rule and rule.for_author}
    assert by_rule["L08"][2] == "challenges.expectations"
    open_ones = [rule for one in entries for rule, _ in one.open]
    assert {id: int(row[4]) for id, row in by_rule.items()} == {id: open_ones.count(id) for id in open_ones}
    assert sum(int(row[4]) for row in by_rule.values()) == len(open_ones)
    assert page.title == f"{len(open_ones)} open points across 2 engagements"
    assert by_rule["G06"][5] == "Mill>mill/index.html#challenges Pit>pit/index.html#challenges"
    severities = [row[3] for row in reader]
    assert severities == sorted(severities, key=["blocker", "warning", "info"].index)


NEXT = {"next_measurements": [{"kpi": "k", "on": "2026-03-31"}, {"kpi": "k", "on": "2025-06-30"}]}
AGREED = {"expectations": {"remeasure_on": "2026-06-30"}}


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (None, []),
        (date(2026, 3, 30), []),
        (date(2026, 3, 31), [["31\u00a0March 2026", "Mill", "k"]]),
        (date(2026, 7, 1), [["31\u00a0March 2026", "Mill", "k"], ["30\u00a0June 2026", "Mill", "All results"]]),
    ],
)
def test_due_measurements_are_after_the_data_and_by_the_day(today: date | None, due: list[list[str]]) -> None:
    """The data ends with 2025 and includes the measurement of June 2025, if it was made."""
    mill = entry("mill", kpis=[{"id": "k"}], recommendations=NEXT, challenges=AGREED)
    page = open_questions([mill], words("en"), today)
    if due:
        assert rows(page, 2) == due
    else:
        assert page.blocks[2] == Sentence("No measurement is due.")


@pytest.mark.parametrize(
    ("today", "ending"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 4, 3), "30\u00a0June 2026"),
        (date(2026, 7, 1), "30\u00a0June 2026 ended"),
    ],
)
def test_an_acceptance_is_listed_three_months_before_its_end(today: date, ending: str | None) -> None:
    accepted = {"rule": "R01", "subject": "margin", "reason": "Known", "by": "Finance", "until": "2026-06-30"}
    page = open_questions([entry("mill", challenges={"accepted": [accepted]})], words("en"), today)
    if ending is None:
        assert page.blocks[3] == Sentence("No waiver ends within three months.")
    else:
        assert rows(page, 3) == [[ending, "R01", "Mill", "Finance", "Known"]]


def test_a_reference_case_has_nothing_to_do() -> None:
    own, published = entry("mill"), entry("book", reference=True, challenges=AGREED)
    page = open_questions([own, published], words("en"), date(2027, 1, 1))
    assert page == open_questions([own], words("en"), date(2027, 1, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_engagements_the_page_is_empty(language: Language) -> None:
    page = open_questions([], words(language))
    assert (page.title, page.blocks) == (words(language)("questions.none"), ())
