"""A11, A13 to A15, A18, V14: whether the comparison behind an effect can carry it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from math import ceil

from roireport.assess.attribution import ONE, overlaps
from roireport.assess.correction import Correction, halved, resting_on, scaled
from roireport.assess.finding import Case, Fact, Trigger, finding_phrases, for_author, phrase, rule
from roireport.assess.sources import ANGRIST, PHILLIPS, SHADISH
from roireport.measure.figure import Figure, figure, typed
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.kpi import ControlGroup

KEPT = Decimal("0.90")
"""Of the cases of a control group, what must be left after: what left may differ from what stayed."""


@rule(
    "A11",
    "warning",
    "Hyndman & Athanasopoulos, Forecasting: Principles and Practice (2021), prediction intervals",
    key="kpis.counterfactual",
    cause="effect",
)
def trend_carried_too_far(case: Case) -> Iterator[Trigger]:
    """A11: a trend is carried over more periods than it was observed.

    If the doubt is right half of the effect is left.
    """
    for kpi in case.results.kpis:
        before, after = kpi.effect.periods_before, kpi.effect.periods
        if kpi.kpi.method == "trend" and after > before:
            correction = halved(resting_on(case.results.financial, kpi.kpi.id))
            yield _on_kpi(kpi, {"n": after, "before": before}, "counterfactual", correction)


@for_author
@rule("A13", "warning", f"{SHADISH}, history as a threat to validity", key="kpis.control.initiatives")
def initiatives_of_the_control_not_told(case: Case) -> Iterator[Trigger]:
    """A13: other initiatives overlapped, a share below 100 % is claimed of a control effect, `initiatives` is silent.

    Where the control group had these initiatives too, the comparison has taken them off already.
    """
    others = tuple(other.label for other in case.engagement.concurrent_initiatives if overlaps(other, case.engagement))
    for gain in case.engagement.gains if others else ():
        share = gain.attribution.share if gain.attribution else ONE
        kpi = case.engagement.kpi(gain.kpi) if gain.kpi else None
        silent = kpi is not None and (kpi.control is None or kpi.control.initiatives is None)
        if kpi is not None and kpi.method == "control" and silent and share < ONE:
            given = typed(share, "ratio", gain.attribution.place("share") if gain.attribution else None)
            facts: dict[str, Fact] = {"label": gain.label, "share": given, "n": len(others), "initiatives": others}
            yield Trigger(gain.id, facts, kpi.place("control") or kpi.place("counterfactual"))


@rule(
    "A14",
    "warning",
    f"{ANGRIST}, differences-in-differences",
    threshold=Decimal("0.50"),
    key="kpis.control",
    cause="effect",
)
def effect_from_a_falling_control(case: Case) -> Iterator[Trigger]:
    """A14: more of a control effect than the threshold (50 %) comes from the control moving the unfavourable way.

    If the doubt is right the effect is what the KPI itself moved.
    """
    for kpi in case.results.kpis:
        move = _control_move(kpi)
        mean = kpi.effect.mean
        if move is None or mean.value is None or mean.value <= 0 or move.known >= 0:
            continue
        share = figure(-move.known / mean.value, "ratio", "share_of_effect", effect=mean)
        if share.known > case.threshold:
            threshold = typed(case.threshold, "ratio", None)
            correction = scaled(resting_on(case.results.financial, kpi.kpi.id), ONE - share.known)
            facts: dict[str, Fact] = {"share": share, "threshold": threshold, "effect": mean}
            yield _on_kpi(kpi, facts, "counterfactual", correction)


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
    "A15",
    "warning",
    f"{SHADISH}, selection and attrition",
    threshold=Decimal(10),
    counts="cases",
    key="kpis.control",
    cause="effect",
)
def control_group_too_thin(case: Case) -> Iterator[Trigger]:
    """A15: the control group has fewer cases than the threshold (10), lost over a tenth of them, or had contact.

    An information where the number of cases is not given: then no effect on the ROI is given. Else, if the doubt is
    right, half of the effect is left.
    """
    for result in case.results.kpis:
        control = result.kpi.control
        if result.kpi.method != "control":
            continue
        if control is None or control.n is None:
            yield replace(_on_kpi(result, finding_phrases("A15", "silent"), "counterfactual"), severity="info")
        if control is not None and (weak := _weakness(control, case.threshold)):
            correction = halved(resting_on(case.results.financial, result.kpi.id))
            yield replace(_on_kpi(result, weak, "control", correction), place=control.place())


def _weakness(control: ControlGroup, fewest: Decimal) -> dict[str, Fact] | None:
    """The first thing that makes a control group too thin, with its numbers."""
    n, left = control.n, control.n_after
    if n is not None and n < fewest:
        return finding_phrases("A15", "few", n=n, threshold=ceil(fewest))
    if n is not None and left is not None and left < KEPT * n:
        return finding_phrases("A15", "lost", n=n, left=left)
    if control.contact in ("some", "full"):
        return finding_phrases("A15", "contact", contact=phrase("A15", control.contact))
    return None


@rule(
    "A18",
    "warning",
    f"{SHADISH}, interrupted time series",
    threshold=Decimal(4),
    counts="periods",
    key="kpis.series",
    cause="effect",
)
def few_periods_before(case: Case) -> Iterator[Trigger]:
    """A18: a KPI has fewer periods before the start than the threshold (4), whatever baseline is declared.

    If the doubt is right half of the effect is left.
    """
    for kpi in case.results.kpis:
        before = sum(row.phase == "before" for row in kpi.series)
        if kpi.series and before < case.threshold:
            correction = halved(resting_on(case.results.financial, kpi.kpi.id))
            yield _on_kpi(kpi, {"n": before, "threshold": ceil(case.threshold)}, "series", correction)


@rule("V14", "warning", f"{PHILLIPS}, guiding principle 8: no unsupported claims", key="gains.kpi")
def unfavourable_effect_not_counted(case: Case) -> Iterator[Trigger]:
    """V14: an established unfavourable effect on a KPI that carries no gain.

    What it costs is not known: no effect on the ROI is given.
    """
    carrying = {gain.kpi for gain in case.engagement.gains}
    for kpi in case.results.kpis:
        mean = kpi.effect.mean
        if kpi.kpi.id in case.established and kpi.kpi.id not in carrying and mean.known < 0:
            yield Trigger(kpi.kpi.id, {"label": kpi.kpi.name, "effect": mean}, kpi.kpi.place())


def _on_kpi(kpi: KpiResult, facts: dict[str, Fact], key: str, correction: Correction | None = None) -> Trigger:
    facts = {"label": kpi.kpi.name, **facts}
    return Trigger(kpi.kpi.id, facts, kpi.kpi.place(key), correction=correction, about=kpi.kpi.id)
