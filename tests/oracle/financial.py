"""The financial return, as a section of the document."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from tests.oracle import returns
from tests.oracle.grid import Flow, Grid
from tests.oracle.money import STEPS, Line, plan_flows, total, value_of
from tests.oracle.published import CENT, MONTHS, RATIO, ROOT, near, shown
from tests.oracle.returns import Case
from tests.oracle.writer import WORKSPACE
from tests.oracle.written import Section, Undefined, Value, known, month_name, months_long, per_cost, ratio, undefined


def financial(case: Case, engagement: Section) -> Section:
    """The financial return."""
    grid, cost, gain = case.grid, case.cost(), case.gain()
    to_date = case.gain(measured=True), case.cost(measured=True)
    year = range(2) if grid.yearly else range(12)
    forecast = known(lambda g, done: 1 - done / g if g > 0 else undefined(), gain, to_date[0])
    net_benefit = known(lambda g, c: g - c, gain, cost)
    return {
        "cost": shown(cost, CENT),
        "cost_by_category": by_category(case),
        "gain": shown(gain, CENT),
        "gain_gross": shown(known(lambda _: sum((total(g.gross, grid) for g in case.gains), Fraction(0)), gain), CENT),
        "net_benefit": shown(net_benefit, CENT),
        "roi": shown(returns.roi(gain, cost), RATIO),
        "bcr": shown(per_cost(gain, cost), RATIO),
        "cost_12_months": shown(case.cost(year), CENT),
        "gain_12_months": shown(case.gain(year), CENT),
        "roi_12_months": shown(returns.roi(case.gain(year), case.cost(year)), RATIO),
        "cost_to_date": shown(to_date[1], CENT),
        "gain_to_date": shown(to_date[0], CENT),
        "roi_to_date": shown(returns.roi(*to_date), RATIO),
        "forecast_share": shown(forecast, RATIO),
        "beyond_horizon": shown(beyond(case), CENT),
        "gains": [gain_document(line, grid) for line in case.gains],
        "offers": offers(case, engagement.get("offer", [])),
        "offer_kinds": offer_kinds(case),
        **discounted(case),
        **over_time(case),
        **expected(case, engagement),
    }


def expected(case: Case, engagement: Section) -> Section:
    """The plan against the gains that have one, and how much of the expected effect could have shown."""
    grid = case.grid
    planned = [(line, plan) for line in case.gains if (plan := plan_flows(line.section, grid)) is not None]

    def told(part: Callable[[Line, list[Flow]], Fraction]) -> Value:
        return sum((part(*each) for each in planned), Fraction(0)) if planned else undefined("no plan is recorded")

    whole, due = told(lambda _, plan: total(plan, grid)), told(lambda _, plan: total(plan, grid, measured=True))
    missing = next((line.undefined for line, _ in planned if line.undefined), None)
    gain = missing or told(lambda line, _: total(line.flows, grid))
    so_far = missing or told(lambda line, _: total(line.flows, grid, measured=True))
    return {
        "plan": {
            "total": shown(whole, CENT),
            "to_date": shown(due, CENT),
            "gain": shown(gain, CENT),
            "gain_to_date": shown(so_far, CENT),
            "attainment": shown(attained(gain, whole), RATIO),
            "attainment_to_date": shown(attained(so_far, due), RATIO),
        },
        "maturity": shown(maturity(engagement.get("challenges", {}).get("expectations", {}), grid, due, whole), RATIO),
    }


def attained(gain: Value, plan: Value) -> Value:
    """gain / plan, of a plan above 0."""
    return known(lambda g, p: g / p if p > 0 else undefined(), gain, plan)


def maturity(agreed: Section, grid: Grid, due: Value, whole: Value) -> Value:
    """The share of the expected effect that was due: by what was agreed on time, else by the plans."""
    times = {key: months_long(agreed[key]) for key in ("first_effect", "full_effect") if key in agreed}
    if not times:
        return undefined("nothing was agreed") if isinstance(whole, Undefined) else attained(due, whole)
    first = times.get("first_effect", 0)
    full = max(first, times.get("full_effect", first))
    steps = {month: Fraction(month - first + 1, full - first + 1) for month in range(first, full)}
    effects = [Fraction(0) if m < first else steps.get(m, Fraction(1)) for m in range(grid.horizon)]
    shown_by_now = sum((effect for m, effect in enumerate(effects) if grid.past(m)), Fraction(0))
    return ratio(shown_by_now, sum(effects, Fraction(0)))


def beyond(case: Case) -> Value:
    """The net gain after the horizon."""
    flows = [flow.amount for line in case.gains for flow in line.flows if not case.grid.inside(flow)]
    return known(lambda _: sum(flows, Fraction(0)), case.gain())


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
        "to_date": shown(why or total(line.flows, grid, measured=True), CENT),
        "plan": shown(undefined() if plan is None else total(plan, grid), CENT),
        "plan_to_date": shown(undefined() if plan is None else total(plan, grid, measured=True), CENT),
    }


def offers(case: Case, named: list[str]) -> list[Section]:
    """Cost, gain and ROI of each offer that a line names, in the engagement's order; last of what names none."""
    names = {line.section.get("offer"): None for line in (*case.costs, *case.gains)}
    listed = [name for name in named if name in names]
    order = dict.fromkeys((*listed, *sorted(names, key=lambda name: name is None)))
    return [part_document(case, name, lambda line: line.section.get("offer")) for name in order]


