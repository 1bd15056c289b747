"""`schema`: JSON Schemas of the input files, for editors."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.load.files import is_missing
from roireport.load.handbook import read_key_texts
from roireport.load.json_schema import FILES, file_schema
from roireport.load.workspace import workspace_root
from roireport.model.language import LANGUAGES, Language
from roireport.problems.problem import Problems
from roireport.resources import template_folders
from roireport.scaffold.modelines import SCHEMAS, schema_file
from roireport.source_files import write_fault, write_files
from roireport.text.json_text import json_text


@verb()
@click.argument("name", required=False, type=click.Choice(FILES))
@click.option("--lang", "language", type=click.Choice(LANGUAGES))
@click.option("--write", "is_written", is_flag=True)
def command(console: Console, name: str | None, language: Language | None, is_written: bool) -> int:
    """Print the JSON Schema of an input file (gains, kpis …), or all of them; editors complete and check with it."""
    root = workspace_root(console.start)
    own = None if isinstance(root, Problems) else root
    texts = read_key_texts(template_folders(own), language or console.words.language)
    schemas = {file: file_schema(file, texts) for file in ([name] if name else FILES)}
    if is_written:
        home = console.value_of(root)
        console.value_of(_write(home, schemas))
        console.say(console.words("cli.schemas_written", n=len(schemas), folder=home / SCHEMAS))
    else:
        console.document(json_text(schemas[name] if name else schemas))
    return FINE


def _write(root: Path, schemas: Mapping[str, Mapping[str, Any]]) -> Problems | None:
    """Write each schema below the workspace, or none of them."""
    texts = {f"{SCHEMAS}/{schema_file(file)}": f"{json_text(schema)}\n".encode() for file, schema in schemas.items()}
    if faults := [fault for path in texts if (fault := write_fault(root, path))]:
        return Problems(faults)
    old = {path: (root / path).read_bytes() for path in texts if not is_missing(root / path)}
    new = {path: text for path, text in texts.items() if path not in old}
    return write_files(root, new, {path: (before, texts[path]) for path, before in old.items()})
