"""The plan agreed at the start, against what came of it."""

from collections.abc import Sequence
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, named, summed, undefined
from roireport.measure.financial import GainResult, PlanResult


def plan_result(gains: Sequence[GainResult]) -> PlanResult:
    """Plan and attainment to date and over the horizon; only gains that have a plan are held against it."""
    planned = [one for one in gains if one.plan.defined]
    total = _total("total_plan", [(one.gain.id, one.plan) for one in planned])
    to_date = _total("total_plan_to_date", [(one.gain.id, one.plan_to_date) for one in planned])
    gain = _whole("gain_of_planned", [(one.gain.id, one.net) for one in planned])
    gain_to_date = _whole("gain_of_planned_to_date", [(one.gain.id, one.to_date) for one in planned])
    return PlanResult(
        total=total,
        to_date=to_date,
        gain=gain,
        gain_to_date=gain_to_date,
        attainment=attainment_of_plan("plan_attainment", gain, total),
        attainment_to_date=attainment_of_plan("plan_attainment_to_date", gain_to_date, to_date),
    )


def _total(formula: str, lines: Sequence[tuple[str, Figure]]) -> Figure:
    return summed("money", formula, lines) if lines else undefined("money", formula, "no_plan")


def _whole(formula: str, lines: Sequence[tuple[str, Figure]]) -> Figure:
    """The sum, or the reason of the first gain that has no value yet: held against a plan, nothing is no zero."""
    why = next((line.why for _, line in lines if line.why), None)
    return Figure(None, "money", formula, named(lines), why) if why else _total(formula, lines)


def attainment_of_plan(formula: str, gain: Figure, plan: Figure) -> Figure:
    """Net gain / plan; a plan that is not positive is no measure. Earned against planned value: PMI, PMBOK Guide."""

    def share(plan: Decimal, gain: Decimal) -> Decimal | Reason:
        return gain / plan if plan > 0 else Reason("plan_not_positive")

    return derived("ratio", formula, share, plan=plan, gain=gain)
