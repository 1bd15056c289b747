"""Every figure of the results has a path, and the trace of the ROI reaches the amounts' lines."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from roireport.measure.engagement import measure
from roireport.measure.figure import Figure
from roireport.trace.paths import figures
from roireport.trace.tree import places
from tests.engagements import cost, criterion, engagement, gain

PARTS_OF_A_FIGURE = ("series", "weight_runs", "flows", "planned", "objectives", "control")
"""What is shown through another figure, and has no path of its own."""


def figures_in(noun: object, name: str = "") -> Iterator[Figure]:
    """Every figure anywhere in the results, but for the parts named above."""
    if name in PARTS_OF_A_FIGURE:
        return
    if isinstance(noun, Figure):
        yield noun
    elif is_dataclass(noun):
        for field in fields(noun):
            yield from figures_in(getattr(noun, field.name), field.name)
    elif isinstance(noun, tuple | list):
        for item in noun:
            yield from figures_in(item)


def test_no_figure_is_without_a_path() -> None:
    results = measure(
        engagement(
            costs=[cost(1000)],
            gains=[gain(per_month=200, range={"low": 0.8, "high": 1.2})],
            nonfinancial=[criterion(anchors={"worst": 1, "best": 5}, baseline=2, current=3, target=4)],
        )
    )
    named = {id(figure) for figure in figures(results).values()}
    lost = [figure for figure in figures_in(results) if id(figure) not in named]
    omitted = {id(item.amount) for item in results.financial.omitted}
    roots = {id(root) for root in results.financial.irr_roots}
    assert [figure for figure in lost if id(figure) not in omitted | roots] == []
    assert len(named) > 60


def test_the_trace_of_the_roi_reaches_the_lines_of_the_amounts() -> None:
    whole = engagement(costs=[cost(1000)], gains=[gain(per_month=200, attribution={"share": "60%"})])
    actual = set(places(figures(measure(whole))["financial.roi"]))
    attribution = whole.gains[0].attribution
    assert attribution is not None
    wanted = {
        whole.costs[0].place("amount"),
        whole.gains[0].place("per_month"),
        attribution.place("share"),
    }
    assert None not in wanted
    assert wanted <= actual
