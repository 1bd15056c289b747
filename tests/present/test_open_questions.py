"""The open points of the portfolio: what somebody has to settle, and the checks that fire."""

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
    reader, author = rows(page, 1), rows(page, 2)
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


LATER: dict[str, list[dict[str, Any]]] = {
    "decisions": [
        {"id": "extend", "decision": "Extend", "owner": "Zoé", "due": "2026-02-28", "cost": "20000", "asked": True},
        {"id": "hire", "decision": "Hire", "owner": "Émile", "asked": True},
        {"id": "wait", "decision": "Wait", "owner": "Émile", "due": "2026-01-31"},
    ],
    "next_measurements": [
        {"kpi": "k", "on": "2025-06-30", "owner": "Émile"},
        {"kpi": "k", "on": "2026-03-31", "owner": "Émile"},
    ],
}
GOALS = [
    {"id": "win", "statement": "Win more deals", "due": "2026-12-31", "owner": "Éric"},
    {"id": "won", "statement": "Keep them", "due": "2025-12-31", "owner": "Éric"},
]
WAIVED = {"rule": "R01", "subject": "margin", "reason": "Known", "by": "zoé", "until": "2026-06-30"}
JUNE_30 = date(2026, 6, 30)
FEBRUARY, MARCH, JUNE = "28\u00a0February 2026", "31\u00a0March 2026", "30\u00a0June 2026"


def to_settle(today: date, **sections: Any) -> list[list[str]]:
    """The rows of what somebody has to settle in an engagement."""
    return rows(open_questions([entry("mill", kpis=[{"id": "k"}], **sections)], words("en"), today), 0)


def test_points_are_sorted_by_person_and_then_by_date() -> None:
    """Accents and capitals do not part a person from the next; nobody comes last, and no date last of a person.

    The data ends with 2025 and includes the measurement of June 2025, if it was made; what is not asked is no point.
    """
    listed = to_settle(
        date(2026, 4, 3),
        recommendations=LATER,
        objectives=GOALS,
        challenges={"expectations": {"remeasure_on": "2026-09-30"}, "accepted": [WAIVED]},
    )
    assert listed == [
        ["Émile", f"{MARCH} overdue", "k Measurement", "Mill"],
        ["Émile", "no date", "Hire Decision", "Mill"],
        ["Éric", "31\u00a0December 2026", "Win more deals Objective", "Mill"],
        ["Zoé", f"{FEBRUARY} overdue", "Extend Decision · €20.0k", "Mill"],
        ["zoé", JUNE, "Known End of the waiver of R01", "Mill"],
        ["nobody named", "30\u00a0September 2026", "All results Measurement", "Mill"],
    ]


def test_a_point_leads_to_the_section_that_shows_it() -> None:
    page = open_questions(
        [entry("mill", kpis=[{"id": "k"}], recommendations=LATER, objectives=GOALS, challenges={"accepted": [WAIVED]})],
        words("en"),
        date(2026, 4, 3),
    )
    assert isinstance(page.blocks[0], Exhibit)
    assert isinstance(page.blocks[0].body, Table)
    links = {row.cells[2].sub.partition(" ")[0]: row.cells[3].href for row in page.blocks[0].body.rows}
    assert links == {
        "Measurement": "mill/index.html#recommendations",
        "Decision": "mill/index.html#recommendations",
        "Objective": "mill/index.html#objectives",
        "End": "mill/index.html#challenges",
    }


@pytest.mark.parametrize(
    ("today", "title"),
    [
        (date(2026, 2, 27), "2 points to settle"),
        (date(2026, 2, 28), "2 points to settle, one of them overdue"),
        (date(2026, 3, 31), "2 points to settle, 2 of them overdue"),
    ],
)
def test_a_point_is_overdue_from_its_day_on(today: date, title: str) -> None:
    asked = {**LATER, "decisions": LATER["decisions"][:1]}
    page = open_questions([entry("mill", kpis=[{"id": "k"}], recommendations=asked)], words("en"), today)
    assert isinstance(page.blocks[0], Exhibit)
    assert page.blocks[0].title == title


@pytest.mark.parametrize(
    ("today", "ending"),
    [(date(2025, 12, 31), None), (date(2026, 4, 3), JUNE), (JUNE_30, JUNE), (date(2026, 7, 1), f"{JUNE} ended")],
)
def test_an_acceptance_is_listed_three_months_before_its_end(today: date, ending: str | None) -> None:
    """It holds on its last day."""
    mill = entry("mill", challenges={"accepted": [WAIVED]})
    page = open_questions([mill], words("en"), today)
    assert page.title == f"{len(mill.open) + (ending is not None)} open points across one engagement"
    if ending is None:
        assert page.blocks[0] == Sentence("No decision, measurement or waiver is due.")
        assert page.calendar == ""
    else:
        assert rows(page, 0) == [["zoé", ending, "Known End of the waiver of R01", "Mill"]]
        assert page.calendar


def test_a_reference_case_has_nothing_to_do() -> None:
    own, published = entry("mill"), entry("book", reference=True, recommendations=LATER, kpis=[{"id": "k"}])
    page = open_questions([own, published], words("en"), date(2027, 1, 1))
    assert page == open_questions([own], words("en"), date(2027, 1, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_engagements_the_page_is_empty(language: Language) -> None:
    page = open_questions([], words(language))
    assert (page.title, page.blocks, page.calendar) == (words(language)("questions.none"), (), "")
