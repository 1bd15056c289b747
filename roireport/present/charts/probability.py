"""The read-out of the simulation: how likely the ROI reaches zero, the target, and other levels."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.assess.verdict import side_of_median
from roireport.chart.probability import Likelihood, Probability, draw
from roireport.present.blocks import Block, Exhibit, Sentence
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import rate
from roireport.present.language.quoted_text import QuotedText
from roireport.present.story.assumptions import probability
from roireport.present.story.section import data_source

SHARES: Final = {"p10": Decimal("0.9"), "p50": Decimal("0.5"), "p90": Decimal("0.1")}
"""The share of the simulations that reach each percentile, by its definition."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of the ROI: `name` says what it is, `share` how many of the simulations reach it."""

    value: Decimal
    name: str
    text: QuotedText
    share: Decimal
    share_text: QuotedText


def simulated(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the probabilities; one sentence where every simulation gives the same ROI."""
    if len(ctx.results.uncertainty.histogram) < 2:
        return (Sentence(ctx.words("robustness.simulation.same", roi=ctx.say("financial.roi"))),)
    title, subtitle = simulation_title(ctx), _subtitle(ctx)
    rows = tuple(_row(ctx, level) for level in sorted(_levels(ctx), key=lambda level: level.value))
    return (Exhibit(title, subtitle, draw(Probability(title, subtitle, rows)), data_source(ctx), note=_skew(ctx)),)


def simulation_title(ctx: ReportContext) -> QuotedText:
    """Give the values between which eight simulations in ten fall."""
    return ctx.words(
        "robustness.simulation.title", low=ctx.say("uncertainty.roi.p10"), high=ctx.say("uncertainty.roi.p90")
    )


def _subtitle(ctx: ReportContext) -> QuotedText:
    """Give the number of simulations and the seed, so that they can be repeated."""
    uncertainty = ctx.results.uncertainty
    draws = ctx.formats.number(Decimal(uncertainty.draws))
    error = ctx.say("uncertainty.standard_error", places=2)
    return ctx.words("robustness.simulation.subtitle", draws=draws, seed=str(uncertainty.seed), error=error)


def _levels(ctx: ReportContext) -> list[_Level]:
    """Return the percentiles, zero, the target and the published ROI."""
    levels = []
    for name, share in SHARES.items():
        path = f"uncertainty.roi.{name}"
        shown = QuotedText(ctx.formats.percent(share), (path,))
        levels.append(_Level(ctx.figures[path].known, name, ctx.say(path), share, shown))
    levels.append(_counted(ctx, "zero", Decimal(0), QuotedText(""), "probability_positive"))
    target = ctx.engagement.target_roi
    if target is not None:
        levels.append(_counted(ctx, "target", target, rate(ctx, target, "target_roi"), "probability_target"))
    return levels


def _counted(ctx: ReportContext, name: str, value: Decimal, text: QuotedText, measure: str) -> _Level:
    path = f"uncertainty.{measure}"
    return _Level(value, name, text, ctx.figures[path].known, probability(ctx, path))


def _row(ctx: ReportContext, level: _Level) -> Likelihood:
    form = "zero" if level.name == "zero" else "level"
    label = ctx.words(f"robustness.simulation.row.{form}", level=level.text)
    note = ctx.words(f"robustness.simulation.note.{level.name}") if form == "level" else ""
    return Likelihood(label, float(level.share), level.share_text, note, level.name not in SHARES)


def _skew(ctx: ReportContext) -> QuotedText:
    """Say on which side of the published ROI the median is, where they differ by more than a few points."""
    side = side_of_median(ctx.results)
    return ctx.words(
        f"robustness.simulation.lean.{side}", median=ctx.say("uncertainty.roi.p50"), roi=ctx.say("financial.roi")
    )
