"""The assumptions that have a range: what each alone does to the ROI."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.measure.results import Swing
from roireport.model.cost import Cost
from roireport.model.flow import Range
from roireport.model.gain import Gain
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.language.quoted_text import QuotedText

ENDS: Final = ("roi_low", "roi_high")


@dataclass(frozen=True, slots=True)
class End:
    """The ROI with one assumption at an end of its range: which one, the path of that ROI, its value."""

    swing: Swing
    path: str
    value: Decimal


def swings(ctx: ReportContext) -> tuple[Swing, ...]:
    """The assumptions whose ROI is known at both ends, the widest first."""
    found = ctx.results.uncertainty.sensitivity
    return tuple(swing for swing in found if swing.roi_low.defined and swing.roi_high.defined)


def width(swing: Swing) -> Decimal:
    """How far the ROI moves from one end to the other."""
    return abs(swing.roi_high.known - swing.roi_low.known)


def ends_of(swing: Swing) -> tuple[End, End]:
    """Both ends of an assumption, the lower ROI first."""
    path = f"uncertainty.sensitivity.{swing.input}"
    low, high = (End(swing, f"{path}.{name}", getattr(swing, name).known) for name in ENDS)
    return (low, high) if low.value <= high.value else (high, low)


def worst(ctx: ReportContext) -> End:
    """The lowest ROI that one assumption alone leads to."""
    return min((ends_of(swing)[0] for swing in swings(ctx)), key=lambda end: end.value)


def best(ctx: ReportContext) -> End:
    """The highest ROI that one assumption alone leads to."""
    return max((ends_of(swing)[1] for swing in swings(ctx)), key=lambda end: end.value)


def line_of(ctx: ReportContext, input: str) -> Cost | Gain:
    """The cost or gain that an input such as gains.marge-conversion is."""
    kind, _, id = input.partition(".")
    lines: tuple[Cost | Gain, ...] = ctx.engagement.costs if kind == "costs" else ctx.engagement.gains
    return next(line for line in lines if line.id == id)


def label_of(ctx: ReportContext, input: str) -> str:
    """What the consultant called it."""
    return str(line_of(ctx, input).label)


def range_of(ctx: ReportContext, input: str) -> Range:
    """The range of an assumption; ValueError where it has none."""
    given = line_of(ctx, input).range
    if given is None:
        raise ValueError(f"{input} has no range")
    return given


def change(ctx: ReportContext, factor: Decimal) -> str:
    """A factor on an amount as a signed change: −30 %."""
    return ctx.formats.percent(factor - 1, 0 if factor * 100 % 1 == 0 else 1, signed=True)


def probability(ctx: ReportContext, path: str) -> QuotedText:
    """A share of draws: only a certainty reads 100 %, only an impossibility 0 %."""
    figure = ctx.figures[path]
    if not figure.defined:
        return ctx.say(path)
    bounds = [Decimal(bound) for bound in (0, 1) if figure.known != bound]
    return ctx.say(path, places=max(distinct_places(figure.known, bound) for bound in bounds))
