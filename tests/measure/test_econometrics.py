"""Effects, their plain intervals, and the test of parallel trends against statsmodels.

Skipped where statsmodels is not installed: it is large, and only these tests need it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from roireport.measure.engagement import measure
from roireport.measure.results import Effect
from roireport.model.period import month_text
from tests.engagements import Row, engagement

api: Any = pytest.importorskip("statsmodels.api")
student: Any = pytest.importorskip("scipy.stats").t
weightstats: Any = pytest.importorskip("statsmodels.stats.weightstats")

Floats = NDArray[np.float64]
START = 12 * 2025
"""January 2025, as a count of months."""


@dataclass(frozen=True)
class Sample:
    """A monthly series before and after the start, its control group, and which months have no row."""

    before: int
    after: int
    memory: float
    rise: float
    effect: float
    missing: tuple[int, ...] = ()

    def draw(self, seed: int) -> tuple[Floats, Floats, Floats]:
        """Months from the start, values and control values: a line with errors that remember the last one."""
        generator = np.random.Generator(np.random.PCG64(seed))
        months = np.array([m for m in range(-self.before, self.after) if m not in self.missing], float)
        errors = generator.normal(0, 1, self.before + self.after)
        for place in range(1, len(errors)):
            errors[place] += self.memory * errors[place - 1]
        kept = np.array([m not in self.missing for m in range(-self.before, self.after)])
        value = np.round(20 + self.rise * months + self.effect * (months >= 0) + errors[kept], 4)
        control = np.round(15 + self.rise * months + generator.normal(0, 0.7, len(months)), 4)
        return months, value, control


SAMPLES = (
    Sample(12, 12, 0.0, 0.0, 2.0),
    Sample(12, 12, 0.8, 0.0, 2.0),
    Sample(24, 12, 0.5, 0.1, 0.0),
    Sample(6, 4, 0.0, -0.3, 1.0),
    Sample(4, 4, 0.2, 0.0, -2.0),
    Sample(36, 24, 0.9, 0.05, 5.0),
    Sample(18, 4, -0.5, 0.2, 1.0),
    Sample(5, 18, 0.6, 0.0, 0.5),
    Sample(60, 60, 0.7, -0.02, 1.5),
    Sample(8, 8, -0.8, 0.0, 3.0),
    Sample(30, 6, 0.3, 0.4, -1.0),
    Sample(10, 10, 0.4, 0.0, 0.0),
)
"""Short and long, alike and alternating, rising and falling, with an effect and without."""
CASES = pytest.mark.parametrize(("seed", "sample"), list(enumerate(SAMPLES)), ids=[f"series {n}" for n in range(12)])


def measured(sample: Sample, seed: int, method: str, baseline: object = 20) -> Effect:
    """What roireport makes of a sample."""
    months, value, control = sample.draw(seed)
    rows: list[Row] = [
        (month_text(START + int(month)), f"{v:.4f}", f"{c:.4f}")
        for month, v, c in zip(months, value, control, strict=True)
    ]
    whole = engagement(
        period={"start": "2025-01-01", "end": "2025-01-31"},
        as_of="2035-12-31",
        kpis=[{"id": "k", "baseline": baseline, "counterfactual": {"method": method}}],
        observed={"k": rows},
    )
    (kpi,) = measure(whole).kpis
    return kpi.effect


def close(effect: Effect, mean: float, plain: tuple[float, float]) -> None:
    """The effect is what statsmodels says, to eight digits."""
    actual = [effect.mean, effect.low, effect.high]
    assert [float(figure.known) for figure in actual] == pytest.approx([mean, *plain], rel=1e-8, abs=1e-10)


@CASES
def test_a_mean_of_effects_is_a_regression_on_a_constant(seed: int, sample: Sample) -> None:
    months, value, _ = sample.draw(seed)
    effects = value[months >= 0] - 20
    first = np.ones((len(effects), 1))
    plain = api.OLS(effects, first).fit().conf_int(alpha=0.1)[0]
    close(measured(sample, seed, "none"), effects.mean(), tuple(plain))


@CASES
def test_differences_in_differences_are_a_regression_on_a_dummy(seed: int, sample: Sample) -> None:
    """The plain interval is that of Welch: CompareMeans with unequal variances."""
    months, value, control = sample.draw(seed)
    gap, after = value - control, months >= 0
    sides = weightstats.CompareMeans.from_data(gap[after], gap[~after])
    plain = sides.tconfint_diff(alpha=0.1, usevar="unequal")
    mean = gap[after].mean() - gap[~after].mean()
    close(measured(sample, seed, "control"), mean, plain)


@CASES
def test_a_computed_baseline_has_the_error_of_its_mean(seed: int, sample: Sample) -> None:
    """Without a declared baseline the interval is that of Welch on the values, before against after."""
    months, value, _ = sample.draw(seed)
    after = months >= 0
    sides = weightstats.CompareMeans.from_data(value[after], value[~after])
    plain = sides.tconfint_diff(alpha=0.1, usevar="unequal")
    close(measured(sample, seed, "none", baseline="computed"), value[after].mean() - value[~after].mean(), plain)


@CASES
def test_a_trend_is_a_prediction_of_the_line_before(seed: int, sample: Sample) -> None:
    """The variance of the mean of k new values adds s²/k to that of the line's own mean there."""
    months, value, _ = sample.draw(seed)
    after = months >= 0
    line = api.OLS(value[~after], api.add_constant(months[~after])).fit()
    middle, k = months[after].mean(), int(after.sum())
    at = line.get_prediction([[1.0, middle]])
    mean = value[after].mean() - float(at.predicted_mean[0])
    error = float(np.sqrt(at.se_mean[0] ** 2 + line.mse_resid / k))
    half = student.ppf(0.95, line.df_resid) * error
    close(measured(sample, seed, "trend"), mean, (mean - half, mean + half))


@CASES
def test_parallel_trends_are_the_t_test_of_a_slope(seed: int, sample: Sample) -> None:
    months, value, control = sample.draw(seed)
    before = months < 0
    fit = api.OLS((value - control)[before], api.add_constant(months[before])).fit()
    actual = measured(sample, seed, "control").parallel
    assert float(actual.slope.known) == pytest.approx(float(fit.params[1]), rel=1e-9)
    assert float(actual.certainty.known) == pytest.approx(1 - float(fit.pvalues[1]), rel=1e-9, abs=1e-12)
