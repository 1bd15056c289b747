"""The periods that a mean effect is computed from, and how precise it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.measure import interval
from roireport.measure.autocorrelation import Adjusted, Fit, SampleSide, adjusted_precision
from roireport.measure.counterfactual import earlier_period, growth_rate, years_back, years_of_growth
from roireport.measure.interval import Precision
from roireport.measure.moments import FittedLine, mean
from roireport.measure.results import EffectTest, PeriodEffect
from roireport.model.grid import Grid
from roireport.model.kpi import Kpi
from roireport.model.series import Observation

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Samples:
    """The periods of a KPI that enter its mean effect.

    Args:
        before: The rows before the start, where every column of the method is filled; none for year_before.
        after: The rows since the start that have an effect.
        effects: Their effects.
        growth: By how much the baseline is multiplied for each of them; 1 for every method but market.
        compared: For year_before, the first month of the period that each of them is compared with.
    """

    kpi: Kpi
    before: tuple[Observation, ...]
    after: tuple[Observation, ...]
    effects: tuple[Decimal, ...]
    growth: tuple[Decimal, ...]
    compared: tuple[int, ...]

    @property
    def periods_before(self) -> int:
        """How many periods before the start the mean effect rests on."""
        return len(set(self.compared)) if self.kpi.method == "year_before" else len(self.before)

    @property
    def factor(self) -> Decimal | None:
        """What the mean before the start is multiplied by in the mean effect; None where that does not rest on it.

        It does not with a declared baseline, a forecast, a trend, or the same period of a year before.
        """
        if self.kpi.method == "control":
            return ONE
        rests_on_mean = self.kpi.method in ("market", "estimate", "none") and self.kpi.baseline is None
        return self.mean_growth if rests_on_mean else None

    @property
    def mean_growth(self) -> Decimal:
        """The mean of the growth factors of the periods since the start; 1 without any."""
        return mean(self.growth) if self.growth else ONE

    def compared_values(self, rows: Sequence[Observation]) -> list[Decimal]:
        """The values y whose weighted sum the mean effect is: less the control group or what was expected."""
        if self.kpi.method == "control":
            return [row.value - row.control for row in rows if row.control is not None]
        if self.kpi.method == "forecast":
            return [row.value - row.expected for row in rows if row.expected is not None]
        return [row.value for row in rows]


def samples(kpi: Kpi, rows: Sequence[Observation], series: Sequence[PeriodEffect], grid: Grid) -> Samples:
    """Choose the periods of each side; `series` are the effects of the rows, one for each."""
    pairs = list(zip(rows, series, strict=True))
    counted = [(row, period.effect.known) for row, period in pairs if period.after_start and period.effect.defined]
    after = tuple(row for row, _ in counted)
    return Samples(
        kpi=kpi,
        before=_before(kpi, pairs),
        after=after,
        effects=tuple(effect for _, effect in counted),
        growth=tuple(_growth(kpi, row, grid) for row in after),
        compared=_compared(kpi, after, grid),
    )


def _before(kpi: Kpi, pairs: Sequence[tuple[Observation, PeriodEffect]]) -> tuple[Observation, ...]:
    """The rows before the start that enter the mean effect."""
    if kpi.method == "year_before":
        return ()
    return tuple(row for row, period in pairs if period.phase == "before" and _is_filled(kpi, row))


def _growth(kpi: Kpi, row: Observation, grid: Grid) -> Decimal:
    """By how much a market has grown in the period of a row; 1 for other methods."""
    if kpi.method != "market":
        return ONE
    return (ONE + growth_rate(kpi).known) ** years_of_growth(row.period, grid)


def _compared(kpi: Kpi, rows: Sequence[Observation], grid: Grid) -> tuple[int, ...]:
    """The first month of the period that each row is compared with, for year_before."""
    if kpi.method != "year_before":
        return ()
    return tuple(earlier_period(row.period, years_back(row.period, grid)).first for row in rows)


def _is_filled(kpi: Kpi, row: Observation) -> bool:
    """Whether every column of the method is filled."""
    return {"control": row.control, "forecast": row.expected}.get(kpi.method, row.value) is not None


def plain_precision(given: Samples, effects: Sequence[Decimal], factor: Decimal | None) -> Precision | None:
    """How precise a mean effect is, its periods taken as independent; None without a degree of freedom.

    Args:
        effects: The effects that the mean is taken of.
        factor: What the mean before the start is multiplied by; None where its error is not part of the mean effect.
    """
    if given.kpi.method == "trend":
        return interval.of_trend(given.before, given.after)
    if given.kpi.method == "year_before":
        return interval.of_comparisons(effects, len(set(given.compared)))
    if factor is None:
        return interval.of_mean(effects)
    return interval.of_difference(given.compared_values(given.before), effects, factor)


def adjusted(given: Samples, factor: Decimal | None) -> Adjusted | None:
    """The same, allowing for autocorrelation."""
    k, method = len(given.after), given.kpi.method
    if not k:
        return None
    fits: tuple[Fit, Fit | None] = ("line", None) if method == "trend" else ("level", "rise")
    values = given.effects if method == "year_before" else given.compared_values(given.after)
    pre = SampleSide(
        [row.period.position for row in given.before],
        given.compared_values(given.before),
        _weights_before(given, factor),
        fits[0],
    )
    post = SampleSide([row.period.position for row in given.after], values, [ONE / k] * k, fits[1])
    return adjusted_precision(pre, post, given.compared)


def _weights_before(given: Samples, factor: Decimal | None) -> list[Decimal]:
    """The weight of each period before the start in the mean effect.

    A mean: −factor/n, or 0; a line prolonged: −(1/n + (x̄after − x̄)(x − x̄)/Sxx).
    """
    n = len(given.before)
    if given.kpi.method != "trend":
        return [-(factor or Decimal(0)) / n for _ in given.before]
    positions = [row.period.position for row in given.before]
    line = FittedLine.through(positions, [row.value for row in given.before])
    ahead = mean([Decimal(row.period.position) for row in given.after]) - line.middle
    return [-(ONE / n + ahead * (position - line.middle) / line.spread) for position in positions]


def with_computed_baseline(given: Samples) -> EffectTest | None:
    """The mean effect as it would be with the mean before the start in the place of what was declared or expected.

    None where it rests on neither a declared baseline nor a forecast. Fewer than two periods before: no interval.
    A forecast is corrected by its mean error before the start, whose error enters like that of a mean before.
    """
    kpi = given.kpi
    if kpi.method == "forecast":
        declared = Decimal(0)
    elif kpi.method in ("market", "estimate", "none") and kpi.baseline is not None:
        declared = kpi.baseline
    else:
        return None
    if len(given.before) < 2:
        return EffectTest(mean(given.effects), None, None)
    moved = kpi.sign * (declared - mean(given.compared_values(given.before)))
    effects = [effect + moved * growth for effect, growth in zip(given.effects, given.growth, strict=True)]
    again = adjusted(given, given.mean_growth)
    return EffectTest(
        mean(effects),
        plain_precision(given, effects, given.mean_growth),
        again.precision if again else None,
    )
