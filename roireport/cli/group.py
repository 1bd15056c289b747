"""The command, its verbs, and the handling of errors that are not in the input."""

import importlib
import io
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click

from roireport import __version__
from roireport.cli.exits import BUG, FINE, INTERRUPTED, MISSING, RENDERING
from roireport.cli.streams import Streams, standard_streams
from roireport.text.characters import printable_lines

_FIRST_LINE = re.compile(r'"""`(?P<group>[a-z]+ )?(?P<verb>[a-z]+)`: (?P<summary>.+)\."""')
BUG_REPORT = "internal error ({kind}: {what}). This is a fault of roireport; run again with -v for its traceback."
PACKAGE_MISSING = (
    "Error: the Python package {name} is missing. Install roireport again with what it needs: "
    "`python -m pip install --force-reinstall roireport`, or `uv tool upgrade --reinstall roireport`, "
    "or `pipx reinstall roireport`."
)


@dataclass(frozen=True, slots=True)
class VerbModule:
    """A module of this package that is a verb, and its line in the help."""

    module: str
    summary: str


@cache
def verbs_of(group: str = "") -> Mapping[str, VerbModule]:
    """The verbs of a group by name, from the first lines of their modules.

    The modules are not imported: a verb is imported when it is called, so that `--version` costs nothing.
    """
    verbs: dict[str, VerbModule] = {}
    for file in sorted(Path(__file__).parent.glob("*.py")):
        first = _FIRST_LINE.match(file.read_text(encoding="utf-8"))
        if first and (first["group"] or "").strip() == group:
            verbs[first["verb"]] = VerbModule(file.stem, first["summary"])
    return dict(sorted(verbs.items()))


class Verbs(click.Group):
    """A group that imports a verb only when it is asked for."""

    parent = ""

    def list_commands(self, context: click.Context) -> list[str]:
        """The verbs in the order of the help."""
        return list(verbs_of(self.parent))

    def get_command(self, context: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command; None where there is no such verb."""
        if (verb := verbs_of(self.parent).get(cmd_name)) is None:
            return None
        command: click.Command = importlib.import_module(f"roireport.cli.{verb.module}").command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs in the help, without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.summary) for name, verb in verbs_of(self.parent).items()])


class TemplateVerbs(Verbs):
    """The verbs of `template`."""

    parent = "template"


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "ROIREPORT"})
@click.version_option(__version__, prog_name="roireport")
@click.option(
    "-C", "start", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Workspace, as after the verb."
)
def command(start: Path | None) -> None:
    """Prove what sales-consulting work was worth.

    Reads engagements (folders of YAML files), computes the financial and the non-financial return on investment,
    runs its checks on the result, and builds HTML and PDF reports into a static site.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a verb; the exit code. A fault of ours is one line, with the traceback only where -v was given."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    with standard_streams() as streams:
        return streams.exit_code(_run(words, streams))


def _run(words: list[str], streams: Streams) -> int:
    """Run a verb; the exit code, whether or not its output could be written."""
    try:
        outcome: Any = command.main(words, prog_name="roireport", standalone_mode=False, obj=streams)
        return outcome if isinstance(outcome, int) else FINE
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as wrong:
        wrong.show(message := io.StringIO())
        _print(message.getvalue().rstrip("\n"))
        return wrong.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as failed:
        _print_fault(f"Error: {failed}", words)
        return RENDERING
    except Exception as fault:
        package = _missing_package(fault)
        _print_fault(package or BUG_REPORT.format(kind=type(fault).__name__, what=fault), words)
        return MISSING if package else BUG


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
