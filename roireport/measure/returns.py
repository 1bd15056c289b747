"""The return: ROI, benefit-cost ratio, to date, after twelve months, by offer and by kind of offer."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from roireport.measure.figure import Figure, Reason, derived, named, summed, trimmed, undefined
from roireport.measure.financial import CostResult, DatedAmount, GainResult, OfferResult, Omitted
from roireport.model.cost import Category
from roireport.model.grid import Grid
from roireport.model.offer import OFFER_KINDS, OfferKind

Costs = Sequence[CostResult]
Gains = Sequence[GainResult]
Lines = Sequence[tuple[str, Figure]]


def total_cost(lines: Lines, formula: str = "total_cost") -> Figure:
    """The sum of cost lines; no line is no cost known, lines of 0 are a cost of 0."""
    return summed("money", formula, lines) if lines else undefined("money", formula, "no_cost")


def total_gain(lines: Lines, formula: str = "total_gain") -> Figure:
    """The sum of gain lines; one without a value counts as nothing, and where none has one there is no sum."""
    if not lines:
        return undefined("money", formula, "no_gain")
    if not any(line.defined for _, line in lines):
        return Figure(None, "money", formula, named(lines), lines[0][1].why)
    return summed("money", formula, lines)


def return_on_investment(gain: Figure, cost: Figure, formula: str = "return_on_investment") -> Figure:
    """Net gain per unit invested: (gain − cost) / cost. Phillips, ROI methodology."""
    return derived("ratio", formula, net_return, cost=cost, gain=gain)


def net_return(cost: Decimal, gain: Decimal) -> Decimal | Reason:
    """(gain − cost) / cost; a cost that is not above 0 has no return."""
    return (gain - cost) / cost if cost > 0 else Reason("cost_not_above_zero")


def benefit_cost_ratio(gain: Figure, cost: Figure) -> Figure:
    """Gain per unit invested: gain / cost = ROI + 1. HM Treasury, Green Book."""

    def ratio(cost: Decimal, gain: Decimal) -> Decimal | Reason:
        return gain / cost if cost > 0 else Reason("cost_not_above_zero")

    return derived("ratio", "benefit_cost_ratio", ratio, cost=cost, gain=gain)


def net_benefit(gain: Figure, cost: Figure) -> Figure:
    """gain − cost."""
    return derived("money", "net_benefit", lambda cost, gain: gain - cost, cost=cost, gain=gain)


def forecast_share(gain: Figure, to_date: Figure) -> Figure:
    """The part of the gain that is not measured yet: 1 − gain to date / gain; undefined unless the gain is positive."""

    def share(gain: Decimal, to_date: Decimal) -> Decimal | Reason:
        return 1 - to_date / gain if gain > 0 else Reason("gain_not_positive")

    return derived("ratio", "forecast_share", share, gain=gain, to_date=to_date)


def observed_share(observed: Figure, to_date: Figure) -> Figure:
    """The part of the gain to date that was read off a series or accounts; the rest has merely elapsed."""

    def share(to_date: Decimal, observed: Decimal) -> Decimal | Reason:
        return observed / to_date if to_date > 0 else Reason("gain_to_date_not_positive")

    return derived("ratio", "observed_share", share, to_date=to_date, observed=observed)


def gain_of_first_year_of_benefits(gains: Gains, grid: Grid) -> Figure:
    """The net gain of the twelve months from the first month whose net gain is not 0, within the horizon.

    On a year grid of that period, and of periods 0 and 1 where it is 0. Phillips, ROI methodology: first-year
    benefits.
    """
    by_period = _net_by_period(gains)
    first = next((period for period in sorted(by_period) if by_period[period]), None)
    whole = total_gain([(one.gain.id, one.net) for one in gains], "gain_first_year")
    if first is None or not whole.defined:
        return Figure(None, "money", "gain_first_year", whole.inputs, whole.why or Reason("no_month_with_a_gain"))
    last = max(first, 1) if grid.yearly else first + 11
    lines = [(one.gain.id, _between(one.flows, (first, last), one.net, "line_first_year")) for one in gains]
    return total_gain(lines, "gain_first_year")


def _net_by_period(gains: Gains) -> dict[int, Decimal]:
    """The net gain of each period that has one."""
    sums: dict[int, Decimal] = {}
    for flow in (flow for one in gains for flow in one.flows):
        sums[flow.period] = sums.get(flow.period, Decimal(0)) + flow.amount.known
    return {period: trimmed(amount) for period, amount in sums.items()}


def cost_of_first_year(costs: Costs, grid: Grid) -> Figure:
    """The cost of grid months 0 to 11, or of periods 0 and 1 of a year grid, within the horizon."""
    return total_cost([(one.cost.id, _opening(one.flows, grid, one.net)) for one in costs], "cost_12_months")


def gain_of_first_year(gains: Gains, grid: Grid) -> Figure:
    """The net gain of the same periods."""
    return total_gain([(one.gain.id, _opening(one.flows, grid, one.net)) for one in gains], "gain_12_months")


def _opening(flows: Iterable[DatedAmount], grid: Grid, line: Figure) -> Figure:
    return _between(flows, (0, grid.first_year - 1), line, "line_12_months")


def _between(flows: Iterable[DatedAmount], periods: tuple[int, int], line: Figure, formula: str) -> Figure:
    """What of a line falls in the periods from … to."""
    first, last = periods
    parts = (flow.amount.known for flow in flows if first <= flow.period <= last)
    return derived("money", formula, lambda line: trimmed(sum(parts, Decimal(0))), line=line)


def cost_by_category(costs: Costs) -> tuple[tuple[Category, Figure], ...]:
    """The cost of each category that has a line, in the order of the categories."""
    by_category: list[tuple[Category, Figure]] = []
    for category in get_args(Category):
        lines = [(line.cost.id, line.net) for line in costs if line.cost.category == category]
        if lines:
            by_category.append((category, total_cost(lines, "cost_of_category")))
    return tuple(by_category)


def gain_beyond_horizon(gains: Gains, omitted: Iterable[Omitted]) -> Figure:
    """The net gains that would come after the horizon and are not counted; none where no gain has a value."""
    left_out = [
        (item.subject.removeprefix("gains."), item.amount)
        for item in omitted
        if item.key == "beyond_horizon" and item.subject.startswith("gains.") and item.amount
    ]
    whole = total_gain([(line.gain.id, line.net) for line in gains])
    if not whole.defined:
        return Figure(None, "money", "beyond_horizon", named(left_out), whole.why)
    return summed("money", "beyond_horizon", left_out)


def offers(declared: Iterable[str], costs: Costs, gains: Gains, grid: Grid) -> tuple[OfferResult, ...]:
    """Cost, gain and ROI of each offer that has a line; lines without an offer come last, under None."""
    named = [line.cost.offer for line in costs] + [line.gain.offer for line in gains]
    present = dict.fromkeys([*(offer for offer in declared if offer in named), *named])
    order = sorted(present, key=lambda offer: offer is None)
    return tuple(offer_result(offer, costs, gains, grid) for offer in order)


def offer_result(offer: str | None, costs: Costs, gains: Gains, grid: Grid) -> OfferResult:
    """One offer: an offer without a cost line has no ROI, nor has one without a gain."""
    own = [line for line in gains if line.gain.offer == offer]
    cost = total_cost([(line.cost.id, line.net) for line in costs if line.cost.offer == offer], "cost_of_offer")
    gain = total_gain([(line.gain.id, line.net) for line in own], "gain_of_offer")
    return _offer(offer, cost, gain, gain_of_first_year_of_benefits(own, grid))


def _offer(id: str | None, cost: Figure, gain: Figure, first_year: Figure) -> OfferResult:
    roi = return_on_investment(gain, cost)
    return OfferResult(id, cost, gain, roi, first_year, return_on_investment(first_year, cost, "return_of_first_year"))


def offer_kinds(
    of_offers: Sequence[OfferResult], kind_of: Mapping[str, OfferKind], gains: Gains, grid: Grid
) -> tuple[OfferResult, ...]:
    """Cost, gain and ROI of each kind that has a line, in the order of the kinds; lines without an offer come last."""
    by_kind = {
        kind: [result for result in of_offers if _kind(result.id, kind_of) == kind] for kind in (*OFFER_KINDS, None)
    }
    own = {kind: [line for line in gains if _kind(line.gain.offer, kind_of) == kind] for kind in by_kind}
    return tuple(
        offer_kind_result(kind, offers, gain_of_first_year_of_benefits(own[kind], grid))
        for kind, offers in by_kind.items()
        if offers
    )


def offer_kind_result(kind: OfferKind | None, of_kind: Sequence[OfferResult], first_year: Figure) -> OfferResult:
    """One kind: the sums of its offers; undefined where no offer of the kind has a cost, or a gain."""
    costs = [(str(result.id), result.cost) for result in of_kind if result.cost.defined]
    gains = [(str(result.id), result.gain) for result in of_kind if result.gain.defined]
    cost, gain = total_cost(costs, "cost_of_offer_kind"), total_gain(gains, "gain_of_offer_kind")
    return _offer(kind, cost, gain, first_year)


def _kind(offer: str | None, kind_of: Mapping[str, OfferKind]) -> OfferKind | None:
    return None if offer is None else kind_of.get(offer)
