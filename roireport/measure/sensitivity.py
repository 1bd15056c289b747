"""The sensitivity of the ROI: one input at a time at its low and its high."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, typed
from roireport.measure.financial import CostResult, GainResult
from roireport.measure.results import Swing
from roireport.model.flow import Range


@dataclass(frozen=True, slots=True)
class RangedInput:
    """A cost or gain with a range of factors on its amount; `kpi` where a gain has one."""

    name: str
    net: Figure
    range: Range
    is_gain: bool
    kpi: str | None = None

    @property
    def amount(self) -> Decimal:
        """Its net amount; a gain without a value counts as nothing."""
        return self.net.value or Decimal(0)


def ranged_inputs(costs: Sequence[CostResult], gains: Sequence[GainResult]) -> tuple[RangedInput, ...]:
    """The inputs that have a range, in the order of the files, costs before gains."""
    inputs = [
        RangedInput(f"costs.{line.cost.id}", line.net, line.cost.range, False) for line in costs if line.cost.range
    ]
    inputs += [
        RangedInput(f"gains.{line.gain.id}", line.net, line.gain.range, True, line.gain.kpi)
        for line in gains
        if line.gain.range
    ]
    return tuple(inputs)


def sensitivity(inputs: Sequence[RangedInput], gain: Figure, cost: Figure, benefit: Figure) -> tuple[Swing, ...]:
    """The swing of each input, the widest first, then by name (tornado; HM Treasury, Green Book: sensitivity)."""
    swings = [swing(line, gain, cost, benefit) for line in inputs]
    return tuple(sorted(swings, key=lambda line: (-_width(line), line.input)))


def _width(swing: Swing) -> Decimal:
    low, high = swing.roi_low.value, swing.roi_high.value
    return Decimal(-1) if low is None or high is None else abs(high - low)


def swing(input: RangedInput, gain: Figure, cost: Figure, benefit: Figure) -> Swing:
    """The ROI with the input at low and at high, all else as it is; for a cost, low is the better one."""
    low = roi_at(input, input.range.low, "low", gain, cost)
    high = roi_at(input, input.range.high, "high", gain, cost)
    return Swing(input.name, low, high, switching_value(input, benefit))


def roi_at(input: RangedInput, factor: Decimal, key: str, gain: Figure, cost: Figure) -> Figure:
    """(gain − cost) / cost with one input multiplied by a factor."""
    change = (factor - 1) * input.amount

    def ratio(cost: Decimal, gain: Decimal, line: Decimal, factor: Decimal) -> Decimal | Reason:
        spent = cost if input.is_gain else cost + change
        won = gain + change if input.is_gain else gain
        return (won - spent) / spent if spent > 0 else Reason("cost_not_above_zero")

    by = typed(factor, "ratio", input.range.place(key))
    line = Figure(input.amount, "money", input.net.formula, input.net.inputs)
    return derived("ratio", "return_at_factor", ratio, cost=cost, gain=gain, line=line, factor=by)


def switching_value(input: RangedInput, benefit: Figure) -> Figure:
    """The factor on the input at which the ROI is 0; undefined where it would be negative.

    HM Treasury, Green Book: switching values. Gain: 1 − net benefit / its net; cost: 1 + net benefit / the line.
    """

    def factor(line: Decimal, benefit: Decimal) -> Decimal | Reason:
        if not line:
            return Reason("line_is_zero")
        value = 1 - benefit / line if input.is_gain else 1 + benefit / line
        return value if value >= 0 else Reason("switching_value_below_zero")

    return derived("ratio", "switching_value", factor, line=input.net, benefit=benefit)
