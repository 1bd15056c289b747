"""An indicator over time, as the trend chart wants it."""

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
    name = desk.words("tracking.chart.actual")
    actual = Series(name, _values([row.value if row else None for row in kept]), _last(desk, result, "value"))
    return draw(
        Trend(
            title,
            description,
            tuple(Period(*desk.formats.axis_name(span)) for span in spans),
            actual,
            ticks(_scale(result), lambda value: _tick(desk, result, value)),
            counterfactual=_counterfactual(desk, result, kept),
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


def _values(figures: list[Figure | None]) -> tuple[float | None, ...]:
    return tuple(float(each.known) if each is not None and each.defined else None for each in figures)


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


def _last(desk: Desk, result: KpiResult, name: str) -> str:
    """The last known value, in the unit of the indicator."""
    figures: list[Figure] = [getattr(row, name) for row in result.series]
    known = [figure for figure in figures if figure.defined]
    return level_text(desk, result, known[-1].known) if known else ""


def _counterfactual(desk: Desk, result: KpiResult, kept: list[PeriodEffect | None]) -> Series | None:
    """What would have happened anyway, from the start on; nothing for a method that compares with the baseline."""
    values = _values([row.counterfactual if row else None for row in kept])
    if all(value is None for value in values):
        return None
    name = desk.words(f"tracking.chart.counterfactual.{result.kpi.method}")
    return Series(name, values, _last(desk, result, "counterfactual"))


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
