"""Amounts of engagements brought to one currency, by dated rates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from roireport.measure.figure import EXACT, Figure, derived, typed, undefined
from roireport.model.workspace import ExchangeRate, Workspace


class InMoney(Protocol):
    """What has amounts in a currency, as of a day."""

    @property
    def currency(self) -> str: ...
    @property
    def as_of(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Exchange:
    """The currency that amounts are brought to, and the rates that roireport.yaml dates."""

    currency: str
    rates: tuple[ExchangeRate, ...]

    @classmethod
    def of(cls, workspace: Workspace) -> "Exchange":
        """Into the currency of the site."""
        return cls(workspace.currency, workspace.exchange_rates)

    def rate_for(self, engagement: InMoney) -> ExchangeRate | None:
        """The newest rate from the engagement's currency that is dated no later than its cut-off; never an inverse."""
        if engagement.currency == self.currency:
            return None
        pair = (engagement.currency, self.currency)
        dated = [rate for rate in self.rates if (rate.from_, rate.to) == pair and rate.date <= engagement.as_of]
        return max(dated, key=lambda rate: rate.date, default=None)

    def converted(self, amount: Figure, engagement: InMoney) -> Figure:
        """amount × rate; the amount itself where it is in the currency already, undefined where there is no rate."""
        if engagement.currency == self.currency:
            return amount
        rate = self.rate_for(engagement)
        if rate is None:
            facts = {"currency": engagement.currency, "wanted": self.currency, "day": engagement.as_of.isoformat()}
            return undefined("money", "converted_amount", "no_exchange_rate", facts=facts.items(), amount=amount)
        factor = typed(rate.rate, "number", rate.place("rate"))
        return derived("money", "converted_amount", _product, amount=amount, rate=factor)


def _product(amount: Decimal, rate: Decimal) -> Decimal:
    return EXACT.multiply(amount, rate)
