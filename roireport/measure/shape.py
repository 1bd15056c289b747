"""How a steady gain comes and goes: lag, ramp and drop-off."""

from decimal import Decimal

ONE = Decimal(1)


def ramp_up(month: int, lag: int, ramp: int) -> Decimal:
    """The share of full effect reached in a month (from 0): 0 before the lag is over, then min(1, (m − L + 1)/R).

    A ramp of 0 or 1 months is full effect at once.
    """
    if month < lag:
        return Decimal(0)
    return min(ONE, Decimal(month - lag + 1) / max(1, ramp))


def full_effect(lag: int, ramp: int) -> int:
    """The month, from 0, that is the first with the full effect."""
    return lag + max(1, ramp) - 1


def fading(month: int, lag: int, ramp: int, drop_off: Decimal) -> Decimal:
    """What is left after drop-off: (1 − d)^k, k the whole years since full effect, month L + R − 1.

    Nicholls et al., A Guide to Social Return on Investment (2012): drop-off, a yearly rate once an effect is full.
    """
    years = (month - full_effect(lag, ramp)) // 12
    return (ONE - drop_off) ** years if years > 0 else ONE
