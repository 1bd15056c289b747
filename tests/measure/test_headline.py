"""The headline figures are those of the whole computation, without its simulation."""

import pytest

from roireport.measure import engagement
from roireport.measure.figure import plain_number
from tests.contexts import engagement_ids, real


@pytest.mark.parametrize("id", engagement_ids())
def test_they_are_those_of_the_results_and_nothing_is_simulated(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ctx = real(id, "en")
    monkeypatch.delattr(engagement, "simulation")
    figures = engagement.headline(ctx.engagement)
    assert len(figures) == 5
    for path, figure in figures.items():
        assert figure.value == ctx.figures[path].value
        assert figure.why == ctx.figures[path].why
        assert figure.unit == ctx.figures[path].unit
        if figure.defined:
            assert plain_number(figure) == plain_number(ctx.figures[path])
