"""From gross to net: what each step takes off a gain."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from roireport.measure.figure import Figure, Input, Reason, figure, named, trimmed, typed
from roireport.measure.financial import STEPS, DatedAmount, GainResult, Omitted, State
from roireport.measure.gains import as_declared
from roireport.measure.gross import Gross, UnitParts
from roireport.measure.plan import attainment_of_plan
from roireport.measure.shape import fading, ramp_up
from roireport.measure.timing import AmountPart, beyond, stretch, within
from roireport.model.gain import Gain
from roireport.model.grid import Grid
from roireport.model.period import Span

NOTHING, ALL = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as written, and the share of the gain that it keeps."""

    step: str
    written: Figure
    kept: Decimal


def rates(gain: Gain) -> tuple[Rate, ...]:
    """margin × (1 − deadweight) × (1 − displacement) × share × confidence × (1 − risk); silent ones take nothing.

    Phillips, ROI methodology: contribution × confidence of the estimate; HM Treasury, Green Book: additionality.
    """
    given = gain.attribution
    share = given.share if given else None
    confidence = given.confidence if given else None
    return (
        _keeps("margin", gain.margin, gain),
        _takes("deadweight", gain.deadweight, gain),
        _takes("displacement", gain.displacement, gain),
        Rate("attribution", typed(_or(share, ALL), "ratio", given.place("share") if given else None), _or(share, ALL)),
        Rate(
            "confidence",
            typed(_or(confidence, ALL), "ratio", given.place("confidence") if given else None),
            _or(confidence, ALL),
        ),
        _takes("risk", gain.risk, gain),
    )


def _or(given: Decimal | None, silent: Decimal) -> Decimal:
    return silent if given is None else given


def _keeps(step: str, given: Decimal | None, gain: Gain) -> Rate:
    kept = _or(given, ALL)
    return Rate(step, typed(kept, "ratio", gain.place(step)), kept)


