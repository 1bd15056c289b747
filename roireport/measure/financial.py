"""The financial results: lines, periods, and what they come to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from roireport.measure.figure import Figure
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
    amount: Figure | None


@dataclass(frozen=True, slots=True)
class CostResult:
    """A cost line within the horizon: what it comes to, what is funded, and its amounts by period."""

    cost: Cost
    gross: Figure
    funded: Figure
    overrun: Figure
    net: Figure
    to_date: Figure
    flows: tuple[DatedAmount, ...]


@dataclass(frozen=True, slots=True)
class GainResult:
    """A gain within the horizon: from gross to net, step by step; `flows` are net, `plan` what had been expected."""

    gain: Gain
    gross: Figure
    taken: tuple[tuple[str, Figure], ...]
    """What each of STEPS takes away, positive where it does."""
    net: Figure
    to_date: Figure
    plan: Figure
    plan_to_date: Figure
    plan_attainment_to_date: Figure
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
    cost: Figure
    gain: Figure
    plan: Figure
    cumulative: Figure
    discounted_cumulative: Figure
    plan_cumulative: Figure
    roi: Figure
    """The ROI of all periods up to this one."""
    forecast: bool


@dataclass(frozen=True, slots=True)
class OfferResult:
    """The cost and gain of one offer, or of all offers of one kind; `id` None for what names no offer."""

    id: str | None
    cost: Figure
    gain: Figure
    roi: Figure


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What had been expected at the start of the gains that have a plan, what came of them, and the share of it."""

    total: Figure
    to_date: Figure
    gain: Figure
    gain_to_date: Figure
    attainment: Figure
    attainment_to_date: Figure


@dataclass(frozen=True, slots=True)
class Financial:
    """The financial return."""

    cost: Figure
    cost_by_category: tuple[tuple[Category, Figure], ...]
    gain: Figure
    gain_gross: Figure
    net_benefit: Figure
    roi: Figure
    bcr: Figure
    cost_12_months: Figure
    gain_12_months: Figure
    roi_12_months: Figure
    cost_to_date: Figure
    gain_to_date: Figure
    roi_to_date: Figure
    forecast_share: Figure
    beyond_horizon: Figure
    pv_cost: Figure
    pv_gain: Figure
    npv: Figure
    roi_discounted: Figure
    irr: Figure
    irr_roots: tuple[Figure, ...]
    irr_beyond: bool
    """Whether there is a further root beyond the rates that are searched."""
    mirr: Figure
    payback_months: Figure
    discounted_payback_months: Figure
    break_even: Figure
    """In months from the start of the grid to the calendar month (its index), undefined as payback is."""
    peak_exposure: Figure
    plan: PlanResult
    maturity: Figure
    """Which share of the effect expected within the horizon could have shown by as_of."""
    costs: tuple[CostResult, ...]
    gains: tuple[GainResult, ...]
    offers: tuple[OfferResult, ...]
    offer_kinds: tuple[OfferResult, ...]
    cash_flow: tuple[CashPeriod, ...]
    omitted: tuple[Omitted, ...]
