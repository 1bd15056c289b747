"""Every chart with data of a given magnitude, number of periods and length of names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from math import sin
from types import ModuleType
from typing import Any

from roireport.chart import (
    bullet,
    cascade,
    cash,
    cost_bars,
    cover,
    criteria,
    decisions,
    expected_actual,
    interval,
    mini_interval,
    probability,
    ranges,
    return_course,
    three_figures,
    tornado,
    trend,
    versions,
)
from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing
from roireport.chart.scale import Labelled, ticks
from roireport.present.charts.slot import HALF

ChartData = tuple[ModuleType, Any]
"""The module of a chart, and data for it."""
HALVED = frozenset(("cost_bars", "decisions", "expected_actual", "return_course"))
"""Charts that a report also draws for one of two columns."""

LONG = "Temps interne des commerciaux et de leurs responsables, formation et coaching compris"
NAMES = {"short": "Marge", "long": LONG, "unbroken": "Investissementsinternationaux" * 3}


def money(value: float) -> str:
    return f"{value:,.0f} €".replace(",", "\u202f").replace("-", "\u2212").replace(" €", "\u00a0€")


def periods(count: int) -> list[Period]:
    months = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
    return [Period(months[i % 12], str(2025 + i // 12)) for i in range(count)]


def _at(value: float, name: str = "") -> Labelled:
    return Labelled(value, f"{name} {money(value)}".strip(), name)


def timed(scale: float, count: int, name: str) -> Iterator[ChartData]:
    """Yield the charts over time: a wave on a line that falls where `scale` is negative."""
    values = [scale * (0.2 * i / max(count, 1) + 0.1 * sin(i)) for i in range(count)]
    total, flows = 0.0, []
    for i, (period, value) in enumerate(zip(periods(count), values, strict=True)):
        total += value - abs(scale) * 0.05
        flows.append(cash.CashBar(period, abs(scale) * 0.05, value, total, i > count * 0.6, name, i > count * 0.3))
    axis = ticks([0.0, *(flow.cumulative for flow in flows)], money)
    words = cash.CashLabels(name, name, name, name, name, name, name)
    low = min(range(count), key=lambda i: flows[i].cumulative, default=0)
    peak = _at(float(low), name) if count else None
    yield (
        cash,
        cash.Cash(
            name,
            name,
            tuple(flows),
            axis,
            ticks([abs(scale), 0.0], money),
            words,
            _at(count / 4, name),
            peak,
            _at(count / 2, name),
            (money(total), name),
            name,
        ),
    )
    moments = tuple(
        return_course.Moment(p, None if i < 1 else v, _state(i / count), *((money(v), name) if i % 5 == 1 else ()))
        for i, (p, v) in enumerate(zip(periods(count), values, strict=True))
    )
    steps = ticks([0.0, *values, scale], money)
    yield (
        return_course,
        return_course.ReturnCourse(name, name, moments, steps, name, name, name, _at(scale, name)),
    )
    marks = tuple(
        versions.VersionMark(p, _at(v), name, *((v - abs(scale) / 9, v + abs(scale) / 9) if i % 3 else ()))
        for i, (p, v) in enumerate(zip(periods(count), values, strict=True))
    )
    yield versions, versions.Versions(name, name, marks, steps)
    yield from _series(values, scale, name)
    totals = tuple(flow.cumulative for flow in flows)
    at = sorted({0, round(count * 0.6) - 1, count - 1} & set(range(count)))
    labels = tuple(Labelled(period, money(total), name) for period in at)
    yield cover, cover.CoverCurve(name, name, totals, round(count * 0.3), round(count * 0.6), labels, money(0))


def _state(part: float) -> return_course.State:
    """The state at a part of the way: the three follow one another."""
    return "observed" if part < 0.3 else "elapsed" if part < 0.6 else "forecast"


def _series(values: list[float], scale: float, name: str) -> Iterator[ChartData]:
    """Yield the values beside their halves, beside a plan, and alone."""
    count = len(values)
    series = trend.TrendLine(tuple(None if i % 7 == 3 else v for i, v in enumerate(values)), money(scale))
    other = trend.TrendLine(tuple(v / 2 for v in values), money(scale / 2))
    where = (count / 3, count / 2, _at(scale, name))
    axis = ticks([*values, scale], money)
    panel = trend.Trend(name, name, tuple(periods(count)), series, axis, other, *where, gap_label=name)
    panels = (panel,) * (1 + count % 4)
    yield trend, trend.Trends(name, name, panels, trend.TrendLabels(name, name, name, name))
    pairs = tuple(
        expected_actual.Pair(
            p, scale, v, i > count * 0.6, money(scale), money(v), money(v - scale), elapsed=i > count * 0.3
        )
        for i, (p, v) in enumerate(zip(periods(count), values, strict=True))
    )
    words_ = expected_actual.ExpectedActualLabels(name, name, name, name, name, name, name)
    yield expected_actual, expected_actual.ExpectedActual(name, name, pairs, words_)


def results(scale: float, count: int, name: str) -> Iterator[ChartData]:
    """Yield the charts of the result and its robustness."""
    axis = ticks([0.0, scale, scale * 1.5], money)
    low, median, high = sorted((scale * 0.8, scale, scale * 1.4))
    yield (
        interval,
        interval.Interval(
            name,
            name,
            axis,
            _at(scale, name),
            _at(low, name),
            _at(median, name),
            _at(high, name),
            _at(0, name),
            _at(scale / 3, name),
        ),
    )
    shares = (probability.Likelihood(name, i / max(count, 1), money(scale), name) for i in range(count))
    yield probability, probability.Probability(name, name, tuple(shares))
    rows = tuple(
        tornado.TornadoBar(name, _at(scale * (1 - 0.1 * i)), _at(scale * (1 + 0.1 * i)), name) for i in range(count)
    )
    yield tornado, tornado.Tornado(name, name, _at(scale, name), rows, axis)
    figures = (
        three_figures.ReturnScale(name, scale, money(scale), name),
        three_figures.ReturnScale(name, None, name, name),
    )
    index = three_figures.IndexScale(name, name, Labelled(45, name), Labelled(69, name), Labelled(100, name), name)
    yield (
        three_figures,
        three_figures.ThreeFigures(name, name, *figures, index, _at(scale / 2, name)),
    )
    yield (
        mini_interval,
        mini_interval.MiniInterval(name, name, (low, high), scale, scale * 2, scale * 3),
    )
    yield bullet, bullet.Bullet(name, name, scale)


def lists(scale: float, count: int, name: str) -> Iterator[ChartData]:
    """Yield the charts of rows and of groups."""
    axis = ticks([0.0, scale, scale * 1.5], money)
    costs = tuple(cost_bars.CostBar(name, scale * (i - 1), money(scale * (i - 1)), name, name) for i in range(count))
    yield cost_bars, cost_bars.CostBars(name, name, costs)
    plans = tuple(
        decisions.DecisionBar(name, scale * i, scale * (i + 1), scale * (i + 1.1), f"{money(scale * i)} à {name}")
        for i in range(count)
    )
    yield decisions, decisions.DecisionBars(name, name, plans, axis, name, name)
    step = cascade.Step
    parts = tuple(step(name, -scale, money(-scale), share_label="−10 %") for _ in range(count))
    ends = (
        step(name, scale * 2, money(scale * 2), "total"),
        *parts,
        step(name, scale * (2 - count), money(scale * (2 - count)), "result"),
    )
    yield cascade, cascade.Cascade(name, name, ends)
    criterion = criteria.CriterionScale(name, name, "below", 0.4, 0.7, 1.2, money(scale), money(scale), name, name)
    dimension = criteria.Dimension(name, name, (criterion,) * count)
    heads = criteria.CriteriaLabels(name, name, name, name)
    ends_ = (Labelled(0, name), Labelled(1, name))
    yield criteria, criteria.Criteria(name, name, (dimension,) * 2, heads, ends_)
    at = tuple(_at(scale * i) for i in range(count))
    rows = tuple(ranges.RangeRow(name, value, name, -scale, scale, value, value) for value in at)
    for width in (820.0, 300.0):
        yield ranges, ranges.Ranges(name, name, rows, axis, name, name, name, name, width)


FAMILIES: tuple[Callable[[float, int, str], Iterator[ChartData]], ...] = (timed, results, lists)


@cache
def every_chart(scale: float, count: int, name: str) -> dict[str, Drawing]:
    """Draw all charts, by name."""
    return {_name(module): module.draw(data) for module, data in _specimens(scale, count, name)}


def halved_charts(scale: float, count: int, name: str) -> dict[str, Drawing]:
    """Draw the charts of one of two columns in that width."""
    specimens = ((_name(module), module, data) for module, data in _specimens(scale, count, name))
    return {key: module.draw(replace(data, width=HALF)) for key, module, data in specimens if key in HALVED}


def _specimens(scale: float, count: int, name: str) -> Iterator[ChartData]:
    return (specimen for family in FAMILIES for specimen in family(scale, count, name))


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]
