"""`template list`: every template and where it comes from."""

import click

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.load.workspace import workspace_root
from roireport.text.characters import printable
from roireport.text.json_text import json_text
from roireport.theme.catalogue import TemplateFile, catalogue


@verb(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(console: Console, form: str) -> int:
    """List every template by its path, and where it comes from."""
    files = catalogue(console.value_of(workspace_root(console.start)))
    if form == "json":
        document = {"schema": "roireport/templates/1", "templates": [_document(file) for file in files]}
        console.document(json_text(document))
    else:
        width = max(len(file.path) for file in files)
        console.result("\n".join(f"{printable(file.path):<{width}}  {_description(file, console)}" for file in files))
    return FINE


def _document(file: TemplateFile) -> dict[str, str | bool | None]:
    """`out_of_date` is null where a file does not say what it was copied from."""
    origin = file.origin
    return {
        "path": file.path,
        "source": file.source,
        "ejected_from": origin.version if origin else None,
        "out_of_date": file.out_of_date if origin else None,
        "near": file.near or None,
    }


def _description(file: TemplateFile, console: Console) -> str:
    words = console.words
    parts = [words(f"cli.template.{file.source}")]
    if file.out_of_date and file.origin:
        parts.append(words("cli.template.out_of_date", version=file.origin.version))
    if file.near:
        parts.append(words("cli.template.near", near=file.near))
    return " · ".join(parts)
