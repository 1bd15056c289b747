"""Payback, exposure and the flows period by period."""

from collections.abc import Sequence
from fractions import Fraction

from tests.oracle import returns
from tests.oracle.grid import STATES
from tests.oracle.money import plan_flows
from tests.oracle.published import CENT, MONTHS, RATIO, near, shown
from tests.oracle.returns import Case
from tests.oracle.written import Section, Undefined, known, month_name, undefined


def over_time(case: Case) -> Section:
    """Payback, exposure and the flows period by period."""
    grid = case.grid
    costs, gains = case.by_period(case.costs), case.by_period(case.gains)
    nets = [g - c for g, c in zip(gains, costs, strict=True)]
    worth = [returns.present([f for f in case.signed() if grid.period(f) == n], case) for n in range(grid.periods)]
    later = known(lambda _, __: Fraction(0), case.both(), returns.present([], case))
    known_worth = [value for value in worth if isinstance(value, Fraction)]
    spent = known(lambda _: returns.NOT_ABOVE_ZERO if case.has_no_cost else Fraction(0), case.both())
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
        **state_of(case, n),
    }


def state_of(case: Case, n: int) -> Section:
    """The state of the least sure of the gains of a period; which one a period without a gain has is open."""
    states = {f.state for f in returns.within(case.gains, case.grid) if case.grid.period(f) == n}
    return {"state": max(states, key=STATES.index)} if states else {}
