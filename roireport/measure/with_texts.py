"""Give results the texts of another language, without computing them again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from roireport.measure.financial import CostResult, GainResult
from roireport.measure.results import CriterionResult, KpiResult, ObjectiveResult, Results
from roireport.model.engagement import Engagement
from roireport.model.located import Located

OfNoun = TypeVar("OfNoun", CostResult, GainResult, KpiResult, ObjectiveResult, CriterionResult)
"""A result of a cost, a gain, a KPI, an objective or a criterion."""


def with_texts_of(results: Results, engagement: Engagement) -> Results:
    """Replace what the results are of by the same costs, gains, KPIs … of a copy of their engagement.

    Args:
        engagement: A copy that differs in the language of its texts only, so that no figure differs.
    """
    financial, scored = results.financial, results.nonfinancial
    return replace(
        results,
        financial=replace(
            financial,
            costs=_of(financial.costs, "cost", engagement.costs),
            gains=_of(financial.gains, "gain", engagement.gains),
        ),
        kpis=_of(results.kpis, "kpi", engagement.kpis),
        objectives=_of(results.objectives, "objective", engagement.objectives),
        nonfinancial=replace(scored, criteria=_of(scored.criteria, "criterion", engagement.nonfinancial)),
    )


def _of(results: Sequence[OfNoun], field: str, nouns: Sequence[Located]) -> tuple[OfNoun, ...]:
    """The results, each of the noun at its place."""
    changes: list[dict[str, Any]] = [{field: noun} for noun in nouns]
    return tuple(replace(result, **change) for result, change in zip(results, changes, strict=True))
