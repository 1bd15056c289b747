"""What would make a measured effect invalid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roireport.measure.figure import Figure
from roireport.measure.interval import CONFIDENCE
from roireport.measure.parallel_trends import FEWEST_FOR_A_SLOPE
from roireport.measure.results import Doubt, ParallelTrends, excludes_zero
from roireport.measure.samples import Samples
from roireport.model.kpi import COMPUTED_METHODS
from roireport.model.period import Span

FEWEST_AFTER = 3
"""As L07 asks of a forecast: with fewer, a season or one good month is the whole effect."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an effect can be doubted by: gaps, periods that were not compared, outliers, and its two intervals."""

    missing: Sequence[Span]
    not_compared: Sequence[Span]
    outliers: Sequence[Span]
    parallel: ParallelTrends
    plain: tuple[Figure, Figure]
    adjusted: tuple[Figure, Figure]


def doubts(given: Samples, evidence: Evidence) -> tuple[Doubt, ...]:
    """All doubts about an effect; none where there is no effect to doubt.

    Threats to the validity of interrupted time series: Shadish, Cook & Campbell (2002).
    """
    if not given.after:
        return ()
    return (*_doubts(given, evidence), *_doubtful_periods(evidence), *_doubtful_intervals(given, evidence))


def _doubts(given: Samples, evidence: Evidence) -> Iterator[Doubt]:
    """What is compared with what, and over how many periods."""
    after, before = len(given.after), given.periods_before
    if given.kpi.method not in COMPUTED_METHODS:
        yield Doubt("not_isolated", after)
    if _rests_on_before(given) and before < FEWEST_FOR_A_SLOPE:
        yield Doubt("few_before", before)
    if after < FEWEST_AFTER:
        yield Doubt("few_after", after)
    if _diverges(evidence.parallel):
        yield Doubt("diverging_control", evidence.parallel.periods)


def _doubtful_periods(evidence: Evidence) -> Iterator[Doubt]:
    """Gaps, periods without a comparison, and outliers."""
    if evidence.missing:
        yield Doubt("missing", len(evidence.missing), tuple(evidence.missing))
    if evidence.not_compared:
        yield Doubt("not_compared", len(evidence.not_compared), tuple(evidence.not_compared))
    if evidence.outliers:
        yield Doubt("outliers", len(evidence.outliers), tuple(evidence.outliers))


def _doubtful_intervals(given: Samples, evidence: Evidence) -> Iterator[Doubt]:
    """Neighbours that resemble each other, and an error that the interval does not hold."""
    low, high = evidence.adjusted
    if low.defined and excludes_zero(*evidence.plain) and not excludes_zero(low, high):
        yield Doubt("autocorrelation", len(given.after))
    if given.kpi.method == "forecast":
        yield Doubt("forecast_error", len(given.after))
    elif given.kpi.method in ("market", "estimate", "none") and given.factor is None:
        yield Doubt("baseline_error", len(given.after))


def _rests_on_before(given: Samples) -> bool:
    """Whether the counterfactual is made from the periods before the start."""
    return given.kpi.method in ("trend", "year_before") or given.factor is not None


def _diverges(parallel: ParallelTrends) -> bool:
    return parallel.certainty.value is not None and float(parallel.certainty.value) > CONFIDENCE
