"""Make the report of a recipe again, from files that somebody else may have written."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from roireport.build.audience_view import evaluate_view
from roireport.build.jobs import EngagementJob
from roireport.evaluate import Evaluation, evaluate_folder
from roireport.load.engagement import READ_FILES
from roireport.load.snapshot import DEEP, FolderSnapshot, snapshot_of
from roireport.load.workspace import FILE as SETTINGS
from roireport.load.workspace import LOGO_TYPES
from roireport.model.engagement import ENGAGEMENTS, INPUTS
from roireport.model.workspace import CLIENT, AudienceSettings
from roireport.present.document.shown import Json
from roireport.present.report import report
from roireport.problems.problem import NO_PLACE, Problems, Refused, problem
from roireport.publish.audience_folder import in_site_of, tools_for
from roireport.publish.printed_report import computed_files, print_report
from roireport.publish.recipe import WORKSPACE, Recipe
from roireport.publish.render_tools import render_tools
from roireport.workspace import OpenWorkspace, open_workspace

_LOGO_FOLDER_DEPTH: Final = 8


def workspace_from(root: Path, attachments: Mapping[str, bytes], templates: Mapping[str, bytes]) -> OpenWorkspace:
    """Write the settings and the logo that a PDF carries into an empty folder, and open it as a workspace.

    Only these two are written, and no name of an attachment leads out of the folder.

    Args:
        root: The empty folder.
        attachments: Those of the PDF.
        templates: Own templates of a workspace of the user, by their path in it: a PDF carries none.

    Raises:
        Refused: the settings cannot be read.
    """
    shared = {name.removeprefix(WORKSPACE): content for name, content in attachments.items() if _is_shared(name)}
    (root / ENGAGEMENTS).mkdir()
    for name, content in {**shared, **templates}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    opened = open_workspace(root)
    if isinstance(opened, Problems):
        raise Refused(opened.items)
    return opened


def _is_shared(name: str) -> bool:
    """Whether an attachment is the settings or a logo, with a path that stays in its folder."""
    if not name.startswith(WORKSPACE):
        return False
    path = name.removeprefix(WORKSPACE)
    return path == SETTINGS or (PurePosixPath(path).suffix.lower() in LOGO_TYPES and is_inside(path))


def is_inside(path: str) -> bool:
    """Whether a path is that of a file below the folder that it starts from, on every system."""
    parts = path.split("/")
    plain = all(part not in ("", ".", "..") and part.isprintable() for part in parts)
    return plain and len(parts) <= _LOGO_FOLDER_DEPTH and not any(sign in path for sign in '\\:*?"<>|')


def snapshot_from(recipe: Recipe, attachments: Mapping[str, bytes]) -> FolderSnapshot:
    """The engagement's folder as its PDF carries it; it is read from memory, never from a disk.

    Raises:
        Refused: the PDF carries no engagement.
    """
    files = {name: content for name, content in attachments.items() if _is_source(name)}
    if not files:
        raise Refused([problem("pdf_without_data", NO_PLACE)])
    folder = INPUTS if recipe.audience else f"{ENGAGEMENTS}/{recipe.engagement}"
    unread = {name for name in recipe.unread if is_inside(name)} - files.keys()
    # A note that no report has a place for is opened, and nothing of it is used: it is not attached.
    notes = {name: b"" for name in unread if name.endswith(".md")}
    return snapshot_of(folder, {**files, **notes}, unread - notes.keys())


def _is_source(name: str) -> bool:
    return name in READ_FILES or (name.startswith(tuple(f"{folder}/" for folder in DEEP)) and is_inside(name))


def printed_again(opened: OpenWorkspace, recipe: Recipe, snapshot: FolderSnapshot | None) -> bytes:
    """Print the report of a recipe; without a snapshot from the folder of the workspace.

    Raises:
        Refused: the engagement cannot be loaded, or the report cannot be printed.
    """
    evaluation = _evaluation(opened, recipe, snapshot)
    shown = (ctx for ctx in evaluation.contexts if ctx.words.language in recipe.languages)
    contexts = tuple(replace(ctx, earlier=recipe.earlier) for ctx in shown)
    tools = render_tools(opened.root, opened.settings, opened.words, pdf=True)
    if recipe.audience:
        first = contexts[0].words.language
        contexts = tuple(replace(ctx, workspace=in_site_of(ctx.workspace, first)) for ctx in contexts)
        tools = tools_for(tools, audience_of(recipe), first)
    languages = tuple(ctx.words.language for ctx in contexts)
    computed = computed_files(tools, evaluation.document, (contexts[0], report(contexts[0])))
    ctx = next(ctx for ctx in contexts if ctx.words.language == recipe.language)
    sources = evaluation.sources if tools.has_traces else {}
    return print_report(tools, (ctx, report(ctx)), languages, computed, sources).content


def results_again(opened: OpenWorkspace, recipe: Recipe, snapshot: FolderSnapshot) -> Mapping[str, Json]:
    """The results of an engagement, for a report that cannot be printed here.

    Raises:
        Refused: it cannot be loaded.
    """
    return _evaluation(opened, recipe, snapshot).document


def audience_of(recipe: Recipe) -> AudienceSettings:
    """What the audience of a recipe gets; all of it where it is the firm."""
    recorded = recipe.audience
    if recorded is None:
        return AudienceSettings()
    return AudienceSettings.model_construct(sections=recorded.sections, detail=recorded.detail, names=recorded.names)


def _evaluation(opened: OpenWorkspace, recipe: Recipe, snapshot: FolderSnapshot | None) -> Evaluation:
    """Compute everything, for the firm or from the view of the recipe's audience."""
    commit = recipe.commit.version if recipe.commit else None
    if recipe.audience:
        audiences = {CLIENT: audience_of(recipe)}
        here = replace(opened, settings=opened.settings.model_copy(update={"audiences": audiences}))
        job = EngagementJob(recipe.engagement, commit, audience=CLIENT, snapshot=snapshot)
        evaluation = evaluate_view(here, job)
    else:
        evaluation = evaluate_folder(opened, recipe.engagement, commit=commit, snapshot=snapshot)
    if isinstance(evaluation, Problems):
        raise Refused(evaluation.items)
    if recipe.language not in {ctx.words.language for ctx in evaluation.contexts}:
        raise Refused([problem("pdf_recipe_malformed", NO_PLACE, why=recipe.language)])
    return evaluation
