"""The financial results: lines, periods, and what they come to."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from roireport.measure.figure import Figure
from roireport.measure.registry import Measure, Measured, Withheld
from roireport.model.cost import Category, Cost
from roireport.model.gain import Gain

STEPS = ("lag_ramp", "drop_off", "margin", "deadweight", "displacement", "attribution", "confidence", "risk")
"""What is taken off a gross gain, in this order."""


@dataclass(frozen=True, slots=True)
class DatedAmount:
    """An amount in a period of the grid; `measured` where it is no forecast.

    `month` counts from the month of the start, negative before it; `day` is when it is discounted as a dated flow.
    """

    period: int
    month: int
    day: date
    amount: Figure
    measured: bool


@dataclass(frozen=True, slots=True)
class Omitted:
    """What is not counted where a reader might expect it: beyond the horizon, before the start, after as_of."""

    key: Literal["beyond_horizon", "cut_by_horizon", "before_start", "after_as_of", "missing_period", "without_value"]
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
    plan: Measured
    plan_to_date: Measured
    plan_attainment_to_date: Measured
    flows: tuple[DatedAmount, ...]
    planned: tuple[DatedAmount, ...]
    forecast: bool
    """Whether some of it is a forecast (measured amounts may stand beside it)."""
    measured_periods: int
    """per_unit: how many measured periods of the series lie within from/to; 0 for other gains."""


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


@dataclass(frozen=True, slots=True)
class OfferResult:
    """The cost and gain of one offer, or of all offers of one kind; `id` None for what names no offer."""

    id: str | None
    cost: Measured
    gain: Withheld
    roi: Withheld


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
class Financial:
    """The financial return."""

    cost: Measured
    cost_by_category: tuple[tuple[Category, Figure], ...]
    gain: Withheld
    gain_gross: Measured
    net_benefit: Annotated[Figure, Measure(withheld=True, table=30)]
    roi: Annotated[Figure, Measure(withheld=True, table=10, headline=True, appendix=10)]
    bcr: Annotated[Figure, Measure(kind="number", withheld=True, table=20, headline=True, appendix=20)]
    cost_12_months: Measured
    gain_12_months: Withheld
    roi_12_months: Annotated[Figure, Measure(withheld=True, table=50, headline=True)]
    cost_to_date: Measured
    gain_to_date: Measured
    roi_to_date: Annotated[Figure, Measure(withheld=True, table=40, headline=True)]
    forecast_share: Measured
    beyond_horizon: Measured
    pv_cost: Measured
    pv_gain: Measured
    npv: Annotated[Figure, Measure(withheld=True, table=60, appendix=30)]
    roi_discounted: Annotated[Figure, Measure(withheld=True, table=70)]
    irr: Annotated[Figure, Measure(withheld=True, table=80, appendix=40)]
    irr_roots: tuple[Figure, ...]
    irr_beyond: bool
    """Whether there is a further root beyond the rates that are searched."""
    mirr: Annotated[Figure, Measure(withheld=True, table=90, appendix=50)]
    payback_months: Annotated[Figure, Measure(withheld=True, table=100, appendix=60)]
    discounted_payback_months: Annotated[Figure, Measure(withheld=True, table=110)]
    break_even: Annotated[Figure, Measure(kind="month", withheld=True)]
    """In months from the start of the grid to the calendar month (its index), undefined as payback is."""
    peak_exposure: Annotated[Figure, Measure(table=120)]
    plan: PlanResult
    maturity: Measured
    """Which share of the effect expected within the horizon could have shown by as_of."""
    costs: tuple[CostResult, ...]
    gains: tuple[GainResult, ...]
    offers: tuple[OfferResult, ...]
    offer_kinds: tuple[OfferResult, ...]
    cash_flow: tuple[CashPeriod, ...]
    omitted: tuple[Omitted, ...]
