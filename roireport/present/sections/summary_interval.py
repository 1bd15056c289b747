"""The first figure of the summary: the ROI with its interval, zero and its target."""

from decimal import Decimal

from roireport.chart.interval import Interval
from roireport.chart.interval import draw as draw_interval
from roireport.chart.scale import Labelled, ticks
from roireport.present.blocks import Block, Exhibit
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places, order, sign
from roireport.present.figures.figure_text import months, rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.section import data_source
from roireport.present.story.verdict import has_headline, unproven


def interval(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the ROI with interval and target; nothing where there is neither: the verdict says why."""
    ranged = ctx.verdict.low_case
    if not has_headline(ctx) or not (ranged or ctx.engagement.target_roi is not None):
        return ()
    title = interval_title(ctx)
    subtitle = ctx.words(
        f"summary.interval.subtitle.{'range' if ranged else 'no_range'}",
        draws=ctx.formats.number(Decimal(ctx.results.uncertainty.draws)),
        horizon=months(ctx, ctx.engagement.horizon),
    )
    return (Exhibit(title, subtitle, draw_interval(_chart(ctx, title, subtitle)), data_source(ctx)),)


def interval_title(ctx: ReportContext) -> QuotedText:
    """Compare the interval with the target, or else with zero."""
    uncertainty, target = ctx.results.uncertainty, ctx.engagement.target_roi
    paths = {"roi": "financial.roi", "low": "uncertainty.roi.p10", "high": "uncertainty.roi.p90"}
    facts: dict[str, object] = {name: ctx.say(path) for name, path in paths.items()}
    if target is None:
        signs = sign(uncertainty.p10.known), sign(uncertainty.p90.known)
        form = "positive" if ctx.verdict.profitable and signs[0] > 0 else "negative" if signs[1] < 0 else "both"
        return ctx.words(f"summary.interval.no_target.{form}", **facts)
    facts["target"] = rate(ctx, target, "target_roi")
    if not ctx.verdict.low_case:
        places = distinct_places(ctx.results.financial.roi.known, target)
        facts |= {"roi": ctx.say("financial.roi", places=places), "unproven": unproven(ctx)}
        return ctx.words("summary.interval.untested", **facts)
    for name, figure in (("low", uncertainty.p10), ("high", uncertainty.p90)):
        facts[name] = ctx.say(paths[name], places=distinct_places(figure.known, target))
    facts["probability"] = ctx.say("uncertainty.probability_target")
    return ctx.words(f"summary.interval.{_target_within(ctx, target)}", **facts)


def _target_within(ctx: ReportContext, target: Decimal) -> str:
    """Return whether the interval is above, below or around the target; above it only what is profitable."""
    uncertainty = ctx.results.uncertainty
    if order(uncertainty.p10.known, target) == "above":
        return "above_target" if ctx.verdict.profitable else "target"
    return "below_target" if order(uncertainty.p90.known, target) == "below" else "around_target"


def _chart(ctx: ReportContext, title: str, description: str) -> Interval:
    """Return the data of the chart; percentages as fractions."""
    uncertainty, financial, target = ctx.results.uncertainty, ctx.results.financial, ctx.engagement.target_roi
    named = {"low": uncertainty.p10, "median": uncertainty.p50, "high": uncertainty.p90}
    values = {name: figure.known for name, figure in named.items() if ctx.verdict.low_case}
    values["point"] = financial.roi.known
    if target is not None:
        values["target"] = target
    if financial.roi_to_date.defined and financial.roi_to_date.known != financial.roi.known:
        values["to_date"] = financial.roi_to_date.known
    labelled = {name: _labelled(ctx, name, value) for name, value in values.items()}
    axis = _axis(ctx, [float(value) for value in values.values()])
    low, median, high, aim, now = (labelled.get(name) for name in ("low", "median", "high", "target", "to_date"))
    return Interval(title, description, axis, labelled["point"], low, median, high, aim, now)


def _axis(ctx: ReportContext, values: list[float]) -> tuple[Labelled, ...]:
    return ticks([0.0, *values], lambda tick: ctx.formats.percent(Decimal(str(tick))))


def _labelled(ctx: ReportContext, name: str, value: Decimal) -> Labelled:
    return Labelled(float(value), ctx.words(f"summary.interval.label.{name}", value=ctx.formats.percent(value)))
