"""The sections of a report: their order, their headings, their numbers."""

from typing import Final

from roireport.assess.editorial import shown_sections
from roireport.model.workspace import SECTIONS, Workspace
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText

_APPENDICES: Final = ("method", "traceability")


def chosen(workspace: Workspace) -> tuple[str, ...]:
    """Return the sections of a report in order; all where roireport.yaml chooses none."""
    wanted = workspace.report.sections
    return SECTIONS if wanted is None else tuple(str(id) for id in wanted if id in SECTIONS)


def shown(ctx: ReportContext) -> tuple[str, ...]:
    """Return the sections that this report has: all that were chosen, unless there is no ROI to write them about."""
    return shown_sections(chosen(ctx.workspace), ctx.editorial)


def heading(ctx: ReportContext, id: str) -> QuotedText:
    """Write a heading with its number: 3 · Costs and gains, A · Method and glossary, Summary."""
    number = number_of(ctx, id)
    name = ctx.words(f"common.section.{id}")
    return ctx.words("common.heading", number=number, name=name) if number else name


def number_of(ctx: ReportContext, id: str) -> str:
    """Return 1, 2 … for a chapter, A, B for an appendix, else an empty text."""
    sections = shown(ctx)
    if id == "summary" or id not in sections:
        return ""
    chapters = [other for other in sections if other != "summary" and other not in _APPENDICES]
    if id in chapters:
        return str(chapters.index(id) + 1)
    appendices = [other for other in sections if other in _APPENDICES]
    return "AB"[appendices.index(id)]
