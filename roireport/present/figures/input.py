"""The inputs of a figure in words: what each is called, and its value in full."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure, Input
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.figures.name import part_name
from roireport.present.figures.trace_labels import TraceLabels
from roireport.present.figures.value import in_full

_STEPS: Final = frozenset(("sum_of_effects", "trend_slope"))
"""Inputs that are differences: those of a percentage are written in points."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of figures: by identity, since figures are shared; of typed values by their place and value.

    The cells of a row of a series share a place.
    """

    by_figure: Mapping[int, str]
    by_place: Mapping[tuple[Place, Decimal | None], str]

    def of(self, figure: Figure) -> str:
        """The path of a figure that has one; empty otherwise."""
        at_place = self.by_place.get((figure.place, figure.value), "") if figure.place else ""
        return self.by_figure.get(id(figure), at_place)


def paths_by_figure(ctx: ReportContext, first: Iterable[str]) -> Paths:
    """The path of every figure; of several paths one of the `first`."""
    by_figure: dict[int, str] = {}
    by_place: dict[tuple[Place, Decimal | None], str] = {}
    for path in (*first, *ctx.figures):
        figure = ctx.figures[path]
        by_figure.setdefault(id(figure), path)
        if figure.origin == "typed" and figure.place:
            by_place.setdefault((figure.place, figure.value), path)
    return Paths(by_figure, by_place)


def input_parts(labels: TraceLabels, given: Input, path: str) -> tuple[str, str]:
    """The name of the figure, and apart from it what it belongs to; without a path, what the formula calls it."""
    if path:
        name, label = labels.parts(path)
        return str(name), str(label)
    ctx = labels.ctx
    key = f"traceability.input.{given.name}"
    return str(ctx.words(key)) if key in ctx.words else part_name(ctx, given.name), ""


def input_value(labels: TraceLabels, figure: Figure, path: str) -> str:
    """The value in full, or the reason why there is none."""
    if path:
        return str(labels.value(path))
    ctx = labels.ctx
    if figure.unit == "percent" and figure.formula in _STEPS and figure.value is not None:
        return ctx.formats.percentage_points(figure.value, 2)
    return in_full(ctx, figure)
