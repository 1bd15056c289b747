"""An engagement in the portfolio: its figures, its page, how its headline stands, what is open, due and accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from roireport.assess.finding import Finding, Verdict
from roireport.measure.candidate import Candidate, as_candidate
from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.workspace import Severity

State = Literal["reached", "below", "profit", "loss", "withheld", "undefined"]
"""Of an ROI: against its target, or against zero where it has none; withheld by a blocker; without a value."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be measured on a day after the data: a KPI by its name, or all of the engagement."""

    on: date
    kpi: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance as it was written."""

    rule: str
    by: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class PortfolioEntry:
    """An engagement with its page; addresses are relative to the site's root.

    It holds what the pages of the portfolio say and no more, so that a thousand of them are read in no time.
    """

    compared: Candidate
    title: str
    offer: tuple[str, ...]
    """The offers that it declares."""
    status: str
    state: State
    page: str
    pdfs: tuple[tuple[str, str], ...] = ()
    """(language, address)"""
    open: tuple[tuple[str, Severity], ...] = ()
    """The rule and the severity of each finding that nobody accepted."""
    dues: tuple[Due, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def id(self) -> str:
        return self.compared.id

    @property
    def name(self) -> str:
        return self.compared.client

    @property
    def roi_12_months(self) -> Decimal | None:
        """The ROI that compares across horizons; None where it is withheld or undefined."""
        return self.published(self.compared.roi_12_months)

    def published(self, figure: Figure) -> Decimal | None:
        """The value of a figure that a blocker withholds, where none does."""
        return figure.value if self.compared.established else None


def portfolio_entry(
    engagement: Engagement,
    results: Results,
    verdict: Verdict,
    page: str,
    pdfs: tuple[tuple[str, str], ...] = (),
    findings: Sequence[Finding] = (),
) -> PortfolioEntry:
    """An engagement as the portfolio lists it."""
    return PortfolioEntry(
        compared=as_candidate(engagement, results, verdict.established),
        title=str(engagement.title),
        offer=tuple(map(str, engagement.offer)),
        status=engagement.status,
        state=_state(engagement, results, verdict),
        page=page,
        pdfs=pdfs,
        open=tuple((found.rule.id, found.severity) for found in findings if found.accepted is None),
        dues=_dues(engagement),
        accepted=tuple(
            Accepted(str(one.rule), str(one.by), str(one.reason), one.until) for one in engagement.challenges.accepted
        ),
    )


def _state(engagement: Engagement, results: Results, verdict: Verdict) -> State:
    """How the headline ROI stands."""
    roi, target = results.financial.roi, engagement.target_roi
    if not verdict.established:
        return "withheld"
    if roi.value is None:
        return "undefined"
    if target is None:
        return "profit" if roi.value > 0 else "loss"
    return "reached" if roi.value >= target else "below"


def _dues(engagement: Engagement) -> tuple[Due, ...]:
    """Every day of measurement that lies after the engagement's data."""
    names = {kpi.id: str(kpi.name) for kpi in engagement.kpis}
    agreed = engagement.challenges.expectations
    days = [(each.on, names.get(each.kpi, str(each.kpi))) for each in engagement.recommendations.next_measurements]
    days += [(agreed.remeasure_on, "")] if agreed and agreed.remeasure_on else []
    return tuple(Due(on, kpi) for on, kpi in days if on > engagement.as_of)
