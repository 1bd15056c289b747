"""`compute`: the figures."""

from collections.abc import Mapping, Sequence

import click

from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, chosen_ids, ids_argument, verb
from roireport.cli.severity import exit_code
from roireport.cli.tables import FORMS, HeadlineTable
from roireport.evaluate import Evaluation, evaluate_folders
from roireport.model.commit import Version
from roireport.model.engagement import ENGAGEMENTS
from roireport.present.context import ReportContext
from roireport.present.figures.table import headline_rows
from roireport.present.story.verdict import kind_name
from roireport.problems.problem import Problem
from roireport.text.json_text import json_text
from roireport.versions.commit import commits_of
from roireport.versions.warnings import commit_warnings
from roireport.workspace import OpenWorkspace


@verb()
@ids_argument
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "md"]), default="table")
def command(console: Console, ids: tuple[str, ...], form: str) -> int:
    """Compute engagements and print the figures."""
    opened = console.open()
    chosen = chosen_ids(opened, ids)
    commits = commits_of(opened.root / ENGAGEMENTS, chosen)
    for warning in commit_warnings(commits):
        console.problem(warning)
    evaluations, problems = _evaluated(opened, chosen, commits)
    for problem in problems:
        console.problem(problem)
    if not opened.engagements:
        console.say_empty(opened)
    _print(console, form, evaluations, single=len(ids) == 1)
    return exit_code(problems) if opened.engagements else PROBLEMS


def _evaluated(
    opened: OpenWorkspace, ids: Sequence[str], commits: Mapping[str, Version]
) -> tuple[list[Evaluation], list[Problem]]:
    evaluations: list[Evaluation] = []
    problems: list[Problem] = []
    for _, outcome in evaluate_folders(opened, ids, commits):
        problems += outcome.problems if isinstance(outcome, Evaluation) else outcome.items
        if isinstance(outcome, Evaluation):
            evaluations.append(outcome)
    return evaluations, problems


def _print(console: Console, form: str, evaluations: Sequence[Evaluation], *, single: bool) -> None:
    if form == "json":
        documents = [evaluation.document for evaluation in evaluations]
        console.document(json_text(documents[0] if single and documents else documents))
    elif evaluations:
        tables = [_table(result.contexts[0]) for result in evaluations]
        text = FORMS[form](tables)
        console.result(text) if form == "table" else console.document(text)


def _table(ctx: ReportContext) -> HeadlineTable:
    """The headline figures of an engagement under its id and its verdict."""
    return HeadlineTable(ctx.engagement.id, kind_name(ctx), headline_rows(ctx))
