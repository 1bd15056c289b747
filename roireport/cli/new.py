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
from roireport.problems.problem import Problems, Refused, at_stage, of_stage
from roireport.resources import template_folders
from roireport.scaffold.new_engagement import WrittenFiles, add_to_engagement, new_id_faults, start_engagement
from roireport.scaffold.request import Request


@verb()
@click.argument("id", required=False)
@click.option("--client")
@click.option("--title")
@click.option("--start", "first_day")
@click.option("--end")
@click.option("--as-of")
@click.option("--currency")
@click.option("--horizon")
@click.option("--lang", type=click.Choice(LANGUAGES), multiple=True)
@click.option("--offer", multiple=True)
@click.option("--objective", multiple=True)
@click.option("--add", "additions", multiple=True, type=(click.Choice(ENTRY_KINDS), str))
@click.option("--from", "origin")
@click.option("--library", "list_library", is_flag=True)
def command(
    console: Console,
    id: str | None,
    list_library: bool,
    additions: tuple[tuple[EntryKind, str], ...],
    origin: str | None,
    first_day: str | None,
    **answers: Any,
) -> int:
    """Write a new engagement with comments that name what to fill in, or add to one with --add."""
    loaded = console.value_of(load_workspace(console.start))
    library = console.value_of(read_library(template_folders(loaded.root)))
    if list_library:
        return _list(console, library)
    if id is None:
        raise click.MissingParameter(param_hint="'ID'", param_type="argument")
    request = Request(id, {**answers, "start": first_day}, additions, origin)
    try:
        return _report(console, id, console.value_of(_write(console, loaded, library, request)))
    except Refused as refused:
        if of_stage(refused.problems, "render"):  # a write failed
            raise
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
