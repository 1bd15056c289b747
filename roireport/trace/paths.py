"""Every figure of the results under its path, such as financial.roi or kpis.taux-conversion.latest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from roireport.measure.figure import Figure
from roireport.measure.financial import Financial, GainResult, OfferResult, PlanResult
from roireport.measure.results import (
    Combined,
    CriterionResult,
    Effect,
    EffectShare,
    KpiResult,
    NonFinancial,
    ParallelTrends,
    Results,
    RobustInterval,
    Uncertainty,
)

Named = Iterator[tuple[str, Figure]]


def figures(results: Results) -> Mapping[str, Figure]:
    """All figures by path; members of lists stand under their id (their period in a cash flow or a series)."""
    return dict(_all(results))


def _all(results: Results) -> Named:
    yield from _under("financial", _financial(results.financial))
    yield from _under("financial", _omitted(results.financial))
    yield from _under("uncertainty", _uncertainty(results.uncertainty))
    for kpi in results.kpis:
        yield from _under(f"kpis.{kpi.kpi.id}", _kpi(kpi))
    for share in results.effect_shares:
        yield from _under(f"kpis.{share.kpi}.effect", _effect_share(share))
    yield from _under("nonfinancial", _nonfinancial(results.nonfinancial))
    yield from _under("combined", _direct(results.combined))


def _under(prefix: str, named: Named) -> Named:
    return ((f"{prefix}.{path}", figure) for path, figure in named)


def _direct(
    noun: Financial
    | PlanResult
    | Uncertainty
    | KpiResult
    | Effect
    | RobustInterval
    | ParallelTrends
    | NonFinancial
    | Combined
    | CriterionResult
    | GainResult
    | OfferResult,
) -> Named:
    """The figures that are the noun's own fields."""
    for field in fields(noun):
        value = getattr(noun, field.name)
        if isinstance(value, Figure):
            yield field.name, value


def _financial(financial: Financial) -> Named:
    yield from _direct(financial)
    yield from _under("plan", _direct(financial.plan))
    for category, amount in financial.cost_by_category:
        yield f"cost_by_category.{category}", amount
    for cost in financial.costs:
        for name in ("gross", "funded", "overrun", "net", "to_date"):
            yield f"costs.{cost.cost.id}.{name}", getattr(cost, name)
    for gain in financial.gains:
        yield from _under(f"gains.{gain.gain.id}", _gain(gain))
    yield from _under("offers", _offers(financial.offers))
    yield from _under("offer_kinds", _offers(financial.offer_kinds))
    for period in financial.cash_flow:
        for name in ("cost", "gain", "plan", "cumulative", "discounted_cumulative", "plan_cumulative", "roi"):
            yield f"cash_flow.{period.period}.{name}", getattr(period, name)


def _offers(results: Iterable[OfferResult]) -> Named:
    for result in results:
        yield from _under(str(result.id), _direct(result))


def _omitted(financial: Financial) -> Named:
    for item in financial.omitted:
        if item.amount is not None:
            yield f"omitted.{item.subject}.{item.key}", item.amount


def _gain(gain: GainResult) -> Named:
    yield from _direct(gain)
    yield from gain.taken


def _uncertainty(uncertainty: Uncertainty) -> Named:
    for name in ("p10", "p50", "p90"):
        yield f"roi.{name}", getattr(uncertainty, name)
    for name in ("probability_positive", "probability_target", "standard_error"):
        yield name, getattr(uncertainty, name)
    for swing in uncertainty.sensitivity:
        for name in ("roi_low", "roi_high", "switching_value"):
            yield f"sensitivity.{swing.input}.{name}", getattr(swing, name)


def _kpi(kpi: KpiResult) -> Named:
    yield from _direct(kpi)
    yield from _under("effect", _direct(kpi.effect))
    yield from _under("effect.robust", _direct(kpi.effect.robust))
    yield from _under("effect.parallel", _direct(kpi.effect.parallel))
    for row in kpi.series:
        for name in ("value", "counterfactual", "effect"):
            yield f"series.{row.period}.{name}", getattr(row, name)


def _effect_share(share: EffectShare) -> Named:
    yield from (("share", share.mean), ("share_low", share.low), ("share_high", share.high))


def _nonfinancial(nonfinancial: NonFinancial) -> Named:
    yield from _direct(nonfinancial)
    for dimension, index in nonfinancial.dimensions:
        yield f"dimensions.{dimension}", index
    for criterion in nonfinancial.criteria:
        yield from _under(f"criteria.{criterion.criterion.id}", _direct(criterion))
    for id, halved, raised in nonfinancial.weight_runs:
        yield f"weight_runs.{id}.halved", halved
        yield f"weight_runs.{id}.raised", raised
