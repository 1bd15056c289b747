"""A figure leads back to the lines it was made from."""

from decimal import Decimal

from roireport.measure.figure import figure, typed
from roireport.model.place import Place
from roireport.trace.tree import by_file, places


def test_the_places_of_a_figure_are_those_of_its_inputs_each_once() -> None:
    fee = typed(Decimal(100), "money", Place("costs.yaml", 4, 11))
    gain = typed(Decimal(150), "money", Place("gains.yaml", 7, 12))
    net = figure(50, "money", "net_benefit", gain=gain, cost=fee)
    roi = figure(Decimal("0.5"), "ratio", "return_on_investment", net_benefit=net, cost=fee)
    assert places(roi) == (Place("gains.yaml", 7, 12), Place("costs.yaml", 4, 11))


def test_a_silent_value_has_no_place() -> None:
    assert places(typed(1, "ratio", None)) == ()


def test_lines_are_gathered_by_file_and_neighbours_joined() -> None:
    found = (*tuple(Place("costs.yaml", line, 3) for line in (4, 11, 12, 13, 20)), Place("gains.yaml", 2, 1))
    assert by_file(found) == ("costs.yaml:4,11-13,20", "gains.yaml:2")
