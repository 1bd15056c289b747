"""The gross amount of a gain, as its parts over time."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from roireport.measure.figure import Figure, Input, Reason
from roireport.measure.timing import AmountPart
from roireport.model.period import Span

Cut: TypeAlias = Literal["cut_by_start", "cut_by_dates", "cut_by_horizon"]
"""What cuts a period in two, so that it is left out: a silent or a written `from` or `to`, or the horizon."""


@dataclass(frozen=True, slots=True)
class UnitParts:
    """The parts of a per_unit gain as if each effect were 1, also beyond the horizon.

    `mean_effect` is that of the measured periods, `own` are the parts of each of them; `forecast` those of the periods
    `to_come`, which bring the mean effect of the periods `mean_of`.
    """

    mean_effect: Figure
    own: tuple[tuple[Span, tuple[AmountPart, ...]], ...]
    forecast: tuple[AmountPart, ...]
    to_come: tuple[Span, ...]
    mean_of: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gross:
    """A gain's parts over time, also beyond the horizon, and the figure that they come from.

    `why` is set, and `parts` is empty, where there is no amount. `forecast` are the figures that forecast parts rest
    on; `unmeasured` are past periods without an effect, `cut` the periods that are left out because something cuts
    them.
    """

    parts: tuple[AmountPart, ...]
    basis: Figure
    forecast: tuple[Input, ...] = ()
    units: UnitParts | None = None
    unmeasured: tuple[Span, ...] = ()
    cut: tuple[tuple[Cut, Span], ...] = ()
    why: Reason | None = None
