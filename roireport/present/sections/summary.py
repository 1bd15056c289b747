"""The summary: the verdict, six tiles, the interval of the ROI, three findings, the decision asked."""

from decimal import Decimal

from roireport.chart.interval import Interval
from roireport.chart.interval import draw as draw_interval
from roireport.chart.scale import Labelled, ticks
from roireport.model.recommendation import Decision
from roireport.present.blocks import Block, Contents, Exhibit, Points, Sentence, Side, Takeaway
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places, order, sign
from roireport.present.figures.figure_text import cited, months, rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.narrative import narrative
from roireport.present.sections.summary_tiles import tiles
from roireport.present.story.outline import chosen, heading
from roireport.present.story.remarks import leading
from roireport.present.story.section import accepted, data_source, section, withheld
from roireport.present.story.verdict import has_headline, unproven, verdict_sentence
from roireport.present.view import Section


def summary(ctx: ReportContext) -> Section:
    """Return the summary on one page."""
    text = narrative(ctx, "summary")
    blocks: tuple[Block, ...] = (
        tiles(ctx),
        *withheld(ctx),
        *accepted(ctx),
        *_interval(ctx),
        Side((_findings(ctx),), _decisions(ctx)),
        *((text,) if text else ()),
        _contents(ctx),
    )
    return section(ctx, "summary", verdict_sentence(ctx), blocks)


def _interval(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the ROI with interval and target; a sentence where there is neither."""
    if not has_headline(ctx):
        return ()
    ranged = ctx.verdict.low_case
    if not ranged and ctx.engagement.target_roi is None:
        return (Sentence(ctx.words("summary.interval.neither", unproven=unproven(ctx))),)
    title = _interval_title(ctx)
    subtitle = ctx.words(
        f"summary.interval.subtitle.{'range' if ranged else 'no_range'}",
        draws=ctx.formats.number(Decimal(ctx.results.uncertainty.draws)),
        horizon=months(ctx, ctx.engagement.horizon),
    )
    drawing = draw_interval(_interval_chart(ctx, title, subtitle))
    return (Exhibit(title, subtitle, drawing, data_source(ctx)),)


def _interval_title(ctx: ReportContext) -> QuotedText:
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


def _interval_chart(ctx: ReportContext, title: str, description: str) -> Interval:
    """Return the data of the chart; percentages as fractions."""
    uncertainty, target = ctx.results.uncertainty, ctx.engagement.target_roi
    named = {"low": uncertainty.p10, "median": uncertainty.p50, "high": uncertainty.p90}
    values = {name: figure.known for name, figure in named.items() if ctx.verdict.low_case}
    values["point"] = ctx.results.financial.roi.known
    if target is not None:
        values["target"] = target
    labelled = {name: _labelled(ctx, name, value) for name, value in values.items()}
    percent = ctx.formats.percent
    axis = ticks([float(value) for value in values.values()], lambda tick: percent(Decimal(str(tick))))
    low, median, high, aim = (labelled.get(name) for name in ("low", "median", "high", "target"))
    return Interval(title, description, axis, labelled["point"], low, median, high, aim)


def _labelled(ctx: ReportContext, name: str, value: Decimal) -> Labelled:
    return Labelled(float(value), ctx.words(f"summary.interval.label.{name}", value=ctx.formats.percent(value)))


def _findings(ctx: ReportContext) -> Points:
    """List three findings, at least one unfavourable."""
    items = tuple(remark.item(remark.brief) for remark in leading(ctx))
    return Points(ctx.words("summary.findings"), items, "plain")


def _decisions(ctx: ReportContext) -> tuple[Block, ...]:
    """List what the client is asked to decide now."""
    asked = [decision for decision in ctx.engagement.recommendations.decisions if decision.asked]
    label = ctx.words("summary.decisions", n=max(len(asked), 1))
    if not asked:
        return (Takeaway(label, ctx.words("summary.decisions.none"), "muted"),)
    return tuple(Takeaway(label, _decision(ctx, decision)) for decision in asked)


def _decision(ctx: ReportContext, decision: Decision) -> QuotedText:
    """Write a decision with its cost and date, if given."""
    form = f"{'cost' if decision.cost else 'free'}.{'due' if decision.due else 'open'}"
    return ctx.words(
        f"summary.decision.{form}",
        decision=decision.decision.rstrip(" ."),
        cost=cited(ctx, ctx.formats.money(decision.cost or Decimal(0)), f"decisions.{decision.id}.cost"),
        due=ctx.formats.day(decision.due) if decision.due else "",
    )


def _contents(ctx: ReportContext) -> Contents:
    """List the sections that follow."""
    return Contents(tuple((id, heading(ctx, id)) for id in chosen(ctx.workspace) if id != "summary"))
