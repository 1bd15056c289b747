"""The financial return: its measures, each with its entry, and how each is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from roireport.measure import discounting, returns
from roireport.measure.cash_flow import all_flows, cash_flow, peak_exposure
from roireport.measure.figure import Figure
from roireport.measure.financial import (
    CashPeriod,
    CostResult,
    DatedAmount,
    GainResult,
    Lines,
    OfferResult,
    Omitted,
    PlanResult,
)
from roireport.measure.maturity import maturity
from roireport.measure.payback import break_even, payback
from roireport.measure.plan import plan_result
from roireport.measure.registry import Measure, Measured, Withheld
from roireport.model.cost import Category
from roireport.model.discounting import Discounting
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid

Flows: TypeAlias = Sequence[tuple[DatedAmount, int]]
"""Dated amounts, gains with +1 and costs with −1."""


@dataclass(frozen=True, slots=True)
class Financial:
    """The financial return."""

    cost: Measured
    cost_by_category: tuple[tuple[Category, Figure], ...]
    gain: Withheld
    gain_gross: Measured
    net_benefit: Annotated[Figure, Measure(withheld=True, table=30)]
    roi: Annotated[Figure, Measure(withheld=True, table=10, headline=True)]
    bcr: Annotated[Figure, Measure(kind="number", withheld=True, table=20, headline=True)]
    cost_12_months: Measured
    gain_12_months: Withheld
    roi_12_months: Annotated[Figure, Measure(withheld=True, table=50, headline=True)]
    cost_to_date: Measured
    gain_to_date: Measured
    gain_observed: Measured
    observed_share: Measured
    roi_to_date: Annotated[Figure, Measure(withheld=True, table=40, headline=True)]
    gain_first_year: Withheld
    roi_first_year: Annotated[Figure, Measure(withheld=True, table=55)]
    forecast_share: Measured
    beyond_horizon: Measured
    pv_cost: Measured
    pv_gain: Measured
    npv: Annotated[Figure, Measure(withheld=True, table=60)]
    roi_discounted: Annotated[Figure, Measure(withheld=True, table=70)]
    irr: Annotated[Figure, Measure(withheld=True, table=80)]
    irr_roots: tuple[Figure, ...]
    irr_roots_beyond: tuple[Figure, ...]
    """The roots above those of `irr_roots`, up to 10,000 %."""
    irr_beyond: bool
    """Whether there is a root beyond: one of these, or where none lies within, any other."""
    mirr: Annotated[Figure, Measure(withheld=True, table=90)]
    payback_months: Annotated[Figure, Measure(kind="payback", withheld=True, table=100)]
    discounted_payback_months: Annotated[Figure, Measure(kind="payback", withheld=True, table=110)]
    break_even: Annotated[Figure, Measure(kind="month", withheld=True)]
    """In months from the start of the grid to the calendar month (its index), undefined as payback is."""
    peak_exposure: Annotated[Figure, Measure("size", table=120)]
    plan: PlanResult
    maturity: Measured
    """Which share of the effect expected within the horizon could have shown by as_of."""
    costs: tuple[CostResult, ...]
    gains: tuple[GainResult, ...]
    offers: tuple[OfferResult, ...]
    offer_kinds: tuple[OfferResult, ...]
    cash_flow: tuple[CashPeriod, ...]
    omitted: tuple[Omitted, ...]


def financial_return(engagement: Engagement, grid: Grid, lines: Lines) -> Financial:
    """The financial results of an engagement's lines."""
    totals = _totals(grid, lines)
    plan = plan_result(lines.gains)
    offers = returns.offers(engagement.offer, lines.costs, lines.gains, grid)
    return Financial(
        **totals,
        **_over_time(engagement, grid, lines, (totals["cost"], totals["gain"], plan.total)),
        cost_by_category=returns.cost_by_category(lines.costs),
        plan=plan,
        maturity=maturity(engagement.challenges, grid, plan.total, plan.to_date),
        costs=lines.costs,
        gains=lines.gains,
        offers=offers,
        offer_kinds=returns.offer_kinds(offers, engagement.offer_kinds, lines.gains, grid),
        omitted=lines.omitted,
    )


