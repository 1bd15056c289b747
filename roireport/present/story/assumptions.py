"""The assumptions with a range, and the effect of each on the ROI."""

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
    """The ROI with one assumption at an end of its range."""

    swing: Swing
    path: str
    value: Decimal


def swings(ctx: ReportContext) -> tuple[Swing, ...]:
    """Return the assumptions whose ROI is defined at both ends, the widest first."""
    sensitivity = ctx.results.uncertainty.sensitivity
    return tuple(swing for swing in sensitivity if swing.roi_low.defined and swing.roi_high.defined)


def width(swing: Swing) -> Decimal:
    """Return the difference of the ROI between both ends."""
    return abs(swing.roi_high.known - swing.roi_low.known)


def ends_of(swing: Swing) -> tuple[End, End]:
    """Return both ends of an assumption, the lower ROI first."""
    path = f"uncertainty.sensitivity.{swing.input}"
    low, high = (End(swing, f"{path}.{name}", getattr(swing, name).known) for name in ENDS)
    return (low, high) if low.value <= high.value else (high, low)


def worst(ctx: ReportContext) -> End:
    """Return the lowest ROI that one assumption alone can cause."""
    return min((ends_of(swing)[0] for swing in swings(ctx)), key=lambda end: end.value)


def best(ctx: ReportContext) -> End:
    """Return the highest ROI that one assumption alone can cause."""
    return max((ends_of(swing)[1] for swing in swings(ctx)), key=lambda end: end.value)


def line_of(ctx: ReportContext, input: str) -> Cost | Gain:
    """Return the cost or gain of an input such as gains.marge-conversion."""
    kind, _, id = input.partition(".")
    lines: tuple[Cost | Gain, ...] = ctx.engagement.costs if kind == "costs" else ctx.engagement.gains
    return next(line for line in lines if line.id == id)


def label_of(ctx: ReportContext, input: str) -> str:
    """Return the short name that the consultant gave to an input, or its label."""
    return str(line_of(ctx, input).short_name)


def range_of(ctx: ReportContext, input: str) -> Range:
    """Return the range of an assumption.

    Raises:
        ValueError: it has none.
    """
    given = line_of(ctx, input).range
    if given is None:
        raise ValueError(f"{input} has no range")
    return given


def change(ctx: ReportContext, factor: Decimal) -> str:
    """Write a factor on an amount as a signed change: −30 %."""
    return ctx.formats.percent(factor - 1, 0 if factor * 100 % 1 == 0 else 1, signed=True)


def probability(ctx: ReportContext, path: str) -> QuotedText:
    """Write a share of draws; only all draws read 100 %, only none 0 %."""
    figure = ctx.figures[path]
    if not figure.defined:
        return ctx.say(path)
    bounds = [Decimal(bound) for bound in (0, 1) if figure.known != bound]
    return ctx.say(path, places=max(distinct_places(figure.known, bound) for bound in bounds))
