"""A gain by unit of effect: effect × volume × value in each period of a series."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from roireport.measure.figure import Figure, Input, Reason, averaged, figure, named, summed, typed
from roireport.measure.financial import State
from roireport.measure.gain_periods import GainPeriods
from roireport.measure.gross import Gross, UnitParts
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.measure.timing import AmountPart, in_month
from roireport.model.gain import Gain, PerUnit
from roireport.model.grid import Grid
from roireport.model.period import Span
from roireport.model.series import Observation, Series

Rows: TypeAlias = Sequence[Observation]
Effects: TypeAlias = Sequence[PeriodEffect]
Volumes: TypeAlias = Mapping[Span, Figure]


def per_unit(gain: Gain, unit: PerUnit, grid: Grid, kpi: KpiResult, series: Series | None) -> Gross:
    """effect × volume × value for each measured period within from … to; their mean for each that is to come.

    A past period without an effect brings nothing and is never forecast. A period that ends after as_of is a
    forecast in all its months. Phillips: unit value × change in the measure.
    """
    rows = series.rows if series else ()
    periods = GainPeriods.of(gain, grid, rows)
    volumes = _volumes(unit, kpi, rows)
    effects = [row for row in kpi.after if row.period in volumes]
    measured = [row for row in effects if periods.holds(row.period)]
    cut = tuple(periods.cut([row.period for row in effects], forecast=bool(measured)))
    if not measured:
        basis = _nothing_measured(unit)
        return Gross((), basis, cut=cut, why=basis.why)
    past, to_come = periods.without_effect([row.period for row in measured])
    forecast = _Forecast.of(unit, measured, rows, to_come, grid)
    units = _unit_parts(periods, unit, volumes, measured, forecast)
    return Gross(
        parts=(*_measured_parts(units, measured), *_times(units.forecast, forecast.effect)),
        basis=_basis(unit, volumes, measured),
        forecast=forecast.inputs,
        units=units,
        unmeasured=past,
        cut=cut,
    )


@dataclass(frozen=True, slots=True)
class _Forecast:
    """The periods to come, and what they are forecast from.

    Args:
        mean_of: The last measured periods, as many as `forecast_from` says; all where it is silent.
        effect: Their mean effect.
        volume: The volume of a period to come.
        count: How many measured periods that is.
    """

    to_come: tuple[Span, ...]
    mean_of: tuple[Span, ...]
    effect: Figure
    volume: Figure
    count: Figure

    @classmethod
    def of(cls, unit: PerUnit, measured: Effects, rows: Rows, to_come: tuple[Span, ...], grid: Grid) -> "_Forecast":
        last = measured[-unit.forecast_from :] if unit.forecast_from else measured
        return cls(
            to_come=to_come,
            mean_of=tuple(row.period for row in last),
            effect=_mean("forecast_effect", last),
            volume=_mean_volume(rows, grid) if unit.volume is None else _typed_volume(unit),
            count=typed(unit.forecast_from or len(measured), "count", unit.place("forecast_from")),
        )

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The figures that forecast parts rest on; none without a period to come."""
        if not self.to_come:
            return ()
        figures = {"forecast_effect": self.effect, "forecast_volume": self.volume, "forecast_from": self.count}
        return named(figures.items())


def _nothing_measured(unit: PerUnit) -> Figure:
    """The gross amount without a measured period: undefined."""
    volume = [] if unit.volume is None else [("volume", _typed_volume(unit))]
    inputs = named([("unit_value", _unit_value(unit)), *volume])
    return Figure(None, "money", "per_unit", inputs, Reason("no_measured_period"))


def _unit_parts(
    periods: GainPeriods, unit: PerUnit, volumes: Volumes, measured: Effects, forecast: _Forecast
) -> UnitParts:
    """volume × value of each measured period, and of each to come."""
    value = unit.value
    own = ((row.period, value * volumes[row.period].known) for row in measured)
    ahead = value * forecast.volume.known
    return UnitParts(
        mean_effect=_mean("mean_effect_of_gain", measured),
        own=tuple((span, _shared(periods, span, amount, "observed")) for span, amount in own),
        forecast=tuple(part for span in forecast.to_come for part in _shared(periods, span, ahead, "forecast")),
        to_come=forecast.to_come,
        mean_of=forecast.mean_of,
    )


def _measured_parts(units: UnitParts, measured: Effects) -> Iterator[AmountPart]:
    """The parts of each measured period × its effect."""
    for row, (_, own) in zip(measured, units.own, strict=True):
        yield from _times(own, row.effect)


def _times(parts: Iterable[AmountPart], effect: Figure) -> Iterator[AmountPart]:
    """Parts for an effect of 1, multiplied by an effect."""
    return (replace(part, amount=part.amount * effect.known) for part in parts)


def _unit_value(unit: PerUnit) -> Figure:
    return typed(unit.value, "money", unit.place("value"))


def _typed_volume(unit: PerUnit) -> Figure:
    return typed(unit.volume or Decimal(0), "number", unit.place("volume"))


def _volumes(unit: PerUnit, kpi: KpiResult, rows: Rows) -> dict[Span, Figure]:
    """The volume of each period that has one."""
    if unit.volume is not None:
        volume = _typed_volume(unit)
        return {row.period: volume for row in kpi.series}
    return {row.period: typed(row.volume, "number", row.place) for row in rows if row.volume is not None}


def _mean_volume(rows: Rows, grid: Grid) -> Figure:
    """The mean volume up to as_of, over the rows whose last month is less than twelve before the newest's.

    So a year of rows, whatever their length: a season counts once.
    """
    counted = [row for row in rows if row.period.end <= grid.as_of and row.volume is not None]
    year = [row for row in counted if row.period.last > counted[-1].period.last - 12]
    volumes = [(str(row.period), typed(row.volume or Decimal(0), "number", row.place)) for row in year]
    return averaged("number", "mean_volume", volumes)


def _mean(formula: str, rows: Effects) -> Figure:
    """The mean effect of some periods."""
    return averaged(rows[0].effect.unit, formula, [(str(row.period), row.effect) for row in rows])


def _shared(periods: GainPeriods, span: Span, amount: Decimal, state: State) -> tuple[AmountPart, ...]:
    """The amount of a period shared evenly by its months, with their positions since `from`."""
    share, grid = amount / len(span.months), periods.grid
    months = (grid.month(month) for month in span.months)
    parts = (in_month(grid, month, share, state, day=span.end) for month in months)
    return tuple(replace(part, position=part.month - periods.first) for part in parts)


def _basis(unit: PerUnit, volumes: Volumes, measured: Effects) -> Figure:
    """What the measured periods are worth together, with the effect of each, and its volume where it has its own."""
    value, measure = _unit_value(unit), measured[0].effect.unit
    if unit.volume is None:
        products = [(str(row.period), _effect_times_volume(row.effect, volumes[row.period])) for row in measured]
        units = summed(measure, "sum_of_units", products)
        return figure(units.known * value.known, "money", "per_unit_of_series", units=units, unit_value=value)
    effect = summed(measure, "sum_of_effects", [(str(row.period), row.effect) for row in measured])
    volume = _typed_volume(unit)
    amount = effect.known * value.known * volume.known
    return figure(amount, "money", "per_unit", effect=effect, unit_value=value, volume=volume)


def _effect_times_volume(effect: Figure, volume: Figure) -> Figure:
    return figure(effect.known * volume.known, effect.unit, "effect_times_volume", effect=effect, volume=volume)
