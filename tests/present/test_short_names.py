"""Charts and titles use the short name of a cost, gain, KPI or criterion, where it has one."""

from typing import Any

import pytest

from roireport.model.engagement import Engagement
from roireport.present.report import SECTION_FUNCTIONS
from tests.contexts import RANGE, ctx
from tests.engagements import cost, criterion, engagement, gain

MONTHS = [f"2024-{month:02}" for month in range(1, 13)] + [f"2025-{month:02}" for month in range(1, 13)]


def with_short_names(**short: str) -> Engagement:
    kpi: dict[str, Any] = {"id": "k", "name": "Conversion rate of quotes", "baseline": 1, "target": 3, **short}
    scored: dict[str, Any] = {"anchors": {"worst": 1, "best": 5}, "baseline": 2, "current": 3}
    return engagement(
        kpis=[{**kpi, "counterfactual": {"method": "none"}}],
        observed={"k": [(month, 1 + (month > "2025") + n % 2) for n, month in enumerate(MONTHS)]},
        costs=[
            cost(1000, id="fees", **{**RANGE, **short, "label": "Fees of the consulting firm"}),
            cost(10, id="travel"),
        ],
        gains=[gain(flows={"2025-06": 3000}, **{**RANGE, **short, "label": "Margin on additional sales"})],
        nonfinancial=[criterion(**{**scored, **short, "label": "Negotiation skills"})],
        objectives=[{"id": "o", "statement": "Reach 3 conversions", **short}],
    )


@pytest.mark.parametrize("section", ["costs-gains", "robustness", "nonfinancial", "objectives", "tracking"])
def test_a_chart_shows_the_short_name(section: str) -> None:
    written = repr(SECTION_FUNCTIONS[section](ctx(with_short_names(short="Brief name"))))
    assert "Brief name" in written
    assert "Brief name" not in repr(SECTION_FUNCTIONS[section](ctx(with_short_names())))
