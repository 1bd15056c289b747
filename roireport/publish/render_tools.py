"""The tools that a build prepares once for all its pages: templates, brand, PDF printer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment

from roireport.audience.in_language import in_language
from roireport.load.handbook import read_handbook
from roireport.model.handbook import Handbook
from roireport.model.language import Language
from roireport.model.workspace import AudienceSettings, Workspace
from roireport.present.language.words import Words
from roireport.publish.recipe import WorkspaceOrigin, read_origin
from roireport.render.brand import BrandStyle, read_brand
from roireport.render.environment import environment
from roireport.render.libraries import load_weasyprint
from roireport.resources import template_folders

if TYPE_CHECKING:
    from roireport.render.pdf import PdfPrinter


@dataclass(frozen=True, slots=True, eq=False)
class RenderTools:
    """The tools of a build; `printer` is None where no PDF is made. Two are the same where they are one object."""

    root: Path
    workspace: Workspace
    words: Mapping[Language, Words]
    templates: Environment
    brand: BrandStyle
    printer: "PdfPrinter | None"
    handbook: Handbook
    """The method; it and the texts of `workspace` are in the language of the site."""
    audience: AudienceSettings | None = None
    """The audience outside the firm whose folder of one engagement is made; None for the site of all of them."""
    origin: WorkspaceOrigin | None = None
    """What a PDF carries of the workspace, so that its report can be made again."""

    @property
    def has_traces(self) -> bool:
        """Whether readers get the traces, and the files that the figures were computed from."""
        return self.audience is None or self.audience.detail == "trace"


def render_tools(
    root: Path,
    workspace: Workspace,
    words: Mapping[Language, Words],
    *,
    pdf: bool,
) -> RenderTools:
    """Prepare the tools of a build.

    Raises:
        Refused: The firm's logo, sheets of the handbook or style sheets cannot be used.
    """
    for language_words in words.values():
        language_words.read()
    local = in_language(workspace, workspace.site.language)
    brand = read_brand(local, root)
    handbook = read_handbook(template_folders(root), workspace.site.language)
    templates = environment(root)
    origin = read_origin(root, workspace)
    tools = RenderTools(root, local, words, templates, brand, None, handbook, origin=origin)
    return with_printer(tools) if pdf else tools


def with_printer(tools: RenderTools) -> RenderTools:
    """Add the PDF printer. WeasyPrint is imported here, where a PDF is wanted, and nowhere else.

    Raises:
        Refused: The workspace's own sheets cannot be used for printing, or the machine lacks a library.
    """
    load_weasyprint()
    from roireport.render.pdf import PdfPrinter

    return replace(tools, printer=PdfPrinter(tools.brand, tools.root))
