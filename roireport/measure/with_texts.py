"""Give results the texts of another language, without computing them again."""

from dataclasses import replace

from roireport.measure.results import Results
from roireport.model.engagement import Engagement


def with_texts_of(results: Results, engagement: Engagement) -> Results:
    """Replace what the results are of by the same costs, gains, KPIs … of a copy of their engagement.

    Args:
        engagement: A copy that differs in the language of its texts only, so that no figure differs.
    """
    financial, scored = results.financial, results.nonfinancial
    costs = zip(financial.costs, engagement.costs, strict=True)
    gains = zip(financial.gains, engagement.gains, strict=True)
    kpis = zip(results.kpis, engagement.kpis, strict=True)
    objectives = zip(results.objectives, engagement.objectives, strict=True)
    criteria = zip(scored.criteria, engagement.nonfinancial, strict=True)
    return replace(
        results,
        financial=replace(
            financial,
            costs=tuple(replace(line, cost=cost) for line, cost in costs),
            gains=tuple(replace(line, gain=gain) for line, gain in gains),
        ),
        kpis=tuple(replace(result, kpi=kpi) for result, kpi in kpis),
        objectives=tuple(replace(result, objective=objective) for result, objective in objectives),
        nonfinancial=replace(
            scored, criteria=tuple(replace(result, criterion=criterion) for result, criterion in criteria)
        ),
    )
