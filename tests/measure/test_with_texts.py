"""Results in a second language are those that would be measured in it."""

import pytest

from roireport.audience.in_language import in_language
from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.measure.engagement import measure
from roireport.measure.with_texts import with_texts_of
from roireport.problems.problem import Problems
from tests.contexts import ROOT, engagement_ids


@pytest.mark.parametrize("id", engagement_ids())
def test_only_the_texts_differ(id: str) -> None:
    workspace = load_workspace(ROOT)
    assert not isinstance(workspace, Problems)
    loaded = load_engagement(ROOT, id, workspace.workspace)
    assert not isinstance(loaded, Problems)
    french, english = (in_language(loaded, language) for language in ("fr", "en"))
    results = with_texts_of(measure(french), english)
    assert results == measure(english)
    for line, cost in zip(results.financial.costs, english.costs, strict=True):
        assert line.cost is cost
    for kpi, noun in zip(results.kpis, english.kpis, strict=True):
        assert kpi.kpi is noun
