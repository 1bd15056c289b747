"""The inputs of a figure in words: what each is called, and its value in full."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from roireport.measure.figure import Figure, Input
from roireport.model.place import Place
from roireport.present.desk import Desk
from roireport.present.figures.name import part_name
from roireport.present.figures.told import Told
from roireport.present.figures.value import in_full

_STEPS: Final = frozenset(("sum_of_effects", "trend_slope"))
"""Inputs that are differences: those of a percentage are told in points."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of figures: by identity, since figures are shared; of typed values by their place."""

    by_figure: Mapping[int, str]
    by_place: Mapping[Place, str]

    def of(self, figure: Figure) -> str:
        """The path of a figure that has one; empty otherwise."""
        at_place = self.by_place.get(figure.place, "") if figure.place else ""
        return self.by_figure.get(id(figure), at_place)


def paths_by_figure(desk: Desk, first: Iterable[str]) -> Paths:
    """Where every figure stands; those that go by several paths under one of the `first`."""
    by_figure: dict[int, str] = {}
    by_place: dict[Place, str] = {}
    for path in (*first, *desk.figures):
        figure = desk.figures[path]
        by_figure.setdefault(id(figure), path)
        if figure.origin == "typed" and figure.place:
            by_place.setdefault(figure.place, path)
    return Paths(by_figure, by_place)


def input_parts(told: Told, given: Input, path: str) -> tuple[str, str]:
    """The name of the figure, and apart from it what it belongs to; without a path, what the formula calls it."""
    if path:
        name, label = told.parts(path)
        return str(name), str(label)
    desk = told.desk
    key = f"traceability.input.{given.name}"
    return str(desk.words(key)) if key in desk.words else part_name(desk, given.name), ""


def input_value(told: Told, figure: Figure, path: str) -> str:
    """The value in full, or the reason why there is none."""
    if path:
        return str(told.value(path))
    desk = told.desk
    if figure.unit == "percent" and figure.formula in _STEPS and figure.value is not None:
        return desk.formats.percentage_points(figure.value, 2)
    return in_full(desk, figure)
