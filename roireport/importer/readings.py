"""Take the only reading that fits a whole column, or ask which one is meant."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from roireport.importer.table import SourceCell, shorten
from roireport.problems.problem import Problem, Refused, problem

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ColumnReadings(Generic[Value]):
    """The cells of one or more columns, each with its value by the reading that gives it.

    `option` is what decides between the readings, `chosen` the one that was chosen already.
    """

    option: str
    cells: Sequence[SourceCell]
    values: Sequence[Mapping[str, Value]]
    choices: Sequence[str]
    chosen: str | None

    def only(self, meaning: Callable[[Value], object]) -> Sequence[Value]:
        """The values in the reading that all cells have; Refused where there is none, or where two differ.

        Args:
            meaning: What of a value must be the same for two readings not to differ.
        """
        possible = [name for name in self._candidates() if all(name in values for values in self.values)]
        if not possible:
            raise Refused([self._misfit()])
        for cell, values in zip(self.cells, self.values, strict=True):
            if len({meaning(values[name]) for name in possible}) > 1:
                raise Refused([self._unclear(cell, values, possible)])
        return [values[possible[0]] for values in self.values]

    def _candidates(self) -> Sequence[str]:
        return [self.chosen] if self.chosen else self.choices

    def _misfit(self) -> Problem:
        """The first cell that the most common reading, or the chosen one, does not fit."""
        name = max(self._candidates(), key=lambda name: sum(name in values for values in self.values))
        cell = next(cell for cell, values in zip(self.cells, self.values, strict=True) if name not in values)
        return problem(f"import_{self.option}_mixed", cell.place, text=shorten(cell.text), chosen=name)

    def _unclear(self, cell: SourceCell, values: Mapping[str, Value], possible: Sequence[str]) -> Problem:
        read_as = ", ".join(f"{values[name]} ({name})" for name in possible)
        facts = {"text": shorten(cell.text), "read_as": read_as}
        return choice_problem(f"import_{self.option}_unclear", cell, self.option, possible, **facts)


def choice_problem(key: str, cell: SourceCell, option: str, choices: Iterable[str], **facts: str) -> Problem:
    """A problem that a choice solves: `option` names it, `choices` holds its values, a line each."""
    named = list(choices)
    allowed = ", ".join(f"`--{option} {choice}`" for choice in named)
    return problem(key, cell.place, option=option, choices="\n".join(named), allowed=allowed, also=(), **facts)
