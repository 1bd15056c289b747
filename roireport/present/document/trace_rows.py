"""trace.csv: every figure of a report and of its results, with where it stands and what it was made of."""

from collections.abc import Iterator, Sequence
from typing import Final

from roireport.measure.figure import Figure, plain_number
from roireport.present.blocks import TraceList
from roireport.present.context import ReportContext
from roireport.present.figures.input import Paths, input_parts, paths_by_figure
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.view import Report
from roireport.text.csv_cell import not_a_formula

HEADS: Final = ("path", "name", "value", "unit", "origin", "stands_in", "formula", "inputs", "places")
"""The columns.

value: exact, as in results.json, or why there is none; places: of a typed value file:line:column, of a computed one the
lines that it rests on.
"""
_BETWEEN: Final = "; "


def trace_rows(ctx: ReportContext, report: Report) -> Iterator[Sequence[str]]:
    """Yield the rows of trace.csv, the heads first; the figures that the report quotes come before the others."""
    yield HEADS
    labels = TraceLabels.at(ctx)
    entries = [entry for block in report.trace.blocks if isinstance(block, TraceList) for entry in block.entries]
    quoted = {entry.path: _BETWEEN.join(heading for _, heading in entry.quoted_in) for entry in entries}
    paths = paths_by_figure(ctx, quoted)
    for path in (*quoted, *(path for path in ctx.figures if path not in quoted)):
        yield trace_row(labels, paths, path, quoted.get(path, ""))


def figure_rows(ctx: ReportContext) -> Iterator[Sequence[str]]:
    """Yield a row for each figure, the heads first: as trace.csv has them, without the sections of a report."""
    labels, paths = TraceLabels.at(ctx), paths_by_figure(ctx, ())
    left_out = HEADS.index("stands_in")
    rows = (trace_row(labels, paths, path) for path in ctx.figures)
    for row in (HEADS, *rows):
        yield (*row[:left_out], *row[left_out + 1 :])


def trace_row(labels: TraceLabels, paths: Paths, path: str, stands_in: str = "") -> Sequence[str]:
    """Return the row of the figure at a path of the context."""
    ctx, figure = labels.ctx, labels.ctx.figures[path]
    name, owner = labels.parts(path)
    return (
        path,
        not_a_formula(" · ".join(part for part in (str(owner), str(name)) if part)),
        _value(ctx, figure),
        figure.unit,
        figure.origin,
        stands_in,
        "" if figure.formula == "typed" else str(ctx.words(f"figure.formula.{figure.formula}")),
        _inputs(labels, paths, figure),
        str(figure.place) if figure.place else _BETWEEN.join(labels.lines(figure)),
    )


def _inputs(labels: TraceLabels, paths: Paths, figure: Figure) -> str:
    """The inputs of a formula, each by the path of its own row, or by its name, with its value."""
    parts = []
    for given in figure.inputs:
        path = paths.of(given.figure)
        name = path or input_parts(labels, given, path)[0]
        parts.append(f"{name} = {_value(labels.ctx, given.figure)}")
    return _BETWEEN.join(parts)


def _value(ctx: ReportContext, figure: Figure) -> str:
    return ctx.text(figure) if figure.value is None else f"{plain_number(figure)}"
