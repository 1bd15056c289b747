"""`template lint`: check the workspace's own templates."""

from functools import partial
from pathlib import Path

import click

from roireport.build.limits import Lost, for_many_templates, limits_of, page_problem
from roireport.build.workers import in_worker
from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.cli.severity import exit_code
from roireport.load.workspace import load_workspace, workspace_root
from roireport.model.workspace import Workspace
from roireport.problems.document import problem_document
from roireport.problems.problem import Problem, Problems
from roireport.render.libraries import require_libraries
from roireport.render.sheets import has_own_print_sheet
from roireport.text.json_text import json_text
from roireport.theme.catalogue import own_paths
from roireport.theme.lint import lint


@verb(name="lint")
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(console: Console, paths: tuple[str, ...], form: str) -> int:
    """Check the workspace's own templates, all or the files and folders named."""
    root = console.value_of(workspace_root(console.start))
    problems = console.value_of(_limited_lint(console, root, paths))
    if form == "json":
        documents = [problem_document(problem, console.words) for problem in problems]
        console.document(json_text({"schema": "roireport/lint/1", "problems": documents}))
    for problem in problems if form == "text" else ():
        console.problem(problem)
    files = len(own_paths(root))
    if not files and not problems:
        console.say(console.words("cli.template.none"))
        return FINE
    count = console.words("cli.problems", n=len(problems))
    console.say(console.words("cli.template.lint_sum", n=files, problems=count))
    return exit_code(problems)


def _limited_lint(console: Console, root: Path, paths: tuple[str, ...]) -> tuple[Problem, ...] | Problems:
    """Check the templates in a worker, since filling one may never end; whatever else is wrong with the settings."""
    loaded = load_workspace(root)
    settings = Workspace() if isinstance(loaded, Problems) else loaded.workspace
    limits = for_many_templates(limits_of(settings))
    console.warn_without_limits()
    if has_own_print_sheet(root):
        require_libraries()
    outcome = in_worker(partial(lint, root, paths), limits=limits)
    return (page_problem("template lint", outcome, limits),) if isinstance(outcome, Lost) else outcome
