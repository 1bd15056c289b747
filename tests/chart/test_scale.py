"""Scales are linear, ticks are round numbers that cover the data."""

from itertools import pairwise
from math import isclose, log10

from hypothesis import assume, example, given
from hypothesis import strategies as st

from roireport.chart.scale import Scale, nice_step, nice_ticks, ticks

values = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


def _is_nice(step: float) -> bool:
    mantissa = 10 ** (log10(step) % 1)
    return any(isclose(mantissa, nice, rel_tol=1e-6) for nice in (1, 2, 5, 10))


@given(low=values, high=values, count=st.integers(2, 10))
@example(low=-0.14, high=2.5, count=5)
def test_ticks_are_evenly_spaced_at_a_nice_step_and_cover_the_data(low: float, high: float, count: int) -> None:
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-3))
    multiples = nice_ticks(low, high, count)
    steps = [b - a for a, b in pairwise(multiples)]
    assert len(multiples) <= count + 2
    assert all(isclose(step, steps[0], rel_tol=1e-6) for step in steps)
    assert _is_nice(steps[0])
    hair = 1e-6 * steps[0]
    assert multiples[0] <= low + hair
    assert multiples[-1] >= high - hair
    assert multiples[1] > low - hair
    assert multiples[-2] < high + hair


def test_known_ticks() -> None:
    assert nice_ticks(0, 2, 4) == (0.0, 0.5, 1.0, 1.5, 2.0)
    assert nice_ticks(-144, 712) == (-200.0, 0.0, 200.0, 400.0, 600.0, 800.0)
    assert nice_ticks(0.1, 0.3, 2) == (0.1, 0.2, 0.3)
    assert nice_ticks(0, 0) == (0.0, 1.0)


def test_nice_steps_of_known_spans() -> None:
    assert [nice_step(span) for span in (1, 5, 7, 12, 40)] == [0.2, 1.0, 2.0, 5.0, 10.0]


def test_ticks_carry_the_callers_labels() -> None:
    assert [tick.label for tick in ticks([0, 100], lambda value: f"{value:.0f} %", 2)] == ["0 %", "50 %", "100 %"]


@given(low=values, high=values, share=st.floats(0, 1))
def test_a_scale_keeps_proportions(low: float, high: float, share: float) -> None:
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-3))
    scale = Scale.over([low, high], 20, 620)
    assert isclose(scale(low + share * (high - low)), 20 + 600 * share, abs_tol=1e-3)


@given(st.lists(values, max_size=3))
def test_a_scale_holds_its_values_even_when_they_are_one_or_none(given_values: list[float]) -> None:
    scale = Scale.over(given_values, 0, 100)
    assert all(-1e-6 <= scale(value) <= 100 + 1e-6 for value in given_values)
    assert scale.low < scale.high
