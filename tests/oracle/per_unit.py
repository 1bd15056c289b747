"""Gains that rest on the effect of a KPI: effect × volume × value, period by period."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tests.oracle.effects import Kpi
from tests.oracle.grid import Flow, Grid
from tests.oracle.series import Row, mean
from tests.oracle.written import Section, Undefined, number, undefined


def per_unit(gain: Section, kpi: Kpi, grid: Grid) -> list[Flow] | Undefined:
    """The measured periods wholly within from/to, then the mean of them (or of the last) for each further one."""
    first, last = grid.between(gain)
    rows = [row for row in kpi.after if first <= row.first and row.last <= last and not crosses(row.first, row, grid)]
    if not rows:
        return undefined("no period measured yet")
    value = number(gain["per_unit"]["value"])
    flows = []
    for row in rows:
        flows += paid(row.first, row, {row: value * volume_of(gain, row)}, kpi, grid, "observed")
    basis = rows[-int(gain["per_unit"].get("forecast_from", len(rows))) :]
    ahead = {row: value * volume_ahead(gain, kpi) / len(basis) for row in basis}
    begins = rows[0].first
    while (ends := begins + rows[0].months - 1) <= last:
        if not grid.past(ends) and not crosses(begins, rows[0], grid):
            flows += paid(begins, rows[0], ahead, kpi, grid, "forecast")
        begins += rows[0].months
    return flows


def crosses(begins: int, row: Row, grid: Grid) -> bool:
    """Whether a period, as long as a row, reaches over the end of the horizon."""
    return begins < grid.horizon < begins + row.months


def volume_of(gain: Section, row: Row) -> Fraction:
    """The volume of a measured period."""
    if gain["per_unit"]["volume"] != "series":
        return number(gain["per_unit"]["volume"])
    assert row.volume is not None
    return row.volume


def volume_ahead(gain: Section, kpi: Kpi) -> Fraction:
    """The volume of a forecast period: the mean of the rows of the newest twelve months."""
    if gain["per_unit"]["volume"] != "series":
        return number(gain["per_unit"]["volume"])
    filled = [row for row in kpi.rows if row.volume is not None]
    recent = [row.volume for row in filled if filled[-1].last - row.last < 12]
    return mean([volume for volume in recent if volume is not None])


def paid(begins: int, row: Row, worth: Mapping[Row, Fraction], kpi: Kpi, grid: Grid, state: str) -> list[Flow]:
    """A period's money over its months; `worth` is the money for each unit of the effect of a measured row."""
    amount = sum((money * kpi.effects([one])[0] for one, money in worth.items()), Fraction(0))
    rests = {kpi.after.index(one): money / row.months for one, money in worth.items()}
    flows = grid.spread(begins, begins + row.months - 1, amount, whole_day=True)
    return [replace(flow, state=state, rests=rests) for flow in flows]
