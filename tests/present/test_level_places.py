"""Levels of a KPI look as different as they are, and the takeaway gives the effect that feeds the gain."""

from typing import Any

import pytest

from roireport.present.figures.figure_text import bare_level, level
from roireport.present.sections.tracking import tracking
from tests.contexts import ctx
from tests.engagements import engagement, gain


@pytest.mark.parametrize(
    ("unit", "baseline", "latest", "target", "shown"),
    [
        ("percent", "0.09%", "0.0013", "0.14%", ["0.09", "0.13", "0.14"]),
        ("percent", "18%", "0.2396", "24%", ["18.00", "23.96", "24.00"]),
        ("percent", "18%", "0.23", "24%", ["18.0", "23.0", "24.0"]),
        ("number", "3.10", "3.247", "3.25", ["3.100", "3.247", "3.250"]),
        ("hours", "0.46", "0.43", "0.42", ["0.46", "0.43", "0.42"]),
        ("number", "20", "24", "30", ["20", "24", "30"]),
        ("money", "2.41", "2.44", "2.50", ["2.41", "2.44", "2.50"]),
        ("money", "14000", "15000", "20000", ["14,000", "15,000", "20,000"]),
        ("number", "1", "1.0000000001", "2", ["1.0000000000", "1.0000000001", "2.0000000000"]),
        ("percent", "18%", "0.2395652173913", "24%", ["18.0000", "23.9565", "24.0000"]),
    ],
)
def test_levels_have_the_decimals_that_make_them_different(
    unit: str, baseline: str, latest: str, target: str, shown: list[str]
) -> None:
    noun = {"id": "k", "unit": unit, "baseline": baseline, "target": target}
    at_hand = ctx(engagement(kpis=[noun], observed={"k": [("2025-01", latest)]}))
    (result,) = at_hand.results.kpis
    names = ("baseline", "latest", "target")
    assert [str(bare_level(at_hand, result, name)) for name in names] == shown
    assert [number in level(at_hand, result, name) for name, number in zip(names, shown, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    ("baseline", "latest", "target", "shown"),
    [
        ("0", "39870785.68", "42000000", ["0", "39,871", "42,000"]),
        ("250000", "250400", "251000", ["250.0", "250.4", "251.0"]),
        ("39870785.68", "39870800", "39871000", ["39,870.79", "39,870.80", "39,871.00"]),
    ],
)
def test_large_amounts_are_in_thousands_and_still_different(
    baseline: str, latest: str, target: str, shown: list[str]
) -> None:
    noun = {"id": "k", "unit": "money", "baseline": baseline, "target": target}
    at_hand = ctx(engagement(kpis=[noun], observed={"k": [("2025-01", latest)]}))
    (result,) = at_hand.results.kpis
    assert [str(bare_level(at_hand, result, name)) for name in ("baseline", "latest", "target")] == shown


@pytest.mark.parametrize(("first", "mean"), [("2025-01", "+4.0"), ("2025-02", "+5.0"), ("2025-03", "+6.0")])
def test_the_takeaway_gives_the_mean_effect_of_the_periods_of_the_gain(first: str, mean: str) -> None:
    """Effects 2, 4, 6: a gain from February counts 4 and 6."""
    rows: list[Any] = [(f"2024-{month:02d}", 10) for month in range(1, 13)]
    rows += [("2025-01", 12), ("2025-02", 14), ("2025-03", 16)]
    noun = {"id": "k", "counterfactual": {"method": "market", "growth": "0%"}}
    gains = [gain(kpi="k", per_unit={"value": 5, "volume": 2}, from_=first)]
    at_hand = ctx(engagement(kpis=[noun], observed={"k": rows}, gains=gains, as_of="2025-03-31"))
    takeaway = tracking(at_hand).blocks[-1]
    assert f"{mean} on average over the periods counted" in repr(takeaway)
