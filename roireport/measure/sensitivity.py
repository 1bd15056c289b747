"""What the ROI hangs on: one input at a time to its low and its high."""

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
    found = [RangedInput(f"costs.{one.cost.id}", one.net, one.cost.range, False) for one in costs if one.cost.range]
    found += [
        RangedInput(f"gains.{one.gain.id}", one.net, one.gain.range, True, one.gain.kpi)
        for one in gains
        if one.gain.range
    ]
    return tuple(found)


def sensitivity(inputs: Sequence[RangedInput], gain: Figure, cost: Figure, benefit: Figure) -> tuple[Swing, ...]:
    """The swing of each input, the widest first, then by name (tornado; HM Treasury, Green Book: sensitivity)."""
    swings = [swing(one, gain, cost, benefit) for one in inputs]
    return tuple(sorted(swings, key=lambda one: (-_width(one), one.input)))


def _width(one: Swing) -> Decimal:
    low, high = one.roi_low.value, one.roi_high.value
    return Decimal(-1) if low is None or high is None else abs(high - low)


def swing(one: RangedInput, gain: Figure, cost: Figure, benefit: Figure) -> Swing:
    """The ROI with the input at low and at high, all else as it is; for a cost, low is the better one."""
    low = roi_at(one, one.range.low, "low", gain, cost)
    high = roi_at(one, one.range.high, "high", gain, cost)
    return Swing(one.name, low, high, switching_value(one, benefit))


def roi_at(one: RangedInput, factor: Decimal, key: str, gain: Figure, cost: Figure) -> Figure:
    """(gain − cost) / cost with one input multiplied by a factor."""
    change = (factor - 1) * one.amount

    def ratio(cost: Decimal, gain: Decimal, line: Decimal, factor: Decimal) -> Decimal | Reason:
        spent = cost if one.is_gain else cost + change
        won = gain + change if one.is_gain else gain
        return (won - spent) / spent if spent else Reason("cost_is_zero")

    by = typed(factor, "ratio", one.range.place(key))
    line = Figure(one.amount, "money", one.net.formula, one.net.inputs)
    return derived("ratio", "return_at_factor", ratio, cost=cost, gain=gain, line=line, factor=by)


def switching_value(one: RangedInput, benefit: Figure) -> Figure:
    """The factor on the input at which the ROI is 0; undefined where it would be negative.

    HM Treasury, Green Book: switching values. Gain: 1 − net benefit / its net; cost: 1 + net benefit / the line.
    """

    def factor(line: Decimal, benefit: Decimal) -> Decimal | Reason:
        if not line:
            return Reason("line_is_zero")
        made = 1 - benefit / line if one.is_gain else 1 + benefit / line
        return made if made >= 0 else Reason("switching_value_below_zero")

    return derived("ratio", "switching_value", factor, line=one.net, benefit=benefit)
