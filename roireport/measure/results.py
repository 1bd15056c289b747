"""All results of an engagement, figure by figure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from roireport.measure.figure import Figure, Reason, rounded
from roireport.measure.financial_return import Financial
from roireport.measure.interval import Precision
from roireport.measure.registry import Difference, Level, Measure, Measured, Withheld
from roireport.model.criterion import Criterion, Dimension
from roireport.model.kpi import Kpi, Method
from roireport.model.objective import Objective
from roireport.model.period import Span


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
    roi_low: Measured
    roi_high: Measured
    switching_value: Measured


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The ROI in one case, such as shares_20_points_lower."""

    id: str
    roi: Withheld


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The value of one input at which the ROI is 0, or the target; `input` such as gains.margin.attribution.share."""

    input: str
    gain: str
    at: Literal["zero", "target"]
    value: Figure


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Sensitivity and simulation of the ROI, and what it would take to change it."""

    draws: int
    seed: int
    p10: Annotated[Figure, Measure(withheld=True, path="roi.p10")]
    p50: Annotated[Figure, Measure(withheld=True, path="roi.p50")]
    p90: Annotated[Figure, Measure(withheld=True, path="roi.p90")]
    percentile: Withheld
    """The share of the draws below the ROI."""
    coverage: Measured
    """The share of the gain whose doubt is counted."""
    probability_positive: Withheld
    probability_target: Withheld
    standard_error: Measured
    histogram: tuple[Bin, ...]
    sensitivity: tuple[Swing, ...]
    what_if: tuple[WhatIf, ...]
    break_even: tuple[BreakEven, ...]


Phase = Literal["before", "transition", "after"]
"""Where a period lies: it ends before the start, holds it with less than half of its days after, or counts."""


@dataclass(frozen=True, slots=True)
class PeriodEffect:
    """One row of a KPI's series; the effect before the start is what the method leaves open, and not counted."""

    period: Span
    value: Annotated[Figure, Measure(kind="level", scope="document")]
    control: Figure | None
    counterfactual: Annotated[Figure, Measure(kind="level", scope="document")]
    effect: Annotated[Figure, Measure(kind="difference", scope="document")]
    phase: Phase

    @property
    def after_start(self) -> bool:
        """Whether the period counts as one since the start."""
        return self.phase == "after"


def excludes_zero(low: Figure, high: Figure) -> bool:
    """Whether an interval is known and, as published, lies wholly on one side of zero: a cut third is no effect."""
    return low.defined and high.defined and (rounded(low) > 0 or rounded(high) < 0)


@dataclass(frozen=True, slots=True)
class ParallelTrends:
    """The slope of value − control before the start, over so many periods, and how certainly it is not 0."""

    periods: int
    slope: Difference
    certainty: Measured


@dataclass(frozen=True, slots=True)
class AdjustedInterval:
    """The interval of 90 % of a mean effect that allows for autocorrelation.

    Args:
        rho: The lag-1 autocorrelation of the residuals, corrected for its bias.
        n: The effective number of periods.
        se: The standard error of the mean effect.
        df: The degrees of freedom of Student's t.
    """

    low: Difference
    high: Difference
    rho: Annotated[Figure, Measure("number")]
    n: Annotated[Figure, Measure("number")]
    se: Difference
    df: Annotated[Figure, Measure("number")]


