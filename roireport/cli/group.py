"""The command, its verbs, and the handling of errors that are not in the input."""

import importlib
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from roireport import __version__
from roireport.cli.click_messages import click_messages
from roireport.cli.exits import BUG, FINE, INTERRUPTED, MISSING, RENDERING
from roireport.cli.help import DescribedCommand, help_texts, options_for, usage_error_text
from roireport.cli.interface import Interface, interface_language, interface_option
from roireport.cli.streams import Streams, standard_streams
from roireport.text.characters import printable_lines

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_FIRST_LINE = re.compile(r'"""`(?P<group>[a-z]+ )?(?P<verb>[a-z]+)`: ')
BUG_REPORT = "internal error ({kind}: {what}). This is a fault of roireport; run again with -v for its traceback."
PACKAGE_MISSING = (
    "Error: the Python package {name} is missing. Install roireport again with what it needs: "
    "`python -m pip install --force-reinstall roireport`, or `uv tool upgrade --reinstall roireport`, "
    "or `pipx reinstall roireport`."
)


@cache
def verbs_of(group: str = "") -> Mapping[str, str]:
    """The modules of a group's verbs by the name of the verb, from the first lines of the modules.

    The modules are not imported: a verb is imported when it is called, so that `--version` costs nothing.
    """
    verbs: dict[str, str] = {}
    for file in sorted(Path(__file__).parent.glob("*.py")):
        first = _FIRST_LINE.match(file.read_text(encoding="utf-8"))
        if first and (first["group"] or "").strip() == group:
            verbs[first["verb"]] = file.stem
    return dict(sorted(verbs.items()))


class Verbs(DescribedCommand, click.Group):
    """A group that imports a verb only when it is asked for."""

    parent = ""

    def list_commands(self, context: click.Context) -> list[str]:
        """The verbs in the order of the help."""
        return list(verbs_of(self.parent))

    def get_command(self, context: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command; None where there is no such verb."""
        if (module := verbs_of(self.parent).get(cmd_name)) is None:
            return None
        command: click.Command = importlib.import_module(f"roireport.cli.{module}").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs in the help, without importing them."""
        with formatter.section(help_texts(context)["heading.verbs"]):
            formatter.write_dl(list(self._summaries(context).items()))

    def shell_complete(self, context: click.Context, incomplete: str) -> list["CompletionItem"]:
        """The verbs and options that complete a word, without importing the verbs."""
        from click.shell_completion import CompletionItem

        verbs = [CompletionItem(name, help=line) for name, line in self._summaries(context).items()]
        return [*(verb for verb in verbs if verb.value.startswith(incomplete)), *options_for(context, incomplete)]

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; an error with the nearest names where there is none."""
        try:
            return super().resolve_command(context, args)
        except click.exceptions.NoSuchCommand as unknown:
            raise click.exceptions.NoSuchCommand(
                unknown.command_name, possibilities=self.list_commands(context), ctx=context
            ) from None

    def _summaries(self, context: click.Context) -> Mapping[str, str]:
        """The line of each verb in the help."""
        above = f"{self.parent}." if self.parent else ""
        texts = help_texts(context)
        return {name: texts[f"{above}{name}.summary"] for name in self.list_commands(context)}


class TemplateVerbs(Verbs):
    """The verbs of `template`."""

    parent = "template"


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "ROIREPORT"})
@click.version_option(__version__, prog_name="roireport")
@interface_option
@click.option("-C", "start", type=click.Path(path_type=Path, exists=True, file_okay=False))
def command(start: Path | None) -> None:
    """Prove what sales-consulting work was worth."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb; the exit code. A fault of ours is one line, with the traceback only where -v was given."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    with standard_streams() as streams:
        return streams.exit_code(_run(words, streams))


def _run(words: list[str], streams: Streams) -> int:
    """Run a verb; the exit code, whether or not its output could be written."""
    interface = Interface(streams, interface_language(words))
    try:
        with click_messages(interface.language):
            return _outcome(words, interface)
    except click.exceptions.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as failed:
        _print_fault(f"Error: {failed}", words)
        return RENDERING
    except Exception as fault:
        package = _missing_package(fault)
        _print_fault(package or BUG_REPORT.format(kind=type(fault).__name__, what=fault), words)
        return MISSING if package else BUG


def _outcome(words: list[str], interface: Interface) -> int:
    """Run a verb; the exit code, also where the arguments are wrong."""
    try:
        outcome: Any = command.main(words, prog_name="roireport", standalone_mode=False, obj=interface)
        return outcome if isinstance(outcome, int) else FINE
    except click.ClickException as wrong:
        _print(usage_error_text(wrong))
        return wrong.exit_code


def _missing_package(fault: Exception) -> str | None:
    """Say which Python package is missing, where that is the fault and it is none of ours."""
    name = (isinstance(fault, ModuleNotFoundError) and fault.name) or "roireport"
    return None if name.partition(".")[0] == "roireport" else PACKAGE_MISSING.format(name=name)


def _print_fault(text: str, words: Sequence[str]) -> None:
    """Print what went wrong on one line."""
    if {"-v", "--verbose"} & set(words):
        _print(traceback.format_exc())
    _print(text)


def _print(text: str) -> None:
    """Print to standard error without what could steer a terminal: a text may quote file names and arguments."""
    click.echo(printable_lines(text), err=True)
