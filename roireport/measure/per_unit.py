"""A gain by unit of effect: effect × volume × value in each period of a series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from roireport.measure.figure import Figure, Reason, figure, named, typed
from roireport.measure.financial import State
from roireport.measure.gross import Cut, Gross, UnitParts
from roireport.measure.results import KpiResult, PeriodEffect
from roireport.measure.timing import AmountPart, first_month, in_month, last_month
from roireport.model.gain import Gain, PerUnit
from roireport.model.grid import Grid
from roireport.model.period import Span
from roireport.model.series import Observation, Series


@dataclass(frozen=True, slots=True)
class _Months:
    """The grid months from … to in which a gain counts, and the months of a period of its series."""

    grid: Grid
    first: int
    last: int
    period: int
    gain: Gain

    def holds(self, span: Span) -> bool:
        """Whether a period lies wholly within from … to, and does not reach over the end of the horizon."""
        first, last = self.grid.month(span.first), self.grid.month(span.last)
        return self.first <= first and last <= self.last and not first < self.grid.horizon <= last


def per_unit(gain: Gain, unit: PerUnit, grid: Grid, kpi: KpiResult, series: Series | None) -> Gross:
    """effect × volume × value for each measured period within from … to; their mean for each that is to come.

    A past period without an effect brings nothing and is never forecast. A period that ends after as_of is a
    forecast in all its months. Phillips: unit value × change in the measure.
    """
    rows = series.rows if series else ()
    months = _months(gain, grid, rows)
    volumes = _volumes(unit, kpi, rows)
    effects = [row for row in kpi.series if row.after_start and row.effect.defined and row.period in volumes]
    counted = [row for row in effects if months.holds(row.period)]
    value = typed(unit.value, "money", unit.place("value"))
    cut = tuple(_cut(months, effects, rows, measured=bool(counted)))
    if not counted:
        inputs = named([("unit_value", value), *(() if unit.volume is None else (("volume", _typed_volume(unit)),))])
        basis = Figure(None, "money", "per_unit", inputs, Reason("no_measured_period"))
        return Gross((), basis, cut=cut, why=basis.why)
    mean_of = counted[-unit.forecast_from :] if unit.forecast_from else counted
    past, future = _unmeasured(months, rows, counted)
    expected = _typed_volume(unit) if unit.volume is not None else _mean_volume(rows, grid)
    units = UnitParts(
        mean_effect=_mean("mean_effect_of_gain", counted),
        own=tuple((row.period, _parts(months, row, value.known * volumes[row.period].known)) for row in counted),
        forecast=tuple(p for span in future for p in _shared(months, span, value.known * expected.known, "forecast")),
        mean_of=tuple(row.period for row in mean_of),
    )
    mean = _mean("forecast_effect", mean_of)
    parts = [
        replace(part, amount=part.amount * row.effect.known)
        for row, (_, own) in zip(counted, units.own, strict=True)
        for part in own
    ]
    parts += [replace(part, amount=part.amount * mean.known) for part in units.forecast]
    start = typed(unit.forecast_from or len(counted), "count", unit.place("forecast_from"))
    inputs = named((("forecast_effect", mean), ("forecast_volume", expected), ("forecast_from", start)))
    forecast = inputs if future else ()
    return Gross(tuple(parts), _basis(unit, value, volumes, counted), forecast, units, past, cut)


def _months(gain: Gain, grid: Grid, rows: Sequence[Observation]) -> _Months:
    period = len(rows[0].period.months) if rows else 1
    return _Months(grid, first_month(grid, gain.from_), last_month(grid, gain.to), period, gain)


def _typed_volume(unit: PerUnit) -> Figure:
    return typed(unit.volume or Decimal(0), "number", unit.place("volume"))


def _volumes(unit: PerUnit, kpi: KpiResult, rows: Sequence[Observation]) -> dict[Span, Figure]:
    """The volume of each period that has one."""
    if unit.volume is not None:
        volume = _typed_volume(unit)
        return {row.period: volume for row in kpi.series}
    return {row.period: typed(row.volume, "number", row.place) for row in rows if row.volume is not None}


def _mean_volume(rows: Sequence[Observation], grid: Grid) -> Figure:
    """The mean volume up to as_of, over the rows whose last month is less than twelve before the newest's.

    So a year of rows, whatever their length: a season counts once.
    """
    past = [row for row in rows if row.period.end <= grid.as_of and row.volume is not None]
    year = [row for row in past if row.period.last > past[-1].period.last - 12]
    volumes = [(str(row.period), typed(row.volume or Decimal(0), "number", row.place)) for row in year]
    total = sum((volume.known for _, volume in volumes), Decimal(0))
    return Figure(total / len(volumes), "number", "mean_volume", named(volumes))


def _mean(formula: str, rows: Sequence[PeriodEffect]) -> Figure:
    """The mean effect of some periods."""
    total = sum((row.effect.known for row in rows), Decimal(0))
    effects = named((str(row.period), row.effect) for row in rows)
    return Figure(total / len(rows), rows[0].effect.unit, formula, effects)


def _parts(months: _Months, row: PeriodEffect, worth: Decimal) -> tuple[AmountPart, ...]:
    return _shared(months, row.period, worth, "observed")


def _shared(months: _Months, span: Span, amount: Decimal, state: State) -> tuple[AmountPart, ...]:
    """The amount of a period shared evenly by its months, with their positions since `from`."""
    share, grid = amount / len(span.months), months.grid
    of_grid = (grid.month(month) for month in span.months)
    parts = (in_month(grid, month, share, state, day=span.end) for month in of_grid)
    return tuple(replace(part, position=part.month - months.first) for part in parts)


def _unmeasured(
    months: _Months, rows: Sequence[Observation], counted: Sequence[PeriodEffect]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The periods within from … to that have no effect: those that have ended by as_of, and those to come."""
    grid, measured = months.grid, {row.period for row in counted}
    start = grid.first + months.first
    start += (rows[0].period.first - start) % months.period
    spans = (Span(at, at + months.period - 1) for at in range(start, grid.first + months.last + 1, months.period))
    others = [span for span in spans if months.holds(span) and span not in measured]
    past = tuple(span for span in others if span.end <= grid.as_of)
    return past, tuple(span for span in others if span.end > grid.as_of)


