"""The folder of one engagement for an audience outside the firm: all that it needs, and nothing beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from roireport.audience.in_language import in_language
from roireport.load.handbook import read_handbook
from roireport.model.engagement import INPUTS
from roireport.model.language import Language
from roireport.model.workspace import AudienceSettings, Workspace
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json
from roireport.publish.edition import Edition, editions
from roireport.publish.method_files import method_files
from roireport.publish.output import MANIFEST, manifest, stamp
from roireport.publish.portfolio_files import asset_files
from roireport.publish.render_tools import RenderTools
from roireport.publish.report_files import report_files
from roireport.publish.site_index import findable_method, search_index
from roireport.render.site_pages import search_page
from roireport.resources import template_folders


@dataclass(frozen=True, slots=True)
class _SharedPages:
    """What the folders of all engagements with the same languages have in common."""

    editions: tuple[Edition, ...]
    files: Mapping[str, bytes]
    """Pages of the method, search pages, assets."""
    findable: Mapping[Language, tuple[bytes, ...]]
    """The method's parts of the search index."""


def audience_folder(
    tools: RenderTools,
    audience: AudienceSettings,
    contexts: tuple[ReportContext, ...],
    document: Mapping[str, Json],
    view: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Write the files of the folder by their path in it.

    Args:
        tools: Those of the site, the same object for all engagements.
        audience: Who gets the folder.
        contexts: The report in each of its languages.
        document: Its results.
        view: The files that it was computed from, by their path.

    Raises:
        Refused: a page or the PDF cannot be made.
    """
    languages = tuple(ctx.words.language for ctx in contexts)
    contexts = tuple(replace(ctx, workspace=in_site_of(ctx.workspace, languages[0])) for ctx in contexts)
    shared = _shared_pages(tools, audience, languages)
    alone = shared.editions[0].tools
    carried = view if alone.has_traces else {}
    report = report_files(alone, contexts, document, carried)
    files = {**shared.files, **report.files}
    for edition in shared.editions:
        files |= search_index(edition, (report.findable[edition.language], *shared.findable[edition.language]))
    files |= {f"{INPUTS}/{name}": content for name, content in carried.items()}
    return files | {MANIFEST: manifest({path: stamp(content) for path, content in files.items()}, ())}


@lru_cache(maxsize=4)
def _shared_pages(tools: RenderTools, audience: AudienceSettings, languages: tuple[Language, ...]) -> _SharedPages:
    """Made once in each worker, for each list of languages that reports have."""
    alone = tools_for(tools, audience, languages[0])
    site_editions = editions(alone, languages)
    files = asset_files(alone)
    for edition in site_editions:
        search = search_page(alone.templates, edition.words, edition.frame("search.html"))
        files |= method_files(edition) | edition.files({"search.html": search})
    return _SharedPages(
        site_editions, files, {edition.language: tuple(findable_method(edition)) for edition in site_editions}
    )


def tools_for(tools: RenderTools, audience: AudienceSettings, language: Language) -> RenderTools:
    """The tools of a site whose first language is that of the report."""
    local = in_language(in_site_of(tools.workspace, language), language)
    is_same = language == tools.handbook.language
    handbook = tools.handbook if is_same else read_handbook(template_folders(tools.root), language)
    return replace(tools, workspace=local, audience=audience, handbook=handbook)


def in_site_of(workspace: Workspace, language: Language) -> Workspace:
    """The settings of a site whose first language is this one."""
    return workspace.model_copy(update={"site": workspace.site.model_copy(update={"language": language})})
