"""The value of one input at which the ROI is 0, or the target, in the unit in which it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from roireport.measure.attribution import attributed_share
from roireport.measure.figure import Figure, Reason, derived, typed
from roireport.measure.financial import GainResult
from roireport.measure.results import BreakEven, KpiResult

ALL = Decimal(1)


@dataclass(frozen=True, slots=True)
class ScaledInput:
    """An input of a gain that the net amount is proportional to; a `rate` cannot exceed 100 %."""

    name: str
    value: Figure
    rate: bool = False


def break_even_values(
    gains: Sequence[GainResult], kpis: Mapping[str, KpiResult], totals: tuple[Figure, Figure], target: Figure
) -> tuple[BreakEven, ...]:
    """For each input of each gain above 0, its value at an ROI of 0 and, where there is one, at the target.

    HM Treasury, Green Book: switching values.

    Args:
        totals: The gain and the cost of the point estimate.
    """
    aims: list[tuple[Literal["zero", "target"], Figure]] = [("zero", typed(0, "ratio", None))]
    if target.defined:
        aims.append(("target", target))
    return tuple(
        BreakEven(f"gains.{line.gain.id}.{input.name}", line.gain.id, at, value_at(input, line, totals, aim))
        for line in gains
        if line.net.value is not None and line.net.value > 0
        for input in scaled_inputs(line, kpis)
        for at, aim in aims
    )


def scaled_inputs(line: GainResult, kpis: Mapping[str, KpiResult]) -> Iterator[ScaledInput]:
    """The share, the margin, the amount, or the volume and the effect of a gain."""
    gain, unit = line.gain, line.gain.per_unit
    yield ScaledInput("attribution.share", attributed_share(gain), rate=True)
    if gain.margin is not None:
        yield ScaledInput("margin", typed(gain.margin, "ratio", gain.place("margin")), rate=True)
    if unit is None:
        yield ScaledInput("amount", line.gross)
        return
    if unit.volume is not None:
        yield ScaledInput("per_unit.volume", typed(unit.volume, "number", unit.place("volume")))
    yield ScaledInput("effect", kpis[gain.kpi or ""].effect.mean)


def value_at(input: ScaledInput, line: GainResult, totals: tuple[Figure, Figure], aim: Figure) -> Figure:
    """value × (1 − (gain − (1 + aim) × cost) / the net amount of the line)."""

    def value(cost: Decimal, gain: Decimal, line: Decimal, value: Decimal, aim: Decimal) -> Decimal | Reason:
        if cost <= 0:
            return Reason("cost_not_above_zero")
        factor = 1 - (gain - (1 + aim) * cost) / line
        if factor < 0:
            return Reason("not_needed")
        reached = value * factor
        return Reason("not_even_at_all") if input.rate and reached > ALL else reached

    figures = {"cost": totals[1], "gain": totals[0], "line": line.net, "value": input.value, "aim": aim}
    return derived(input.value.unit, "break_even_value", value, **figures)
