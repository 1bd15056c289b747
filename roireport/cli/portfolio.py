"""`list`: the portfolio."""

from roireport.cli.exits import PROBLEMS
from roireport.cli.options import Console, chosen_ids, ids_argument, verb
from roireport.cli.severity import exit_code
from roireport.cli.tables import aligned
from roireport.evaluate import context_in, evaluate_folders
from roireport.present.context import ReportContext
from roireport.present.story.verdict import median_note
from roireport.problems.problem import Problem, Problems
from roireport.text.characters import printable


@verb(name="list")
@ids_argument
def command(console: Console, ids: tuple[str, ...]) -> int:
    """List the engagements of the workspace with their headline figures."""
    opened = console.open()
    problems: list[Problem] = []
    heads = ("id", "client", "as_of", "status", "cost", "roi", "verdict")
    rows: list[tuple[str, ...]] = [tuple(console.words(f"cli.list.{name}") for name in heads)]
    for id, outcome in evaluate_folders(opened, chosen_ids(opened, ids)):
        problems += outcome.items if isinstance(outcome, Problems) else outcome.problems
        if isinstance(outcome, Problems):
            rows.append((printable(id), console.words("cli.problems", n=len(outcome.items)), *[""] * 5))
        else:
            rows.append(_row(context_in(outcome, opened, console.words.language), console))
    for problem in problems:
        console.problem(problem)
    console.result("\n".join(aligned(rows)))
    return exit_code(problems) if opened.engagements else PROBLEMS


def _row(context: ReportContext, console: Console) -> tuple[str, ...]:
    engagement = context.engagement
    status = console.words(f"status.report.{engagement.status}")
    shown = (context.say("financial.cost"), context.say("financial.roi") + median_note(context, "cli.list.median"))
    facts = (engagement.id, printable(engagement.client.name), engagement.as_of.isoformat(), status)
    return (*facts, *shown, console.words(f"status.verdict.{context.verdict.kind}"))
