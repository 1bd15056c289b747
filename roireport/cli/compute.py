"""`compute`: the figures."""

import json

import click

from roireport.cli.exits import FINE, PROBLEMS
from roireport.cli.options import Console, chosen_ids, ids_argument, verb
from roireport.cli.tables import FORMS, HeadlineTable
from roireport.evaluate import Evaluation, evaluate_folders
from roireport.present.figures.table import headline_rows


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
    for _, outcome in evaluate_folders(opened, chosen_ids(opened, ids)):
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
        console.result(json.dumps(single, ensure_ascii=False, indent=1, allow_nan=False))
    elif appraisals:
        tables = [HeadlineTable(each.engagement.id, headline_rows(each.contexts[0])) for each in appraisals]
        console.result(FORMS[form](tables))
    return code
