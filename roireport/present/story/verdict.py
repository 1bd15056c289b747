"""The sentences that judge the return: each follows from the kind of the verdict and from what leads."""

from decimal import Decimal
from typing import Final

from roireport.assess.finding import Finding
from roireport.model.period import month_of
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places, order
from roireport.present.figures.figure_text import months, rate, spelled
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import probability

Facts = dict[str, object]

PATHS: Final = {
    "roi": "financial.roi", "cost": "financial.cost", "gain": "financial.gain", "to_date": "financial.roi_to_date",
    "low": "uncertainty.roi.p10", "median": "uncertainty.roi.p50", "high": "uncertainty.roi.p90",
    "coverage": "uncertainty.coverage",
}  # fmt: skip
"""The figures that a verdict may quote, or the reason why there is none."""


def has_headline(ctx: ReportContext) -> bool:
    """Return whether there is an ROI that may be quoted."""
    return ctx.editorial.states_roi


def verdict_sentence(ctx: ReportContext) -> QuotedText:
    """Write the verdict: the title of the summary."""
    return ctx.words(f"verdict.{verdict_form(ctx)}", **verdict_facts(ctx))


def verdict_facts(ctx: ReportContext) -> Facts:
    """Return what a verdict may quote, for the summary and the cover."""
    facts: Facts = {name: ctx.say(path) for name, path in PATHS.items()}
    facts |= {"horizon": months(ctx, ctx.engagement.horizon), "age": months(ctx, age(ctx))}
    blockers = ctx.verdict.blockers
    if blockers:
        facts |= {"n": len(blockers), "count": spelled(ctx, len(blockers)), "blocker": blocker_name(ctx, blockers[0])}
    if has_headline(ctx):
        facts |= _target_facts(ctx)
        facts |= {"unproven": unproven(ctx), "beside": _beside(ctx), "odds": _odds(ctx)}
        facts["figures"] = ctx.words(f"verdict.figures.{ctx.editorial.headline}", **facts)
    return facts


def _target_facts(ctx: ReportContext) -> Facts:
    """Return the target, and the ROI to date with the decimals at which the two differ."""
    target, to_date = ctx.engagement.target_roi, ctx.results.financial.roi_to_date.value
    if target is None:
        return {}
    facts: Facts = {"target": rate(ctx, target, "target_roi")}
    if to_date is not None:
        facts["to_date"] = ctx.say(PATHS["to_date"], places=distinct_places(to_date, target))
    return facts


def _beside(ctx: ReportContext) -> QuotedText:
    """Write the median, and the low case where the sentence does not end with it."""
    ends_with_low = ctx.verdict.kind not in ("too_early", "uncertain") and not ctx.editorial.target_passed
    low = ctx.verdict.low_case and not ends_with_low and ctx.editorial.headline != "range"
    form = {(True, True): "both", (True, False): "median", (False, True): "low"}.get((ctx.editorial.median, low))
    facts = {"median": ctx.say(PATHS["median"]), "low": ctx.say(PATHS["low"])}
    return ctx.words(f"verdict.beside.{form}", **facts) if form else QuotedText("")


def _odds(ctx: ReportContext) -> QuotedText:
    """Write the share of simulations with a positive ROI, where it is printed beside the ROI."""
    if not ctx.editorial.probability:
        return QuotedText("")
    positive = ctx.results.uncertainty.probability_positive.known
    form = "none" if positive == 0 else "some"
    return ctx.words(f"verdict.odds.{form}", probability=probability(ctx, "uncertainty.probability_positive"))


def verdict_form(ctx: ReportContext) -> str:
    """Return the key of the sentence: the kind, and which of its cases."""
    kind, financial = ctx.verdict.kind, ctx.results.financial
    match kind:
        case "no_data" if financial.gain.defined:
            return "no_data.cost"
        case "no_data" if financial.cost.defined:
            return "no_data.gain"
        case "untested" if not financial.roi.defined:
            return "untested.no_roi"
        case "profitable":
            return f"profitable{_standing(ctx)}"
        case "uncertain" if ctx.editorial.headline == "to_date":
            return "uncertain.to_date"
    return kind


def _standing(ctx: ReportContext) -> str:
    """Return which profit it is: expected, one that has passed its target already, or neither."""
    if ctx.editorial.headline == "to_date":
        return ".to_date"
    target, to_date = ctx.engagement.target_roi, ctx.results.financial.roi_to_date.value
    if not ctx.editorial.target_passed or target is None or to_date is None:
        return ""
    return ".passed" if order(to_date, target) == "above" else ".at_target"


def age(ctx: ReportContext) -> int:
    """Return the months from the start to the last month with data, that one counted."""
    return max(month_of(ctx.engagement.as_of) - month_of(ctx.engagement.period.start) + 1, 0)


def median_note(ctx: ReportContext, key: str) -> QuotedText:
    """Write the median of the simulations where it belongs beside the ROI; nothing elsewhere."""
    return ctx.words(key, median=ctx.say(PATHS["median"])) if ctx.editorial.median else QuotedText("")


def kind_name(ctx: ReportContext) -> QuotedText:
    """Write the kind of the verdict in two or three words."""
    return ctx.words(f"status.verdict.{ctx.verdict.kind}")


def unproven(ctx: ReportContext) -> QuotedText:
    """Write why the ROI is not tested: no simulation, or too little of the gain in it."""
    form = "partly" if ctx.results.uncertainty.probability_positive.defined else "not_simulated"
    uncertainty = ctx.results.uncertainty
    why = ctx.text(uncertainty.probability_positive) if form == "not_simulated" else ""
    return ctx.words(f"verdict.unproven.{form}", why=why, coverage=ctx.say(PATHS["coverage"]))


def blocker_name(ctx: ReportContext, finding: Finding) -> QuotedText:
    """Write the short name of a challenge."""
    return ctx.words(f"challenge.{finding.rule.id}.name")


def median_of_one(ctx: ReportContext) -> Decimal:
    """Return what one unit invested brings back in the median of the simulations."""
    return 1 + ctx.results.uncertainty.p50.known
