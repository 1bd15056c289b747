"""Every changed input is in the group of decision 0300, and what cannot be taken alone is said."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from roireport.compare.share import Causes
from tests.compare.pairs import BASE, ROWS, causes_of, files

LATER = BASE.replace("2025-12-31", "2026-03-31")
FEES = "- {id: fees, label: Fees, category: fees, amount: 1000}\n"
KPI = "- {id: rate, name: Rate, unit: number, series: data/rate.csv, counterfactual: {method: control}}\n"
UNIT = "- {id: margin, label: Margin, kind: margin, kpi: rate, per_unit: {value: 10, volume: 20}}\n"
MONTHLY = "- {id: margin, label: Margin, kind: margin, per_month: 100}\n"
READ = (
    "- {id: margin, label: Margin, kind: margin, flows: {2025-06: 500, 2025-12: 600%s}, observed: {source: Ledger}}\n"
)
SKILL = "- {id: craft, dimension: skills, label: Craft, anchors: {worst: 1, best: 5}, baseline: 2, current: 3%s}\n"


def groups(causes: Causes) -> dict[str, str]:
    return {change.path: change.group for change in causes.changes}


def cost(rest: str) -> str:
    return FEES + f"- {{id: late, label: Late, category: other, {rest}}}\n"


CASES: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
    "a rate": (
        files(costs=FEES, gains=MONTHLY),
        files(costs=FEES, gains=MONTHLY.replace("}", ", risk: 10%}")),
        {"gains.margin.risk": "assumed"},
    ),
    "dates of the work": (
        files(costs=FEES),
        files(main=BASE.replace("2025-06-30", "2025-07-31").replace("24 months", "2 years"), costs=FEES),
        {"period.end": "cut_off", "horizon": "cut_off"},
    ),
    "a cost of the past": (
        files(costs=FEES),
        files(costs=FEES.replace("1000", "1100")),
        {"costs.fees.amount": "corrected"},
    ),
    "a cost since": (
        files(costs=FEES),
        files(main=LATER, costs=cost("amount: 10, date: 2026-02-01")),
        {"costs.late": "measured", "as_of": "cut_off"},
    ),
    "a cost to come": (files(costs=FEES), files(costs=cost("amount: 10, date: 2026-09-01")), {"costs.late": "assumed"}),
    "a forgotten cost": (
        files(costs=FEES),
        files(costs=cost("amount: 10, date: 2025-02-01")),
        {"costs.late": "corrected"},
    ),
    "costs by month": (
        files(costs=cost("flows: {2025-03: 10, 2026-02: 20, 2026-09: 30}")),
        files(main=LATER, costs=cost("flows: {2025-03: 11, 2026-02: 21, 2026-09: 31}")),
        {
            "costs.late.flows.2025-03": "corrected",
            "costs.late.flows.2026-02": "measured",
            "costs.late.flows.2026-09": "assumed",
            "as_of": "cut_off",
        },
    ),
    "accounts": (
        files(costs=FEES, gains=READ % ""),
        files(main=LATER, costs=FEES, gains=READ.replace("500", "510") % ", 2026-03: 700"),
        {"gains.margin.flows.2025-06": "corrected", "gains.margin.flows.2026-03": "measured", "as_of": "cut_off"},
    ),
    "a forecast that was read off accounts": (
        files(costs=FEES, gains=MONTHLY),
        files(costs=FEES, gains=READ % ""),
        {
            "gains.margin.per_month": "measured",
            "gains.margin.flows.2025-06": "measured",
            "gains.margin.flows.2025-12": "measured",
        },
    ),
    "another forecast": (
        files(costs=FEES, gains=MONTHLY),
        files(costs=FEES, gains=MONTHLY.replace("per_month: 100", "per_year: 1300")),
        {"gains.margin.per_month": "assumed", "gains.margin.per_year": "assumed"},
    ),
    "rows": (
        files(costs=FEES, kpis=KPI, gains=UNIT, rows=ROWS),
        files(
            main=LATER,
            costs=FEES,
            kpis=KPI,
            gains=UNIT,
            rows=("2024-09,9,9", *ROWS[:4], "2025-02,14,10", "2026-03,15,10"),
        ),
        {
            "kpis.rate.series.2024-09": "corrected",
            "kpis.rate.series.2025-02.value": "corrected",
            "kpis.rate.series.2026-03": "measured",
            "as_of": "cut_off",
        },
    ),
    "a new series": (
        files(costs=FEES, kpis=KPI.replace("series: data/rate.csv, counterfactual: {method: control}", "baseline: 10")),
        files(costs=FEES, kpis=KPI.replace("series:", "baseline: 11, series:"), rows=ROWS[:1]),
        {
            "kpis.rate.counterfactual.method": "assumed",
            "kpis.rate.baseline": "corrected",
            "kpis.rate.series.2024-10": "measured",
        },
    ),
    "a new indicator with its gain": (
        files(costs=FEES),
        files(costs=FEES, kpis=KPI, gains=UNIT, rows=ROWS),
        {"kpis.rate": "assumed", "gains.margin": "assumed"},
    ),
    "a level measured again": (
        files(costs=FEES, criteria=SKILL % ", measured_on: 2025-12-10"),
        files(main=LATER, costs=FEES, criteria=SKILL.replace("current: 3", "current: 4") % ", measured_on: 2026-03-10"),
        {"nonfinancial.craft.current": "measured", "nonfinancial.craft.measured_on": "measured", "as_of": "cut_off"},
    ),
    "a level corrected": (
        files(costs=FEES, criteria=SKILL % ", measured_on: 2025-12-10"),
        files(costs=FEES, criteria=SKILL.replace("current: 3", "current: 4") % ", measured_on: 2025-12-10, swing: 50"),
        {"nonfinancial.craft.current": "corrected", "nonfinancial.craft.swing": "assumed"},
    ),
    "other ways to write the same": (
        files(costs=FEES, gains=MONTHLY.replace("}", ", risk: 10%, source: A}")),
        files(main=BASE + "status: final\n", costs=FEES, gains=MONTHLY.replace("}", ", risk: 0.1, source: B}")),
        {},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_in_its_group(name: str, tmp_path: Path) -> None:
    before, after, expected = CASES[name]
    causes = causes_of(tmp_path, before, after)
    assert groups(causes) == expected
    assert causes.refused is None
    assert causes.united == ()


def parts(causes: Causes, path: str) -> Mapping[str, Decimal]:
    share = causes.shares[path]
    assert share.why is None
    return {group: part for group, part in share.parts.items() if part}


def test_a_new_indicator_comes_with_its_series_and_its_gain(tmp_path: Path) -> None:
    """The gain that rests on it is new, and comes with its indicator as one assumption."""
    other = MONTHLY.replace("id: margin", "id: other")
    causes = causes_of(
        tmp_path,
        files(costs=FEES, gains=other),
        files(costs=FEES, kpis=KPI, gains=other + UNIT, rows=ROWS),
    )
    assert parts(causes, "financial.roi").keys() == {"assumed"}


def test_accounts_beyond_the_cut_off_count_up_to_it(tmp_path: Path) -> None:
    """The later accounts are read, the cut-off has not moved: such a mixture is an engagement all the same."""
    to = READ.replace("source: Ledger", "source: Ledger, through: 2026-03")
    causes = causes_of(
        tmp_path, files(costs=FEES, gains=READ % ""), files(main=LATER, costs=FEES, gains=to % ", 2026-03: 700")
    )
    assert parts(causes, "financial.gain") == {"measured": Decimal(700)}


def test_what_makes_no_engagement_alone_is_counted_together(tmp_path: Path) -> None:
    """The method needs a column whose cells are corrections; the assumption alone cannot be read."""
    plain = KPI.replace("{method: control}", "{method: none}")
    without = tuple(row.rpartition(",")[0] + "," for row in ROWS)
    causes = causes_of(
        tmp_path,
        files(costs=FEES, kpis=plain, gains=UNIT, rows=without),
        files(costs=FEES, kpis=KPI, gains=UNIT, rows=ROWS),
    )
    assert causes.united == ("kpis.rate",)
    assert set(groups(causes).values()) == {"assumed"}
    assert causes.refused is None


def test_what_makes_no_engagement_at_all_is_not_shared_out(tmp_path: Path) -> None:
    """A year grid needs whole years: the new convention with the old horizon is none."""
    yearly = BASE.replace("24 months", "12 months") + "discounting: {rate: 8%, convention: year_end}\n"
    monthly = BASE.replace("24 months", "18 months") + "discounting: {rate: 8%}\n"
    causes = causes_of(
        tmp_path, files(main=monthly, costs=FEES, gains=MONTHLY), files(main=yearly, costs=FEES, gains=MONTHLY)
    )
    assert causes.shares["financial.roi"].why == "refused"
    assert causes.refused is not None
    assert causes.refused.key == "horizon_needs_whole_years"


def test_a_figure_without_a_value_is_not_shared_out(tmp_path: Path) -> None:
    causes = causes_of(tmp_path, files(gains=MONTHLY), files(costs=FEES, gains=MONTHLY))
    assert causes.shares["financial.roi"].why == "undefined"
    assert parts(causes, "financial.gain") == {}


def test_a_main_cause_outweighs_all_others(tmp_path: Path) -> None:
    costs = FEES.replace("1000", "1100")
    causes = causes_of(
        tmp_path,
        files(costs=FEES, gains=MONTHLY),
        files(costs=costs, gains=MONTHLY.replace("}", ", risk: 50%}")),
    )
    assert causes.main_cause("financial.roi") == "assumed"
    assert causes.main_cause("financial.cost") == "corrected"
    assert causes.main_cause("nonfinancial.index") is None
