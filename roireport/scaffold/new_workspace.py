"""Start a workspace: settings, a sample that builds, settings of the editor, rules for assistants, a CI recipe."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from roireport.load.files import is_missing
from roireport.load.workspace import FILE
from roireport.model.engagement import ENGAGEMENTS
from roireport.model.language import Language
from roireport.model.place import Place
from roireport.problems.problem import Problem, Problems, problem
from roireport.resources import templates_folder
from roireport.scaffold.modelines import SCHEMAS, schema_file, with_modeline
from roireport.scaffold.starter import STARTER
from roireport.source_files import write_files

Ci = Literal["github", "gitlab", "none"]
CI: Final[tuple[Ci, ...]] = get_args(Ci)
SETTINGS: Final = ".vscode/settings.json"
_RECIPES: Final[Mapping[Ci, tuple[str, ...]]] = MappingProxyType(
    {"github": ("github.yml", "pre-commit.yml"), "gitlab": ("gitlab.yml", "pre-commit.yml"), "none": ()}
)
"""The files of the starter that a workspace has for a service only."""
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "gitignore": ".gitignore",
        "gitattributes": ".gitattributes",
        "github.yml": ".github/workflows/roireport.yml",
        "gitlab.yml": ".gitlab-ci.yml",
        "pre-commit.yml": ".pre-commit-config.yaml",
    }
)
"""What a file of the starter is called in a workspace; names with a dot would be hidden among the templates."""
_EDITOR: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "files.encoding": "utf8",
        "files.insertFinalNewline": True,
        "search.exclude": {"site": True},
        "yaml.format.enable": False,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.detectIndentation": False},
    }
)


@dataclass(frozen=True, slots=True)
class StartedWorkspace:
    """The files that were written, the sample's id, and what existed before and was left as it was."""

    files: tuple[str, ...]
    sample: str
    kept: tuple[Problem, ...]


def start_workspace(root: Path, language: Language, ci: Ci, schemas: Mapping[str, str]) -> StartedWorkspace | Problems:
    """Write a workspace into a folder, which is made where it is missing: all of it, or nothing.

    A file that exists already is left as it is. A folder that is a workspace already is refused.

    Args:
        root: The folder.
        language: The language of the comments and of the sample.
        ci: The service whose recipe is written, with a hook for git.
        schemas: The text of the schema of each kind of file, such as `kpis`.

    Raises:
        Refused: a write failed; nothing is left of it.
    """
    if not is_missing(root / FILE):
        return Problems([problem("workspace_exists", Place(FILE))])
    files = dict(_files(language, ci, schemas))
    kept = [path for path in files if not is_missing(root / path)]
    new = {path: text.encode() for path, text in files.items() if path not in kept}
    if refused := write_files(root, new, {}):
        return refused
    sample = next(PurePosixPath(path).parts[1] for path in files if path.startswith(f"{ENGAGEMENTS}/"))
    notes = (replace(problem("file_kept", Place(path)), level="info") for path in kept)
    return StartedWorkspace(tuple(new), sample, tuple(notes))


def _files(language: Language, ci: Ci, schemas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text of each file; the settings come last, so that no half of a workspace looks like a whole one."""
    folder = templates_folder() / STARTER / language / "workspace"
    texts = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in folder.rglob("*.*")}
    texts |= {name: (folder / name).read_text("utf-8") for name in ("gitignore", "gitattributes")}
    recipes = {path for files in _RECIPES.values() for path in files}
    for path, text in sorted(texts.items()):
        if path != FILE and (path in _RECIPES[ci] or path not in recipes):
            yield _NAMES.get(path, path), _with_schema(path, text, schemas)
    yield from ((f"{SCHEMAS}/{schema_file(name)}", text) for name, text in sorted(schemas.items()))
    yield SETTINGS, json.dumps(dict(_EDITOR), indent=2) + "\n"
    yield ".vscode/extensions.json", json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"
    yield FILE, _with_schema(FILE, texts[FILE], schemas)


def _with_schema(path: str, text: str, schemas: Mapping[str, str]) -> str:
    """Put the line of its schema above a YAML file of a workspace."""
    file = PurePosixPath(path)
    if file.suffix != ".yaml":
        return text
    return with_modeline(text, file.stem, schemas, up="../" * (len(file.parts) - 1))
