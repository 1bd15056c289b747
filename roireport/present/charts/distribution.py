"""The simulated ROI: all ranges at once."""

from decimal import Decimal

from roireport.chart.distribution import Bin, Distribution, draw
from roireport.chart.scale import Labelled, ticks
from roireport.measure.figure import Figure
from roireport.measure.results import Bin as Bar
from roireport.present.blocks import Block, Exhibit, Sentence
from roireport.present.desk import Desk
from roireport.present.figures.comparison import sign
from roireport.present.figures.quote import rate
from roireport.present.language.said import Said
from roireport.present.story.assumptions import probability
from roireport.present.story.section import data_source


def distribution(desk: Desk) -> tuple[Block, ...]:
    """The histogram and the probabilities; one sentence where every draw gives the same ROI."""
    if len(desk.results.uncertainty.histogram) < 2:
        return (Sentence(desk.words("robustness.distribution.same", roi=desk.say("financial.roi"))),)
    title, subtitle = distribution_title(desk), _subtitle(desk)
    drawing = draw(_chart(desk, title, subtitle))
    note = desk.words("robustness.distribution.note", probability=_probabilities(desk), lean=_lean(desk))
    return (Exhibit(title, subtitle, drawing, data_source(desk), note=note),)


def distribution_title(desk: Desk) -> Said:
    """Between which values eight draws in ten fall."""
    return desk.words(
        "robustness.distribution.title", low=desk.say("uncertainty.roi.p10"), high=desk.say("uncertainty.roi.p90")
    )


def _subtitle(desk: Desk) -> Said:
    """Draws, law, correlation, seed: all that is needed to draw them again."""
    uncertainty, correlation = desk.results.uncertainty, desk.engagement.simulation.correlation
    return desk.words(
        f"robustness.distribution.subtitle.{'correlated' if correlation else 'independent'}",
        draws=desk.formats.number(Decimal(uncertainty.draws)),
        correlation=rate(desk, correlation, "simulation.correlation"),
        seed=str(uncertainty.seed),
    )


def _lean(desk: Desk) -> Said:
    """On which side of the published ROI the median lies: to which side the ranges lean."""
    figures = desk.results.uncertainty.p50, desk.results.financial.roi
    side = {-1: "below", 0: "level", 1: "above"}[sign(figures[0].known - figures[1].known)]
    return desk.words(
        f"robustness.distribution.lean.{side}", median=desk.say("uncertainty.roi.p50"), roi=desk.say("financial.roi")
    )


def _probabilities(desk: Desk) -> Said:
    """In how many draws the ROI is positive, in how many it reaches the target."""
    target, positive = desk.engagement.target_roi, desk.results.uncertainty.probability_positive.known
    certainty = "all" if positive == 1 else "none" if positive == 0 else "sampled"
    return desk.words(
        f"robustness.distribution.probability.{'sign' if target is None else 'target'}.{certainty}",
        positive=probability(desk, "uncertainty.probability_positive"),
        reached=probability(desk, "uncertainty.probability_target"),
        target="" if target is None else rate(desk, target, "target_roi"),
        error=desk.say("uncertainty.standard_error", places=2),
    )


def _chart(desk: Desk, title: str, description: str) -> Distribution:
    """The geometry's input; percentages as fractions."""
    uncertainty, target = desk.results.uncertainty, desk.engagement.target_roi
    bars = uncertainty.histogram
    known = [bars[0].low, bars[-1].high, *([float(target)] if target is not None else [])]
    percent = desk.formats.percent
    return Distribution(
        title,
        description,
        tuple(_bin(desk, bar) for bar in bars),
        ticks(known, lambda value: percent(Decimal(str(value))), 8),
        _mark(desk, "p10", uncertainty.p10),
        _mark(desk, "p50", uncertainty.p50),
        _mark(desk, "p90", uncertainty.p90),
        None if target is None else _target(desk, target),
        desk.words("robustness.distribution.span"),
    )


def _mark(desk: Desk, name: str, figure: Figure) -> Labelled:
    label = desk.say(f"uncertainty.roi.{name}")
    return Labelled(float(figure.known), label, desk.words(f"robustness.distribution.{name}"))


def _target(desk: Desk, target: Decimal) -> Labelled:
    label = desk.words("robustness.distribution.target", target=rate(desk, target, "target_roi"))
    return Labelled(float(target), label)


def _bin(desk: Desk, bar: Bar) -> Bin:
    low, high, share = (desk.formats.percent(Decimal(str(value))) for value in (bar.low, bar.high, bar.share))
    return Bin(bar.low, bar.high, bar.share, desk.words("robustness.distribution.tip", low=low, high=high, share=share))
