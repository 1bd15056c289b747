"""`template eject`: copy built-in templates into the workspace."""

import click

from roireport import __version__
from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.load.workspace import workspace_root
from roireport.theme.eject import eject


@verb(name="eject")
@click.argument("paths", nargs=-1, required=True)
@click.option("--force", is_flag=True)
def command(console: Console, paths: tuple[str, ...], force: bool) -> int:
    """Copy built-in templates, a file or a whole folder, into the workspace's templates/."""
    root = console.value_of(workspace_root(console.start))
    written = console.value_of(eject(root, paths, __version__, force=force))
    console.result("\n".join(written))
    console.say(console.words("cli.template.ejected", n=len(written)))
    return FINE
