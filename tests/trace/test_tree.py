"""A figure leads back to the lines it was made from."""

from decimal import Decimal

from roireport.measure.figure import Figure, figure, summed, typed
from roireport.model.place import Place
from roireport.trace.tree import MOST_LINES, by_file, lines_of, places, unfolded


def test_the_places_of_a_figure_are_those_of_its_inputs_each_once() -> None:
    fee = typed(Decimal(100), "money", Place("costs.yaml", 4, 11))
    gain = typed(Decimal(150), "money", Place("gains.yaml", 7, 12))
    net = figure(50, "money", "net_benefit", gain=gain, cost=fee)
    roi = figure(Decimal("0.5"), "ratio", "return_on_investment", net_benefit=net, cost=fee)
    assert places(roi) == (Place("gains.yaml", 7, 12), Place("costs.yaml", 4, 11))


def test_a_silent_value_has_no_place() -> None:
    assert places(typed(1, "ratio", None)) == ()


def test_lines_are_gathered_by_file_and_neighbours_joined() -> None:
    actual = (*tuple(Place("costs.yaml", line, 3) for line in (4, 11, 12, 13, 20)), Place("gains.yaml", 2, 1))
    assert by_file(actual) == ("costs.yaml:4,11-13,20", "gains.yaml:2")


def chain(length: int) -> Figure:
    """A figure that rests on one that rests on one, down to a typed value."""
    result = typed(1, "number", Place("costs.yaml", 4, 11))
    for _ in range(length):
        result = figure(1, "number", "net_benefit", cost=result)
    return result


def test_a_figure_is_unfolded_three_levels_deep() -> None:
    assert list(unfolded(chain(5), ())) == [(), (0,), (0, 0)]
    assert list(unfolded(chain(2), ())) == [(), (0,)]


def test_what_has_a_trace_of_its_own_stays_closed_and_what_is_shared_opens_once() -> None:
    shared = chain(1)
    root = figure(2, "number", "net_benefit", gain=shared, cost=shared)
    assert list(unfolded(root, ())) == [(), (0,)]
    assert list(unfolded(root, {id(shared), id(root)})) == [()]


def test_a_figure_is_unfolded_while_there_is_room() -> None:
    parts = [(str(number), chain(1)) for number in range(MOST_LINES - 2)]
    assert list(unfolded(summed("number", "total_cost", parts), ())) == [(), (0,), (1,)]
    crowd = summed("number", "total_cost", [(str(number), chain(1)) for number in range(2 * MOST_LINES)])
    assert list(unfolded(crowd, ())) == [()]


def test_silent_inputs_stand_on_one_line() -> None:
    rates = {"funded": typed(0, "ratio", None), "overrun": typed(0, "ratio", None)}
    assert lines_of(figure(1, "money", "cost_net", gross=chain(1), **rates)) == 2
    assert lines_of(figure(1, "money", "cost_net", **rates)) == 1
    assert lines_of(typed(1, "money", None)) == 0
