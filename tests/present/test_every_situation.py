"""No section fails, quotes an unknown figure or leaves a placeholder, in any situation."""

from itertools import product
from typing import Any

import pytest

from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import quoted_in
from roireport.present.report import report
from roireport.present.sections.challenges import challenges
from roireport.present.sections.costs_gains import costs_gains
from roireport.present.sections.cover import cover
from roireport.present.sections.method import method
from roireport.present.sections.nonfinancial import nonfinancial
from roireport.present.sections.objectives import objectives
from roireport.present.sections.recommendations import recommendations
from roireport.present.sections.robustness import robustness
from roireport.present.sections.roi import roi
from roireport.present.sections.summary import summary
from roireport.present.sections.tracking import tracking
from roireport.present.story.verdict import has_headline
from tests.contexts import LANGUAGES, RANGE, ctx, simple
from tests.engagements import engagement, gain

ALWAYS = (
    cover, summary, objectives, tracking, costs_gains,
    nonfinancial, challenges, recommendations, method, report,
)  # fmt: skip
WITH_AN_ROI = (roi, robustness)
"""A report without an ROI has neither of these."""


def sheet_warnings(at_hand: ReportContext) -> list[str]:
    """Return the faults in the views of a context."""
    wrong = []
    for make in (*ALWAYS, *(WITH_AN_ROI if has_headline(at_hand) else ())):
        view = make(at_hand)
        if not view.title:
            wrong.append(f"{make.__name__} has no title")
        if "{" in repr(view):
            wrong.append(f"{make.__name__} has an open placeholder")
        wrong += [f"{make.__name__} quotes {path}" for path in quoted_in(view) if path not in at_hand.figures]
    return wrong


AMOUNTS = (None, 0, -300, 1000, 5_500_000)
COSTS = (None, 0, 1000)
TIMES = ("2025-01", "2025-06", "2026-03")
TERMS: tuple[dict[str, Any], ...] = (
    {},
    {"discounting": {"rate": "8%", "convention": "month_end"}, "target_roi": "60%"},
    {"discounting": {"rate": "8%", "convention": "year_end"}},
    {"discounting": {"rate": "8%", "convention": "dated"}, "target_roi": "126%"},
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spent", COSTS)
@pytest.mark.parametrize("amount", AMOUNTS)
def test_one_cost_and_one_gain(amount: int | None, spent: int | None, language: Language) -> None:
    for n, (when, terms) in enumerate(product(TIMES, TERMS)):
        sample = simple(amount, spent=spent, when=when, keys=RANGE if n % 2 else {}, horizon="24 months", **terms)
        assert sheet_warnings(ctx(sample, language)) == []
        if n % 3 == 0:
            assert sheet_warnings(ctx(sample, language, findings=None)) == []


def followed(method: str, unit: str, direction: str, rows: int) -> Engagement:
    """A KPI with some rows before and after the start, and a gain made from it."""
    months = [f"2024-{month:02d}" for month in range(7, 13)] + [f"2025-{month:02d}" for month in range(1, 13)]
    values = [(month, f"0.2{n % 7}", f"0.2{n % 3}", "0.2") for n, month in enumerate(months)]
    growth = {"growth": "3%"} if method == "market" else {}
    kpi = {
        "id": "k", "unit": unit, "direction": direction, "baseline": "0.2", "target": "0.25",
        "counterfactual": {"method": method, **growth},
    }  # fmt: skip
    made_of = gain(kpi="k", per_unit={"value": 1000, "volume": 5}, plan={"per_month": 10})
    observed = {"k": values[6 - rows : 6 + rows]} if rows else {}
    return engagement(kpis=[kpi], observed=observed, gains=[made_of], title="Any")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", ["control", "trend", "market", "forecast", "estimate", "none"])
def test_one_indicator_of_any_kind(method: str, language: Language) -> None:
    units = ("money", "percent", "number", "days", "hours", "score")
    for n, (unit, rows) in enumerate(product(units, (0, 1, 6))):
        direction = "up" if (n + n // 3) % 2 else "down"
        assert sheet_warnings(ctx(followed(method, unit, direction, rows), language)) == []
