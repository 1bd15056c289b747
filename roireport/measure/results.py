"""All results of an engagement, figure by figure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from roireport.measure.figure import Figure
from roireport.model.cost import Category, Cost
from roireport.model.criterion import Criterion, Dimension
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi, Method
from roireport.model.objective import Objective
from roireport.model.period import Span
from roireport.model.place import Place

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

    key: Literal["beyond_horizon", "before_start", "after_as_of", "missing_period", "without_value"]
    subject: str
    detail: str
    amount: Figure | None
    place: Place | None


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
    forecast: bool


@dataclass(frozen=True, slots=True)
class OfferResult:
    """The cost and gain of one offer; `id` None for what names no offer."""

    id: str | None
    cost: Figure
    gain: Figure
    roi: Figure


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
    costs: tuple[CostResult, ...]
    gains: tuple[GainResult, ...]
    offers: tuple[OfferResult, ...]
    cash_flow: tuple[CashPeriod, ...]
    omitted: tuple[Omitted, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of the histogram: the share of draws from `low` (included) to `high`."""

    low: float
    high: float
    share: float


@dataclass(frozen=True, slots=True)
class Swing:
    """What the ROI becomes with one input at its low and its high; `input` such as gains.marge-conversion."""

    input: str
    roi_low: Figure
    roi_high: Figure
    switching_value: Figure


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Sensitivity and simulation of the ROI."""

    draws: int
    seed: int
    p10: Figure
    p50: Figure
    p90: Figure
    probability_positive: Figure
    probability_target: Figure
    standard_error: Figure
    histogram: tuple[Bin, ...]
    sensitivity: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class PeriodEffect:
    """One row of a KPI's series; the effect before the start is what the method leaves open, and not counted."""

    period: Span
    value: Figure
    control: Figure | None
    counterfactual: Figure
    effect: Figure
    after_start: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """The mean effect after the start with its 90 % interval."""

    method: Method
    mean: Figure
    low: Figure
    high: Figure
    periods: int


@dataclass(frozen=True, slots=True)
class KpiResult:
    """A KPI: from where, to where, how far of the way, and the effect against the counterfactual."""

    kpi: Kpi
    baseline: Figure
    target: Figure
    latest: Figure
    change: Figure
    attainment: Figure
    effect: Effect
    series: tuple[PeriodEffect, ...]
    ignored: tuple[Span, ...]
    missing: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Smart:
    """The five marks of an objective."""

    specific: bool
    measurable: bool
    achievable: bool
    relevant: bool
    time_bound: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The marks it lacks."""
        return tuple(name for name in self.__slots__ if not getattr(self, name))


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An objective and how far it is."""

    objective: Objective
    smart: Smart
    latest: Figure
    attainment: Figure
    status: Literal["reached", "on_track", "missed", "not_measured"]


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion: its value before and now (0 to 1), its gain, progress and weight."""

    criterion: Criterion
    before: Figure
    now: Figure
    aim: Figure
    gain: Figure
    progress: Figure
    weight: Figure


@dataclass(frozen=True, slots=True)
class NonFinancial:
    """The scored return, in index points (0 to 100)."""

    index: Figure
    index_before: Figure
    index_now: Figure
    evidence_index: Figure
    coverage: Figure
    sign_stability: Figure
    points_per_10k: Figure
    dimensions: tuple[tuple[Dimension, Figure], ...]
    criteria: tuple[CriterionResult, ...]
    weight_runs: tuple[tuple[str, Figure, Figure], ...]
    """For each criterion: the index with its weight halved, and with its weight raised by half."""


@dataclass(frozen=True, slots=True)
class Combined:
    """Three figures, never mixed; `left_out` are the criteria whose drivers a gain shares already."""

    extended_roi: Figure
    monetised: Figure
    left_out: tuple[str, ...]
    break_even_unquantified: Figure


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that is computed from an engagement."""

    financial: Financial
    uncertainty: Uncertainty
    kpis: tuple[KpiResult, ...]
    objectives: tuple[ObjectiveResult, ...]
    nonfinancial: NonFinancial
    combined: Combined
