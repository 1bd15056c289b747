"""`init`: a workspace with a sample that builds."""

import os
from collections.abc import Mapping
from pathlib import Path

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.model.language import LANGUAGES, Language
from roireport.problems.problem import at_stage
from roireport.scaffold.new_workspace import Ci, start_workspace

SCHEMAS: Mapping[str, str] = {}
"""The schema of each kind of file; none as long as no verb makes them."""


@verb()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False))
@click.option("--lang", type=click.Choice(LANGUAGES), help="Of files and sample; that of messages where silent.")
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]), default="none", help="A recipe that builds the site."
)
def command(console: Console, folder: Path | None, lang: Language | None, ci: Ci) -> int:
    """Make a workspace: settings, a sample that builds, settings of VS Code, rules for an assistant, a CI recipe.

    What exists is never overwritten; where something fails, nothing is written.
    """
    root = console.start / folder if folder else console.start
    started = console.value_of(start_workspace(root, lang or console.words.language, ci, SCHEMAS))
    for note in at_stage("open", started.kept):
        console.problem(note)
    console.result("\n".join(started.files))
    console.say(console.words("cli.init.sample", id=started.sample))
    here = os.path.normpath(os.path.relpath(root))
    console.say(console.words("cli.init.next", go="" if here == "." else f"`cd {here}`, "))
    return FINE