def offer_kinds(case: Case) -> list[Section]:
    """Cost, gain and ROI of each kind of offer that a line has, in the contract's order; last of what names none."""
    present = {kind_of(line) for line in (*case.costs, *case.gains)}
    order = [kind for kind in ("strategy", "training", "consulting", "tools", None) if kind in present]
    return [part_document(case, kind, kind_of) for kind in order]


def kind_of(line: Line) -> str | None:
    """The kind of the offer that a line names: the workspace's, or the four kinds themselves."""
    kinds: dict[str | None, str] = {offer["id"]: offer["kind"] for offer in WORKSPACE["offers"]}
    offer: str | None = line.section.get("offer")
    return kinds.get(offer, offer)


def part_document(case: Case, name: str | None, name_of: Callable[[Line], str | None]) -> Section:
    """Cost, gain and ROI of the lines of an offer or a kind."""
    costs, gains = ([line for line in lines if name_of(line) == name] for lines in (case.costs, case.gains))
    part = Case(case.grid, costs, gains, case.discounting)
    cost, gain = part.cost(), part.gain()
    roi = returns.roi(gain, cost)
    return {"id": name, "cost": shown(cost, CENT), "gain": shown(gain, CENT), "roi": shown(roi, RATIO)}


def discounted(case: Case) -> Section:
    """Present values and internal rates."""
    costs, gains = returns.within(case.costs, case.grid), returns.within(case.gains, case.grid)
    pv_cost = known(lambda _, worth: worth, case.cost(), returns.present(costs, case))
    pv_gain = known(lambda _, worth: worth, case.gain(), returns.present(gains, case))
    npv = known(lambda g, c: g - c, pv_gain, pv_cost)
    roots = [] if isinstance(case.both(), Undefined) else returns.irr_roots(case.netted())
    irr: Value | float = roots[0] if len(roots) == 1 else undefined("not unique" if roots else "not defined")
    if case.has_no_cost:
        irr = undefined("the cost is not above zero")
    return {
        "pv_cost": near(pv_cost, CENT),
        "pv_gain": near(pv_gain, CENT),
        "npv": near(npv, CENT),
        "roi_discounted": near(per_cost(npv, pv_cost), RATIO),
        "irr": known(lambda _: irr, case.both()) if isinstance(irr, Undefined) else near(irr, ROOT),
        "irr_roots": [near(root, ROOT) for root in roots],
        "mirr": near(known(lambda _, rate: rate, case.both(), returns.mirr(case)), ROOT),
    }


def over_time(case: Case) -> Section:
    """Payback, exposure and the flows period by period."""
    grid = case.grid
    costs, gains = case.by_period(case.costs), case.by_period(case.gains)
    nets = [g - c for g, c in zip(gains, costs, strict=True)]
    worth = [returns.present([f for f in case.signed() if grid.period(f) == n], case) for n in range(grid.periods)]
    later = known(lambda _, __: Fraction(0), case.both(), returns.present([], case))
    known_worth = [value for value in worth if isinstance(value, Fraction)]
    spent = known(lambda _: undefined("the cost is not above zero") if case.has_no_cost else Fraction(0), case.both())
    months = known(lambda _: returns.payback(nets, grid), spent)
    turning = returns.break_even(months)
    return {
        "payback_months": shown(months, MONTHS),
        "discounted_payback_months": near(
            known(lambda _, __: returns.payback(known_worth, grid), later, spent), MONTHS
        ),
        "break_even": turning if isinstance(turning, Undefined) else month_name(grid.origin + turning),
        "peak_exposure": shown(known(lambda _: min(returns.running(nets)), case.both()), CENT),
        "cash_flow": [period_document(case, n, nets, known_worth) for n in range(grid.periods)],
    }


def period_document(case: Case, n: int, nets: Sequence[Fraction], worth: Sequence[Fraction]) -> Section:
    """A period of the grid."""
    grid = case.grid
    plans = [plan for line in case.gains if (plan := plan_flows(line.section, grid)) is not None]
    planned = [flow for plan in plans for flow in plan if grid.inside(flow) and grid.period(flow) == n]
    so_far = [flow for plan in plans for flow in plan if grid.inside(flow) and grid.period(flow) <= n]
    cost, gain = case.cost(range(n, n + 1)), case.gain(range(n, n + 1))
    later = known(lambda _, __: Fraction(0), case.both(), returns.present([], case))
    return {
        "period": grid.name(n),
        "cost": shown(cost, CENT),
        "gain": shown(gain, CENT),
        "plan": shown(sum((flow.amount for flow in planned), Fraction(0)) if plans else undefined(), CENT),
        "cumulative": shown(known(lambda _: returns.running(nets)[n], case.both()), CENT),
        "discounted_cumulative": near(known(lambda _: returns.running(worth)[n], later), CENT),
        "plan_cumulative": shown(sum((f.amount for f in so_far), Fraction(0)) if plans else undefined(), CENT),
        "roi": shown(returns.roi(case.gain(range(n + 1)), case.cost(range(n + 1))), RATIO),
        "forecast": grid.is_forecast(n),
    }
