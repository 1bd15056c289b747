"""The parts of the financial results: lines, periods, offers and the plan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from roireport.measure.figure import Figure
from roireport.measure.registry import Measure, Measured, Withheld
from roireport.model.cost import Cost
from roireport.model.gain import Gain
from roireport.model.period import Span

STEPS = ("lag_ramp", "drop_off", "margin", "deadweight", "displacement", "attribution", "confidence", "risk")
"""What is taken off a gross gain, in this order."""
KEEPING: Final = ("margin", "attribution", "confidence")
"""The steps whose rate is what they leave; the rate of the others is what they take."""

State: TypeAlias = Literal["observed", "elapsed", "forecast"]
"""How sure an amount is, the surest first.

observed: read off a series or accounts; elapsed: its time is over, and nobody read it off; forecast: still to come.
"""
STATES: Final[tuple[State, ...]] = ("observed", "elapsed", "forecast")


@dataclass(frozen=True, slots=True)
class DatedAmount:
    """An amount in a period of the grid, and how sure it is.

    `month` counts from the month of the start, negative before it; `day` is when it is discounted as a dated flow.
    """

    period: int
    month: int
    day: date
    amount: Figure
    state: State

    @property
    def measured(self) -> bool:
        """Whether it is no forecast: observed, or elapsed."""
        return self.state != "forecast"


@dataclass(frozen=True, slots=True)
class Omitted:
    """What a reader might expect to be counted otherwise: left out, moved to the start, or a credit note."""

    key: Literal[
        "beyond_horizon",
        "cut_by_horizon",
        "cut_by_start",
        "cut_by_dates",
        "before_start",
        "credit_note",
        "after_as_of",
        "transition",
        "missing_period",
        "without_value",
    ]
    subject: str
    detail: str
    amount: Annotated[Figure | None, Measure(scope="trace")]


@dataclass(frozen=True, slots=True)
class CostResult:
    """A cost line within the horizon: what it comes to, what is funded, and its amounts by period."""

    cost: Cost
    gross: Annotated[Figure, Measure(scope="trace")]
    funded: Annotated[Figure, Measure(scope="trace")]
    overrun: Annotated[Figure, Measure(scope="trace")]
    net: Annotated[Figure, Measure(scope="trace")]
    to_date: Annotated[Figure, Measure(scope="trace")]
    flows: tuple[DatedAmount, ...]


@dataclass(frozen=True, slots=True)
class GainResult:
    """A gain within the horizon: from gross to net, step by step; `flows` are net, `plan` what had been expected."""

    gain: Gain
    gross: Measured
    taken: tuple[tuple[str, Figure], ...]
    """What each of STEPS takes away, positive where it does."""
    net: Measured
    to_date: Measured
    observed: Measured
    """The observed part of the net gain to date."""
    plan: Measured
    plan_to_date: Measured
    plan_attainment_to_date: Measured
    flows: tuple[DatedAmount, ...]
    planned: tuple[DatedAmount, ...]
    forecast: bool
    """Whether some of it is a forecast (there may be measured amounts too)."""
    measured_periods: int = 0
    """per_unit: how many measured periods of the series lie within from/to; 0 for other gains."""
    mean_effect: Annotated[Figure | None, Measure(kind="difference")] = None
    """per_unit: the mean effect of these periods."""
    to_come: tuple[Span, ...] = ()
    """per_unit: the periods within the horizon that are forecast."""
    mean_of: tuple[Span, ...] = ()
    """per_unit: the measured periods whose mean effect they bring."""
    rests_on: tuple[tuple[Span, Decimal], ...] = ()
    """per_unit: for each measured period the net money that a unit of its effect brings within the horizon.

    Its own, and its part of the mean that is forecast: the net gain is Σ of these × the effects.
    """


@dataclass(frozen=True, slots=True)
class CashPeriod:
    """A period of the grid; `period` is a month (2025-01) or the index of a year (0, 1, …)."""

    index: int
    period: str
    cost: Annotated[Figure, Measure(scope="document")]
    gain: Annotated[Figure, Measure(scope="document")]
    plan: Annotated[Figure, Measure(scope="document")]
    cumulative: Annotated[Figure, Measure(scope="document")]
    discounted_cumulative: Annotated[Figure, Measure(scope="document")]
    plan_cumulative: Annotated[Figure, Measure(scope="document")]
    roi: Annotated[Figure, Measure(scope="document")]
    """The ROI of all periods up to this one."""
    forecast: bool
    state: State
    """Of its gains the least sure; where it has none, observed once it is over."""


@dataclass(frozen=True, slots=True)
class OfferResult:
    """The cost and gain of one offer, or of all offers of one kind; `id` None for what names no offer."""

    id: str | None
    cost: Measured
    gain: Withheld
    roi: Withheld
    gain_first_year: Withheld
    roi_first_year: Withheld


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What had been expected at the start of the gains that have a plan, what came of them, and the share of it."""

    total: Measured
    to_date: Measured
    gain: Measured
    gain_to_date: Measured
    attainment: Measured
    attainment_to_date: Measured


@dataclass(frozen=True, slots=True)
class Lines:
    """Every cost and gain line, and all that is not counted."""

    costs: tuple[CostResult, ...]
    gains: tuple[GainResult, ...]
    omitted: tuple[Omitted, ...]