def _totals(grid: Grid, lines: Lines) -> dict[str, Any]:
    """The measures that need no dates: sums of the lines, and ratios of these sums."""
    costs, gains = lines.costs, lines.gains
    cost = returns.total_cost([(line.cost.id, line.net) for line in costs])
    gain = returns.total_gain([(line.gain.id, line.net) for line in gains])
    cost_to_date = returns.total_cost([(line.cost.id, line.to_date) for line in costs], "cost_to_date")
    gain_to_date = returns.total_gain([(line.gain.id, line.to_date) for line in gains], "gain_to_date")
    gain_observed = returns.total_gain([(line.gain.id, line.observed) for line in gains], "gain_observed")
    gain_first_year = returns.gain_of_first_year_of_benefits(gains, grid)
    cost_12_months = returns.cost_of_first_year(costs, grid)
    gain_12_months = returns.gain_of_first_year(gains, grid)
    return {
        "cost": cost,
        "gain": gain,
        "gain_gross": returns.total_gain([(line.gain.id, line.gross) for line in gains], "total_gain_gross"),
        "net_benefit": returns.net_benefit(gain, cost),
        "roi": returns.return_on_investment(gain, cost),
        "bcr": returns.benefit_cost_ratio(gain, cost),
        "cost_12_months": cost_12_months,
        "gain_12_months": gain_12_months,
        "roi_12_months": returns.return_on_investment(gain_12_months, cost_12_months, "return_after_12_months"),
        "cost_to_date": cost_to_date,
        "gain_to_date": gain_to_date,
        "gain_observed": gain_observed,
        "observed_share": returns.observed_share(gain_observed, gain_to_date),
        "gain_first_year": gain_first_year,
        "roi_first_year": returns.return_on_investment(gain_first_year, cost, "return_of_first_year"),
        "roi_to_date": returns.return_on_investment(gain_to_date, cost_to_date, "return_to_date"),
        "forecast_share": returns.forecast_share(gain, gain_to_date),
        "beyond_horizon": returns.gain_beyond_horizon(gains, lines.omitted),
    }


def _over_time(
    engagement: Engagement, grid: Grid, lines: Lines, totals: tuple[Figure, Figure, Figure]
) -> dict[str, Any]:
    """The measures that depend on when each flow falls; `totals` are cost, gain and plan."""
    terms = engagement.discounting
    cost, gain, plan = totals
    rate = discounting.discount_rate(terms)
    flows = all_flows(lines.costs, lines.gains)
    timeline = discounting.Timeline.of(terms.convention, (flow for flow, _ in flows), grid.start)
    pv_cost, pv_gain = _present_values(flows, timeline, (cost, gain, rate))
    npv = discounting.net_present_value(pv_gain, pv_cost)
    periods = cash_flow(grid, lines.costs, lines.gains, (cost, gain, plan, rate), timeline)
    running = [period.cumulative for period in periods]
    discounted = [period.discounted_cumulative for period in periods]
    payback_months = payback("payback", running, grid, cost=cost, gain=gain)
    return {
        "pv_cost": pv_cost,
        "pv_gain": pv_gain,
        "npv": npv,
        "roi_discounted": discounting.discounted_return(npv, pv_cost),
        **_rates_of_return(terms, flows, timeline, (cost, gain, rate)),
        "payback_months": payback_months,
        "discounted_payback_months": payback("discounted_payback", discounted, grid, cost=cost, gain=gain, rate=rate),
        "break_even": break_even(payback_months),
        "peak_exposure": peak_exposure(periods, cost, gain),
        "cash_flow": periods,
    }


def _present_values(
    flows: Flows, timeline: discounting.Timeline, totals: tuple[Figure, Figure, Figure]
) -> tuple[Figure, Figure]:
    """The present values of costs and gains; `totals` are cost, gain and discount rate."""
    cost, gain, rate = totals
    outflows, inflows = ([flow for flow, sign in flows if sign == side] for side in (-1, 1))
    return (
        discounting.present_value(cost, outflows, rate, timeline, "present_value_of_costs"),
        discounting.present_value(gain, inflows, rate, timeline, "present_value_of_gains"),
    )


def sums_and_npv(engagement: Engagement, grid: Grid, lines: Lines) -> dict[str, Figure]:
    """Cost, gain, ROI and NPV alone, by the names of their fields."""
    totals, terms = _totals(grid, lines), engagement.discounting
    cost, gain = totals["cost"], totals["gain"]
    flows = all_flows(lines.costs, lines.gains)
    timeline = discounting.Timeline.of(terms.convention, (flow for flow, _ in flows), grid.start)
    pv_cost, pv_gain = _present_values(flows, timeline, (cost, gain, discounting.discount_rate(terms)))
    npv = discounting.net_present_value(pv_gain, pv_cost)
    return {"roi": totals["roi"], "gain": gain, "cost": cost, "npv": npv}


def _rates_of_return(
    terms: Discounting,
    flows: Flows,
    timeline: discounting.Timeline,
    totals: tuple[Figure, Figure, Figure],
) -> dict[str, Any]:
    """IRR with its roots, and MIRR; `totals` are cost, gain and discount rate."""
    # Needs numpy, which takes a tenth of a second to load: a build without changes does without.
    from roireport.measure import internal_rate

    cost, gain, rate = totals
    moments = internal_rate.netted(flows, timeline) if cost.defined and gain.defined else {}
    rates, beyond = internal_rate.roots(moments), internal_rate.roots_beyond(moments)
    is_beyond = bool(beyond) or (not rates and internal_rate.has_root_beyond(moments))
    return {
        "irr": internal_rate.internal_rate(cost, gain, moments, rates, is_beyond),
        "irr_roots": internal_rate.root_figures(rates, cost, gain),
        "irr_roots_beyond": internal_rate.root_figures(beyond, cost, gain),
        "irr_beyond": is_beyond,
        "mirr": internal_rate.modified_internal_rate(moments, cost, gain, rate, terms),
    }
