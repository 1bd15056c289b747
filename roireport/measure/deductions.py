"""From gross to net: what each step takes off a gain."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, figure, named, trimmed, typed
from roireport.measure.financial import STEPS, DatedAmount, GainResult, Omitted
from roireport.measure.gains import Gross, as_declared
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
    """Lag, ramp and drop-off touch forecast months of steady gains only: the rest is as measured, or as written."""
    if part.measured or part.position is None:
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
    kept = _product(deducted)
    whole = figure(_sum(part.part.amount for part in parts), "money", "gain_gross", basis=gross.basis)
    taken = _taken(gain, whole, parts, deducted)
    net = figure(
        _sum(part.after_drop_off for part in parts) * kept,
        "money",
        "gain_net",
        gross=whole,
        **dict(_inputs(gain, deducted)),
    )
    so_far = _sum(part.after_drop_off for part in parts if part.part.measured) * kept
    to_date = figure(so_far, "money", "gain_line_to_date", basis=gross.basis, **dict(_inputs(gain, deducted)))
    flows = tuple(_net_part(part, kept, net) for part in parts)
    reached = attainment_of_plan("plan_attainment_to_date", to_date, plan.to_date)
    forecast = any(not part.part.measured for part in parts)
    planned, count = (plan.total, plan.to_date, reached), gross.measured_periods
    rests = rests_on(gain, gross, within(grid, gross.parts), kept)
    return GainResult(gain, whole, taken, net, to_date, *planned, flows, plan.flows, forecast, count, rests)


def rests_on(gain: Gain, gross: Gross, parts: Iterable[AmountPart], kept: Decimal) -> tuple[tuple[Span, Decimal], ...]:
    """What each measured period of a per_unit gain brings net for a unit of its effect, its part of the mean too."""
    if not gross.counted:
        return ()
    months = len(gross.counted[0].months)
    own = dict.fromkeys((span.end for span in gross.counted), NOTHING)
    ahead = NOTHING
    for part in parts:
        unit = shaped(gain, replace(part, amount=gross.worth / months)).after_drop_off * kept
        if part.measured:
            own[part.day] += unit
        else:
            ahead += unit / len(gross.counted)
    return tuple((span, own[span.end] + ahead) for span in gross.counted)


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
    return DatedAmount(part.period, part.month, part.day, amount, part.measured)


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
    return GainResult(gain, none, taken, net, net, *planned, (), plan.flows, False, 0)


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
        so_far = _sum(part.amount for part in parts if part.measured)
        to_date = figure(so_far, "money", "plan_of_gain_to_date", plan=planned.basis)
        return cls(total, to_date, tuple(part.scaled(ALL, total) for part in parts))


def gain_omissions(gain: Gain, gross: Gross, grid: Grid) -> tuple[Omitted, ...]:
    """What of a gain is not counted: beyond the horizon (net), past periods without an effect, or all of it."""
    subject = f"gains.{gain.id}"
    if gross.why is not None:
        return (Omitted("without_value", subject, gross.why.key, None),)
    omitted = [Omitted("missing_period", subject, str(span), None) for span in gross.unmeasured]
    if gross.cut is not None:
        omitted.append(Omitted("cut_by_horizon", subject, str(gross.cut), None))
    after = beyond(grid, gross.parts)
    if after:
        deducted = rates(gain)
        amount = _sum(shaped(gain, part).after_drop_off for part in after) * _product(deducted)
        inputs = _inputs(gain, deducted)
        left_out = figure(amount, "money", "gain_beyond_horizon", basis=gross.basis, **inputs)
        omitted.append(Omitted("beyond_horizon", subject, stretch(grid, after), left_out))
    return tuple(omitted)
