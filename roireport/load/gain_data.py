"""Check gains against their series and against the last day with data."""

from collections.abc import Iterator, Mapping
from datetime import date

from roireport.load.kpi_series import COLUMN_OF_METHOD
from roireport.model.engagement import EngagementFiles
from roireport.model.gain import Gain
from roireport.model.grid import Grid
from roireport.model.kpi import Kpi
from roireport.model.period import month_of
from roireport.model.place import Place
from roireport.model.series import Observation, Series
from roireport.problems.problem import Problem, problem


def check_gains(files: EngagementFiles, grid: Grid, series: Mapping[str, Series]) -> Iterator[Problem]:
    """Yield steps taken twice, amounts read after as_of, volumes that are missing."""
    kpis = {kpi.id: kpi for kpi in files.kpis}
    for gain in files.gains:
        yield from _steps_taken_twice(gain)
        yield from _read_after_as_of(gain, grid)
        if gain.kpi in kpis and gain.kpi in series:
            yield from _volume_faults(gain, kpis[gain.kpi], grid, series[gain.kpi])


def _steps_taken_twice(gain: Gain) -> Iterator[Problem]:
    """Yield the rates of steps that the source has taken already."""
    for step in dict.fromkeys(gain.already_adjusted):
        if place := rate_place(gain, step):
            yield problem("rate_of_adjusted_step", place, step=step)


def rate_place(gain: Gain, step: str) -> Place | None:
    """The place of the rate that a gain gives for a step; None where it gives none."""
    if step in ("attribution", "confidence"):
        key = "share" if step == "attribution" else step
        return gain.attribution.place(key) if gain.attribution else None
    return gain.place(step)


def _read_after_as_of(gain: Gain, grid: Grid) -> Iterator[Problem]:
    """Yield the end of the accounts where it is a later month, or a later day, than as_of."""
    through = gain.observed.through if gain.observed else None
    if gain.observed is None or through is None:
        return
    late = through > grid.as_of if isinstance(through, date) else grid.months_of(through).last > month_of(grid.as_of)
    if late:
        place = gain.observed.place("through") or Place("")
        yield problem("observed_after_as_of", place, text=str(through), as_of=grid.as_of.isoformat())


def _volume_faults(gain: Gain, kpi: Kpi, grid: Grid, series: Series) -> Iterator[Problem]:
    """Yield a missing column of volumes, or the measured periods without one."""
    if gain.per_unit is None or gain.per_unit.volume is not None:
        return
    place = gain.per_unit.place("volume") or Place(series.file)
    if all(row.volume is None for row in series.rows):
        yield problem("volume_needs_column", place, file=series.file)
        return
    for row in series.rows:
        if row.volume is None and _is_measured(row, kpi, grid) and _counts(gain, grid, row):
            yield problem("volume_missing", row.place, also=(place,), period=str(row.period), gain=gain.id)


def _is_measured(row: Observation, kpi: Kpi, grid: Grid) -> bool:
    """Whether a period has ended by as_of and has a value in the column of the KPI's method."""
    column = COLUMN_OF_METHOD.get(kpi.method)
    return row.period.end <= grid.as_of and (column is None or getattr(row, column) is not None)


def _counts(gain: Gain, grid: Grid, row: Observation) -> bool:
    """Whether a period lies wholly within from … to of a gain, or the horizon."""
    first = grid.months_of(gain.from_).first if gain.from_ is not None else grid.first
    last = grid.months_of(gain.to).last if gain.to is not None else grid.last
    return first <= row.period.first and row.period.last <= last
