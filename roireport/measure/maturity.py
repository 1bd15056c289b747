"""How much of the expected effect could have shown by now."""

from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, typed, undefined
from roireport.measure.shape import ramp_up
from roireport.model.expectation import Challenges, Expectations
from roireport.model.grid import Grid


def maturity(challenges: Challenges, grid: Grid, plan: Figure, plan_to_date: Figure) -> Figure:
    """The share of the effect expected within the horizon that was due by as_of; undefined where nothing was agreed.

    By what was agreed on the first and the full effect; where that is silent, by the plans of the gains. Returns
    come later than costs (Phillips, ROI methodology: when to collect data): a low share is no low return.
    """
    agreed = challenges.expectations
    if agreed is not None and (agreed.first_effect is not None or agreed.full_effect is not None):
        return by_expectations(agreed, grid)
    if plan.defined:
        return by_plan(plan, plan_to_date)
    return undefined("ratio", "maturity", "nothing_agreed", plan=plan)


def by_expectations(agreed: Expectations, grid: Grid) -> Figure:
    """Σ expected effect of the months that have ended / Σ expected effect of the horizon's.

    The effect of month m is 0 before the first effect, rises evenly, and is whole from the month of the full effect
    on, as lag and ramp do; a silent first effect is the start, a silent full effect comes with the first.
    """
    first = agreed.first_effect or 0
    full = first if agreed.full_effect is None else max(first, agreed.full_effect)
    effects = [ramp_up(month, first, full - first + 1) for month in range(grid.horizon)]
    due = sum((effect for month, effect in enumerate(effects) if grid.has_ended(month)), Decimal(0))
    whole = sum(effects, Decimal(0))

    def share(**_: Decimal) -> Decimal | Reason:
        return due / whole if whole else Reason("horizon_before_first_effect")

    return derived(
        "ratio",
        "maturity",
        share,
        first_effect=typed(first, "months", agreed.place("first_effect")),
        full_effect=typed(full, "months", agreed.place("full_effect")),
    )


def by_plan(plan: Figure, plan_to_date: Figure) -> Figure:
    """The net gain planned to date / the net gain planned within the horizon."""

    def share(plan: Decimal, plan_to_date: Decimal) -> Decimal | Reason:
        return plan_to_date / plan if plan > 0 else Reason("plan_not_positive")

    return derived("ratio", "maturity_by_plan", share, plan=plan, plan_to_date=plan_to_date)
