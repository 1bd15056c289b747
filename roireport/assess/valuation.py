"""V01–V09: whether each gain and cost is counted at what it is worth, and once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from roireport.assess.correction import halved, left_out, resting_on, scaled
from roireport.assess.finding import Case, Fact, Trigger, cause, for_author, on_gain, on_kpi, phrases, rule
from roireport.assess.narrative_claims import claims_of
from roireport.assess.share_of_gain import carried_by
from roireport.assess.sources import (
    COOK,
    FULL_COSTS,
    GREEN_BOOK,
    OPTIMISM_BIAS,
    RETURN_IN_TRAINING,
    SALES_TRAINING,
    UNSUPPORTED,
)
from roireport.measure.figure import Figure, figure, typed
from roireport.measure.moments import mean
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.gain import Gain
from roireport.text.characters import place_of

FEWEST_PERIODS = 3
"""Below that, one of two observations is more than half by nature."""
LOADED = ("client_time", "tools")
"""The costs that are forgotten most: nobody sends an invoice for the first, and the second was there already."""


@rule(
    "V01",
    "blocker",
    SALES_TRAINING,
    key="gains.margin",
)
def revenue_without_margin(case: Case) -> Iterator[Trigger]:
    """V01: a gain is revenue and has no margin.

    If the doubt is right half of the gain is left, as with a margin of 50 %.
    """
    for result in case.results.financial.gains:
        if result.gain.kind == "revenue" and result.gain.margin is None:
            facts: dict[str, Fact] = {"gross": result.gross, "net": result.net}
            yield on_gain(result.gain, facts).corrected(halved([result]))


@rule("V03", "blocker", RETURN_IN_TRAINING, key="narrative")
def ratio_called_roi(case: Case) -> Iterator[Trigger]:
    """V03: a narrative calls ROI what is the BCR.

    A sentence speaks of ROI (RSI, retour sur investissement, return on investment) and gives a number that equals the
    BCR and not the ROI at its printed digits, or quotes [[financial.bcr]]. The ROI does not change: no effect on it is
    given.
    """
    financial = case.results.financial
    for narrative in case.engagement.narratives:
        for claim in claims_of(narrative.text, roi=financial.roi.value, bcr=financial.bcr.value):
            facts: dict[str, Fact] = {
                "narrative": narrative.name,
                "printed": claim.printed,
                "sentence": claim.sentence,
                "bcr": financial.bcr,
                "roi": financial.roi,
            }
            yield Trigger(narrative.name, facts, place_of(narrative.text, claim.offset, narrative.place.file))


@cause("cost_not_loaded")
@rule(
    "V04",
    "warning",
    FULL_COSTS,
    key="costs.category",
)
def costs_not_loaded(case: Case) -> Iterator[Trigger]:
    """V04: no line for the client's time, or none for tools; a line of 0 says that none was spent.

    What is missing is not known: no effect on the ROI is given.
    """
    present = {cost.category for cost in case.engagement.costs}
    missing = [category for category in LOADED if category not in present]
    if missing:
        cost = case.results.financial.cost
        yield Trigger(None, {"n": len(missing), "missing": phrases("V04", missing), "cost": cost})


@rule(
    "V05",
    "warning",
    f"{GREEN_BOOK}, § 6.30, cash-releasing and non-cash-releasing benefits",
    threshold=Decimal("0.30"),
    key="gains.cashable",
)
def mostly_soft_savings(case: Case) -> Iterator[Trigger]:
    """V05: savings that release no cash make up more than the threshold (30 %).

    If the doubt is right they are left out.
    """
    yield from carried_by(case, _is_soft, left_out, "cashable")


def _is_soft(gain: Gain) -> bool:
    return gain.kind == "saving" and not gain.cashable


@cause("effect")
@rule(
    "V07",
    "warning",
    f"{UNSUPPORTED}; {COOK}",
    threshold=Decimal("0.50"),
    key="kpis.series",
)
def effect_of_one_observation(case: Case) -> Iterator[Trigger]:
    """V07: one period makes up more than the threshold (50 %) of an effect of at least three periods.

    If the doubt is right the effect is the mean of the other periods.
    """
    for kpi in case.results.kpis:
        after = kpi.after
        if len(after) >= FEWEST_PERIODS and kpi.effect.mean.value:
            total = sum((row.effect.known for row in after), Decimal(0))
            highest = max(after, key=lambda row: row.effect.known / total)
            share = figure(highest.effect.known / total, "ratio", "share_of_effect", effect=highest.effect)
            if share.known > case.threshold:
                trigger = on_kpi(kpi.kpi, _one_observation(kpi, after, highest, share))
                kept = _mean_without(after, highest) / kpi.effect.mean.known
                correction = scaled(resting_on(case.results.financial, kpi.kpi.id), kept)
                yield replace(trigger, place=highest.value.place, correction=correction)


def _one_observation(
    kpi: KpiResult, after: Sequence[PeriodEffect], highest: PeriodEffect, share: Figure
) -> dict[str, Fact]:
    return {
        "period": highest.period,
        "share": share,
        "n": len(after),
        "mean": kpi.effect.mean,
        "mean_without": Figure(_mean_without(after, highest), kpi.kpi.unit, "mean_effect_without_one"),
    }


def _mean_without(after: Sequence[PeriodEffect], highest: PeriodEffect) -> Decimal:
    return mean([row.effect.known for row in after if row is not highest])


@for_author
@rule(
    "V09",
    "info",
    f"{OPTIMISM_BIAS}; {GREEN_BOOK}, § 6.82, adjustment reduced as risks are prevented",
    key="costs.amount",
)
def overrun_on_a_known_cost(case: Case) -> Iterator[Trigger]:
    """V09: a cost with an overrun has an amount dated before as_of: by now its invoice is known."""
    as_of = case.engagement.as_of
    for result in case.results.financial.costs:
        cost = result.cost
        past = [flow.day for flow in result.flows if flow.day < as_of]
        if cost.overrun and past:
            overrun = typed(cost.overrun, "ratio", cost.place("overrun"))
            facts: dict[str, Fact] = {"label": cost.label, "overrun": overrun, "amount": result.overrun}
            yield Trigger(cost.id, {**facts, "day": min(past), "as_of": as_of}, cost.place("overrun"))


@rule(
    "V11",
    "info",
    SALES_TRAINING,
    threshold=Decimal("0.60"),
    key="gains.margin",
)
def margin_unusually_high(case: Case) -> Iterator[Trigger]:
    """V11: the margin of a revenue gain is above the threshold (60 %).

    If the doubt is right the margin is the threshold.
    """
    for result in case.results.financial.gains:
        gain = result.gain
        if gain.kind == "revenue" and gain.margin is not None and gain.margin > case.threshold:
            margin, threshold = (
                typed(gain.margin, "ratio", gain.place("margin")),
                case.limit,
            )
            trigger = on_gain(gain, {"margin": margin, "threshold": threshold}, "margin")
            yield trigger.corrected(scaled([result], case.threshold / gain.margin))
