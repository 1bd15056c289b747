"""What counts against a run, and from which severity on."""

from collections.abc import Iterable, Sequence
from typing import Literal

import click

from roireport.cli.exits import DIFFERENCE, FINE, LEAK, MISSING, PROBLEMS, RENDERING, USAGE
from roireport.model.workspace import Severity
from roireport.problems.problem import Level, Problem, of_stage

FailOn = Literal["error", "warning", "info"]
_RANK = {"info": 0, "warning": 1, "error": 2, "blocker": 2}

fail_on_option = click.option("--fail-on", type=click.Choice(["error", "warning", "info"]))
strict_option = click.option("--strict", is_flag=True)


def refusal_code(problems: Sequence[Problem]) -> int:
    """The code of a run that wrote nothing: 6 where the machine lacks something, 4 where a PDF cannot be verified, 2
    where its settings or what it was asked for are wrong, else 3."""
    if of_stage(problems, "machine"):
        return MISSING
    if of_stage(problems, "verify"):
        return DIFFERENCE
    return USAGE if all(problem.stage == "open" for problem in problems) else RENDERING


def counted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that count against a run: those of engagements, not the warnings about where it runs."""
    return of_stage(problems, "load", "compute", "render", "search")


def is_counted(severity: Level | Severity, fail_on: FailOn | None) -> bool:
    """Whether something of a severity is at or above the one from which on a run fails."""
    return _RANK[severity] >= _RANK[fail_on or "error"]


def exit_code(
    problems: Sequence[Problem],
    open_findings: Iterable[Severity] = (),
    fail_on: FailOn | None = None,
    *,
    written: bool = True,
) -> int:
    """The code of a run by its problems and open challenges.

    5 where something was withheld from an audience outside the firm, whatever else there is. 3 where nothing was
    written since pages could not be rendered. 1 where a problem counts or, where `fail_on` is
    given, a challenge at or above it is open.
    """
    if of_stage(problems, "search"):
        return LEAK
    if not written and of_stage(problems, "render"):
        return RENDERING
    if any(is_counted(problem.level, fail_on) for problem in counted(problems)):
        return PROBLEMS
    if fail_on and any(is_counted(severity, fail_on) for severity in open_findings):
        return PROBLEMS
    return FINE
