"""The line by which an editor finds the schema of a YAML file, where the workspace has that schema."""

from collections.abc import Collection
from pathlib import Path
from typing import Final

from roireport.load.files import names_in

SCHEMAS: Final = "schema"
"""The folder of a workspace that holds the schemas of its files, written by `roireport schema --write`."""
_ENDING: Final = ".schema.json"


def schemas_in(root: Path) -> frozenset[str]:
    """The kinds of file that the workspace has a schema of, such as `kpis`."""
    return frozenset(name.removesuffix(_ENDING) for name in names_in(root, SCHEMAS) if name.endswith(_ENDING))


def schema_file(name: str) -> str:
    """The name of the schema of `<name>.yaml`."""
    return f"{name}{_ENDING}"


def with_modeline(text: str, name: str, schemas: Collection[str], *, up: str = "../../") -> str:
    """Put the line of its schema above the text of `<name>.yaml`; nothing where there is no such schema.

    Args:
        text: The text of the file.
        name: The file, without its ending.
        schemas: The kinds of file that have a schema.
        up: The way from the file's folder to the workspace.
    """
    if name not in schemas:
        return text
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{schema_file(name)}\n{text}"
