"""The share of the gain whose doubt is counted."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure, Reason, named
from roireport.measure.financial import GainResult
from roireport.measure.sensitivity import EffectInput

NOTHING: Final = Decimal(0)
NARROWEST, LOWEST = Decimal("0.10"), Decimal("0.80")
"""The least width of a range on observed amounts, and how far down any other must reach."""


def coverage(effects: Sequence[EffectInput], gains: Sequence[GainResult], gain: Figure, *, unsure: bool) -> Figure:
    """The share of the gain whose doubt is counted: Σ |net| of the gains with a doubt of their own / Σ |net| of all.

    Args:
        gain: The sum of the gains.
        unsure: Whether anything at all is unsure, costs included.
    """
    inputs = named((f"gains.{line.gain.id}", line.net) for line in gains)
    whole, part = absolute_net(gains), absolute_net(_covered(effects, gains))
    why = gain.why or (None if unsure and whole else Reason("gain_is_zero" if unsure else "no_range"))
    return Figure(None if why else part / whole, "ratio", "gain_coverage", inputs, why)


def _covered(effects: Sequence[EffectInput], gains: Sequence[GainResult]) -> list[GainResult]:
    """The gains that rest on an effect with an interval, or have enough of a range."""
    carried = {line.gain.id for effect in effects for line in effect.gains}
    return [line for line in gains if line.gain.id in carried or has_own_doubt(line)]


def absolute_net(gains: Iterable[GainResult]) -> Decimal:
    """Σ |net|; a gain without a value counts as nothing."""
    return sum((abs(line.net.value or NOTHING) for line in gains), NOTHING)


def has_own_doubt(line: GainResult) -> bool:
    """Whether the range of a gain says enough of its doubt.

    It is 10 points wide and all of the gain is observed, or it reaches down to 80 % or lower.
    """
    given = line.gain.range
    if given is None:
        return False
    observed = all(flow.state == "observed" for flow in line.flows)
    return given.low <= LOWEST or (observed and given.high - given.low >= NARROWEST)
