"""Whether a report already shows what a rule asks for."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from roireport.assess.editorial import Editorial
from roireport.assess.verdict import Verdict
from roireport.measure.results import Results


@dataclass(frozen=True, slots=True)
class Page:
    """What decides what a report shows.

    Args:
        sections: The ids of its sections.
        editorial: What leads on its pages.
    """

    results: Results
    verdict: Verdict
    sections: Collection[str]
    editorial: Editorial


def is_answered(rule: str, page: Page) -> bool:
    """Return whether the report does what the remedy of a rule asks of it, so that no reservation is left.

    L02: the summary gives the ROI to date first. L03: it says that the cost is not paid back. R02: it gives the
    probability, or says that the engagement does not pay off. R05: it gives the median beside the ROI. U05: the
    section on non-financial results puts the question. These five qualify an ROI: where a report states none, there is
    nothing to qualify. U06: the index is a range wherever it leads. V08: the section on non-financial results says what
    is left out. No other rule asks only for what a report already shows.
    """
    if rule in _QUALIFIES_ROI and not page.editorial.states_roi:
        return True
    if rule in _IN_SUMMARY:
        return "summary" in page.sections and _IN_SUMMARY[rule](page)
    if rule == "U06":
        return page.editorial.index == "range"
    return rule in _IN_NONFINANCIAL and "nonfinancial" in page.sections


def _gives_roi_to_date_first(page: Page) -> bool:
    return page.editorial.headline == "to_date"


def _says_not_paid_back(page: Page) -> bool:
    return not page.results.financial.payback_months.defined


def _gives_probability(page: Page) -> bool:
    return page.editorial.probability or page.verdict.kind == "loss"


def _gives_median(page: Page) -> bool:
    return page.editorial.median


_IN_SUMMARY: Final[Mapping[str, Callable[[Page], bool]]] = {
    "L02": _gives_roi_to_date_first,
    "L03": _says_not_paid_back,
    "R02": _gives_probability,
    "R05": _gives_median,
}
_IN_NONFINANCIAL: Final = frozenset(("U05", "V08"))
"""What the section on non-financial results prints wherever the rule fires."""
_QUALIFIES_ROI: Final = frozenset((*_IN_SUMMARY, "U05"))
