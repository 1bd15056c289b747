"""Appendix A names who worked on the engagement, and the days on which criteria were fixed and measured."""

from typing import Any

import pytest

from roireport.model.language import Language
from roireport.model.workspace import Firm, Workspace
from roireport.present.blocks import Definition
from roireport.present.context import ReportContext
from roireport.present.sections.measurement import criteria_dates, firm_and_team
from roireport.present.sections.method import method
from tests.contexts import ctx, simple
from tests.engagements import engagement

TEAM: list[dict[str, Any]] = [{"name": "Ada Quill", "role": "lead"}, {"name": "Ben Marsh"}]


def definitions(at: ReportContext) -> dict[str, Definition]:
    """The entries of the appendix by their term."""
    blocks = method(at).blocks
    return {item.term: item for block in blocks for item in getattr(block, "items", ()) if isinstance(item, Definition)}


def criterion(id: str, fixed_on: str | None = None, measured_on: str | None = None) -> dict[str, Any]:
    """A criterion that was measured, with the days that are given."""
    anchors = {"worst": 1, "best": 5, **({"fixed_on": fixed_on} if fixed_on else {})}
    levels = {"baseline": 2, "current": 3, **({"measured_on": measured_on} if measured_on else {})}
    return {"id": id, "dimension": "skills", "label": id, "anchors": anchors, **levels}


def test_the_firm_its_address_and_the_team_are_named() -> None:
    firm = Workspace.model_construct(firm=Firm.model_construct(name="Quill & Co", address="1 High Street"))
    at = ctx(simple(team=TEAM), workspace=firm)
    assert firm_and_team(at) == "Quill & Co; 1 High Street; Ada Quill (lead); Ben Marsh."
    assert definitions(at)["Firm and team"].meaning == firm_and_team(at)


def test_nothing_is_said_where_neither_address_nor_team_is_given() -> None:
    at = ctx(simple(), workspace=Workspace.model_construct(firm=Firm.model_construct(name="Quill & Co")))
    assert firm_and_team(at) == criteria_dates(at) == ""
    assert not {"Firm and team", "Criteria"} & definitions(at).keys()


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        (
            "en",
            "Anchors fixed on 6\u00a0January 2025 (2 of 3 criteria). "
            "Current levels measured from 5\u00a0June 2025 to 12\u00a0June 2025 (2 of 3 criteria).",
        ),
        (
            "fr",
            "Ancres fixées le 6\u00a0janvier 2025 (critères datés\u00a0: 2 sur 3). "
            "Niveaux actuels mesurés du 5\u00a0juin 2025 au 12\u00a0juin 2025 (critères datés\u00a0: 2 sur 3).",
        ),
    ],
)
def test_days_are_given_as_a_range_with_the_number_of_criteria(language: Language, dates: str) -> None:
    criteria = [
        criterion("a", fixed_on="2025-01-06", measured_on="2025-06-12"),
        criterion("b", fixed_on="2025-01-06", measured_on="2025-06-05"),
        criterion("c"),
    ]
    at = ctx(engagement(nonfinancial=criteria), language)
    assert criteria_dates(at) == dates
    assert dates in [item.meaning for item in definitions(at).values()]


def test_the_source_of_an_isolation_made_elsewhere_is_printed() -> None:
    isolated = {"method": "Experts", "source": "Panel, May 2025"}
    sourced = repr(method(ctx(simple(keys={"isolated": isolated}))))
    assert "Isolated outside this computation: Experts (source: Panel, May 2025); evidence 0 of 5." in sourced
    unsourced = repr(method(ctx(simple(keys={"isolated": {"method": "Experts"}}))))
    assert "Isolated outside this computation: Experts; evidence 0 of 5." in unsourced
