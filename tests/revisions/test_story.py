"""The story of one engagement over six commits and two merges: the diff explains each change."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import factorial
from pathlib import Path

import pytest

from roireport.compare.share import SHARED_OUT
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.model.commit import LineChange
from roireport.revisions.compared import EngagementComparison, compare
from roireport.revisions.side import WorkspaceState, find_revision, opened_at, repository_at
from roireport.workspace import OpenWorkspace, open_workspace
from tests.revisions.story import GROUPS, ID, STEPS, make_story, write


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    root = tmp_path_factory.mktemp("story") / "workspace"
    return root, make_story(root)


def opened(root: Path) -> OpenWorkspace:
    workspace = open_workspace(root)
    assert isinstance(workspace, OpenWorkspace)
    return workspace


def compared(root: Path, name: str) -> EngagementComparison:
    workspace = opened(root)
    with opened_at(workspace, find_revision(repository_at(root), name)) as before:
        (comparison,) = compare(before, WorkspaceState(workspace))
    return comparison


def test_each_change_has_its_group_its_line_and_the_commit_that_made_it(story: tuple[Path, dict[str, str]]) -> None:
    root, commits = story
    comparison = compared(root, "v1.0")
    assert comparison.attribution is not None
    assert comparison.origins is not None
    rows = {}
    for change in comparison.attribution.changes:
        origin = comparison.origins[change]
        assert isinstance(origin, LineChange)
        rows[change.path] = (change.group, origin.commit, change.before, change.after)
        line = (root / change.place.file).read_text().splitlines()[change.place.line - 1]
        assert (change.after or "") in line
    assert rows == {
        "kpis.rate.series.2026-01": ("measured", commits["rows"], None, "26"),
        "kpis.rate.series.2026-02": ("measured", commits["rows"], None, "28"),
        "kpis.rate.series.2026-03": ("measured", commits["rows"], None, "26"),
        "costs.evaluation": ("measured", commits["cost"], None, "Evaluation"),
        "nonfinancial.craft.current": ("measured", commits["cost"], "3", "4"),
        "nonfinancial.craft.measured_on": ("measured", commits["cost"], "2025-12-10", "2026-03-10"),
        "gains.margin.attribution.share": ("assumed", commits["share"], "60%", "70%"),
        "gains.saving": ("assumed", commits["last"], None, "Savings"),
        "kpis.rate.series.2025-11.value": ("corrected", commits["correction"], "25", "22"),
        "as_of": ("cut_off", commits["rows"], "2025-12-31", "2026-03-31"),
        "horizon": ("cut_off", commits["cost"], "24 months", "30 months"),
    }


def figures(root: Path, id: str) -> Mapping[str, Fraction]:
    """The headline figures of a folder, computed as for a report."""
    evaluation = evaluate_folder(opened(root), id)
    assert isinstance(evaluation, Evaluation)
    return {path: Fraction(evaluation.figures[path].known) for path in SHARED_OUT}


def test_the_parts_are_the_mean_contributions_over_all_orders_of_folders_made_by_hand(
    story: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """Each order of the four groups is gone through on folders that hold the steps of the groups so far."""
    (tmp_path / "engagements").mkdir()
    (tmp_path / "roireport.yaml").write_text("firm: {name: Firm}\n")

    @cache
    def worth(groups: frozenset[str]) -> Mapping[str, Fraction]:
        steps = frozenset[str]().union(*(GROUPS[group] for group in groups))
        id = "-".join(("x", *sorted(group.replace("_", "-") for group in groups)))
        write(tmp_path, steps, id)
        return figures(tmp_path, id)

    root, _ = story
    attribution = compared(root, "v1.0").attribution
    assert attribution is not None
    for path in SHARED_OUT:
        expected = dict.fromkeys(GROUPS, Fraction(0))
        for order in permutations(GROUPS):
            for place, group in enumerate(order):
                gained = worth(frozenset(order[: place + 1]))[path] - worth(frozenset(order[:place]))[path]
                expected[group] += gained / factorial(len(GROUPS))
        parts = attribution.shares[path].parts
        assert attribution.shares[path].why is None
        assert {group: float(part) for group, part in parts.items()} == pytest.approx(
            {group: float(part) for group, part in expected.items()}, abs=1e-12
        )
        total = worth(frozenset(GROUPS))[path] - worth(frozenset())[path]
        assert float(sum(parts.values())) == pytest.approx(float(total), abs=1e-12)
    assert attribution.shares["financial.roi"].parts["corrected"] < 0
    assert attribution.shares["nonfinancial.index"].parts["assumed"] == 0


@pytest.mark.parametrize("name", ["first", "rows", "merge measure", "merge terms", "cost"])
def test_a_comparison_has_the_figures_of_a_report_built_at_that_commit(
    story: tuple[Path, dict[str, str]], name: str, tmp_path: Path
) -> None:
    root, commits = story
    comparison = compared(root, commits[name])
    taken = {"first": 0, "rows": 2, "merge measure": 3, "merge terms": 4, "cost": 7}
    steps = ("rows", "as_of", "correction", "share", "horizon", "cost", "score")
    (tmp_path / "engagements").mkdir()
    (tmp_path / "roireport.yaml").write_text("firm: {name: Firm}\n")
    write(tmp_path, frozenset(steps[: taken[name]]))
    assert isinstance(comparison.before, Evaluation)
    assert {path: Fraction(comparison.before.figures[path].known) for path in SHARED_OUT} == figures(tmp_path, ID)


def test_every_step_is_in_a_group() -> None:
    assert frozenset(("version",)).union(*GROUPS.values()) == STEPS
