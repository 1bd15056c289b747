"""The ROI in cases that a reader would ask for: lower shares, higher costs, later gains."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from roireport.measure.attribution import attributed_share
from roireport.measure.figure import Figure, derived, named
from roireport.measure.financial import GainResult
from roireport.measure.results import WhatIf
from roireport.measure.returns import return_on_investment
from roireport.model.grid import Grid

NOTHING, ALL = Decimal(0), Decimal(1)
SHARE_LOWER, MARGIN_LOWER = Decimal("0.20"), Decimal("0.05")
"""By how many points the shares and the margins are lower."""
VOLUME_KEPT, COST_GROWN = Decimal("0.80"), Decimal("1.20")
SOONER, LATER = 3, 6
"""By how many months the gains are late."""

Gains = Sequence[GainResult]
Change = Callable[[GainResult], Decimal]


def what_if(
    grid: Grid, gains: Gains, totals: tuple[Figure, Figure], to_date: Figure, first_year: Figure
) -> tuple[WhatIf, ...]:
    """The ROI of each case, all else as in the point estimate (HM Treasury, Green Book: sensitivity analysis).

    Args:
        totals: The gain and the cost of the point estimate.
        to_date: The gain to date.
        first_year: The ROI over twelve months.
    """
    gain, cost = totals

    def case(id: str, change: Change) -> WhatIf:
        return WhatIf(id, return_on_investment(gain_in_case(gains, gain, change), cost, "return_in_case"))

    dearer = derived("money", "cost_in_case", lambda cost: cost * COST_GROWN, cost=cost)
    largest = max((line for line in gains if line.net.defined), key=lambda line: line.net.known, default=None)
    return (
        case("shares_20_points_lower", lambda line: lower(line, attributed_share(line.gain).value, SHARE_LOWER)),
        case("margins_5_points_lower", lambda line: lower(line, line.gain.margin, MARGIN_LOWER)),
        case("volumes_20_percent_lower", fewer_units),
        WhatIf("costs_20_percent_higher", return_on_investment(gain, dearer, "return_in_case")),
        case("gains_3_months_later", lambda line: -lost_by_delay(line, grid, SOONER)),
        case("gains_6_months_later", lambda line: -lost_by_delay(line, grid, LATER)),
        WhatIf("without_forecast", return_on_investment(to_date, cost, "return_in_case")),
        case("without_largest_gain", lambda line: -line.net.known if line is largest else NOTHING),
        WhatIf("over_12_months", first_year),
    )


def gain_in_case(gains: Gains, gain: Figure, change: Change) -> Figure:
    """The gain with the change of each line that has a value."""
    if gain.value is None:
        return Figure(None, "money", "gain_in_case", named([("gain", gain)]), gain.why)
    changes = sum((change(line) for line in gains if line.net.defined), NOTHING)
    inputs = named([("gain", gain), *((f"gains.{line.gain.id}", line.net) for line in gains)])
    return Figure(gain.value + changes, "money", "gain_in_case", inputs)


def lower(line: GainResult, rate: Decimal | None, points: Decimal) -> Decimal:
    """How a net gain changes with a rate that is lower by so many points, not below 0."""
    if not rate:
        return NOTHING
    return line.net.known * (max(NOTHING, rate - points) / rate - 1)


def fewer_units(line: GainResult) -> Decimal:
    """How a per_unit gain changes with a smaller volume."""
    return line.net.known * (VOLUME_KEPT - 1) if line.gain.per_unit is not None else NOTHING


def lost_by_delay(line: GainResult, grid: Grid, months: int) -> Decimal:
    """What of a gain lies beyond the horizon if each month's amount comes so many months later."""
    late = (flow.amount.known for flow in line.flows if flow.month + months >= grid.horizon)
    return sum(late, NOTHING)
