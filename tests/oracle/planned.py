"""The plan against the gains that have one, and how much of the expected effect could have shown by now."""

from collections.abc import Callable
from fractions import Fraction

from tests.oracle.grid import Flow, Grid
from tests.oracle.money import MEASURED, Line, plan_flows, total
from tests.oracle.published import CENT, RATIO, shown
from tests.oracle.returns import Case
from tests.oracle.written import Section, Undefined, Value, known, months_long, ratio, undefined


def planned_part(case: Case, engagement: Section) -> Section:
    """The plan against the gains that have one, and how much of the expected effect could have shown."""
    grid = case.grid
    planned = [(line, plan) for line in case.gains if (plan := plan_flows(line.section, grid)) is not None]

    def summed(part: Callable[[Line, list[Flow]], Fraction]) -> Value:
        return sum((part(*each) for each in planned), Fraction(0)) if planned else undefined("no plan is recorded")

    whole, due = summed(lambda _, plan: total(plan, grid)), summed(lambda _, plan: total(plan, grid, *MEASURED))
    missing = next((line.undefined for line, _ in planned if line.undefined), None)
    gain = missing or summed(lambda line, _: total(line.flows, grid))
    so_far = missing or summed(lambda line, _: total(line.flows, grid, *MEASURED))
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
