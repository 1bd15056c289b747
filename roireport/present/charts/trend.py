"""An indicator over time, as the trend chart wants it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing
from roireport.chart.scale import Labelled, ticks
from roireport.chart.trend import Series, Trend, draw
from roireport.measure.figure import Figure
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.model.period import Span, last_day, month_of
from roireport.present.desk import Desk
from roireport.present.figures.quote import difference, level_text, written_places
from roireport.present.language.formats import round_half_up

HEIGHT: Final = 168.0
"""Height of the chart."""


def trend_drawing(desk: Desk, result: KpiResult, title: str, description: str) -> Drawing:
    """The series beside what would have happened, with the months of the intervention and the target."""
    spans = _spans(result)
    rows = {row.period.first: row for row in result.series}
    kept = [rows.get(span.first) for span in spans]
    return draw(
        Trend(
            title,
            description,
            tuple(Period(*desk.formats.axis_name(span)) for span in spans),
            _series(
                desk,
                result,
                desk.words("tracking.chart.actual"),
                spans,
                [None if row is None else row.value for row in kept],
            ),
            ticks(_scale(result), lambda value: _tick(desk, result, value)),
            counterfactual=_counterfactual(desk, result, spans, kept),
            baseline=_baseline(desk, spans),
            start=_moment(desk, spans, desk.engagement.period.start, "start"),
            end=_moment(desk, spans, desk.engagement.period.end, "end"),
            target=_target(desk, result),
            gap_label=_gap(desk, result),
            height=HEIGHT,
        )
    )


def _spans(result: KpiResult) -> tuple[Span, ...]:
    """Every period from the first to the last row, those without a row included."""
    first, last = result.series[0].period, result.series[-1].period
    length = len(first.months)
    return tuple(Span(start, start + length - 1) for start in range(first.first, last.first + 1, length))


def _series(
    desk: Desk, result: KpiResult, name: str, spans: tuple[Span, ...], figures: Sequence[Figure | None]
) -> Series:
    """The values of the periods in the unit of the indicator; where one is missing, the line has a gap."""
    known = [None if each is None else each.value for each in figures]
    texts = [None if value is None else level_text(desk, result, value) for value in known]
    tips = tuple(
        "" if text is None else desk.words("tracking.chart.tip", period=desk.formats.span(span), name=name, value=text)
        for span, text in zip(spans, texts, strict=True)
    )
    values = tuple(None if value is None else float(value) for value in known)
    return Series(name, values, next((text for text in reversed(texts) if text), ""), tips)


def _scale(result: KpiResult) -> list[float]:
    """Everything the axis must hold."""
    figures = [figure for row in result.series for figure in (row.value, row.counterfactual)]
    return [float(figure.known) for figure in (*figures, result.target) if figure.defined]


def _tick(desk: Desk, result: KpiResult, value: float) -> str:
    """A value on the axis, with no more decimals than it needs."""
    exact = round_half_up(Decimal(str(value)), 6)
    if result.kpi.unit == "percent":
        return desk.formats.percent(exact, written_places(exact * 100))
    if result.kpi.unit == "money":
        return desk.formats.money_short(exact)
    return desk.formats.number(exact, written_places(exact))


def _counterfactual(
    desk: Desk, result: KpiResult, spans: tuple[Span, ...], kept: list[PeriodEffect | None]
) -> Series | None:
    """What would have happened anyway, from the start on; nothing for a method that compares with the baseline."""
    name = desk.words(f"tracking.chart.counterfactual.{result.kpi.method}")
    series = _series(desk, result, name, spans, [None if row is None else row.counterfactual for row in kept])
    return None if all(value is None for value in series.values) else series


def _position(spans: tuple[Span, ...], day: date) -> float:
    """Where a day falls, in periods from the left edge of the first."""
    month = month_of(day)
    share = (day.day - 1) / last_day(month).day
    return (month + share - spans[0].first) / len(spans[0].months)


def _moment(desk: Desk, spans: tuple[Span, ...], day: date, name: str) -> Labelled | None:
    """The start or the end of the intervention, where the axis holds it."""
    position = _position(spans, day)
    if not 0 <= position <= len(spans):
        return None
    return Labelled(position, desk.words(f"tracking.chart.{name}"), desk.formats.month(month_of(day)))


def _baseline(desk: Desk, spans: tuple[Span, ...]) -> Labelled | None:
    """The reference periods: those before the start."""
    position = _position(spans, desk.engagement.period.start)
    if position <= 0:
        return None
    return Labelled(min(position, len(spans)), desk.words("tracking.chart.baseline"))


def _target(desk: Desk, result: KpiResult) -> Labelled | None:
    if not result.target.defined:
        return None
    target = level_text(desk, result, result.target.known)
    return Labelled(float(result.target.known), desk.words("tracking.chart.target", target=target))


def _gap(desk: Desk, result: KpiResult) -> str:
    """The mean effect, where there is one."""
    if not result.effect.mean.defined:
        return ""
    return desk.words("tracking.chart.gap", mean=difference(desk, result, "effect.mean"))
