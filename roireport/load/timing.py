"""Check dates against each other, the start of the engagement and its series."""

from collections.abc import Iterator, Mapping
from datetime import date

from roireport.model.cost import Cost
from roireport.model.engagement import EngagementFiles
from roireport.model.flow import Flow
from roireport.model.gain import Gain, Plan
from roireport.model.grid import Grid
from roireport.model.period import Month
from roireport.model.place import Place
from roireport.model.series import Series
from roireport.problems.problem import Problem, problem


def check_timing(files: EngagementFiles, grid: Grid, series: Mapping[str, Series]) -> Iterator[Problem]:
    """Yield lines that end too early, gains before the start, periods cut in two."""
    for cost in files.costs:
        yield from _ends_before(cost, grid)
    for gain in files.gains:
        for line in (gain, gain.plan):
            if line is not None:
                yield from _before_start(line, grid)
                yield from _ends_before(line, grid)
        measured = series.get(gain.kpi or "")
        if gain.per_unit is not None and measured is not None:
            yield from _straddled(gain, grid, measured, files.as_of)


def _ends_before(line: Cost | Gain | Plan, grid: Grid) -> Iterator[Problem]:
    if line.to is None:
        return
    first = grid.months_of(line.from_).first if line.from_ is not None else grid.first
    if grid.months_of(line.to).last < first:
        begins = str(line.from_) if line.from_ is not None else f"{grid.start:%Y-%m}"
        yield problem("from_after_to", _at(line, "to"), start=begins, end=str(line.to))


def _before_start(line: Gain | Plan, grid: Grid) -> Iterator[Problem]:
    if line.from_ is not None and grid.months_of(line.from_).first < grid.first:
        yield problem("gain_before_start", _at(line, "from"), text=str(line.from_), start=str(grid.start))
    for flow in line.flows or ():
        if _begins_before_start(flow, grid):
            yield problem("gain_before_start", _at(flow, "when"), text=str(flow.when), start=str(grid.start))


def _begins_before_start(flow: Flow, grid: Grid) -> bool:
    """Whether a flow is before the start: a day by itself, anything longer by its first month."""
    when = flow.when
    if isinstance(when, date):
        return when < grid.start
    return grid.months_of(when).first < grid.first


def _straddled(gain: Gain, grid: Grid, series: Series, as_of: date) -> Iterator[Problem]:
    """Yield measured periods that a written `from` or `to` cuts in two."""
    edges: dict[str, Month] = {}
    if gain.to is not None:
        edges["to"] = grid.months_of(gain.to).last + 1
    if gain.from_ is not None:
        edges["from"] = grid.months_of(gain.from_).first
    for row in (row for row in series.rows if row.period.end <= as_of):
        key = next((key for key, edge in edges.items() if row.period.first < edge <= row.period.last), None)
        if key is not None:
            facts = {"period": str(row.period), "line": str(row.place.line)}
            yield problem("period_straddles", _at(gain, key), also=(row.place,), **facts)


def _at(line: Cost | Gain | Plan | Flow, *keys: str) -> Place:
    """The place of the first written key, else of the line itself."""
    written = [place for key in keys if (place := line.place(key)) is not None]
    return written[0] if written else line.place() or Place("")
