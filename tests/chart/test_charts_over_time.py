"""Lines over time break at gaps, change at the cut-off and cross zero where they should."""

from typing import Any

import pytest

from roireport.chart import cash, expected_actual, trend
from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing, Hatch, Text
from roireport.chart.legend import DOTS
from roireport.chart.scale import Labelled, ticks
from tests.chart.marks import bars_of, dots_of, strokes_of, texts_of


def _cash(cumulative: list[float], measured: int, break_even: Labelled | None = None, **other: Any) -> Drawing:
    steps = [b - a for a, b in zip([0.0, *cumulative], cumulative, strict=False)]
    flows = tuple(
        cash.CashBar(Period(f"m{i}"), max(-step, 0), max(step, 0), total, i >= measured)
        for i, (step, total) in enumerate(zip(steps, cumulative, strict=True))
    )
    words = cash.CashLabels("Coûts", "Gains", "Prévus", "Cumul", "Réel", "Prévision")
    axis = ticks(cumulative, lambda value: f"{value:.0f}")
    return cash.draw(cash.Cash("T", "D", flows, axis, axis, words, break_even=break_even, **other))


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
    drawing = cash.draw(cash.Cash("T", "D", flows, ticks([0, 8], str), ticks([0, 2], str), words))
    lines = [s for s in strokes_of(drawing, "accent") if len(s.lines[0]) > 1 and s.lines[0][0][0] > 60]
    assert [len(line.lines[0]) for line in lines if line.dash == DOTS] == [3]
    assert len([bar for bar in bars_of(drawing, "band") if bar.height > 10]) == 2
    assert "Écoulés" in texts_of(drawing)


def test_costs_and_gains_have_a_panel_and_a_scale_of_their_own() -> None:
    """A total that ends at 100 after gains of 1 and 101: the bars are below it, the larger one 101 times as high."""
    flows = tuple(cash.CashBar(Period(f"m{i}"), 0, step, total) for i, (step, total) in enumerate([(1, 1), (101, 102)]))
    words = cash.CashLabels("Coûts", "Gains", "Prévus", "Cumul", "Réel", "Prévision")
    drawing = cash.draw(cash.Cash("T", "D", flows, ticks([0, 102], str), ticks([0, 101], str), words))
    *_, line = strokes_of(drawing, "accent", "")
    small, large = sorted((bar for bar in bars_of(drawing, "actual") if bar.height != 10), key=lambda bar: bar.height)
    assert large.height == pytest.approx(101 * small.height, rel=1e-6)
    assert large.y > max(y for _, y in line.lines[0])


def test_break_even_is_where_the_running_total_crosses_zero() -> None:
    """From −4 at the second end to 2 at the third: two thirds of the way, at index 1 + 2/3."""
    drawing = _cash([-10, -4, 2], 3, Labelled(1 + 2 / 3, "Point mort"))
    (line,) = [s.lines[0] for s in strokes_of(drawing, "accent", "") if len(s.lines[0]) == 3]
    (_, _), (x1, y1), (x2, y2) = line
    (ring,) = dots_of(drawing, "paper")
    assert (ring.x, ring.y) == pytest.approx((x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3))


def test_the_name_of_a_shallow_low_lies_below_it_and_not_on_the_zero_line() -> None:
    """In a low chart, an outlay of 171 before gains that end at 305."""
    totals = [-40.0, -90.0, -150.0, -171.0, -160.0, -100.0, 0.0, 90.0, 184.0, 305.0]
    drawing = _cash(totals, 9, peak=Labelled(3, "Avance maximale"), height=220.0)
    (dot,) = dots_of(drawing, "negative")
    (name,) = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.text == "Avance maximale"]
    assert name.y - name.size > dot.y


def test_the_name_of_the_wait_is_not_written_over_the_zero_line() -> None:
    """A loss: the running total is never above 0, so the zero line is at the top."""
    totals = [-22.0, -28.0, -56.0, -62.0, -79.0, -60.0, -40.0, -13.0]
    drawing = _cash(totals, 8, lag=Labelled(4, "Décalage", "4 mois"), height=220.0)
    zero = strokes_of(drawing, "ink")[0].lines[0][0][1]
    name = [mark for mark in drawing.marks if isinstance(mark, Text) and mark.text in ("Décalage", "4 mois")]
    assert len(name) == 2
    assert all(line.y - line.size > zero or line.y < zero for line in name)


