"""All figures of an engagement: the one door of this package."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import localcontext

from roireport.measure import discounting as present
from roireport.measure import returns
from roireport.measure.cash_flow import all_flows, cash_flow, peak_exposure
from roireport.measure.combined import combined
from roireport.measure.costs import cost_omissions, cost_result
from roireport.measure.deductions import gain_omissions, gain_result
from roireport.measure.effects import kpi_omissions, kpi_result
from roireport.measure.figure import EXACT, Figure, figure, typed, undefined
from roireport.measure.financial import CashPeriod, CostResult, Financial, GainResult, Omitted
from roireport.measure.gains import gross_of
from roireport.measure.internal_rate import (
    has_root_beyond,
    internal_rate,
    modified_internal_rate,
    netted,
    roots,
)
from roireport.measure.maturity import maturity
from roireport.measure.nonfinancial import nonfinancial
from roireport.measure.objectives import objective_result
from roireport.measure.outcomes import effect_share, outcomes
from roireport.measure.payback import break_even, payback
from roireport.measure.plan import plan_result
from roireport.measure.results import KpiResult, Results, Uncertainty
from roireport.measure.sensitivity import ranged_inputs, sensitivity
from roireport.measure.simulation import uncertainty
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid


def measure(engagement: Engagement) -> Results:
    """Effects of the KPIs, costs, gains, returns, uncertainty, objectives, the index, and the figures combined."""
    with localcontext(EXACT):
        grid = Grid.of(engagement)
        full_effect = grid.first + engagement.challenges.months_to_full_effect
        kpis = {kpi.id: kpi_result(kpi, engagement.series.get(kpi.id), grid, full_effect) for kpi in engagement.kpis}
        lines = _lines(engagement, grid, kpis)
        financial = _financial(engagement, grid, lines)
        target = _target_roi(engagement)
        objectives = tuple(objective_result(one, engagement, kpis, grid) for one in engagement.objectives)
        scored = nonfinancial(engagement.nonfinancial, financial.cost, engagement.id)
        shares = {id: effect_share(result) for id, result in kpis.items()}
        return Results(
            financial=financial,
            uncertainty=_uncertainty(engagement, financial, target),
            kpis=tuple(kpis.values()),
            objectives=objectives,
            nonfinancial=scored,
            combined=combined(engagement.nonfinancial, engagement.gains, financial.gain, financial.cost, target),
            effect_shares=tuple(shares.values()),
            outcomes=outcomes(tuple(kpis.values()), shares, objectives, lines.gains, scored.criteria),
        )


@dataclass(frozen=True, slots=True)
class _Lines:
    costs: tuple[CostResult, ...]
    gains: tuple[GainResult, ...]
    omitted: tuple[Omitted, ...]


def _lines(engagement: Engagement, grid: Grid, kpis: Mapping[str, KpiResult]) -> _Lines:
    """Every cost and gain line, and all that is not counted."""
    rate = present.discount_rate(engagement.discounting)
    gross = [gross_of(gain, grid, kpis, rate) for gain in engagement.gains]
    paired = list(zip(engagement.gains, gross, strict=True))
    omitted = [one for cost in engagement.costs for one in cost_omissions(cost, grid)]
    omitted += [one for gain, amounts in paired for one in gain_omissions(gain, amounts, grid)]
    omitted += [one for kpi in kpis.values() for one in kpi_omissions(kpi)]
    return _Lines(
        tuple(cost_result(cost, grid) for cost in engagement.costs),
        tuple(gain_result(gain, amounts, grid) for gain, amounts in paired),
        tuple(omitted),
    )


def _target_roi(engagement: Engagement) -> Figure:
    if engagement.target_roi is None:
        return undefined("ratio", "typed", "no_target_roi")
    return typed(engagement.target_roi, "ratio", engagement.place("target_roi"))


def _uncertainty(engagement: Engagement, financial: Financial, target: Figure) -> Uncertainty:
    inputs = ranged_inputs(financial.costs, financial.gains)
    swings = sensitivity(inputs, financial.gain, financial.cost, financial.net_benefit)
    totals = (financial.gain, financial.cost)
    correlation = engagement.simulation.correlation
    return uncertainty(engagement.id, inputs, financial.roi, totals, target, correlation, swings)


def _financial(engagement: Engagement, grid: Grid, lines: _Lines) -> Financial:
    costs, gains = lines.costs, lines.gains
    cost = returns.total_cost([(one.cost.id, one.net) for one in costs])
    gain = returns.total_gain([(one.gain.id, one.net) for one in gains])
    cost_to_date = returns.total_cost([(one.cost.id, one.to_date) for one in costs], "cost_to_date")
    gain_to_date = returns.total_gain([(one.gain.id, one.to_date) for one in gains], "gain_to_date")
    cost_12_months = returns.cost_of_first_year(costs, grid)
    gain_12_months = returns.gain_of_first_year(gains, grid)
    offers = returns.offers(engagement.offer, costs, gains)
    plan = plan_result(gains)
    timed = _timed(engagement, grid, lines, (cost, gain, plan.total))
    return Financial(
        cost=cost,
        cost_by_category=returns.cost_by_category(costs),
        gain=gain,
        gain_gross=returns.total_gain([(one.gain.id, one.gross) for one in gains], "total_gain_gross"),
        net_benefit=returns.net_benefit(gain, cost),
        roi=returns.return_on_investment(gain, cost),
        bcr=returns.benefit_cost_ratio(gain, cost),
        cost_12_months=cost_12_months,
        gain_12_months=gain_12_months,
        roi_12_months=returns.return_on_investment(gain_12_months, cost_12_months, "return_after_12_months"),
        cost_to_date=cost_to_date,
        gain_to_date=gain_to_date,
        roi_to_date=returns.return_on_investment(gain_to_date, cost_to_date, "return_to_date"),
        forecast_share=returns.forecast_share(gain, gain_to_date),
        beyond_horizon=returns.gain_beyond_horizon(gains, lines.omitted),
        pv_cost=timed.pv_cost,
        pv_gain=timed.pv_gain,
        npv=timed.npv,
        roi_discounted=present.discounted_return(timed.npv, timed.pv_cost),
        irr=timed.irr,
        irr_roots=timed.irr_roots,
        irr_beyond=timed.irr_beyond,
        mirr=timed.mirr,
        payback_months=timed.payback_months,
        discounted_payback_months=timed.discounted_payback_months,
        break_even=break_even(timed.payback_months),
        peak_exposure=peak_exposure(timed.cash_flow, cost, gain),
        plan=plan,
        maturity=maturity(engagement.challenges, grid, plan.total, plan.to_date),
        costs=costs,
        gains=gains,
        offers=offers,
        offer_kinds=returns.offer_kinds(offers, engagement.offer_kinds),
        cash_flow=timed.cash_flow,
        omitted=lines.omitted,
    )


@dataclass(frozen=True, slots=True)
class _Timed:
    """The figures that depend on when each flow falls."""

    pv_cost: Figure
    pv_gain: Figure
    npv: Figure
    irr: Figure
    irr_roots: tuple[Figure, ...]
    irr_beyond: bool
    mirr: Figure
    payback_months: Figure
    discounted_payback_months: Figure
    cash_flow: tuple[CashPeriod, ...]


def _timed(engagement: Engagement, grid: Grid, lines: _Lines, totals: tuple[Figure, Figure, Figure]) -> _Timed:
    """`totals` are cost, gain and plan."""
    terms = engagement.discounting
    cost, gain, plan = totals
    rate = present.discount_rate(terms)
    flows = all_flows(lines.costs, lines.gains)
    timeline = present.Timeline.of(terms.convention, (flow for flow, _ in flows), grid.start)
    spent, won = ([flow for flow, sign in flows if sign == side] for side in (-1, 1))
    pv_cost = present.present_value(cost, spent, rate, timeline, "present_value_of_costs")
    pv_gain = present.present_value(gain, won, rate, timeline, "present_value_of_gains")
    moments = netted(flows, timeline) if cost.defined and gain.defined else {}
    found, beyond = roots(moments), has_root_beyond(moments)
    periods = cash_flow(grid, lines.costs, lines.gains, (cost, gain, plan, rate), timeline)
    plain = [period.cumulative for period in periods]
    discounted = [period.discounted_cumulative for period in periods]
    return _Timed(
        pv_cost=pv_cost,
        pv_gain=pv_gain,
        npv=present.net_present_value(pv_gain, pv_cost),
        irr=internal_rate(cost, gain, found, beyond),
        irr_roots=tuple(figure(root, "rate_of_return", "internal_rate_root", cost=cost, gain=gain) for root in found),
        irr_beyond=beyond,
        mirr=modified_internal_rate(moments, cost, gain, rate, terms),
        payback_months=payback("payback", plain, grid, cost=cost, gain=gain),
        discounted_payback_months=payback("discounted_payback", discounted, grid, cost=cost, gain=gain, rate=rate),
        cash_flow=periods,
    )
