"""What a report leads with: the one step between the findings and the pages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from roireport.assess.finding import Finding
from roireport.assess.verdict import Verdict
from roireport.measure.results import Results

Headline: TypeAlias = Literal["horizon", "to_date", "range", "nothing"]
"""The ROI over the horizon, or to date; its range alone, where its sign is not sure; or no ROI at all."""
IndexForm: TypeAlias = Literal["value", "range", "nothing"]
"""The non-financial index as one value, as a range, where its sign is not sure; or none."""

WITHHELD_SECTIONS: Final = ("roi", "robustness")
"""The sections about an ROI: without one, what is missing before one can be stated takes their place."""


@dataclass(frozen=True, slots=True)
class Editorial:
    """What leads on every page; sections, tiles, cover and verdict follow it and decide nothing themselves.

    Args:
        headline: The ROI that stands first.
        target_passed: Whether the ROI measured to date has reached the target before the horizon ends.
        median: Whether the median of the simulations is printed beside the ROI.
        probability: Whether the share of simulations with a positive ROI is printed beside it.
        index: The form of the non-financial index.
    """

    headline: Headline
    target_passed: bool
    median: bool
    probability: bool
    index: IndexForm

    @property
    def states_roi(self) -> bool:
        """Whether an ROI is stated at all; only then the cash is drawn on the cover."""
        return self.headline != "nothing"


def editorial(results: Results, judged: Verdict, findings: Iterable[Finding], target: Decimal | None) -> Editorial:
    """Decide what leads: each rule that fired, and that nobody has accepted, is obeyed here.

    L02: the ROI to date first. R02: the probability beside the ROI. R05: the median beside it. U06: the index as a
    range. A blocker: no ROI.

    Args:
        target: The target ROI; None where there is none.
    """
    fired = {finding.rule.id for finding in findings if finding.accepted is None}
    headline = _headline(results, judged, fired)
    stated, unsure = headline != "nothing", judged.kind == "uncertain" or "R02" in fired
    return Editorial(
        headline=headline,
        target_passed=headline == "horizon" and judged.profitable and _has_passed_target(results, target),
        median=stated and judged.median_beside,
        probability=stated and unsure and results.uncertainty.probability_positive.defined,
        index=_index_form(results, fired),
    )


def _headline(results: Results, judged: Verdict, fired: Collection[str]) -> Headline:
    """A range where the sign is not sure; the ROI to date where most of the rest is a forecast."""
    financial = results.financial
    if not (judged.established and financial.roi.defined):
        return "nothing"
    if (judged.mostly_forecast or "L02" in fired) and financial.roi_to_date.defined:
        return "to_date"
    return "range" if judged.kind == "uncertain" else "horizon"


def _has_passed_target(results: Results, target: Decimal | None) -> bool:
    """Whether the ROI to date is at the target, with something still to come."""
    to_date, still = results.financial.roi_to_date.value, results.financial.forecast_share.value
    return target is not None and to_date is not None and to_date >= target and bool(still)


def _index_form(results: Results, fired: Collection[str]) -> IndexForm:
    if not results.nonfinancial.index.defined:
        return "nothing"
    return "range" if "U06" in fired else "value"


def shown_sections(chosen: Collection[str], leads: Editorial) -> tuple[str, ...]:
    """The sections of a report in their order.

    Without an ROI the first of the summary and the sections about the ROI says what is missing; the others of those
    sections are left out.
    """
    if leads.states_roi:
        return tuple(chosen)
    place = missing_place(chosen)
    return tuple(id for id in chosen if id == place or id not in WITHHELD_SECTIONS)


def missing_place(chosen: Collection[str]) -> str | None:
    """The section that says what is missing before an ROI can be stated."""
    return next((id for id in ("summary", *WITHHELD_SECTIONS) if id in chosen), None)
