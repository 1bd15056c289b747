"""`new`: an engagement, or more of one from the library."""

from typing import Any

import click

from roireport.cli.exits import FINE
from roireport.cli.new_questions import can_ask, complete
from roireport.cli.options import Console, verb
from roireport.load.library import Library, read_library
from roireport.load.workspace import LoadedWorkspace, load_workspace
from roireport.model.language import LANGUAGES
from roireport.model.library import ENTRY_KINDS, EntryKind
from roireport.problems.problem import Problems, Refused, at_stage
from roireport.resources import template_folders
from roireport.scaffold.new_engagement import WrittenFiles, add_to_engagement, new_id_faults, start_engagement
from roireport.scaffold.request import Request


@verb()
@click.argument("id", required=False)
@click.option("--client", help="The client's name.")
@click.option("--title", help="The title; default: the id.")
@click.option("--start", "first_day", metavar="DATE", help="First day of the work, such as 2025-01-06.")
@click.option("--end", metavar="DATE", help="Last day of the work.")
@click.option("--as-of", metavar="DATE", help="Last day with measured data; default: the start.")
@click.option("--currency", help="Such as EUR; default: that of roireport.yaml.")
@click.option("--horizon", help='Over which the ROI is taken, such as "24 months".')
@click.option("--lang", type=click.Choice(LANGUAGES), multiple=True, help="Language of the report. Repeatable.")
@click.option("--offer", multiple=True, metavar="ID", help="An offer of roireport.yaml. Repeatable.")
@click.option("--objective", multiple=True, metavar="TEXT", help="An objective. Repeatable.")
@click.option(
    "--add",
    "additions",
    multiple=True,
    type=(click.Choice(ENTRY_KINDS), str),
    metavar="kpi|gain|cost|criterion NAME[=AMOUNT]",
    help="An entry of the library; the amount of a gain is gross, for a month. Repeatable.",
)
@click.option("--from", "origin", metavar="OTHER", help="Take over another engagement's pieces, without its figures.")
@click.option("--library", "list_library", is_flag=True, help="List the library, and write nothing.")
def command(
    console: Console,
    id: str | None,
    list_library: bool,
    additions: tuple[tuple[EntryKind, str], ...],
    origin: str | None,
    first_day: str | None,
    **answers: Any,
) -> int:
    """Write a new engagement with comments that name what to fill in, or add to one with --add.

    In a terminal it asks for what no option gives. What exists is never changed: --add only appends lines.

    \b
    Example: roireport new works --client "Rhône Steelworks" --start 2025-01-06 --end 2025-06-30
    """
    loaded = console.value_of(load_workspace(console.start))
    library = console.value_of(read_library(template_folders(loaded.root)))
    if list_library:
        return _list(console, library)
    if id is None:
        raise click.UsageError("Missing argument 'ID'.")
    request = Request(id, {**answers, "start": first_day}, additions, origin)
    try:
        return _report(console, id, console.value_of(_write(console, loaded, library, request)))
    except Refused as refused:
        raise Refused(at_stage("open", refused.problems)) from refused


def _write(console: Console, loaded: LoadedWorkspace, library: Library, request: Request) -> WrittenFiles | Problems:
    """Add to an engagement where nothing but entries is given, else start one."""
    if request.only_adds:
        return add_to_engagement(loaded, library, request)
    if can_ask(console) and not new_id_faults(loaded, request.id):
        request = complete(console, loaded, library, request)
    return start_engagement(loaded, library, request, console.words.language)


def _report(console: Console, id: str, written: WrittenFiles) -> int:
    """Print the files, what still waits for an amount, and what to run next."""
    for warning in at_stage("open", written.warnings):
        console.problem(warning)
    console.result("\n".join(written.files))
    for name in written.open:
        console.say(console.words("cli.new.open", id=name))
    console.say(console.words("cli.new.next", id=id))
    return FINE


def _list(console: Console, library: Library) -> int:
    """Print the library: each kind with its entries, by the ids that they have in the interface's language."""
    language = console.words.language
    for kind, entries in library.entries.items():
        console.result(f"{kind}: {console.words(f'cli.new.kind.{kind}')}")
        for entry in entries.values():
            console.result(f"  {entry.id.in_language(language):<24}  {entry.title.in_language(language)}")
    return FINE
