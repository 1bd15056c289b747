"""Print the report of an engagement, with its attachments."""

from collections.abc import Mapping

from roireport.model.language import Language
from roireport.model.picture import Picture
from roireport.present.context import ReportContext
from roireport.present.document.shown import Json
from roireport.present.document.trace_rows import trace_rows
from roireport.present.view import Report
from roireport.publish.attachments import RESULTS, TRACE, attachments
from roireport.publish.output import csv_bytes, json_bytes
from roireport.publish.recipe import RECIPE, recipe_bytes, recipe_of, workspace_sources
from roireport.publish.render_tools import RenderTools
from roireport.render.printing import Pdf
from roireport.render.report import print_html


def computed_files(
    tools: RenderTools, document: Mapping[str, Json], first: tuple[ReportContext, Report]
) -> dict[str, bytes]:
    """The results and, for readers who get them, the traces; `first` is the report in the engagement's own language."""
    computed = {RESULTS: json_bytes(document)}
    if tools.has_traces:
        computed[TRACE] = csv_bytes(trace_rows(*first))
    return computed


def print_report(
    tools: RenderTools,
    report_in: tuple[ReportContext, Report],
    languages: tuple[Language, ...],
    computed: Mapping[str, bytes],
    sources: Mapping[str, bytes],
) -> Pdf:
    """Print a report with all that it takes to make it again.

    Args:
        report_in: The report in its language.
        languages: All languages that the engagement is made in, in their order.
        computed: The results and the traces, by name.
        sources: The files that the engagement was loaded from; none for an audience that gets no traces.

    Raises:
        Refused: it cannot be printed, or a file cannot be redacted.
    """
    if tools.printer is None:
        raise ValueError("these tools print nothing")
    ctx, view = report_in
    shared = {}
    if tools.origin is not None:
        recipe = recipe_of(tools.origin, ctx, languages, tools.audience)
        computed = {**computed, RECIPE: recipe_bytes(recipe)}
        shared = workspace_sources(tools.origin, ctx.engagement, tools.audience) if tools.has_traces else {}
    carried = attachments(
        sources, ctx.engagement, computed, ctx.words, rewritten=tools.audience is not None, shared=shared
    )
    html = print_html(view, tools.templates, ctx.words, tools.brand)
    return tools.printer.print(html, carried, pictures_in(ctx).values())


def pictures_in(ctx: ReportContext) -> Mapping[str, Picture]:
    """The pictures of an engagement's narratives, by name."""
    return {picture.name: picture for note in ctx.engagement.narratives for picture in note.pictures}
