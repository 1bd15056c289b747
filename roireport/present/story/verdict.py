"""The sentences that judge the return: each follows from the kind of the verdict."""

from decimal import Decimal
from typing import Final

from roireport.assess.finding import Finding
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months, spelled
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
    return ctx.verdict.established and ctx.results.financial.roi.defined


def verdict_sentence(ctx: ReportContext) -> QuotedText:
    """Write the verdict: the title of the summary."""
    form = verdict_form(ctx)
    facts: Facts = {name: ctx.say(path) for name, path in PATHS.items()}
    blockers = ctx.verdict.blockers
    if blockers:
        facts |= {"n": len(blockers), "count": spelled(ctx, len(blockers)), "blocker": blocker_name(ctx, blockers[0])}
    if has_headline(ctx):
        facts |= {"figures": _figures(ctx, facts), "unproven": unproven(ctx)}
        facts["probability"] = probability(ctx, "uncertainty.probability_positive")
    return ctx.words(f"verdict.{form}", **facts)


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
        case "profitable" if ctx.verdict.mostly_forecast:
            return "profitable.forecast"
    return kind


def _figures(ctx: ReportContext, facts: Facts) -> QuotedText:
    """Write the ROI, to date first where most of it is a forecast, and its median where it lies high."""
    dated = ctx.verdict.mostly_forecast and ctx.results.financial.roi_to_date.defined
    form = "forecast" if dated else "whole"
    beside = ".median" if ctx.verdict.median_beside else ""
    horizon = months(ctx, ctx.engagement.horizon)
    return ctx.words(f"verdict.figures.{form}{beside}", horizon=horizon, **facts)


def median_note(ctx: ReportContext, key: str) -> QuotedText:
    """Write the median of the simulations where it belongs beside the ROI; nothing elsewhere."""
    if not (ctx.verdict.median_beside and has_headline(ctx)):
        return QuotedText("")
    return ctx.words(key, median=ctx.say(PATHS["median"]))


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
