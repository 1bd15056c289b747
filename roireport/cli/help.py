"""The help: the texts of verbs, options and arguments are words of the interface's language.

They are in templates/words/<language>/help.yaml, by verb and by option, and are read only when help is printed.
"""

import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

import click

from roireport.cli.interface import interface_of
from roireport.model.language import Language
from roireport.resources import templates_folder

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PROGRAM = "program"
"""The program itself, in place of a verb, in the keys of the help."""


@cache
def read_texts(name: str, language: Language) -> Mapping[str, str]:
    """Every text of one file of words by its key, with its plural forms under `.one` and `.other`."""
    from roireport.load.words import built_in_file

    entries = built_in_file(templates_folder() / "words" / language / f"{name}.yaml")
    return dict(_flat(name, entries))


def _flat(name: str, entries: Mapping[str, str | Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for key, entry in entries.items():
        key = key.removeprefix(f"{name}.")
        yield from ((key, entry),) if isinstance(entry, str) else ((f"{key}.{form}", entry[form]) for form in entry)


class DescribedCommand(click.Command):
    """A command whose texts are words, read when its help, its usage or its completion is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; every error in them knows the verb, also where Click's parser does not say it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            wrong.ctx = wrong.ctx or ctx
            raise

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the interface's language."""
        describe(ctx)
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: click.Context) -> str:
        """The usage in the interface's language, as errors show it."""
        describe(ctx)
        return super().get_usage(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """The options that complete a word, with their help."""
        return options_for(ctx, incomplete)


def describe(ctx: click.Context) -> None:
    """Set the texts of a command and of its parameters."""
    command, verb, texts = ctx.command, verb_key(ctx), help_texts(ctx)
    command.help = texts[f"{verb}.text"].rstrip()
    command.epilog = f"\b\n{example(ctx)}"
    command.options_metavar = texts["metavar.options"]
    if isinstance(command, click.Group):
        command.subcommand_metavar = texts["metavar.verb"]
    for parameter in command.get_params(ctx):
        name = parameter_key(parameter)
        if isinstance(parameter, click.Option | click.Argument):
            parameter.help = texts.get(f"{verb}.{name}") or texts[f"shared.{name}"]
        parameter.metavar = texts.get(f"metavar.{verb}.{name}") or texts.get(f"metavar.{name}")


def options_for(ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
    """The options that complete a word, with their help in the interface's language."""
    describe(ctx)
    return click.Command.shell_complete(ctx.command, ctx, incomplete)


def help_texts(ctx: click.Context) -> Mapping[str, str]:
    """The texts of the help in the language of the interface."""
    return read_texts("help", interface_of(ctx).language)


def verb_key(ctx: click.Context) -> str:
    """The verb in the keys of the help, such as `build` or `template.eject`."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return ".".join(names) or PROGRAM


def parameter_key(parameter: click.Parameter) -> str:
    """A parameter in the keys of the help: its long option without hyphens, or an argument's name."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len).lstrip("-")
    return str(parameter.name)


def example(ctx: click.Context) -> str:
    """The line with the example of a verb."""
    texts = help_texts(ctx)
    return texts["heading.example"].format(command=texts[f"{verb_key(ctx)}.example"])


def usage_error_text(wrong: click.ClickException) -> str:
    """An error in the arguments: the usage, what is wrong, and a command of this verb that works."""
    wrong.show(message := io.StringIO())
    text = message.getvalue().rstrip("\n")
    ctx = wrong.ctx if isinstance(wrong, click.UsageError) else None
    shows_help = isinstance(wrong, click.exceptions.NoArgsIsHelpError)
    return text if ctx is None or ctx.parent is None or shows_help else f"{text}\n{example(ctx)}"
