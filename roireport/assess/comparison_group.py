"""A11, A13 to A15, A18, V14: whether the comparison behind an effect can carry it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from math import ceil

from roireport.assess.attribution import ONE, overlapping_initiatives
from roireport.assess.correction import Correction, halved, resting_on, scaled
from roireport.assess.finding import Case, Fact, Trigger, cause, finding_phrases, for_author, on_kpi, phrase, rule
from roireport.assess.sources import ANGRIST, FORECASTING, HISTORY, SHADISH, UNSUPPORTED
from roireport.measure.attribution import attributed_share
from roireport.measure.figure import Figure, figure
from roireport.measure.moments import mean
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.kpi import ControlGroup, Kpi

KEPT = Decimal("0.90")
"""Of the cases of a control group, what must be left after: what left may differ from what stayed."""


@cause("effect")
@rule(
    "A11",
    "warning",
    FORECASTING,
    key="kpis.counterfactual",
)
def trend_carried_too_far(case: Case) -> Iterator[Trigger]:
    """A11: a trend is carried over more periods than it was observed.

    If the doubt is right half of the effect is left.
    """
    for kpi in case.results.kpis:
        before, after = kpi.effect.periods_before, kpi.effect.periods
        if kpi.kpi.method == "trend" and after > before:
            yield on_kpi(kpi.kpi, {"n": after, "before": before}, "counterfactual").corrected(_halved(case, kpi))


def _halved(case: Case, kpi: KpiResult) -> Correction:
    """Half of the gains that rest on an effect."""
    return halved(resting_on(case.results.financial, kpi.kpi.id))


@for_author
@rule("A13", "warning", HISTORY, key="kpis.control.initiatives")
def unstated_initiatives_of_control(case: Case) -> Iterator[Trigger]:
    """A13: other initiatives overlapped, a share below 100 % is claimed of a control effect, `initiatives` is silent.

    Where the control group had these initiatives too, the comparison has taken them off already.
    """
    others = tuple(other.label for other in overlapping_initiatives(case.engagement))
    for gain in case.engagement.gains if others else ():
        share = attributed_share(gain)
        kpi = case.engagement.kpi(gain.kpi) if gain.kpi else None
        if kpi is not None and _is_silent_on_initiatives(kpi) and share.known < ONE:
            facts: dict[str, Fact] = {"label": gain.label, "share": share, "n": len(others), "initiatives": others}
            yield Trigger(gain.id, facts, kpi.place("control") or kpi.place("counterfactual"))


def _is_silent_on_initiatives(kpi: Kpi) -> bool:
    """Whether the method is control and nothing says which initiatives reached the control group."""
    return kpi.method == "control" and (kpi.control is None or kpi.control.initiatives is None)


@cause("effect")
@rule(
    "A14",
    "warning",
    ANGRIST,
    threshold=Decimal("0.50"),
    key="kpis.control",
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
            facts: dict[str, Fact] = {"share": share, "threshold": case.limit, "effect": mean}
            correction = scaled(resting_on(case.results.financial, kpi.kpi.id), ONE - share.known)
            yield on_kpi(kpi.kpi, facts, "counterfactual").corrected(correction)


def _control_move(kpi: KpiResult) -> Figure | None:
    """How far the mean of the control group moved after the start, in the direction that is wanted."""
    if kpi.kpi.method != "control":
        return None
    before = _mean_control(row for row in kpi.before if row.effect.defined)
    after = _mean_control(kpi.after)
    if before is None or after is None:
        return None
    return Figure(kpi.kpi.sign * (after - before), kpi.kpi.unit, "control_move")


def _mean_control(rows: Iterable[PeriodEffect]) -> Decimal | None:
    values = [row.control.known for row in rows if row.control is not None]
    return mean(values) if values else None


@cause("effect")
@rule(
    "A15",
    "warning",
    f"{SHADISH}, selection and attrition as threats to validity",
    threshold=Decimal(10),
    counts="cases",
    key="kpis.control",
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
            yield replace(on_kpi(result.kpi, finding_phrases("A15", "silent"), "counterfactual"), severity="info")
        if control is not None and (weak := _weakness(control, case.threshold)):
            place = control.place()
            yield replace(on_kpi(result.kpi, weak, "control"), place=place, correction=_halved(case, result))


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


@cause("effect")
@rule(
    "A18",
    "warning",
    SHADISH,
    threshold=Decimal(4),
    counts="periods",
    key="kpis.series",
)
def few_periods_before(case: Case) -> Iterator[Trigger]:
    """A18: a KPI has fewer periods before the start than the threshold (4), whatever baseline is declared.

    If the doubt is right half of the effect is left.
    """
    for kpi in case.results.kpis:
        before = len(kpi.before)
        if kpi.series and before < case.threshold:
            facts: dict[str, Fact] = {"n": before, "threshold": ceil(case.threshold)}
            yield on_kpi(kpi.kpi, facts, "series").corrected(_halved(case, kpi))


@rule("V14", "warning", UNSUPPORTED, key="gains.kpi")
def unfavourable_effect_not_counted(case: Case) -> Iterator[Trigger]:
    """V14: an established unfavourable effect on a KPI that carries no gain.

    What it costs is not known: no effect on the ROI is given.
    """
    carrying = {gain.kpi for gain in case.engagement.gains}
    for kpi in case.results.kpis:
        mean = kpi.effect.mean
        if kpi.kpi.id in case.established and kpi.kpi.id not in carrying and mean.known < 0:
            yield on_kpi(kpi.kpi, {"effect": mean})
