"""V01–V09: whether each gain and cost is counted at what it is worth, and once."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from roireport.assess.correction import halved, left_out, resting_on, scaled
from roireport.assess.finding import Case, Fact, Trigger, for_author, phrases, rule
from roireport.assess.narrative_claims import Claim, claims_of
from roireport.assess.share_of_gain import share_of_gain
from roireport.assess.sources import PHILLIPS, RETURN_IN_TRAINING
from roireport.measure.figure import Figure, figure, typed
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.gain import Gain
from roireport.model.place import Place

FEWEST_PERIODS = 3
"""Below that, one of two observations is more than half by nature."""
LOADED = ("client_time", "tools")
"""The costs that are forgotten most: nobody sends an invoice for the first, and the second was there already."""


@rule(
    "V01",
    "blocker",
    "Phillips, Phillips & Robinson, Measuring the Success of Sales Training (2013), profit and not revenue",
    key="gains.margin",
)
def revenue_without_margin(case: Case) -> Iterator[Trigger]:
    """V01: a gain is revenue and has no margin.

    If the doubt is right half of the gain is left, as with a margin of 50 %.
    """
    for result in case.results.financial.gains:
        if result.gain.kind == "revenue" and result.gain.margin is None:
            facts: dict[str, Fact] = {"gross": result.gross, "net": result.net}
            yield replace(on_gain(result.gain, facts), correction=halved([result]))


@rule("V03", "blocker", f"{RETURN_IN_TRAINING}, BCR and ROI", key="narrative")
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
            yield Trigger(narrative.name, facts, _place(narrative.place, narrative.text, claim))


def _place(start: Place, text: str, claim: Claim) -> Place:
    """The place of a claim in its file."""
    before = text[: claim.offset]
    column = claim.offset - (before.rfind("\n") + 1)
    return Place(start.file, 1 + before.count("\n"), 1 + column)


@rule(
    "V04",
    "warning",
    f"{PHILLIPS}, guiding principle 10: fully load all costs",
    key="costs.category",
    cause="cost_not_loaded",
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
    "HM Treasury, Guide to Developing the Project Business Case (2018), cash-releasing benefits",
    threshold=Decimal("0.30"),
    key="gains.cashable",
)
def mostly_soft_savings(case: Case) -> Iterator[Trigger]:
    """V05: savings that release no cash make up more than the threshold (30 %).

    If the doubt is right they are left out.
    """
    financial = case.results.financial
    share = share_of_gain(financial, lambda result: _is_soft(result.gain))
    if share is not None and share.known > case.threshold:
        results = [result for result in financial.gains if _is_soft(result.gain)]
        soft = [result.gain for result in results]
        facts: dict[str, Fact] = {
            "share": share,
            "threshold": typed(case.threshold, "ratio", None),
            "n": len(soft),
            "gains": tuple(gain.label for gain in soft),
        }
        yield Trigger(None, facts, soft[0].place("cashable"), correction=left_out(results))


def _is_soft(gain: Gain) -> bool:
    return gain.kind == "saving" and not gain.cashable


@rule(
    "V07",
    "warning",
    f"{PHILLIPS}, guiding principle 8: avoid extreme data items; "
    "Cook, Technometrics 19 (1977), influential observations",
    threshold=Decimal("0.50"),
    key="kpis.series",
    cause="effect",
)
def effect_of_one_observation(case: Case) -> Iterator[Trigger]:
    """V07: one period makes up more than the threshold (50 %) of an effect of at least three periods.

    If the doubt is right the effect is the mean of the other periods.
    """
    for kpi in case.results.kpis:
        after = [row for row in kpi.series if row.after_start and row.effect.defined]
        if len(after) >= FEWEST_PERIODS and kpi.effect.mean.value:
            total = sum((row.effect.known for row in after), Decimal(0))
            highest = max(after, key=lambda row: row.effect.known / total)
            share = figure(highest.effect.known / total, "ratio", "share_of_effect", effect=highest.effect)
            if share.known > case.threshold:
                facts = _one_observation(kpi, after, highest, share)
                kept = _mean_without(after, highest) / kpi.effect.mean.known
                correction = scaled(resting_on(case.results.financial, kpi.kpi.id), kept)
                yield Trigger(kpi.kpi.id, facts, highest.value.place, correction=correction, about=kpi.kpi.id)


def _one_observation(
    kpi: KpiResult, after: list[PeriodEffect], highest: PeriodEffect, share: Figure
) -> dict[str, Fact]:
    return {
        "label": kpi.kpi.name,
        "period": highest.period,
        "share": share,
        "n": len(after),
        "mean": kpi.effect.mean,
        "mean_without": Figure(_mean_without(after, highest), kpi.kpi.unit, "mean_effect_without_one"),
    }


def _mean_without(after: list[PeriodEffect], highest: PeriodEffect) -> Decimal:
    return sum((row.effect.known for row in after if row is not highest), Decimal(0)) / (len(after) - 1)


@for_author
@rule(
    "V09",
    "info",
    "HM Treasury, Supplementary Green Book Guidance: Optimism Bias (2013), less bias as costs become known",
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
    "Phillips, Phillips & Robinson, Measuring the Success of Sales Training (2013), profit and not revenue",
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
                typed(case.threshold, "ratio", None),
            )
            correction = scaled([result], case.threshold / gain.margin)
            yield replace(on_gain(gain, {"margin": margin, "threshold": threshold}, "margin"), correction=correction)


def on_gain(gain: Gain, facts: dict[str, Fact], key: str | None = None) -> Trigger:
    """A trigger on a gain, at one of its keys or where it begins."""
    return Trigger(gain.id, {"label": gain.label, **facts}, gain.place(key))
