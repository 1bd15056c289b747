"""The chart of the simulated ROI, with all ranges at once."""

from decimal import Decimal

from roireport.chart.distribution import Distribution, HistogramBar, draw
from roireport.chart.scale import Labelled, ticks
from roireport.measure.figure import Figure
from roireport.measure.results import Bin as Bar
from roireport.present.blocks import Block, Exhibit, Sentence
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import sign
from roireport.present.figures.figure_text import rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import probability
from roireport.present.story.section import data_source


def distribution(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the histogram; one sentence where every draw gives the same ROI."""
    if len(ctx.results.uncertainty.histogram) < 2:
        return (Sentence(ctx.words("robustness.distribution.same", roi=ctx.say("financial.roi"))),)
    title, subtitle = distribution_title(ctx), _subtitle(ctx)
    drawing = draw(_chart(ctx, title, subtitle))
    note = ctx.words("robustness.distribution.note", probability=_probabilities(ctx), lean=_skew(ctx))
    return (Exhibit(title, subtitle, drawing, data_source(ctx), note=note),)


def distribution_title(ctx: ReportContext) -> QuotedText:
    """Give the values between which eight draws in ten fall."""
    return ctx.words(
        "robustness.distribution.title", low=ctx.say("uncertainty.roi.p10"), high=ctx.say("uncertainty.roi.p90")
    )


def _subtitle(ctx: ReportContext) -> QuotedText:
    """Give draws and seed, so that the simulation can be repeated."""
    uncertainty = ctx.results.uncertainty
    draws = ctx.formats.number(Decimal(uncertainty.draws))
    return ctx.words("robustness.distribution.subtitle", draws=draws, seed=str(uncertainty.seed))


def _skew(ctx: ReportContext) -> QuotedText:
    """Say on which side of the published ROI the median lies."""
    figures = ctx.results.uncertainty.p50, ctx.results.financial.roi
    side = {-1: "below", 0: "level", 1: "above"}[sign(figures[0].known - figures[1].known)]
    return ctx.words(
        f"robustness.distribution.lean.{side}", median=ctx.say("uncertainty.roi.p50"), roi=ctx.say("financial.roi")
    )


def _probabilities(ctx: ReportContext) -> QuotedText:
    """Give the shares of draws that are positive and that reach the target."""
    target, positive = ctx.engagement.target_roi, ctx.results.uncertainty.probability_positive.known
    certainty = "all" if positive == 1 else "none" if positive == 0 else "sampled"
    return ctx.words(
        f"robustness.distribution.probability.{'sign' if target is None else 'target'}.{certainty}",
        positive=probability(ctx, "uncertainty.probability_positive"),
        reached=probability(ctx, "uncertainty.probability_target"),
        target="" if target is None else rate(ctx, target, "target_roi"),
        error=ctx.say("uncertainty.standard_error", places=2),
    )


def _chart(ctx: ReportContext, title: str, description: str) -> Distribution:
    """Return the data of the chart; percentages as fractions."""
    uncertainty, target = ctx.results.uncertainty, ctx.engagement.target_roi
    bars = uncertainty.histogram
    levels = [bars[0].low, bars[-1].high, *([float(target)] if target is not None else [])]
    percent = ctx.formats.percent
    return Distribution(
        title,
        description,
        tuple(_bin(ctx, bar) for bar in bars),
        ticks(levels, lambda value: percent(Decimal(str(value))), 8),
        _mark(ctx, "p10", uncertainty.p10),
        _mark(ctx, "p50", uncertainty.p50),
        _mark(ctx, "p90", uncertainty.p90),
        None if target is None else _target(ctx, target),
        ctx.words("robustness.distribution.span"),
    )


def _mark(ctx: ReportContext, name: str, figure: Figure) -> Labelled:
    label = ctx.say(f"uncertainty.roi.{name}")
    return Labelled(float(figure.known), label, ctx.words(f"robustness.distribution.{name}"))


def _target(ctx: ReportContext, target: Decimal) -> Labelled:
    label = ctx.words("robustness.distribution.target", target=rate(ctx, target, "target_roi"))
    return Labelled(float(target), label)


def _bin(ctx: ReportContext, bar: Bar) -> HistogramBar:
    low, high, share = (ctx.formats.percent(Decimal(str(value))) for value in (bar.low, bar.high, bar.share))
    return HistogramBar(
        bar.low, bar.high, bar.share, ctx.words("robustness.distribution.tip", low=low, high=high, share=share)
    )
