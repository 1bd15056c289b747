"""The verdict on the return: one of seven kinds, from the results and the open blockers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from roireport.assess.finding import Finding
from roireport.measure.results import Results

VerdictKind: TypeAlias = Literal[
    "not_established", "no_data", "untested", "too_early", "profitable", "loss", "uncertain"
]

LIKELY: Final = Decimal("0.90")
"""P(ROI > 0) from which an engagement is profitable."""
UNLIKELY: Final = Decimal("0.10")
"""P(ROI > 0) up to which it is a loss."""
TESTED: Final = Decimal("0.50")
"""The least coverage of a simulation that counts as a test of the ROI."""
MOSTLY: Final = Decimal("0.50")
"""The share of the gain above which it is mostly a forecast."""
HIGH_RANK: Final = Decimal("0.75")
"""The share of the draws below the ROI above which the median is printed beside it."""
APART: Final = Decimal("0.05")
"""The difference between the ROI and its median above which both are printed; less is noise of the ranges."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the headline may be printed, and what it may be called.

    Args:
        low_case: Whether the doubt of enough of the gain is counted to name a low case.
        mostly_forecast: Whether more than half of the gain is a forecast.
        median_beside: Whether the median is printed beside the ROI, which lies high among its own draws, or apart
            from their median.
    """

    blockers: tuple[Finding, ...]
    accepted_blockers: tuple[Finding, ...]
    kind: VerdictKind
    low_case: bool
    mostly_forecast: bool
    median_beside: bool

    @property
    def established(self) -> bool:
        """Whether no blocker is open."""
        return not self.blockers

    @property
    def profitable(self) -> bool:
        """Whether the engagement may be called profitable."""
        return self.kind == "profitable"


def verdict(results: Results, findings: Iterable[Finding]) -> Verdict:
    """Judge the return; an open blocker comes before everything else."""
    blockers = [finding for finding in findings if finding.severity == "blocker"]
    unaccepted = tuple(finding for finding in blockers if finding.accepted is None)
    return Verdict(
        blockers=unaccepted,
        accepted_blockers=tuple(finding for finding in blockers if finding.accepted is not None),
        kind="not_established" if unaccepted else kind_of(results),
        low_case=is_tested(results),
        mostly_forecast=is_mostly_forecast(results),
        median_beside=is_median_beside(results),
    )


def kind_of(results: Results) -> VerdictKind:
    """Return the kind of a result without an open blocker."""
    financial, probability = results.financial, results.uncertainty.probability_positive.value
    if not (financial.cost.defined and financial.gain.defined):
        return "no_data"
    if probability is None or not is_tested(results):
        return "untested"
    to_date = financial.roi_to_date.value
    if is_mostly_forecast(results) and to_date is not None and to_date < 0:
        return "too_early"
    if probability >= LIKELY:
        return "profitable"
    return "loss" if probability <= UNLIKELY else "uncertain"


def is_tested(results: Results) -> bool:
    """Whether there is a simulation in which the doubt of at least half of the gain is counted."""
    uncertainty = results.uncertainty
    coverage = uncertainty.coverage.value
    return uncertainty.probability_positive.defined and coverage is not None and coverage >= TESTED


def is_mostly_forecast(results: Results) -> bool:
    """Whether more than half of the gain is a forecast."""
    share = results.financial.forecast_share.value
    return share is not None and share > MOSTLY


def is_median_beside(results: Results) -> bool:
    """Whether the ROI lies high among its own draws, or more than five points from their median."""
    rank = results.uncertainty.percentile.value
    return rank is not None and (rank > HIGH_RANK or side_of_median(results) != "level")


def side_of_median(results: Results) -> Literal["below", "level", "above"]:
    """The side of the ROI on which the median of its draws lies; level within five points."""
    median, roi = results.uncertainty.p50.value, results.financial.roi.value
    if median is None or roi is None or abs(median - roi) <= APART:
        return "level"
    return "below" if median < roi else "above"
