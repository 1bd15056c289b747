"""An engagement in the portfolio: its page, and how its headline stands."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from roireport.assess.finding import Finding, Verdict
from roireport.measure.comparison import Candidate
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement

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
    findings: tuple[Finding, ...] = ()

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
        return self.published(self.results.financial.roi_12_months)

    @property
    def candidate(self) -> Candidate:
        """What a comparison looks at."""
        return Candidate(self.engagement, self.results, self.verdict.established)

    def published(self, figure: Figure) -> Decimal | None:
        """The value of a figure that a blocker withholds, where none does."""
        return figure.value if self.verdict.established else None
