"""The Jinja environment: a workspace's templates replace built-in ones; user text is never a template."""

from collections.abc import Callable
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment

from roireport.load.files import Reading, is_missing
from roireport.problems.problem import Refused
from roireport.render.columns import column_widths
from roireport.render.emphasis import any_linked, emphasised, linked, unmarked
from roireport.render.markdown import html_of
from roireport.render.svg import marks
from roireport.resources import TEMPLATES, template_folders, templates_folder


def environment(workspace: Path | None = None) -> Environment:
    """The templates of a workspace: everything is escaped whatever the template's name, nothing missing is silent.

    A workspace's own run in a sandbox, since they may arrive by pull request: a template sees what it is given, changes
    none of it, and reaches no file, module or code through it. Without any, the built-in ones run without that cost.
    """
    built_in = FileSystemLoader(templates_folder())
    has_own = workspace is not None and len(template_folders(workspace)) > 1 and not is_missing(workspace / TEMPLATES)
    kind = ImmutableSandboxedEnvironment if has_own else Environment
    templates = kind(
        loader=ChoiceLoader([OwnTemplates(workspace), built_in]) if workspace and has_own else built_in,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
    )
    templates.filters.update(
        markdown=html_of,
        emphasised=emphasised,
        linked=linked,
        any_linked=any_linked,
        marks=marks,
        unmarked=unmarked,
        column_widths=column_widths,
    )
    return templates


class OwnTemplates(BaseLoader):
    """Loads a workspace's templates as carefully as its other files: no links, no hidden characters."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        """Read a template and its path; Refused where it exists and cannot be read."""
        file = "/".join((TEMPLATES, *split_template_path(template)))
        if is_missing(self._workspace / file):
            raise TemplateNotFound(template)
        reading = Reading(self._workspace)
        text = reading.text(file)
        if text is None:
            raise Refused(reading.as_problems().items)
        return text, str(self._workspace / file), None

    def list_templates(self) -> list[str]:
        """List every file of the folder, by its path in it."""
        folder = self._workspace / TEMPLATES
        files = (path for path in folder.rglob("*") if path.is_symlink() or path.is_file())
        return sorted(path.relative_to(folder).as_posix() for path in files if not path.name.startswith("."))


def own_templates(templates: Environment) -> list[str]:
    """List the template files of the workspace; none where it has no own templates."""
    loader = templates.loader
    return loader.loaders[0].list_templates() if isinstance(loader, ChoiceLoader) else []
