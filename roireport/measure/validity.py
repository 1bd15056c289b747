"""What would make a measured effect invalid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roireport.measure.figure import Figure
from roireport.measure.interval import CONFIDENCE
from roireport.measure.parallel_trends import FEWEST_FOR_A_SLOPE
from roireport.measure.results import Doubt, ParallelTrends, RobustInterval, excludes_zero
from roireport.model.kpi import COMPUTED_METHODS, Kpi
from roireport.model.period import Span

FEWEST_AFTER = 3
"""As L07 asks of a forecast: with fewer, a season or one good month is the whole effect."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of an effect: the periods before and after, the gaps and outliers among them, its intervals."""

    before: int
    after: int
    missing: Sequence[Span]
    outliers: Sequence[Span]
    parallel: ParallelTrends
    plain: tuple[Figure, Figure]
    robust: RobustInterval


def doubts(kpi: Kpi, evidence: Evidence) -> tuple[Doubt, ...]:
    """All doubts about an effect; none where there is no effect to doubt.

    Threats to the validity of interrupted time series: Shadish, Cook & Campbell (2002).
    """
    return tuple(_doubts(kpi, evidence)) if evidence.after else ()


def _doubts(kpi: Kpi, evidence: Evidence) -> Iterator[Doubt]:
    if kpi.method not in COMPUTED_METHODS:
        yield Doubt("not_isolated", evidence.after)
    if _rests_on_before(kpi) and evidence.before < FEWEST_FOR_A_SLOPE:
        yield Doubt("few_before", evidence.before)
    if evidence.after < FEWEST_AFTER:
        yield Doubt("few_after", evidence.after)
    if _diverges(evidence.parallel):
        yield Doubt("diverging_control", evidence.parallel.periods)
    yield from _doubtful_periods(evidence)


def _doubtful_periods(evidence: Evidence) -> Iterator[Doubt]:
    """Gaps, outliers, and periods that resemble the one before."""
    if evidence.missing:
        yield Doubt("missing", len(evidence.missing), tuple(evidence.missing))
    if evidence.outliers:
        yield Doubt("outliers", len(evidence.outliers), tuple(evidence.outliers))
    robust = evidence.robust
    if robust.error.defined and excludes_zero(*evidence.plain) and not robust.is_clear:
        yield Doubt("autocorrelation", robust.lags)


def _rests_on_before(kpi: Kpi) -> bool:
    """Whether the counterfactual is made from the periods before the start."""
    if kpi.method in ("control", "trend"):
        return True
    return kpi.method != "forecast" and kpi.baseline is None


def _diverges(parallel: ParallelTrends) -> bool:
    return parallel.certainty.value is not None and float(parallel.certainty.value) > CONFIDENCE
