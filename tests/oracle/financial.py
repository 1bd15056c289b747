"""The financial return, as a section of the document."""

from collections.abc import Sequence
from fractions import Fraction

from tests.oracle import returns
from tests.oracle.grid import Grid
from tests.oracle.money import MEASURED, STEPS, Line, plan_flows, total, value_of
from tests.oracle.offers import offer_kinds, offers
from tests.oracle.over_time import over_time
from tests.oracle.planned import planned_part
from tests.oracle.published import CENT, RATIO, ROOT, near, shown
from tests.oracle.returns import Case
from tests.oracle.written import Section, Undefined, Value, known, per_cost, undefined


def financial(case: Case, engagement: Section) -> Section:
    """The financial return."""
    grid, cost, gain = case.grid, case.cost(), case.gain()
    year = range(2) if grid.yearly else range(12)
    gross = known(lambda _: sum((total(g.gross, grid) for g in case.gains), Fraction(0)), gain)
    return {
        "cost": shown(cost, CENT),
        "cost_by_category": by_category(case),
        "gain": shown(gain, CENT),
        "gain_gross": shown(gross, CENT),
        "net_benefit": shown(known(lambda g, c: g - c, gain, cost), CENT),
        "roi": shown(whole(case, returns.roi(gain, cost)), RATIO),
        "bcr": shown(whole(case, per_cost(gain, cost)), RATIO),
        "cost_12_months": shown(case.cost(year), CENT),
        "gain_12_months": shown(case.gain(year), CENT),
        "roi_12_months": shown(returns.roi(case.gain(year), case.cost(year)), RATIO),
        "roi_first_year": shown(whole(case, returns.first_year(case)), RATIO),
        "beyond_horizon": shown(beyond(case), CENT),
        "gains": [gain_document(line, grid) for line in case.gains],
        "offers": offers(case, engagement.get("offer", [])),
        "offer_kinds": offer_kinds(case),
        **to_date(case),
        **discounted(case),
        **over_time(case),
        **planned_part(case, engagement),
    }


def whole(case: Case, ratio_to_cost: Value) -> Value:
    """A ratio to the whole cost; where that is not above 0, the contract's reason, or another that is right as well."""
    if case.has_no_cost and not isinstance(case.gain(), Undefined):
        others = ratio_to_cost.whys if isinstance(ratio_to_cost, Undefined) else frozenset()
        return Undefined(returns.NOT_ABOVE_ZERO.whys | others)
    return ratio_to_cost


def forecast_share(case: Case) -> Value:
    """1 − gain_to_date / gain, undefined where the gain is not above 0."""
    done = case.gain(None, *MEASURED)
    return known(lambda g, d: 1 - d / g if g > 0 else undefined(), case.gain(), done)


def to_date(case: Case) -> Section:
    """What is measured, and how much of it was observed."""
    cost, gain, observed = case.cost(None, *MEASURED), case.gain(None, *MEASURED), case.gain(None, "observed")
    return {
        "cost_to_date": shown(cost, CENT),
        "gain_to_date": shown(gain, CENT),
        "gain_observed": shown(observed, CENT),
        "observed_share": shown(known(lambda o, g: o / g if g > 0 else undefined(), observed, gain), RATIO),
        "roi_to_date": shown(returns.roi(gain, cost), RATIO),
        "forecast_share": shown(forecast_share(case), RATIO),
    }


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
        "to_date": shown(why or total(line.flows, grid, *MEASURED), CENT),
        "plan": shown(undefined() if plan is None else total(plan, grid), CENT),
        "plan_to_date": shown(undefined() if plan is None else total(plan, grid, *MEASURED), CENT),
    }


def discounted(case: Case) -> Section:
    """Present values and internal rates."""
    costs, gains = returns.within(case.costs, case.grid), returns.within(case.gains, case.grid)
    pv_cost = known(lambda _, worth: worth, case.cost(), returns.present(costs, case))
    pv_gain = known(lambda _, worth: worth, case.gain(), returns.present(gains, case))
    npv = known(lambda g, c: g - c, pv_gain, pv_cost)
    roots = [] if isinstance(case.both(), Undefined) else returns.irr_roots(case.netted())
    return {
        "pv_cost": near(pv_cost, CENT),
        "pv_gain": near(pv_gain, CENT),
        "npv": near(npv, CENT),
        "roi_discounted": near(per_cost(npv, pv_cost), RATIO),
        "irr": near(internal_rate(case, roots), ROOT),
        **({} if case.is_loan else {"irr_roots": [near(root, ROOT) for root in roots]}),
        "mirr": near(known(lambda _, rate: rate, case.both(), returns.mirr(case)), ROOT),
    }


def internal_rate(case: Case, roots: Sequence[float]) -> Value | float:
    """The one root within, or why there is none: no cost above 0, then a loan's flows, before what the roots say."""
    both = case.both()
    if case.is_loan and not case.has_no_cost:
        if not isinstance(both, Undefined):
            return returns.NOT_MEANINGFUL
        return undefined(*both.whys, *returns.NOT_MEANINGFUL.whys) if both.whys else both
    if isinstance(both, Undefined):
        return both
    if case.has_no_cost:
        return returns.NOT_ABOVE_ZERO
    return roots[0] if len(roots) == 1 else undefined("not unique" if roots else "not defined")
