"""All figures of an engagement, or its headline figures alone: the one door of this package."""

from collections.abc import Mapping
from decimal import localcontext

from roireport.measure.break_even_value import break_even_values
from roireport.measure.combined import combined
from roireport.measure.costs import cost_omissions, cost_result
from roireport.measure.coverage import coverage
from roireport.measure.deductions import gain_omissions, gain_result
from roireport.measure.discounting import discount_rate
from roireport.measure.effects import kpi_omissions, kpi_result
from roireport.measure.figure import EXACT, Figure, typed, undefined
from roireport.measure.financial import Lines
from roireport.measure.financial_return import Financial, financial_return, sums_and_npv
from roireport.measure.gains import gross_of
from roireport.measure.nonfinancial import index_of, nonfinancial
from roireport.measure.objectives import objective_result
from roireport.measure.outcomes import effect_share
from roireport.measure.results import KpiResult, Results, Uncertainty
from roireport.measure.sensitivity import effect_inputs, ranged_inputs, sensitivity
from roireport.measure.simulation import Simulated, simulation
from roireport.measure.what_if import what_if
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid


def measure(engagement: Engagement) -> Results:
    """Effects of the KPIs, costs, gains, returns, uncertainty, objectives, the index, and the figures combined."""
    with localcontext(EXACT):
        grid = Grid.of(engagement)
        kpis = _kpis(engagement, grid)
        lines = _lines(engagement, grid, kpis)
        financial = financial_return(engagement, grid, lines)
        target = _target_roi(engagement)
        objectives = tuple(objective_result(one, engagement, kpis, grid) for one in engagement.objectives)
        scored = nonfinancial(engagement.nonfinancial, financial.cost, engagement.id)
        return Results(
            financial=financial,
            uncertainty=_uncertainty(engagement, grid, financial, kpis, target),
            kpis=tuple(kpis.values()),
            objectives=objectives,
            nonfinancial=scored,
            combined=combined(engagement.nonfinancial, engagement.gains, financial.gain, financial.cost, target),
            effect_shares=tuple(effect_share(result) for result in kpis.values()),
        )


def headline(engagement: Engagement) -> Mapping[str, Figure]:
    """The figures of `measure` whose change is shared out, by their paths; nothing is simulated."""
    with localcontext(EXACT):
        grid = Grid.of(engagement)
        lines = _lines(engagement, grid, _kpis(engagement, grid))
        return {
            **{f"financial.{name}": figure for name, figure in sums_and_npv(engagement, grid, lines).items()},
            "nonfinancial.index": index_of(engagement.nonfinancial),
        }


def _kpis(engagement: Engagement, grid: Grid) -> Mapping[str, KpiResult]:
    """Every KPI's effect, by its id."""
    full_effect = grid.first + engagement.challenges.months_to_full_effect
    return {kpi.id: kpi_result(kpi, engagement.series.get(kpi.id), grid, full_effect) for kpi in engagement.kpis}


def _lines(engagement: Engagement, grid: Grid, kpis: Mapping[str, KpiResult]) -> Lines:
    """Every cost and gain line, and all that is not counted."""
    rate = discount_rate(engagement.discounting)
    gross = [gross_of(gain, grid, kpis, engagement.series, rate) for gain in engagement.gains]
    paired = list(zip(engagement.gains, gross, strict=True))
    omitted = [item for cost in engagement.costs for item in cost_omissions(cost, grid)]
    omitted += [item for gain, amounts in paired for item in gain_omissions(gain, amounts, grid)]
    omitted += [item for kpi in kpis.values() for item in kpi_omissions(kpi)]
    return Lines(
        tuple(cost_result(cost, grid) for cost in engagement.costs),
        tuple(gain_result(gain, amounts, grid) for gain, amounts in paired),
        tuple(omitted),
    )


def _target_roi(engagement: Engagement) -> Figure:
    if engagement.target_roi is None:
        return undefined("ratio", "typed", "no_target_roi")
    return typed(engagement.target_roi, "ratio", engagement.place("target_roi"))


def _uncertainty(
    engagement: Engagement, grid: Grid, financial: Financial, kpis: Mapping[str, KpiResult], target: Figure
) -> Uncertainty:
    """Everything that shows how sure the ROI is."""
    gain, cost, gains = financial.gain, financial.cost, financial.gains
    ranged, effects = ranged_inputs(financial.costs, gains), effect_inputs(tuple(kpis.values()), gains)
    return Uncertainty(
        **simulation(Simulated(engagement.id, financial.roi, gain, cost, target), ranged, effects),
        coverage=coverage(effects, gains, gain, unsure=bool(ranged or effects)),
        sensitivity=sensitivity((*ranged, *effects), gain, cost, financial.net_benefit),
        what_if=what_if(grid, gains, (gain, cost), financial.gain_to_date, financial.roi_12_months),
        break_even=break_even_values(gains, kpis, (gain, cost), target),
    )
