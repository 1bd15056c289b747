"""The unsure inputs of the ROI: ranges and measured effects, one at a time at its low and its high."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, figure, summed, typed
from roireport.measure.financial import CostResult, GainResult
from roireport.measure.interval import Precision
from roireport.measure.results import Effect, KpiResult, Swing
from roireport.measure.returns import net_return
from roireport.model.flow import Range

NOTHING, ALL = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class RangedInput:
    """A cost or gain with a range of factors on its amount."""

    name: str
    net: Figure
    range: Range
    is_gain: bool

    @property
    def amount(self) -> Decimal:
        """Its net amount; a gain without a value counts as nothing."""
        return self.net.value or NOTHING


@dataclass(frozen=True, slots=True)
class EffectInput:
    """The measured effect of a KPI that carries per_unit gains, with the precision of its wider interval."""

    name: str
    effect: Effect
    precision: Precision
    gains: tuple[GainResult, ...]

    @property
    def net(self) -> Figure:
        """The net amount of its gains."""
        return summed("money", "gains_of_effect", [(line.gain.id, line.net) for line in self.gains])


UncertainInput = RangedInput | EffectInput


def ranged_inputs(costs: Sequence[CostResult], gains: Sequence[GainResult]) -> tuple[RangedInput, ...]:
    """The inputs that have a range, in the order of the files, costs before gains."""
    inputs = [
        RangedInput(f"costs.{line.cost.id}", line.net, line.cost.range, False) for line in costs if line.cost.range
    ]
    inputs += [
        RangedInput(f"gains.{line.gain.id}", line.net, line.gain.range, True) for line in gains if line.gain.range
    ]
    return tuple(inputs)


def effect_inputs(kpis: Sequence[KpiResult], gains: Sequence[GainResult]) -> tuple[EffectInput, ...]:
    """The effects with an interval that carry a per_unit gain, in the order of the KPIs."""
    inputs = []
    for kpi in kpis:
        carried = tuple(line for line in gains if line.gain.per_unit is not None and line.gain.kpi == kpi.kpi.id)
        if carried and kpi.effect.wider is not None:
            inputs.append(EffectInput(f"kpis.{kpi.kpi.id}", kpi.effect, kpi.effect.wider, carried))
    return tuple(inputs)


def exposure(gain: GainResult) -> Decimal:
    """The net amount of a per_unit gain if the effect were 1 in every counted period."""
    return sum((amount for _, amount in gain.rests_on), NOTHING)


def sensitivity(inputs: Sequence[UncertainInput], gain: Figure, cost: Figure, benefit: Figure) -> tuple[Swing, ...]:
    """The swing of each input, the widest first, then by name (tornado; HM Treasury, Green Book: sensitivity)."""
    swings = [swing(line, gain, cost, benefit) for line in inputs]
    return tuple(sorted(swings, key=lambda line: (-_width(line), line.input)))


def _width(swing: Swing) -> Decimal:
    low, high = swing.roi_low.value, swing.roi_high.value
    return Decimal(-1) if low is None or high is None else abs(high - low)


def swing(input: UncertainInput, gain: Figure, cost: Figure, benefit: Figure) -> Swing:
    """The ROI with the input at low and at high, all else as it is; for a cost, low is the better one."""
    is_gain = not isinstance(input, RangedInput) or input.is_gain
    if isinstance(input, RangedInput):
        low, high = (roi_at(input, key, gain, cost) for key in ("low", "high"))
    else:
        low, high = (roi_at_effect(input, end, gain, cost) for end in wider_interval(input.effect))
    return Swing(input.name, low, high, switching_value(input.net, benefit, is_gain=is_gain))


def roi_at(input: RangedInput, key: str, gain: Figure, cost: Figure) -> Figure:
    """(gain − cost) / cost with one input multiplied by an end of its range."""
    by = typed(getattr(input.range, key), "ratio", input.range.place(key))
    change = (by.known - 1) * input.amount

    def ratio(cost: Decimal, gain: Decimal, line: Decimal, factor: Decimal) -> Decimal | Reason:
        return net_return(cost, gain + change) if input.is_gain else net_return(cost + change, gain)

    line = Figure(input.amount, "money", input.net.formula, input.net.inputs)
    return derived("ratio", "return_at_factor", ratio, cost=cost, gain=gain, line=line, factor=by)


def roi_at_effect(input: EffectInput, end: Figure, gain: Figure, cost: Figure) -> Figure:
    """(gain + exposure × (end − mean) − cost) / cost: the effect at an end of its interval in every counted period."""

    def ratio(cost: Decimal, gain: Decimal, exposure: Decimal, mean: Decimal, end: Decimal) -> Decimal | Reason:
        return net_return(cost, gain + exposure * (end - mean))

    nets = {line.gain.id: line.net for line in input.gains}
    moved = figure(sum(map(exposure, input.gains), NOTHING), "money", "effect_exposure", **nets)
    inputs = {"cost": cost, "gain": gain, "exposure": moved, "mean": input.effect.mean, "end": end}
    return derived("ratio", "return_at_effect", ratio, **inputs)


def wider_interval(effect: Effect) -> tuple[Figure, Figure]:
    """The ends of the wider of the two intervals of an effect, as they are shown (90 %)."""
    intervals = [(effect.low, effect.high), (effect.adjusted.low, effect.adjusted.high)]
    defined = [ends for ends in intervals if ends[0].defined and ends[1].defined]
    return max(defined, key=lambda ends: ends[1].known - ends[0].known, default=intervals[0])


def switching_value(line: Figure, benefit: Figure, *, is_gain: bool) -> Figure:
    """The factor on the input at which the ROI is 0; undefined where it would be negative.

    HM Treasury, Green Book: switching values. Gain: 1 − net benefit / its net; cost: 1 + net benefit / the line. An
    effect counts as the gains that it carries.
    """

    def factor(line: Decimal, benefit: Decimal) -> Decimal | Reason:
        if not line:
            return Reason("line_is_zero")
        value = 1 - benefit / line if is_gain else 1 + benefit / line
        return value if value >= 0 else Reason("switching_value_below_zero")

    return derived("ratio", "switching_value", factor, line=line, benefit=benefit)
