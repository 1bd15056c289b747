"""The periods of a source: days, months, quarters or years in one order of their parts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from roireport.importer.periods import ORDERS, Reading, months_of, period_readings
from roireport.importer.readings import ColumnReadings, choice_problem
from roireport.importer.source_format import EVERY, SourceFormat
from roireport.importer.table import SourceCell, shorten
from roireport.importer.workbook import cell_error
from roireport.model.period import Month, Span
from roireport.problems.problem import Problem, Refused, fold, problem

_MONTH: Final = EVERY["month"]


def read_periods(cells: Sequence[SourceCell], source: SourceFormat, months: int | None) -> Sequence[Span]:
    """Read whole periods; raises Refused where a cell is none, or where two readings are possible.

    Args:
        months: The length of the periods that the series has already.
    """
    values = [_readings(cell) for cell in cells]
    if faults := list(_faults(cells, values)):
        raise Refused(fold(faults))
    readings = ColumnReadings("dates", cells, values, ORDERS, source.dates).only(months_of)
    spans = [months_of(reading) for reading in readings]
    if any(isinstance(reading, Span) for reading in readings):
        return spans
    length = EVERY[source.every] if source.every else months or _only_length(spans, cells[0])
    return [_whole(span, length) for span in spans]


def _readings(cell: SourceCell) -> Mapping[str, Reading]:
    return dict.fromkeys(ORDERS, cell.day) if cell.day else period_readings(cell.text)


def _faults(cells: Sequence[SourceCell], values: Sequence[Mapping[str, Reading]]) -> Iterator[Problem]:
    for cell, readings in zip(cells, values, strict=True):
        if cell.error:
            yield cell_error(cell)
        elif not readings:
            yield problem("import_not_a_period" if cell.text else "csv_empty_cell", cell.place, text=shorten(cell.text))


def _only_length(spans: Sequence[Span], first: SourceCell) -> int:
    """Months, unless days are three or twelve months apart: then they may mean quarters or years as well."""
    starts = {span.first for span in spans}
    names = [name for name, months in EVERY.items() if _are_apart(starts, months)]
    if len(names) > 1:
        raise Refused([choice_problem("import_every_unclear", first, "every", names, text=shorten(first.text))])
    return _MONTH


def _are_apart(starts: set[Month], months: int) -> bool:
    return len(starts) > 1 and all((start - min(starts)) % months == 0 for start in starts)


def _whole(span: Span, months: int) -> Span:
    """The calendar period of a length that a month is in."""
    first = span.first // months * months
    return Span(first, first + months - 1)
