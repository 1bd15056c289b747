"""The templates: the workspace's shadow the built-in ones; what users write is data, never a template."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from roireport.assets import templates_folder
from roireport.render.columns import column_widths
from roireport.render.emphasis import emphasised, linked, unmarked
from roireport.render.markdown import html_of

__all__ = ["TemplateError", "environment", "template_fault", "template_folders"]


def template_fault(error: TemplateError) -> str:
    """What a template stumbled over, with its place where it cannot even be parsed."""
    place = f"templates/{error.name}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
    return f"{place}{error.message}"


def template_folders(workspace: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for, in order; the built-in folder shadows nothing of itself."""
    built_in = templates_folder()
    own = workspace / "templates" if workspace else None
    return (built_in,) if own is None or own.resolve() == built_in.resolve() else (own, built_in)


def environment(workspace: Path | None = None) -> Environment:
    """The templates of a workspace: everything is escaped whatever the template's name, nothing missing is silent."""
    made = Environment(
        loader=FileSystemLoader(template_folders(workspace)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.update(
        markdown=html_of, emphasised=emphasised, linked=linked, unmarked=unmarked, column_widths=column_widths
    )
    return made
