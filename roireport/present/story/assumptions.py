"""The assumptions with a range, and the effect of each on the ROI."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.measure.results import KpiResult, Swing
from roireport.measure.sensitivity import wider_interval
from roireport.model.cost import Cost
from roireport.model.gain import Gain
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import distinct_places
from roireport.present.figures.figure_text import effect_text, natural
from roireport.present.language.quoted_text import QuotedText

ENDS: Final = ("roi_low", "roi_high")
CASES: Final = (
    "shares_20_points_lower",
    "margins_5_points_lower",
    "volumes_20_percent_lower",
    "costs_20_percent_higher",
    "gains_6_months_later",
)
"""The what-if cases that count as a single assumption: what needs no range to be in doubt."""


@dataclass(frozen=True, slots=True)
class End:
    """The ROI with one assumption at an end of its range or its interval, or in a what-if case.

    Args:
        source: An input such as gains.margin, or the id of a case.
        path: The path of the ROI.
    """

    source: str
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
    low, high = (End(swing.input, f"{path}.{name}", getattr(swing, name).known) for name in ENDS)
    return (low, high) if low.value <= high.value else (high, low)


def worst(ctx: ReportContext) -> End:
    """Return the lowest ROI of all ranges and intervals and of the cases without a range."""
    lowest = [ends_of(swing)[0] for swing in swings(ctx)]
    return min([*lowest, *cases(ctx)], key=lambda end: end.value)


def cases(ctx: ReportContext) -> tuple[End, ...]:
    """Return the what-if cases that count as a single assumption."""
    rois = {case.id: case.roi for case in ctx.results.uncertainty.what_if if case.roi.defined}
    return tuple(End(id, f"uncertainty.what_if.{id}.roi", rois[id].known) for id in CASES if id in rois)


def best(ctx: ReportContext) -> End:
    """Return the highest ROI of all ranges and intervals."""
    return max((ends_of(swing)[1] for swing in swings(ctx)), key=lambda end: end.value)


def line_of(ctx: ReportContext, input: str) -> Cost | Gain:
    """Return the cost or gain of an input such as gains.marge-conversion."""
    kind, _, id = input.partition(".")
    lines: tuple[Cost | Gain, ...] = ctx.engagement.costs if kind == "costs" else ctx.engagement.gains
    return next(line for line in lines if line.id == id)


def effect_of(ctx: ReportContext, input: str) -> KpiResult | None:
    """Return the KPI of an input such as kpis.conversion; None for a cost or a gain."""
    kind, _, id = input.partition(".")
    return next((result for result in ctx.results.kpis if kind == "kpis" and result.kpi.id == id), None)


def label_of(ctx: ReportContext, input: str) -> str:
    """Return the short name that the consultant gave to an input, or its label."""
    measured = effect_of(ctx, input)
    return str(line_of(ctx, input).short_name if measured is None else measured.kpi.short_name)


@dataclass(frozen=True, slots=True)
class RangeEnds:
    """The ends of an assumption as shares of its value; `low` and `high` as they are written."""

    factors: tuple[Decimal, Decimal]
    low: str
    high: str


def range_ends(ctx: ReportContext, input: str) -> RangeEnds:
    """Return the ends of the range of a line, or of the interval of an effect.

    Raises:
        ValueError: a line has no range.
    """
    measured = effect_of(ctx, input)
    if measured is None:
        given = line_of(ctx, input).range
        if given is None:
            raise ValueError(f"{input} has no range")
        return RangeEnds((given.low, given.high), *(ctx.formats.percent(end) for end in (given.low, given.high)))
    ends, mean = [end.known for end in wider_interval(measured.effect)], measured.effect.mean.known
    if mean < 0:
        ends.reverse()
    factors = (ends[0] / mean, ends[1] / mean) if mean else (Decimal(0), Decimal(0))
    return RangeEnds(factors, *(effect_text(ctx, measured, end) for end in ends))


def span_of(ctx: ReportContext, input: str) -> QuotedText:
    """Write the ends of a range as changes of the amount, those of an effect as they are."""
    measured = effect_of(ctx, input)
    if measured is None:
        factors = range_ends(ctx, input).factors
        low, high = (change(ctx, factor) for factor in factors)
        return ctx.words("robustness.tornado.range", low=low, high=high)
    ends = sorted(natural(measured, end.known) for end in wider_interval(measured.effect))
    low, high = (effect_text(ctx, measured, natural(measured, end)) for end in ends)
    return ctx.words("robustness.tornado.interval", low=low, high=high)


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
