"""Appendix A says who worked on the engagement, and when criteria were fixed and measured."""

from typing import Any

import pytest

from roireport.model.language import Language
from roireport.present.sections.measurement import criteria_dates, team
from roireport.present.sections.method import method
from tests.contexts import ctx, simple
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
            "Anchors fixed on 6\u00a0January 2025 (2 of 3 criteria). "
            "Current levels measured from 5\u00a0June 2025 to 12\u00a0June 2025.",
        ),
        (
            "fr",
            "Ancres\u00a0: 6\u00a0janvier 2025 (2 critères sur 3). "
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
    assert [text for text in _meanings(method(at)) if text.endswith(dates)]


def _meanings(section: Any) -> list[str]:
    items = [item for block in section.blocks for item in getattr(block, "items", ())]
    return [str(item.meaning) for item in items if hasattr(item, "meaning")]


def test_the_source_of_an_isolation_made_elsewhere_is_printed() -> None:
    isolated = {"method": "Experts", "source": "Panel, May 2025"}
    sourced = repr(method(ctx(simple(keys={"isolated": isolated}))))
    assert "Isolated outside this computation: Experts (source: Panel, May 2025); evidence 0 of 5." in sourced
    unsourced = repr(method(ctx(simple(keys={"isolated": {"method": "Experts"}}))))
    assert "Isolated outside this computation: Experts; evidence 0 of 5." in unsourced
