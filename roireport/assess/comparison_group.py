"""A11, A14, A18: whether the comparison behind an effect can carry it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import ceil

from roireport.assess.finding import Case, Fact, Trigger, rule
from roireport.assess.sources import ANGRIST, SHADISH
from roireport.measure.figure import Figure, figure, typed
from roireport.measure.results import KpiResult, PeriodEffect


@rule(
    "A11",
    "warning",
    "Hyndman & Athanasopoulos, Forecasting: Principles and Practice (2021), prediction intervals",
    key="kpis.counterfactual",
)
def trend_carried_too_far(case: Case) -> Iterator[Trigger]:
    """A11: a trend is carried over more periods than it was observed."""
    for kpi in case.results.kpis:
        before, after = kpi.effect.periods_before, kpi.effect.periods
        if kpi.kpi.method == "trend" and after > before:
            yield _on_kpi(kpi, {"n": after, "before": before}, "counterfactual")


@rule("A14", "warning", f"{ANGRIST}, differences-in-differences", threshold=Decimal("0.50"), key="kpis.control")
def effect_from_a_falling_control(case: Case) -> Iterator[Trigger]:
    """A14: more of a control effect than the threshold (50 %) comes from the control moving the unfavourable way."""
    for kpi in case.results.kpis:
        move = _control_move(kpi)
        mean = kpi.effect.mean
        if move is None or mean.value is None or mean.value <= 0 or move.known >= 0:
            continue
        share = figure(-move.known / mean.value, "ratio", "share_of_effect", effect=mean)
        if share.known > case.threshold:
            threshold = typed(case.threshold, "ratio", None)
            yield _on_kpi(kpi, {"share": share, "threshold": threshold, "effect": mean}, "counterfactual")


def _control_move(kpi: KpiResult) -> Figure | None:
    """How far the mean of the control group moved after the start, in the direction that is wanted."""
    if kpi.kpi.method != "control":
        return None
    counted = [row for row in kpi.series if row.effect.defined]
    before = _mean_control(row for row in counted if row.phase == "before")
    after = _mean_control(row for row in counted if row.after_start)
    if before is None or after is None:
        return None
    return Figure(kpi.kpi.sign * (after - before), kpi.kpi.unit, "control_move")


def _mean_control(rows: Iterable[PeriodEffect]) -> Decimal | None:
    values = [row.control.known for row in rows if row.control is not None and row.control.defined]
    return sum(values, Decimal(0)) / len(values) if values else None


@rule(
    "A18", "warning", f"{SHADISH}, interrupted time series", threshold=Decimal(4), counts="periods", key="kpis.series"
)
def few_periods_before(case: Case) -> Iterator[Trigger]:
    """A18: a KPI has fewer periods before the start than the threshold (4), whatever baseline is declared."""
    for kpi in case.results.kpis:
        before = sum(row.phase == "before" for row in kpi.series)
        if kpi.series and before < case.threshold:
            yield _on_kpi(kpi, {"n": before, "threshold": ceil(case.threshold)}, "series")


def _on_kpi(kpi: KpiResult, facts: dict[str, Fact], key: str) -> Trigger:
    return Trigger(kpi.kpi.id, {"label": kpi.kpi.name, **facts}, kpi.kpi.place(key))
