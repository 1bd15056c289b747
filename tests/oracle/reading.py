"""From the sections of an engagement to its lines and its KPIs."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.effects import Kpi
from tests.oracle.grid import Grid
from tests.oracle.money import cost_line, gain_line
from tests.oracle.returns import Case
from tests.oracle.written import Section, number


def read(engagement: Section) -> tuple[Case, dict[str, Kpi]]:
    """The lines and the KPIs of an engagement."""
    grid = Grid(engagement)
    series: Mapping[str, Any] = engagement.get("series", {})
    kpis = {k["id"]: Kpi(k, series.get(k["id"], []), grid) for k in engagement.get("kpis", [])}
    return case_of(engagement, kpis, grid), kpis


def case_of(engagement: Section, kpis: Mapping[str, Kpi], grid: Grid) -> Case:
    """The lines of an engagement whose KPIs are read already."""
    discounting = engagement.get("discounting", {})
    rate = number(discounting["rate"]) if "rate" in discounting else None
    return Case(
        grid,
        [cost_line(cost, grid) for cost in engagement.get("costs", [])],
        [gain_line(gain, kpis, grid, rate) for gain in engagement.get("gains", [])],
        discounting,
    )
