"""Exit codes follow from the stage: 1 problems, 2 usage or configuration, 3 nothing could be written (README.md)."""

import pytest

from roireport.cli.severity import counted, exit_code, refusal_code
from roireport.model.place import Place
from roireport.problems.problem import Problem, Stage, at_stage, problem

FAULT = problem("yaml_tab", Place("a.yaml", 1, 1))


def at(*stages: Stage) -> list[Problem]:
    """The same fault at several stages."""
    return [fault for stage in stages for fault in at_stage(stage, [FAULT])]


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        (("machine",), 6),
        (("open",), 2),
        (("open", "open"), 2),
        (("load",), 3),
        (("render",), 3),
        (("open", "render"), 3),
    ],
)
def test_a_refused_command_ends_with_2_only_where_its_settings_are_wrong(stages: tuple[Stage, ...], code: int) -> None:
    assert refusal_code(at(*stages)) == code


@pytest.mark.parametrize(
    ("stages", "written", "code"),
    [
        ((), True, 0),
        ((), False, 0),
        (("load",), True, 1),
        (("load",), False, 1),
        (("compute",), True, 1),
        (("render",), True, 1),
        (("render",), False, 3),
        (("load", "render"), False, 3),
    ],
)
def test_a_run_ends_with_3_only_where_nothing_could_be_rendered(
    stages: tuple[Stage, ...], written: bool, code: int
) -> None:
    assert exit_code(at(*stages), written=written) == code


def test_a_warning_about_the_machine_counts_for_nothing() -> None:
    assert counted(at("open", "compute")) == tuple(at("compute"))
    assert exit_code(at("open"), fail_on="info") == 0


def test_an_open_challenge_counts_from_the_chosen_severity_on() -> None:
    codes = [exit_code([], ["warning"], fail_on) for fail_on in (None, "error", "warning", "info")]
    assert codes == [0, 0, 1, 1]
