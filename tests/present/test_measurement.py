"""Appendix A says who worked on the engagement, and when criteria were fixed and measured."""

import re
from typing import Any

import pytest

from roireport.model.language import Language
from roireport.present.blocks import Block, Exhibit, Table
from roireport.present.language.quoted_text import texts_in
from roireport.present.sections.costs_gains import costs_gains
from roireport.present.sections.effects_table import effects_table
from roireport.present.sections.isolation_table import isolation_table
from roireport.present.sections.measurement import criteria_dates, team
from roireport.present.sections.method import method
from tests.contexts import ctx, real, simple
from tests.engagements import engagement


def criterion(id: str, fixed_on: str | None = None, measured_on: str | None = None) -> dict[str, Any]:
    """A criterion that was measured, with the days that are given."""
    anchors = {"worst": 1, "best": 5, **({"fixed_on": fixed_on} if fixed_on else {})}
    levels = {"baseline": 2, "current": 3, **({"measured_on": measured_on} if measured_on else {})}
    return {"id": id, "dimension": "skills", "label": id, "anchors": anchors, **levels}


def test_the_roles_of_the_team_are_printed_and_names_where_there_is_no_role() -> None:
    at = ctx(simple(team=[{"name": "Ada Quill", "role": "lead"}, {"name": "Ben Marsh"}]))
    assert team(at) == "Team: lead, Ben Marsh."
    assert team(at) in repr(method(at))


def test_nothing_is_printed_where_nothing_is_given() -> None:
    at = ctx(simple())
    assert team(at) == criteria_dates(at) == ""
    assert "Team:" not in repr(method(at))


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        (
            "en",
            "Scales agreed on 6\u00a0January 2025 (2 of 3 criteria). "
            "Current levels measured from 5\u00a0June 2025 to 12\u00a0June 2025.",
        ),
        (
            "fr",
            "Échelles convenues\u00a0: 6\u00a0janvier 2025 (2 critères sur 3). "
            "Niveaux\u00a0: du 5\u00a0juin 2025 au 12\u00a0juin 2025.",
        ),
    ],
)
def test_days_are_given_as_a_range_with_a_count_where_some_are_missing(language: Language, dates: str) -> None:
    criteria = [
        criterion("a", fixed_on="2025-01-06", measured_on="2025-06-12"),
        criterion("b", fixed_on="2025-01-06", measured_on="2025-06-05"),
        criterion("c", measured_on="2025-06-06"),
    ]
    at = ctx(engagement(nonfinancial=criteria), language)
    assert criteria_dates(at) == dates
    assert [text for text in texts_in(method(at)) if text.endswith(dates)]


def test_the_source_of_an_isolation_made_elsewhere_is_printed() -> None:
    isolated = {"method": "Experts", "source": "Panel, May 2025"}
    sourced = repr(method(ctx(simple(keys={"isolated": isolated}))))
    assert "Isolated outside this computation: Experts (source: Panel, May 2025)." in sourced
    unsourced = repr(method(ctx(simple(keys={"isolated": {"method": "Experts"}}))))
    assert "Isolated outside this computation: Experts." in unsourced


CONTROL = {"label": "East region", "n": 21, "n_after": 19, "initiatives": "not_shared"}
SALES: dict[str, Any] = {"id": "sales", "name": "Sales", "unit": "number", "control": CONTROL}
INITIATIVES = [
    {"label": "New CRM", "started": "2025-02-01", "ended": "2025-04-30"},
    {"label": "Price rise", "started": "2025-09-01"},
    {"label": "Before", "started": "2024-01-01", "ended": "2024-12-31"},
]
ROWS = [("2024-11", 10, 10), ("2024-12", 12, 10), ("2025-02", 14, 10), ("2025-03", 16, 10)]


def compared(language: Language) -> Any:
    """A KPI against a control group, two initiatives within the period, and three shares."""
    kpi = {
        "id": "sales",
        "name": "Sales",
        "unit": "number",
        "counterfactual": {"method": "control"},
        "control": CONTROL,
    }
    gains = [
        {
            "id": id,
            "label": id,
            "kind": "margin",
            "flows": {"2025-06": 100},
            **({"attribution": share} if share else {}),
        }
        for id, share in (
            ("a", {"share": "60%", "by": "Head of sales"}),
            ("b", {"share": "50%"}),
            ("c", {"share": "70%", "by": "Head of sales"}),
            ("d", None),
        )
    ]
    return ctx(
        engagement(kpis=[kpi], gains=gains, concurrent_initiatives=INITIATIVES, observed={"sales": ROWS}), language
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "Control group: East region (Sales). Other initiatives at the same time: New CRM; Price rise.",
        ),
        (
            "fr",
            "Groupe témoin\u00a0: East region (Sales). "
            "Autres initiatives simultanées\u00a0: New CRM\u202f; Price rise.",
        ),
    ],
)
def test_the_table_of_effects_says_who_was_compared_and_what_else_happened(language: Language, expected: str) -> None:
    (exhibit,) = effects_table(compared(language))
    assert isinstance(exhibit, Exhibit)
    assert exhibit.note.endswith(expected)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "Share estimated by: Head of sales (G1, G3); estimator not stated (G2). "
            "Other initiatives at the same time: New CRM (1\u00a0February 2025 to 30\u00a0April 2025); "
            "Price rise (since 1\u00a0September 2025).",
        ),
        (
            "fr",
            "Part attribuée, estimée par\u00a0: Head of sales (G1, G3)\u202f; auteur de l’estimation non précisé (G2). "
            "Autres initiatives simultanées\u00a0: New CRM (du 1er\u00a0février 2025 au 30\u00a0avril 2025)\u202f; "
            "Price rise (depuis le 1er\u00a0septembre 2025).",
        ),
    ],
)
def test_the_table_of_gains_says_who_estimated_the_shares_and_what_else_happened(
    language: Language, expected: str
) -> None:
    exhibits = [block for block in costs_gains(compared(language)).blocks if isinstance(block, Exhibit)]
    assert [exhibit.note for exhibit in exhibits if exhibit.note == expected]


def test_a_control_group_that_no_effect_is_compared_with_is_not_in_the_table_of_effects() -> None:
    kpi = {**SALES, "counterfactual": {"method": "trend"}}
    (exhibit,) = effects_table(ctx(engagement(kpis=[kpi], observed={"sales": ROWS})))
    assert isinstance(exhibit, Exhibit)
    assert "East region" not in exhibit.note
    assert "initiative" not in exhibit.note


def periods_by_kpi(block: Block) -> dict[str, str]:
    """The cell such as "24 + 5" of each row of a table."""
    assert isinstance(block, Exhibit)
    assert isinstance(block.body, Table)
    rows = ([cell.text for cell in row.cells] for row in block.body.rows)
    return {row[0]: text for row in rows for text in row if re.fullmatch(r"\d+\W\+\W\d+", text)}


@pytest.mark.parametrize("id", ["aurelis-excellence-commerciale", "belier-negociation-achats", "halden-key-accounts"])
def test_appendix_a_counts_the_periods_that_the_table_of_effects_counts(id: str) -> None:
    """Those that an effect rests on: of a comparison with the year before, the months that have their match."""
    at_hand = real(id, "en")
    effects = periods_by_kpi(effects_table(at_hand)[0])
    assert effects
    assert effects.items() <= periods_by_kpi(isolation_table(at_hand)).items()
