"""`compute`: the figures."""

import click

from roireport.cli.exits import FINE, PROBLEMS
from roireport.cli.options import Console, chosen_ids, ids_argument, verb
from roireport.cli.tables import FORMS, HeadlineTable
from roireport.evaluate import Evaluation, evaluate_folders
from roireport.load.workspace import ENGAGEMENTS
from roireport.present.figures.table import headline_rows
from roireport.text.json_text import json_text
from roireport.versions.commit import commits_of
from roireport.versions.warnings import commit_warnings


@verb()
@ids_argument
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "md"]), default="table", help="How to print."
)
def command(console: Console, ids: tuple[str, ...], form: str) -> int:
    """Compute engagements and print the figures."""
    opened = console.open()
    appraisals: list[Evaluation] = []
    code = FINE
    chosen = chosen_ids(opened, ids)
    commits = commits_of(opened.root / ENGAGEMENTS, chosen)
    for warning in commit_warnings(commits):
        console.problem(warning)
    for _, outcome in evaluate_folders(opened, chosen, commits):
        for problem in outcome.problems if isinstance(outcome, Evaluation) else outcome.items:
            console.problem(problem)
            code = PROBLEMS
        if isinstance(outcome, Evaluation):
            appraisals.append(outcome)
    if not opened.engagements:
        console.say(console.words("cli.empty_workspace", folder=opened.root / "engagements"))
        code = PROBLEMS
    if form == "json":
        documents = [appraisal.document for appraisal in appraisals]
        single = documents[0] if len(ids) == 1 and documents else documents
        console.document(json_text(single))
    elif appraisals:
        tables = [HeadlineTable(each.engagement.id, headline_rows(each.contexts[0])) for each in appraisals]
        text = FORMS[form](tables)
        console.result(text) if form == "table" else console.document(text)
    return code
