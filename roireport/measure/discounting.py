"""Present values by the convention that the engagement names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, derived, typed, undefined
from roireport.measure.financial import DatedAmount
from roireport.model.discounting import Convention, Discounting

DAYS_OF_A_YEAR = 365
"""Excel XNPV: actual days over 365, leap years too."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many years each flow lies in the future.

    month_end: m/12. year_end: n (Forrester TEI: costs at time 0 are not discounted, all else at the end of the year).
    spreadsheet: n + 1 (Excel NPV: the first flow is at the end of the first period). dated: days/365 from the first
    flow (Excel XNPV).
    """

    convention: Convention
    first_day: date

    @classmethod
    def of(cls, convention: Convention, flows: Iterable[DatedAmount], start: date) -> "Timeline":
        """The timeline of some flows; amounts of 0 are no flows."""
        return cls(convention, min((flow.day for flow in flows if flow.amount.known), default=start))

    def years(self, flow: DatedAmount) -> float:
        """When a flow falls, in years."""
        if self.convention == "dated":
            return (flow.day - self.first_day).days / DAYS_OF_A_YEAR
        if self.convention == "month_end":
            return flow.period / 12
        return float(flow.period + (self.convention == "spreadsheet"))


def discount_rate(discounting: Discounting) -> Figure:
    """The yearly rate, as written."""
    if discounting.rate is None:
        return undefined("ratio", "typed", "no_discount_rate")
    return typed(discounting.rate, "ratio", discounting.place("rate"))


def factor(rate: Decimal, years: float) -> Decimal:
    """1 / (1 + r)^t, in 64-bit floats; exactly 1 at t = 0."""
    return Decimal((1.0 + float(rate)) ** -years)


def discounted(flows: Iterable[DatedAmount], rate: Decimal, timeline: Timeline) -> Decimal:
    """Σ flow / (1 + r)^t."""
    parts = (flow.amount.known * factor(rate, timeline.years(flow)) for flow in flows)
    return sum(parts, Decimal(0))


def present_value(
    total: Figure, flows: Iterable[DatedAmount], rate: Figure, timeline: Timeline, formula: str
) -> Figure:
    """The present value of the flows that make up a total. HM Treasury, Green Book."""
    return derived("money", formula, lambda total, rate: discounted(flows, rate, timeline), total=total, rate=rate)


def net_present_value(pv_gain: Figure, pv_cost: Figure) -> Figure:
    """NPV = present value of the gains − present value of the costs."""
    return derived(
        "money", "net_present_value", lambda pv_cost, pv_gain: pv_gain - pv_cost, pv_cost=pv_cost, pv_gain=pv_gain
    )


def discounted_return(npv: Figure, pv_cost: Figure) -> Figure:
    """NPV / present value of the costs. Forrester, Total Economic Impact."""

    def ratio(pv_cost: Decimal, npv: Decimal) -> Decimal | Reason:
        return npv / pv_cost if pv_cost > 0 else Reason("cost_not_above_zero")

    return derived("ratio", "discounted_return", ratio, pv_cost=pv_cost, npv=npv)
