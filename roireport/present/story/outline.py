"""The sections of a report: their order, their headings, their numbers."""

from typing import Final

from roireport.model.workspace import SECTIONS, Workspace
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText

_APPENDICES: Final = ("method", "traceability")


def chosen(workspace: Workspace) -> tuple[str, ...]:
    """The sections that a report has, in order; all of them where roireport.yaml chooses none."""
    wanted = workspace.report.sections
    return SECTIONS if wanted is None else tuple(str(id) for id in wanted if id in SECTIONS)


def heading(ctx: ReportContext, id: str) -> QuotedText:
    """The heading of a section with its number: 3 · Costs and gains, A · Method and glossary, Summary."""
    number = number_of(ctx.workspace, id)
    name = ctx.words(f"common.section.{id}")
    return ctx.words("common.heading", number=number, name=name) if number else name


def number_of(workspace: Workspace, id: str) -> str:
    """1, 2, 3 … for the chapters, A, B for the appendices, nothing for the summary and for what is left out."""
    if id == "summary" or id not in chosen(workspace):
        return ""
    own = id in _APPENDICES
    alike = [each for each in chosen(workspace) if each != "summary" and (each in _APPENDICES) == own]
    place = alike.index(id)
    return "ABCDEFGH"[place] if own else str(place + 1)
