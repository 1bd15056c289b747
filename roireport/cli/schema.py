"""`schema`: JSON Schemas of the input files, for editors."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.load.handbook import read_key_texts
from roireport.load.json_schema import FILES, file_schema
from roireport.load.workspace import workspace_root
from roireport.model.language import LANGUAGES, Language
from roireport.problems.problem import Problems
from roireport.resources import template_folders
from roireport.scaffold.modelines import SCHEMAS, schema_file
from roireport.text.json_text import json_text


@verb()
@click.argument("name", required=False, type=click.Choice(FILES))
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Language of the descriptions.")
@click.option("--write", "is_written", is_flag=True, help="Write all of them into schema/ of the workspace.")
def command(console: Console, name: str | None, language: Language | None, is_written: bool) -> int:
    """Print the JSON Schema of an input file (gains, kpis …), or all of them; editors complete and check with it.

    Example: schema gains
    """
    root = workspace_root(console.start)
    own = None if isinstance(root, Problems) else root
    texts = read_key_texts(template_folders(own), language or console.words.language)
    schemas = {file: file_schema(file, texts) for file in ([name] if name else FILES)}
    if is_written:
        folder = console.value_of(root) / SCHEMAS
        _write(folder, schemas)
        console.say(console.words("cli.schemas_written", n=len(schemas), folder=folder))
    else:
        console.document(json_text(schemas[name] if name else schemas))
    return FINE


def _write(folder: Path, schemas: Mapping[str, Mapping[str, Any]]) -> None:
    """Write each schema; one that is there is replaced as a whole, and no link is followed."""
    if folder.is_symlink():
        raise click.UsageError(f"{folder} is a link: remove it, or write schemas with `schema NAME > FILE`")
    folder.mkdir(exist_ok=True)
    for file, schema in schemas.items():
        draft = folder / f".{schema_file(file)}.new"
        draft.unlink(missing_ok=True)
        with draft.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(f"{json_text(schema)}\n")
        os.replace(draft, folder / schema_file(file))
