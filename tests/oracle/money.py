"""Costs and gains: what each line is worth, month by month."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tests.oracle.effects import Kpi
from tests.oracle.grid import Flow, Grid
from tests.oracle.per_unit import per_unit
from tests.oracle.written import Section, Undefined, Value, months_long, number, rate, undefined

STEPS = ("lag_ramp", "drop_off", "margin", "deadweight", "displacement", "attribution", "confidence", "risk")
MEASURED = ("observed", "elapsed")


@dataclass(frozen=True)
class Line:
    """A cost or a gain: `flows` are net, `gross` those before every step; undefined where nothing is measured yet."""

    input: str
    section: Section
    flows: list[Flow]
    gross: list[Flow]
    taken: dict[str, Fraction]
    undefined: Undefined | None = None
    rests: dict[int, Fraction] = field(default_factory=dict)

    @property
    def exposure(self) -> Fraction:
        """The net if the effect were 1 in every counted period; `rests` says what rests on each measured row."""
        return sum(self.rests.values(), Fraction(0))


def total(flows: list[Flow], grid: Grid, *states: str) -> Fraction:
    """The sum within the horizon, of these states only where some are named."""
    return sum((f.amount for f in flows if grid.inside(f) and (not states or f.state in states)), Fraction(0))


def cost_line(cost: Section, grid: Grid) -> Line:
    """amount × used / of × (1 − funded share) × (1 + overrun)."""
    if "flows" in cost:
        gross = [flow for key, amount in cost["flows"].items() for flow in grid.dated(key, number(amount), cost=True)]
    else:
        amount = number(cost["amount"]) if "amount" in cost else number(cost["quantity"]) * number(cost["unit_cost"])
        if "from" in cost:
            gross = grid.spread(*grid.between(cost), amount)
        else:
            gross = grid.dated(cost.get("date", grid.start.isoformat()), amount, cost=True)
    shared = cost.get("prorate", {"used": 1, "of": 1})
    factor = number(shared["used"]) / number(shared["of"])
    factor *= (1 - rate(cost.get("funded", {}), "share")) * (1 + rate(cost, "overrun"))
    return Line(f"costs.{cost['id']}", cost, [flow.times(factor) for flow in gross], gross, {})


def monthly(section: Section, grid: Grid) -> list[Flow]:
    """An amount a month (a twelfth of one a year) for each month from … to."""
    amount = number(section["per_month"]) if "per_month" in section else number(section["per_year"]) / 12
    first, last = grid.between(section)
    return [Flow(m, grid.end_of(m), amount, grid.state(m), m) for m in range(first, last + 1)]


def plan_flows(gain: Section, grid: Grid) -> list[Flow] | None:
    """The net gain expected at the start; none where there is no plan."""
    plan = gain.get("plan")
    if plan is None:
        return None
    if "flows" in plan:
        return [flow for key, amount in plan["flows"].items() for flow in grid.dated(key, number(amount), cost=False)]
    return monthly(plan, grid)


def carried(flows: list[Flow], yearly_rate: Fraction, grid: Grid) -> list[Flow]:
    """Cash released saves amount × rate / 12 each month from its date to the end of the horizon; 0 releases nothing."""
    return [
        Flow(m, grid.end_of(m), flow.amount * yearly_rate / 12, grid.state(m), m)
        for flow in flows
        if flow.amount
        for m in range(flow.month, grid.horizon)
    ]


def gross_flows(
    gain: Section, kpis: Mapping[str, Kpi], grid: Grid, discount_rate: Fraction | None
) -> list[Flow] | Undefined:
    """As declared, or through the effect of the KPI, or the carrying cost of released cash."""
    if "per_unit" in gain:
        return per_unit(gain, kpis[gain["kpi"]], grid)
    if "flows" in gain:
        flows = [flow for key, amount in gain["flows"].items() for flow in grid.dated(key, number(amount), cost=False)]
    else:
        flows = monthly(gain, grid)
    if gain["kind"] == "cash_release" and "flows" in gain:
        carrying = number(gain["carrying_rate"]) if "carrying_rate" in gain else discount_rate
        if carrying is None:
            return undefined()
        flows = carried(flows, carrying, grid)
    return read_off(gain, flows, grid)


def read_off(gain: Section, flows: list[Flow], grid: Grid) -> list[Flow]:
    """Typed amounts that were read from accounts are observed, up to the month of `through`."""
    if "observed" not in gain:
        return flows
    through = gain["observed"].get("through")
    if through is None:
        return [replace(flow, state="observed") if flow.measured else flow for flow in flows]
    last = grid.months(through)[1]
    return [replace(flow, state="observed") if flow.measured and flow.until <= last else flow for flow in flows]


def shape(gain: Section, flow: Flow, grid: Grid) -> tuple[Fraction, Fraction]:
    """Ramp and (1 − drop_off)^k of an elapsed or forecast month; 1 for what is observed or written as flows."""
    if flow.state == "observed" or "flows" in gain:
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
    rests: dict[int, Fraction] = {}
    for flow in filter(grid.inside, flows):
        for row, amount in flow.rests.items():
            rests[row] = rests.get(row, Fraction(0)) + amount
    return Line(f"gains.{gain['id']}", gain, flows, gross, taken, rests=rests)


def value_of(line: Line, grid: Grid) -> Value:
    """The net of a line within the horizon."""
    return line.undefined or total(line.flows, grid)
