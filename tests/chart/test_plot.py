"""The plot area divides its width into periods and splits series at missing values."""

import pytest

from roireport.chart.drawing import Dot, Stroke
from roireport.chart.plot import Plot, broken_line, unbroken_runs
from roireport.chart.scale import Scale

PLOT = Plot(left=10, right=90, top=0, bottom=100, periods=4, scale=Scale(0, 10, 100, 0))


@pytest.mark.parametrize(("index", "x"), [(0, 20), (3, 80), (0.5, 30), (-0.75, 10)])
def test_a_centre_is_in_the_middle_of_its_period_and_never_left_of_the_frame(index: float, x: float) -> None:
    """Four periods in 80 units are 20 wide: the first centre is at 10 + 10."""
    assert PLOT.centre(index) == pytest.approx(x)


def test_a_missing_value_splits_a_series() -> None:
    assert PLOT.runs((10, None, 5, 0)) == [((20, 0),), ((60, 50), (80, 100))]
    assert unbroken_runs([(1, None)]) == []


def test_a_broken_line_has_a_dot_at_each_lone_point_and_its_end() -> None:
    runs = PLOT.runs((10, None, 5, 0))
    end = Dot(80, 100, 3, "actual")
    assert broken_line(runs, "actual", 2, 1, end) == (Stroke((runs[1],), "actual", 2), Dot(20, 0, 1, "actual"), end)
    assert broken_line([], "actual", 2, 1, None) == ()