def _takes(step: str, given: Decimal | None, gain: Gain) -> Rate:
    taken = _or(given, NOTHING)
    return Rate(step, typed(taken, "ratio", gain.place(step)), ALL - taken)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A part with what the ramp and the drop-off leave of it."""

    part: AmountPart
    after_ramp: Decimal
    after_drop_off: Decimal


def shaped(gain: Gain, part: AmountPart) -> Shaped:
    """Lag, ramp and drop-off touch the months of steady gains that nobody observed: the rest is as read, or written."""
    if part.state == "observed" or part.position is None:
        return Shaped(part, part.amount, part.amount)
    lag, ramp = gain.lag or 0, gain.ramp or 0
    risen = part.amount * ramp_up(part.position, lag, ramp)
    return Shaped(part, risen, risen * fading(part.position, lag, ramp, _or(gain.drop_off, NOTHING)))


def gain_result(gain: Gain, gross: Gross, grid: Grid) -> GainResult:
    """A gain within the horizon, from gross to net, step by step; gross − what is taken = net."""
    plan = _Plan.of(gain, grid)
    if gross.why is not None:
        return _without_value(gain, gross, gross.why, plan)
    parts = [shaped(gain, part) for part in within(grid, gross.parts)]
    deducted = rates(gain)
    kept, inputs = _product(deducted), _inputs(gain, deducted)

    def so_far(formula: str, *states: State) -> Figure:
        amount = _sum(part.after_drop_off for part in parts if part.part.state in states) * kept
        return figure(amount, "money", formula, basis=gross.basis, **inputs)

    whole = _within_horizon(gross, parts)
    net = figure(_sum(part.after_drop_off for part in parts) * kept, "money", "gain_net", gross=whole, **inputs)
    to_date = so_far("gain_line_to_date", "observed", "elapsed")
    return GainResult(
        gain=gain,
        gross=whole,
        taken=_taken(gain, whole, parts, deducted),
        net=net,
        to_date=to_date,
        observed=so_far("gain_line_observed", "observed"),
        plan=plan.total,
        plan_to_date=plan.to_date,
        plan_attainment_to_date=attainment_of_plan("plan_attainment_to_date", to_date, plan.to_date),
        flows=tuple(_net_part(part, kept, net) for part in parts),
        planned=plan.flows,
        forecast=any(part.part.state == "forecast" for part in parts),
        **(_of_units(gain, gross.units, grid, kept) if gross.units else {}),
    )


def _within_horizon(gross: Gross, parts: Iterable[Shaped]) -> Figure:
    """The gross amount within the horizon."""
    formula = "gain_gross_forecast" if gross.forecast else "gain_gross"
    amount = _sum(part.part.amount for part in parts)
    return Figure(amount, "money", formula, (Input("basis", gross.basis), *gross.forecast))


def _of_units(gain: Gain, units: UnitParts, grid: Grid, kept: Decimal) -> dict[str, Any]:
    """What only a per_unit gain has: its measured periods, those to come, and what rests on each."""
    return {
        "measured_periods": len(units.own),
        "mean_effect": units.mean_effect,
        "to_come": tuple(span for span in units.to_come if grid.month(span.first) < grid.horizon),
        "mean_of": units.mean_of,
        "rests_on": _rests_on(gain, units, grid, kept),
    }


def _rests_on(gain: Gain, units: UnitParts, grid: Grid, kept: Decimal) -> tuple[tuple[Span, Decimal], ...]:
    """The net money within the horizon for a unit of effect in each measured period, and in the mean it is part of."""

    def net(parts: Iterable[AmountPart]) -> Decimal:
        return _sum(shaped(gain, part).after_drop_off for part in within(grid, parts)) * kept

    ahead = net(units.forecast) / len(units.mean_of)
    return tuple((span, net(own) + (ahead if span in units.mean_of else 0)) for span, own in units.own)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return trimmed(sum(amounts, NOTHING))


def _product(deducted: tuple[Rate, ...]) -> Decimal:
    kept = ALL
    for rate in deducted:
        kept *= rate.kept
    return kept


def _net_part(shaped_part: Shaped, kept: Decimal, net: Figure) -> DatedAmount:
    part = shaped_part.part
    amount = Figure(shaped_part.after_drop_off * kept, "money", "part_of_line", named([("line", net)]))
    return DatedAmount(part.period, part.month, part.day, amount, part.state)


def _shape_inputs(gain: Gain) -> dict[str, Figure]:
    if gain.flows is not None:
        return {}
    return {
        "lag": typed(gain.lag or 0, "months", gain.place("lag")),
        "ramp": typed(gain.ramp or 0, "months", gain.place("ramp")),
        "drop_off": typed(_or(gain.drop_off, NOTHING), "ratio", gain.place("drop_off")),
    }


def _inputs(gain: Gain, deducted: tuple[Rate, ...]) -> dict[str, Figure]:
    return {**_shape_inputs(gain), **{rate.step: rate.written for rate in deducted}}


def _taken(
    gain: Gain, whole: Figure, parts: list[Shaped], deducted: tuple[Rate, ...]
) -> tuple[tuple[str, Figure], ...]:
    """What each step takes from what the step before it left."""
    form = _shape_inputs(gain)
    risen, left = _sum(part.after_ramp for part in parts), _sum(part.after_drop_off for part in parts)
    rising = {name: form[name] for name in ("lag", "ramp") if name in form}
    steps = [
        ("lag_ramp", figure(whole.known - risen, "money", "taken_by_lag_ramp", gross=whole, **rising)),
        ("drop_off", figure(risen - left, "money", "taken_by_drop_off", gross=whole, **form)),
    ]
    for rate in deducted:
        after = left * rate.kept
        steps.append(
            (rate.step, figure(left - after, "money", f"taken_by_{rate.step}", gross=whole, rate=rate.written))
        )
        left = after
    return tuple(steps)


def _without_value(gain: Gain, gross: Gross, why: Reason, plan: "_Plan") -> GainResult:
    none = gross.basis
    net = Figure(None, "money", "gain_net", named([("gross", none)]), why)
    taken = tuple((step, Figure(None, "money", f"taken_by_{step}", (), why)) for step in STEPS)
    planned = plan.total, plan.to_date, attainment_of_plan("plan_attainment_to_date", net, plan.to_date)
    return GainResult(gain, none, taken, net, net, net, *planned, (), plan.flows, forecast=False)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The net gain that had been expected within the horizon."""

    total: Figure
    to_date: Figure
    flows: tuple[DatedAmount, ...]

    @classmethod
    def of(cls, gain: Gain, grid: Grid) -> "_Plan":
        if gain.plan is None:
            none = Figure(None, "money", "plan_of_gain", (), Reason("no_plan"))
            return cls(none, none, ())
        planned = as_declared(gain.plan, grid)
        parts = within(grid, planned.parts)
        total = figure(_sum(part.amount for part in parts), "money", "plan_of_gain", plan=planned.basis)
        so_far = _sum(part.amount for part in parts if part.state != "forecast")
        to_date = figure(so_far, "money", "plan_of_gain_to_date", plan=planned.basis)
        return cls(total, to_date, tuple(part.scaled(ALL, total) for part in parts))


def gain_omissions(gain: Gain, gross: Gross, grid: Grid) -> tuple[Omitted, ...]:
    """What of a gain is not counted: beyond the horizon (net), cut or past periods without an effect, or all of it."""
    subject = f"gains.{gain.id}"
    omitted = [Omitted("missing_period", subject, str(span), None) for span in gross.unmeasured]
    omitted += [Omitted(key, subject, str(span), None) for key, span in gross.cut]
    if gross.why is not None:
        return (*omitted, Omitted("without_value", subject, gross.why.key, None))
    after = beyond(grid, gross.parts)
    if after:
        deducted = rates(gain)
        amount = _sum(shaped(gain, part).after_drop_off for part in after) * _product(deducted)
        inputs = _inputs(gain, deducted)
        left_out = figure(amount, "money", "gain_beyond_horizon", basis=gross.basis, **inputs)
        omitted.append(Omitted("beyond_horizon", subject, stretch(grid, after), left_out))
    return tuple(omitted)
