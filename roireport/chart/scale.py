"""Map values to positions, and choose round values for ticks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its final label and, if needed, a second line."""

    value: float
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Linear: maps `low` to `start` and `high` to `stop` (start > stop for a vertical axis)."""

    low: float
    high: float
    start: float
    stop: float

    @staticmethod
    def over(values: Iterable[float], start: float, stop: float) -> "Scale":
        """Return a scale over these values: [0, 1] for none, with a margin for a single value."""
        finite = [value for value in values if isfinite(value)] or [0.0, 1.0]
        low, high = min(finite), max(finite)
        if high - low <= 1e-9 * max(abs(low), abs(high)):
            margin = abs(high) / 2 or 0.5
            low, high = low - margin, high + margin
        return Scale(low, high, start, stop)

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)


def nice_step(span: float, count: int = 5) -> float:
    """Return the least 1, 2 or 5 × 10^n that cuts `span` into `count` parts (Heckbert, 1990)."""
    if span <= 0:
        return 1.0
    rough = span / count
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough * (1 - 1e-9))


def nice_ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Return at most `count` + 2 multiples of a nice step that cover [low, high]; equal ends start at zero."""
    if high <= low:
        low, high = min(low, 0.0), max(high, 0.0)
    step = nice_step(high - low, count)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    decimals = max(0, -floor(log10(step)))
    return tuple(round(i * step, decimals) for i in range(first, max(last, first + 1) + 1))


def ticks(values: Iterable[float], label: Callable[[float], str], count: int = 5) -> tuple[Labelled, ...]:
    """Return ticks that cover the values, labelled by `label`."""
    finite = [value for value in values if isfinite(value)] or [0.0]
    return tuple(Labelled(tick, label(tick)) for tick in nice_ticks(min(finite), max(finite), count))
