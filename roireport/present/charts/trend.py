"""The data of the trend chart: an indicator over time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing
from roireport.chart.scale import Labelled, ticks
from roireport.chart.trend import Trend, TrendLine, draw
from roireport.measure.figure import Figure
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.period import Span, last_day, month_of
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import difference, level_text, written_places
from roireport.present.language.formats import round_half_up

HEIGHT: Final = 168.0
"""Height of the chart."""


def trend_drawing(ctx: ReportContext, result: KpiResult, title: str, description: str) -> Drawing:
    """Draw the series beside its counterfactual, with the intervention and the target."""
    spans = _spans(result)
    rows = {row.period.first: row for row in result.series}
    kept = [rows.get(span.first) for span in spans]
    return draw(
        Trend(
            title,
            description,
            tuple(Period(*ctx.formats.axis_name(span)) for span in spans),
            _series(
                ctx,
                result,
                ctx.words("tracking.chart.actual"),
                spans,
                [None if row is None else row.value for row in kept],
            ),
            ticks(_scale(result), lambda value: _tick(ctx, result, value)),
            counterfactual=_counterfactual(ctx, result, spans, kept),
            baseline=_baseline(ctx, spans),
            start=_moment(ctx, spans, ctx.engagement.period.start, "start"),
            end=_moment(ctx, spans, ctx.engagement.period.end, "end"),
            target=_target(ctx, result),
            gap_label=_gap(ctx, result),
            height=HEIGHT,
        )
    )


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
    return TrendLine(name, heights, next(filter(None, reversed(texts)), ""), tips)


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
        return ctx.formats.money_short(exact)
    return ctx.formats.number(exact, written_places(exact))


def _counterfactual(
    ctx: ReportContext, result: KpiResult, spans: tuple[Span, ...], kept: list[PeriodEffect | None]
) -> TrendLine | None:
    """Return the counterfactual; None for a method that compares with the baseline."""
    name = ctx.words(f"tracking.chart.counterfactual.{result.kpi.method}")
    series = _series(ctx, result, name, spans, [None if row is None else row.counterfactual for row in kept])
    return None if all(value is None for value in series.values) else series


def _position(spans: tuple[Span, ...], day: date) -> float:
    """Return the position of a day, in periods from the start of the first."""
    month = month_of(day)
    share = (day.day - 1) / last_day(month).day
    return (month + share - spans[0].first) / len(spans[0].months)


def _moment(ctx: ReportContext, spans: tuple[Span, ...], day: date, name: str) -> Labelled | None:
    """Label the start or the end of the intervention, if it is on the axis."""
    position = _position(spans, day)
    if not 0 <= position <= len(spans):
        return None
    return Labelled(position, ctx.words(f"tracking.chart.{name}"), ctx.formats.month(month_of(day)))


def _baseline(ctx: ReportContext, spans: tuple[Span, ...]) -> Labelled | None:
    """Label the reference periods, which end at the start."""
    position = _position(spans, ctx.engagement.period.start)
    if position <= 0:
        return None
    return Labelled(min(position, len(spans)), ctx.words("tracking.chart.baseline"))


def _target(ctx: ReportContext, result: KpiResult) -> Labelled | None:
    if not result.target.defined:
        return None
    target = level_text(ctx, result, result.target.known)
    return Labelled(float(result.target.known), ctx.words("tracking.chart.target", target=target))


def _gap(ctx: ReportContext, result: KpiResult) -> str:
    """Write the mean effect; empty where it is undefined."""
    if not result.effect.mean.defined:
        return ""
    return ctx.words("tracking.chart.gap", mean=difference(ctx, result, "effect.mean"))