@dataclass(frozen=True, slots=True)
class EffectTest:
    """A mean effect with the precision of its two intervals; None where there is no such interval."""

    mean: Decimal
    plain: Precision | None
    adjusted: Precision | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What would make an effect invalid; `periods` are those that it is about, `count` how many they are."""

    key: Literal[
        "not_isolated",
        "few_before",
        "few_after",
        "diverging_control",
        "missing",
        "not_compared",
        "outliers",
        "autocorrelation",
        "baseline_error",
        "forecast_error",
    ]
    count: int
    periods: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """The mean effect since the start with its plain 90 % interval, the adjusted one, and what may be wrong."""

    method: Method
    mean: Difference
    low: Difference
    high: Difference
    adjusted: AdjustedInterval
    periods: int
    """k, the periods since the start that have an effect."""
    periods_before: int
    """How many periods before the start the counterfactual or the computed baseline rests on."""
    tests: tuple[EffectTest, ...]
    """The mean effect as it is shown, then as it is with the computed baseline where it rests on a declared one or on
    a forecast: it is established only where each test is passed. Empty without an effect."""
    parallel: ParallelTrends
    outliers: tuple[Span, ...]
    """Periods that lie far from the others of their side; they are counted all the same."""
    mean_without_outliers: Difference
    doubts: tuple[Doubt, ...]

    @property
    def wider(self) -> Precision | None:
        """The precision of whichever of the two intervals is wider; None where neither exists."""
        precisions = [one for test in self.tests[:1] for one in (test.plain, test.adjusted) if one is not None]
        return max(precisions, key=lambda one: one.half, default=None)


@dataclass(frozen=True, slots=True)
class KpiResult:
    """A KPI: from where, to where, how far of the way, and the effect against the counterfactual."""

    kpi: Kpi
    baseline: Level
    target: Level
    latest: Level
    change: Difference
    attainment: Measured
    effect: Effect
    series: tuple[PeriodEffect, ...]
    ignored: tuple[Span, ...]
    missing: tuple[Span, ...]

    @property
    def before(self) -> tuple[PeriodEffect, ...]:
        """The periods that end before the start."""
        return tuple(row for row in self.series if row.phase == "before")

    @property
    def after(self) -> tuple[PeriodEffect, ...]:
        """The periods since the start that have an effect."""
        return tuple(row for row in self.series if row.after_start and row.effect.defined)

    @property
    def transition(self) -> Span | None:
        """The period that holds the start and counts on neither side."""
        return next((row.period for row in self.series if row.phase == "transition"), None)


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


ObjectiveStatus = Literal["reached", "reached_late", "missed", "not_measured", "not_due"]
Pace = Literal["ahead", "behind"]


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An objective judged at its due date; a Reason says why a part of the judgement does not apply."""

    objective: Objective
    smart: Smart
    attainment: Figure
    status: ObjectiveStatus | Reason
    value_at_due: Level
    """The value of the period that holds the due date."""
    reached_on: Span | Reason
    """The first later period whose value meets the target, where the objective is reached late."""
    pace: Pace | Reason
    """Against the straight line to the target, where the objective is not due."""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion: its value before and now (0 to 1), its gain, progress and weight."""

    criterion: Criterion
    before: Annotated[Figure, Measure(kind="number", scope="trace")]
    now: Annotated[Figure, Measure(kind="number", scope="trace")]
    aim: Annotated[Figure, Measure(kind="number", scope="trace")]
    gain: Annotated[Figure, Measure(kind="number")]
    progress: Measured
    weight: Measured


@dataclass(frozen=True, slots=True)
class NonFinancial:
    """The scored return, in index points (0 to 100)."""

    index: Measured
    index_before: Measured
    index_now: Measured
    evidence_index: Measured
    coverage: Measured
    sign_stability: Measured
    index_p10: Measured
    index_p90: Measured
    points_per_10k: Measured
    dimensions: tuple[tuple[Dimension, Figure], ...]
    criteria: tuple[CriterionResult, ...]
    weight_runs: tuple[tuple[str, Figure, Figure], ...]
    """For each criterion: the index with its weight halved, and with its weight raised by half."""


@dataclass(frozen=True, slots=True)
class Combined:
    """Three figures, never mixed; `left_out` are the criteria whose drivers a gain shares already."""

    extended_roi: Annotated[Figure, Measure(withheld=True)]
    monetised: Measured
    left_out: tuple[str, ...]
    break_even_unquantified: Measured


@dataclass(frozen=True, slots=True)
class EffectShare:
    """The net effect on a KPI and its interval as shares of the way from its baseline to its target."""

    kpi: str
    mean: Annotated[Figure, Measure(path="share")]
    low: Annotated[Figure, Measure(path="share_low")]
    high: Annotated[Figure, Measure(path="share_high")]


OutcomeKind = Literal["gain", "kpi_effect", "kpi_attainment", "criterion"]
Side = Literal["favourable", "unfavourable", "open"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What works or does not: a KPI, a gain or a criterion against what was wanted of it.

    `form` is the situation that it is in, `weight` what it is ranked by among those of its kind, the best 1; `why` it
    has no rank. `figures` are the paths of the figures that support it.
    """

    kind: OutcomeKind
    subject: str
    side: Side
    form: str
    weight: Decimal | None
    why: Reason | None
    figures: tuple[str, ...]
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that is computed from an engagement."""

    financial: Financial
    uncertainty: Uncertainty
    kpis: tuple[KpiResult, ...]
    objectives: tuple[ObjectiveResult, ...]
    nonfinancial: NonFinancial
    combined: Combined
    effect_shares: tuple[EffectShare, ...]
