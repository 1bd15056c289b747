"""`template lint`: check the workspace's own templates."""

import json

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.cli.severity import exit_code
from roireport.load.workspace import workspace_root
from roireport.problems.document import problem_document
from roireport.theme.catalogue import own_paths
from roireport.theme.lint import lint


@verb(name="lint")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print.")
def command(console: Console, paths: tuple[str, ...], form: str) -> int:
    """Check the workspace's own templates, all or the files and folders named."""
    root = console.known(workspace_root(console.start))
    problems = console.known(lint(root, paths))
    if form == "json":
        found = [problem_document(problem, console.words) for problem in problems]
        console.result(json.dumps({"schema": "roireport/lint/1", "problems": found}, ensure_ascii=False, indent=1))
    for problem in problems if form == "text" else ():
        console.problem(problem)
    files = len(own_paths(root))
    if not files:
        console.say(console.words("cli.template.none"))
        return FINE
    told = console.words("cli.problems", n=len(problems))
    console.say(console.words("cli.template.lint_sum", n=files, problems=told))
    return exit_code(problems, (), None)
