"""`init`: a workspace with a sample that builds."""

import os
from pathlib import Path

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.load.handbook import read_key_texts
from roireport.load.json_schema import FILES, file_schema
from roireport.model.language import LANGUAGES, Language
from roireport.problems.problem import at_stage
from roireport.resources import template_folders
from roireport.scaffold.new_workspace import Ci, start_workspace
from roireport.text.characters import printable
from roireport.text.json_text import json_text


@verb()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--lang", type=click.Choice(LANGUAGES))
@click.option("--ci", type=click.Choice(["github", "gitlab", "none"]), default="none")
def command(console: Console, folder: Path | None, lang: Language | None, ci: Ci) -> int:
    """Make a workspace: settings, a sample that builds, settings of VS Code, rules for an assistant, a CI recipe."""
    root = console.start / folder if folder else console.start
    language = lang or console.words.language
    started = console.value_of(start_workspace(root, language, ci, _schemas(language)))
    for note in at_stage("open", started.kept):
        console.problem(note)
    console.result("\n".join(started.files))
    console.say(console.words("cli.init.sample", id=started.sample))
    here = _from_here(root)
    console.say(console.words("cli.init.next", go="" if here == "." else f"`cd {here}`, "))
    return FINE


def _from_here(folder: Path) -> str:
    try:
        return printable(os.path.relpath(folder))
    except ValueError:  # on another drive of Windows
        return printable(str(folder))


def _schemas(language: Language) -> dict[str, str]:
    """The schema of each kind of file, as `schema --write` writes them."""
    texts = read_key_texts(template_folders(None), language)
    return {file: f"{json_text(file_schema(file, texts))}\n" for file in FILES}
