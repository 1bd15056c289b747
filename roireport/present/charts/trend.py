"""The data of the trend chart: an indicator over time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing
from roireport.chart.scale import Labelled, ticks
from roireport.chart.trend import Trend, TrendLabels, TrendLine, Trends, draw
from roireport.measure.figure import Figure
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.kpi import COMPUTED_METHODS
from roireport.model.period import Span, last_day, month_of
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import (
    effect_text,
    level_scale,
    level_text,
    named,
    quoted_effect,
    written_places,
)
from roireport.present.language.formats import round_half_up

STEPS: Final = 3
"""Steps on the axis of a panel."""


def trends_drawing(ctx: ReportContext, results: Sequence[KpiResult], title: str, description: str) -> Drawing:
    """Draw a panel for each indicator."""
    names = ("actual", "counterfactual", "target", "moments")
    words = TrendLabels(*(ctx.words(f"tracking.chart.{name}") for name in names))
    return draw(Trends(title, description, tuple(_panel(ctx, result) for result in results), words))


def _panel(ctx: ReportContext, result: KpiResult) -> Trend:
    """Draw the series beside its counterfactual, with the intervention and the target."""
    spans = _spans(result)
    rows = {row.period.first: row for row in result.series}
    kept = [rows.get(span.first) for span in spans]
    values = [None if row is None else row.value for row in kept]
    return Trend(
        named(ctx, result),
        _note(ctx, result),
        tuple(Period(*ctx.formats.axis_name(span)) for span in spans),
        _series(ctx, result, ctx.words("tracking.chart.actual"), spans, values),
        ticks(_scale(result), lambda value: _tick(ctx, result, value), STEPS),
        counterfactual=_counterfactual(ctx, result, spans, kept),
        start=_moment(ctx, spans, ctx.engagement.period.start),
        end=_moment(ctx, spans, ctx.engagement.period.end),
        target=_target(ctx, result),
        gap_label=gap_text(ctx, result),
    )


def last_gap(result: KpiResult) -> Decimal | None:
    """Return the effect of the last period of the series; None where it has none, or nothing isolates it."""
    last = result.series[-1] if result.series else None
    if last is None or not last.after_start or not last.effect.defined or result.kpi.method not in COMPUTED_METHODS:
        return None
    return last.effect.known


def gap_text(ctx: ReportContext, result: KpiResult) -> str:
    """Write the gap of the last period; empty where there is none."""
    gap = last_gap(result)
    return "" if gap is None else effect_text(ctx, result, gap)


def _note(ctx: ReportContext, result: KpiResult) -> str:
    """Say which way is better, what the indicator is compared with, and the mean effect."""
    facts = {
        "sense": ctx.words(f"tracking.panel.sense.{result.kpi.direction}"),
        "method": ctx.words(f"tracking.effects.method.{result.kpi.method}"),
        "mean": quoted_effect(ctx, result, "mean"),
    }
    form = "none" if not result.effect.mean.defined else "net" if last_gap(result) is not None else "plain"
    return ctx.words(f"tracking.panel.note.{form}", **facts)


def _spans(result: KpiResult) -> tuple[Span, ...]:
    """Return every period from the first to the last row, without gaps."""
    first, last = result.series[0].period, result.series[-1].period
    length = len(first.months)
    return tuple(Span(start, start + length - 1) for start in range(first.first, last.first + 1, length))


def _series(
    ctx: ReportContext, result: KpiResult, name: str, spans: tuple[Span, ...], figures: Sequence[Figure | None]
) -> TrendLine:
    """Return a line with the values of the periods; a missing value is a gap."""
    values = [None if figure is None else figure.value for figure in figures]
    texts = ["" if value is None else level_text(ctx, result, value) for value in values]
    tips = tuple(
        text and ctx.words("tracking.chart.tip", period=ctx.formats.span(span), name=name, value=text)
        for span, text in zip(spans, texts, strict=True)
    )
    heights = tuple(None if value is None else float(value) for value in values)
    return TrendLine(heights, next(filter(None, reversed(texts)), ""), tips)


def _scale(result: KpiResult) -> list[float]:
    """Return every value that the axis must hold."""
    figures = [figure for row in result.series for figure in (row.value, row.counterfactual)]
    return [float(figure.known) for figure in (*figures, result.target) if figure.defined]


def _tick(ctx: ReportContext, result: KpiResult, value: float) -> str:
    """Write a value on the axis with the decimals that it needs."""
    exact = round_half_up(Decimal(str(value)), 6)
    if result.kpi.unit == "percent":
        return ctx.formats.percent(exact, written_places(exact * 100))
    if result.kpi.unit == "money":
        exact = exact.scaleb(-level_scale(ctx, result).power)
    return ctx.formats.number(exact, written_places(exact))


def _counterfactual(
    ctx: ReportContext, result: KpiResult, spans: tuple[Span, ...], kept: list[PeriodEffect | None]
) -> TrendLine | None:
    """Return the counterfactual; None for a method that compares with the baseline."""
    name = ctx.words("tracking.chart.counterfactual")
    series = _series(ctx, result, name, spans, [None if row is None else row.counterfactual for row in kept])
    return None if all(value is None for value in series.values) else series


def _position(spans: tuple[Span, ...], day: date) -> float:
    """Return the position of a day, in periods from the start of the first."""
    month = month_of(day)
    share = (day.day - 1) / last_day(month).day
    return (month + share - spans[0].first) / len(spans[0].months)


def _moment(ctx: ReportContext, spans: tuple[Span, ...], day: date) -> float | None:
    """Return the position of the start or the end of the intervention, if it is on the axis."""
    position = _position(spans, day)
    return position if 0 <= position <= len(spans) else None


def _target(ctx: ReportContext, result: KpiResult) -> Labelled | None:
    if not result.target.defined:
        return None
    return Labelled(float(result.target.known), level_text(ctx, result, result.target.known))
