"""A figure: a value, or the reason why there is none, with its formula and its inputs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal, NamedTuple

from roireport.model.place import Place

Unit = Literal[
    "money", "ratio", "rate_of_return", "months", "points", "count", "percent", "number", "days", "hours", "score"
]
"""What a figure is counted in. ratio: a fraction; percent, number, days, hours, score: the unit of a KPI."""

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Sixty digits: no sum or product of written amounts and rates is ever cut; a third is cut far behind the cent."""

PUBLISHED_PLACES = 10
"""Decimals of a figure that is published, but for those units that have fewer."""
_PLACES: dict[Unit, int] = {"money": 2, "rate_of_return": 8, "months": 6, "points": 8}
_SETTLED, _READY = Decimal("1e-40"), Decimal("1e-25")
_PUBLISHED = Context(prec=400, rounding=ROUND_HALF_UP)
"""Room for 25 decimals behind the largest number that a float can hold."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure has no value: a key of the words (`undefined.<key>`) and the facts its sentence needs."""

    key: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit, or why there is none; `formula` names the method sheet, "typed" a value as written."""

    value: Decimal | None
    unit: Unit
    formula: str
    inputs: "tuple[Input, ...]" = ()
    why: Reason | None = None
    place: Place | None = None

    @property
    def defined(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def origin(self) -> Literal["typed", "computed", "simulated"]:
        """How the value came about."""
        if self.formula == "typed":
            return "typed"
        return "simulated" if self.formula.startswith("simulation") else "computed"

    @property
    def known(self) -> Decimal:
        """The value of a figure that is known to be defined; ValueError otherwise."""
        if self.value is None:
            raise ValueError(f"{self.formula} is undefined: {self.why}")
        return self.value


class Input(NamedTuple):
    """A figure under the name that it has in the formula.

    A tuple, since an engagement has thousands of them and a frozen dataclass takes several times as long to make.
    """

    name: str
    figure: Figure


def typed(value: Decimal | int, unit: Unit, place: Place | None) -> Figure:
    """A value as it was written in a file."""
    return Figure(Decimal(value), unit, "typed", place=place)


def figure(value: Decimal | float | int, unit: Unit, formula: str, /, **inputs: Figure) -> Figure:
    """A computed value; keyword arguments name the inputs."""
    return Figure(Decimal(value), unit, formula, named(inputs.items()))


def undefined(
    unit: Unit, formula: str, key: str, /, *, facts: Iterable[tuple[str, str]] = (), **inputs: Figure
) -> Figure:
    """A figure that has no value, and why."""
    return Figure(None, unit, formula, named(inputs.items()), Reason(key, tuple(facts)))


def derived(unit: Unit, formula: str, rule: "Callable[..., Decimal | Reason]", /, **inputs: Figure) -> Figure:
    """What a rule makes of the inputs' values, given under their names.

    The first input without a value passes its reason on; a rule may itself return a Reason.
    """
    missing = next((given.why for given in inputs.values() if given.value is None), None)
    outcome = missing or rule(**{name: given.value for name, given in inputs.items()})
    if isinstance(outcome, Reason):
        return Figure(None, unit, formula, named(inputs.items()), outcome)
    return Figure(outcome, unit, formula, named(inputs.items()))


def summed(unit: Unit, formula: str, parts: Iterable[tuple[str, Figure]]) -> Figure:
    """The sum of named figures; what has no value counts as nothing and stays among the inputs."""
    inputs = named(parts)
    values = (given.figure.value for given in inputs)
    return Figure(sum((value for value in values if value is not None), Decimal(0)), unit, formula, inputs)


def averaged(unit: Unit, formula: str, parts: Iterable[tuple[str, Figure]]) -> Figure:
    """The arithmetic mean of at least one named figure; each has a value."""
    inputs = named(parts)
    total = sum((given.figure.known for given in inputs), Decimal(0))
    return Figure(total / len(inputs), unit, formula, inputs)


def named(parts: Iterable[tuple[str, Figure]]) -> "tuple[Input, ...]":
    """Figures under their names, as the inputs of another."""
    return tuple(Input(name, given) for name, given in parts)


def trimmed(value: Decimal) -> Decimal:
    """A sum at 40 decimals: in front of where a third is cut, and too far behind the cent for a factor to reach it."""
    return value.quantize(_SETTLED, context=_PUBLISHED)


def rounded(given: Figure) -> Decimal:
    """The value as it is published: money to the cent, rates to 10 decimals, IRR 8, months 6, points 8; half up.

    A value is first brought to 25 decimals, so that a third that was cut at the sixtieth digit (or a sum of such,
    trimmed at 40 decimals and multiplied since) does not turn a half cent into less than half a cent. A value that
    rounds to zero has no sign.
    """
    ready = given.known.quantize(_READY, context=_PUBLISHED)
    value = ready.quantize(Decimal(1).scaleb(-_PLACES.get(given.unit, PUBLISHED_PLACES)), context=_PUBLISHED)
    return value or value.copy_abs()


def plain_number(figure: Figure) -> int | Decimal:
    """A defined figure as published, with all its digits: whole where it is whole, else without zeros at its end."""
    value = rounded(figure)
    return int(value) if value == value.to_integral_value() else value.normalize(_PUBLISHED)
