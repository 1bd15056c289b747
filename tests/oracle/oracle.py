"""A second, naive reading of the formulas: from the sections of an engagement to the document of its results.

It shares no code with roireport. Money and ratios are exact fractions; powers have 40 digits; roots, intervals and draws are floats.
A leaf of the document is a Decimal rounded as published, a text, a flag, an Undefined, or a Near: a value with its tolerance.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import returns, scored, uncertainty
from tests.oracle.effects import Kpi, Row
from tests.oracle.grid import Grid
from tests.oracle.money import STEPS, Line, cost_line, gain_line, plan_flows, total, value_of
from tests.oracle.returns import Case
from tests.oracle.written import Section, Undefined, Value, half_up, known, month_name, number, ratio

CENT, RATIO, ROOT, MONTHS, POINTS = 2, 10, 8, 6, 8
"""Decimals as published."""


@dataclass(frozen=True)
class Near:
    """A value that came through floats, good to a tolerance."""

    value: Decimal
    tolerance: Decimal


Leaf = Decimal | Near | Undefined


def shown(value: Value, places: int) -> Leaf:
    """An exact figure as published."""
    return value if isinstance(value, Undefined) else half_up(value, places)


def near(value: Value | float, places: int, *, within: float | None = None) -> Leaf:
    """A figure from floats: good to one unit of the last place."""
    if isinstance(value, Undefined):
        return value
    tolerance = Decimal(1).scaleb(-places) if within is None else Decimal(str(within))
    return Near(half_up(value, places), tolerance)


def document(engagement: Section) -> Section:
    """Everything the results say, from the sections of an engagement and its `series` by KPI."""
    grid = Grid(engagement)
    series: Mapping[str, Any] = engagement.get("series", {})
    kpis = {k["id"]: Kpi(k, series.get(k["id"], []), grid) for k in engagement.get("kpis", [])}
    discounting = engagement.get("discounting", {})
    rate = number(discounting["rate"]) if "rate" in discounting else None
    case = Case(
        grid,
        [cost_line(cost, grid) for cost in engagement.get("costs", [])],
        [gain_line(gain, kpis, grid, rate) for gain in engagement.get("gains", [])],
        discounting,
    )
    return {
        "financial": financial(case, engagement),
        "uncertainty": doubt(case, engagement),
        "kpis": [kpi_document(kpi) for kpi in kpis.values()],
        "objectives": [objective_document(o, kpis, engagement) for o in engagement.get("objectives", [])],
        "nonfinancial": nonfinancial(case, engagement),
        "combined": combined(case, engagement),
    }


def financial(case: Case, engagement: Section) -> Section:
    """The financial return."""
    grid, cost, gain = case.grid, case.cost(), case.gain()
    to_date = case.gain(measured=True), case.cost(measured=True)
    year = range(2) if grid.yearly else range(12)
    forecast = known(lambda g, done: 1 - done / g if g > 0 else Undefined(), gain, to_date[0])
    net_benefit = known(lambda g, c: g - c, gain, cost)
    return {
        "cost": shown(cost, CENT),
        "cost_by_category": by_category(case),
        "gain": shown(gain, CENT),
        "gain_gross": shown(known(lambda _: sum((total(g.gross, grid) for g in case.gains), Fraction(0)), gain), CENT),
        "net_benefit": shown(net_benefit, CENT),
        "roi": shown(returns.roi(gain, cost), RATIO),
        "bcr": shown(ratio(gain, cost), RATIO),
        "roi_12_months": shown(returns.roi(case.gain(year), case.cost(year)), RATIO),
        "cost_to_date": shown(to_date[1], CENT),
        "gain_to_date": shown(to_date[0], CENT),
        "roi_to_date": shown(returns.roi(*to_date), RATIO),
        "forecast_share": shown(forecast, RATIO),
        "gains": [gain_document(line, grid) for line in case.gains],
        "offers": offers(case),
        **discounted(case),
        **over_time(case),
    }


def by_category(case: Case) -> Section:
    """The cost of each category that has a line."""
    names = dict.fromkeys(line.section["category"] for line in case.costs)
    lines = {name: [line for line in case.costs if line.section["category"] == name] for name in names}
    return {name: shown(sum((total(o.flows, case.grid) for o in of), Fraction(0)), CENT) for name, of in lines.items()}


def gain_document(line: Line, grid: Grid) -> Section:
    """From gross to net; what is undefined is so in each column."""
    plan = plan_flows(line.section, grid)
    why = line.undefined
    return {
        "id": line.section["id"],
        "gross": shown(why or total(line.gross, grid), CENT),
        **{step: shown(why or line.taken[step], CENT) for step in STEPS},
        "net": shown(value_of(line, grid), CENT),
        "plan": shown(Undefined() if plan is None else total(plan, grid), CENT),
    }


def offers(case: Case) -> list[Section]:
    """Cost, gain and ROI of each offer that a line names; None for the lines that name none."""
    found = []
    for name in dict.fromkeys(line.section.get("offer") for line in (*case.costs, *case.gains)):
        costs = [line for line in case.costs if line.section.get("offer") == name]
        gains = [line for line in case.gains if line.section.get("offer") == name]
        part = Case(case.grid, costs, gains, case.discounting)
        cost, gain = part.cost(), part.gain()
        roi = returns.roi(gain, cost)
        found.append({"id": name, "cost": shown(cost, CENT), "gain": shown(gain, CENT), "roi": shown(roi, RATIO)})
    return found


def discounted(case: Case) -> Section:
    """Present values and internal rates."""
    costs, gains = returns.within(case.costs, case.grid), returns.within(case.gains, case.grid)
    pv_cost = known(lambda _: returns.present(costs, case), case.cost())
    pv_gain = known(lambda _: returns.present(gains, case), case.gain())
    npv = known(lambda g, c: g - c, pv_gain, pv_cost)
    roots = [] if isinstance(case.both(), Undefined) else returns.irr_roots(case.netted())
    irr: Value | float = roots[0] if len(roots) == 1 else Undefined("not unique" if roots else "not defined")
    return {
        "pv_cost": near(pv_cost, CENT),
        "pv_gain": near(pv_gain, CENT),
        "npv": near(npv, CENT),
        "roi_discounted": near(ratio(npv, pv_cost), RATIO),
        "irr": known(lambda _: irr, case.both()) if isinstance(irr, Undefined) else near(irr, ROOT),
        "irr_roots": [near(root, ROOT) for root in roots],
        "mirr": near(known(lambda _: returns.mirr(case), case.both()), ROOT),
    }


def over_time(case: Case) -> Section:
    """Payback, exposure and the flows period by period."""
    grid = case.grid
    costs, gains = case.by_period(case.costs), case.by_period(case.gains)
    nets = [g - c for g, c in zip(gains, costs, strict=True)]
    worth = [returns.present([f for f in case.signed() if grid.period(f) == n], case) for n in range(grid.periods)]
    later: Value = case.both() if case.rate is not None else returns.NO_RATE
    known_worth = [value for value in worth if isinstance(value, Fraction)]
    months = known(lambda _: returns.payback(nets, grid), case.both())
    turning = returns.break_even(months)
    return {
        "payback_months": shown(months, MONTHS),
        "discounted_payback_months": near(known(lambda _: returns.payback(known_worth, grid), later), MONTHS),
        "break_even": turning if isinstance(turning, Undefined) else month_name(grid.origin + turning),
        "peak_exposure": shown(known(lambda _: min(returns.running(nets)), case.both()), CENT),
        "cash_flow": [period_document(case, n, nets, known_worth) for n in range(grid.periods)],
    }


def period_document(case: Case, n: int, nets: Sequence[Fraction], worth: Sequence[Fraction]) -> Section:
    """A period of the grid."""
    grid = case.grid
    plans = [plan for line in case.gains if (plan := plan_flows(line.section, grid)) is not None]
    planned = [flow for plan in plans for flow in plan if grid.inside(flow) and grid.period(flow) == n]
    cost, gain = case.cost(range(n, n + 1)), case.gain(range(n, n + 1))
    later: Value = case.both() if case.rate is not None else returns.NO_RATE
    return {
        "period": grid.name(n),
        "cost": shown(cost, CENT),
        "gain": shown(gain, CENT),
        "plan": shown(sum((flow.amount for flow in planned), Fraction(0)) if plans else Undefined(), CENT),
        "cumulative": shown(known(lambda _: returns.running(nets)[n], case.both()), CENT),
        "discounted_cumulative": near(known(lambda _: returns.running(worth)[n], later), CENT),
        "forecast": grid.is_forecast(n),
    }


def doubt(case: Case, engagement: Section) -> Section:
    """Sensitivity and simulation; what depends on how a draw is made is compared as two samples of 10,000 are."""
    id, target = engagement["id"], engagement.get("target_roi")
    why: Value = case.both()
    if not uncertainty.ranged(case):
        why = Undefined("no input has a range")
    elif not isinstance(returns.roi(case.gain(), case.cost()), Fraction):
        why = known(lambda _: Undefined(), why)
    sampled = sample(case, engagement, number(target) if target is not None else None) if why == 0 else None
    aim = why if target is not None or why != 0 else Undefined()
    undefined = {
        "roi": dict.fromkeys(("p10", "p50", "p90"), why),
        "probability_positive": why,
        "probability_target": aim,
    }
    return {
        "draws": Decimal(uncertainty.DRAWS),
        "seed": Decimal(uncertainty.seed(id)),
        **(sampled or undefined),
        "sensitivity": [swing_document(swing) for swing in uncertainty.sensitivity(case)],
    }


def sample(case: Case, engagement: Section, target: Fraction | None) -> Section:
    """The simulation; five standard errors of the difference between two samples are allowed."""
    correlation = float(number(engagement.get("simulation", {}).get("correlation", 0)))
    draws = uncertainty.simulate(case, engagement["id"], correlation)
    low, mid, high = (uncertainty.percentile(draws, share) for share in (0.1, 0.5, 0.9))
    slack = 0.08 * (high - low) + 1e-9

    def share(above: bool, limit: float) -> Leaf:
        p = float(((draws >= limit) if above else (draws > limit)).mean())
        return near(p, RATIO, within=5 * math.sqrt(2 * max(p * (1 - p), 1e-3) / uncertainty.DRAWS))

    aim = share(True, float(target)) if target is not None else Undefined()
    roi = {name: near(p, RATIO, within=slack) for name, p in (("p10", low), ("p50", mid), ("p90", high))}
    return {"roi": roi, "probability_positive": share(False, 0.0), "probability_target": aim}


def swing_document(swing: uncertainty.Swing) -> Section:
    """A line of the sensitivity."""
    return {
        "input": swing.input,
        "roi_low": shown(swing.low, RATIO),
        "roi_high": shown(swing.high, RATIO),
        "switching_value": shown(swing.switching, RATIO),
    }
