"""Costs and gains: what each line is worth, month by month."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.effects import Kpi, mean
from tests.oracle.grid import Flow, Grid
from tests.oracle.written import Section, Undefined, Value, months_long, number, rate, undefined

STEPS = ("lag_ramp", "drop_off", "margin", "deadweight", "displacement", "attribution", "confidence", "risk")


@dataclass(frozen=True)
class Line:
    """A cost or a gain: `flows` are net, `gross` those before every step; undefined where nothing is measured yet."""

    input: str
    section: Section
    flows: list[Flow]
    gross: list[Flow]
    taken: dict[str, Fraction]
    undefined: Undefined | None = None


def total(flows: list[Flow], grid: Grid, *, measured: bool = False) -> Fraction:
    """The sum within the horizon, or of what is measured of it."""
    return sum((f.amount for f in flows if grid.inside(f) and (f.measured or not measured)), Fraction(0))


def cost_line(cost: Section, grid: Grid) -> Line:
    """amount × (1 − funded share) × (1 + overrun)."""
    if "flows" in cost:
        gross = [flow for key, amount in cost["flows"].items() for flow in grid.dated(key, number(amount), cost=True)]
    else:
        amount = number(cost["amount"]) if "amount" in cost else number(cost["quantity"]) * number(cost["unit_cost"])
        if "from" in cost:
            gross = grid.spread(*grid.between(cost), amount)
        else:
            gross = grid.dated(cost.get("date", grid.start.isoformat()), amount, cost=True)
    factor = (1 - rate(cost.get("funded", {}), "share")) * (1 + rate(cost, "overrun"))
    return Line(f"costs.{cost['id']}", cost, [flow.times(factor) for flow in gross], gross, {})


def monthly(section: Section, grid: Grid) -> list[Flow]:
    """An amount a month (a twelfth of one a year) for each month from … to."""
    amount = number(section["per_month"]) if "per_month" in section else number(section["per_year"]) / 12
    first, last = grid.between(section)
    return [Flow(m, grid.end_of(m), amount, grid.past(m)) for m in range(first, last + 1)]


def plan_flows(gain: Section, grid: Grid) -> list[Flow] | None:
    """The net gain expected at the start; none where there is no plan."""
    plan = gain.get("plan")
    if plan is None:
        return None
    if "flows" in plan:
        return [flow for key, amount in plan["flows"].items() for flow in grid.dated(key, number(amount), cost=False)]
    return monthly(plan, grid)


def per_unit(gain: Section, kpi: Kpi, grid: Grid) -> list[Flow] | Undefined:
    """effect × volume × value for the measured periods wholly within from/to, then their mean for each further one."""
    first, last = grid.between(gain)
    worth = number(gain["per_unit"]["value"]) * number(gain["per_unit"]["volume"])
    rows = [row for row in kpi.post if first <= row.first and row.last <= last]
    flows: list[Flow] = []
    for row in rows:
        for effect in kpi.effects([row]):
            flows += grid.spread(row.first, row.last, effect * worth, whole_day=True)
    if not flows:
        return undefined("no period measured yet")
    ahead = mean(kpi.effects(rows)) * worth
    months = rows[0].last - rows[0].first + 1
    begins = rows[0].first
    while (ends := begins + months - 1) <= last:
        if not grid.past(ends):
            further = grid.spread(begins, ends, ahead, whole_day=True)
            flows += [Flow(f.month, f.day, f.amount, measured=False) for f in further]
        begins += months
    return flows


def carried(flows: list[Flow], yearly_rate: Fraction, grid: Grid) -> list[Flow]:
    """Cash released saves amount × rate / 12 each month from its date to the end of the horizon."""
    return [
        Flow(m, grid.end_of(m), flow.amount * yearly_rate / 12, grid.past(m))
        for flow in flows
        for m in range(flow.month, grid.horizon)
    ]


def gross_flows(
    gain: Section, kpis: Mapping[str, Kpi], grid: Grid, discount_rate: Fraction | None
) -> list[Flow] | Undefined:
    """As declared, or through the effect of the KPI, or the carrying cost of released cash."""
    if "flows" in gain:
        flows = [flow for key, amount in gain["flows"].items() for flow in grid.dated(key, number(amount), cost=False)]
    elif "per_unit" in gain:
        found = per_unit(gain, kpis[gain["kpi"]], grid)
        if isinstance(found, Undefined):
            return found
        flows = found
    else:
        flows = monthly(gain, grid)
    if gain["kind"] != "cash_release" or "flows" not in gain:
        return flows
    carrying = number(gain["carrying_rate"]) if "carrying_rate" in gain else discount_rate
    return undefined() if carrying is None else carried(flows, carrying, grid)


def shape(gain: Section, flow: Flow, grid: Grid) -> tuple[Fraction, Fraction]:
    """Ramp and (1 − drop_off)^k of a forecast month; 1 for what is measured or written as flows."""
    if flow.measured or "flows" in gain:
        return Fraction(1), Fraction(1)
    lag = months_long(gain["lag"]) if "lag" in gain else 0
    ramp = (months_long(gain["ramp"]) if "ramp" in gain else 1) or 1
    m = flow.month - grid.between(gain)[0]
    rising = Fraction(0) if m < lag else min(Fraction(1), Fraction(m - lag + 1, ramp))
    years = max(0, (m - (lag + ramp - 1)) // 12)
    return rising, (1 - rate(gain, "drop_off")) ** years


def gain_line(gain: Section, kpis: Mapping[str, Kpi], grid: Grid, discount_rate: Fraction | None) -> Line:
    """From gross to net, step by step; `taken` is what each step takes away within the horizon."""
    gross = gross_flows(gain, kpis, grid, discount_rate)
    if isinstance(gross, Undefined):
        return Line(f"gains.{gain['id']}", gain, [], [], {}, gross)
    attribution = gain.get("attribution", {})
    factors = (
        rate(gain, "margin", silent=1),
        1 - rate(gain, "deadweight"),
        1 - rate(gain, "displacement"),
        rate(attribution, "share", silent=1),
        rate(attribution, "confidence", silent=1),
        1 - rate(gain, "risk"),
    )
    flows, taken = [], dict.fromkeys(STEPS, Fraction(0))
    for flow in gross:
        for step, factor in zip(STEPS, (*shape(gain, flow, grid), *factors), strict=True):
            if grid.inside(flow):
                taken[step] += flow.amount * (1 - factor)
            flow = flow.times(factor)
        flows.append(flow)
    return Line(f"gains.{gain['id']}", gain, flows, gross, taken)


def value_of(line: Line, grid: Grid) -> Value:
    """The net of a line within the horizon."""
    return line.undefined or total(line.flows, grid)
