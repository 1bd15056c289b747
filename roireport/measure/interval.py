"""How sure a mean effect is: its interval of 90 %."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.measure.moments import FittedLine, Values, mean, variance
from roireport.measure.student import quantile
from roireport.model.series import Observation

CONFIDENCE = 0.90
UPPER = 1.0 - (1.0 - CONFIDENCE) / 2.0
"""The quantile above the interval: 95 %."""

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Precision:
    """The standard error of a mean effect, and the degrees of freedom of Student's t on it."""

    error: Decimal
    freedom: float

    @property
    def half(self) -> Decimal:
        """Half the interval of 90 %: t × error."""
        return self.half_at(UPPER)

    def half_at(self, upper: float) -> Decimal:
        """Half the interval whose upper end is that quantile of t."""
        return Decimal(quantile(upper, self.freedom)) * self.error


def of_mean(effects: Values) -> Precision | None:
    """The precision of a mean: s/√k, t(k − 1) (Student 1908); None below two periods."""
    if len(effects) < 2:
        return None
    return Precision((variance(effects) / len(effects)).sqrt(), len(effects) - 1)


def of_difference(before: Values, after: Values, factor: Decimal = ONE) -> Precision | None:
    """The precision of mean(after) − factor × mean(before) (Welch 1947; Satterthwaite's degrees of freedom).

    None below two periods on either side; an error of 0 where neither side varies.

    Args:
        before: Values before the start, whose mean is what the effects are measured against.
        after: Values or effects after it; variances may be unequal.
        factor: How much the mean before is grown by.
    """
    if len(before) < 2 or len(after) < 2:
        return None
    parts = [(scale * variance(side) / len(side), len(side)) for side, scale in ((before, factor**2), (after, ONE))]
    error = sum((part for part, _ in parts), Decimal(0))
    if error == 0:
        return Precision(error, len(before) + len(after) - 2)
    freedom = error**2 / sum((part**2 / (count - 1) for part, count in parts), Decimal(0))
    return Precision(error.sqrt(), float(freedom))


def of_comparisons(effects: Values, different: int) -> Precision | None:
    """The precision of a mean of effects that share what they are compared with: s/√m, t(m − 1).

    None below two different periods compared with.

    Args:
        different: m, the number of different periods that the effects are compared with.
    """
    if different < 2:
        return None
    return Precision((variance(effects) / different).sqrt(), different - 1)


def of_trend(before: Sequence[Observation], after: Sequence[Observation]) -> Precision | None:
    """The precision of the mean distance of k new periods from a prolonged line, through n periods before.

    t(n − 2), s·√(1/k + 1/n + (x̄after − x̄)²/Sxx), s the residual standard error (Draper and Smith, Applied
    Regression Analysis: prediction of the mean of k new observations). None below three periods before, or none after.
    """
    n, k = len(before), len(after)
    if n < 3 or k < 1:
        return None
    line = FittedLine.through([row.period.position for row in before], [row.value for row in before])
    squares = sum((line.residual(row.period.position, row.value) ** 2 for row in before), Decimal(0))
    ahead = mean([Decimal(row.period.position) for row in after]) - line.middle
    spread = Decimal(1) / k + Decimal(1) / n + ahead**2 / line.spread
    return Precision((squares / (n - 2) * spread).sqrt(), n - 2)
