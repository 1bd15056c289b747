"""The progress bar of a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console as Terminal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from roireport.build.options import ProgressCallback
from roireport.cli.options import Console
from roireport.text.characters import printable


@contextmanager
def bar(console: Console, steps: int) -> Iterator[ProgressCallback]:
    """Show a bar with the current step on standard error; it is removed at the end."""
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Terminal(stderr=True, no_color=console.color is False), transient=True) as progress:
        task = progress.add_task("", total=steps)

        def advance(step: str, id: str) -> None:
            progress.update(task, advance=1, description=printable(console.words(f"cli.{step}", id=id)))

        yield advance