def _cut(
    months: _Months, effects: Sequence[PeriodEffect], rows: Sequence[Observation], *, measured: bool
) -> Iterator[tuple[Cut, Span]]:
    """Yield the periods of which only a part lies within from … to or the horizon.

    A measured period that a written `from` or `to` cuts is refused when it is read. Without a measured period nothing
    is forecast, and only what has an effect is left out.
    """
    grid, gain, measured_spans = months.grid, months.gain, {row.period for row in effects}
    edges: dict[int, Cut] = {months.first: "cut_by_start" if gain.from_ is None else "cut_by_dates"}
    edges[months.last + 1] = "cut_by_horizon" if gain.to is None else "cut_by_dates"
    if months.last >= grid.horizon:
        edges[grid.horizon] = "cut_by_horizon"
    for edge, key in edges.items():
        into = (grid.first + edge - rows[0].period.first) % months.period if rows else 0
        first = grid.first + edge - into
        span = Span(first, first + months.period - 1)
        ahead = measured and key != "cut_by_start" and span.end > grid.as_of
        if into and (span in measured_spans or ahead):
            yield key, span


def _basis(unit: PerUnit, value: Figure, volumes: dict[Span, Figure], counted: Sequence[PeriodEffect]) -> Figure:
    """What the measured periods are worth together, with the effect of each, and its volume where it has its own."""
    if unit.volume is None:
        products = [(str(row.period), _product(row.effect, volumes[row.period])) for row in counted]
        total = sum((product.known for _, product in products), Decimal(0))
        units = Figure(total, counted[0].effect.unit, "sum_of_units", named(products))
        return figure(total * value.known, "money", "per_unit_of_series", units=units, unit_value=value)
    effects = named((str(row.period), row.effect) for row in counted)
    total = sum((row.effect.known for row in counted), Decimal(0))
    effect, volume = Figure(total, counted[0].effect.unit, "sum_of_effects", effects), _typed_volume(unit)
    return figure(
        total * value.known * volume.known, "money", "per_unit", effect=effect, unit_value=value, volume=volume
    )


def _product(effect: Figure, volume: Figure) -> Figure:
    return Figure(
        effect.known * volume.known, effect.unit, "effect_times_volume", named([("effect", effect), ("volume", volume)])
    )
