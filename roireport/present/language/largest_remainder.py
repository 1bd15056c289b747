"""Rounds parts so that the shown parts add up to the shown total."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from roireport.measure.figure import EXACT
from roireport.present.language.formats import round_half_up


def largest_remainder(parts: Sequence[Decimal], places: int = 0, total: Decimal | None = None) -> tuple[Decimal, ...]:
    """Round parts to `places` decimals so that they add up to `total`, or to their rounded sum.

    Each part is first rounded down; the steps still missing go to the largest remainders, the first where equal
    (Hamilton's method, 1792). A total more than a step a part away from the sum is shared round after round.
    """
    if not parts:
        return ()
    step = Decimal(1).scaleb(-places)
    aim = round_half_up(sum(parts, Decimal(0)) if total is None else total, places)
    floors = [part.quantize(step, rounding=ROUND_FLOOR, context=EXACT) for part in parts]
    missing = int((aim - sum(floors)) / step)
    rounds, left = divmod(missing, len(parts))
    first = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i], i))[:left]
    return tuple(floor + step * (rounds + (i in first)) + Decimal(0) for i, floor in enumerate(floors))
