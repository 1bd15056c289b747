"""Lines over time break at gaps, change at the cut-off and cross zero where they should."""

import pytest

from roireport.chart import cash, expected_actual, sparkline, trend
from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing, Hatch
from roireport.chart.legend import DOTS
from roireport.chart.scale import Labelled, ticks
from tests.chart.marks import bars_of, dots_of, strokes_of, texts_of


def _cash(cumulative: list[float], measured: int, break_even: Labelled | None = None) -> Drawing:
    steps = [b - a for a, b in zip([0.0, *cumulative], cumulative, strict=False)]
    flows = tuple(
        cash.CashBar(Period(f"m{i}"), max(-step, 0), max(step, 0), total, i >= measured)
        for i, (step, total) in enumerate(zip(steps, cumulative, strict=True))
    )
    words = cash.CashLabels("Coûts", "Gains", "Prévus", "Cumul", "Réel", "Prévision")
    axis = ticks(cumulative, lambda value: f"{value:.0f}")
    return cash.draw(cash.Cash("T", "D", flows, axis, words, break_even=break_even))


def test_the_running_total_is_solid_while_measured_and_dashed_beyond() -> None:
    drawing = _cash([-10, -4, 2, 8, 20], 3)
    (solid,) = [s for s in strokes_of(drawing, "accent", "") if len(s.lines[0]) > 2]
    (dashed,) = strokes_of(drawing, "accent", "dash")
    assert len(solid.lines[0]) == 3
    assert dashed.lines[0][0] == solid.lines[0][-1]
    assert len(dashed.lines[0]) == 3
    assert len([mark for mark in drawing.marks if isinstance(mark, Hatch)]) == 1 + 2  # the legend's, and two bars
    assert {"Réel", "Prévision", "Prévus"} <= texts_of(drawing)


def test_what_has_elapsed_without_being_observed_is_light_and_dotted() -> None:
    flows = tuple(cash.CashBar(Period(f"m{i}"), 0, 2, 2.0 * i, i > 3, elapsed=i > 1) for i in range(5))
    words = cash.CashLabels("Coûts", "Observés", "Prévus", "Cumul", "Réel", "Prévision", "Écoulés")
    drawing = cash.draw(cash.Cash("T", "D", flows, ticks([0, 8], str), words))
    lines = [s for s in strokes_of(drawing, "accent") if len(s.lines[0]) > 1 and s.lines[0][0][0] > 60]
    assert [len(line.lines[0]) for line in lines if line.dash == DOTS] == [3]
    assert len([bar for bar in bars_of(drawing, "band") if bar.height > 10]) == 2
    assert "Écoulés" in texts_of(drawing)


def test_break_even_is_where_the_running_total_crosses_zero() -> None:
    """From −4 at the second end to 2 at the third: two thirds of the way, at index 1 + 2/3."""
    drawing = _cash([-10, -4, 2], 3, Labelled(1 + 2 / 3, "Point mort"))
    (line,) = [s.lines[0] for s in strokes_of(drawing, "accent", "") if len(s.lines[0]) == 3]
    (_, _), (x1, y1), (x2, y2) = line
    (ring,) = dots_of(drawing, "paper")
    assert (ring.x, ring.y) == pytest.approx((x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3))


def test_all_measured_has_neither_divider_nor_forecast_in_the_legend() -> None:
    assert not {"Réel", "Prévision", "Prévus"} & texts_of(_cash([-1, 2], 2))


def _trend(values: tuple[float | None, ...], other: tuple[float | None, ...] | None = None) -> Drawing:
    names = tuple(Period(f"m{i}") for i in range(len(values)))
    axis = ticks([0, 10], lambda value: f"{value:.0f}")
    control = trend.TrendLine("Témoin", other, "2") if other else None
    actual = trend.TrendLine("Accompagnés", values, "9")
    return trend.draw(trend.Trend("T", "D", names, actual, axis, control, gap_label="Écart" if other else ""))


def test_a_gap_in_the_data_breaks_the_line() -> None:
    drawing = _trend((1, 2, None, 4, None, 6, 7, 8))
    (stroke,) = strokes_of(drawing, "actual")
    assert [len(run) for run in stroke.lines] == [2, 3]
    assert len(dots_of(drawing, "actual")) == 2  # the lone fourth value and the last one


def test_the_gap_is_named_between_the_two_last_values() -> None:
    drawing = _trend((1, 5, 9), (1, 1, 2))
    middle = {text.text: text.y for text in drawing.texts}
    assert middle["Accompagnés"] < middle["Écart"] < middle["Témoin"]


def test_plan_and_actual_and_variance_share_one_unit() -> None:
    pairs = (
        expected_actual.Pair(Period("T1"), 20, 8, False, "8", "−12"),
        expected_actual.Pair(Period("T2"), 40, 64, True, "64", "+24"),
    )
    words = expected_actual.ExpectedActualLabels("Écart", "Gain", "Prévu", "Réel", "Prévision")
    drawing = expected_actual.draw(expected_actual.ExpectedActual("T", "D", pairs, words))
    plans = [bar for bar in bars_of(drawing, "paper") if bar.outline and bar.height > 9.5][:2]
    (solid,) = [bar for bar in bars_of(drawing, "actual") if bar.height != 10]
    hatches = [mark for mark in drawing.marks if isinstance(mark, Hatch)]
    (lost,), (won,) = bars_of(drawing, "negative"), bars_of(drawing, "positive")
    unit = solid.height / 8
    heights = [plans[0].height, plans[1].height, hatches[-1].height, lost.height, won.height]
    assert heights == pytest.approx([20 * unit, 40 * unit, 64 * unit, 12 * unit, 24 * unit])


def test_a_sparkline_of_one_value_is_a_dot() -> None:
    drawing = sparkline.draw(sparkline.Sparkline("T", "D", (3.0,), role="warning"))
    assert [mark.kind for mark in drawing.marks] == ["dot"]
    assert sparkline.draw(sparkline.Sparkline("T", "D", (None, None))).marks == ()
