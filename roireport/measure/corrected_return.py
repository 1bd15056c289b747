"""The ROI as if a doubt were right, and its difference from the ROI."""

from collections.abc import Sequence
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, figure, summed

Parts = Sequence[tuple[str, Figure]]
"""Amounts by the id of their line."""
ONE, TWO = Decimal(1), Decimal(2)


def corrected_return(gain: Figure, cost: Figure, in_doubt: Parts, not_counted: Parts) -> Figure:
    """(gain − in doubt − cost − not counted) / (cost + not counted). HM Treasury, Green Book: sensitivity analysis.

    Args:
        in_doubt: The net gain that may not be there, by gain.
        not_counted: The cost that is missing from the cost, by cost.
    """

    def ratio(gain: Decimal, cost: Decimal, in_doubt: Decimal, not_counted: Decimal) -> Decimal | Reason:
        whole = cost + not_counted
        return (gain - in_doubt - whole) / whole if whole > 0 else Reason("cost_not_above_zero")

    less, more = summed("money", "gain_in_doubt", in_doubt), summed("money", "cost_not_counted", not_counted)
    return derived("ratio", "corrected_return", ratio, gain=gain, cost=cost, in_doubt=less, not_counted=more)


def effect_on_return(roi: Figure, corrected: Figure) -> Figure:
    """ROI as if the doubt were right − ROI: points as a fraction, negative where the doubt lowers the ROI."""
    return derived("ratio", "effect_on_return", lambda roi, corrected: corrected - roi, roi=roi, corrected=corrected)


def half_of_gain(net: Figure) -> Figure:
    """Net gain / 2."""
    return figure(net.known / TWO, "money", "half_of_gain", net=net)


def part_in_doubt(net: Figure, kept: Decimal) -> Figure:
    """Net gain × (1 − what is kept); negative where more is kept than counted."""
    return figure(net.known * (ONE - kept), "money", "part_in_doubt", net=net)


def gain_forecast(net: Figure, to_date: Figure) -> Figure:
    """What of a net gain is still to come: net − to date."""
    return figure(net.known - to_date.known, "money", "gain_forecast", net=net, to_date=to_date)


def forecast_in_doubt(forecast: Figure, amount: Decimal) -> Figure:
    """An amount of what is still to come."""
    return figure(amount, "money", "forecast_in_doubt", forecast=forecast)


def half_of_elapsed(to_date: Figure, observed: Figure) -> Figure:
    """(gain to date − what was observed of it) / 2."""
    return figure(
        (to_date.known - observed.known) / TWO, "money", "half_of_elapsed", to_date=to_date, observed=observed
    )
