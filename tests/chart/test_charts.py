"""Bars are as long as their values; bands and signs are at their values."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roireport.chart import (
    bullet,
    cascade,
    cost_bars,
    criteria,
    decisions,
    interval,
    probability,
    ranges,
    three_figures,
    tornado,
)
from roireport.chart.drawing import Bar, Drawing, Stroke
from roireport.chart.scale import Labelled
from tests.chart.marks import bars_of, dots_of, strokes_of, texts_of

amounts = st.integers(-10_000, 10_000).map(float)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_cost_bars_are_proportional_and_start_at_zero(values: list[float]) -> None:
    assume(any(values))
    rows = tuple(cost_bars.CostBar("Ligne", value, "1 k€") for value in values)
    bars = bars_of(cost_bars.draw(cost_bars.CostBars("T", "D", rows)), "reference")
    unit = max(bar.width for bar in bars) / max(abs(value) for value in values)
    assert [bar.width for bar in bars] == pytest.approx([abs(value) * unit for value in values], abs=1e-6)
    zeros = {round(bar.x if value >= 0 else bar.x + bar.width, 4) for bar, value in zip(bars, values, strict=True)}
    assert len(zeros) == 1


@given(gross=st.integers(1, 10_000), taken=st.lists(st.integers(0, 2_000), max_size=5), cost=st.integers(0, 9_000))
def test_the_cascade_ends_at_the_total(gross: int, taken: list[int], cost: int) -> None:
    net = gross - sum(taken)
    result = net - cost
    assume(result != 0)
    steps = (
        cascade.Step("Brut", gross, "", "total"),
        *(cascade.Step("Pas", -value, "") for value in taken),
        cascade.Step("Net", net, "", "total"),
        cascade.Step("Coût", -cost, "", "cost"),
        cascade.Step("Fin", result, "", "result"),
    )
    levels = cascade.floating(steps)
    assert [bar.after for bar in levels[-3:]] == [net, result, result]
    drawing = cascade.draw(cascade.Cascade("T", "D", steps))
    first = bars_of(drawing, "actual")[0]
    last = [mark for mark in drawing.marks if isinstance(mark, Bar)][-1]
    zero = first.y + first.height
    unit = first.height / gross
    assert last.role == ("positive" if result > 0 else "negative")
    assert last.height == pytest.approx(abs(result) * unit, abs=1e-6)
    assert (last.y + last.height if result > 0 else last.y) == pytest.approx(zero)


def test_a_long_cascade_is_drawn_in_rows_with_every_label_whole() -> None:
    name = "Décalage et montée en charge"
    steps = tuple(cascade.Step(name, -1, "−1 306 000 k€") for _ in range(12))
    drawing = cascade.draw(cascade.Cascade("T", "D", steps))
    assert [text.text for text in drawing.texts].count(name) == 12
    assert [text.text for text in drawing.texts].count("−1 306 000 k€") == 12


@given(base=st.floats(-1, 2), ends=st.lists(st.tuples(st.floats(-2, 3), st.floats(-2, 3)), min_size=1, max_size=5))
def test_tornado_bars_reach_from_the_base_to_the_ends(base: float, ends: list[tuple[float, float]]) -> None:
    assume(all(abs(a - b) > 1e-3 for a, b in ends))
    rows = tuple(tornado.TornadoBar("Entrée", Labelled(a, "a"), Labelled(b, "b")) for a, b in ends)
    axis = (Labelled(-2, "−2"), Labelled(3, "3"))
    drawing = tornado.draw(tornado.Tornado("T", "D", Labelled(base, "Base"), rows, axis))
    ((low, _), (high, _)) = ((line[0][0], line) for line in strokes_of(drawing, "rule")[0].lines)
    unit = (high - low) / 5
    under = [max(0.0, base - min(a, b)) * unit for a, b in ends]
    over = [max(0.0, max(a, b) - base) * unit for a, b in ends]
    assert [bar.width for bar in bars_of(drawing, "negative")] == pytest.approx(under, abs=1e-6)
    assert [bar.width for bar in bars_of(drawing, "positive")] == pytest.approx(over, abs=1e-6)


def test_the_bar_of_a_probability_is_its_share_of_the_ground() -> None:
    rows = (
        probability.Likelihood("ROI positif", 0.75, "75 %", emphasis=True),
        probability.Likelihood("P90", 0.1, "10 %"),
    )
    drawing = probability.draw(probability.Probability("T", "D", rows))
    grounds = [bar.width for bar in bars_of(drawing, "wash")]
    (positive,), (high,) = bars_of(drawing, "actual"), bars_of(drawing, "reference")
    assert [positive.width, high.width] == pytest.approx([0.75 * grounds[0], 0.1 * grounds[1]])


def test_the_interval_band_spans_the_low_case_to_the_high_case_on_the_axis() -> None:
    """From 0 to 1.5, with 7 % of that on either side, on 626: a band from 0.82 is 0.68 of 1.71 wide."""
    axis = (Labelled(0, "0 %"), Labelled(2, "200 %"))
    data = interval.Interval(
        "T", "D", axis, Labelled(1.26, "ROI"), Labelled(0.82, "P10"), Labelled(1.14, "P50"), Labelled(1.5, "P90")
    )
    (band,) = bars_of(interval.draw(data), "band")
    assert (band.x, band.width) == pytest.approx((8 + (0.82 + 0.105) * 626 / 1.71, 0.68 * 626 / 1.71))


@pytest.mark.parametrize(
    ("values", "target"), [((0.82, 1.14, 1.5), 0.6), ((-0.7, -0.5, -0.4), 0.3), ((0.1, 0.2, 0.3), 0.4)]
)
def test_zero_and_the_target_lie_inside_the_axis_and_no_row_mixes_labels(
    values: tuple[float, float, float], target: float
) -> None:
    low, median, high = (Labelled(value, f"{value}") for value in values)
    drawn = interval.draw(
        interval.Interval(
            "T", "D", (), median, low, median, high, Labelled(target, "Target"), Labelled(-0.1, "To date")
        )
    )
    lines = {mark.role: mark.lines[0][0][0] for mark in drawn.marks if isinstance(mark, Stroke)}
    assert all(8 + 20 < lines[role] < 642 - 8 - 20 for role in ("reference", "warning"))
    rows = {text.text: text.y for text in drawn.texts}
    assert rows["Target"] < rows["To date"] < rows[f"{values[0]}"]


def test_an_interval_without_simulation_shows_the_point_and_the_target() -> None:
    drawing = interval.draw(interval.Interval("T", "D", (), Labelled(0.4, "ROI 40 %"), target=Labelled(0.5, "Seuil")))
    assert bars_of(drawing, "band") == []
    assert texts_of(drawing) == {"ROI 40 %", "Seuil"}


@pytest.mark.parametrize(("share", "width"), [(0.0, None), (0.5, 49 / 1.3), (1.0, 98 / 1.3), (2.0, 98.0), (-0.5, None)])
def test_a_bullet_is_as_long_as_its_share_up_to_its_end(share: float, width: float | None) -> None:
    """104 wide less 6 for the arrow is 98 for 130 %."""
    bars = bars_of(bullet.draw(bullet.Bullet("T", "D", share)), "positive")
    assert [bar.width for bar in bars] == ([] if width is None else [pytest.approx(width)])


def test_criteria_lie_between_their_anchors_and_an_unmeasured_one_has_no_dot() -> None:
    rows = (
        criteria.CriterionScale("Négociation", "1 à 5", "reached", 0.25, 0.75, 0.5),
        criteria.CriterionScale("Confiance", "1 à 5", "unmeasured", None, None, 0.5),
    )
    words = criteria.CriteriaLabels("Avant", "Actuel", "Cible", "Monétisé")
    ends = (Labelled(0, "pire"), Labelled(1, "meilleur"))
    data = criteria.Criteria("T", "D", (criteria.Dimension("Compétences", "100 %", rows),), words, ends)
    drawing = criteria.draw(data)
    (worst, _), (best, _) = (line[0] for line in strokes_of(drawing, "rule")[0].lines)
    (now,) = dots_of(drawing, "positive")
    (way,) = bars_of(drawing, "band")
    assert now.x == pytest.approx(worst + 0.75 * (best - worst))
    assert way.width == pytest.approx(0.5 * (best - worst))
    assert dots_of(drawing, "reference") == []


def test_a_and_b_share_one_scale_and_c_has_its_own() -> None:
    figures = three_figures.ReturnScale("A", 0.4, "40 %"), three_figures.ReturnScale("B", 1.2, "120 %")
    index = three_figures.IndexScale("C", "+24", Labelled(45, "45"), Labelled(69, "69"))
    drawing = three_figures.draw(three_figures.ThreeFigures("T", "D", *figures, index))
    a, b, c = bars_of(drawing, "actual")
    (added,) = bars_of(drawing, "accent")
    panel = (642 - 52) / 3
    assert b.width == pytest.approx(3 * a.width)
    assert added.width == pytest.approx(2 * a.width)
    assert c.width == pytest.approx(0.24 * panel)


def test_decisions_without_a_range_still_show_their_cost() -> None:
    rows = (decisions.DecisionBar("Arrêter", cost=10), decisions.DecisionBar("Étendre", 20, 40, None, "20–40"))
    drawing = decisions.draw(decisions.DecisionBars("T", "D", rows, (Labelled(0, "0"), Labelled(40, "40"))))
    (zero, _), (top, _) = (line[0] for line in strokes_of(drawing, "rule")[0].lines)
    (cost,) = strokes_of(drawing, "negative")
    (band,) = bars_of(drawing, "band")
    assert cost.lines[0][0][0] == pytest.approx(zero + (top - zero) / 4)
    assert (band.x, band.width) == pytest.approx(((zero + top) / 2, (top - zero) / 2))


def ranged(width: float) -> Drawing:
    rows = (
        ranges.RangeRow(
            "Forge", Labelled(1, "100 %"), "Forge: 100 %", 0.5, 1.5, Labelled(0, "0 %"), Labelled(2, "200 %")
        ),
        ranges.RangeRow("Mill", Labelled(-1, "−100 %"), "Mill: −100 %"),
    )
    marks = (Labelled(-1, "−100 %"), Labelled(2, "200 %"))
    return ranges.draw(ranges.Ranges("T", "D", rows, marks, "range", "to date", "horizon", "target", width))


@pytest.mark.parametrize("width", [820.0, 300.0])
def test_a_row_of_the_ranges_has_all_values_on_the_one_axis(width: float) -> None:
    drawing = ranged(width)
    (loss,) = dots_of(drawing, "negative")
    gain = next(dot for dot in dots_of(drawing, "actual") if dot.tip)
    to_date = next(dot for dot in dots_of(drawing, "paper") if dot.tip)
    target = next(bar for bar in bars_of(drawing, "warning") if bar.tip)
    band = next(bar for bar in bars_of(drawing, "band") if bar.tip)
    step = (gain.x - loss.x) / 2
    assert step > 0
    assert to_date.x == pytest.approx(loss.x + step)
    assert target.x + target.width / 2 == pytest.approx(loss.x + 3 * step)
    assert (band.x, band.width) == pytest.approx((loss.x + 1.5 * step, step))
    assert to_date.y == gain.y != loss.y
    assert drawing.tips == ("Forge: 100 %", "200 %", "0 %", "Mill: −100 %")
