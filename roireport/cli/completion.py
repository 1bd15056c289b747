"""`completion`: what completes verbs and options in a shell."""

import click
from click.shell_completion import get_completion_class

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb

SHELLS = ("bash", "zsh", "fish")


@verb()
@click.argument("shell", type=click.Choice(SHELLS))
def command(console: Console, shell: str) -> int:
    """Print the script that completes verbs and options in SHELL."""
    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root().command
    completion = kind(root, {}, "roireport", "_ROIREPORT_COMPLETE")
    console.document(completion.source_template % completion.source_vars())
    return FINE