def test_all_measured_has_neither_divider_nor_forecast_in_the_legend() -> None:
    assert not {"Réel", "Prévision", "Prévus"} & texts_of(_cash([-1, 2], 2))


def _trend(values: tuple[float | None, ...], other: tuple[float | None, ...] | None = None) -> Drawing:
    names = tuple(Period(f"m{i}") for i in range(len(values)))
    axis = ticks([0, 10], lambda value: f"{value:.0f}")
    control = trend.TrendLine(other, "2") if other else None
    actual = trend.TrendLine(values, "9")
    panel = trend.Trend("N", "", names, actual, axis, control, gap_label="Écart" if other else "")
    return trend.draw(trend.Trends("T", "D", (panel,), trend.TrendLabels("Mesuré", "Sans", "Cible", "Début")))


def test_a_gap_in_the_data_breaks_the_line() -> None:
    drawing = _trend((1, 2, None, 4, None, 6, 7, 8))
    _, stroke = strokes_of(drawing, "actual")
    assert [len(run) for run in stroke.lines] == [2, 3]
    assert len(dots_of(drawing, "actual")) == 2  # the lone fourth value and the last one


def test_the_gap_is_named_between_the_two_last_values() -> None:
    drawing = _trend((1, 5, 9), (1, 1, 2))
    middle = {text.text: text.y for text in drawing.texts}
    (bracket,) = [stroke.lines[0] for stroke in strokes_of(drawing, "accent")]
    upper, lower = (dot.y for dot in (*dots_of(drawing, "actual"), *dots_of(drawing, "reference")))
    assert middle["9"] < middle["Écart"] < middle["2"]
    assert [y for _, y in bracket] == pytest.approx([upper, lower])


def test_panels_of_two_columns_do_not_reach_into_each_other() -> None:
    trend_of_two = trend.Trend(
        "N", "", (Period("m1"), Period("m2")), trend.TrendLine((1.0, 2.0), "2"), ticks([0, 2], str)
    )
    words = trend.TrendLabels("Mesuré", "Sans", "Cible", "Début")
    drawing = trend.draw(trend.Trends("T", "D", (trend_of_two,) * 3, words))
    heads = [(text.x, text.y) for text in drawing.texts if text.text == "N"]
    assert len({x for x, _ in heads}) == len({y for _, y in heads}) == 2
    assert max(x for x, _ in heads) > drawing.width / 2


def test_plan_and_actual_and_variance_share_one_unit() -> None:
    pairs = (
        expected_actual.Pair(Period("T1"), 20, 8, False, "20", "8", "−12"),
        expected_actual.Pair(Period("T2"), 40, 64, True, "40", "64", "+24"),
    )
    words = expected_actual.ExpectedActualLabels("Écart", "Gain", "Prévu", "Prévu au lancement", "Réel", "Prévision")
    drawing = expected_actual.draw(expected_actual.ExpectedActual("T", "D", pairs, words))
    plans = [stroke.lines[0][0][1] for stroke in strokes_of(drawing, "muted") if stroke.width > 2][-2:]
    (solid,) = [bar for bar in bars_of(drawing, "actual") if bar.height != 10]
    hatches = [mark for mark in drawing.marks if isinstance(mark, Hatch)]
    (lost,), (won,) = bars_of(drawing, "negative"), bars_of(drawing, "positive")
    unit, zero = solid.height / 8, solid.y + solid.height
    heights = [zero - plans[0], zero - plans[1], hatches[-1].height, lost.height, won.height]
    assert heights == pytest.approx([20 * unit, 40 * unit, 64 * unit, 12 * unit, 24 * unit])


def test_no_label_of_an_actual_amount_is_at_the_line_of_the_plan() -> None:
    """The plan, 10.5, is where the label of 10 would be: that goes into its bar, and the plan has its own number."""
    pairs = (expected_actual.Pair(Period("T1"), 10.5, 10, False, "10,5", "10"),)
    words = expected_actual.ExpectedActualLabels("Écart", "Gain", "Prévu", "Prévu au lancement", "Réel", "Prévision")
    drawing = expected_actual.draw(expected_actual.ExpectedActual("T", "D", pairs, words))
    (amount,) = [text for text in drawing.texts if text.text == "10"]
    (plan,) = [text for text in drawing.texts if text.text == "10,5"]
    (solid,) = [bar for bar in bars_of(drawing, "actual") if bar.height != 10]
    assert amount.role == "paper"
    assert solid.y < amount.y < solid.y + solid.height
    assert plan.role == "muted"
    assert plan.y > solid.y + solid.height
