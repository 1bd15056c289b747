"""An engagement in the portfolio: what of it may be added up and compared with others."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from roireport.assess.finding import Verdict
from roireport.measure.figure import EXACT, Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.workspace import ExchangeRate, Workspace

State = Literal["reached", "below", "profit", "loss", "withheld", "undefined"]
"""Of an ROI: against its target, or against zero where it has none; withheld by a blocker; without a value."""


@dataclass(frozen=True, slots=True)
class PortfolioEntry:
    """An engagement with its page; `pdfs` are (language, address), addresses relative to the site's root."""

    engagement: Engagement
    results: Results
    verdict: Verdict
    page: str
    pdfs: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return str(self.engagement.client.name)

    @property
    def state(self) -> State:
        """How the headline ROI stands."""
        roi, target = self.results.financial.roi, self.engagement.target_roi
        if not self.verdict.established:
            return "withheld"
        if roi.value is None:
            return "undefined"
        if target is None:
            return "profit" if roi.value > 0 else "loss"
        return "reached" if roi.value >= target else "below"

    @property
    def roi_12_months(self) -> Decimal | None:
        """The ROI that compares across horizons; None where it is withheld or undefined."""
        return self.results.financial.roi_12_months.value if self.verdict.established else None

    @property
    def net_benefit(self) -> Decimal | None:
        """Gain less cost in the engagement's own currency; None where it is withheld or undefined."""
        return self.results.financial.net_benefit.value if self.verdict.established else None

    def published(self, figure: Figure) -> Decimal | None:
        """The value of a figure that a blocker withholds, where none does."""
        return figure.value if self.verdict.established else None


def rate_for(entry: PortfolioEntry, workspace: Workspace) -> ExchangeRate | None:
    """The newest rate from the engagement's currency to the site's that is dated no later than its cut-off."""
    own, wanted = entry.engagement.currency, site_currency(workspace)
    rates = [
        rate
        for rate in workspace.exchange_rates
        if rate.from_ == own and rate.to == wanted and rate.date <= entry.engagement.as_of
    ]
    return max(rates, key=lambda rate: rate.date, default=None)


def converted(amount: Decimal | None, entry: PortfolioEntry, workspace: Workspace) -> Decimal | None:
    """An amount in the site's currency; None where it is in another one and there is no rate."""
    if amount is None or entry.engagement.currency == site_currency(workspace):
        return amount
    rate = rate_for(entry, workspace)
    return EXACT.multiply(amount, rate.rate) if rate else None


def site_currency(workspace: Workspace) -> str:
    """The currency of the site, else the firm's default one, else euros."""
    return str(workspace.site.currency or workspace.defaults.currency or "EUR")


def median(values: list[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the two in the middle; None for none."""
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else EXACT.divide(ordered[half - 1] + ordered[half], Decimal(2))
