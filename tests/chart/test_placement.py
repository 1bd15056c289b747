"""Labels are moved apart, and no more than needed."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roireport.chart.drawing import Text
from roireport.chart.placement import (
    Box,
    LabelRequest,
    Line,
    candidate_boxes,
    first_free,
    label,
    label_row,
    place,
    spread,
)
from tests.chart.typeface import rectangle

sizes = st.lists(st.tuples(st.floats(-100, 700), st.floats(1, 90)), min_size=1, max_size=6)


@given(sizes)
def test_spread_keeps_within_bounds_in_order_and_apart(wanted: list[tuple[float, float]]) -> None:
    assume(sum(size for _, size in wanted) + 6 * len(wanted) <= 640)
    centres = spread([centre for centre, _ in wanted], [size for _, size in wanted], 0, 640)
    placed = sorted(zip(centres, wanted, strict=True))
    edges = [(centre - size / 2, centre + size / 2) for centre, (_, size) in placed]
    assert all(a[1] + 6 <= b[0] + 1e-6 for a, b in pairwise(edges))
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 640 + 1e-6
    asked = [centre for _, (centre, _) in placed]
    assert asked == sorted(asked)


def test_spread_does_not_move_what_does_not_overlap() -> None:
    assert spread([100, 300, 200], [50, 50, 50], 0, 640) == [100, 300, 200]


def test_spread_moves_two_that_overlap_by_the_same_amount() -> None:
    """Centres 100 and 110 of width 50 with a gap of 6 must be 56 apart: 105 ∓ 28."""
    assert spread([100, 110], [50, 50], 0, 640) == pytest.approx([77, 133])


def test_spread_pushes_from_the_edge() -> None:
    assert spread([0, 10], [40, 40], 0, 640) == pytest.approx([20, 66])


def test_a_row_too_narrow_for_its_labels_shortens_them() -> None:
    long = label(Line("Une étiquette vraiment très longue", "ink"))
    row = [mark for mark in label_row([(50, long), (60, long), (70, long)], 20, 0, 200) if isinstance(mark, Text)]
    boxes = sorted(rectangle(text) for text in row)
    assert len(row) == 3
    assert all("…" in text.text for text in row)
    assert all(a[2] <= b[0] for a, b in pairwise(boxes))
    assert boxes[-1][2] <= 200


def test_the_first_free_place_is_the_nearest_side_that_is_free() -> None:
    name = label(Line("Mot", "ink"))
    frame = Box(0, 0, 200, 200)
    above = first_free(candidate_boxes((100, 100), name, ("above", "below")), [], frame)
    assert above
    assert above.bottom == 95
    below = first_free(candidate_boxes((100, 100), name, ("above", "below")), [Box(0, 0, 200, 99)], frame)
    assert below
    assert below.top == 105


def test_a_label_without_room_is_left_out_and_a_far_one_has_a_leader() -> None:
    request = LabelRequest(label(Line("Mot", "ink")), (100, 100), ("above",))
    frame = Box(0, 0, 200, 200)
    assert place([request], [frame], frame) == ()
    far = place([request], [Box(0, 70, 200, 99)], frame)
    assert [mark.kind for mark in far] == ["stroke", "text"]
