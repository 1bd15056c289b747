"""Whether a report already shows what a rule asks for."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from roireport.assess.verdict import Verdict
from roireport.measure.results import Results


@dataclass(frozen=True, slots=True)
class Page:
    """What decides what a report shows.

    Args:
        sections: The ids of its sections.
    """

    results: Results
    verdict: Verdict
    sections: Collection[str]

    @property
    def has_headline(self) -> bool:
        """Whether the report states an ROI."""
        return self.verdict.established and self.results.financial.roi.defined


def is_answered(rule: str, page: Page) -> bool:
    """Return whether the report does what the remedy of a rule asks of it, so that no reservation is left.

    L02: the verdict gives the ROI to date first. L03: the summary says that the cost is not paid back. R02: the verdict
    gives the probability, or says that the engagement does not pay off. R05: the verdict gives the median beside the
    ROI. U05: the section on non-financial results puts the question. These five qualify an ROI: where a report states
    none, there is nothing to qualify. V08: the same section says what is left out. No other rule asks only for what a
    report already shows: U06 asks for the range of the index alone, and the summary prints one value.
    """
    if rule in _QUALIFIES_ROI and not page.has_headline:
        return True
    if rule in _IN_SUMMARY:
        return "summary" in page.sections and _IN_SUMMARY[rule](page)
    return rule in _IN_NONFINANCIAL and "nonfinancial" in page.sections


def _gives_roi_to_date_first(page: Page) -> bool:
    return page.verdict.mostly_forecast and page.results.financial.roi_to_date.defined


def _says_not_paid_back(page: Page) -> bool:
    return not page.results.financial.payback_months.defined


def _gives_probability(page: Page) -> bool:
    return page.verdict.kind in ("uncertain", "loss")


def _gives_median(page: Page) -> bool:
    return page.verdict.median_beside


_IN_SUMMARY: Final[Mapping[str, Callable[[Page], bool]]] = {
    "L02": _gives_roi_to_date_first,
    "L03": _says_not_paid_back,
    "R02": _gives_probability,
    "R05": _gives_median,
}
_IN_NONFINANCIAL: Final = frozenset(("U05", "V08"))
"""What the section on non-financial results prints wherever the rule fires."""
_QUALIFIES_ROI: Final = frozenset((*_IN_SUMMARY, "U05"))
